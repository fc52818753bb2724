package generate

// pattern is on which days of the week a worker works.
type pattern int

const (
	fiveDays pattern = iota
	sixDays
	threeDays
)

// officeHours are professions whose customers rest at the weekend.
var officeHours = [professions]bool{nanny: true, nurse: true, butler: true, adviser: true}

// pattern gives patterns out like shiftKind, by another ratio.
func (g *generator) pattern(worker int, p profession) pattern {
	five, six := 500, 800
	if officeHours[p] {
		five, six = 700, 900
	}
	switch at := (worker - g.first[p]) * 414 % 1000; {
	case at < five:
		return fiveDays
	case at < six:
		return sixDays
	default:
		return threeDays
	}
}

// onDuty reports whether a worker's pattern has a weekday, from Monday, 0.
func (g *generator) onDuty(worker int, p profession, weekday int) bool {
	turn := weekday
	if !officeHours[p] { // the days off go round
		turn = (weekday + 3*(worker-g.first[p])) % 7
	}
	switch g.pattern(worker, p) {
	case fiveDays:
		return turn < 5
	case sixDays:
		return turn < 6
	default:
		return turn < 6 && turn%2 == 0
	}
}

// weekday of a day, from Monday, 0.
func (g *generator) weekday(day int) int { return ((g.monday+day)%7 + 7) % 7 }

// turns returns the hours of a worker on a day, which may be before the
// first: none, one stretch, or two.
func (g *generator) turns(worker int, p profession, day int) []hours {
	kind := g.shiftKind(worker, p)
	if !g.long {
		return []hours{days[kind]}
	}
	weekday := g.weekday(day)
	if !g.onDuty(worker, p, weekday) {
		return nil
	}
	if p == cook && worker%2 == 0 {
		return []hours{days[lunch], days[dinner]}
	}
	// Half of the carers with early or late hours change from week to week.
	if p == carer && (kind == early || kind == late) && worker%2 == 0 {
		week := (day - weekday + 700) / 7
		kind = []shiftKind{early, late}[(week+worker/2)%2]
	}
	return []hours{days[kind]}
}

// net is the working time of some stretches in minutes.
func net(turns []hours) int {
	sum := 0
	for _, h := range turns {
		sum += h.end - h.start - h.breakLength
	}
	return sum
}

// weekWork is the working time of a usual week in minutes.
func (g *generator) weekWork(worker int, p profession) int {
	sum := 0
	for day := range 7 {
		sum += net(g.turns(worker, p, day))
	}
	return sum
}

// sharePercent is a part-time worker's share of a full-time job, in steps of
// five; 0 for the others.
func (g *generator) sharePercent(worker int, p profession) int {
	if !g.long {
		return 0
	}
	if share := g.weekWork(worker, p) * 100 / (40 * 60); share < 90 {
		return share - share%5
	}
	return 0
}

// absence is a stretch of days without shifts, the second exclusive: over a
// week and more, 4 in 100 workers are on leave for two to five days.
func (g *generator) absence(d dice) (from, until int) {
	if g.opts.Days < 7 || !d.percent(4) {
		return 0, 0
	}
	from = d.IntN(g.opts.Days)
	return from, from + d.between(2, 5)
}

// capacity is what so many workers of a profession can do in the horizon, in
// minutes.
func (g *generator) capacity(p profession, workers int) int {
	if !g.long {
		return crafts[p].capacity * workers
	}
	const cycle = 70
	sum := 0
	for rank := range cycle {
		worker := g.first[p] + rank
		for day := range g.opts.Days {
			if p == sitter && day+1 == g.opts.Days {
				continue
			}
			if g.onDuty(worker, p, g.weekday(day)) {
				sum += crafts[p].capacity
			}
		}
	}
	return sum * workers / cycle
}
