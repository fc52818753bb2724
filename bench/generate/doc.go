// Package generate makes synthetic rosters of a home-service agency: seeded,
// deterministic, from a handful of jobs to hundreds of thousands.
//
//	p, err := generate.Problem(generate.Options{Jobs: 200, Seed: 1})
//	err = generate.Write(file, generate.Options{Jobs: 100_000, Seed: 1}) // streams
//
// Both give the same content. The same options give the same bytes on every
// machine: each entity is drawn from a random stream of its own (PCG, by
// seed, kind and number), with integer arithmetic only. No names, phones or
// addresses are made.
//
// # The laws
//
// Nobody publishes the rosters of agencies, so the laws below are judgement:
// shapes that the trade describes, with round numbers. "Normal" is the sum of
// twelve uniform draws. Shares are in percent.
//
// City. A circle of radius 6 km × (jobs/100)^0.22 or so around the centre, in
// 4 to 24 districts, more with more jobs. A district has a density (1 to 10
// parts, thinner with distance from the centre), an income (0 to 100, higher
// in the centre) and a spread (normal, σ 8 to 16 % of the city's radius).
// Density grows slower than demand, which is why larger problems have shorter
// ways.
//
// Customers choose a district by density and a place by its spread; 35 live
// in one of the towers that customers share (one tower for 12 jobs), each a
// place with an ID. Workers' homes choose a district by density and low
// income, for they live where rents are low.
//
// Services by customer: daily cleaning 34, elder care 13, appliance cleaning
// 12, cooking 9, infant care 7, rehabilitation 7, follow-up 5, escort 4.5,
// assessment 4, rework 3, butler 1.5; incomes above 50 double butler and
// raise cooking by half. Elder care makes two or three jobs a day (morning;
// noon 50; evening 70; at least two), all others one.
//
//	service             minutes      start
//	daily_cleaning      120–240/15   45 morning peak 8–10, 40 afternoon from 13, 15 any time
//	appliance_cleaning  60–120/15    8–11 or 13–16
//	infant_care         180–240/30   8–9 or 13–14
//	elder_care          30–60/5      7:30–9, 11–12:30, 17–18:30
//	rehab_nursing       45–90/15     two hours within 8:30–16:30
//	cooking             75–120/15    10:30–11:15 or 16:30–17:15
//	patient_escort      120–210/15   a quarter of an hour around an appointment
//	butler              210–270/30   9–10 or 13–14
//	assessment          30–45/5      9–17, a preferred hour
//	follow_up           20–30/5      9–17
//	rework              60–120/15    8:30–16
//
// Afternoons end early enough for the work to end by 17:30. 55 of customers
// of other than agency visits (assessment, follow-up, rework) prefer an hour
// within the window; 6 of daily cleaning take a morning or an afternoon (two
// hard windows); 8 bound start and end of service.
//
// Workers have one of eight professions, as many as the demand for its
// services takes. Seniority is 1 to 5 (15, 25, 30, 20, 10); level of skill,
// experience (a year a step and up to 18 months), pay (by profession, +12 % a
// step) and stars (4.1 + 0.12 a step, normal σ 0.2) follow it. Reviews: none
// 15, one to five 25, else up to 200; unreviewed newcomers are what rating
// shrinkage is for. Licences and health certificates go with the profession:
// 4 have expired, 5 expire within a fortnight, the others hold for 2 to 24
// months. 98 are active, 97 checked, 98 registered. One worker of each
// profession, its first, is senior and in good order, so that small rosters
// are not hopeless by accident.
//
// Shifts: by profession full days 8–17 and 9–18, early 7–16, late 12–21, half
// days, cooks 10–20 with two hours off, carers 7–19 with four, nannies and
// butlers 8–18 around their blocks; a floating lunch hour unpaid; overtime of 0
// (50), 1 h (30) or 2 h (20). With six days or more everyone has two off in
// seven.
//
// Travel: electric bicycles 70, transit 12, cars 10, bicycles 5, on foot 3
// (who serve within 3 km); 25 have areas of their own, 15 a greatest distance.
// Straight lines, slower from 7 to 9 and from 17 to 19.
//
// Relations: 60 of customers of recurring services come back; they know one
// to three workers of the profession, of each the nearest of four drawn. The
// known ones make the history; the best known is preferred in half the cases.
// 3 ban a worker, 2 of jobs have been refused by one. Ledgers tell hours of
// the week up to the first day.
//
// Worth: prices by service, minutes and income. Tiers: escort and
// rehabilitation 2, elder and infant care and cooking 1, rework 1, others 0;
// 3 of jobs are mandatory. Jobs of tiers above 0 state an importance of 1 to
// 20 as their value; one in ten of the others states a value of 50 to 200 % of
// its price. 60 have a budget.
//
// Demand: the number of workers of each profession follows from its jobs'
// minutes, with a way and a share of idle time for each, against what a
// worker's day holds, such that demand is Load of capacity. One job in a
// hundred cannot be served by anyone: it asks for a language or a certificate
// which nobody has, or for the middle of the night.
package generate
