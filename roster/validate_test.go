package roster

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every problem here, testdata/good.json with the edits, can be read and is
// refused; the lines are all its faults, in order.
var invalid = []struct {
	name, edits string
	want        []string
}{
	{"other version", `schemaVersion = 7`, []string{"schema_version schemaVersion"}},
	{"unknown zone", `timeZone = "Asia/Shangai"`, []string{"time_zone_unknown timeZone"}},
	{"the machine's zone", `timeZone = "Local"`, []string{"time_zone_unknown timeZone"}},
	{"no zone", `timeZone = ""`, []string{"time_zone_unknown timeZone"}},
	{"zone as a file", `timeZone = "../../etc/passwd"`, []string{"time_zone_unknown timeZone"}},
	{"long horizon", `horizon.end = "2027-11-25T00:00:00+08:00"`, []string{"horizon_too_long horizon.end"}},
	{"problem ID", `id = "a\u0000b"`, []string{"id_invalid id"}},

	{"empty ID", "workers[1].id = \"\"\ncustomers[0].bannedWorkers = []\njobs[0].bannedWorkers = []\nhistory = {}", []string{"id_missing workers[1].id"}},
	{"control character", `stores[0].id = "S\t1"`, []string{"id_invalid stores[0].id"}},
	{"blank at the end", `stores[0].id = "S1 "`, []string{"id_invalid stores[0].id"}},
	{"long ID", `stores[0].id = "` + strings.Repeat("x", 257) + `"`, []string{"id_invalid stores[0].id"}},
	{"two jobs", `jobs[4].id = "J1"`, []string{"id_duplicate jobs[4].id"}},
	{"two workers", `workers[1].id = "W1"`, []string{"reference_unknown customers[0].bannedWorkers[0]", "reference_unknown history.refusals[0].worker",
		"reference_unknown history.refusals[1].worker", "reference_unknown history.visits[1].worker", "reference_unknown jobs[0].bannedWorkers[0]", "id_duplicate workers[1].id", "reference_unknown workers[1].incompatibleWorkers[0]"}},
	{"two customers", `customers[1].id = "C1"`, []string{"id_duplicate customers[1].id", "reference_unknown history.visits[1].customer",
		"reference_unknown jobs[1].customer", "reference_unknown series[0].template.customer"}},
	{"two services", `catalogue[+] = {"code": "daily_cleaning"}`, []string{"id_duplicate catalogue[4].code"}},
	{"two agencies", `agencies[+] = {"id": "own"}`, []string{"id_duplicate agencies[2].id"}},
	{"two stores", `stores[+] = {"id": "S1", "place": {"location": {"lat": 1, "lng": 1}}}`, []string{"id_duplicate stores[1].id"}},
	{"two series", `series[1].id = "R1"`, []string{"id_duplicate series[1].id"}},
	{"two shifts of two workers", `workers[1].shifts[0].id = "W1-mon"`, []string{"id_duplicate workers[1].shifts[0].id"}},
	{"two breaks", `workers[0].shifts[0].breaks[1].id = "lunch"`, []string{"duplicate workers[0].shifts[0].breaks[1].id"}},

	{"unknown own agency", `agency = "owm"`, []string{"reference_unknown agency"}},
	{"no own agency", `delete agency`, []string{"agency_missing agency"}},
	{"unknown partner", `agencies[1].sharesWith[0].agency = "x"`, []string{"reference_unknown agencies[1].sharesWith[0].agency"}},
	{"sharing with itself", `agencies[1].sharesWith[0].agency = "partner"`, []string{"reference_unknown agencies[1].sharesWith[0].agency"}},
	{"sharing backwards", `agencies[1].sharesWith[0].valid.until = "2025-01-01"`, []string{"interval_reversed agencies[1].sharesWith[0].valid.until"}},
	{"worker of an unknown agency", `workers[0].agency = "x"`, []string{"reference_unknown workers[0].agency"}},
	{"unknown customer", `jobs[2].customer = "C9"`, []string{"reference_unknown jobs[2].customer"}},
	{"unknown service", `jobs[2].service = "deep_clean"`, []string{"reference_unknown jobs[2].service"}},
	{"empty customer", `jobs[2].customer = ""`, []string{"id_missing jobs[2].customer"}},
	{"unknown preferred worker", `jobs[2].preferredWorkers = ["W1", "W8"]`, []string{"reference_unknown jobs[2].preferredWorkers[1]"}},
	{"banned twice", `customers[2].bannedWorkers = ["W2", "W2"]`, []string{"duplicate customers[2].bannedWorkers[1]"}},
	{"preferred and banned", `customers[2].preferredWorkers = ["W2"]` + "\n" + `customers[2].bannedWorkers = ["W2"]`, []string{"preference_contradictory customers[2].preferredWorkers[0]"}},
	{"preferred and avoided", `workers[0].avoidedServices = ["daily_cleaning"]`, []string{"preference_contradictory workers[0].avoidedServices[0]"}},
	{"service percent of nothing", `workers[0].servicePercent.gardening = 100`, []string{"reference_unknown workers[0].servicePercent.gardening"}},

	{"off the globe", `customers[2].place.location.lat = 90.001`, []string{"location_invalid customers[2].place.location.lat"}},
	{"off the globe both ways", `workers[1].home.location = {"lat": -91, "lng": 181}`, []string{"location_invalid workers[1].home.location.lat", "location_invalid workers[1].home.location.lng"}},
	{"nowhere", `customers[2].place = {}`, []string{"location_missing customers[2].place.location"}},
	{"one tower in two places", `customers[1].place.location.lat = 31.2`, []string{"place_contradictory customers[1].place"}},
	{"detour below the straight line", `travel.detourPercent = 99`, []string{"out_of_range travel.detourPercent"}},
	{"unknown kind of travel", `travel.kind = "osrm"`, []string{"value_unknown travel.kind"}},
	{"unknown mode of a speed", `travel.speeds.rocket = {}`, []string{"value_unknown travel.speeds.rocket"}},
	{"too fast", `travel.speeds.car.kmPerHour = 301`, []string{"out_of_range travel.speeds.car.kmPerHour"}},
	{"too slow", `travel.speeds.car.kmPerHour = 1e-9`, []string{"out_of_range travel.speeds.car.kmPerHour"}},
	{"negative access", `travel.speeds.car.access = -60`, []string{"negative travel.speeds.car.access"}},
	{"hours overlap", `travel.speeds.car.hours[1].from = 8`, []string{"hours_overlap travel.speeds.car.hours[1]"}},
	{"hours past midnight", `travel.speeds.car.hours[1] = {"from": 22, "to": 2, "speedPercent": 120}`, []string{"interval_reversed travel.speeds.car.hours[1].to"}},
	{"hour 25", `travel.speeds.car.hours[1].to = 25`, []string{"out_of_range travel.speeds.car.hours[1].to"}},
	{"standstill", `travel.speeds.car.hours[1].speedPercent = 0`, []string{"out_of_range travel.speeds.car.hours[1].speedPercent"}},
	{"matrix not square", `travel.matrices[0].seconds[1] = [0]`, []string{"matrix_shape travel.matrices[0].seconds[1]"}},
	{"matrix too short", `travel.matrices[0].metres = [[0, 1]]`, []string{"matrix_shape travel.matrices[0].metres"}},
	{"matrix place twice", `travel.matrices[0].places[1] = "store1"`, []string{"duplicate travel.matrices[0].places[1]"}},
	{"negative time", `travel.matrices[0].seconds[0][1] = -1`, []string{"negative travel.matrices[0].seconds[0][1]"}},
	{"unreachable as a huge number", `travel.matrices[0].seconds[0][1] = 999999999`, []string{"out_of_range travel.matrices[0].seconds[0][1]"}},
	{"negative distance", `travel.matrices[0].metres[0][1] = -1`, []string{"negative travel.matrices[0].metres[0][1]"}},
	{"two matrices of a mode", `travel.matrices[+] = {"mode": "car", "places": [], "seconds": []}`, []string{"duplicate travel.matrices[1].mode"}},
	{"no matrix for a mode in use", `travel.kind = "matrix"`, []string{"matrix_missing workers[0].mode", "matrix_missing workers[1].mode"}},
	{"places not in the matrix", "travel.kind = \"matrix\"\ndelete travel.matrices[0].mode\nworkers[1].shifts = []\njobs[3].customer = \"C2\"", []string{
		"place_id_missing customers[2].place.id", "place_id_missing jobs[0].place.id", "place_not_in_matrix workers[0].home.id",
		"place_id_missing workers[0].shifts[0].breaks[1].place.id", "place_id_missing workers[0].shifts[0].endPlace.id"}},

	{"unknown employment", `workers[0].employment = "temp"`, []string{"value_unknown workers[0].employment"}},
	{"unknown status", `workers[0].status = "Active"`, []string{"value_unknown workers[0].status"}},
	{"unknown gender", `workers[0].gender = "f"`, []string{"value_unknown workers[0].gender"}},
	{"unknown mode", `workers[0].mode = "e-bike"`, []string{"value_unknown workers[0].mode"}},
	{"unknown pay basis", `workers[0].pay.basis = "hour"`, []string{"value_unknown workers[0].pay.basis"}},
	{"language in words", `workers[0].languages[0] = "Mandarin Chinese"`, []string{"language_invalid workers[0].languages[0]"}},
	{"language twice", `workers[0].languages = ["zh", "ZH"]`, []string{"duplicate workers[0].languages[1]"}},
	{"skill level 6", `workers[0].skills[0].level = 6`, []string{"out_of_range workers[0].skills[0].level"}},
	{"skill twice", `workers[0].skills[1].code = "cleaning"`, []string{"duplicate workers[0].skills[1].code"}},
	{"certificate backwards", `workers[0].certificates[0].until = "2024-12-31"`, []string{"interval_reversed workers[0].certificates[0].until"}},
	{"health certificate backwards", `workers[0].healthCertificate.until = "2026-02-28"`, []string{"interval_reversed workers[0].healthCertificate.until"}},
	{"negative credits", `workers[0].trainingCredits = -1`, []string{"negative workers[0].trainingCredits"}},
	{"older than man", `workers[0].experience[0].months = 1201`, []string{"out_of_range workers[0].experience[0].months"}},
	{"no stars", `workers[0].ratings[1].stars = 0`, []string{"out_of_range workers[0].ratings[1].stars"}},
	{"six stars", `workers[0].ratings[1].stars = 5.01`, []string{"out_of_range workers[0].ratings[1].stars"}},
	{"better than always", `workers[0].punctuality.good = 201`, []string{"out_of_range workers[0].punctuality.good"}},
	{"capacity below quantity", `workers[0].carries[0].capacity = 3`, []string{"out_of_range workers[0].carries[0].capacity"}},
	{"negative quantity", `workers[0].carries[0].quantity = -1`, []string{"negative workers[0].carries[0].quantity"}},
	{"travel percent", `workers[0].travelPercent = 9`, []string{"out_of_range workers[0].travelPercent"}},
	{"service percent", `workers[0].servicePercent.daily_cleaning = 0`, []string{"out_of_range workers[0].servicePercent.daily_cleaning"}},
	{"negative pay", `workers[0].pay.perKm = -1`, []string{"negative workers[0].pay.perKm"}},
	{"too much money", `workers[0].pay.perVisit = 1000000000001`, []string{"money_out_of_range workers[0].pay.perVisit"}},
	{"long leg", `workers[0].maxLeg = "P400D"`, []string{"out_of_range workers[0].maxLeg"}},

	{"shift backwards", `workers[0].shifts[1].end = "2026-11-24T08:00:00+08:00"`, []string{"interval_reversed workers[0].shifts[1].end"}},
	{"shift before the horizon", `workers[0].shifts[0].start = "2026-11-22T20:00:00+08:00"`, []string{"shift_outside_horizon workers[0].shifts[0].start"}},
	{"shift after the horizon", `workers[0].shifts[1].end = "2026-11-25T00:00:01+08:00"`, []string{"shift_outside_horizon workers[0].shifts[1].end"}},
	{"shift of more than a year", `workers[0].shifts[1].end = "2027-11-26T08:00:00+08:00"`, []string{"shift_outside_horizon workers[0].shifts[1].end", "shift_too_long workers[0].shifts[1].end"}},
	{"shifts overlap", `workers[0].shifts[1].start = "2026-11-23T16:59:59+08:00"`, []string{"shifts_overlap workers[0].shifts[1].start"}},
	{"break before the shift", `workers[0].shifts[0].breaks[0].earliest = "2026-11-23T07:00:00+08:00"`, []string{"break_outside_shift workers[0].shifts[0].breaks[0].earliest"}},
	{"break after the overtime", `workers[0].shifts[0].breaks[1].latest = "2026-11-23T18:45:01+08:00"`, []string{"break_outside_shift workers[0].shifts[0].breaks[1].latest"}},
	{"break backwards", `workers[0].shifts[0].breaks[0].latest = "2026-11-23T11:00:00+08:00"`, []string{"interval_reversed workers[0].shifts[0].breaks[0].latest"}},
	{"break of no time", `workers[0].shifts[0].breaks[0].duration = 0`, []string{"out_of_range workers[0].shifts[0].breaks[0].duration"}},
	{"breaks overlap", `workers[0].shifts[0].breaks[1].earliest = "2026-11-23T13:44:59+08:00"`, []string{"breaks_overlap workers[0].shifts[0].breaks[1].earliest"}},
	{"negative overtime", `workers[0].shifts[0].maxOvertime = "-PT1H"`, []string{"negative workers[0].shifts[0].maxOvertime"}},
	{"negative visits", `workers[0].shifts[0].maxVisits = -1`, []string{"negative workers[0].shifts[0].maxVisits"}},

	{"negative model", `catalogue[0].duration.perSquareMetre = -60`, []string{"negative catalogue[0].duration.perSquareMetre"}},
	{"negative extra", `catalogue[0].duration.extras.oven = -60`, []string{"negative catalogue[0].duration.extras.oven"}},
	{"required and excluded", `catalogue[0].requirements.noSkills = [{"code": "cleaning", "minLevel": 2}]`, []string{"skill_contradictory catalogue[0].requirements.noSkills"}},
	{"required and excluded together", `jobs[1].requirements = {"noSkills": [{"code": "cleaning"}]}`, []string{"skill_contradictory jobs[1].requirements.noSkills"}},
	{"excluded by the service", `jobs[3].requirements = {"skills": [{"code": "trainee"}]}`, []string{"skill_contradictory jobs[3].requirements.skills"}},
	{"required twice", `jobs[1].requirements = {"skills": [{"code": "a"}, {"code": "a", "minLevel": 2}]}`, []string{"duplicate jobs[1].requirements.skills[1].code"}},
	{"empty certificate", `jobs[1].requirements = {"certificates": [""]}`, []string{"id_missing jobs[1].requirements.certificates[0]"}},
	{"more roles than members", `catalogue[1].crew.size = 1`, []string{"crew_contradictory catalogue[1].crew.roles"}},
	{"negative crew", `jobs[0].crew.size = -1`, []string{"negative jobs[0].crew.size"}},

	{"negative duration", `jobs[0].duration = "-PT1S"`, []string{"negative jobs[0].duration"}},
	{"long duration", `jobs[0].duration = "P367D"`, []string{"out_of_range jobs[0].duration"}},
	{"long by the model", `jobs[1].squareMetres = 1000000`, []string{"duration_too_long jobs[1]"}},
	{"negative area", `jobs[1].squareMetres = -1`, []string{"negative jobs[1].squareMetres"}},
	{"unknown extra", `jobs[1].extras.ovens = 1`, []string{"extra_unknown jobs[1].extras.ovens"}},
	{"negative extras", `jobs[1].extras.oven = -1`, []string{"negative jobs[1].extras.oven"}},
	{"window backwards", `jobs[0].windows[1].end = "2026-11-23T13:00:00+08:00"`, []string{"interval_reversed jobs[0].windows[1].end"}},
	{"window after the horizon", `jobs[1].windows = [{"start": "2026-11-25T00:00:00+08:00", "end": "2026-11-25T10:00:00+08:00"}]`, []string{"window_outside_horizon jobs[1].windows[0].start"}},
	{"windows overlap", `jobs[1].windows = [{"start": "2026-11-24T10:00:00+08:00", "end": "2026-11-24T12:00:00+08:00"}, {"start": "2026-11-24T00:00:00Z", "end": "2026-11-24T02:00:01Z"}]`, []string{"windows_overlap jobs[1].windows[0]"}},
	{"the same window twice", `jobs[0].preferred[+] = {"start": "2026-11-23T09:00:00+08:00", "end": "2026-11-23T09:30:00+08:00"}`, []string{"windows_overlap jobs[0].preferred[1]"}},
	{"unknown bounds", `jobs[0].windows[0].bounds = "end"`, []string{"value_unknown jobs[0].windows[0].bounds"}},
	{"bounds of a store", `stores[0].windows[0].bounds = "service"`, []string{"window_bounds stores[0].windows[0].bounds"}},
	{"release too late", "jobs[0].release = \"2026-11-23T17:00:01+08:00\"\nlocks = []", []string{"release_after_windows jobs[0].release"}},
	{"tier 10", `jobs[1].tier = 10`, []string{"out_of_range jobs[1].tier"}},
	{"mandatory with tier", `jobs[2].tier = 1`, []string{"mandatory_with_tier jobs[2].tier"}},
	{"negative value", `jobs[1].value = -1`, []string{"negative jobs[1].value"}},
	{"negative consumption", `jobs[1].consumes[0].quantity = -1`, []string{"negative jobs[1].consumes[0].quantity"}},
	{"consumed twice", `jobs[1].consumes[+] = {"type": "detergent", "quantity": 1}`, []string{"duplicate jobs[1].consumes[1].type"}},
	{"tiers overflow", "jobs[0].value = 1000000000000\njobs[3].tier = 3\njobs[3].value = 999999999999\njobs[1].tier = 1\njobs[1].value = 1000000000000\njobs[4].tier = 1\njobs[4].value = 999999999999", []string{"tiers_overflow jobs"}},

	{"lock of nothing", `locks[+] = {"worker": "W1"}`, []string{"lock_empty locks[2]"}},
	{"lock without effect", `locks[+] = {"job": "J4"}`, []string{"lock_empty locks[2]"}},
	{"sequence without effect", `locks[+] = {"sequence": ["J4"]}`, []string{"lock_empty locks[2].sequence"}},
	{"lock of job and sequence", `locks[+] = {"job": "J4", "worker": "W1", "sequence": ["J3", "J5"]}`, []string{"lock_ambiguous locks[2].job", "lock_banned_worker locks[2].sequence[0]", "lock_banned_worker locks[2].sequence[1]"}},
	{"start of a sequence", `locks[1].start = "2026-11-23T09:00:00+08:00"`, []string{"lock_ambiguous locks[1].start"}},
	{"lock of an unknown job", `locks[+] = {"job": "J9", "worker": "W1"}`, []string{"reference_unknown locks[2].job"}},
	{"lock to an unknown worker", `locks[0].worker = "W9"`, []string{"reference_unknown locks[0].worker", "lock_contradictory locks[1].sequence[0]"}},
	{"two workers for a job", `locks[+] = {"job": "J2", "worker": "W2"}`, []string{"lock_contradictory locks[2].worker"}},
	{"as many workers as the crew", "jobs[1].crew = {\"size\": 2}\nlocks[+] = {\"job\": \"J2\", \"worker\": \"W2\"}\nlocks[+] = {\"job\": \"J2\", \"worker\": \"W1\"}", nil},
	{"two starts", `locks[+] = {"job": "J1", "start": "2026-11-23T09:16:00+08:00"}`, []string{"lock_contradictory locks[2].start"}},
	{"sequence with a duplicate", `locks[1].sequence = ["J1", "J2", "J1"]`, []string{"duplicate locks[1].sequence[2]"}},
	{"two sequences", `locks[+] = {"sequence": ["J4", "J2"]}`, []string{"lock_contradictory locks[2].sequence[1]"}},
	{"sequence of two workers", "locks = [{\"job\": \"J1\", \"worker\": \"W1\"}, {\"job\": \"J2\", \"worker\": \"W2\"}]\nlocks[+] = {\"sequence\": [\"J1\", \"J2\"]}", []string{"lock_contradictory locks[2].sequence[1]"}},
	{"sequence against the clock", `locks[+] = {"job": "J2", "start": "2026-11-23T09:00:00+08:00"}`, []string{"lock_contradictory locks[1].sequence[1]"}},
	{"lock to a banned worker", "locks[0].worker = \"W2\"\nlocks[1] = {\"job\": \"J3\", \"worker\": \"W1\"}", []string{"lock_banned_worker locks[0].worker", "lock_banned_worker locks[1].worker"}},
	{"start outside the windows", `locks[0].start = "2026-11-23T13:00:00+08:00"`, []string{"lock_start_outside locks[0].start"}},
	{"start outside the horizon", `locks[+] = {"job": "J4", "start": "2026-11-25T00:00:00+08:00"}`, []string{"lock_start_outside locks[2].start"}},
	{"start before the release", `jobs[0].release = "2026-11-23T09:20:00+08:00"`, []string{"lock_start_outside locks[0].start"}},

	{"setup below nothing", "jobs[1].setup = -1\ncatalogue[0].setup = -1", []string{"negative catalogue[0].setup", "negative jobs[1].setup"}},
	{"share of five people", `workers[1].sharePercent = 500`, []string{"out_of_range workers[1].sharePercent"}},
	{"incompatible with oneself", `workers[1].incompatibleWorkers = ["W2", "W9"]`, []string{"reference_unknown workers[1].incompatibleWorkers[0]", "reference_unknown workers[1].incompatibleWorkers[1]"}},
	{"negative price of a break", `workers[0].shifts[0].breaks[1].skipPrice = -1`, []string{"negative workers[0].shifts[0].breaks[1].skipPrice"}},
	{"spending less than nothing", `customers[1].maxSpend = -1`, []string{"negative customers[1].maxSpend"}},
	{"days without meaning", "links[1].minDays = 1\nlinks[3].maxDays = 1", []string{"link_gap links[1].minDays", "link_gap links[3].maxDays"}},
	{"days backwards", `links[2].minDays = 4`, []string{"link_gap links[2].maxDays"}},
	{"no days", "links[2].minDays = 0\nlinks[2].maxDays = 0", []string{"link_gap links[2].minDays"}},
	{"days apart and together", `links[+] = {"first": "J1", "second": "J2", "kind": "same_start"}`, []string{"link_contradictory links[2]", "link_contradictory links[4]"}},
	{"limit of nobody", "workerLimits[0].max = 0\nworkerLimits[0].jobs[1] = \"J1\"", []string{"duplicate workerLimits[0].jobs[1]", "out_of_range workerLimits[0].max"}},
	{"limit twice", `workerLimits[+] = {"id": "L1", "jobs": ["J9"], "max": 1}`, []string{"id_duplicate workerLimits[1].id", "reference_unknown workerLimits[1].jobs[0]"}},
	{"exception outside", `series[0].exceptions[0].date = "2027-12-06"`, []string{"series_contradictory series[0].exceptions[0].date"}},
	{"exception on another weekday", `series[0].exceptions[0].date = "2026-12-08"`, []string{"series_contradictory series[0].exceptions[0].date"}},
	{"two exceptions of a day", `series[0].exceptions[1].date = "2026-12-07"`, []string{"duplicate series[0].exceptions[1].date"}},
	{"cancelled and moved", `series[0].exceptions[0].day = "2026-12-08"`, []string{"series_contradictory series[0].exceptions[0].day"}},
	{"moved to a holiday", `series[0].exceptions[0] = {"date": "2026-12-31", "day": "2027-01-01"}`, []string{"series_contradictory series[0].exceptions[0].day"}},
	{"moved for years", `series[0].exceptions[1].day = "2028-01-01"`, []string{"out_of_range series[0].exceptions[1].day"}},
	{"free choice moved", `series[1].exceptions = [{"date": "2026-11-25", "day": "2026-11-26"}]`, []string{"series_contradictory series[1].exceptions[0].day"}},
	{"exception backwards", `series[0].exceptions[1].dayEnd = "PT9H"`, []string{"interval_reversed series[0].exceptions[1].dayEnd"}},
	{"series with fewer workers than its crew", `series[0].template.crew = {"size": 3}`, []string{"series_contradictory series[0].maxWorkers"}},
	{"series with a long ID", `series[0].id = "` + strings.Repeat("x", 250) + `"`, []string{"id_invalid series[0].id"}},
	{"grid of seven minutes", `rules.startGrid = "PT7M"`, []string{"out_of_range rules.startGrid"}},
	{"grid of two hours", `rules.startGrid = "PT2H"`, []string{"out_of_range rules.startGrid"}},
	{"unpopular past midnight", `rules.unpopular[0] = {"weekdays": [7], "from": "PT22H", "to": "PT6H"}`, []string{"interval_reversed rules.unpopular[0].to", "out_of_range rules.unpopular[0].weekdays[0]"}},
	{"no window of fairness", `rules.fairWindow = -1`, []string{"out_of_range rules.fairWindow"}},
	{"unknown fairness", `weights.fairness = {"houres": 1}`, []string{"value_unknown weights.fairness.houres"}},
	{"fairness beyond price", `weights.fairness = {"hours": 1000001}`, []string{"out_of_range weights.fairness.hours"}},
	{"negative ledger", "history.ledger[0].fairWork = -1\nhistory.ledger[0].fairUnpopular = -1", []string{"negative history.ledger[0].fairUnpopular", "negative history.ledger[0].fairWork"}},
	{"link to itself", `links[1].second = "J2"`, []string{"link_self links[1].second"}},
	{"link to nothing", `links[1].second = "J9"`, []string{"reference_unknown links[1].second"}},
	{"unknown link", `links[1].kind = "same_worker_as"`, []string{"value_unknown links[1].kind"}},
	{"link without a kind", `links[1].kind = ""`, []string{"value_unknown links[1].kind"}},
	{"link twice", `links[+] = {"first": "J3", "second": "J2", "kind": "different_worker"}`, []string{"duplicate links[4]"}},
	{"gaps backwards", `links[0].maxGap = "PT29M"`, []string{"link_gap links[0].maxGap"}},
	{"gap without meaning", `links[1].minGap = 1`, []string{"link_gap links[1].minGap"}},
	{"same and different", `links[+] = {"first": "J2", "second": "J3", "kind": "same_worker"}`, []string{"link_contradictory links[1]"}},
	{"same by others", "links[+] = {\"first\": \"J2\", \"second\": \"J4\", \"kind\": \"same_worker\"}\nlinks[+] = {\"first\": \"J3\", \"second\": \"J4\", \"kind\": \"same_worker\"}", []string{"link_contradictory links[1]"}},
	{"same start and later", `links[+] = {"first": "J2", "second": "J4", "kind": "same_start", "maxGap": 60}`, []string{"link_contradictory links[0]", "link_contradictory links[4]"}},
	{"cycle", "links[+] = {\"first\": \"J4\", \"second\": \"J1\", \"kind\": \"start_to_start\", \"minGap\": 60}\nlinks[+] = {\"first\": \"J1\", \"second\": \"J2\", \"kind\": \"start_to_start\"}",
		[]string{"link_cycle links[0]", "link_cycle links[2]", "link_cycle links[4]"}},

	{"series backwards", `series[0].until = "2026-11-22"`, []string{"interval_reversed series[0].until"}},
	{"endless series", `series[0].until = "2099-01-01"`, []string{"out_of_range series[0].until"}},
	{"weekday 7", `series[0].weekdays[1] = 7`, []string{"out_of_range series[0].weekdays[1]"}},
	{"weekday twice", `series[0].weekdays[1] = 1`, []string{"duplicate series[0].weekdays[1]"}},
	{"series without days", `delete series[1].perWeek`, []string{"series_contradictory series[1].perWeek"}},
	{"three visits on two days", `series[0].perWeek = 3`, []string{"series_contradictory series[0].perWeek"}},
	{"spacing backwards", `series[1].maxSpacing = 1`, []string{"series_contradictory series[1].maxSpacing"}},
	{"day backwards", `series[1].dayEnd = "PT7H"`, []string{"interval_reversed series[1].dayEnd"}},
	{"25 o'clock", `series[1].dayEnd = "PT25H"`, []string{"out_of_range series[1].dayEnd"}},
	{"template of an unknown customer", `series[1].template.customer = "C9"`, []string{"reference_unknown series[1].template.customer"}},
	{"holiday twice", `series[0].skip = ["2027-01-01", "2027-01-01"]`, []string{"duplicate series[0].skip[1]"}},

	{"visits of nobody", `history.visits[0].worker = "W9"`, []string{"reference_unknown history.visits[0].worker"}},
	{"no visits", `history.visits[0].count = 0`, []string{"out_of_range history.visits[0].count"}},
	{"visits to come", `history.visits[0].last = "2026-11-24"`, []string{"history_after_start history.visits[0].last"}},
	{"visits twice", `history.visits[+] = {"worker": "W2", "customer": "C2", "count": 2}`, []string{"duplicate history.visits[2]"}},
	{"refusal of nothing", `delete history.refusals[1].customer`, []string{"refusal_contradictory history.refusals[1]"}},
	{"refusal of another's job", `history.refusals[0].customer = "C1"`, []string{"refusal_contradictory history.refusals[0].customer"}},
	{"ledger twice", `history.ledger[+] = {"worker": "W1"}`, []string{"duplicate history.ledger[1].worker"}},
	{"eight days of work a week", `history.ledger[0].weekWork = "P8D"`, []string{"out_of_range history.ledger[0].weekWork"}},
	{"ended in the future", `history.ledger[0].lastEnd = "2026-11-23T00:00:01+08:00"`, []string{"history_after_start history.ledger[0].lastEnd"}},

	{"negative rest", `rules.minRest = -1`, []string{"negative rules.minRest"}},
	{"no days in a row", `rules.maxDaysInRow = 0`, []string{"out_of_range rules.maxDaysInRow"}},
	{"prior of half a star", `rules.ratingPrior = 0.5`, []string{"out_of_range rules.ratingPrior"}},
	{"negative half-life", `rules.ratingHalfLife = -1`, []string{"negative rules.ratingHalfLife"}},
	{"negative weight", `weights.latePerHour = -1`, []string{"negative weights.latePerHour"}},
	{"unknown criterion", `weights.criteria.raiting = 1`, []string{"criterion_unknown weights.criteria.raiting"}},
	{"negative criterion", `weights.criteria.rating = -1`, []string{"negative weights.criteria.rating"}},
	{"score overflows", `weights.latePerHour = 1000000000000`, nil}, // fits: 2 days late at 10^12 an hour
	{"score overflows with a long horizon", "horizon.end = \"2027-10-25T00:00:00+08:00\"\nweights.latePerHour = 1000000000000", []string{"score_overflow"}},

	{"several at once", `
		jobs[0].customer = "C9"
		jobs[1].tier = -1
		workers[1].shifts[0].end = "2026-11-23T19:00:00+08:00"
		travel.detourPercent = 1
		weights.waitPerHour = -5
		timeZone = "Mars/Base"`, []string{
		"reference_unknown jobs[0].customer", "negative jobs[1].tier", "time_zone_unknown timeZone", "out_of_range travel.detourPercent",
		"negative weights.waitPerHour", "interval_reversed workers[1].shifts[0].end"}},
}

