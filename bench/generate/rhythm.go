package generate

// rhythm is how a customer comes back.
type rhythm struct {
	// weekdays, from Monday, 0, on which it takes place; none: perWeek days
	// of free choice.
	weekdays [7]bool
	fixed    bool
	perWeek  int
	every    int // weeks; 0: it is once only
	// from and until are its first and last day; from is a Monday where it
	// began before the horizon.
	from, until int
	// spacing in days between two visits, at least and at most; 0: any.
	apart, within int
	// more days on which a single visit may take place too.
	more int
	// fresh: it begins within the horizon.
	fresh bool
	// oddity is what is exceptional about one of the visits.
	oddity oddity
	oddDay int
}

// oddity of one visit of a series.
type oddity int

const (
	none oddity = iota
	cancelled
	moved    // to the next day
	later    // by half an hour
	evermore // half an hour later from then on
)

// habit is a usual rhythm with its weight.
type habit struct {
	weight, perWeek, every int
	// width is how many days of the week come into question, from Monday; 2:
	// the weekend.
	width int
}

// habits of customers by service; those of other services come once.
var habits = [services][]habit{
	dailyCleaning: {{45, 1, 1, 6}, {30, 1, 2, 6}, {15, 2, 1, 6}, {10, 0, 0, 0}},
	infantCare:    {{75, 5, 1, 5}, {25, 3, 1, 5}},
	elderCare:     {{35, 7, 1, 7}, {40, 5, 1, 5}, {25, 3, 1, 7}},
	rehabNursing:  {{45, 2, 1, 5}, {35, 3, 1, 5}, {20, 0, 0, 0}},
	cooking:       {{15, 7, 1, 7}, {45, 5, 1, 5}, {40, 2, 1, 2}},
	butlerService: {{60, 5, 1, 5}, {40, 2, 1, 5}},
	nightCare:     {{40, 7, 1, 7}, {60, 3, 1, 7}},
}

// repeat draws how a customer comes back over several days, and the days of
// the visits.
func (g *generator) repeat(n *need, customer int) {
	d := g.dice(kindRhythm, customer)
	last := g.opts.Days - 1
	if n.service == nightCare {
		last-- // nobody works beyond the horizon
	}
	list := habits[n.service]
	if len(list) == 0 {
		list = []habit{{1, 0, 0, 0}}
	}
	weights := make([]int, len(list))
	for i, h := range list {
		weights[i] = h.weight
	}
	h := list[d.pick(weights...)]
	r := &n.rhythm
	if h.every == 0 {
		day := d.IntN(g.opts.Days)
		n.days = []int{day}
		switch n.service {
		case dailyCleaning, applianceCleaning, assessment, followUp, deepCleaning:
			if d.percent(40) {
				r.more = min(d.between(1, 2), g.opts.Days-1-day)
			}
		}
		return
	}
	r.perWeek, r.every = h.perWeek, h.every
	free := n.service == rehabNursing || n.service == dailyCleaning && d.percent(45)
	n.series = d.IntN(1000) < int(g.opts.Series*1000+0.5)
	r.fixed = !free
	switch {
	case !free:
		r.weekdays = weekdays(d, h)
	case h.perWeek > 1:
		r.apart = 2
	case h.every == 1: // weekly
		r.apart, r.within = 4, 10
	}
	r.from, r.until = -g.weekday(0)-7*d.between(2, 40), g.opts.Days+d.between(20, 200)
	if d.percent(8) && g.opts.Days > 2 {
		r.from, r.fresh = d.between(1, last), true
	} else if d.percent(4) && g.opts.Days > 2 {
		r.until = d.between(1, last)
	}
	if n.service == nightCare {
		r.until = min(r.until, last)
	}
	chosen := r.weekdays
	if free { // one of the many ways to choose
		chosen = weekdays(d, h)
	}
	n.days = g.dates(n, chosen, last)
	n.series = n.series && len(n.days) > 0
	if n.series && d.percent(8) {
		g.exception(d, n)
	}
}

// weekdays draws the days of the week of a habit, those of two or three with
// a day between them where there is room.
func weekdays(d dice, h habit) (out [7]bool) {
	switch {
	case h.perWeek >= 5:
		for i := range h.perWeek {
			out[i] = true
		}
	case h.width == 2:
		out[5], out[6] = true, true
	case h.perWeek == 1:
		out[d.IntN(6)] = true
	default:
		gap := 2
		if h.perWeek == 2 {
			gap = 3
		}
		first := d.IntN(h.width - gap*(h.perWeek-1))
		for i := range h.perWeek {
			out[first+gap*i] = true
		}
	}
	return out
}

// makeHolidays draws the public holidays, on which only those are served who
// cannot do without: one in each begun fortnight of five days and more.
func (g *generator) makeHolidays() {
	g.holidays = make([]bool, g.opts.Days)
	for first := 0; g.long && first+5 <= g.opts.Days; first += 14 {
		last := min(first+14, g.opts.Days) - 1
		g.holidays[g.dice(kindHoliday, first).between(first+1, last)] = true
	}
}

// rests reports whether a service rests on public holidays.
func rests(s service) bool { return s != elderCare && s != cooking && s != nightCare }

// dates lists the days of the horizon on which a rhythm has a visit. Days of
// free choice are the chosen weekdays; for a series, which takes as many in
// each week as it can, others too where those are not there.
func (g *generator) dates(n *need, chosen [7]bool, last int) []int {
	r := &n.rhythm
	var out, week []int
	flush := func() { // a week of free choice
		picked := map[int]bool{}
		for pass := range 2 {
			for _, day := range week {
				if len(picked) < r.perWeek && (chosen[g.weekday(day)] || pass > 0 && n.series) {
					picked[day] = true
				}
			}
		}
		for _, day := range week {
			if picked[day] {
				out = append(out, day)
			}
		}
		week = week[:0]
	}
	monday := r.from - g.weekday(r.from)
	for day := max(0, r.from); day <= min(last, r.until); day++ {
		weekday := g.weekday(day)
		if weekday == 0 {
			flush()
		}
		if (day-monday)/7%r.every != 0 || rests(n.service) && g.holidays[day] {
			continue
		}
		if !r.fixed {
			week = append(week, day)
		} else if r.weekdays[weekday] {
			out = append(out, day)
		}
	}
	flush()
	return out
}

// exception makes one visit of a series exceptional. What ties several visits
// of a day stays simple: those are cancelled at most.
func (g *generator) exception(d dice, n *need) {
	r := &n.rhythm
	at := d.IntN(len(n.days))
	r.oddDay = n.days[at]
	kind := []oddity{cancelled, moved, later, evermore}[d.pick(45, 25, 20, 10)]
	if len(n.slots) > 1 {
		kind = cancelled
	}
	switch next := r.oddDay + 1; kind {
	case cancelled:
		if !r.fixed {
			return // another day of the week would do
		}
		n.days = append(n.days[:at:at], n.days[at+1:]...)
	case moved:
		if !r.fixed || r.perWeek > 2 || next >= g.opts.Days || g.holidays[next] || r.weekdays[g.weekday(next)] {
			return
		}
	}
	r.oddity = kind
}
