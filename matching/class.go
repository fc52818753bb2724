package matching

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/paidan/paidan/roster"
)

// class is what a set of jobs requires of any worker: the requirements of
// service, job and role, what the work uses up, and the service itself. Codes
// are numbers of [dictionary].
type class struct {
	service             int32
	skills, no          []skillNeed
	any                 [][]skillNeed // of each list one is enough
	certificates        []int32
	trainings           []int32
	languages           []int32
	equipment           []int32 // pieces which no store has
	consumes            []need
	credits, experience int32
	gender              int32 // 0: any, −1: two at once, which nobody has
	health, background  bool
	realName            bool
}

// skillNeed is a skill at a level of at least 1.
type skillNeed struct {
	skill int32
	level uint8
}

// need is a quantity of a type of consumable, at least 1.
type need struct {
	kind     int32
	quantity int64
}

// dictionary numbers the codes of a problem while the gates are built; the
// numbers of one kind are dense, from 0, in the order of first mention.
type dictionary struct {
	skills, certificates, trainings, languages codes
	equipment, consumables, areas              codes
	genders                                    codes // "" is 0
}

type codes map[string]int32

func newDictionary() *dictionary {
	return &dictionary{skills: codes{}, certificates: codes{}, trainings: codes{}, languages: codes{},
		equipment: codes{}, consumables: codes{}, areas: codes{}, genders: codes{"": 0}}
}

func (c codes) number(s string) int32 {
	n, ok := c[s]
	if !ok {
		n = int32(len(c))
		c[s] = n
	}
	return n
}

// numbers returns the sorted numbers of codes, each once.
func (c codes) numbers(list []string) []int32 {
	out := make([]int32, 0, len(list))
	for _, s := range list {
		out = append(out, c.number(s))
	}
	return sortedOnce(out)
}

// newClass turns merged requirements into numbers. atStore tells which
// equipment some store has.
func (d *dictionary) newClass(service int32, r *roster.Requirements, consumes []roster.Quantity, atStore map[string]bool) class {
	c := class{
		service: service,
		skills:  d.skillNeeds(r.Skills), no: d.skillNeeds(r.NoSkills),
		certificates: d.certificates.numbers(r.Certificates),
		trainings:    d.trainings.numbers(r.Trainings),
		credits:      int32(r.MinCredits), experience: int32(r.MinExperience),
		gender: d.genders.number(string(r.Gender)),
		health: r.HealthCertificate, background: r.BackgroundCheck, realName: r.RealName,
	}
	if len(r.AnySkills) > 0 {
		c.any = [][]skillNeed{d.skillNeeds(r.AnySkills)}
	}
	for _, l := range r.Languages {
		c.languages = append(c.languages, d.languages.number(foldTag(l)))
	}
	c.languages = sortedOnce(c.languages)
	for _, e := range r.Equipment {
		if !atStore[e] {
			c.equipment = append(c.equipment, d.equipment.number(e))
		}
	}
	c.equipment = sortedOnce(c.equipment)
	for _, q := range consumes {
		if q.Quantity > 0 {
			c.consumes = append(c.consumes, need{d.consumables.number(q.Type), int64(q.Quantity)})
		}
	}
	slices.SortFunc(c.consumes, func(a, b need) int { return int(a.kind - b.kind) })
	return c
}

func (d *dictionary) skillNeeds(list []roster.SkillRequirement) []skillNeed {
	out := make([]skillNeed, 0, len(list))
	for _, s := range list {
		out = append(out, skillNeed{d.skills.number(s.Code), uint8(max(s.MinLevel, 1))})
	}
	sortNeeds(out)
	return out
}

// key is equal for equal classes, and for no others.
func (c *class) key() string {
	var b []byte
	number := func(n int64) { b = binary.AppendVarint(b, n) }
	list := func(l []int32) {
		number(int64(len(l)))
		for _, n := range l {
			number(int64(n))
		}
	}
	number(int64(c.service))
	number(int64(len(c.any)))
	for _, l := range slices.Concat([][]skillNeed{c.skills, c.no}, c.any) {
		number(int64(len(l)))
		for _, s := range l {
			number(int64(s.skill))
			number(int64(s.level))
		}
	}
	list(c.certificates)
	list(c.trainings)
	list(c.languages)
	list(c.equipment)
	number(int64(len(c.consumes)))
	for _, n := range c.consumes {
		number(int64(n.kind))
		number(n.quantity)
	}
	list([]int32{c.credits, c.experience, c.gender})
	for _, flag := range [3]bool{c.health, c.background, c.realName} {
		if flag {
			number(1)
		} else {
			number(0)
		}
	}
	return string(b)
}

// onTop returns the class with a role's own on top: both must hold, in every
// part.
func (c *class) onTop(role class) class {
	out := *c
	out.skills = slices.Clone(c.skills)
	for _, s := range role.skills {
		at := slices.IndexFunc(out.skills, func(o skillNeed) bool { return o.skill == s.skill })
		if at < 0 {
			out.skills = append(out.skills, s)
		} else {
			out.skills[at].level = max(out.skills[at].level, s.level)
		}
	}
	sortNeeds(out.skills)
	out.any = slices.Concat(c.any, role.any)
	out.no = slices.Concat(c.no, role.no)
	sortNeeds(out.no)
	out.certificates = sortedOnce(slices.Concat(c.certificates, role.certificates))
	out.trainings = sortedOnce(slices.Concat(c.trainings, role.trainings))
	out.languages = sortedOnce(slices.Concat(c.languages, role.languages))
	out.equipment = sortedOnce(slices.Concat(c.equipment, role.equipment))
	out.credits = max(c.credits, role.credits)
	out.experience = max(c.experience, role.experience)
	switch {
	case c.gender == 0:
		out.gender = role.gender
	case role.gender != 0 && role.gender != c.gender:
		out.gender = twoGenders
	}
	out.health = c.health || role.health
	out.background = c.background || role.background
	out.realName = c.realName || role.realName
	return out
}

// twoGenders is required at once, which nobody has.
const twoGenders = -1

func sortedOnce(list []int32) []int32 {
	slices.Sort(list)
	return slices.Compact(list)
}

func sortNeeds(list []skillNeed) {
	slices.SortFunc(list, func(a, b skillNeed) int {
		return cmp.Or(int(a.skill)-int(b.skill), int(a.level)-int(b.level))
	})
}
