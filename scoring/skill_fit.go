package scoring

// skillTable is [roster.SkillFit]: the over-qualified are kept for those who
// need them.
//
//	s = 1000 − 700·e/(4·m) − 50·min(u, 6)
//
// with m the skills all required by service and job (roles of a crew not
// counted), e the sum over them of held minus required level, u the number
// of skills held beyond them; the second term is 0 where m = 0. A required
// skill which is not held, where a gate bars the pair anyway, counts as held
// at the required level, so that s stays within 0 and 1000.
type skillTable struct {
	skills int
	// level[w·skills+k] is the level of worker w in skill k, 0: not held.
	level []uint8
	// held[w] is how many skills worker w holds.
	held []int32
	// needs[first[j]:first[j+1]] are the skills job j requires.
	needs []skillNeed
	first []int32
}

type skillNeed struct {
	skill int32
	level int32
}

func newSkillTable(ix *index) skillTable {
	p, names := ix.Problem, codes{}
	t := skillTable{held: make([]int32, len(p.Workers)), first: make([]int32, len(p.Jobs)+1)}
	for j := range p.Jobs {
		for _, need := range ix.Requirements(&p.Jobs[j]).Skills {
			t.needs = append(t.needs, skillNeed{names.number(need.Code), int32(need.MinLevel)})
		}
		t.first[j+1] = int32(len(t.needs))
	}
	// Skills which no job requires need a count, not a column.
	t.skills = len(names)
	t.level = make([]uint8, t.skills*len(p.Workers))
	for w := range p.Workers {
		t.held[w] = int32(len(p.Workers[w].Skills))
		for _, s := range p.Workers[w].Skills {
			if k, ok := names[s.Code]; ok {
				t.level[w*t.skills+int(k)] = uint8(max(s.Level, 1))
			}
		}
	}
	return t
}

func (t *skillTable) score(worker, job int) int {
	needs := t.needs[t.first[job]:t.first[job+1]]
	level := t.level[worker*t.skills : (worker+1)*t.skills]
	excess, beyond := int32(0), t.held[worker]
	for _, n := range needs {
		if l := int32(level[n.skill]); l > 0 {
			beyond--
			excess += max(0, l-n.level)
		}
	}
	s := full - 50*int(min(beyond, 6))
	if len(needs) > 0 {
		s -= int(700 * excess / int32(4*len(needs)))
	}
	return s
}
