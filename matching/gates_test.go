package matching_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
)

// onePair returns a problem of one worker, one customer and one job, for
// which every gate is open.
func onePair() *roster.Problem {
	zone := time.FixedZone("", 8*3600)
	start := time.Date(2026, 11, 23, 0, 0, 0, 0, zone)
	return &roster.Problem{
		SchemaVersion: roster.SchemaVersion, TimeZone: "Asia/Shanghai",
		Horizon:   roster.Horizon{Start: start, End: start.AddDate(0, 0, 3)},
		Agency:    "own",
		Agencies:  []roster.Agency{{ID: "own"}, {ID: "partner"}},
		Catalogue: []roster.Service{{Code: "elder_care", Duration: roster.DurationModel{Base: 2 * 3600}}},
		Workers: []roster.Worker{{ID: "W1", Home: at(31.20, 121.40),
			Shifts: []roster.Shift{{ID: "S1", Start: start.Add(8 * time.Hour), End: start.Add(17 * time.Hour)}}}},
		Customers: []roster.Customer{{ID: "C1", Place: at(31.21, 121.40)}},
		Jobs:      []roster.Job{{ID: "J1", Customer: "C1", Service: "elder_care"}},
	}
}

func at(lat, lng float64) roster.Place {
	return roster.Place{Location: &roster.LatLng{Lat: lat, Lng: lng}}
}

