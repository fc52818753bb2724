package matching

import (
	"strings"

	"github.com/paidan/paidan/roster"
)

// capability is what one worker has, in numbers of [dictionary].
type capability struct {
	inactive, realName bool
	gender             int32
	credits            int32
	// agency is an index into Gates.sharing, −1: the planning agency's own.
	agency int32
	// certificates and trainings are merged, by code.
	certificates, trainings []span
	// health and background; code 0 where there is one, −1 where not.
	health, background span
	// areas the worker is limited to, sorted; nil: everywhere.
	areas   []int32
	limited bool // to areas
	// far is the least square distance from home which is too far, in square
	// centimetres; farthest: no limit.
	far int64
}

// dense holds the workers' tables of one row per worker.
type dense struct {
	skills, services, consumables int
	languageWords, equipmentWords int
	// level[w·skills+k] is the level in a skill, 0: not held.
	level []uint8
	// months[w·services+k] is the experience with a service.
	months []int32
	// reach[w·consumables+k] is the most the worker can have of a type at
	// any time: the load at the start, or the capacity where a store has it.
	reach []int64
	// languages and equipment are bits by number.
	languages []uint64
	equipment []uint64
}

// foldTag folds a BCP 47 tag for comparing without case.
func foldTag(tag string) string { return strings.ToLower(tag) }

// newDense fills the tables, once every class has been numbered; codes which
// no job requires have no column.
func newDense(v *roster.View, d *dictionary, services map[string]int32) dense {
	p := v.Problem
	t := dense{skills: len(d.skills), services: len(p.Catalogue), consumables: len(d.consumables),
		languageWords: words(len(d.languages)), equipmentWords: words(len(d.equipment))}
	n := len(p.Workers)
	t.level = make([]uint8, n*t.skills)
	t.months = make([]int32, n*t.services)
	t.reach = make([]int64, n*t.consumables)
	t.languages = make([]uint64, n*t.languageWords)
	t.equipment = make([]uint64, n*t.equipmentWords)
	stored := storedTypes(p, d.consumables)
	for i := range p.Workers {
		w := &p.Workers[i]
		for _, s := range w.Skills {
			if k, ok := d.skills[s.Code]; ok {
				t.level[i*t.skills+int(k)] = uint8(max(s.Level, 1))
			}
		}
		for _, e := range w.Experience {
			if k, ok := services[e.Service]; ok {
				t.months[i*t.services+int(k)] = int32(e.Months)
			}
		}
		for _, c := range w.Carries {
			if k, ok := d.consumables[c.Type]; ok {
				most := c.Quantity
				if stored[k] {
					most = max(c.Quantity, c.Capacity)
				}
				t.reach[i*t.consumables+int(k)] = int64(most)
			}
		}
		setBits(t.languages[i*t.languageWords:], d.languages, w.Languages, foldTag)
		setBits(t.equipment[i*t.equipmentWords:], d.equipment, w.Equipment, nil)
	}
	return t
}

// storedTypes tells for each numbered type whether some store holds it.
func storedTypes(p *roster.Problem, kinds codes) []bool {
	stored := make([]bool, len(kinds))
	for i := range p.Stores {
		if len(p.Stores[i].Types) == 0 {
			for k := range stored {
				stored[k] = true
			}
		}
		for _, t := range p.Stores[i].Types {
			if k, ok := kinds[t]; ok {
				stored[k] = true
			}
		}
	}
	return stored
}

func setBits(row []uint64, numbers codes, list []string, fold func(string) string) {
	for _, s := range list {
		if fold != nil {
			s = fold(s)
		}
		if n, ok := numbers[s]; ok {
			row[n/64] |= 1 << (n % 64)
		}
	}
}

// words returns how many words a set of n bits takes.
func words(n int) int { return (n + 63) / 64 }
