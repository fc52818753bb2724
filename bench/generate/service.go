package generate

import "github.com/paidan/paidan/roster"

// service is an entry of the catalogue with what the laws need of it.
type service int

const (
	dailyCleaning service = iota
	applianceCleaning
	infantCare
	elderCare
	rehabNursing
	cooking
	patientEscort
	butlerService
	assessment
	followUp
	rework
	deepCleaning // with Options.Crews only
	nightCare    // over several days only
	services     // how many
)

// law of one service.
type law struct {
	code string
	// share of customers in permille.
	share int
	// low, high and by of the minutes.
	low, high, by int
	// trade which serves it; perHour is the price in fen.
	trade   profession
	perHour int
	tier    int
	// idle is the time in minutes that goes with each job beside its own: the
	// way, and what the windows leave unused.
	idle int
	// recurring services have regular workers.
	recurring bool
}

var laws = [services]law{
	dailyCleaning:     {"daily_cleaning", 340, 120, 240, 15, cleaner, 5000, 0, 45, true},
	applianceCleaning: {"appliance_cleaning", 120, 60, 120, 15, technician, 9000, 0, 45, false},
	infantCare:        {"infant_care", 70, 180, 240, 30, nanny, 6000, 1, 75, true},
	elderCare:         {"elder_care", 130, 30, 60, 5, carer, 6000, 1, 50, true},
	rehabNursing:      {"rehab_nursing", 70, 45, 90, 15, nurse, 15000, 2, 50, true},
	cooking:           {"cooking", 90, 75, 120, 15, cook, 8000, 1, 130, true},
	patientEscort:     {"patient_escort", 45, 120, 210, 15, carer, 7000, 2, 100, false},
	butlerService:     {"butler", 15, 210, 270, 30, butler, 12000, 0, 120, true},
	assessment:        {"assessment", 40, 30, 45, 5, adviser, 6000, 0, 35, false},
	followUp:          {"follow_up", 50, 20, 30, 5, adviser, 5000, 0, 30, false},
	rework:            {"rework", 30, 60, 120, 15, cleaner, 5000, 1, 45, false},
	deepCleaning:      {"deep_cleaning", 0, 180, 300, 30, cleaner, 6000, 0, 60, false},
	nightCare:         {"night_care", 0, 240, 360, 30, sitter, 7000, 1, 60, true},
}

// The shares of services which are not always there, in permille.
const (
	deepShare  = 40 // with Options.Crews
	nightShare = 20 // over several days
)

// catalogue returns the services as the roster tells them.
func (g *generator) catalogue() []roster.Service {
	minutes := func(m int) roster.Duration { return roster.Duration(60 * m) }
	skill := func(code string, level int) []roster.SkillRequirement {
		return []roster.SkillRequirement{{Code: code, MinLevel: level}}
	}
	list := []roster.Service{
		{Code: "daily_cleaning", Name: "日常保洁", Price: 15000,
			Duration: roster.DurationModel{Base: minutes(60), PerSquareMetre: minutes(1), Extras: map[string]roster.Duration{
				"balcony": minutes(15), "windows": minutes(30)}},
			Requirements:      roster.Requirements{Skills: skill("cleaning", 1), RealName: true},
			Consumes:          []roster.Quantity{{Type: "detergent", Quantity: 1}},
			QualityIndicators: []string{"floors", "kitchen", "bathroom"}},
		{Code: "appliance_cleaning", Name: "专项清洁", Price: 12000,
			Duration: roster.DurationModel{Base: minutes(15), Extras: map[string]roster.Duration{
				"range_hood": minutes(45), "air_conditioner": minutes(45), "window": minutes(15)}},
			Requirements: roster.Requirements{Skills: skill("appliance", 2), RealName: true},
			Consumes:     []roster.Quantity{{Type: "descaler", Quantity: 1}}},
		{Code: "infant_care", Name: "育婴", Price: 20000, Duration: roster.DurationModel{Base: minutes(180)},
			Requirements: roster.Requirements{Skills: skill("infant", 2), HealthCertificate: true,
				BackgroundCheck: true, RealName: true, Trainings: []string{"infant_first_aid"}}},
		{Code: "elder_care", Name: "养老照护", Price: 5000, Duration: roster.DurationModel{Base: minutes(45)},
			Requirements: roster.Requirements{Skills: skill("elder", 1), HealthCertificate: true, BackgroundCheck: true, RealName: true}},
		{Code: "rehab_nursing", Name: "康复护理", Price: 18000, Duration: roster.DurationModel{Base: minutes(60)},
			Requirements: roster.Requirements{Skills: skill("rehab", 2), Certificates: []string{"nursing_licence"},
				HealthCertificate: true, BackgroundCheck: true, RealName: true}},
		{Code: "cooking", Name: "厨师上门", Price: 14000, Duration: roster.DurationModel{Base: minutes(90)},
			Requirements: roster.Requirements{Skills: skill("cooking", 2), HealthCertificate: true, RealName: true}},
		{Code: "patient_escort", Name: "陪诊", Price: 20000, Duration: roster.DurationModel{Base: minutes(180)},
			Requirements: roster.Requirements{Skills: skill("escort", 1), HealthCertificate: true, BackgroundCheck: true, RealName: true}},
		{Code: "butler", Name: "管家", Price: 50000, Duration: roster.DurationModel{Base: minutes(240)},
			Requirements: roster.Requirements{Skills: skill("butler", 3), BackgroundCheck: true, RealName: true, MinExperience: 24}},
		{Code: "assessment", Name: "上门评估", Price: 3000, Duration: roster.DurationModel{Base: minutes(30)},
			Requirements: roster.Requirements{Skills: skill("assessment", 1), RealName: true}},
		{Code: "follow_up", Name: "回访", Price: 1000, Duration: roster.DurationModel{Base: minutes(20)},
			Requirements: roster.Requirements{Skills: skill("assessment", 1), RealName: true}},
		{Code: "rework", Name: "返工", Price: 8000, Duration: roster.DurationModel{Base: minutes(60)},
			Requirements: roster.Requirements{Skills: skill("cleaning", 2), RealName: true},
			Consumes:     []roster.Quantity{{Type: "detergent", Quantity: 1}}},
	}
	if g.opts.Crews {
		list = append(list, roster.Service{Code: "deep_cleaning", Name: "深度保洁", Price: 60000,
			Duration:     roster.DurationModel{Base: minutes(240)},
			Requirements: roster.Requirements{Skills: skill("cleaning", 1), RealName: true},
			Crew:         roster.Crew{Size: 2, StartTolerance: minutes(10), Roles: senior("senior", "cleaning")},
			Consumes:     []roster.Quantity{{Type: "detergent", Quantity: 2}}})
	}
	if g.long {
		list = append(list, roster.Service{Code: "night_care", Name: "夜间陪护", Price: 40000,
			Duration:     roster.DurationModel{Base: minutes(300)},
			Requirements: roster.Requirements{Skills: skill("elder", 1), HealthCertificate: true, BackgroundCheck: true, RealName: true}})
	}
	return list
}
