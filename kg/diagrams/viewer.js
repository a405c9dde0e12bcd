// Shows the network of a diagram: pan, zoom, drag, choose, search, filter. It needs no library and no network.
// The address keeps the view (#lang=zh&find=...&off=qs:Target&hubs=9&node=region:guizhou), so that it can be passed on.
"use strict";
const WORDS = {
  en: {
    language: "Language", zoom: "Zoom", in: "Zoom in", out: "Zoom out", all: "All", close: "Close",
    find: "Search by label or name", found: (n, most) => n === 0 ? "Nothing found" : n > most ? `${n} found, the first ${most} are listed` : `${n} found`, hidden: "hidden by a filter",
    legend: "Legend and filter", classes: n => `${n} classes`,
    limit: n => `Hide nodes with more than ${n} edges`, nolimit: "Hide nodes with many edges: nothing hidden",
    shown: (a, b, c, d) => `${a} of ${b} nodes and ${c} of ${d} edges shown`,
    canvas: "The network; search to list its nodes", from: "Edges from here", to: "Edges to here", edges: n => n === 1 ? "1 edge" : `${n} edges`,
    help: "Drag to move, wheel or + and − to zoom, arrows to pan, 0 to see all. Drag a mark to move it, click it to see what it is.",
  },
  zh: {
    language: "语言", zoom: "缩放", in: "放大", out: "缩小", all: "全部", close: "关闭",
    find: "按标签或名称搜索", found: (n, most) => n === 0 ? "未找到" : n > most ? `找到 ${n} 项，列出前 ${most} 项` : `找到 ${n} 项`, hidden: "已被筛选隐藏",
    legend: "图例与筛选", classes: n => `${n} 个类`,
    limit: n => `隐藏边数多于 ${n} 的节点`, nolimit: "隐藏边数很多的节点：未隐藏",
    shown: (a, b, c, d) => `显示 ${b} 个节点中的 ${a} 个、${d} 条边中的 ${c} 条`,
    canvas: "网络图；可通过搜索列出节点", from: "由此出发的边", to: "指向此处的边", edges: n => `${n} 条边`,
    help: "拖动平移，滚轮或 + 与 − 缩放，方向键平移，0 显示全部。拖动标记可移动它，点击可查看其内容。",
  },
};
const FEW = 300, CROWD = 40, MOST = 100, LONGEST = {en: 46, zh: 26}, WIDE = {en: 6.5, zh: 13}, INK = "#1f2328", RULE = "#c9ced5";
const byId = id => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const canvas = byId("canvas"), pen = canvas.getContext("2d"), tip = byId("tip"), record = byId("record");
const types = data.types.map(type => ({...type, on: true, size: 0}));
const nodes = data.nodes.map(([iri, name, en, zh, type, x, y]) => ({iri, name, en, zh, type: types[type], x, y, edges: []}));
const edges = data.edges.map(([from, to, property]) => ({from: nodes[from], to: nodes[to], property: data.properties[property]}));
for (const node of nodes) {
  node.type.size += 1;
  node.text = [node.en, node.zh, node.name].join("\n").toLowerCase();
}
for (const edge of edges) for (const end of new Set([edge.from, edge.to])) end.edges.push(edge);
const byDegree = [...nodes].sort((a, b) => b.edges.length - a.edges.length);
const steps = [...new Set(nodes.map(node => node.edges.length))].sort((a, b) => a - b);  // the stops of the slider
const view = {x: 0, y: 0, scale: 60}, boxes = [];  // the boxes of the legend, with the types that each shows
let lang = data.lang, limit = Infinity, chosen = null, hovered = null, found = [], pending = false, moved = false, held = null;

