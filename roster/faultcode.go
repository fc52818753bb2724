package roster

// The codes of faults found while reading JSON. Reading goes on after all of
// them but the first five, which end it.
const (
	// FaultSyntax: the text is not JSON. Mend it at the line and column told.
	FaultSyntax = "syntax"
	// FaultTooLarge: the document is longer than the limit. Raise
	// DecodeLimits.Bytes, or split the problem.
	FaultTooLarge = "document_too_large"
	// FaultTooDeep: objects and arrays are nested deeper than the limit.
	// Flatten the extensions, or raise DecodeLimits.Depth.
	FaultTooDeep = "too_deep"
	// FaultTrailingData: something follows the document. Remove it.
	FaultTrailingData = "trailing_data"
	// FaultTooMany: there are more faults than are kept. Mend those told.
	FaultTooMany = "too_many_faults"
	// FaultText: a string is not valid Unicode: broken UTF-8, or half of a
	// surrogate pair. Write the file as UTF-8.
	FaultText = "text_invalid"
	// FaultFieldUnknown: the format has no such field here, often a typo.
	// Own fields go under "extensions".
	FaultFieldUnknown = "field_unknown"
	// FaultFieldDuplicate: an object has the same key twice. Keep one.
	FaultFieldDuplicate = "field_duplicate"
	// FaultFieldMissing: a required field is absent. Add it.
	FaultFieldMissing = "field_missing"
	// FaultType: the value is of another JSON type than the field wants. A
	// null is such a value everywhere but in a matrix: leave the field out.
	FaultType = "type_mismatch"
	// FaultNotWhole: the field wants a whole number. Round it.
	FaultNotWhole = "number_not_whole"
	// FaultNumberRange: the number does not fit the field's number type.
	FaultNumberRange = "number_out_of_range"
	// FaultTime: not a time as of RFC 3339 with a zone, such as
	// "2026-11-22T09:00:00+08:00", between the years 1900 and 2999.
	FaultTime = "time_invalid"
	// FaultTimeFraction: a time has a fraction of a second. Round it.
	FaultTimeFraction = "time_fraction"
	// FaultDuration: not a duration, such as "PT1H30M" or 5400.
	FaultDuration = "duration_invalid"
	// FaultDate: not a date such as "2026-11-22", between 1900 and 2999.
	FaultDate = "date_invalid"
)

