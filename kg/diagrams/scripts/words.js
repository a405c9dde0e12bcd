// The words of the page in both languages.
"use strict";

/**
 * @typedef {"en" | "zh"} Lang
 * @typedef {keyof typeof WORDS.en} Word
 */

const WORDS = {
  en: {
    language: "Language",
    zoom: "Zoom",
    in: "Zoom in",
    out: "Zoom out",
    all: "All",
    close: "Close",
    find: "Search by label or name",
    nothing: "Nothing found",
    found: "{n} found",
    most: "{n} found, the first {most} are listed",
    hidden: "hidden by a filter",
    legend: "Legend and filter",
    classes: "{n} classes",
    limit: "Hide nodes with more than {n} edges",
    nolimit: "Hide nodes with many edges: nothing hidden",
    shown: "{nodes} of {allNodes} nodes and {edges} of {allEdges} edges shown",
    canvas: "The network; search to list its nodes",
    from: "Edges from here",
    to: "Edges to here",
    edge: "1 edge",
    edges: "{n} edges",
    value: "Value",
    comparator: "Comparator",
    unit: "Unit",
    period: "Period",
    status: "Status",
    source: "Source",
    help:
      "Drag to move, wheel or + and − to zoom, arrows to pan, 0 to see all. " +
      "Drag a mark to move it, click it to see what it is.",
  },
  zh: {
    language: "语言",
    zoom: "缩放",
    in: "放大",
    out: "缩小",
    all: "全部",
    close: "关闭",
    find: "按标签或名称搜索",
    nothing: "未找到",
    found: "找到 {n} 项",
    most: "找到 {n} 项，列出前 {most} 项",
    hidden: "已被筛选隐藏",
    legend: "图例与筛选",
    classes: "{n} 个类",
    limit: "隐藏边数多于 {n} 的节点",
    nolimit: "隐藏边数很多的节点：未隐藏",
    shown: "显示 {allNodes} 个节点中的 {nodes} 个、{allEdges} 条边中的 {edges} 条",
    canvas: "网络图；可通过搜索列出节点",
    from: "由此出发的边",
    to: "指向此处的边",
    edge: "1 条边",
    edges: "{n} 条边",
    value: "数值",
    comparator: "比较符",
    unit: "单位",
    period: "时期",
    status: "状态",
    source: "来源",
    help: "拖动平移，滚轮或 + 与 − 缩放，方向键平移，0 显示全部。拖动标记可移动它，点击可查看其内容。",
  },
};

/**
 * Return a text in the language of the page, with its numbers filled in.
 * @type {(key: Word, numbers?: Record<string, number>) => string}
 */
const word = (key, numbers = {}) => WORDS[state.lang][key].replace(/\{(\w+)\}/g, (_, name) => String(numbers[name]));
