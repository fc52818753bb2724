package generate

import "github.com/paidan/paidan/roster"

// profession is what a worker has learnt.
type profession int

const (
	cleaner profession = iota
	technician
	nanny
	carer
	nurse
	cook
	butler
	adviser
	sitter      // over several days only
	professions // how many
)

// craft is what the members of a profession have in common.
type craft struct {
	skill string
	// lowest level of that skill.
	lowest int
	// others are skills on top, at a level below, each held by a percentage.
	others []other
	// perHour of a level-1 worker in fen.
	perHour int
	// capacity in minutes of work on a day.
	capacity int
	// women in percent.
	women int
	// certificate that goes with it, empty: none; required: nobody without,
	// else half of those above level 2.
	certificate string
	required    bool
	// health: needs a health certificate.
	health bool
	// shifts with weights.
	shifts []weighted
	// services to have experience with.
	services []service
}

type other struct {
	skill   string
	percent int
}

type weighted struct {
	shift  shiftKind
	weight int
}

var crafts = [professions]craft{
	cleaner: {"cleaning", 1, []other{{"appliance", 25}, {"cooking", 10}}, 2600, 400, 85, "", false, false,
		[]weighted{{full8, 40}, {full9, 35}, {halfAM, 13}, {halfPM, 12}}, []service{dailyCleaning, rework}},
	technician: {"appliance", 2, []other{{"cleaning", 80}}, 3400, 420, 12, "appliance_repair", false, false,
		[]weighted{{full8, 50}, {full9, 50}}, []service{applianceCleaning, dailyCleaning}},
	nanny: {"infant", 2, []other{{"cooking", 40}, {"cleaning", 60}}, 3600, 430, 97, "infant_care", false, true,
		[]weighted{{blocks, 80}, {full9, 20}}, []service{infantCare, cooking}},
	carer: {"elder", 1, []other{{"escort", 85}, {"cleaning", 30}}, 3000, 400, 80, "elder_care", false, true,
		[]weighted{{split, 45}, {early, 20}, {full8, 15}, {late, 20}}, []service{elderCare, patientEscort}},
	nurse: {"rehab", 2, []other{{"elder", 90}, {"escort", 70}}, 5200, 430, 82, "nursing_licence", true, true,
		[]weighted{{full8, 60}, {full9, 40}}, []service{rehabNursing, elderCare}},
	cook: {"cooking", 2, []other{{"cleaning", 50}}, 3600, 420, 45, "chef", false, true,
		[]weighted{{meals, 100}}, []service{cooking}},
	butler: {"butler", 3, []other{{"cooking", 60}, {"cleaning", 60}}, 6000, 430, 50, "", false, true,
		[]weighted{{blocks, 100}}, []service{butlerService}},
	adviser: {"assessment", 1, []other{{"cleaning", 40}}, 3200, 420, 65, "", false, false,
		[]weighted{{full8, 50}, {full9, 50}}, []service{assessment, followUp}},
	sitter: {"elder", 1, []other{{"escort", 40}}, 3400, 360, 85, "elder_care", false, true,
		[]weighted{{nights, 100}}, []service{nightCare, elderCare}},
}

// shiftKind is a usual day of work.
type shiftKind int

const (
	full8 shiftKind = iota
	full9
	early
	late
	halfAM
	halfPM
	meals
	split
	blocks
	nights
	lunch  // the first of a cook's two shifts of a day
	dinner // the second
)

// hours of a usual day, in minutes since midnight, past it above 1,440. The
// break begins within [from, until].
type hours struct {
	start, end               int
	from, until, breakLength int // length 0: no break
}

var days = [...]hours{
	full8:  {480, 1020, 690, 780, 60},
	full9:  {540, 1080, 690, 810, 60},
	early:  {420, 960, 660, 750, 60},
	late:   {720, 1260, 960, 1020, 45},
	halfAM: {480, 780, 0, 0, 0},
	halfPM: {780, 1080, 0, 0, 0},
	meals:  {600, 1200, 780, 900, 120},
	split:  {420, 1140, 750, 810, 240},
	blocks: {480, 1080, 690, 900, 60},
	nights: {1260, 1800, 0, 0, 0},
	lunch:  {600, 840, 0, 0, 0},
	dinner: {960, 1200, 0, 0, 0},
}

// professionOf returns the profession of a worker.
func (g *generator) professionOf(worker int) profession {
	for p := range professions {
		if worker < g.first[p+1] {
			return p
		}
	}
	panic("generate: no such worker")
}

// shiftKind gives the usual days of a profession out by their weights: not
// by chance, but by the golden section, so that few workers too have a mixture.
func (g *generator) shiftKind(worker int, p profession) shiftKind {
	at := (worker - g.first[p]) * 618 % 1000
	for _, w := range crafts[p].shifts {
		if at -= 10 * w.weight; at < 0 {
			return w.shift
		}
	}
	panic("generate: weights of shifts are not 100 in all")
}

// shifts returns the shifts of a worker.
func (g *generator) shifts(worker int, p profession) []roster.Shift {
	d := g.dice(kindShift, worker)
	first := days[g.shiftKind(worker, p)]
	overtime := roster.Duration([]int{0, 3600, 7200}[d.pick(50, 30, 20)])
	rest := first.breakLength == 60 && first.until <= 14*60 && d.percent(8) // a short paid break in the afternoon
	fromStore := p == technician && d.percent(6)
	visits := 0
	if d.percent(5) {
		visits = d.between(4, 6)
	}
	away, back := g.absence(d)
	var out []roster.Shift
	for day := range g.opts.Days {
		if day >= away && day < back {
			continue
		}
		turns := g.turns(worker, p, day)
		for n, h := range turns {
			s := roster.Shift{
				ID:    g.workerID(worker) + "-" + padded(day+1, 2),
				Start: g.at(day, h.start), End: g.at(day, h.end), MaxOvertime: overtime, MaxVisits: visits,
			}
			if n > 0 {
				s.ID += "-" + padded(n+1, 1)
			}
			if n+1 < len(turns) {
				s.MaxOvertime = 0 // the day has another shift
			}
			if h.end > 24*60 && day+1 == g.opts.Days {
				continue // a night beyond the horizon
			}
			if h.breakLength > 0 {
				s.Breaks = append(s.Breaks, roster.Break{ID: "meal", Earliest: g.at(day, h.from),
					Latest: g.at(day, h.until), Duration: roster.Duration(60 * h.breakLength)})
			}
			if rest && h.start < 10*60 {
				s.Breaks = append(s.Breaks, roster.Break{ID: "rest", Earliest: g.at(day, 15*60),
					Latest: g.at(day, 15*60+30), Duration: 15 * 60, Paid: true})
			}
			if fromStore {
				store := g.depot()
				s.StartPlace = &store
			}
			out = append(out, s)
		}
	}
	return out
}
