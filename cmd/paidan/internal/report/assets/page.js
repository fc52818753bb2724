(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = data.say, root = document.documentElement;
  root.classList.add("ready");

  // What is shown: the day, the routes which are not switched off, the one
  // looked at (-1: none).
  const state = { day: 0, off: new Set(), focus: -1, printing: false };
  const css = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const shown = () => data.routes.map((r, i) => i).filter((i) => data.routes[i].d === state.day && !state.off.has(i));

  // Local time in the agency's zone, wherever the page is read.
  function local(t) {
    let offset = data.zone.length ? data.zone[0][1] : 0;
    for (const [from, o] of data.zone) if (from <= t) offset = o;
    return new Date((t + offset) * 1000);
  }
  const two = (n) => String(n).padStart(2, "0");
  const clock = (t) => { const d = local(t); return two(d.getUTCHours()) + ":" + two(d.getUTCMinutes()); };
  const date = (t) => { const d = local(t); return two(d.getUTCMonth() + 1) + "-" + two(d.getUTCDate()); };
  function span(seconds) {
    const m = Math.round(seconds / 60), h = Math.floor(m / 60), zh = data.lang === "zh";
    const parts = [];
    if (h) parts.push(h + (zh ? " 小时" : " h"));
    if (m % 60 || !h) parts.push((h ? two(m % 60) : m % 60) + (zh ? " 分" : " min"));
    return parts.join(" ");
  }

  // Tooltips are made of nodes, never of markup: ids are only ever text.
  function tip(title, rows) {
    const box = document.createElement("div");
    box.className = "tip";
    const b = document.createElement("b");
    b.textContent = title;
    box.append(b);
    for (const [key, value] of rows) {
      const row = document.createElement("div"), k = document.createElement("span"), v = document.createElement("span");
      row.className = "row";
      k.textContent = key;
      v.textContent = value;
      row.append(k, v);
      box.append(row);
    }
    return box;
  }
  const tooltip = () => ({
    confine: true, enterable: false, backgroundColor: css("card"), borderColor: css("line"), borderWidth: 1, padding: [8, 12],
    textStyle: { color: css("ink"), fontSize: 13, fontFamily: "inherit" }, extraCssText: "box-shadow:0 4px 20px rgb(0 0 0/.16);border-radius:9px",
  });
  function visitTip(r, s) {
    const rows = [[say.worker, r.w], [say.arrive, clock(s.a)], [say.start, clock(s.b)], [say.end, clock(s.e)]];
    if (s.t) rows.push([say.travel, span(s.t)]);
    const idle = s.b - s.a + (s.h || 0);
    if (idle > 0) rows.push([say.wait, span(idle)]);
    if (s.l) rows.push([say.late, span(s.l)]);
    const service = data.services[s.s];
    return tip(s.k === 0 ? s.j + (service ? " · " + service.n : "") : s.k === 1 ? say.break : say.store + " " + s.j, rows);
  }

  const charts = [];
  function chart(id) {
    const c = echarts.init(document.getElementById(id), null, { renderer: "svg" });
    charts.push(c);
    return c;
  }
  const font = getComputedStyle(document.body).fontFamily;
  // wide is the width of a text in Latin letters.
  const wide = (text) => [...text].reduce((w, ch) => w + (ch > "\u2E80" ? 1.75 : 1), 0);
  // ink is the text colour, dark or light, that reads best on a background.
  function ink(hex) {
    const n = parseInt(hex.slice(1), 16), lin = (v) => Math.pow(v / 255, 2.2);
    return 0.2126 * lin(n >> 16) + 0.7152 * lin((n >> 8) & 255) + 0.0722 * lin(n & 255) > 0.36 ? "#16202e" : "#ffffff";
  }

  // ---- map -------------------------------------------------------------
  // Kilometres east and north of the middle: a plane on which a city keeps
  // its shape.
  const all = [];
  const push = (p) => { if (p) all.push(p); };
  data.routes.forEach((r) => { push(r.h); push(r.g); r.x.forEach((s) => push(s.p)); });
  data.stores.forEach((s) => push(s.p));
  const range = (values) => values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  if (!all.length) data.missing.forEach((m) => push(m.p));
  // Of the jobs not served only those near the routes widen the frame: one
  // far away would leave nothing to see of the rest.
  const near = (v, [a, b]) => v >= a - (b - a) / 2 && v <= b + (b - a) / 2;
  const frame = [0, 1].map((i) => range(all.map((p) => p[i])));
  data.missing.forEach((m) => { if (m.p && near(m.p[0], frame[0]) && near(m.p[1], frame[1])) push(m.p); });
  const [lat0, lat1] = range(all.map((p) => p[0])), [lng0, lng1] = range(all.map((p) => p[1]));
  const middle = [(lat0 + lat1) / 2, (lng0 + lng1) / 2], narrow = Math.cos(middle[0] * Math.PI / 180);
  const km = (p) => [(p[1] - middle[1]) * 111.195 * narrow, (p[0] - middle[0]) * 111.195];

  const house = "path://M10 0 L20 9 H17 V19 H3 V9 H0 Z";
  const map = all.length ? chart("map") : null;
  if (!map) document.getElementById("map").textContent = say.not_mapped;

  function extent() {
    const box = document.getElementById("map").getBoundingClientRect();
    const w = Math.max(120, box.width - 24), h = Math.max(120, box.height - 24);
    const halfX = Math.max(0.2, (lng1 - lng0) * 111.195 * narrow / 2), halfY = Math.max(0.2, (lat1 - lat0) * 111.195 / 2);
    const perPixel = 1.06 * Math.max(2 * halfX / w, 2 * halfY / h);
    return { x: perPixel * w / 2, y: perPixel * h / 2 };
  }
  function drawMap() {
    if (!map) return;
    const routes = shown(), e = extent(), card = css("card"), soft = css("soft");
    const faint = (i) => (state.focus >= 0 && state.focus !== i ? 0.1 : 1);
    const lines = [], visits = [], homes = [], visible = routes.reduce((n, i) => n + data.routes[i].x.length, 0);
    const few = visible <= 220;
    for (const i of routes) {
      const r = data.routes[i], path = [];
      if (r.h) path.push(km(r.h));
      let n = 0;
      for (const s of r.x) {
        if (s.k === 0) n++;
        if (!s.p) continue;
        path.push(km(s.p));
        visits.push({ value: km(s.p), route: i, stop: s, name: String(n), symbol: s.k === 0 ? "circle" : "diamond",
          symbolSize: few || state.focus === i ? 17 : 6,
          itemStyle: { color: r.c, opacity: faint(i), borderColor: card, borderWidth: few ? 1.5 : 0.5 },
          label: { show: s.k === 0 && (few || state.focus === i) && faint(i) === 1, color: ink(r.c) } });
      }
      if (r.g) path.push(km(r.g));
      if (path.length > 1) lines.push({ coords: path, route: i, lineStyle: { color: r.c, opacity: 0.75 * faint(i), width: state.focus === i ? 3.5 : few ? 2 : 1.3 } });
      if (r.h) homes.push({ value: km(r.h), route: i, itemStyle: { color: r.c, opacity: faint(i) } });
    }
    const edge = (v, half) => Math.max(-0.97 * half, Math.min(0.97 * half, v));
    const missing = data.missing.filter((m) => m.p).map((m) => {
      const [x, y] = km(m.p);
      return { value: [edge(x, e.x), edge(y, e.y)], missing: m };
    });
    const stores = data.stores.filter((s) => s.p).map((s) => ({ value: km(s.p), store: s }));
    const axis = (half) => ({ type: "value", min: -half, max: half, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { show: false },
      splitLine: { lineStyle: { color: css("line"), width: 1 } }, splitNumber: 8 });
    map.setOption({
      animation: false, textStyle: { fontFamily: font },
      grid: { left: 0, right: 0, top: 0, bottom: 0 },
      xAxis: axis(e.x), yAxis: axis(e.y),
      dataZoom: [
        { id: "x", type: "inside", xAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", minSpan: 1 },
        { id: "y", type: "inside", yAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", minSpan: 1 },
      ],
      tooltip: Object.assign(tooltip(), { trigger: "item", formatter: mapTip }),
      series: [
        { id: "lines", type: "lines", coordinateSystem: "cartesian2d", polyline: true, data: lines, z: 2, emphasis: { lineStyle: { width: 4, opacity: 1 } } },
        { id: "homes", type: "scatter", symbol: house, symbolSize: few ? 13 : 9, data: homes, z: 3, itemStyle: { borderColor: card, borderWidth: 1 } },
        { id: "stores", type: "scatter", symbol: "diamond", symbolSize: 15, data: stores, z: 3, itemStyle: { color: soft, borderColor: card, borderWidth: 1 } },
        { id: "missing", type: "scatter", symbol: "path://M2 0 L5 3 L8 0 L10 2 L7 5 L10 8 L8 10 L5 7 L2 10 L0 8 L3 5 L0 2 Z", symbolSize: few ? 12 : 7, data: missing, z: 4,
          itemStyle: { color: css("bad"), borderColor: card, borderWidth: 1 } },
        { id: "visits", type: "scatter", data: visits, z: 5, label: { formatter: "{b}", fontSize: 10, fontWeight: 600 }, emphasis: { scale: 1.3 } },
      ],
    });
    drawScale();
  }
  // The scale bar is a round number of kilometres, at most 120 pixels.
  function drawScale() {
    const zoom = map.getOption().dataZoom[0], e = extent(), box = document.getElementById("map").getBoundingClientRect();
    const perPixel = 2 * e.x / box.width * (zoom.end - zoom.start) / 100, most = 120 * perPixel;
    const unit = Math.pow(10, Math.floor(Math.log10(most))), n = [5, 2, 1].find((k) => k * unit <= most) * unit;
    const bar = document.getElementById("scale");
    bar.style.width = n / perPixel + "px";
    bar.textContent = n >= 1 ? n + " " + say.km : Math.round(n * 1000) + " m";
  }
  function mapTip(p) {
    const d = p.data;
    if (d.missing) {
      const service = data.services[d.missing.s];
      return tip(d.missing.j + (service ? " · " + service.n : ""), [[say.not_served, d.missing.c]]);
    }
    if (d.store) return tip(say.store + " " + d.store.j, []);
    const r = data.routes[d.route];
    if (d.stop) return visitTip(r, d.stop);
    return tip(r.w, [[say.visits, String(r.n)], [say.depart, clock(r.o)], [say.return, clock(r.r)]]);
  }
  function zoomMap(kind) {
    if (!map) return;
    const zooms = map.getOption().dataZoom;
    map.dispatchAction({ type: "dataZoom", batch: zooms.map((z) => {
      if (kind === "all") return { dataZoomId: z.id, start: 0, end: 100 };
      const half = (z.end - z.start) / 2 * (kind === "in" ? 0.62 : 1.6), at = (z.start + z.end) / 2;
      return { dataZoomId: z.id, start: Math.max(0, at - half), end: Math.min(100, at + half) };
    }) });
  }

  // ---- timeline --------------------------------------------------------
  const timeline = data.routes.length ? chart("timeline") : null;
  const rowHeight = 28, mostRows = 28;
  let origin = 0;
  // Segments of a route: [row, from, to, kind, route, stop].
  const TRAVEL = 0, WAIT = 1, VISIT = 2, REST = 3, STORE = 4;
  function segments(row, i, out) {
    const r = data.routes[i];
    let now = r.o;
    r.x.forEach((s, k) => {
      const leave = s.a - s.t;
      if (leave > now) out.push([row, now, leave, WAIT, i, k]);
      if (s.t) out.push([row, leave, s.a, TRAVEL, i, k]);
      if (s.b > s.a) out.push([row, s.a, s.b, WAIT, i, k]);
      out.push([row, s.b, s.e, s.k === 0 ? VISIT : s.k === 1 ? REST : STORE, i, k]);
      now = s.e;
    });
    if (r.r - r.t > now) out.push([row, now, r.r - r.t, WAIT, i, -1]);
    if (r.t) out.push([row, r.r - r.t, r.r, TRAVEL, i, -1]);
  }
  function drawTimeline() {
    if (!timeline) return;
    const element = document.getElementById("timeline");
    const routes = shown(), items = [], bands = [];
    let from = Infinity, to = -Infinity;
    routes.forEach((i, row) => {
      const r = data.routes[i];
      segments(row, i, items);
      bands.push([row, r.b || r.o, r.e || r.r, i]);
      from = Math.min(from, r.o, r.b || r.o);
      to = Math.max(to, r.r, r.e || r.r);
    });
    const rows = routes.length, zoomed = rows > mostRows && !state.printing;
    const height = Math.max(1, Math.min(rows, zoomed ? mostRows : rows)) * rowHeight + 36 + (state.printing ? 0 : 34);
    element.style.height = height + "px";
    timeline.resize();
    if (!rows) { timeline.clear(); return; }
    const width = element.clientWidth - 90;
    const hours = (to - from) / 3600;
    const step = [1, 2, 3, 4, 6, 12, 24, 48, 96, 168].find((h) => hours / h * 46 <= width) || 336;
    const grid = step * 3600, shift = local(from).getTime() / 1000 - from;
    const floor = (t) => Math.floor((t + shift) / 3600) * 3600 - shift;
    const tick = Math.floor((from + shift) / grid) * grid - shift;
    const end = floor(to + 3599), start = hours > 30 ? tick : floor(from);
    // On the axis time counts from a local full hour, so that ticks are at
    // full hours in every zone.
    origin = tick;
    for (const list of [items, bands]) for (const item of list) { item[1] -= origin; item[2] -= origin; }
    const c = { ink: css("ink"), soft: css("soft"), line: css("line"), band: css("band"), way: css("way"), idle: css("idle"), rest: css("rest"), bad: css("bad"), card: css("card") };
    const names = routes.map((i) => data.routes[i].w);
    const gutter = Math.min(130, 24 + 7.6 * Math.max(...names.map(wide)));

    timeline.setOption({
      animation: false, textStyle: { fontFamily: font },
      grid: { left: gutter, right: zoomed ? 30 : 10, top: 28, bottom: state.printing ? 6 : 38 },
      xAxis: { type: "value", min: start - origin, max: end - origin, interval: grid, position: "top", axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: c.soft, fontSize: 12, hideOverlap: true, showMinLabel: (start - origin) % grid === 0, showMaxLabel: (end - origin) % grid === 0,
          formatter: (v) => (hours > 30 && local(v + origin).getUTCHours() === 0 ? date(v + origin) : clock(v + origin)) },
        splitLine: { lineStyle: { color: c.line } }, axisPointer: { show: false } },
      yAxis: { type: "category", inverse: true, data: names.map((n, k) => ({ value: String(k) })), axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: c.ink, fontSize: 12.5, width: gutter - 12, overflow: "truncate", interval: 0, formatter: (k) => names[+k] || "" } },
      dataZoom: [
        state.printing ? { id: "tx", type: "inside", xAxisIndex: 0, start: 0, end: 100, disabled: true }
          : Object.assign({ id: "tx", type: "slider", xAxisIndex: 0, filterMode: "none", height: 16, bottom: 8, showDetail: false, brushSelect: false }, slider(c)),
      ].concat(zoomed ? [Object.assign({ id: "ty", type: "slider", yAxisIndex: 0, filterMode: "none", width: 12, right: 4, showDetail: false, brushSelect: false,
        startValue: 0, endValue: mostRows - 1, zoomLock: true }, slider(c)),
        { id: "tw", type: "inside", yAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: false, moveOnMouseWheel: "shift", moveOnMouseMove: false, zoomLock: true, startValue: 0, endValue: mostRows - 1 }] : []),
      tooltip: Object.assign(tooltip(), { trigger: "item", formatter: timeTip }),
      series: [
        { id: "bands", type: "custom", silent: true, clip: true, z: 1, data: bands, encode: { x: [1, 2], y: 0 }, renderItem: (params, api) => band(params, api, c) },
        { id: "items", type: "custom", clip: true, z: 2, data: items, encode: { x: [1, 2], y: 0 }, renderItem: (params, api) => bar(params, api, c) },
      ],
    }, { replaceMerge: ["dataZoom"] });
  }
  const slider = (c) => ({ borderColor: "transparent", backgroundColor: c.band, fillerColor: c.idle + "88", showDataShadow: false,
    handleStyle: { color: c.card, borderColor: c.way }, moveHandleSize: 0, emphasis: { handleStyle: { borderColor: c.ink } } });
  function place(params, api) {
    const row = api.value(0), a = api.coord([api.value(1), row]), b = api.coord([api.value(2), row]), area = params.coordSys;
    const h = api.size([0, 1])[1];
    if (a[1] + h < area.y || a[1] - h > area.y + area.height) return null;
    return { x: a[0], y: a[1] - h / 2, w: b[0] - a[0], h, area };
  }
  function clip(box, shape) { return echarts.graphic.clipRectByRect(shape, { x: box.area.x, y: box.area.y, width: box.area.width, height: box.area.height }); }
  function band(params, api, c) {
    const box = place(params, api);
    if (!box) return;
    const i = api.value(3), r = data.routes[i], children = [];
    const add = (x, w, y, h, fill) => { const shape = clip(box, { x, y, width: w, height: h }); if (shape) children.push({ type: "rect", shape, style: { fill } }); };
    add(box.x, box.w, box.y + 1.5, box.h - 3, c.band);
    if (r.e && r.r > r.e) {
      const x = api.coord([r.e - origin, api.value(0)])[0], w = api.coord([r.r - origin, api.value(0)])[0] - x;
      add(x, w, box.y + 1.5, box.h - 3, c.bad + "2e");
      add(x, w, box.y + box.h - 4, 2.5, c.bad);
    }
    return { type: "group", children };
  }
  function bar(params, api, c) {
    const box = place(params, api);
    if (!box) return;
    const kind = api.value(3), r = data.routes[api.value(4)], s = r.x[api.value(5)], pad = Math.min(5, box.h * 0.18);
    let x = box.x, w = Math.max(1, box.w), y = box.y + pad, h = box.h - 2 * pad, style = {}, text = "", radius = 3;
    switch (kind) {
      case TRAVEL: y = box.y + box.h / 2 - 2; h = 4; radius = 2; style = { fill: c.way }; break;
      case WAIT: y += 2; h -= 4; style = { fill: "rgba(0,0,0,0)", stroke: c.way, lineDash: [3, 3], lineWidth: 1 }; break;
      case REST: style = { fill: c.rest }; text = say.break; break;
      case STORE: style = { fill: c.soft }; text = s.j; break;
      default: style = { fill: (data.services[s.s] || { c: r.c }).c }; text = s.j;
    }
    const shape = clip(box, { x: x + (kind > WAIT ? 0.5 : 0), y, width: Math.max(1, w - (kind > WAIT ? 1 : 0)), height: h });
    if (!shape) return;
    const fixed = { type: "rect", shape: Object.assign(shape, { r: Math.min(radius, shape.width / 2) }), style, emphasis: { style: { opacity: 0.82 } } };
    if (text && shape.width > 10 + 6.8 * wide(text)) {
      fixed.textContent = { style: { text, fill: kind === REST ? c.soft : kind === STORE ? c.card : ink(style.fill), fontSize: 11, fontWeight: 550, fontFamily: font } };
      fixed.textConfig = { position: "inside" };
    }
    if (kind === VISIT && s.l) return { type: "group", children: [fixed, { type: "rect", shape: { x: shape.x, y: shape.y, width: Math.min(4, shape.width), height: shape.height }, style: { fill: c.bad } }] };
    return fixed;
  }
  function timeTip(p) {
    const [, from, to, kind, i, k] = p.value, r = data.routes[i], s = r.x[k];
    if (kind >= VISIT) return visitTip(r, s);
    const next = s ? (s.k === 1 ? say.break : s.j) : say.return;
    return tip((kind === TRAVEL ? say.travel : say.wait) + " · " + span(to - from), [[say.worker, r.w], [clock(from + origin) + "–" + clock(to + origin), "→ " + next]]);
  }

  // ---- costs -----------------------------------------------------------
  const costs = data.parts.length ? chart("costs") : null;
  function drawCosts() {
    if (!costs) return;
    const parts = data.parts.slice().sort((a, b) => b.v - a.v), element = document.getElementById("costs");
    element.style.height = parts.length * 30 + 12 + "px";
    costs.resize();
    const tight = element.clientWidth < 520, left = tight ? 96 : 132;
    costs.setOption({
      animation: false, textStyle: { fontFamily: font },
      grid: { left, right: tight ? 128 : 150, top: 4, bottom: 4 },
      xAxis: { type: "value", show: false, max: Math.max(0.01, ...parts.map((p) => p.v)) },
      yAxis: { type: "category", inverse: true, data: parts.map((p, k) => String(k)), axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: css("ink"), fontSize: 13, width: left - 10, overflow: "truncate", formatter: (k) => parts[+k].n } },
      tooltip: Object.assign(tooltip(), { trigger: "item", formatter: (p) => tip(parts[p.dataIndex].n, [[parts[p.dataIndex].t, parts[p.dataIndex].s || ""]]) }),
      series: [{ type: "bar", barWidth: 14, data: parts.map((p) => p.v), itemStyle: { color: css("accent"), borderRadius: 3 },
        label: { show: true, position: "right", color: css("soft"), fontSize: 12.5, formatter: (p) => parts[p.dataIndex].t + (parts[p.dataIndex].s ? "   " + parts[p.dataIndex].s : "") } }],
    });
  }

  // ---- workers, day, tables -------------------------------------------
  root.classList.toggle("many", data.routes.length > 60);
  const chips = document.getElementById("chips"), bodies = [...document.querySelectorAll("tbody[data-route]")];
  function drawChips() {
    const wanted = document.getElementById("find").value.trim().toLowerCase();
    chips.replaceChildren();
    data.routes.forEach((r, i) => {
      if (r.d !== state.day || !r.w.toLowerCase().includes(wanted)) return;
      const chip = document.createElement("label"), box = document.createElement("input"), dot = document.createElement("i"), name = document.createElement("b"), count = document.createElement("span");
      chip.className = "chip" + (state.off.has(i) ? " off" : "");
      box.type = "checkbox";
      box.checked = !state.off.has(i);
      box.addEventListener("change", () => { box.checked ? state.off.delete(i) : state.off.add(i); chip.classList.toggle("off", !box.checked); state.focus = -1; draw(); });
      chip.addEventListener("mouseenter", () => { if (!state.off.has(i)) { state.focus = i; drawMap(); } });
      chip.addEventListener("mouseleave", () => { if (state.focus >= 0) { state.focus = -1; drawMap(); } });
      dot.className = "dot";
      dot.style.background = r.c;
      name.textContent = r.w;
      count.textContent = r.n + " " + (r.n === 1 ? say.visit : say.visits);
      chip.append(box, dot, name, count);
      chips.append(chip);
    });
  }
  function drawRows() { bodies.forEach((b) => { b.hidden = +b.dataset.day !== state.day || state.off.has(+b.dataset.route); }); }
  function draw() { drawMap(); drawTimeline(); drawRows(); }
  function redraw() { drawChips(); draw(); drawCosts(); }

  document.getElementById("find").addEventListener("input", drawChips);
  const matching = () => { const wanted = document.getElementById("find").value.trim().toLowerCase(); return data.routes.map((r, i) => i).filter((i) => data.routes[i].d === state.day && data.routes[i].w.toLowerCase().includes(wanted)); };
  document.getElementById("all").addEventListener("click", () => { matching().forEach((i) => state.off.delete(i)); drawChips(); draw(); });
  document.getElementById("none").addEventListener("click", () => { matching().forEach((i) => state.off.add(i)); drawChips(); draw(); });
  document.querySelectorAll("[data-zoom]").forEach((b) => b.addEventListener("click", () => zoomMap(b.dataset.zoom)));
  const day = document.getElementById("day");
  if (day) day.addEventListener("change", () => { state.day = +day.value; state.focus = -1; drawChips(); draw(); });
  if (map) map.on("datazoom", drawScale);
  if (map) map.on("click", (p) => { if (p.data && p.data.route !== undefined) { state.focus = state.focus === p.data.route ? -1 : p.data.route; drawMap(); } });

  const open = (row) => row.setAttribute("aria-expanded", row.getAttribute("aria-expanded") !== "true");
  document.querySelectorAll("tr.route").forEach((row) => {
    row.addEventListener("click", () => open(row));
    row.addEventListener("keydown", (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); open(row); } });
  });
  document.querySelectorAll(".sortable [data-sort]").forEach((head) => head.addEventListener("click", () => {
    const table = head.closest("table"), column = [...head.parentNode.children].indexOf(head), up = head.getAttribute("aria-sort") !== "ascending";
    head.parentNode.querySelectorAll("[aria-sort]").forEach((h) => h.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const key = (b) => { const cell = b.rows[0].cells[column]; return head.dataset.sort === "n" ? +cell.dataset.n : cell.textContent; };
    bodies.slice().sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (up ? 1 : -1)).forEach((b) => table.append(b));
  }));

  redraw();
  let timer = 0;
  window.addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(() => { charts.forEach((c) => c.resize()); redraw(); }, 120); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  // On paper: light colours, every row, and no wider than the sheet.
  window.addEventListener("beforeprint", () => { root.classList.add("light"); state.printing = true; document.body.style.width = "700px"; charts.forEach((c) => c.resize()); redraw(); });
  window.addEventListener("afterprint", () => { root.classList.remove("light"); state.printing = false; document.body.style.width = ""; charts.forEach((c) => c.resize()); redraw(); });
})();
