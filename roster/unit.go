package roster

// Money is an amount in minor units of the problem's currency (fen, cent).
type Money int64

// Points is the one unit in which every part of a score is counted.
type Points int64

// PointsPerUnit is the number of points in one minor unit of money. It is a
// common multiple of 3600 and 1000: a rate of r per hour is 5r points per
// second, a rate of r per kilometre is 18r points per metre, and a criterion
// with weight r and a score of s permille costs 18r·(1000−s) points.
const PointsPerUnit = 18000

// Points returns the amount in points.
func (m Money) Points() Points { return Points(m) * PointsPerUnit }

// PerHour reads m as a rate per hour and returns points per second.
func (m Money) PerHour() Points { return Points(m) * (PointsPerUnit / 3600) }

// PerKilometre reads m as a rate per kilometre and returns points per metre.
func (m Money) PerKilometre() Points { return Points(m) * (PointsPerUnit / 1000) }

// Units returns the points as a number of minor units of money, for people.
func (p Points) Units() float64 { return float64(p) / PointsPerUnit }