const other = () => lang === "en" ? "zh" : "en";
const word = (key, ...values) => typeof WORDS[lang][key] === "function" ? WORDS[lang][key](...values) : WORDS[lang][key];
const admitted = node => node.type.on && node.edges.length <= limit;
const visible = node => admitted(node) || node === chosen;
const across = node => canvas.clientWidth / 2 + (node.x - view.x) * view.scale;
const down = node => canvas.clientHeight / 2 - (node.y - view.y) * view.scale;
const range = (some, axis) => [Math.min(...some.map(node => node[axis])), Math.max(...some.map(node => node[axis]))];
const sides = ["x", "y"].map(axis => range(nodes, axis)).map(([low, high]) => high - low || 1);
const apart = Math.min(1, Math.sqrt(sides[0] * sides[1] / nodes.length));  // how far neighbours are, where they are dense
const radius = () => Math.max(3, Math.min(8, Math.round(view.scale * apart / 3) / 2));

const element = (tag, words = "", settings = {}) => Object.assign(document.createElement(tag), {textContent: words}, settings);

// --- marks: the markers of matplotlib, around a place ---
const corners = (n, turn) => Array.from({length: n}, (_, i) => turn + 2 * Math.PI * i / n);
const ring = (n, turn, size = 1.15) => corners(n, turn).map(a => [size * Math.cos(a), size * Math.sin(a)]);
const CROSS = [[-.4, -1.1], [.4, -1.1], [.4, -.4], [1.1, -.4], [1.1, .4], [.4, .4], [.4, 1.1], [-.4, 1.1], [-.4, .4], [-1.1, .4], [-1.1, -.4], [-.4, -.4]];
const SHAPES = {
  s: [[-.9, -.9], [.9, -.9], [.9, .9], [-.9, .9]], D: ring(4, 0, 1.25), h: ring(6, Math.PI / 2), p: ring(5, -Math.PI / 2),
  "^": ring(3, -Math.PI / 2, 1.35), v: ring(3, Math.PI / 2, 1.35), P: CROSS,
  X: CROSS.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]),
  "*": corners(10, -Math.PI / 2).map((a, i) => [Math.cos(a), Math.sin(a)].map(v => v * (i % 2 ? .6 : 1.4))),
};
function outline(pen, shape, x, y, size) {
  if (!Object.hasOwn(SHAPES, shape)) { pen.moveTo(x + size, y); pen.arc(x, y, size, 0, 2 * Math.PI); return; }
  SHAPES[shape].forEach(([dx, dy], i) => pen[i === 0 ? "moveTo" : "lineTo"](x + dx * size, y + dy * size));
  pen.closePath();
}
const stamps = new Map();
// A mark as an image: thousands of outlines in one path take ten times as long.
function stamp(family, size, ratio) {
  const key = [family.colour, family.shape, size, ratio].join(), side = Math.ceil(3 * size * ratio);
  if (!stamps.has(key)) {
    const made = element("canvas", "", {width: side, height: side}), small = made.getContext("2d");
    small.fillStyle = family.colour;
    outline(small, family.shape, side / 2, side / 2, size * ratio);
    small.fill();
    stamps.set(key, made);
  }
  return stamps.get(key);
}
function mark(family) {
  const made = element("canvas", "", {className: "mark", width: 30, height: 30});
  made.getContext("2d").drawImage(stamp(family, 10, 1), 0, 0);
  made.setAttribute("aria-hidden", "true");
  return made;
}

