package words

import (
	"math"
	"strconv"
	"strings"
)

// Figure says a key figure of a simulation, with its unit.
func (l Lang) Figure(code string) string { return l.say(figures, code) }

// Policy says who decides in a simulation.
func (l Lang) Policy(name string) string { return l.say(policies, name) }

// MoneyFigure reports whether a key figure is an amount in minor units.
func MoneyFigure(code string) bool { return code == "cost" || code == "revenue" || code == "margin" }

var figures = map[string]pair{
	"jobs":                     {"jobs", "工单"},
	"served":                   {"served", "完成"},
	"served_percent":           {"served, %", "完成率 %"},
	"punctual_percent":         {"on time, %", "准时率 %"},
	"satisfaction_stars":       {"satisfaction, stars", "满意度（星）"},
	"utilisation_percent":      {"working time used, %", "工时利用率 %"},
	"overtime_hours":           {"overtime, h", "加班（小时）"},
	"travel_hours":             {"travel, h", "路程（小时）"},
	"travel_km":                {"travel, km", "路程（公里）"},
	"workers_per_customer":     {"workers a customer", "每客户服务师数"},
	"fairness_hours":           {"most less least work, h", "工时差（小时）"},
	"declines":                 {"declined offers", "拒单"},
	"no_shows":                 {"no-shows", "爽约"},
	"ill":                      {"ill", "病假"},
	"complaints":               {"complaints", "投诉"},
	"wait_minutes":             {"from call to start, min", "等待（分钟）"},
	"cost":                     {"pay", "人工成本"},
	"revenue":                  {"revenue", "收入"},
	"margin":                   {"margin", "毛利"},
	"travel_minutes_per_visit": {"travel a visit, min", "每次上门路程（分钟）"},
	"decline_percent":          {"offers declined, %", "拒单率 %"},
}

var policies = map[string]pair{
	"nearest":    {"nearest first", "就近派单"},
	"best-score": {"best score first", "最高分派单"},
	"repair":     {"plan and repair", "规划加修复"},
	"resolve":    {"solve again", "定时重排"},
	"batch":      {"in batches", "批量重排"},
}

// Decimal writes a number with one digit after the point where it is small,
// and thousands apart.
func Decimal(v float64) string {
	digits := 1
	if math.Abs(v) >= 1000 {
		digits = 0
	}
	text := strconv.FormatFloat(math.Abs(v), 'f', digits, 64)
	whole, rest, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	if v < 0 && strings.Trim(whole, "0.,") != "" {
		return "−" + whole
	}
	return whole
}

// Signed writes a difference with its sign.
func Signed(v float64) string {
	text := Decimal(v)
	if v > 0 && strings.Trim(text, "0.,") != "" {
		return "+" + text
	}
	return text
}
