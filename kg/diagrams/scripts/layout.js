// The part of the layout that the canvas shows: positions in pixels, zoom, and pan.
"use strict";

const canvas = /** @type {HTMLCanvasElement} */ (byId("canvas"));
const view = { x: 0, y: 0, scale: 60 }; // the middle of the canvas in units of the layout, and pixels per unit

/** @type {(node: NetworkNode) => number} */
const across = (node) => canvas.clientWidth / 2 + (node.x - view.x) * view.scale;

/** @type {(node: NetworkNode) => number} */
const down = (node) => canvas.clientHeight / 2 - (node.y - view.y) * view.scale;

/**
 * Return the least and the greatest coordinate of some nodes.
 * @type {(some: NetworkNode[], axis: "x" | "y") => [least: number, greatest: number]}
 */
const extent = (some, axis) => {
  const values = some.map((node) => node[axis]);
  return [Math.min(...values), Math.max(...values)];
};

/** How far neighbors are from each other where the layout is dense, in its units; at most 1. */
const spacing = (() => {
  const [width, height] = [extent(nodes, "x"), extent(nodes, "y")].map(([low, high]) => high - low || 1);
  return Math.min(1, Math.sqrt((width * height) / nodes.length));
})();

/** Return the radius of a mark in pixels: marks grow with the zoom, as far as neighbors stay apart. */
const radius = () => Math.max(3, Math.min(8, Math.round((view.scale * spacing) / 3) / 2));

/** Show all visible nodes. */
const fit = () => {
  const some = nodes.filter(visible);
  if (some.length === 0) return;
  const [left, right] = extent(some, "x");
  const [low, high] = extent(some, "y");
  // The margins leave room for labels.
  const width = Math.max(80, canvas.clientWidth - Math.min(280, canvas.clientWidth / 3));
  const height = Math.max(80, canvas.clientHeight - 90);
  view.scale = Math.min(width / (right - left || 1), height / (high - low || 1), 140);
  view.x = (left + right) / 2;
  view.y = (low + high) / 2;
  redraw();
};

/** Zoom around a position on the canvas, which keeps its place. */
const zoom = (factor = 1, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) => {
  const scale = Math.max(1, Math.min(400, view.scale * factor));
  const change = 1 / view.scale - 1 / scale;
  view.x += (x - canvas.clientWidth / 2) * change;
  view.y += (canvas.clientHeight / 2 - y) * change;
  view.scale = scale;
  redraw();
};

/** Move the network by pixels. @type {(dx: number, dy: number) => void} */
const pan = (dx, dy) => {
  view.x -= dx / view.scale;
  view.y += dy / view.scale;
  redraw();
};

/** Center a node, unless it is well within the canvas and large enough. @type {(node: NetworkNode) => void} */
const bringIntoView = (node) => {
  const inside = (/** @type {number} */ at, /** @type {number} */ length) => at > 40 && at < length - 40;
  if (view.scale >= 40 && inside(across(node), canvas.clientWidth) && inside(down(node), canvas.clientHeight)) return;
  Object.assign(view, { x: node.x, y: node.y, scale: Math.max(40, view.scale) });
};

/**
 * Return the visible node nearest to a position on the canvas, if there is one within reach.
 * @type {(x: number, y: number) => NetworkNode | null}
 */
const nodeAt = (x, y) => {
  let nearest = null;
  let least = (radius() + 6) ** 2;
  for (const node of nodes) {
    const distance = (across(node) - x) ** 2 + (down(node) - y) ** 2;
    if (distance < least && visible(node)) [nearest, least] = [node, distance];
  }
  return nearest;
};
