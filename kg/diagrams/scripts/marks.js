// The marks of nodes: the markers of matplotlib, around a position.
"use strict";

/** @typedef {[x: number, y: number][]} Polygon around (0, 0), in radii of a mark */

/** The colors and letters of the canvas. */
const INK = "#1f2328";
const GREY = "#5f6670";
const RULE = "#c9ced5";

/**
 * Return the corners of a regular polygon or star.
 * @param {number} count
 * @param {number} turn the angle of the first corner, in radians
 * @param {number[]} sizes the distances of the corners from the middle, in turns
 * @returns {Polygon}
 */
const ring = (count, turn, ...sizes) =>
  Array.from({ length: count }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / count;
    const size = sizes[i % sizes.length];
    return [size * Math.cos(angle), size * Math.sin(angle)];
  });

const UP = -Math.PI / 2;

/** @type {Polygon} */
const SQUARE = [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]];

/** @type {Polygon} */
const PLUS = [
  [-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4],
  [0.4, 1.1], [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4],
];

/** The polygons by matplotlib's letters; any other mark is a circle. @type {Map<string, Polygon>} */
const SHAPES = new Map([
  ["s", SQUARE],
  ["D", ring(4, 0, 1.25)],
  ["h", ring(6, -UP, 1.15)],
  ["p", ring(5, UP, 1.15)],
  ["^", ring(3, UP, 1.35)],
  ["v", ring(3, -UP, 1.35)],
  ["P", PLUS],
  ["X", PLUS.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2])],
  ["*", ring(10, UP, 1.4, 0.6)],
]);

/** @type {(target: HTMLCanvasElement) => CanvasRenderingContext2D} */
const contextOf = (target) => /** @type {CanvasRenderingContext2D} */ (target.getContext("2d"));

/**
 * Draw a mark in the middle of a square canvas.
 * @param {HTMLCanvasElement} target
 * @param {Family} family
 * @param {number} size its radius in pixels of the target
 */
const drawMark = (target, family, size) => {
  const pen = contextOf(target);
  const middle = target.width / 2;
  const polygon = SHAPES.get(family.shape);
  pen.fillStyle = family.colour;
  if (polygon === undefined) pen.arc(middle, middle, size, 0, 2 * Math.PI);
  else for (const [x, y] of polygon) pen.lineTo(middle + x * size, middle + y * size);
  pen.fill();
};

/** @type {Map<string, HTMLCanvasElement>} */
const stamps = new Map();

/**
 * Return a mark as an image: to draw thousands of outlines takes ten times as long.
 * @param {Family} family
 * @param {number} size its radius in CSS pixels
 * @param {number} ratio device pixels per CSS pixel
 */
const stamp = (family, size, ratio) => {
  const key = [family.colour, family.shape, size, ratio].join();
  const known = stamps.get(key);
  if (known !== undefined) return known;
  const side = Math.ceil(3 * size * ratio);
  const made = Object.assign(document.createElement("canvas"), { width: side, height: side });
  drawMark(made, family, size * ratio);
  stamps.set(key, made);
  return made;
};
