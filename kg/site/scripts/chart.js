/** A bar chart of an answer: one column of names, one of numbers. The name of a bar is above it, so that it is
 * readable on a narrow screen. */

/** @import { Table } from "./display.js" */

import { drawn } from "./dom.js";

const MOST = 60; // bars
const WIDTH = 360;
const LINE = 38;

/**
 * Return the columns that a chart of a table would have, null if none fits.
 * @param {Table} table
 */
export const chartable = ({ headings, rows }) => {
  if (rows.length < 2 || rows.length > MOST) return null;
  const every = (/** @type {(at: number) => boolean} */ fits) => headings.findIndex((_, at) => fits(at));
  const value = every((at) => rows.every((row) => row[at].number !== null && Number.isFinite(row[at].number)));
  const label = every((at) => rows.every((row) => row[at].number === null && row[at].text !== ""));
  if (value === -1 || label === -1) return null;
  return new Set(rows.map((row) => row[label].text)).size === rows.length ? { label, value } : null;
};

/**
 * Return the chart of a table.
 * @param {Table} table
 * @param {{label: number, value: number}} columns
 * @param {string} title
 */
export const barChart = ({ rows }, { label, value }, title) => {
  const numbers = rows.map((row) => row[value].number ?? 0);
  const [low, high] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
  const scale = (WIDTH - 70) / (high - low || 1);
  const height = rows.length * LINE;
  const chart = drawn("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": title, class: "bars" });
  rows.forEach((row, at) => {
    const y = at * LINE;
    const width = Math.abs(numbers[at]) * scale;
    const x = (Math.min(numbers[at], 0) - low) * scale;
    chart.append(
      drawn("text", { x: 0, y: y + 12, "font-size": 12, class: "name" }, row[label].text),
      drawn("rect", { x, y: y + 18, width: Math.max(width, 1), height: 12, class: "bar" }),
      drawn("text", { x: x + width + 4, y: y + 28, "font-size": 11, class: "number" }, row[value].text),
    );
  });
  return chart;
};
