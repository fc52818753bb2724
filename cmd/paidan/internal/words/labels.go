package words

// Say says a label of texts and reports. A key without words shows itself
// with an exclamation mark, which the tests look for.
func (l Lang) Say(key string) string {
	if p, ok := labels[key]; ok {
		return p[l]
	}
	return "!" + key
}

// labels are the words of texts and reports, by key.
var labels = map[string]pair{
	// A plan as a whole.
	"plan":         {"Plan", "派工计划"},
	"jobs":         {"jobs", "工单"},
	"job":          {"job", "工单"},
	"served":       {"served", "已派"},
	"not_served":   {"not served", "未派"},
	"workers":      {"workers", "服务师"},
	"worker":       {"worker", "服务师"},
	"shift":        {"shift", "班次"},
	"used":         {"used", "启用"},
	"of":           {"of", "/"},
	"work":         {"working time", "工作时间"},
	"service":      {"service", "服务"},
	"travel":       {"travel", "路途"},
	"wait":         {"waiting", "等待"},
	"break":        {"break", "休息"},
	"breaks":       {"breaks", "休息"},
	"store":        {"store", "补给点"},
	"home":         {"home", "住处"},
	"overtime":     {"overtime", "加班"},
	"utilisation":  {"utilisation", "工时利用率"},
	"punctual":     {"on time", "准时率"},
	"late":         {"late", "迟到"},
	"early":        {"early", "早到"},
	"continuity":   {"continuity", "连续服务"},
	"preferred":    {"preferred worker", "指定服务师"},
	"revenue":      {"revenue", "收入"},
	"cost":         {"cost", "成本"},
	"cost_parts":   {"Parts of the cost", "成本构成"},
	"missed":       {"left out by priority", "按优先级未派"},
	"distance":     {"distance", "里程"},
	"visit":        {"visit", "上门"},
	"visits":       {"visits", "上门"},
	"routes":       {"routes", "路线"},
	"reasons":      {"reasons", "原因"},
	"class":        {"why", "类别"},
	"value":        {"value", "价值"},
	"tier":         {"priority", "优先级"},
	"mandatory":    {"mandatory", "必派"},
	"depart":       {"leaves", "出发"},
	"return":       {"back", "返回"},
	"arrive":       {"arrives", "到达"},
	"start":        {"start", "开始"},
	"end":          {"end", "结束"},
	"time":         {"time", "用时"},
	"note":         {"note", "备注"},
	"what":         {"what", "事项"},
	"all_served":   {"Every job is served.", "全部工单均已派出。"},
	"windows":      {"windows", "时间窗"},
	"hold":         {"waits before leaving", "出发前等待"},
	"crew_member":  {"crew member", "组员"},
	"per_visit":    {"%s per visit", "每单 %s"},
	"no_routes":    {"No routes.", "没有路线。"},
	"and_left_out": {"Not served", "未派工单"},

	// check
	"check_ok":      {"The plan keeps every rule.", "计划符合全部规则。"},
	"check_refused": {"The plan breaks rules: %d violations.", "计划违反规则：共 %d 处。"},
	"check_one":     {"The plan breaks a rule: 1 violation.", "计划违反规则：共 1 处。"},
	"detail":        {"detail", "说明"},

	"is_should_be": {"is %s, should be %s", "现为 %s，应为 %s"},

	// explain, shortlist
	"allowed_n":    {"%d workers allowed", "%d 名服务师符合准入"},
	"does_not_fit": {"does not fit", "无法插入"},
	"served_by":    {"served by %s from %s", "由 %s 服务，%s 开始"},
	"fits":         {"fits", "可行"},
	"extra_cost":   {"extra cost", "增加成本"},
	"after":        {"after", "接在其后"},
	"first":        {"first", "首单"},
	"not_allowed":  {"not allowed", "不符合准入"},
	"answer":       {"answer", "结论"},
	"score":        {"score", "得分"},
	"refused":      {"Not allowed", "不符合准入条件"},
	"nobody":       {"Nobody may do it.", "无人符合准入条件。"},

	// replan
	"replan_head":      {"%d of %d jobs served; %d changed, %d customers to call about them, %d workers' days touched; changes cost %s", "已派 %d / %d 单；变更 %d 单，因此致电 %d 位客户，影响服务师日程 %d 个；变更成本 %s"},
	"displaced":        {"Cannot go on as published", "无法按原计划进行"},
	"no_changes":       {"Nothing changes.", "计划无变更。"},
	"changes":          {"Changes", "变更"},
	"change":           {"change", "变更"},
	"concerned":        {"job or worker", "工单或服务师"},
	"customer":         {"customer", "客户"},
	"before":           {"published", "原计划"},
	"afterwards":       {"now", "新计划"},
	"price":            {"price", "代价"},
	"calls":            {"Whom to call, most urgent first", "致电顺序（最紧急在前）"},
	"until":            {"before", "须早于"},
	"tradeoff":         {"What fewer changes lose", "减少变更的损失"},
	"lost":             {"lost", "未派"},
	"price_of_changes": {"changes cost", "变更成本"},

	// bench
	"instance":    {"instance", "算例"},
	"best_known":  {"best known", "已知最优"},
	"gap":         {"gap", "差距"},
	"steps":       {"steps", "迭代"},
	"mean":        {"mean", "平均"},
	"worst":       {"worst", "最差"},
	"proven_note": {"* proven to be the best", "* 已证明最优"},

	// generate
	"generated": {"Generated %d jobs, %d workers, %d customers.", "已生成 %d 个工单、%d 名服务师、%d 名客户。"},

	// report
	"report_title": {"Dispatch plan", "派工计划"},
	"map":          {"Map", "地图"},
	"timeline":     {"Timeline", "时间轴"},
	"unassigned":   {"Jobs not served", "未派工单"},
	"routes_table": {"Routes", "路线"},
	"day":          {"day", "日期"},
	"all":          {"all", "全部"},
	"none":         {"none", "清空"},
	"filter":       {"find a worker", "查找服务师"},
	"made_by":      {"made by paidan", "由 paidan 生成"},
	"seed":         {"seed", "种子"},
	"iterations":   {"iterations", "迭代"},
	"hint_map":     {"Ctrl + scroll or pinch to zoom, drag to move; click a route to single it out.", "Ctrl + 滚轮或双指缩放，拖动平移；点按路线可单独突出。"},
	"not_mapped":   {"no places to draw", "没有可绘制的地点"},
	"from":         {"from", "自"},
	"noscript":     {"The charts need JavaScript; the tables below do not.", "图表需要 JavaScript；下方表格不需要。"},
	"privacy":      {"Holds ids, codes, places and times only; keep it within the agency.", "仅含编号、代码、地点与时间，请限内部使用。"},
	"of_workers":   {"%d of %d", "%d / %d"},
	"sum":          {"sum", "合计"},
	"km":           {"km", "公里"},
	"status":       {"status", "状态"},
	"problem":      {"problem", "问题"},
}
