package matching

import (
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// Bias tells what requirements of gender did and how matches fall on the
// genders; it draws no conclusion. Shares are in permille, rounded down, 0 of
// nothing.
type Bias struct {
	// Required has a line for each gender which jobs require, female first.
	Required []GenderRequired `json:"required,omitempty"`
	// Open counts the jobs which require none, and Groups who may do these and
	// who does, by gender: female, male, not told.
	Open   int           `json:"open"`
	Groups []GenderGroup `json:"groups,omitempty"`
}

// GenderRequired is about the jobs which require one gender.
type GenderRequired struct {
	Gender roster.Gender `json:"gender"`
	// Jobs which require it, of which Unexplained give no reason for it.
	Jobs        int `json:"jobs"`
	Unexplained int `json:"unexplained"`
	// Reasons are how many jobs give each reason, by its text.
	Reasons map[string]int `json:"reasons,omitempty"`
	// Matched is how many of the jobs are in the matches.
	Matched int `json:"matched"`
	// Eligible counts pairs of these jobs and workers who may do them;
	// Excluded those of workers whom nothing but their gender bars.
	Eligible int `json:"eligible"`
	Excluded int `json:"excluded"`
	// ExcludedPermille is Excluded of both.
	ExcludedPermille int `json:"excludedPermille"`
}

// GenderGroup is what workers of one gender got of the jobs which require
// none.
type GenderGroup struct {
	Gender roster.Gender `json:"gender"`
	// Workers of the gender; Eligible pairs with such jobs; Matched pairs.
	Workers  int `json:"workers"`
	Eligible int `json:"eligible"`
	Matched  int `json:"matched"`
	// Seconds of work matched.
	Seconds int64 `json:"seconds"`
	// EligiblePermille and MatchedPermille are the shares among all groups.
	EligiblePermille int `json:"eligiblePermille"`
	MatchedPermille  int `json:"matchedPermille"`
	// RatePermille is Matched of Eligible, and RatioPermille that rate in
	// permille of the highest rate of any group: below 800 is what the
	// four-fifths rule (US EEOC 1978) looks at.
	RatePermille  int `json:"ratePermille"`
	RatioPermille int `json:"ratioPermille"`
}

// FindBias counts over the jobs of a valid problem and matches, such as those
// of [MatchesOf] or an [Assignment]. Requirements of roles are not looked
// at; matches of unknown jobs or workers are left out. O(workers × jobs).
// Errors are those of [Shortlist].
func FindBias(p *roster.Problem, matches []Match, rb roster.Rulebook) (*Bias, error) {
	g, err := gatesOf(p, rb)
	if err != nil {
		return nil, err
	}
	v := g.view
	genders := []roster.Gender{roster.Female, roster.Male}
	group := func(x roster.Gender) int { return slices.Index(genders, x) }
	place := func(x roster.Gender) int {
		if i := group(x); i >= 0 {
			return i
		}
		return 2
	}
	required := [2]GenderRequired{{Gender: roster.Female}, {Gender: roster.Male}}
	groups := [3]GenderGroup{{Gender: roster.Female}, {Gender: roster.Male}, {}}
	reasons := [2]map[string]int{{}, {}}
	for w := range p.Workers {
		groups[place(p.Workers[w].Gender)].Workers++
	}
	out := &Bias{}
	asks := make([]int, len(p.Jobs)) // of required; −1: none
	for j := range p.Jobs {
		r := v.Requirements(&p.Jobs[j])
		asks[j] = group(r.Gender)
		if asks[j] >= 0 {
			line := &required[asks[j]]
			line.Jobs++
			if r.GenderReason == "" {
				line.Unexplained++
			} else {
				reasons[asks[j]][r.GenderReason]++
			}
		} else {
			out.Open++
		}
		l := newLister(g, j, time.Time{}, nil)
		for w := range p.Workers {
			why := l.answer(w).reasons
			switch {
			case asks[j] < 0 && len(why) == 0:
				groups[place(p.Workers[w].Gender)].Eligible++
			case asks[j] < 0:
			case len(why) == 0:
				required[asks[j]].Eligible++
			case len(why) == 1 && why[0] == roster.ReasonGender:
				required[asks[j]].Excluded++
			}
		}
	}
	seen := make([]bool, len(p.Jobs))
	for _, m := range matches {
		j, ok := v.JobIndex(m.Job)
		w, known := v.WorkerIndex(m.Worker)
		if !ok || !known {
			continue
		}
		if asks[j] < 0 {
			line := &groups[place(p.Workers[w].Gender)]
			line.Matched++
			line.Seconds += int64(v.WorkerDuration(&p.Workers[w], &p.Jobs[j]))
		} else if !seen[j] {
			required[asks[j]].Matched++
		}
		seen[j] = true
	}
	for i := range required {
		if line := &required[i]; line.Jobs > 0 {
			line.Reasons = reasons[i]
			line.ExcludedPermille = permilleOf(line.Excluded, line.Eligible+line.Excluded)
			out.Required = append(out.Required, *line)
		}
	}
	eligible, matched, best := 0, 0, 0
	for i := range groups {
		eligible, matched = eligible+groups[i].Eligible, matched+groups[i].Matched
		groups[i].RatePermille = permilleOf(groups[i].Matched, groups[i].Eligible)
		best = max(best, groups[i].RatePermille)
	}
	for i := range groups {
		line := &groups[i]
		line.EligiblePermille, line.MatchedPermille = permilleOf(line.Eligible, eligible), permilleOf(line.Matched, matched)
		line.RatioPermille = permilleOf(line.RatePermille, best)
		if line.Workers > 0 {
			out.Groups = append(out.Groups, *line)
		}
	}
	return out, g.Err()
}

func permilleOf(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return part * 1000 / whole
}