// The codes of faults found by validation, which sees a problem as a whole.
const (
	// FaultSchemaVersion: written for another version of the format. Convert it.
	FaultSchemaVersion = "schema_version"
	// FaultTimeZone: not a zone of the IANA database on this machine. Use a
	// name such as "Asia/Shanghai"; where the machine has no database, import
	// time/tzdata.
	FaultTimeZone = "time_zone_unknown"
	// FaultIDMissing: an ID or code is empty. Give one.
	FaultIDMissing = "id_missing"
	// FaultIDInvalid: an ID or code has control characters, broken UTF-8 or
	// blanks at its ends, or is longer than MaxIDLength bytes. Shorten it.
	FaultIDInvalid = "id_invalid"
	// FaultIDDuplicate: two things of one kind have the same ID. Rename one.
	FaultIDDuplicate = "id_duplicate"
	// FaultDuplicate: a list names the same thing twice. Remove one.
	FaultDuplicate = "duplicate"
	// FaultReference: the ID or code named is nowhere in the problem. Mend
	// it, add what it names, or remove the entry.
	FaultReference = "reference_unknown"
	// FaultValueUnknown: not one of the values which the field may take.
	FaultValueUnknown = "value_unknown"
	// FaultRange: a number or duration is outside the field's range.
	FaultRange = "out_of_range"
	// FaultNegative: an amount, count or duration is below 0.
	FaultNegative = "negative"
	// FaultMoney: an amount of money is above MaxMoney.
	FaultMoney = "money_out_of_range"
	// FaultTimeMissing: a required time or date is the zero value. Set it.
	FaultTimeMissing = "time_missing"
	// FaultReversed: an interval ends before it starts (or, for shifts and
	// the horizon, when it starts). Exchange the ends.
	FaultReversed = "interval_reversed"
	// FaultHorizonLength: the horizon is longer than MaxHorizonDays days.
	// Plan in pieces.
	FaultHorizonLength = "horizon_too_long"
	// FaultAgencyMissing: agencies are listed, but not which one plans. Set
	// the problem's agency.
	FaultAgencyMissing = "agency_missing"
	// FaultShiftOutside: a shift is not within the horizon.
	FaultShiftOutside = "shift_outside_horizon"
	// FaultShiftLength: a shift is longer than MaxShiftLength. Make it several.
	FaultShiftLength = "shift_too_long"
	// FaultShiftsOverlap: two shifts of a worker overlap. Merge them.
	FaultShiftsOverlap = "shifts_overlap"
	// FaultBreaksMany: a shift has more than MaxBreaks breaks. Make it several.
	FaultBreaksMany = "too_many_breaks"
	// FaultBreakOutside: a break may begin before its shift, or end after the
	// shift and its overtime.
	FaultBreakOutside = "break_outside_shift"
	// FaultBreaksOverlap: a break may begin before the one listed above it
	// has ended at the latest. Order the breaks by time and part them.
	FaultBreaksOverlap = "breaks_overlap"
	// FaultWindowOutside: a window begins after the horizon. Remove it.
	FaultWindowOutside = "window_outside_horizon"
	// FaultWindowsOverlap: two windows of one list overlap. Merge them.
	FaultWindowsOverlap = "windows_overlap"
	// FaultWindowBounds: a store's window bounds the start of the stop only.
	// Leave "bounds" out.
	FaultWindowBounds = "window_bounds"
	// FaultRelease: a job is released after its last window. Mend either.
	FaultRelease = "release_after_windows"
	// FaultLocation: a latitude or longitude is not a number in its range.
	FaultLocation = "location_invalid"
	// FaultLocationMissing: a place has no location, which only travel by
	// matrix allows.
	FaultLocationMissing = "location_missing"
	// FaultPlaceContradictory: the same place ID has two locations.
	FaultPlaceContradictory = "place_contradictory"
	// FaultPlaceID: travel is by matrix, and a place has no ID to look up.
	FaultPlaceID = "place_id_missing"
	// FaultMatrixMissing: travel is by matrix, and a mode in use has neither
	// a matrix of its own nor one for every mode.
	FaultMatrixMissing = "matrix_missing"
	// FaultMatrixShape: a matrix does not have a row and a column for each
	// of its places.
	FaultMatrixShape = "matrix_shape"
	// FaultMatrixPlace: a place in use is not in the matrix of a mode in use.
	// Add it; null cells say that there is no way.
	FaultMatrixPlace = "place_not_in_matrix"
	// FaultHoursOverlap: two speeds of one mode hold in the same hour.
	FaultHoursOverlap = "hours_overlap"
	// FaultLanguage: not a language tag as of BCP 47, such as "zh" or "en-GB".
	FaultLanguage = "language_invalid"
	// FaultSkillContradictory: a skill is required and excluded at once, in
	// one entry or by service and job together.
	FaultSkillContradictory = "skill_contradictory"
	// FaultPreference: the same one is preferred and banned or avoided.
	FaultPreference = "preference_contradictory"
	// FaultCrew: a crew has more roles than members.
	FaultCrew = "crew_contradictory"
	// FaultExtra: a job has an extra of which its service knows no duration.
	FaultExtra = "extra_unknown"
	// FaultDurationLength: what the service's model gives for the job is
	// longer than MaxDuration.
	FaultDurationLength = "duration_too_long"
	// FaultMandatoryTier: a mandatory job has a tier; it comes before every
	// tier. Remove one of the two.
	FaultMandatoryTier = "mandatory_with_tier"
	// FaultTiersOverflow: the values of the jobs are too great to compare all
	// tiers in one 64-bit number. Use smaller values or fewer tiers.
	FaultTiersOverflow = "tiers_overflow"
	// FaultScoreOverflow: amounts are so great that the score of some plan
	// could exceed 64 bits. Use smaller weights, rates or values.
	FaultScoreOverflow = "score_overflow"
	// FaultCriterion: a weight for a criterion which is neither built in nor
	// in the rulebook.
	FaultCriterion = "criterion_unknown"
	// FaultLockEmpty: a lock fixes nothing: neither job nor sequence, or a job
	// without worker and start, or a sequence of one without a worker.
	FaultLockEmpty = "lock_empty"
	// FaultLockAmbiguous: a lock has a sequence together with a job or a
	// start. Make it two locks.
	FaultLockAmbiguous = "lock_ambiguous"
	// FaultLockContradictory: locks give one job more workers than its crew has members, two starts, two
	// sequences, or a sequence starts out of its order. Keep one.
	FaultLockContradictory = "lock_contradictory"
	// FaultLockBanned: a lock names a worker whom job or customer ban, or who
	// bans the customer.
	FaultLockBanned = "lock_banned_worker"
	// FaultLockStart: a locked start is outside all windows of the job, before
	// its release or outside the horizon.
	FaultLockStart = "lock_start_outside"
	// FaultLinkSelf: a link ties a job to itself.
	FaultLinkSelf = "link_self"
	// FaultLinkGap: MaxGap is below MinGap, or a gap is given for a kind of
	// link which has none.
	FaultLinkGap = "link_gap"
	// FaultLinkContradictory: no plan can keep two links of the same jobs.
	FaultLinkContradictory = "link_contradictory"
	// FaultLinkCycle: links make a job come after itself.
	FaultLinkCycle = "link_cycle"
	// FaultSeries: fields of a series contradict each other.
	FaultSeries = "series_contradictory"
	// FaultSeriesSize: the series have too many jobs, or too many links between
	// them. Plan in pieces.
	FaultSeriesSize = "series_too_large"
	// FaultRefusal: a refusal names neither job nor customer, or a job of
	// another customer.
	FaultRefusal = "refusal_contradictory"
	// FaultHistoryDate: something of the history is after the horizon's start.
	FaultHistoryDate = "history_after_start"
)
