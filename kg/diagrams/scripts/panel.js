// The panel beside the canvas: the chosen node, the search, the legend and its filters.
"use strict";

const searchBox = /** @type {HTMLInputElement} */ (byId("find"));
const slider = /** @type {HTMLInputElement} */ (byId("hubs"));
const record = byId("record");
const tip = byId("tip");

const MOST = 100; // more results than this are not listed

/** @type {Fact[]} */
const FACTS = ["value", "comparator", "unit", "period", "status", "source"];

/** The boxes of the legend, with the types that each shows. @type {[HTMLInputElement, NodeType[]][]} */
let boxes = [];

/**
 * Return an element; text is text, never markup.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} settings
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
const element = (tag, settings, ...children) => {
  const made = Object.assign(document.createElement(tag), settings);
  made.append(...children);
  return made;
};

/** @type {(family: Family) => HTMLCanvasElement} */
const mark = (family) => {
  const made = element("canvas", { className: "mark", width: 30, height: 30, ariaHidden: "true" });
  drawMark(made, family, 10);
  return made;
};

// --- the chosen node ---

/**
 * Show a node in the panel, and with `show` on the canvas too; null for none.
 * @type {(node: NetworkNode | null, show?: boolean) => void}
 */
const choose = (node, show = false) => {
  const { lang } = state;
  state.chosen = node;
  record.hidden = node === null;
  byId("said").textContent = node ? [node[lang], node.type[lang], countOfEdges(node)].join(", ") : "";
  if (node) record.replaceChildren(...description(node), ...facts(node), ...edgeLists(node));
  if (node && show) bringIntoView(node);
  refresh();
};

/** @type {(node: NetworkNode) => string} */
const countOfEdges = (node) => word(degree(node) === 1 ? "edge" : "edges", { n: degree(node) });

/** Choose a node, and let the keyboard go on from there. @type {(node: NetworkNode) => void} */
const visit = (node) => {
  choose(node, true);
  record.querySelector("h3")?.focus();
};

/** Return what a node is: its labels, its class, and its IRI. @type {(node: NetworkNode) => HTMLElement[]} */
const description = (node) => {
  const { lang } = state;
  const other = otherLang();
  const close = element("button", { className: "close", type: "button", ariaLabel: word("close") }, "×");
  close.onclick = () => {
    choose(null);
    searchBox.focus();
  };
  return [
    close,
    element("h3", { lang, tabIndex: -1 }, node[lang]),
    element("p", { lang: other, className: "faint" }, node[other]),
    element("p", { className: "kind faint" }, mark(node.type.family), node.type[lang]),
    /^https?:/.test(node.iri)
      ? element("a", { href: node.iri, rel: "noreferrer", target: "_blank" }, node.name)
      : element("span", {}, node.name),
  ];
};

/** Return what a claim states: its value, period, status, and source. @type {(node: NetworkNode) => HTMLElement[]} */
const facts = (node) => {
  const known = FACTS.filter((key) => node.facts[key] !== undefined);
  if (known.length === 0) return [];
  const pairs = known.flatMap((key) => [element("dt", {}, word(key)), element("dd", {}, factText(node.facts[key]))]);
  return [element("dl", {}, ...pairs)];
};

/**
 * Return a fact with labels for its prefixed names; several are separated by semicolons.
 * @type {(value: string | number | undefined) => string}
 */
const factText = (value) => {
  const parts = String(value).split("; ");
  return parts.map((part) => data.values[part]?.[state.lang] ?? part).join("; ");
};

/** Return the edges of a node by direction and property. @type {(node: NetworkNode) => HTMLElement[]} */
const edgeLists = (node) => [
  ...edgeList("from", node.edges.filter((edge) => edge.source === node)),
  ...edgeList("to", node.edges.filter((edge) => edge.target === node)),
];

/** @type {(direction: "from" | "to", some: Edge[]) => HTMLElement[]} */
const edgeList = (direction, some) => {
  if (some.length === 0) return [];
  const items = data.properties.flatMap((property) => {
    const label = property[state.lang];
    const same = some.filter((edge) => edge.property === property);
    return same.map(({ source, target }) =>
      direction === "from" ? nodeItem(target, `${label} → `) : nodeItem(source, `← ${label} `),
    );
  });
  return [element("h4", {}, `${word(direction)} (${some.length})`), element("ul", {}, ...items)];
};

/**
 * Return an item of a list: a node, and what is said before it.
 * @type {(node: NetworkNode, before: string) => HTMLElement}
 */
const nodeItem = (node, before) => {
  const button = element("button", { type: "button" }, element("small", {}, before), node[state.lang] || node.name);
  button.onclick = () => visit(node);
  if (!admitted(node)) button.append(element("small", {}, ` (${word("hidden")})`));
  return element("li", {}, button);
};

/**
 * Show what the pointer is over: null for no node.
 * @type {(node: NetworkNode | null, x?: number, y?: number) => void}
 */
