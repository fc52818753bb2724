(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  root.classList.add("ready");
  const css = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const font = getComputedStyle(document.body).fontFamily;
  const number = (v) => v.toLocaleString("en", { maximumFractionDigits: Math.abs(v) < 100 ? 1 : 0, minimumFractionDigits: Math.abs(v) < 10 ? 1 : 0 });
  const charts = new Map();
  const chart = (box) => { if (!charts.has(box)) charts.set(box, echarts.init(box, null, { renderer: "svg" })); return charts.get(box); };
  const tooltip = (trigger) => ({ trigger, confine: true, backgroundColor: css("card"), borderColor: css("line"), borderWidth: 1, textStyle: { color: css("ink"), fontSize: 13 } });
  // Tooltips are made of nodes, never of markup: names are only ever text.
  function tip(title, lines) {
    const box = document.createElement("div"), b = document.createElement("b");
    box.className = "tip";
    b.textContent = title;
    box.append(b);
    for (const [key, value] of lines) {
      const row = document.createElement("div"), k = document.createElement("span"), v = document.createElement("span");
      row.className = "row"; k.textContent = key; v.textContent = value;
      row.append(k, v); box.append(row);
    }
    return box;
  }
  const told = (e) => number(e.m) + " [" + number(e.a) + ", " + number(e.b) + "]";
  const axis = (more) => Object.assign({ type: "value", axisLabel: { color: css("soft"), fontSize: 11, formatter: (v) => number(v).replace(/\.0$/, "") }, splitLine: { lineStyle: { color: css("line") } }, splitNumber: 3 }, more);

  // whisker draws an interval across a bar or beside dots, at a category.
  const whisker = (upright, pad) => (params, api) => {
    const k = api.value(0), a = api.coord(upright ? [k, api.value(1)] : [api.value(1), k]), b = api.coord(upright ? [k, api.value(2)] : [api.value(2), k]);
    const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: css("ink"), lineWidth: 1.4 } });
    const lines = [line(a[0], a[1], b[0], b[1])];
    for (const p of [a, b]) lines.push(upright ? line(p[0] - pad, p[1], p[0] + pad, p[1]) : line(p[0], p[1] - pad, p[0], p[1] + pad));
    return { type: "group", children: lines };
  };

  function drawBars() {
    document.querySelectorAll(".plot").forEach((box) => {
      const f = +box.dataset.figure, rows = data.rows.map((r) => r.e[f]);
      const low = Math.min(...rows.map((e) => e.a)), high = Math.max(...rows.map((e) => e.b)), span = high - low || Math.abs(high) || 1;
      // The axis begins at nought unless the bars would all look alike.
      const from = low > 0 && span < 0.4 * high ? Math.max(0, low - 0.5 * span) : Math.min(0, low);
      chart(box).setOption({
        animation: false, textStyle: { fontFamily: font }, grid: { left: 4, right: 4, top: 10, bottom: 4, containLabel: true },
        xAxis: { type: "category", data: rows.map((_, i) => i), axisLabel: { show: false }, axisTick: { show: false }, axisLine: { lineStyle: { color: css("line") } } },
        yAxis: axis({ scale: from !== 0 }),
        tooltip: Object.assign(tooltip("item"), { formatter: (p) => tip(data.rows[p.dataIndex].n, [[data.figures[f], told(rows[p.dataIndex])]]) }),
        series: [
          // Only a bar which begins at nought is as long as what it shows.
          { type: from === 0 ? "bar" : "scatter", barMaxWidth: 38, symbolSize: 13, data: rows.map((e, i) => ({ value: e.m, itemStyle: { color: data.rows[i].c, borderRadius: 3 } })) },
          { type: "custom", silent: true, z: 5, data: rows.map((e, i) => [i, e.a, e.b]), encode: { x: 0, y: [1, 2] }, renderItem: whisker(true, 5) },
        ],
      });
    });
  }

  function drawDistribution() {
    const f = +document.getElementById("figure").value, box = document.getElementById("distribution");
    box.style.height = 50 + 46 * data.rows.length + "px";
    const c = chart(box), dots = [];
    c.resize();
    data.rows.forEach((r, i) => r.e[f].v.forEach((v, k) => {
      // A little up and down, the same each time, keeps dots apart.
      dots.push({ value: [v, i], itemStyle: { color: r.c, opacity: 0.65 }, symbolOffset: [0, ((k * 7) % 11 - 5) * 2.2] });
    }));
    const names = data.rows.map((r) => r.n), gutter = Math.min(260, 30 + 7.4 * Math.max(...names.map((n) => [...n].reduce((w, ch) => w + (ch > "\u2E80" ? 1.8 : 1), 0))));
    c.setOption({
      animation: false, textStyle: { fontFamily: font }, grid: { left: gutter, right: 24, top: 10, bottom: 28 },
      yAxis: { type: "category", inverse: true, data: names.map((_, i) => i), axisTick: { show: false }, axisLine: { show: false }, splitLine: { show: true, lineStyle: { color: css("line") } },
        axisLabel: { color: css("ink"), fontSize: 12.5, width: gutter - 14, overflow: "truncate", formatter: (k) => names[+k] } },
      xAxis: axis({ scale: true, splitNumber: 6 }),
      tooltip: Object.assign(tooltip("item"), { formatter: (p) => tip(names[p.value[1]], [[data.figures[f], number(p.value[0])]]) }),
      series: [
        { type: "scatter", symbolSize: 9, data: dots },
        { type: "custom", silent: true, z: 5, data: data.rows.map((r, i) => [i, r.e[f].a, r.e[f].b]), encode: { y: 0, x: [1, 2] }, renderItem: whisker(false, 12) },
      ],
    }, { replaceMerge: ["series"] });
  }

  function drawCurves() {
    document.querySelectorAll(".curve").forEach((box) => {
      const key = box.dataset.curve;
      chart(box).setOption({
        animation: false, textStyle: { fontFamily: font }, grid: { left: 4, right: 14, top: 12, bottom: 4, containLabel: true },
        xAxis: { type: "category", boundaryGap: false, data: data.times, axisLabel: { color: css("soft"), fontSize: 11, hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: css("line") } } },
        yAxis: axis({ min: 0 }),
        tooltip: Object.assign(tooltip("axis"), { formatter: (ps) => tip(ps[0].axisValue, ps.filter((p) => p.seriesId[0] === "m").map((p) => [data.rows[+p.seriesId.slice(1)].n, told(data.rows[+p.seriesId.slice(1)][key][p.dataIndex])])) }),
        series: data.rows.flatMap((r, i) => [
          { id: "a" + i, type: "line", stack: "band" + i, symbol: "none", silent: true, lineStyle: { opacity: 0 }, data: r[key].map((e) => Math.max(0, e.a)) },
          { id: "b" + i, type: "line", stack: "band" + i, symbol: "none", silent: true, lineStyle: { opacity: 0 }, areaStyle: { color: r.c, opacity: 0.14 }, data: r[key].map((e) => e.b - Math.max(0, e.a)) },
          { id: "m" + i, type: "line", symbol: "none", lineStyle: { color: r.c, width: 2 }, itemStyle: { color: r.c }, data: r[key].map((e) => e.m) },
        ]),
      });
    });
  }

  function draw() { drawBars(); drawDistribution(); drawCurves(); }
  document.getElementById("figure").addEventListener("change", drawDistribution);
  draw();
  const again = () => { charts.forEach((c) => c.resize()); draw(); };
  let timer = 0;
  window.addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(again, 120); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  window.addEventListener("beforeprint", () => { root.classList.add("light"); document.body.style.width = "700px"; again(); });
  window.addEventListener("afterprint", () => { root.classList.remove("light"); document.body.style.width = ""; again(); });
})();