func TestValidateFaults(t *testing.T) {
	names := map[string]bool{}
	for _, test := range invalid {
		require.False(t, names[test.name], test.name)
		names[test.name] = true
		t.Run(test.name, func(t *testing.T) {
			err := mustDecode(t, patch(t, goodJSON(t), test.edits)).Validate()
			assert.Equal(t, test.want, told(t, err), "%v", err)
		})
	}
}

// What nobody can serve, and what is odd but has a meaning, is valid.
func TestValidateAccepts(t *testing.T) {
	for name, edits := range map[string]string{
		"job longer than any shift":         `jobs[3].duration = "P2D"`,
		"a skill nobody has":                `jobs[1].requirements = {"skills": [{"code": "flying", "minLevel": 5}]}`,
		"a visit of no time":                `jobs[3].duration = 0`,
		"every window before the freeze":    `jobs[1].windows = [{"start": "2026-11-23T01:00:00+08:00", "end": "2026-11-23T02:00:00+08:00"}]`,
		"window in the past":                `jobs[1].windows = [{"start": "2026-11-20T01:00:00+08:00", "end": "2026-11-20T02:00:00+08:00"}]`,
		"windows which touch":               `jobs[1].windows = [{"start": "2026-11-24T08:00:00+08:00", "end": "2026-11-24T10:00:00+08:00"}, {"start": "2026-11-24T10:00:00+08:00", "end": "2026-11-24T12:00:00+08:00"}]`,
		"window of an instant":              `jobs[1].windows = [{"start": "2026-11-24T10:00:00+08:00", "end": "2026-11-24T10:00:00+08:00"}]`,
		"windows of two kinds":              `jobs[1].windows = [{"start": "2026-11-24T10:00:00+08:00", "end": "2026-11-24T12:00:00+08:00"}, {"start": "2026-11-24T11:00:00+08:00", "end": "2026-11-24T15:00:00+08:00", "bounds": "service"}]`,
		"required at 2, excluded from 4":    `jobs[1].requirements = {"noSkills": [{"code": "cleaning", "minLevel": 4}]}`,
		"no agencies":                       "delete agency\ndelete agencies\ndelete workers[0].agency\ndelete workers[1].agency",
		"one agency, not listed":            "delete agencies\nworkers[1].agency = \"own\"",
		"two share a home":                  `workers[1].home = {"id": "home1", "location": {"lat": 31.2304, "lng": 121.4737}}`,
		"nobody":                            "workers = []\ncustomers = []\njobs = []\nlinks = []\nworkerLimits = []\nseries = []\nlocks = []\nhistory = {}",
		"live-in shift of weeks":            "horizon.end = \"2026-12-31T00:00:00+08:00\"\nworkers[0].shifts[1].end = \"2026-12-20T08:00:00+08:00\"",
		"worker without shifts":             `workers[1].shifts = []`,
		"end to start both ways of no time": "jobs[1].duration = 0\njobs[3].duration = 0\nlinks[0] = {\"first\": \"J2\", \"second\": \"J4\", \"kind\": \"end_to_start\"}\nlinks[+] = {\"first\": \"J4\", \"second\": \"J2\", \"kind\": \"start_to_start\"}",
		"lock before the freeze":            "jobs[0].windows = []\njobs[0].release = \"2026-11-23T00:00:00+08:00\"\nlocks[0].start = \"2026-11-23T05:00:00+08:00\"",
	} {
		assert.NoError(t, mustDecode(t, patch(t, goodJSON(t), edits)).Validate(), name)
	}
}

