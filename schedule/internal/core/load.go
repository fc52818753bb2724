package core

// refreshLoad recomputes what is left of the consumables and which tools are
// at hand. It reports whether nothing runs out and no tool is missing.
func (e *engine) refreshLoad(r *route) bool {
	p := e.p
	n, types := len(r.stops), p.Types
	sh := &p.Shifts[r.shift]
	jobs := int32(len(p.Jobs))
	if len(p.Stores) > 0 {
		tools := sh.Tools
		for i := 1; i < n-1; i++ {
			if node := r.stops[i].node; node >= jobs {
				tools |= p.Stores[node-jobs].Tools
				r.stores++
			} else if p.Jobs[node].Tools&^tools != 0 {
				return false
			}
			r.stops[i].tools = tools
		}
		r.stops[0].tools = sh.Tools
	}
	if types == 0 {
		return true
	}
	r.free = append(r.free[:0], sh.Load0...)
	if r.stores == 0 {
		for i := 1; i < n-1; i++ {
			at := int(r.stops[i].node) * types
			for d, q := range p.Demand[at : at+types] {
				r.free[d] -= q
			}
		}
		for _, left := range r.free {
			if left < 0 {
				return false
			}
		}
		return true
	}
	// Levels forward, then the least level up to the next restocking.
	r.slack = append(r.slack[:0], sh.Load0...)
	for i := 1; i < n-1; i++ {
		node := r.stops[i].node
		for d := range types {
			level := r.slack[(i-1)*types+d]
			if node >= jobs {
				if p.Stores[node-jobs].Types&(1<<uint(d)) != 0 {
					level = max(level, sh.Cap[d])
				}
			} else {
				level -= p.Demand[int(node)*types+d]
			}
			if level < 0 {
				return false
			}
			r.slack = append(r.slack, level)
		}
	}
	for i := n - 3; i >= 0; i-- {
		next := r.stops[i+1].node
		for d := range types {
			if next >= jobs && p.Stores[next-jobs].Types&(1<<uint(d)) != 0 {
				continue
			}
			r.slack[i*types+d] = min(r.slack[i*types+d], r.slack[(i+1)*types+d])
		}
	}
	return true
}

// loads reports whether any job takes something which may have to be fetched.
func (e *engine) loads() bool { return e.p.Types > 0 || e.tooled }

// fits reports whether job x can follow stop i of r as far as consumables
// and tools go.
func (e *engine) fits(r *route, i int, x int32) bool {
	p := e.p
	if e.tooled && p.Jobs[x].Tools&^r.stops[i].tools != 0 {
		return false
	}
	types := p.Types
	left := r.free
	if r.stores > 0 {
		left = r.slack[i*types : (i+1)*types]
	}
	for d, q := range p.Demand[int(x)*types : (int(x)+1)*types] {
		if q > left[d] {
			return false
		}
	}
	return true
}
