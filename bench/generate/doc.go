// Package generate makes synthetic rosters of a home-service agency: seeded,
// deterministic, from a handful of jobs to hundreds of thousands.
//
//	p, err := generate.Problem(generate.Options{Jobs: 200, Seed: 1})
//	err = generate.Write(file, generate.Options{Jobs: 100_000, Seed: 1}) // streams
//	p, err = generate.Problem(generate.Options{Customers: 2000, Workers: 200, Days: 28})
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
// noon 50; evening 70; at least two), all others one. With Options.Crews deep
// cleaning is added with 4 to the 100, over several days night care with 2.
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
//	deep_cleaning       180–300/30   8–10 or 13–15
//	night_care          240–360/30   21:30–22:30 or 22–23
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
// (50), 1 h (30) or 2 h (20).
//
// Over several days workers have weekly patterns: five days 50, six 30 and
// three 20, the days off going round; in nursing, infant care, assessment and
// butlers' houses, where customers rest at the weekend, 70, 20 and 10 from
// Monday on. Six days of eight hours are more than the 44 of the law, five are
// not, so that the week's limit binds for some only. Who has less than 90 % of
// 40 hours has a SharePercent. Half of the cooks have two shifts a day, 10–14
// and 16–20; half of the carers with early or late hours change between the
// two from week to week, which the 11 hours' rest may forbid; night carers
// work 21–6, but not into the day after the horizon. Over a week and more 4
// are on leave for two to five days.
//
// Rhythms. Over several days customers of these services come back, on the
// same weekdays each week. All others come once, on a day drawn; 40 of those
// who want cleaning, assessment or follow-up could do with one of the one or
// two days after it too.
//
//	daily_cleaning  weekly 45, every other week 30, twice a week 15, once 10
//	infant_care     Monday to Friday 75, three a week 25
//	elder_care      daily 35, Monday to Friday 40, three a week 25
//	rehab_nursing   two a week 45, three 35, once 20
//	cooking         daily 15, Monday to Friday 45, at the weekend 40
//	butler          Monday to Friday 60, two a week 40
//	night_care      nightly 40, three a week 60
//
// 45 of daily cleaning and all of rehabilitation are free in the choice of
// weekdays, with at least two days from visit to visit where there are several
// a week, and four to ten where there is one. 8 of all begin within the
// horizon, with no history; of the others 4 end within it. One day in each
// begun fortnight (of five days and more) is a holiday, on which only elder
// care, cooking and night care go on.
//
// Series. Of those who come back the share Options.Series are told as series,
// one for each time of day: what is free of choice is left free, and holidays
// are in Skip. Times of day differ by an hour at most for 60 of cleaning and 50
// of rehabilitation, by half an hour for 20 of elder care. At most one worker
// (30) or two (50) for cleaning, one to three for rehabilitation (20, 50, 30),
// one or two for infants and butlers, two to four for others. 8 have an
// exception: a visit cancelled 45, moved to the next day 25, half an hour
// later 20, or from then on 10, where the rhythm allows.
//
// Crews. Deep cleaning takes two (60), three (30) or four (10) with a senior
// among them, who start within ten minutes; 25 of rehabilitation customers
// need two carers, an experienced one among them. Nobody asks for more of a
// crew than there are in the profession, but deep cleaning for two at least.
//
// Links. From one visit to an elder care customer to the next of the day 2½ to
// 11 hours from start to start, or, for half of the customers over several
// days, 2 to 10 from end to start; 30 of these pairs by the same worker. With
// links too, half of the second carers of rehabilitation (without
// Options.Crews all) are jobs of their own with the same start and a different
// worker.
//
// Travel: electric bicycles 70, transit 12, cars 10, bicycles 5, on foot 3
// (who serve within 3 km); 25 have areas of their own, 15 a greatest distance.
// Straight lines, slower from 7 to 9 and from 17 to 19.
//
// Relations: 60 of customers of recurring services come back; they know one
// to three workers of the profession, of each the nearest of four drawn. The
// known ones make the history; the best known is preferred in half the cases.
// 3 ban a worker, 2 of jobs and of series have been refused by one.
//
// Ledgers, of 85 of workers, tell hours of the week up to the first day. Over
// several days they go with the patterns: 80 to 100 % of the hours of each
// day since Monday, the days in row, the end of the last one, overtime for so
// much of the month as is over, and the sums which fairness looks at as ten to
// thirty weeks would have left them, faded from week to week. Fairness of
// hours (3 fen) and of unpopular visits (20), at weekends, before 7 and from
// 19, then has a price, and so has each further worker of a customer (5 yuan).
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
// hundred, but none of series, cannot be served by anyone: it asks for a
// language or a certificate which nobody has, or for the middle of the night.
//
// Fit: where Workers is given, that number is shared out by demand, and then
// demand has to fit. Services whose demand is not worth half a worker are not
// offered. If there is more than Load (0.9, where it is not given) even with
// jobs of three quarters of their usual length, customers of services which
// take much time become fewer: the share of a service of m minutes a job (or a
// customer, where Customers is given), ways included, is divided by (1 + x·m)²
// with the least x that does. Then the jobs of each profession are shortened
// to what is left for them, to a quarter at most and not below 15 minutes.
// More than six jobs or so for a worker's day stay beyond any load, for the
// ways alone take too long. If there is less than a Load which is given, the
// shares are multiplied by that of −x instead; without one nothing changes.
package generate