func TestValidateMatrixProblem(t *testing.T) {
	p := mustDecode(t, []byte(`{"schemaVersion": 1, "timeZone": "Europe/Berlin",
		"horizon": {"start": "2026-11-23T00:00:00+01:00", "end": "2026-11-24T00:00:00+01:00"},
		"catalogue": [{"code": "c"}],
		"workers": [{"id": "W", "mode": "car", "home": {"id": "a"}, "shifts": [{"id": "S", "start": "2026-11-23T08:00:00+01:00", "end": "2026-11-23T12:00:00+01:00"}]},
		            {"id": "off", "home": {}}],
		"customers": [{"id": "C", "place": {"id": "b"}}, {"id": "unused", "place": {}}],
		"jobs": [{"id": "J", "customer": "C", "service": "c"}],
		"travel": {"kind": "matrix", "matrices": [{"places": ["a", "b"], "seconds": [[0, 60], [null, 0]]}]}}`))
	require.NoError(t, p.Validate())
	p.Workers[0].MaxDistance = 1000
	assert.Equal(t, []string{"location_missing workers[0].home.location"}, told(t, p.Validate()))
}

// Days with a clock change have 23 or 25 hours; a year across them is still
// a year, and a night shift across one may be as long as it is.
func TestValidateClockChange(t *testing.T) {
	berlin := `
		timeZone = "Europe/Berlin"
		freezeTime = "2026-10-24T00:00:00+02:00"
		workers[0].shifts = [{"id": "night", "start": "2026-10-24T22:00:00+02:00", "end": "2026-10-25T06:00:00+01:00",
			"breaks": [{"id": "b", "earliest": "2026-10-25T02:30:00+02:00", "latest": "2026-10-25T02:30:00+01:00", "duration": "PT30M"}]}]
		workers[1].shifts = []
		jobs[0].release = "2026-10-24T00:00:00+02:00"
		jobs[0].windows = [{"start": "2026-10-25T02:15:00+02:00", "end": "2026-10-25T02:10:00+01:00"}]
		jobs[0].preferred = []
		locks = []
		stores = []
		history = {}
		horizon = {"start": "2026-10-24T00:00:00+02:00", "end": "HORIZON"}`
	berlin = strings.ReplaceAll(berlin, ",\n\t\t\t", ", ")
	for end, want := range map[string][]string{
		"2026-10-26T00:00:00+01:00": nil, // 49 hours
		"2027-10-25T00:00:00+02:00": nil, // 366 days
		"2027-10-25T00:00:01+02:00": {"horizon_too_long horizon.end"},
	} {
		p := mustDecode(t, patch(t, goodJSON(t), strings.ReplaceAll(berlin, "HORIZON", end)))
		assert.Equal(t, want, told(t, p.Validate()), end)
	}
	// 366 days from a date in winter time to one in summer time are an hour
	// less than 366 times 24 hours, and are allowed as well as not exceeded.
	p := mustDecode(t, patch(t, goodJSON(t), strings.ReplaceAll(strings.ReplaceAll(berlin, "HORIZON", "2027-03-29T00:00:00+02:00"),
		`"start": "2026-10-24T00:00:00+02:00"`, `"start": "2026-03-28T00:00:00+01:00"`)))
	require.NoError(t, p.Validate())
	p.Horizon.End = p.Horizon.End.Add(time.Second)
	assert.Equal(t, []string{"horizon_too_long horizon.end"}, told(t, p.Validate()))
}

