package roster

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Each gate closes for one fact of worker w1, who does j1 on 2026-11-23.
func TestCheckGates(t *testing.T) {
	need := func(set func(r *Requirements)) func(p *Problem) {
		return func(p *Problem) { set(&p.Jobs[0].Requirements) }
	}
	for _, g := range []struct {
		name  string
		close func(p *Problem)
		want  []string
	}{
		{"suspended", func(p *Problem) { p.Workers[0].Status = Suspended }, []string{ReasonInactive}},
		{"active", func(p *Problem) { p.Workers[0].Status = Active }, nil},
		{"foreign agency", func(p *Problem) { p.Workers[0].Agency = "gamma" }, []string{ReasonAgency}},
		{"agency shares other services", func(p *Problem) { p.Agencies[1].SharesWith[0].Services[0] = "daily" }, []string{ReasonAgency}},
		{"agency shares with another", func(p *Problem) { p.Agencies[1].SharesWith[0].Agency = "gamma" }, []string{ReasonAgency}},
		{"agreement is over", func(p *Problem) { p.Agencies[1].SharesWith[0].Valid.Until = onDay("2026-11-22") }, []string{ReasonAgency}},
		{"agreement follows agreement", func(p *Problem) {
			s := p.Agencies[1].SharesWith[0]
			s.Valid.Until, s.FeePerVisit = onDay("2026-11-22"), 9
			p.Agencies[1].SharesWith[0].Valid.From = onDay("2026-11-23")
			p.Agencies[1].SharesWith = append([]Sharing{s}, p.Agencies[1].SharesWith...)
		}, nil},
		{"skill of the service", func(p *Problem) { p.Workers[0].Skills = p.Workers[0].Skills[1:] }, []string{ReasonSkill}},
		{"skill of the job", need(func(r *Requirements) { r.Skills = []SkillRequirement{{Code: "iron"}} }), []string{ReasonSkill}},
		{"skill level", need(func(r *Requirements) { r.Skills = []SkillRequirement{{Code: "clean", MinLevel: 4}} }), []string{ReasonSkillLevel}},
		{"level 0 means 1", need(func(r *Requirements) { r.Skills = []SkillRequirement{{Code: "cook", MinLevel: 1}} }), nil},
		{"none of the alternatives", need(func(r *Requirements) { r.AnySkills = []SkillRequirement{{Code: "iron"}} }), []string{ReasonSkill}},
		{"alternatives too low", need(func(r *Requirements) {
			r.AnySkills = []SkillRequirement{{Code: "iron"}, {Code: "cook", MinLevel: 2}}
		}), []string{ReasonSkillLevel}},
		{"one alternative", need(func(r *Requirements) { r.AnySkills = []SkillRequirement{{Code: "iron"}, {Code: "cook"}} }), nil},
		{"the job's alternatives replace the service's", func(p *Problem) {
			p.Catalogue[0].Requirements.AnySkills = []SkillRequirement{{Code: "iron"}}
			for i := range p.Jobs {
				p.Jobs[i].Requirements.AnySkills = []SkillRequirement{{Code: "cook"}}
			}
			p.Workers[1].Skills = append(p.Workers[1].Skills, Skill{Code: "cook"})
		}, nil},
		{"excluded skill", need(func(r *Requirements) { r.NoSkills = []SkillRequirement{{Code: "clean", MinLevel: 3}} }), []string{ReasonSkillExcluded}},
		{"excluded from a higher level on", need(func(r *Requirements) { r.NoSkills = []SkillRequirement{{Code: "clean", MinLevel: 4}} }), nil},
		{"certificate", need(func(r *Requirements) { r.Certificates = []string{"nurse"} }), []string{ReasonCertificate}},
		{"certificate has lapsed", func(p *Problem) {
			p.Jobs[0].Requirements.Certificates = []string{"nurse"}
			p.Workers[0].Certificates = []Certificate{{"nurse", Validity{Until: onDay("2026-11-22")}}}
		}, []string{ReasonCertificateDate}},
		{"certificate renewed", func(p *Problem) {
			p.Jobs[0].Requirements.Certificates = []string{"nurse"}
			p.Workers[0].Certificates = []Certificate{{"nurse", Validity{Until: onDay("2026-11-22")}}, {"nurse", Validity{From: onDay("2026-11-23")}}}
		}, nil},
		{"health certificate", need(func(r *Requirements) { r.HealthCertificate = true }), []string{ReasonHealth}},
		{"health certificate to come", func(p *Problem) {
			p.Jobs[0].Requirements.HealthCertificate = true
			p.Workers[0].HealthCertificate = &Validity{From: onDay("2026-11-24")}
		}, []string{ReasonHealth}},
		{"health certificate held", func(p *Problem) {
			p.Jobs[0].Requirements.HealthCertificate = true
			p.Workers[0].HealthCertificate = &Validity{From: onDay("2026-11-23"), Until: onDay("2026-11-23")}
		}, nil},
		{"background check", need(func(r *Requirements) { r.BackgroundCheck = true }), []string{ReasonBackground}},
		{"real name", need(func(r *Requirements) { r.RealName = true }), []string{ReasonRealName}},
		{"training", need(func(r *Requirements) { r.Trainings = []string{"safety"} }), []string{ReasonTraining}},
		{"training has lapsed", func(p *Problem) {
			p.Jobs[0].Requirements.Trainings = []string{"safety"}
			p.Workers[0].Trainings = []Training{{"safety", Validity{Until: onDay("2026-11-22")}}}
		}, []string{ReasonTraining}},
		{"credits", need(func(r *Requirements) { r.MinCredits = 1 }), []string{ReasonCredits}},
		{"gender", need(func(r *Requirements) { r.Gender = Female }), []string{ReasonGender}},
		{"gender of the job before the service's", func(p *Problem) {
			p.Catalogue[0].Requirements.Gender = Male
			p.Jobs[0].Requirements.Gender, p.Jobs[2].Requirements.Gender = Female, Female
			p.Workers[0].Gender = Female
		}, nil},
		{"language", need(func(r *Requirements) { r.Languages = []string{"yue"} }), []string{ReasonLanguage}},
		{"language without case", func(p *Problem) {
			p.Jobs[0].Requirements.Languages = []string{"zh-CN"}
			p.Workers[0].Languages = []string{"ZH-cn"}
		}, nil},
		{"experience with another service", func(p *Problem) {
			p.Jobs[0].Requirements.MinExperience = 12
			p.Workers[0].Experience = []Experience{{"deep", 60}, {"daily", 11}}
		}, []string{ReasonExperience}},
		{"banned by the customer", func(p *Problem) { p.Customers[0].BannedWorkers = []string{"w1"} }, []string{ReasonBannedByCustomer}},
		{"banned by the job", func(p *Problem) { p.Jobs[0].BannedWorkers = []string{"w1"} }, []string{ReasonBannedByCustomer}},
		{"banned by the worker", func(p *Problem) { p.Workers[0].BannedCustomers = []string{"c1"} }, []string{ReasonBannedByWorker}},
		{"refused the job", func(p *Problem) { p.History.Refusals = []Refusal{{Worker: "w1", Job: "j1"}} }, []string{ReasonRefused}},
		{"refused the customer", func(p *Problem) { p.History.Refusals = []Refusal{{Worker: "w1", Customer: "c1"}} }, []string{ReasonRefused}},
		{"refused the job, not the customer", func(p *Problem) {
			p.History.Refusals = []Refusal{{Worker: "w1", Job: "j9", Customer: "c1"}}
		}, nil},
		{"refused until the start", func(p *Problem) {
			p.History.Refusals = []Refusal{{Worker: "w1", Job: "j1", Until: clock("09:00")}}
		}, []string{ReasonRefused}},
		{"refused until before the start", func(p *Problem) {
			p.History.Refusals = []Refusal{{Worker: "w1", Job: "j1", Until: clock("08:59:59")}}
		}, nil},
		{"area", func(p *Problem) {
			p.Workers[0].Areas = []string{"north"}
			p.Customers[1].Area, p.Customers[2].Area = "north", "north"
		}, []string{ReasonArea}},
		{"too far", func(p *Problem) {
			// 0.01° of a great circle are 1112 m.
			p.Workers[0].Home.Location, p.Workers[0].MaxDistance = &LatLng{0, 0}, 1111
			p.Customers[0].Place.Location = &LatLng{0.01, 0}
		}, []string{ReasonDistance}},
		{"just near enough", func(p *Problem) {
			p.Workers[0].Home.Location, p.Workers[0].MaxDistance = &LatLng{0, 0}, 1112
			p.Customers[0].Place.Location = &LatLng{0.01, 0}
		}, nil},
		{"equipment", need(func(r *Requirements) { r.Equipment = []string{"crane"} }), []string{ReasonEquipment}},
		{"own equipment", func(p *Problem) {
			p.Jobs[0].Requirements.Equipment = []string{"crane"}
			p.Workers[0].Equipment = []string{"crane"}
		}, nil},
		{"two gates at once", need(func(r *Requirements) { r.MinCredits, r.RealName = 1, true }), []string{ReasonCredits, ReasonRealName}},
	} {
		t.Run(g.name, func(t *testing.T) {
			p, plan := goodProblem(), goodPlan()
			g.close(p)
			r := wantCodes(t, p, plan, g.want...)
			for _, v := range r.Violations {
				require.NotEmpty(t, v.Worker)
				require.NotEmpty(t, v.Job)
			}
		})
	}
}

