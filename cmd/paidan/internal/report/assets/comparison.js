(function () {
  "use strict";
  const table = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  root.classList.add("ready");
  const css = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const font = getComputedStyle(document.body).fontFamily;
  const palette = ["#2f6fde", "#cf7a1f", "#1b8a5a", "#a04bb8", "#cf3d4c", "#5c7a1e", "#0f8a9c", "#8a5a2b"];
  const colour = (solver) => palette[table.solvers.indexOf(solver) % palette.length];
  const two = (v) => v.toFixed(2) + " %";
  const charts = [];
  function chart(id) {
    const c = echarts.init(document.getElementById(id), null, { renderer: "svg" });
    charts.push(c);
    return c;
  }
  const tooltip = () => ({ confine: true, backgroundColor: css("card"), borderColor: css("line"), textStyle: { color: css("ink"), fontSize: 13, fontFamily: font } });
  const axis = () => ({ axisLine: { lineStyle: { color: css("line") } }, axisLabel: { color: css("soft") }, nameTextStyle: { color: css("soft") }, splitLine: { lineStyle: { color: css("line") } } });
  const frame = { left: 64, right: 24, top: 56, bottom: 48 };

  // Lines of incumbents, and a line with dots through what runs came to.
  // Where a solver begins far above where all end, its line comes in from above.
  const curves = chart("curves");
  const ends = table.curves.map((c) => c.points[c.points.length - 1].g), top = 2 * Math.max(0.5, ...ends);
  const tooHigh = table.curves.some((c) => c.points.some((p) => p.g > 3 * top));
  function drawCurves() {
    const series = [], names = new Set();
    for (const c of table.curves) {
      const name = c.budget ? c.solver + ", " + c.budget + " s" : c.solver;
      names.add(name);
      series.push({ name, type: "line", showSymbol: !c.budget, symbolSize: 9, step: c.budget ? "end" : false,
        lineStyle: { color: colour(c.solver), width: 2, type: c.budget ? "solid" : "dashed", opacity: c.budget && c.budget < Math.max(...table.budgets) ? 0.5 : 1 },
        itemStyle: { color: colour(c.solver) }, data: c.points.map((p) => [p.s, p.g]) });
    }
    curves.setOption({ animation: false, textStyle: { fontFamily: font }, grid: frame,
      legend: { data: [...names], top: 0, textStyle: { color: css("ink") }, type: "scroll" },
      tooltip: Object.assign(tooltip(), { trigger: "item", formatter: (p) => p.seriesName + ": " + two(p.value[1]) + " after " + p.value[0].toFixed(2) + " s" }),
      xAxis: Object.assign({ type: "log", name: table.clock + " seconds", nameLocation: "middle", nameGap: 28 }, axis()),
      yAxis: Object.assign({ type: "value", name: "gap, %", scale: true }, axis(), tooHigh ? { max: top } : {}), series });
  }

  // Bars by class with their intervals.
  const classes = table.classes.length ? chart("classes") : null;
  function drawClasses() {
    if (!classes) return;
    const budget = Math.max(...table.budgets), row = (solver, k) => table.rows.find((r) => r.budget === budget && r.solver === solver && r.class === k);
    const series = [];
    for (const solver of table.solvers) {
      const rows = table.classes.map((k) => row(solver, k));
      series.push({ name: solver, type: "bar", barMaxWidth: 34, itemStyle: { color: colour(solver) }, data: rows.map((r) => (r && r.gap.n ? r.gap.mean : "-")) });
    }
    classes.setOption({ animation: false, textStyle: { fontFamily: font }, grid: frame, legend: { top: 0, textStyle: { color: css("ink") } },
      tooltip: Object.assign(tooltip(), { trigger: "item", formatter: (p) => {
        const g = row(p.seriesName, table.classes[p.dataIndex]).gap;
        return p.seriesName + ", " + table.classes[p.dataIndex] + ": " + two(g.mean) + (g.n > 1 ? " (" + g.low.toFixed(2) + " to " + g.high.toFixed(2) + ")" : "");
      } }),
      xAxis: Object.assign({ type: "category", data: table.classes }, axis()), yAxis: Object.assign({ type: "value", name: "mean gap, %" }, axis()), series });
  }

  function draw() { drawCurves(); drawClasses(); }
  draw();
  let timer = 0;
  window.addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(() => { charts.forEach((c) => c.resize()); draw(); }, 120); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