func date(s string) (d roster.Date) {
	if s == "" {
		return d
	}
	d, err := roster.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func valid(from, until string) roster.Validity {
	return roster.Validity{From: date(from), Until: date(until)}
}

func TestGates(t *testing.T) {
	type edit func(p *roster.Problem, w *roster.Worker, c *roster.Customer, j *roster.Job)
	skill := func(code string, level int) []roster.SkillRequirement {
		return []roster.SkillRequirement{{Code: code, MinLevel: level}}
	}
	share := func(s ...roster.Sharing) edit {
		return func(p *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.Agency, p.Agencies[1].SharesWith = "partner", s
		}
	}
	holds := func(need string, certs ...roster.Certificate) edit {
		return func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Certificates, j.Requirements.Certificates = certs, []string{need}
		}
	}
	cert := func(code, from, until string) roster.Certificate {
		return roster.Certificate{Code: code, Validity: valid(from, until)}
	}
	refuses := func(r roster.Refusal) edit {
		return func(p *roster.Problem, _ *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			p.History.Refusals = []roster.Refusal{r}
		}
	}
	midnight := time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC) // when the 23rd begins in the zone
	locks := func(crew int, l ...roster.Lock) edit {
		return func(p *roster.Problem, _ *roster.Worker, _ *roster.Customer, j *roster.Job) {
			p.Workers = append(p.Workers, roster.Worker{ID: "W2"}, roster.Worker{ID: "W3"})
			p.Locks, j.Crew = l, &roster.Crew{Size: crew}
		}
	}
	// The job runs on the night of the 23rd to the 24th.
	tests := []struct {
		name string
		edit edit
		want []string
	}{
		{"all open", nil, nil},
		{"active by name", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) { w.Status = roster.Active }, nil},
		{"suspended", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.Status = roster.Suspended
		},
			[]string{roster.ReasonInactive}},

		{"own agency by name", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) { w.Agency = "own" }, nil},
		{"partner without agreement", share(), []string{roster.ReasonAgency}},
		{"partner with agreement", share(roster.Sharing{Agency: "own"}), nil},
		{"partner sharing with another", share(roster.Sharing{Agency: "third"}), []string{roster.ReasonAgency}},
		{"agreement for the service", share(roster.Sharing{Agency: "own", Services: []string{"cooking", "elder_care"}}), nil},
		{"agreement for another service", share(roster.Sharing{Agency: "own", Services: []string{"cooking"}}), []string{roster.ReasonAgency}},
		{"agreement until the last day", share(roster.Sharing{Agency: "own", Valid: valid("", "2026-11-24")}), nil},
		{"agreement ends in the night", share(roster.Sharing{Agency: "own", Valid: valid("", "2026-11-23")}), []string{roster.ReasonAgency}},
		{"renewed in the night", share(roster.Sharing{Agency: "own", Valid: valid("", "2026-11-23")},
			roster.Sharing{Agency: "own", Services: []string{"elder_care"}, Valid: valid("2026-11-24", "")}), nil},

		{"skill held", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Skills, j.Requirements.Skills = []roster.Skill{{Code: "lift", Level: 3}}, skill("lift", 3)
		}, nil},
		{"levels of 0 mean 1", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Skills, j.Requirements.Skills = []roster.Skill{{Code: "lift"}}, skill("lift", 1)
			j.Requirements.AnySkills = skill("lift", 0)
		}, nil},
		{"skill missing, another too low", func(p *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Skills, j.Requirements.Skills = []roster.Skill{{Code: "lift", Level: 2}}, skill("lift", 3)
			p.Catalogue[0].Requirements.Skills = skill("feed", 0)
		}, []string{roster.ReasonSkill, roster.ReasonSkillLevel}},
		{"one of the alternatives", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Skills = []roster.Skill{{Code: "b", Level: 2}}
			j.Requirements.AnySkills = append(skill("a", 1), skill("b", 2)...)
		}, nil},
		{"alternatives too low", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Skills = []roster.Skill{{Code: "b", Level: 2}}
			j.Requirements.AnySkills = append(skill("a", 1), skill("b", 3)...)
		}, []string{roster.ReasonSkillLevel}},
		{"no alternative", func(_ *roster.Problem, _ *roster.Worker, _ *roster.Customer, j *roster.Job) {
			j.Requirements.AnySkills = append(skill("a", 1), skill("b", 2)...)
		}, []string{roster.ReasonSkill}},
		{"the job's alternatives replace the service's", func(p *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Skills = []roster.Skill{{Code: "b", Level: 2}}
			p.Catalogue[0].Requirements.AnySkills, j.Requirements.AnySkills = skill("a", 1), skill("b", 1)
		}, nil},
		{"excluded at its level", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Skills, j.Requirements.NoSkills = []roster.Skill{{Code: "x", Level: 3}}, skill("x", 3)
		}, []string{roster.ReasonSkillExcluded}},
		{"excluded, held below", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Skills, j.Requirements.NoSkills = []roster.Skill{{Code: "x", Level: 2}}, skill("x", 3)
		}, nil},
		{"excluded, not held", func(_ *roster.Problem, _ *roster.Worker, _ *roster.Customer, j *roster.Job) {
			j.Requirements.NoSkills = skill("x", 0)
		}, nil},

		{"certificate missing", holds("nurse", cert("cook", "", "")), []string{roster.ReasonCertificate}},
		{"certificate for ever", holds("nurse", cert("nurse", "", "")), nil},
		{"certificate from the first day to the last", holds("nurse", cert("nurse", "2026-11-23", "2026-11-24")), nil},
		{"certificate from the second day", holds("nurse", cert("nurse", "2026-11-24", "")), []string{roster.ReasonCertificateDate}},
		{"certificate expires at midnight", holds("nurse", cert("nurse", "", "2026-11-23")), []string{roster.ReasonCertificateDate}},
		{"certificate renewed at midnight", holds("nurse", cert("nurse", "2026-11-24", ""), cert("nurse", "", "2026-11-23")), nil},
		{"certificates overlap", holds("nurse", cert("nurse", "2026-11-01", "2026-11-30"), cert("nurse", "2026-11-10", "2026-11-12")), nil},
		{"certificate renewed late", holds("nurse", cert("nurse", "", "2026-11-22"), cert("nurse", "2026-11-24", "")), []string{roster.ReasonCertificateDate}},
		{"training valid", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Trainings, j.Requirements.Trainings = []roster.Training{{Code: "cpr", Validity: valid("", "2026-11-24")}}, []string{"cpr"}
		}, nil},
		{"training lapsed", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Trainings, j.Requirements.Trainings = []roster.Training{{Code: "cpr", Validity: valid("", "2026-11-23")}}, []string{"cpr"}
		}, []string{roster.ReasonTraining}},
		{"no papers at all", func(p *roster.Problem, _ *roster.Worker, _ *roster.Customer, j *roster.Job) {
			p.Catalogue[0].Requirements = roster.Requirements{HealthCertificate: true, BackgroundCheck: true}
			j.Requirements = roster.Requirements{RealName: true, Trainings: []string{"cpr"}, MinCredits: 1}
		}, []string{roster.ReasonHealth, roster.ReasonBackground, roster.ReasonRealName, roster.ReasonTraining, roster.ReasonCredits}},
		{"all papers", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			health, check := valid("2026-11-23", "2026-11-24"), valid("", "")
			w.HealthCertificate, w.BackgroundCheck, w.RealNameVerified, w.TrainingCredits = &health, &check, true, 9
			j.Requirements = roster.Requirements{HealthCertificate: true, BackgroundCheck: true, RealName: true, MinCredits: 9}
		}, nil},
		{"health certificate and check expire at midnight", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			v := valid("", "2026-11-23")
			w.HealthCertificate, w.BackgroundCheck = &v, &v
			j.Requirements = roster.Requirements{HealthCertificate: true, BackgroundCheck: true}
		}, []string{roster.ReasonHealth, roster.ReasonBackground}},
		{"credits one short", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.TrainingCredits, j.Requirements.MinCredits = 8, 9
		}, []string{roster.ReasonCredits}},

		{"gender met", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Gender, j.Requirements.Gender = roster.Female, roster.Female
		}, nil},
		{"gender not told", func(_ *roster.Problem, _ *roster.Worker, _ *roster.Customer, j *roster.Job) {
			j.Requirements.Gender = roster.Female
		},
			[]string{roster.ReasonGender}},
		{"the job's gender replaces the service's", func(p *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Gender, p.Catalogue[0].Requirements.Gender, j.Requirements.Gender = roster.Female, roster.Female, roster.Male
		}, []string{roster.ReasonGender}},
		{"languages without case", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Languages, j.Requirements.Languages = []string{"EN", "zh-hk"}, []string{"zh-HK", "en"}
		}, nil},
		{"a language missing", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Languages, j.Requirements.Languages = []string{"zh"}, []string{"zh", "zh-HK"}
		}, []string{roster.ReasonLanguage}},
		{"just enough experience", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Experience, j.Requirements.MinExperience = []roster.Experience{{Service: "elder_care", Months: 12}}, 12
		}, nil},
		{"experience of another service", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Experience, j.Requirements.MinExperience = []roster.Experience{{Service: "cooking", Months: 90}}, 12
		}, []string{roster.ReasonExperience}},

		{"banned by the customer", func(_ *roster.Problem, _ *roster.Worker, c *roster.Customer, _ *roster.Job) {
			c.BannedWorkers = []string{"W0", "W1"}
		}, []string{roster.ReasonBannedByCustomer}},
		{"banned for the job, bans the customer", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			j.BannedWorkers, w.BannedCustomers = []string{"W1"}, []string{"C1"}
		}, []string{roster.ReasonBannedByCustomer, roster.ReasonBannedByWorker}},
		{"others banned", func(_ *roster.Problem, w *roster.Worker, c *roster.Customer, j *roster.Job) {
			c.BannedWorkers, j.BannedWorkers, w.BannedCustomers = []string{"W0"}, []string{"W2"}, []string{"C2"}
		}, nil},

		{"refused the job for good", refuses(roster.Refusal{Worker: "W1", Job: "J1"}), []string{roster.ReasonRefused}},
		{"refused the customer", refuses(roster.Refusal{Worker: "W1", Customer: "C1"}), []string{roster.ReasonRefused}},
		{"refused another job of the customer", refuses(roster.Refusal{Worker: "W1", Job: "J9", Customer: "C1"}), nil},
		{"another refused", refuses(roster.Refusal{Worker: "W2", Job: "J1"}), nil},
		{"refusal ends as the day begins", refuses(roster.Refusal{Worker: "W1", Job: "J1", Until: midnight}), []string{roster.ReasonRefused}},
		{"refusal ended the day before", refuses(roster.Refusal{Worker: "W1", Job: "J1", Until: midnight.Add(-time.Second)}), nil},

		{"in an area of the worker", func(_ *roster.Problem, w *roster.Worker, c *roster.Customer, _ *roster.Job) {
			w.Areas, c.Area = []string{"west", "east"}, "east"
		}, nil},
		{"in another area", func(_ *roster.Problem, w *roster.Worker, c *roster.Customer, _ *roster.Job) {
			w.Areas, c.Area = []string{"west"}, "east"
		}, []string{roster.ReasonArea}},
		{"in no area", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.Areas = []string{"west"}
		},
			[]string{roster.ReasonArea}},
		{"exactly as far as may be", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) { w.MaxDistance = 1112 }, nil},
		{"a metre too far", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) { w.MaxDistance = 1111 },
			[]string{roster.ReasonDistance}},
		{"the job's own place counts", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			near := at(31.2001, 121.4)
			w.MaxDistance, j.Place = 20, &near
		}, nil},
		{"distance not known", func(_ *roster.Problem, w *roster.Worker, c *roster.Customer, _ *roster.Job) {
			w.MaxDistance, c.Place = 1, roster.Place{ID: "somewhere"}
		}, nil},

		{"equipment missing", func(p *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			p.Stores = []roster.Store{{ID: "depot", Equipment: []string{"ladder"}}}
			w.Equipment, j.Requirements.Equipment = []string{"bucket"}, []string{"bucket", "ladder", "steamer"}
		}, []string{roster.ReasonEquipment}},
		{"equipment own or at a store", func(p *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			p.Stores = []roster.Store{{ID: "depot", Equipment: []string{"ladder"}}}
			w.Equipment, j.Requirements.Equipment = []string{"bucket", "steamer"}, []string{"bucket", "ladder", "steamer"}
		}, nil},
		{"consumables at hand", func(p *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			p.Catalogue[0].Consumes = []roster.Quantity{{Type: "soap", Quantity: 3}}
			w.Carries = []roster.Carry{{Type: "soap", Quantity: 3}}
		}, nil},
		{"consumables not carried, whatever stores have", func(p *roster.Problem, _ *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			p.Catalogue[0].Consumes = []roster.Quantity{{Type: "soap", Quantity: 1}}
			p.Stores = []roster.Store{{ID: "depot"}}
		}, []string{roster.ReasonConsumables}},
		{"the job uses up nothing of what the service does", func(p *roster.Problem, _ *roster.Worker, _ *roster.Customer, j *roster.Job) {
			p.Catalogue[0].Consumes, j.Consumes = []roster.Quantity{{Type: "soap", Quantity: 1}}, []roster.Quantity{}
		}, nil},
		{"capacity, where a store has all", func(p *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			p.Stores, j.Consumes = []roster.Store{{ID: "depot"}}, []roster.Quantity{{Type: "soap", Quantity: 5}}
			w.Carries = []roster.Carry{{Type: "soap", Quantity: 3, Capacity: 5}}
		}, nil},
		{"capacity, where no store has the type", func(p *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			p.Stores, j.Consumes = []roster.Store{{ID: "depot", Types: []string{"wax"}}}, []roster.Quantity{{Type: "soap", Quantity: 5}}
			w.Carries = []roster.Carry{{Type: "soap", Quantity: 3, Capacity: 5}}
		}, []string{roster.ReasonConsumables}},

		{"locked to the worker", locks(1, roster.Lock{Job: "J1", Worker: "W1"}), nil},
		{"locked to another", locks(1, roster.Lock{Job: "J1", Worker: "W2"}), []string{roster.ReasonLockedToOther}},
		{"in a sequence of another", locks(1, roster.Lock{Sequence: []string{"J0", "J1"}, Worker: "W2"}), []string{roster.ReasonLockedToOther}},
		{"locked in its start only", locks(1, roster.Lock{Job: "J1", Start: midnight}), nil},
		{"another job locked", locks(1, roster.Lock{Job: "J2", Worker: "W2"}), nil},
		{"crew of two, one place locked", locks(2, roster.Lock{Job: "J1", Worker: "W2"}), nil},
		{"crew of two, both places locked", locks(2, roster.Lock{Job: "J1", Worker: "W2"}, roster.Lock{Job: "J1", Worker: "W3"}),
			[]string{roster.ReasonLockedToOther}},
		{"crew of two, locked to the worker and another", locks(2, roster.Lock{Job: "J1", Worker: "W2"}, roster.Lock{Job: "J1", Worker: "W1"}), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := onePair()
			if test.edit != nil {
				test.edit(p, &p.Workers[0], &p.Customers[0], &p.Jobs[0])
			}
			g := gates(t, p, roster.Rulebook{})
			first, last := date("2026-11-23"), date("2026-11-24")
			got := g.Reasons(0, 0, first, last)
			if !slices.Equal(got, test.want) {
				t.Fatalf("got %v, want %v", got, test.want)
			}
			if plain := plainReasons(p, &p.Workers[0], &p.Jobs[0], -1, first, last); !slices.Equal(plain, test.want) {
				t.Fatalf("the plain derivation gives %v", plain)
			}
			set := make([]uint64, g.Words())
			g.Eligible(0, first, last, set)
			if open := set[0]&1 == 1; open != (len(got) == 0) || open != (g.First(0, 0, first, last) == "") {
				t.Fatalf("eligible %v, first %q", open, g.First(0, 0, first, last))
			}
		})
	}
}