// --- drawing ---
function redraw() {
  if (!pending) requestAnimationFrame(draw);
  pending = true;
}
function draw() {
  pending = false;
  const width = canvas.clientWidth, height = canvas.clientHeight, ratio = devicePixelRatio || 1;
  const size = {width: Math.round(width * ratio), height: Math.round(height * ratio)};
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const focus = hovered ?? chosen, lit = new Set(focus ? focus.edges.filter(edge => visible(edge.from) && visible(edge.to)) : []);
  const near = new Set([...lit].flatMap(edge => [edge.from, edge.to]));
  if (focus) near.add(focus);
  for (const node of nodes) [node.h, node.v, node.seen] = [across(node), down(node), visible(node)];
  pen.lineWidth = edges.length > FEW ? .5 : 1;
  pen.strokeStyle = RULE;
  pen.beginPath();
  for (const edge of edges) if (edge.from.seen && edge.to.seen && !lit.has(edge)) line(edge);
  pen.globalAlpha = (focus ? .5 : 1) * (edges.length > FEW ? .6 : 1);
  pen.stroke();
  pen.globalAlpha = 1;
  pen.lineWidth = lit.size > CROWD ? .5 : 1.5;  // the edges of a hub would cover all else
  pen.strokeStyle = INK;
  pen.beginPath();
  for (const edge of lit) line(edge);
  pen.stroke();
  for (const edge of edges.length <= FEW ? edges : lit.size > CROWD ? [] : lit) if (edge.from.seen && edge.to.seen) arrow(edge, lit.has(edge) ? INK : RULE);
  for (const faint of [true, false]) {
    pen.globalAlpha = faint ? .3 : 1;
    for (const node of nodes) {
      if (!node.seen || faint !== (focus !== null && !near.has(node))) continue;
      const size = node === focus ? radius() + 2 : radius();
      pen.drawImage(stamp(data.families[node.type.family], size, ratio), node.h - 1.5 * size, node.v - 1.5 * size, 3 * size, 3 * size);
    }
  }
  pen.strokeStyle = INK;
  for (const node of found) if (node.seen) circle(node, radius() + 5, 2);
  if (chosen) circle(chosen, radius() + 7, 3);
  write(width, height, focus, near, lit);
}
function circle(node, size, lineWidth) {
  Object.assign(pen, {lineWidth}).beginPath();
  pen.arc(node.h, node.v, size, 0, 2 * Math.PI);
  pen.stroke();
}
function line({from, to}) {
  pen.moveTo(from.h, from.v);
  if (from === to) pen.arc(from.h, from.v - 2 * radius(), 2 * radius(), Math.PI / 2, 2.5 * Math.PI);
  else pen.lineTo(to.h, to.v);
}
function arrow({from, to}, colour) {
  const length = Math.hypot(to.h - from.h, to.v - from.v);
  if (length < 4 * radius()) return;
  const dx = (to.h - from.h) / length, dy = (to.v - from.v) / length, gap = 1.4 * radius() + 1;
  const x = to.h - dx * gap, y = to.v - dy * gap;
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x - 7 * dx + 3 * dy, y - 7 * dy - 3 * dx);
  pen.lineTo(x - 7 * dx - 3 * dy, y - 7 * dy + 3 * dx);
  pen.fill();
}
// Labels stand where there is room: those in focus first, then those with most edges. Room is kept in cells of 6 by 3 px.
function write(width, height, focus, near, lit) {
  const columns = Math.ceil(width / 6), taken = new Uint8Array(columns * Math.ceil(height / 3));
  const room = (x, y, w, h, claim) => {
    for (let row = Math.floor(y / 3); row <= (y + h) / 3; row++) {
      for (let column = Math.floor(x / 6); column <= (x + w) / 6; column++) {
        if (claim) taken[row * columns + column] = 1;
        else if (taken[row * columns + column]) return false;
      }
    }
    return true;
  };
  const put = (text, x, y, w, size, colour) => {
    if (x < 2 || y < 2 || x + w > width - 2 || y + size > height - 2 || !room(x, y, w, size, false)) return false;
    room(x, y, w, size, true);
    pen.strokeText(text, x, y + .9 * size);
    pen.fillStyle = colour;
    pen.fillText(text, x, y + .9 * size);
    return true;
  };
  Object.assign(pen, {font: '13px "Quality Strategy Sans", sans-serif', lineWidth: 4, strokeStyle: "#fff", lineJoin: "round"});
  const gap = radius() + 5, inside = node => node.h > 0 && node.v > 0 && node.h < width && node.v < height;
  const marks = nodes.filter(node => node.seen && inside(node)), many = marks.length > FEW;
  // Among many marks no label would find room: then it may cover some, and only few labels stand.
  for (const node of many ? [] : marks) room(node.h - 2, node.v - 3, 4, 6, true);
  room(0, height - 48, 150, 47, true);  // the buttons
  const first = [focus, ...found, ...near].filter(node => node !== null);
  let left = many ? 40 : 160;
  const rest = byDegree.filter(node => node.seen && inside(node)).slice(0, FEW);
  for (const node of new Set(focus ? first : [...first, ...rest])) {
    if (left === 0) break;
    if (!node.seen || !inside(node)) continue;
    const {h, v} = node, sized = most => (label => [label, pen.measureText(label).width])(short(node, most));
    const [[label, w], brief] = [sized(many && !focus ? .45 * width : width), sized(.45 * width)], beside = ([label, w]) => [[label, h + gap, v - 6, w], [label, h - gap - w, v - 6, w]];
    const spots = [...beside([label, w]), ...beside(brief), [label, h - w / 2, v + gap, w], [label, h - w / 2, v - gap - 12, w]];
    if (spots.some(spot => put(...spot, 12, INK))) left -= 1;
  }
  pen.font = '11px "Quality Strategy Sans", sans-serif';
  for (const edge of lit.size > CROWD ? [] : lit) {
    const label = edge.property[lang], w = pen.measureText(label).width;
    put(label, (edge.from.h + edge.to.h - w) / 2, (edge.from.v + edge.to.v) / 2 - 6, w, 12, "#5f6670");
  }
}
function short(node, width) {
  const label = [...(node[lang] || node[other()] || node.name)], most = Math.min(LONGEST[lang], Math.floor(.4 * width / WIDE[lang]));
  return label.length > most ? label.slice(0, most - 1).join("") + (lang === "en" ? "..." : "…") : label.join("");
}