const hover = (node, x = 0, y = 0) => {
  canvas.classList.toggle("over", node !== null);
  tip.hidden = node === null;
  if (node) {
    const lines = [state.lang, otherLang()].map((lang) => element("div", { lang }, node[lang]));
    tip.replaceChildren(...lines, element("div", {}, node.type[state.lang]));
    const fits = x + 16 + tip.offsetWidth <= canvas.clientWidth;
    const left = fits ? x + 16 : Math.max(0, x - tip.offsetWidth - 12);
    const top = Math.max(0, Math.min(y + 12, canvas.clientHeight - tip.offsetHeight));
    tip.style.transform = `translate(${left}px, ${top}px)`;
  }
  if (node !== state.hovered) redraw();
  state.hovered = node;
};

// --- search, legend, and filters ---

/** List the nodes whose labels or names have all words. */
const search = () => {
  const words = searchBox.value.toLowerCase().split(/\s+/).filter((each) => each !== "");
  state.found = words.length === 0 ? [] : nodes.filter((node) => words.every((each) => node.text.includes(each)));
  const n = state.found.length;
  const answer = word(n === 0 ? "nothing" : n > MOST ? "most" : "found", { n, most: MOST });
  byId("count").textContent = words.length === 0 ? "" : answer;
  const items = state.found.slice(0, MOST).map((node) => nodeItem(node, `${node.type[state.lang]} `));
  byId("results").replaceChildren(...items);
};

/** List the families of types, each with a box that shows or hides them. */
const showLegend = () => {
  const { lang } = state;
  boxes = [];
  /** @type {(family: Family) => HTMLElement[]} */
  const entry = (family) => {
    const own = types.filter((type) => type.family === family);
    const whole = checkbox(family[lang], own, mark(family));
    if (own.length === 1) return [whole, element("p", {}, own[0][lang])];
    const summary = element("summary", {}, word("classes", { n: own.length }));
    return [whole, element("details", {}, summary, ...own.map((type) => checkbox(type[lang], [type])))];
  };
  byId("legend").replaceChildren(...data.families.flatMap(entry));
};

/**
 * Return a box that shows or hides some types, with its label and the number of nodes.
 * @type {(label: string, own: NodeType[], ...before: Node[]) => HTMLElement}
 */
const checkbox = (label, own, ...before) => {
  const input = element("input", { type: "checkbox" });
  input.onchange = () => {
    for (const type of own) type.on = input.checked;
    refresh();
  };
  boxes.push([input, own]);
  const count = own.reduce((sum, type) => sum + type.count, 0);
  return element("label", {}, input, ...before, label, element("small", {}, String(count)));
};

/** Bring all that the page says in line with its state. */
const refresh = () => {
  showWords();
  showFilters();
  search();
  keepState();
  redraw();
};

/** Say everything in the language of the page. */
const showWords = () => {
  const { lang } = state;
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  document.title = byId("title").textContent = data.title[lang];
  byId("caption").textContent = data.caption[lang];
  for (const each of withData("word")) each.textContent = word(/** @type {Word} */ (each.dataset.word));
  for (const each of withData("label")) each.ariaLabel = word(/** @type {Word} */ (each.dataset.label));
  for (const each of withData("lang")) each.ariaPressed = String(each.dataset.lang === lang);
};

/** Return the elements with a data attribute. @type {(name: string) => NodeListOf<HTMLElement>} */
const withData = (name) => document.querySelectorAll(`[data-${name}]`);

const showFilters = () => {
  const { limit } = state;
  const last = degrees.length - 1;
  const text = limit === Infinity ? word("nolimit") : word("limit", { n: limit });
  slider.max = String(last);
  slider.value = String(limit === Infinity ? last : degrees.indexOf(limit));
  slider.ariaValueText = byId("limit").textContent = text;
  for (const [input, own] of boxes) {
    input.checked = own.every((type) => type.on);
    input.indeterminate = !input.checked && own.some((type) => type.on);
  }
  byId("shown").textContent = word("shown", {
    nodes: nodes.filter(visible).length,
    allNodes: nodes.length,
    edges: edges.filter(edgeVisible).length,
    allEdges: edges.length,
  });
};

// --- the address, which keeps the view so that it can be passed on:
// #lang=zh&find=...&off=qs:Target&hubs=9&node=region:guizhou

const keepState = () => {
  const kept = {
    lang: state.lang,
    find: searchBox.value,
    off: types.filter((type) => !type.on).map((type) => type.name).join(" "),
    hubs: state.limit === Infinity ? "" : String(state.limit),
    node: state.chosen?.name ?? "",
  };
  history.replaceState(null, "", `#${new URLSearchParams(Object.entries(kept).filter(([, value]) => value !== ""))}`);
};

const restoreState = () => {
  const kept = new URLSearchParams(location.hash.slice(1));
  const lang = kept.get("lang");
  if (lang === "en" || lang === "zh") state.lang = lang;
  searchBox.value = kept.get("find") ?? "";
  const off = (kept.get("off") ?? "").split(" ");
  for (const type of types) type.on = !off.includes(type.name);
  const most = Number(kept.get("hubs") || NaN);
  state.limit = degrees.filter((each) => each <= most).at(-1) ?? Infinity;
  const name = kept.get("node");
  const node = nodes.find((each) => each.name === name || each.iri === name) ?? null;
  showLegend();
  fit();
  choose(node, node !== null);
};