// Problems built in Go can hold what JSON cannot.
func TestValidateGoValues(t *testing.T) {
	p := mustDecode(t, goodJSON(t))
	p.Customers[2].Place.Location.Lat = math.NaN()
	p.Workers[1].Home.Location.Lng = math.Inf(1)
	p.Workers[0].Ratings[0].Stars = math.NaN()
	p.Rules.RatingPrior = math.NaN()
	p.Travel.Speeds[Car] = Speed{KmPerHour: math.NaN()}
	p.Stores[0].ID = "\xff"
	p.FreezeTime = p.FreezeTime.Add(time.Millisecond)
	p.Jobs[1].Release = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)
	p.Jobs[0].Preferred[0].Start = time.Time{}
	p.Series[0].From = Date{2026, 13, 1}
	p.Series[1].Until = Date{}
	assert.Equal(t, []string{
		"location_invalid customers[2].place.location.lat", "time_fraction freezeTime", "time_missing jobs[0].preferred[0].start",
		"time_invalid jobs[1].release", "out_of_range rules.ratingPrior", "date_invalid series[0].from",
		"time_missing series[1].until", "id_invalid stores[0].id", "out_of_range travel.speeds.car.kmPerHour",
		"out_of_range workers[0].ratings[0].stars", "location_invalid workers[1].home.location.lng",
	}, told(t, p.Validate()))
	require.Error(t, new(Problem).Validate())
}

