package roster

// agencies looks at the agencies and who plans.
func (v *validator) agencies() {
	p := v.p
	switch {
	case len(p.Agencies) == 0 && p.Agency != "":
		v.id("agency", p.Agency)
	case len(p.Agencies) > 0 && p.Agency == "":
		v.fault("agency", FaultAgencyMissing, nil, "agencies are listed: say which one plans")
	case len(p.Agencies) > 0:
		v.ref("agency", p.Agency, v.agencyAt, "agency")
	}
	each(v, "agencies", p.Agencies, func(a *Agency) {
		each(v, "sharesWith", a.SharesWith, func(s *Sharing) {
			if v.ref("agency", s.Agency, v.agencyAt, "agency") && s.Agency == a.ID {
				v.fault("agency", FaultReference, s.Agency, "an agency needs no agreement with itself")
			}
			v.refs("services", s.Services, v.serviceAt, "service")
			v.in("valid", func() { v.validity(s.Valid) })
			v.money("feePerVisit", s.FeePerVisit)
		})
		each(v, "pool", a.Pool, func(item *PoolItem) {
			v.id("equipment", item.Equipment)
			v.whole("count", item.Count, 0, MaxCount)
		})
		v.distinct("pool", ".equipment", len(a.Pool), func(i int) string { return a.Pool[i].Equipment })
	})
}

// store looks at a store.
func (v *validator) store(s *Store) {
	v.place("place", &s.Place)
	v.duration("duration", s.Duration, MaxDuration)
	v.windows(s.Windows)
	for i := range s.Windows {
		if s.Windows[i].Bounds == BoundsService {
			v.fault(at("windows", i)+".bounds", FaultWindowBounds, string(BoundsService),
				"a store's window is for the start of the stop: leave bounds out")
		}
	}
	v.codes("types", s.Types)
	v.codes("equipment", s.Equipment)
}