// --- moving ---
function fit() {
  const seen = nodes.filter(visible);
  if (seen.length === 0) return;
  const [left, right] = range(seen, "x"), [low, high] = range(seen, "y");
  const w = Math.max(80, canvas.clientWidth - Math.min(280, canvas.clientWidth / 3)), h = Math.max(80, canvas.clientHeight - 90);
  view.scale = Math.min(w / (right - left || 1), h / (high - low || 1), 140);
  [view.x, view.y] = [(left + right) / 2, (low + high) / 2];
  redraw();
}
function zoom(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
  const scale = Math.max(1, Math.min(400, view.scale * factor));
  const dx = x - canvas.clientWidth / 2, dy = canvas.clientHeight / 2 - y, change = 1 / view.scale - 1 / scale;
  Object.assign(view, {x: view.x + dx * change, y: view.y + dy * change, scale});
  redraw();
}
function pan(dx, dy) {
  Object.assign(view, {x: view.x - dx / view.scale, y: view.y + dy / view.scale});
  redraw();
}
function at(x, y) {
  let best = null, least = (radius() + 6) ** 2;
  for (const node of nodes) {
    const distance = (across(node) - x) ** 2 + (down(node) - y) ** 2;
    if (distance < least && visible(node)) [best, least] = [node, distance];
  }
  return best;
}
const fingers = new Map();
canvas.addEventListener("pointerdown", event => {
  canvas.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, [event.offsetX, event.offsetY]);
  held = at(event.offsetX, event.offsetY);
  moved = fingers.size > 1;
});
canvas.addEventListener("pointermove", event => {
  const here = [event.offsetX, event.offsetY], before = fingers.get(event.pointerId);
  if (before === undefined) { hover(at(...here), ...here); return; }
  const [dx, dy] = [here[0] - before[0], here[1] - before[1]];
  if (!moved && Math.hypot(dx, dy) < 4) return;
  moved = true;
  const [third] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
  if (third !== undefined) {
    const reach = place => Math.hypot(place[0] - third[0], place[1] - third[1]);
    zoom(reach(here) / Math.max(1, reach(before)), (here[0] + third[0]) / 2, (here[1] + third[1]) / 2);
  } else if (held) {
    hover(null);
    held.x += dx / view.scale;
    held.y -= dy / view.scale;
    redraw();
  } else pan(dx, dy);
  fingers.set(event.pointerId, here);
});
canvas.addEventListener("pointerup", event => {
  if (!moved && fingers.delete(event.pointerId)) choose(held);
});
canvas.addEventListener("lostpointercapture", event => fingers.delete(event.pointerId));
canvas.addEventListener("pointerleave", () => hover(null));
canvas.addEventListener("wheel", event => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? .05 : .0015)), event.offsetX, event.offsetY);
}, {passive: false});
const KEYS = {
  ArrowLeft: () => pan(60, 0), ArrowRight: () => pan(-60, 0), ArrowUp: () => pan(0, 60), ArrowDown: () => pan(0, -60),
  "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: fit, Escape: () => choose(null),
};
canvas.addEventListener("keydown", event => {
  if (!Object.hasOwn(KEYS, event.key) || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  KEYS[event.key]();
});
function hover(node, x = 0, y = 0) {
  canvas.classList.toggle("over", node !== null);
  tip.hidden = node === null;
  if (node) {
    tip.replaceChildren(element("div", node[lang], {lang}), element("div", node[other()], {lang: other()}), element("div", node.type[lang]));
    const left = x + 16 + tip.offsetWidth > canvas.clientWidth ? Math.max(0, x - tip.offsetWidth - 12) : x + 16;
    tip.style.transform = `translate(${left}px, ${Math.max(0, Math.min(y + 12, canvas.clientHeight - tip.offsetHeight))}px)`;
  }
  if (node !== hovered) redraw();
  hovered = node;
}

// --- choosing, searching, filtering ---
function choose(node, show = false) {
  chosen = node;
  record.hidden = node === null;
  byId("said").textContent = node ? `${node[lang]}, ${node.type[lang]}, ${word("edges", node.edges.length)}` : "";
  if (node) describe(node);
  if (node && show) {
    const inside = (place, length) => place > 40 && place < length - 40;
    if (view.scale < 40 || !inside(across(node), canvas.clientWidth) || !inside(down(node), canvas.clientHeight)) {
      Object.assign(view, {x: node.x, y: node.y, scale: Math.max(40, view.scale)});
    }
  }
  refresh();
}
function visit(node) {
  choose(node, true);
  record.querySelector("h3").focus();
}
function describe(node) {
  const kind = element("p", "", {className: "kind faint"});
  kind.append(mark(data.families[node.type.family]), node.type[lang]);
  const close = element("button", "×", {className: "close", type: "button", onclick: () => { choose(null); byId("find").focus(); }});
  close.setAttribute("aria-label", word("close"));
  const link = /^https?:/.test(node.iri) ? element("a", node.name, {href: node.iri, rel: "noreferrer", target: "_blank"}) : element("span", node.name);
  record.replaceChildren(close, element("h3", node[lang], {lang, tabIndex: -1}), element("p", node[other()], {lang: other(), className: "faint"}), kind, link);
  for (const [title, end, start] of [["from", "to", "from"], ["to", "from", "to"]]) {
    const some = node.edges.filter(edge => edge[start] === node);
    if (some.length === 0) continue;
    record.append(element("h4", `${word(title)} (${some.length})`));
    const list = element("ul");
    for (const property of data.properties) {
      const before = start === "from" ? `${property[lang]} → ` : `← ${property[lang]} `;
      list.append(...some.filter(edge => edge.property === property).map(edge => entry(edge[end], before)));
    }
    record.append(list);
  }
}
function entry(node, before) {
  const button = element("button", "", {type: "button", onclick: () => visit(node)});
  button.append(element("small", before), node[lang] || node.name);
  if (!admitted(node)) button.append(element("small", ` (${word("hidden")})`));
  const item = element("li");
  item.append(button);
  return item;
}
function search() {
  const words = byId("find").value.toLowerCase().split(/\s+/).filter(each => each !== "");
  found = words.length === 0 ? [] : nodes.filter(node => words.every(each => node.text.includes(each)));
  byId("count").textContent = words.length === 0 ? "" : word("found", found.length, MOST);
  byId("results").replaceChildren(...found.slice(0, MOST).map(node => entry(node, `${node.type[lang]} `)));
}
function legend() {
  boxes.length = 0;
  const box = (words, own, ...before) => {
    const label = element("label"), input = element("input", "", {type: "checkbox"});
    input.onchange = () => { for (const type of own) type.on = input.checked; refresh(); };
    boxes.push([input, own]);
    label.append(input, ...before, words, element("small", String(own.reduce((sum, type) => sum + type.size, 0))));
    return label;
  };
  byId("legend").replaceChildren(...data.families.flatMap((family, number) => {
    const own = types.filter(type => type.family === number), more = element(own.length === 1 ? "p" : "details");
    const whole = box(family[lang], own, mark(family));
    if (own.length === 1) more.textContent = own[0][lang];
    else more.append(element("summary", word("classes", own.length)), ...own.map(type => box(type[lang], [type])));
    return [whole, more];
  }));
}
function refresh() {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  document.title = byId("title").textContent = data.title[lang];
  byId("caption").textContent = data.caption[lang];
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = word(each.dataset.word);
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", word(each.dataset.label));
  for (const each of document.querySelectorAll("[data-lang]")) each.setAttribute("aria-pressed", String(each.dataset.lang === lang));
  const step = limit === Infinity ? steps.length - 1 : steps.indexOf(limit);
  Object.assign(byId("hubs"), {max: String(steps.length - 1), value: String(step)});
  byId("limit").textContent = limit === Infinity ? word("nolimit") : word("limit", limit);
  byId("hubs").setAttribute("aria-valuetext", byId("limit").textContent);
  const seen = nodes.filter(visible).length, drawn = edges.filter(edge => visible(edge.from) && visible(edge.to)).length;
  byId("shown").textContent = word("shown", seen, nodes.length, drawn, edges.length);
  for (const [input, own] of boxes) {
    input.checked = own.every(type => type.on);
    input.indeterminate = !input.checked && own.some(type => type.on);
  }
  search();
  const state = {lang, find: byId("find").value, off: types.filter(type => !type.on).map(type => type.name).join(" ")};
  Object.assign(state, {hubs: limit === Infinity ? "" : limit, node: chosen ? chosen.name : ""});
  history.replaceState(null, "", "#" + new URLSearchParams(Object.entries(state).filter(([, value]) => value !== "")));
  redraw();
}
function restore() {
  const state = new URLSearchParams(location.hash.slice(1)), off = (state.get("off") ?? "").split(" ");
  if (Object.hasOwn(WORDS, state.get("lang"))) lang = state.get("lang");
  byId("find").value = state.get("find") ?? "";
  for (const type of types) type.on = !off.includes(type.name);
  const most = Number(state.get("hubs") || NaN);
  limit = steps.filter(step => step <= most).at(-1) ?? Infinity;
  const node = nodes.find(each => each.name === state.get("node") || each.iri === state.get("node")) ?? null;
  legend();
  fit();
  choose(node, node !== null);
}
byId("find").addEventListener("input", refresh);
byId("find").addEventListener("keydown", event => { if (event.key === "Enter" && found.length > 0) visit(found[0]); });
byId("hubs").addEventListener("input", event => {
  const step = Number(event.target.value);
  limit = step === steps.length - 1 ? Infinity : steps[step];
  refresh();
});
for (const [id, act] of Object.entries({in: KEYS["+"], out: KEYS["-"], all: fit})) byId(id).addEventListener("click", act);
for (const each of document.querySelectorAll("[data-lang]")) each.addEventListener("click", () => { lang = each.dataset.lang; legend(); choose(chosen); });
addEventListener("hashchange", restore);
new ResizeObserver(redraw).observe(canvas);
restore();
document.fonts.ready.then(restore);  // other letters take other room