func TestValidateWithRulebook(t *testing.T) {
	p := mustDecode(t, patch(t, goodJSON(t), `weights.criteria.garden = 5`))
	assert.Equal(t, []string{"criterion_unknown weights.criteria.garden"}, told(t, p.Validate()))
	assert.NoError(t, p.ValidateWith(Rulebook{Criteria: []Criterion{{Name: "garden"}}}))
	bad := Rulebook{Criteria: []Criterion{{Name: "garden"}, {Name: "garden"}, {Name: "rating"}, {Name: "pay"}, {}}}
	assert.Equal(t, []string{"id_duplicate rulebook.criteria[1]", "id_duplicate rulebook.criteria[2]",
		"id_duplicate rulebook.criteria[3]", "id_missing rulebook.criteria[4]"}, told(t, p.ValidateWith(bad)))
}

// The tiers fit as long as the product of 1 + their sums, each in its common
// unit, is at most 2^62.
func TestValidateTiersFit(t *testing.T) {
	p := mustDecode(t, goodJSON(t))
	one, first := p.Jobs[0], p.Jobs
	set := func(unit Money, values ...Money) error {
		p.Jobs = first
		for i, v := range values {
			j, value := one, v*unit
			j.ID, j.Tier, j.Mandatory, j.Value = fmt.Sprintf("T%d", i), 1+8*(i%2), false, &value
			p.Jobs = append(p.Jobs[:len(p.Jobs):len(p.Jobs)], j)
		}
		return p.Validate()
	}
	for i := range first {
		first[i].Tier, first[i].Mandatory = 0, false
	}
	require.NoError(t, set(1, 1<<31-2, 1<<31-2, 1, 1))
	require.NoError(t, set(450, 1<<31-2, 1<<31-2, 1, 1))
	overflow := []string{"tiers_overflow jobs"}
	assert.Equal(t, overflow, told(t, set(1, 1<<31-1, 1<<31-2, 1, 1)))
	assert.Equal(t, overflow, told(t, set(1, MaxMoney, MaxMoney, MaxMoney-1, MaxMoney-1)))
	first[0].Mandatory = true
	assert.Equal(t, overflow, told(t, set(1, 1<<31-2, 1<<31-2, 1, 1)))
}

