// The network of the page, and the state of the view: language, filters, and the chosen node.
"use strict";

/**
 * What `content_of` in viewer.py writes: nodes and edges are rows, and refer to each other by number.
 * @typedef {Record<Lang, string>} Labels
 * @typedef {[x: number, y: number]} Place
 * @typedef {Labels & {colour: string, shape: string}} Family
 * @typedef {Labels & {name: string}} Property
 * @typedef {"value" | "comparator" | "unit" | "period" | "status" | "source"} Fact
 * @typedef {Partial<Record<Fact, string | number>>} Facts
 * @typedef {[iri: string, name: string, en: string, zh: string, type: number, ...place: Place, facts: Facts]} NodeRow
 * @typedef {[source: number, target: number, property: number]} EdgeRow
 * @typedef {object} Content
 * @property {Lang} lang
 * @property {Labels} title
 * @property {Labels} caption
 * @property {Family[]} families
 * @property {(Labels & {name: string, family: number})[]} types
 * @property {Property[]} properties
 * @property {NodeRow[]} nodes
 * @property {EdgeRow[]} edges
 * @property {Record<string, Labels>} values the labels of prefixed names among the facts
 */

/**
 * What the scripts use: the same as objects.
 * @typedef {Labels & {name: string, family: Family, on: boolean, count: number}} NodeType
 * @typedef {{source: NetworkNode, target: NetworkNode, property: Property}} Edge
 *
 * @typedef {object} NodeFields
 * @property {string} iri
 * @property {string} name the IRI as a prefixed name
 * @property {NodeType} type
 * @property {number} x in units of the layout, to the right
 * @property {number} y in units of the layout, upward
 * @property {Facts} facts
 * @property {Edge[]} edges a loop is listed once, so that the length is the degree that the filter uses
 * @property {string} text what a search looks through
 * @property {number} left in pixels of the canvas, at the last frame
 * @property {number} top in pixels of the canvas, at the last frame
 * @property {boolean} drawn whether the last frame shows it
 * @typedef {Labels & NodeFields} NetworkNode
 */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {Content} */
const data = JSON.parse(byId("data").textContent ?? "");

/** @type {NodeType[]} */
const types = data.types.map((type) => ({ ...type, family: data.families[type.family], on: true, count: 0 }));

/** @type {NetworkNode[]} */
const nodes = data.nodes.map(([iri, name, en, zh, number, x, y, facts]) => {
  const type = types[number];
  type.count += 1;
  const text = [en, zh, name].join("\n").toLowerCase();
  return { iri, name, en, zh, type, x, y, facts, edges: [], text, left: 0, top: 0, drawn: false };
});

/** @type {Edge[]} */
const edges = data.edges.map(([source, target, property]) => {
  const edge = { source: nodes[source], target: nodes[target], property: data.properties[property] };
  for (const end of new Set([edge.source, edge.target])) end.edges.push(edge);
  return edge;
});

/** @type {(node: NetworkNode) => number} */
const degree = (node) => node.edges.length;

const byDegree = [...nodes].sort((a, b) => degree(b) - degree(a));
const degrees = [...new Set(nodes.map(degree))].sort((a, b) => a - b); // the stops of the slider

const state = {
  lang: data.lang,
  limit: Infinity, // nodes of a higher degree are hidden
  chosen: /** @type {NetworkNode | null} */ (null),
  hovered: /** @type {NetworkNode | null} */ (null),
  found: /** @type {NetworkNode[]} */ ([]),
};

/** @type {() => Lang} */
const otherLang = () => (state.lang === "en" ? "zh" : "en");

/** @type {(node: NetworkNode) => boolean} */
const admitted = (node) => node.type.on && degree(node) <= state.limit;

/** Whether a node is shown; the chosen one is, whatever the filters say. @type {(node: NetworkNode) => boolean} */
const visible = (node) => admitted(node) || node === state.chosen;

/** @type {(edge: Edge) => boolean} */
const edgeVisible = ({ source, target }) => visible(source) && visible(target);