// The role's requirements come on top of the job's, and any member may take
// any role.
func TestCheckRoles(t *testing.T) {
	role := func(level int) Role {
		return Role{Requirements: Requirements{Skills: []SkillRequirement{{Code: "clean", MinLevel: level}}}}
	}
	ladder := Role{Requirements: Requirements{Equipment: []string{"ladder"}}}
	for _, x := range []struct {
		name  string
		roles []Role
		want  []string
	}{
		{"levels 3 and 5 dealt out", []Role{role(3), role(5)}, nil},
		{"the other way round", []Role{role(5), role(3)}, nil},
		{"one role and one hand", []Role{role(5)}, nil},
		{"both want level 4", []Role{role(4), role(4)}, []string{ViolationCrewRoles}},
		{"nobody has the ladder yet", []Role{ladder}, []string{ViolationCrewRoles}},
		{"three roles make a crew of three", []Role{role(1), role(1), role(1)}, []string{ViolationCrewIncomplete}},
	} {
		t.Run(x.name, func(t *testing.T) {
			p, plan := goodProblem(), goodPlan()
			p.Catalogue[1].Crew.Roles = x.roles
			wantCodes(t, p, plan, x.want...)
		})
	}
}

// An own gate is asked for the days on which the visit runs; what it returns
// is the code.
func TestCheckOwnGates(t *testing.T) {
	p, plan := goodProblem(), goodPlan()
	gate := func(_ *Problem, w *Worker, j *Job, first, last Date) string {
		if w.ID == "w1" && j.ID == "j3" && first == onDay(goodDay) && last == first {
			return "moon_in_the_wrong_house"
		}
		return ""
	}
	r := Check(p, plan, CheckOptions{Rulebook: Rulebook{Gates: []Gate{nil, gate}}})
	require.Equal(t, []string{"moon_in_the_wrong_house"}, codesOf(r))
	require.Equal(t, "routes[0].stops[4]", r.Violations[0].Path)
}