func TestValidateKeepsSoManyFaults(t *testing.T) {
	p := mustDecode(t, goodJSON(t))
	p.Jobs = make([]Job, MaxFaults)
	got := told(t, p.Validate())
	assert.Len(t, got, MaxFaults+1)
	assert.Equal(t, FaultTooMany, got[MaxFaults])
}

// Too many jobs of series are a fault of the problem.
func TestValidateSeriesSize(t *testing.T) {
	p := mustDecode(t, patch(t, goodJSON(t), `horizon.end = "2027-11-23T00:00:00+08:00"`))
	s := p.Series[1]
	s.Until, s.PerWeek, s.MinSpacing, s.MaxSpacing = Date{2027, 12, 31}, 7, 0, 0
	for i := range 550 {
		s.ID = fmt.Sprint("S", i)
		p.Series = append(p.Series, s)
	}
	assert.Equal(t, []string{FaultSeriesSize + " series[549]"}, told(t, p.Validate()))
}

func TestValidateBreaksMany(t *testing.T) {
	p := mustDecode(t, goodJSON(t))
	p.Workers[0].Shifts[0].Breaks = make([]Break, MaxBreaks+1)
	assert.Contains(t, told(t, p.Validate()), FaultBreaksMany+" workers[0].shifts[0].breaks")
}
