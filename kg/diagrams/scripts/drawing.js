// Draws the network: edges, marks, and labels where there is room.
"use strict";

/**
 * What one drawing of the canvas shows.
 * @typedef {object} Frame
 * @property {number} width in CSS pixels
 * @property {number} height in CSS pixels
 * @property {number} ratio device pixels per CSS pixel
 * @property {NetworkNode | null} focus the node under the pointer, else the chosen one
 * @property {Set<Edge>} lit the visible edges of the focus
 * @property {Set<NetworkNode>} near the focus and its neighbors
 *
 * @typedef {[text: string, x: number, y: number, width: number]} Spot the upper left corner of a label, and its width
 */

const MANY = 300; // with more edges than this, lines are thin; with more nodes, labels few
const HUB = 40; // the edges of a node of a higher degree would cover everything else
const LETTERS = '"Quality Strategy Sans", sans-serif';
const LABEL = 12; // the height of a label in pixels

const pen = contextOf(canvas);
let pending = false;

/** Draw with the next frame of the browser, once for all that asked. */
const redraw = () => {
  if (!pending) requestAnimationFrame(draw);
  pending = true;
};

const draw = () => {
  pending = false;
  const frame = startFrame();
  drawEdges(frame);
  drawNodes(frame);
  drawLabels(frame);
};

/** Clear the canvas, and find where each node is on it. @type {() => Frame} */
const startFrame = () => {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const ratio = devicePixelRatio || 1;
  const size = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  for (const node of nodes) {
    node.left = across(node);
    node.top = down(node);
    node.drawn = visible(node);
  }
  const focus = state.hovered ?? state.chosen;
  const lit = new Set(focus?.edges.filter(edgeVisible));
  const near = new Set([...lit].flatMap((edge) => [edge.source, edge.target]));
  if (focus) near.add(focus);
  return { width, height, ratio, focus, lit, near };
};

// --- edges ---

/** @type {(frame: Frame) => void} */
const drawEdges = ({ focus, lit }) => {
  const many = edges.length > MANY;
  const crowded = lit.size > HUB;
  const shown = edges.filter((edge) => edge.source.drawn && edge.target.drawn);
  const rest = shown.filter((edge) => !lit.has(edge));
  strokeEdges(rest, RULE, many ? 0.5 : 1, (focus ? 0.5 : 1) * (many ? 0.6 : 1));
  strokeEdges(lit, INK, crowded ? 0.5 : 1.5);
  const pointed = !many ? shown : crowded ? [] : lit;
  for (const edge of pointed) drawArrow(edge, lit.has(edge) ? INK : RULE);
};

/** @type {(some: Iterable<Edge>, strokeStyle: string, lineWidth: number, opacity?: number) => void} */
const strokeEdges = (some, strokeStyle, lineWidth, globalAlpha = 1) => {
  Object.assign(pen, { strokeStyle, lineWidth, globalAlpha });
  pen.beginPath();
  for (const { source, target } of some) {
    pen.moveTo(source.left, source.top);
    if (source !== target) pen.lineTo(target.left, target.top);
    else pen.arc(source.left, source.top - 2 * radius(), 2 * radius(), Math.PI / 2, 2.5 * Math.PI);
  }
  pen.stroke();
  pen.globalAlpha = 1;
};

/** Draw the head of an edge, just outside the mark that it points to. @type {(edge: Edge, colour: string) => void} */
const drawArrow = ({ source, target }, colour) => {
  const length = Math.hypot(target.left - source.left, target.top - source.top);
  if (length < 4 * radius()) return;
  const dx = (target.left - source.left) / length;
  const dy = (target.top - source.top) / length;
  const gap = 1.4 * radius() + 1;
  const x = target.left - dx * gap;
  const y = target.top - dy * gap;
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x - 7 * dx + 3 * dy, y - 7 * dy - 3 * dx);
  pen.lineTo(x - 7 * dx - 3 * dy, y - 7 * dy + 3 * dx);
  pen.fill();
};

// --- nodes ---

/** @type {(frame: Frame) => void} */
const drawNodes = ({ focus, near, ratio }) => {
  const drawn = nodes.filter((node) => node.drawn);
  const faint = focus === null ? [] : drawn.filter((node) => !near.has(node));
  pen.globalAlpha = 0.3;
  for (const node of faint) drawNode(node, radius(), ratio);
  pen.globalAlpha = 1;
  for (const node of focus === null ? drawn : drawn.filter((each) => near.has(each))) {
    drawNode(node, node === focus ? radius() + 2 : radius(), ratio);
  }
  pen.strokeStyle = INK;
  for (const node of state.found) if (node.drawn) drawRing(node, radius() + 5, 2);
  if (state.chosen) drawRing(state.chosen, radius() + 7, 3);
};

/** @type {(node: NetworkNode, size: number, ratio: number) => void} */
const drawNode = (node, size, ratio) => {
  const image = stamp(node.type.family, size, ratio);
  pen.drawImage(image, node.left - 1.5 * size, node.top - 1.5 * size, 3 * size, 3 * size);
};

/** @type {(node: NetworkNode, size: number, lineWidth: number) => void} */
const drawRing = (node, size, lineWidth) => {
  pen.lineWidth = lineWidth;
  pen.beginPath();
  pen.arc(node.left, node.top, size, 0, 2 * Math.PI);
  pen.stroke();
};