func TestRoles(t *testing.T) {
	p := onePair()
	alternatives := func(codes ...string) (list []roster.SkillRequirement) {
		for _, c := range codes {
			list = append(list, roster.SkillRequirement{Code: c, MinLevel: 2})
		}
		return list
	}
	p.Catalogue[0].Crew = roster.Crew{Size: 4, Roles: []roster.Role{
		{Code: "nurse", Requirements: roster.Requirements{Certificates: []string{"nurse"}, Skills: []roster.SkillRequirement{{Code: "lift", MinLevel: 4}}}},
		{Code: "helper", Requirements: roster.Requirements{Gender: roster.Male, Skills: []roster.SkillRequirement{{Code: "lift", MinLevel: 1}}}},
		{Code: "cook", Requirements: roster.Requirements{Gender: roster.Female, AnySkills: alternatives("soup", "rice")}},
	}}
	p.Jobs[0].Requirements = roster.Requirements{Gender: roster.Female, AnySkills: alternatives("wash", "bath"),
		Skills: []roster.SkillRequirement{{Code: "lift", MinLevel: 2}}}
	p.Workers[0].Gender = roster.Female
	p.Workers[0].Skills = []roster.Skill{{Code: "lift", Level: 3}, {Code: "bath", Level: 2}, {Code: "soup"}}
	g, day := gates(t, p, roster.Rulebook{}), date("2026-11-23")
	if g.Roles(0) != 3 {
		t.Fatalf("%d roles", g.Roles(0))
	}
	for role, want := range map[int][]string{
		-1: nil, 0: {roster.ReasonSkillLevel, roster.ReasonCertificate}, 1: {roster.ReasonGender}, 2: {roster.ReasonSkillLevel}, 3: nil} {
		if got := g.RoleReasons(0, 0, role, day, day); !slices.Equal(got, want) {
			t.Errorf("role %d: %v, want %v", role, got, want)
		}
		if got := plainReasons(p, &p.Workers[0], &p.Jobs[0], role, day, day); !slices.Equal(got, want) {
			t.Errorf("role %d: the plain derivation gives %v", role, got)
		}
	}
	p.Workers[0].Gender = roster.Male
	if got := gates(t, p, roster.Rulebook{}).RoleFirst(0, 0, 1, day, day); got != roster.ReasonGender {
		t.Errorf("two genders at once: %q", got)
	}
}

