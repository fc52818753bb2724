package schedule

import ("fmt"; "encoding/json"; "github.com/paidan/paidan/roster")

func init() {
	debugReplan = func(p *roster.Problem, a *Applied, plan *roster.Plan, k *packed, closed map[string]bool) {
		t := turnsOf(plan)
		for _, f := range a.Fixed {
			if x := t[f.Job]; x == nil || !x.Start.Equal(f.Start) || !sameCrew(x.Workers, f.Workers) {
				fmt.Println("LOST", f, x, len(closed))
				for i := range p.Jobs { if p.Jobs[i].ID == f.Job { b, _ := json.Marshal(p.Jobs[i]); fmt.Println(string(b)) } }
				for _, l := range p.Locks { if l.Job == f.Job { fmt.Println(l) } }
				fmt.Println(p.Links)
			}
		}
		if err := roster.Check(p, plan, roster.CheckOptions{}).Err(); err != nil { fmt.Println("CHECK", err) }
	}
}