// --- labels ---

/**
 * Draw labels where there is room: first those of the focus and of found nodes, then those of the highest degree.
 * @type {(frame: Frame) => void}
 */
const drawLabels = (frame) => {
  const { width, height, focus, lit, near } = frame;
  const room = roomFor(width, height);
  const within = nodes.filter(
    (node) => node.drawn && node.left > 0 && node.top > 0 && node.left < width && node.top < height,
  );
  const many = within.length > MANY;
  // Among many marks no label would find room: then it may cover some, and only few labels are drawn.
  for (const node of many ? [] : within) room.take(node.left - 2, node.top - 3, 4, 6);
  room.take(0, height - 48, 150, 47); // the buttons
  Object.assign(pen, { font: `13px ${LETTERS}`, lineWidth: 4, strokeStyle: "#fff", lineJoin: "round" });
  const inside = new Set(within);
  const first = [focus, ...state.found, ...near].filter((node) => node !== null);
  const rest = focus ? [] : byDegree.filter((node) => inside.has(node)).slice(0, MANY);
  let left = many ? 40 : 160;
  for (const node of new Set([...first, ...rest])) {
    if (left === 0) break;
    if (!inside.has(node)) continue;
    if (spotsAround(node, width, many && !focus).some((spot) => room.write(spot, INK))) left -= 1;
  }
  if (lit.size <= HUB) labelEdges(lit, room);
};

/**
 * Label edges at their middle, as far as there is room.
 * @type {(some: Set<Edge>, room: ReturnType<typeof roomFor>) => void}
 */
const labelEdges = (some, room) => {
  pen.font = `11px ${LETTERS}`;
  for (const { source, target, property } of some) {
    const label = property[state.lang];
    const width = pen.measureText(label).width;
    const x = (source.left + target.left - width) / 2;
    room.write([label, x, (source.top + target.top) / 2 - LABEL / 2, width], GREY);
  }
};

/**
 * Return where the label of a node may be on a canvas of some width, the best first: beside it, cut beside it,
 * below, above; a `brief` label is always cut.
 * @type {(node: NetworkNode, width: number, brief: boolean) => Spot[]}
 */
const spotsAround = (node, width, brief) => {
  const gap = radius() + 5;
  const { left, top } = node;
  const sized = (/** @type {number} */ most) => {
    const label = shortLabel(node, most);
    return { label, long: pen.measureText(label).width };
  };
  const cut = sized(0.45 * width);
  const whole = brief ? cut : sized(width);
  const beside = [whole, cut].flatMap(({ label, long }) => [
    /** @type {Spot} */ ([label, left + gap, top - 6, long]),
    /** @type {Spot} */ ([label, left - gap - long, top - 6, long]),
  ]);
  const { label, long } = whole;
  return [...beside, [label, left - long / 2, top + gap, long], [label, left - long / 2, top - gap - LABEL, long]];
};

/**
 * Return the label of a node, cut to about 0.4 of a width in pixels.
 * @type {(node: NetworkNode, width: number) => string}
 */
const shortLabel = (node, width) => {
  const { longest, letter, ellipsis } = LENGTHS[state.lang];
  const label = [...(node[state.lang] || node[otherLang()] || node.name)];
  const most = Math.min(longest, Math.floor((0.4 * width) / letter));
  return label.length > most ? label.slice(0, most - 1).join("") + ellipsis : label.join("");
};

/** The longest label in characters, and the width of a letter in pixels. */
const LENGTHS = { en: { longest: 46, letter: 6.5, ellipsis: "..." }, zh: { longest: 26, letter: 13, ellipsis: "…" } };

/**
 * Return the room for labels, kept in cells of 6 by 3 pixels.
 * @param {number} width
 * @param {number} height
 */
const roomFor = (width, height) => {
  const columns = Math.ceil(width / 6);
  const taken = new Uint8Array(columns * Math.ceil(height / 3));

  /**
   * Yield the cells of a box.
   * @param {number} x
   * @param {number} y
   * @param {number} wide
   * @param {number} high
   */
  const cells = function* (x, y, wide, high) {
    for (let row = Math.floor(y / 3); row <= (y + high) / 3; row++) {
      for (let column = Math.floor(x / 6); column <= (x + wide) / 6; column++) yield row * columns + column;
    }
  };

  /** @param {Parameters<typeof cells>} box */
  const take = (...box) => {
    for (const cell of cells(...box)) taken[cell] = 1;
  };

  /** @param {Parameters<typeof cells>} box */
  const free = (...box) => {
    for (const cell of cells(...box)) if (taken[cell]) return false;
    return true;
  };

  /** Write a label if its spot is free; return whether it was. @type {(spot: Spot, colour: string) => boolean} */
  const write = ([text, x, y, wide], colour) => {
    if (x < 2 || y < 2 || x + wide > width - 2 || y + LABEL > height - 2 || !free(x, y, wide, LABEL)) return false;
    take(x, y, wide, LABEL);
    pen.strokeText(text, x, y + 0.9 * LABEL);
    pen.fillStyle = colour;
    pen.fillText(text, x, y + 0.9 * LABEL);
    return true;
  };
  return { take, write };
};