func TestDays(t *testing.T) {
	zurich, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	start := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, zurich)
		if err != nil {
			t.Fatal(err)
		}
		return at.UTC()
	}
	for _, test := range []struct {
		start       string
		hours       int
		first, last string
	}{
		{"2026-11-23 22:00", 1, "2026-11-23", "2026-11-23"},
		{"2026-11-23 22:00", 2, "2026-11-23", "2026-11-23"}, // over at midnight
		{"2026-11-23 22:00", 3, "2026-11-23", "2026-11-24"},
		{"2026-11-23 00:00", 0, "2026-11-23", "2026-11-23"},
		{"2026-11-23 00:00", 48, "2026-11-23", "2026-11-24"},
		{"2026-10-25 00:00", 24, "2026-10-25", "2026-10-25"}, // 25 hours long
		{"2026-10-25 00:00", 25, "2026-10-25", "2026-10-25"},
		{"2026-03-29 00:00", 23, "2026-03-29", "2026-03-29"}, // 23 hours long
		{"2026-03-29 00:00", 24, "2026-03-29", "2026-03-30"},
	} {
		first, last := matching.Days(start(test.start), roster.Duration(test.hours*3600), zurich)
		if first.String() != test.first || last.String() != test.last {
			t.Errorf("%s and %d h: %v to %v", test.start, test.hours, first, last)
		}
	}
}