// What the embedder gives may panic; Check does not.
func TestCheckSurvivesOwnRules(t *testing.T) {
	p, plan := goodProblem(), goodPlan()
	p.Weights.Criteria["bad"] = 1
	opts := CheckOptions{Rulebook: Rulebook{
		Gates:    []Gate{func(*Problem, *Worker, *Job, Date, Date) string { panic("gate") }},
		Criteria: []Criterion{{"bad", func(*Problem, *Worker, *Job) int { panic("criterion") }}},
	}}
	price(p, plan, opts)
	r := Check(p, plan, opts)
	require.Equal(t, []string{ViolationOwnRule}, codesOf(r))
	require.Len(t, r.Violations, 8) // four visits, a gate and a criterion each
	p.Travel.Kind = RoadTravel
	p.Customers[0].Place.Location, p.Workers[0].Home.Location = &LatLng{1, 1}, &LatLng{2, 2}
	require.Contains(t, codesOf(Check(p, plan, CheckOptions{Roads: badRoads{}})), ViolationOwnRule)
}

type badRoads struct{}

func (badRoads) Leg(Mode, LatLng, LatLng) (int32, int32, bool) { panic("roads") }

// Own criteria come last, by name, and scores are kept within 0 and 1000.
// Two of weight 10 are 180 points a permille: at 400 permille for four visits
// 4·600·180 = 432,000, at 1000 (told as 5000) nothing, and at 0 (told as −5)
// 4·1000·180 = 720,000.
func TestCheckOwnCriteria(t *testing.T) {
	p, plan := goodProblem(), goodPlan()
	p.Weights.Criteria = map[string]Money{"tidy": 10, "able": 10, "kind": 10, "unknown": 10}
	always := func(score int) func(*Problem, *Worker, *Job) int {
		return func(*Problem, *Worker, *Job) int { return score }
	}
	opts := CheckOptions{Rulebook: Rulebook{Criteria: []Criterion{{"tidy", always(400)}, {"kind", always(5000)}, {"able", always(-5)}, {"idle", always(0)}}}}
	price(p, plan, opts)
	r := Check(p, plan, opts)
	require.Empty(t, r.Violations)
	n := len(r.Parts)
	require.Equal(t, []Part{{"able", 720_000}, {"tidy", 432_000}}, r.Parts[n-2:])

	opts.Rulebook.Criteria = append(opts.Rulebook.Criteria, Criterion{"tidy", always(0)})
	require.Equal(t, []string{ViolationProblemInvalid}, codesOf(Check(p, plan, opts)))
}

// Validities of one code may take turns, day by day.
func TestCoverEveryDay(t *testing.T) {
	v := func(from, until string) (v Validity) {
		if from != "" {
			v.From = onDay(from)
		}
		if until != "" {
			v.Until = onDay(until)
		}
		return v
	}
	first, last := onDay("2026-02-27"), onDay("2026-03-02")
	require.False(t, coverEveryDay(nil, first, last))
	require.True(t, coverEveryDay([]Validity{v("", "")}, first, last))
	require.True(t, coverEveryDay([]Validity{v("2026-03-01", "2026-03-02"), v("2026-02-01", "2026-02-28")}, first, last))
	require.False(t, coverEveryDay([]Validity{v("2026-03-02", ""), v("", "2026-02-28")}, first, last))
	require.False(t, coverEveryDay([]Validity{v("", "2026-03-01")}, first, last))
	require.False(t, coverEveryDay([]Validity{v("2026-02-28", "")}, first, last))
}
