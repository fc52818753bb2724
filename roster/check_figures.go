package roster

// checkFigures derives the plan's figures and names each which differs.
func (c *checker) checkFigures() {
	f := &c.rep.Figures
	f.Jobs = len(c.p.Jobs)
	visits, named, preferred, known, again := 0, 0, 0, 0, 0
	for j := range c.p.Jobs {
		job := &c.p.Jobs[j]
		if job.Requirements.Gender != "" || c.serviceOf(job).Requirements.Gender != "" {
			f.GenderRequired++
		}
		if len(c.visits[j]) == 0 {
			continue
		}
		f.Served++
		f.Revenue += c.priceOf(job)
		for _, v := range c.visits[j] {
			if v.worker == nil {
				continue
			}
			visits++
			if some, isOne := c.preferred(v.worker, job); some {
				named++
				if isOne {
					preferred++
				}
			}
			if c.pastCustomers[job.Customer] {
				known++
				if c.past[[2]string{v.worker.ID, job.Customer}] > 0 {
					again++
				}
			}
		}
	}
	f.Unassigned = f.Jobs - f.Served
	for i := range c.p.Workers {
		if len(c.p.Workers[i].Shifts) > 0 {
			f.Workers++
		}
	}
	used := map[*Worker]bool{}
	for i := range c.traces {
		t := &c.traces[i]
		if t.worker == nil {
			continue
		}
		if t.visits > 0 {
			used[t.worker] = true
		}
		f.Travel += Duration(t.travel)
		f.Metres += int(t.metres)
		f.Service += Duration(t.service)
		f.Wait += Duration(t.idle)
		f.Break += Duration(t.breaks)
		f.Work += Duration(t.work())
		f.Overtime += Duration(t.overtime())
		f.Late += Duration(t.late)
		f.LateVisits += t.lateVisits
	}
	f.WorkersUsed = len(used)
	f.PunctualPermille = 1000
	if visits > 0 {
		f.PunctualPermille = permille(visits-f.LateVisits, visits)
	}
	f.UtilisationPermille = permille(int(f.Service), int(f.Work))
	f.PreferredPermille = permille(preferred, named)
	f.ContinuityPermille = permille(again, known)
	c.spreadFigures(f)
	c.compareFigures(&c.plan.Figures, f)
}

// spreadFigures derives who serves whom, and how far the workers are apart.
func (c *checker) spreadFigures(f *Figures) {
	times := map[string]map[*Worker]int{} // visits of each worker, by customer
	visits, distinct, main := 0, 0, 0
	for j := range c.visits {
		for _, v := range c.visits[j] {
			if v.worker == nil {
				continue
			}
			customer := c.p.Jobs[j].Customer
			if times[customer] == nil {
				times[customer] = map[*Worker]int{}
			}
			times[customer][v.worker]++
			visits++
		}
	}
	for _, workers := range times {
		distinct += len(workers)
		most := 0
		for _, n := range workers {
			most = max(most, n)
		}
		main += most
	}
	f.DistinctWorkersPermille, f.MainWorkerPermille = permille(distinct, len(times)), permille(main, visits)

	work := map[*Worker]int64{}
	for i := range c.traces {
		if t := &c.traces[i]; t.worker != nil {
			work[t.worker] += t.work()
			f.WorstLate = max(f.WorstLate, Duration(t.worstLate))
			f.UnpopularVisits += t.unpopular
		}
	}
	first, least, most := true, int64(0), int64(0)
	for i := range c.p.Workers {
		w := &c.p.Workers[i]
		if len(w.Shifts) == 0 {
			continue
		}
		if first {
			least, most, first = work[w], work[w], false
		}
		least, most = min(least, work[w]), max(most, work[w])
	}
	f.HoursSpread = Duration(most - least)
	f.WorstIdle = Duration(c.worstIdle())
}

// permille returns 1000·part/whole rounded down, 0 of nothing.
func permille(part, whole int) int { return int(divideDown(1000*int64(part), int64(whole))) }

func (c *checker) compareFigures(got, want *Figures) {
	for _, f := range []struct {
		name      string
		got, want int64
		unit      Unit
	}{
		{"jobs", int64(got.Jobs), int64(want.Jobs), UnitCount},
		{"served", int64(got.Served), int64(want.Served), UnitCount},
		{"unassigned", int64(got.Unassigned), int64(want.Unassigned), UnitCount},
		{"workers", int64(got.Workers), int64(want.Workers), UnitCount},
		{"workersUsed", int64(got.WorkersUsed), int64(want.WorkersUsed), UnitCount},
		{"travel", int64(got.Travel), int64(want.Travel), UnitSeconds},
		{"metres", int64(got.Metres), int64(want.Metres), UnitMetres},
		{"service", int64(got.Service), int64(want.Service), UnitSeconds},
		{"wait", int64(got.Wait), int64(want.Wait), UnitSeconds},
		{"break", int64(got.Break), int64(want.Break), UnitSeconds},
		{"work", int64(got.Work), int64(want.Work), UnitSeconds},
		{"overtime", int64(got.Overtime), int64(want.Overtime), UnitSeconds},
		{"late", int64(got.Late), int64(want.Late), UnitSeconds},
		{"lateVisits", int64(got.LateVisits), int64(want.LateVisits), UnitCount},
		{"punctualPermille", int64(got.PunctualPermille), int64(want.PunctualPermille), UnitCount},
		{"utilisationPermille", int64(got.UtilisationPermille), int64(want.UtilisationPermille), UnitCount},
		{"preferredPermille", int64(got.PreferredPermille), int64(want.PreferredPermille), UnitCount},
		{"continuityPermille", int64(got.ContinuityPermille), int64(want.ContinuityPermille), UnitCount},
		{"genderRequired", int64(got.GenderRequired), int64(want.GenderRequired), UnitCount},
		{"revenue", int64(got.Revenue), int64(want.Revenue), UnitMoney},
		{"distinctWorkersPermille", int64(got.DistinctWorkersPermille), int64(want.DistinctWorkersPermille), UnitCount},
		{"mainWorkerPermille", int64(got.MainWorkerPermille), int64(want.MainWorkerPermille), UnitCount},
		{"worstLate", int64(got.WorstLate), int64(want.WorstLate), UnitSeconds},
		{"worstIdle", int64(got.WorstIdle), int64(want.WorstIdle), UnitSeconds},
		{"hoursSpread", int64(got.HoursSpread), int64(want.HoursSpread), UnitSeconds},
		{"unpopularVisits", int64(got.UnpopularVisits), int64(want.UnpopularVisits), UnitCount},
	} {
		if f.got != f.want {
			c.add(Violation{Code: ViolationFigures, Path: "figures." + f.name}.about(f.name).with(f.got, f.want, f.unit))
		}
	}
}
