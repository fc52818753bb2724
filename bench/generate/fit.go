package generate

// fit is how demand is brought to what given workers can do. The zero value
// leaves it as it is.
type fit struct {
	// lean above 0 prefers services which take little time: the share of a
	// service whose customers (or, with Options.Jobs, jobs) take m minutes each
	// is divided by (1 + lean·m/10⁶)². Below 0 it is multiplied by that of −lean.
	lean int
	// load of a service in minutes, as lean counts it.
	load [services]int
	// permille of their usual length which the jobs of a trade take, 0: all.
	permille [professions]int
	// without: trades which nobody has.
	without [professions]bool
}

// The bounds of a fit.
const (
	// mostLean is the greatest lean: shares all but follow 1/m².
	mostLean = 1_000_000
	// easyPermille is how far jobs are shortened before lean is used,
	// leastPermille how far at all.
	easyPermille, leastPermille = 750, 250
	// sampleJobs and sampleCustomers are how much is looked at.
	sampleJobs, sampleCustomers = 20_000, 4_000
)

// tilt changes the services' weights.
func (f *fit) tilt(weights []int) {
	for s := range weights {
		if f.without[laws[s].trade] {
			weights[s] = 0
		}
		switch {
		case f.lean > 0:
			part := 1_000_000_000_000 / (1_000_000 + f.lean*f.load[s])
			weights[s] *= part * part
		case f.lean < 0: // m is below 2¹⁵
			part := 1000 - f.lean*f.load[s]/1000
			weights[s] = weights[s] * part / 1000 * part / 1000
		}
	}
}

// minutes of a job which usually takes so many: multiples of five, at least a
// quarter of an hour.
func (f *fit) minutes(s service, usual int) int {
	permille := f.permille[laws[s].trade]
	if permille == 0 {
		return usual
	}
	by := min(laws[s].by, 15)
	return min(usual, max(15, usual*permille/1000/by*by))
}

// measured is the demand of a problem or of a sample of it.
type measured struct {
	customers, listed int
	// Minutes of service and of what goes with it, by service; who counts the
	// customers, or with Options.Jobs the jobs.
	work, idle [services]int
	who        [services]int
}

// minutes of each profession.
func (m *measured) minutes() (out [professions]int) {
	for s := range laws {
		out[laws[s].trade] += m.work[s] + m.idle[s]
	}
	return out
}

// measure goes through the demand, or with a sample above 0 through the first
// customers and jobs only, and scales that up.
func (g *generator) measure(sample int) (m measured) {
	opts := g.opts
	defer func() { g.opts = opts }()
	part, whole := 1, 1
	if sample > 0 && opts.Jobs > sampleJobs {
		g.opts.Jobs, part, whole = sampleJobs, sampleJobs, opts.Jobs
	}
	if sample > 0 && opts.Customers > sampleCustomers {
		g.opts.Customers, part, whole = sampleCustomers, sampleCustomers, opts.Customers
	}
	for d := range g.demands() {
		n, l := &d.need, &laws[d.need.service]
		jobs := n.jobs()
		m.customers = d.customer + 1
		m.listed += len(n.visits)
		m.work[n.service] += jobs * n.minutes * n.crew
		m.idle[n.service] += jobs * l.idle * n.crew
		if opts.Customers > 0 {
			jobs = 1
		}
		m.who[n.service] += jobs
	}
	for s := range laws {
		m.work[s] = m.work[s] * whole / part
		m.idle[s] = m.idle[s] * whole / part
		m.who[s] = m.who[s] * whole / part
	}
	return m
}

// reconcile brings demand to the load which the given workers can bear, as
// the package's laws say.
func (g *generator) reconcile() {
	m := g.measure(1)
	total := 0
	for _, minutes := range m.minutes() {
		total += minutes
	}
	most := cleaner
	for p, minutes := range m.minutes() {
		g.fit.without[p] = 2*minutes*g.opts.Workers < total // not half a worker
		if minutes > m.minutes()[most] {
			most = profession(p)
		}
	}
	g.fit.without[most] = false
	m = g.measure(1)
	for s, l := range laws {
		g.fit.load[s] = (l.low+l.high)/2 + l.idle
		if m.who[s] > 0 {
			g.fit.load[s] = (m.work[s] + m.idle[s]) / m.who[s]
		}
	}
	// The least lean with which nothing is beyond the load. Jobs are shortened
	// a little before services are chosen that take little time.
	if g.excess(easyPermille) > 0 {
		g.lean(0, mostLean, easyPermille)
	} else if g.opts.exact && g.excess(1000) < 0 {
		g.lean(-mostLean, 0, 1000)
	}
	m = g.measure(1)
	g.hire(m.minutes())
	for p := range professions {
		work, idle := m.of(p)
		room := g.room(p) - idle
		if work > 0 && work > room {
			g.fit.permille[p] = max(leastPermille, room*1000/work)
		}
	}
}

// lean sets the least lean above low, which does not do, and up to high.
func (g *generator) lean(low, high, permille int) {
	for low+1 < high {
		g.fit.lean = low + (high-low)/2
		if g.excess(permille) > 0 {
			low = g.fit.lean
		} else {
			high = g.fit.lean
		}
	}
	g.fit.lean = high
}

// of returns the minutes of one profession.
func (m *measured) of(p profession) (work, idle int) {
	for s := range laws {
		if laws[s].trade == p {
			work, idle = work+m.work[s], idle+m.idle[s]
		}
	}
	return work, idle
}

// room is how many minutes the workers of a profession may be given.
func (g *generator) room(p profession) int {
	return g.capacity(p, g.first[p+1]-g.first[p]) * int(g.opts.Load*1000+0.5) / 1000
}

// excess is by how many minutes the demand is beyond the load if jobs take
// this part of their usual length.
func (g *generator) excess(permille int) int {
	m := g.measure(1)
	g.hire(m.minutes())
	over := 0
	for p := range professions {
		work, idle := m.of(p)
		over += work*permille/1000 + idle - g.room(p)
	}
	return over
}
