(function () {
  "use strict";
  const table = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  root.classList.add("ready");
  const css = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const font = getComputedStyle(document.body).fontFamily;
  const palette = ["#2f6fde", "#cf7a1f"];
  const charts = ["calibration", "counts"].map((id) => echarts.init(document.getElementById(id), null, { renderer: "svg" }));
  const tooltip = () => ({ confine: true, trigger: "item", backgroundColor: css("card"), borderColor: css("line"), textStyle: { color: css("ink"), fontSize: 13, fontFamily: font } });
  const axis = (name, more) => Object.assign({ type: "value", name, nameLocation: "middle", axisLine: { lineStyle: { color: css("line") } },
    axisLabel: { color: css("soft") }, nameTextStyle: { color: css("soft") }, splitLine: { lineStyle: { color: css("line") } } }, more);
  const frame = { left: 64, right: 24, top: 40, bottom: 56 };
  const most = Math.max(1, ...table.curves.flatMap((c) => c.bins.map((b) => b.count)));
  const legend = () => ({ data: table.curves.map((c) => c.policy), top: 0, textStyle: { color: css("ink") } });

  function draw() {
    const dots = table.curves.map((c, i) => ({ name: c.policy, type: "line", color: palette[i], lineStyle: { width: 2 },
      symbol: "circle", symbolSize: (v) => 5 + 15 * Math.sqrt(v[2] / most), data: c.bins.map((b) => [100 * b.said, 100 * b.happened, b.count]) }));
    dots.push({ name: "as told", type: "line", showSymbol: false, silent: true, lineStyle: { color: css("way"), type: "dashed", width: 1 }, data: [[0, 0], [100, 100]] });
    charts[0].setOption({ animation: false, textStyle: { fontFamily: font }, grid: frame, legend: legend(),
      tooltip: Object.assign(tooltip(), { formatter: (p) => p.seriesName + ": told " + p.value[0].toFixed(1) + " %, accepted " + p.value[1].toFixed(1) + " % of " + p.value[2] }),
      xAxis: axis("chance told, %", { min: 0, max: 100, nameGap: 30 }), yAxis: axis("accepted, %", { min: 0, max: 100, nameGap: 40 }), series: dots });
    charts[1].setOption({ animation: false, textStyle: { fontFamily: font }, grid: frame, legend: legend(), tooltip: tooltip(),
      xAxis: axis("chance told, %", { type: "category", nameGap: 30, data: [...Array(10).keys()].map((k) => 10 * k + " to " + 10 * (k + 1)) }),
      yAxis: axis("offers", { nameGap: 50 }),
      series: table.curves.map((c, i) => {
        const counts = Array(10).fill(0);
        for (const b of c.bins) counts[Math.round(10 * b.from)] = b.count;
        return { name: c.policy, type: "bar", color: palette[i], data: counts };
      }) });
  }
  draw();
  let timer = 0;
  window.addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(() => { charts.forEach((c) => c.resize()); draw(); }, 120); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
