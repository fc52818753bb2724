(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = data.say, root = document.documentElement, box = document.getElementById("change");
  root.classList.add("ready");
  if (!box) return;
  const css = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const font = getComputedStyle(document.body).fontFamily;
  // Local time in the agency's zone, wherever the page is read.
  function clock(t, day) {
    let offset = data.zone.length ? data.zone[0][1] : 0;
    for (const [from, o] of data.zone) if (from <= t) offset = o;
    const iso = new Date((t + offset) * 1000).toISOString();
    return day ? iso.slice(5, 10) : iso.slice(11, 16);
  }
  // Tooltips are made of nodes, never of markup: ids are only ever text.
  function tip(title, lines) {
    const tip = document.createElement("div"), b = document.createElement("b");
    tip.className = "tip";
    b.textContent = title;
    tip.append(b);
    for (const [key, value] of lines) {
      const row = document.createElement("div"), k = document.createElement("span"), v = document.createElement("span");
      row.className = "row"; k.textContent = key; v.textContent = value;
      row.append(k, v); tip.append(row);
    }
    return tip;
  }
  const wide = (text) => [...text].reduce((w, ch) => w + (ch > "\u2E80" ? 1.75 : 1), 0);
  const chart = echarts.init(box, null, { renderer: "svg" });
  // Two lines for each worker's day: as published, and as it is now.
  const lines = data.rows.flatMap((r) => [{ r, name: r.w, stops: r.a, when: say.was }, { r, name: "", stops: r.b, when: say.afterwards }]);
  const stops = lines.flatMap((l, k) => l.stops.map((s) => ({ s, k })));
  const ends = stops.flatMap(({ s }) => [s.b, s.e]).concat(data.now ? [data.now] : []);
  const start = Math.floor(Math.min(...ends) / 3600) * 3600, end = Math.ceil(Math.max(...ends) / 3600) * 3600;
  const hours = (end - start) / 3600, grid = 3600 * (hours > 60 ? 12 : hours > 30 ? 6 : hours > 14 ? 2 : 1);
  const gutter = Math.min(200, 20 + 7.6 * Math.max(...lines.map((l) => wide(l.name)))) + 12 + 7 * Math.max(wide(say.was), wide(say.afterwards));

  function draw() {
    box.style.height = 60 + 27 * lines.length + "px";
    chart.resize();
    const colours = { same: css("way"), changed: css("accent"), gone: css("bad") };
    chart.setOption({
      animation: false, textStyle: { fontFamily: font }, grid: { left: gutter, right: 12, top: 28, bottom: 8 },
      xAxis: { type: "value", min: 0, max: end - start, interval: grid, position: "top", axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: css("line") } },
        axisLabel: { color: css("soft"), fontSize: 12, hideOverlap: true, formatter: (v) => (hours > 30 && clock(v + start) === "00:00" ? clock(v + start, true) : clock(v + start)) } },
      yAxis: { type: "category", inverse: true, data: lines.map((_, k) => k), axisTick: { show: false }, axisLine: { show: false },
        splitLine: { show: true, interval: (k) => k % 2 === 1, lineStyle: { color: css("line") } },
        axisLabel: { interval: 0, formatter: (k) => "{w|" + lines[+k].name.replace(/[{}|]/g, "") + "}  {t|" + lines[+k].when + "}", rich: { w: { color: css("ink"), fontSize: 12.5, fontWeight: 600 }, t: { color: css("soft"), fontSize: 11.5 } } } },
      tooltip: { trigger: "item", confine: true, backgroundColor: css("card"), borderColor: css("line"), borderWidth: 1, textStyle: { color: css("ink"), fontSize: 13 },
        formatter: (p) => { const { s, k } = stops[p.dataIndex]; return tip(s.j, [[lines[k].when, lines[k].r.w], [say.start, clock(s.b)], [say.end, clock(s.e)], ["", { same: say.unchanged, changed: say.changed, gone: say.gone }[s.k]]]); } },
      series: [{
        type: "custom", clip: true, data: stops.map(({ s, k }, i) => [k, s.b - start, s.e - start, i]), encode: { x: [1, 2], y: 0 },
        markLine: data.now ? { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: css("bad"), type: "dashed", width: 1.4 }, data: [{ xAxis: data.now - start }] } : undefined,
        renderItem: (params, api) => {
          const a = api.coord([api.value(1), api.value(0)]), b = api.coord([api.value(2), api.value(0)]), { s, k } = stops[api.value(3)];
          const width = Math.max(2, b[0] - a[0] - 1), fill = colours[s.k], item = { type: "rect", shape: { x: a[0], y: a[1] - 9, width, height: 18, r: 3 },
            style: { fill, opacity: s.k === "same" ? 0.5 : k % 2 ? 1 : 0.6 } };
          if (width > 8 + 6.6 * wide(s.j)) {
            item.textContent = { style: { text: s.j, fill: s.k === "same" || k % 2 === 0 ? css("ink") : "#fff", fontSize: 11, fontFamily: font } };
            item.textConfig = { position: "inside" };
          }
          return item;
        },
      }],
    });
  }
  draw();
  let timer = 0;
  window.addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(draw, 120); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  window.addEventListener("beforeprint", () => { root.classList.add("light"); document.body.style.width = "700px"; draw(); });
  window.addEventListener("afterprint", () => { root.classList.remove("light"); document.body.style.width = ""; draw(); });
})();