// A refusal until the night of the clock change holds on the day it reaches.
func TestRefusalOnClockChange(t *testing.T) {
	p := onePair()
	p.TimeZone = "America/Santiago" // on 2026-09-06 there is no midnight: 23:59:59, then 01:00
	change := time.Date(2026, 9, 6, 4, 0, 0, 0, time.UTC)
	for offset, want := range map[time.Duration]string{-time.Second: "", 0: roster.ReasonRefused} {
		p.History.Refusals = []roster.Refusal{{Worker: "W1", Job: "J1", Until: change.Add(offset)}}
		if got := gates(t, p, roster.Rulebook{}).First(0, 0, date("2026-09-06"), date("2026-09-06")); got != want {
			t.Errorf("%v: %q, want %q", offset, got, want)
		}
	}
}

func TestOwnGates(t *testing.T) {
	p := onePair()
	p.Workers[0].Status = roster.OnLeave
	day := date("2026-11-23")
	says := func(code string) roster.Gate {
		return func(*roster.Problem, *roster.Worker, *roster.Job, roster.Date, roster.Date) string { return code }
	}
	g := gates(t, p, roster.Rulebook{Gates: []roster.Gate{says("z"), says(""), says("a"), says("z")}})
	if got, want := g.Reasons(0, 0, day, day), []string{roster.ReasonInactive, "z", "a"}; !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	v, err := roster.NewView(p)
	if err != nil {
		t.Fatal(err)
	}
	var e *matching.GateError
	if _, err := matching.NewGates(v, roster.Rulebook{Gates: []roster.Gate{says(""), nil}}); !errors.As(err, &e) || e.Gate != 1 {
		t.Fatalf("a nil gate: %v", err)
	}
	p.Workers[0].Status = ""
	g = gates(t, p, roster.Rulebook{Gates: []roster.Gate{
		func(*roster.Problem, *roster.Worker, *roster.Job, roster.Date, roster.Date) string { panic("secret") }}})
	if got := g.First(0, 0, day, day); got != matching.ReasonGatePanicked {
		t.Fatalf("a panic gives %q", got)
	}
	if !errors.As(g.Err(), &e) || e.Code != matching.ReasonGatePanicked || e.Job != "J1" {
		t.Fatalf("a panic gives %v", g.Err())
	}
}
