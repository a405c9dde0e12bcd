/** The index of the search: words of Latin script, which may have typos, and pairs of Chinese characters. */

/** @import { Found, SearchData } from "./types.js" */

import MiniSearch from "minisearch";

const HAN = String.raw`\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}`;
const WORDS = new RegExp(`[${HAN}]+|(?![${HAN}])[\\p{L}\\p{N}]+(?:[.'](?![${HAN}])[\\p{L}\\p{N}]+)*`, "gu");
const CHINESE = new RegExp(`[${HAN}]`, "u");
const FIELDS = { en: 4, zh: 4, other: 3, region: 1, quoted: 1 };
const FEW = 5; // with fewer records that have all words, those that have some of them follow

const LEAST = 0.5; // a record with a smaller share of the words of a query is not found if others have more
const ENDING = /(?:省|市|自治区|特别行政区)$/u;
const OTHER = 0.8; // how much another name counts, compared with the name

/**
 * Return how many pairs of characters two texts share, from 0 to 1: the coefficient of Dice.
 * @param {string} one
 * @param {string} other
 */
const similarity = (one, other) => {
  if (one === other) return 1;
  const pairs = (/** @type {string} */ text) => [...text].slice(1).map((each, at) => text[at] + each);
  const [first, second] = [pairs(one), pairs(other)];
  const left = new Map();
  for (const each of first) left.set(each, (left.get(each) ?? 0) + 1);
  let shared = 0;
  for (const each of second) {
    const count = left.get(each) ?? 0;
    if (count > 0) shared += 1;
    left.set(each, count - 1);
  }
  return (2 * shared) / (first.length + second.length || 1);
};

/** @typedef {{found: Found, score: number, quoted: boolean}} Result */

export class Finder {
  /** @param {SearchData} data */
  constructor(data) {
    this.data = data;
    const simplified = [...data.simplified];
    this.folds = new Map([...data.traditional].map((each, at) => [each, simplified[at]]));
    this.index = new MiniSearch({
      fields: Object.keys(FIELDS),
      tokenize: (text) => this.tokens(text, true),
      processTerm: (term) => term,
      extractField: (row, field) => (field === "id" ? row.id : this.field(data.records[row.id], field)),
      searchOptions: {
        tokenize: (text) => this.tokens(text, false),
        boost: FIELDS,
        prefix: (term) => !CHINESE.test(term) && term.length > 1,
        fuzzy: (term) => (!CHINESE.test(term) && term.length > 3 ? (term.length > 7 ? 0.25 : 0.2) : false),
        boostDocument: (id) => data.kinds[data.records[id][1]].weight,
      },
    });
    /** @type {[string, number][]} The Chinese names of regions, the longest first. */
    this.regions = data.regions
      .flatMap(({ zh }, at) => [zh, zh.replace(ENDING, "")].map((name) => /** @type {[string, number]} */ ([name, at])))
      .filter(([name]) => name.length > 1)
      .sort(([one], [other]) => other.length - one.length);
    this.index.addAll(data.records.map((_, id) => ({ id })));
  }

  /**
   * Return a text without differences that are ignored: case, width, accents, and script.
   * @param {string} text
   */
  fold(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC").toLowerCase();
    return [...plain].map((each) => this.folds.get(each) ?? each).join("");
  }

  /**
   * Return the terms of a text: words, and of Chinese all pairs of characters. The index also has single characters;
   * a query of one character needs them.
   * @param {string} text
   * @param {boolean} all
   */
  tokens(text, all) {
    return (this.fold(text).match(WORDS) ?? []).flatMap((word) => {
      if (!CHINESE.test(word)) return [word];
      const single = [...word];
      const pairs = single.slice(1).map((each, at) => single[at] + each);
      return all || single.length === 1 ? [...pairs, ...single] : pairs;
    });
  }

  /**
   * @param {Found} record
   * @param {string} field
   */
  field(record, field) {
    const [, , region, en, zh, other, quoted] = record;
    if (field !== "region") return { en, zh, other, quoted }[field] ?? "";
    return region === -1 ? "" : Object.values(this.data.regions[region]).join(" ");
  }

  /**
   * Return how much more a record counts whose name is like what was searched, or the same.
   * @param {Found} record
   * @param {string} wanted
   */
  likeness(record, wanted) {
    const [, , , en, zh, other] = record;
    const names = [en, zh].map((each) => similarity(this.fold(each), wanted));
    const others = other.split("\n").map((each) => similarity(this.fold(each), wanted));
    const most = Math.max(...names, ...others.map((each) => each * OTHER));
    return most === 1 ? 16 : 1 + 6 * most ** 2;
  }

  /**
   * Return the records that a query finds, the best first.
   * @param {string} query
   * @returns {Result[]}
   */
  search(query) {
    const wanted = this.fold(query.trim()).replace(/\s+/g, " ");
    if (wanted === "") return [];
    /**
     * @param {"AND" | "OR"} combineWith
     * @param {string} words
     * @param {number} [region] The number of the region that all results have.
     */
    const run = (combineWith, words, region) => {
      const least = this.tokens(words, false).length * LEAST;
      const any = this.index.search(words, { combineWith });
      const all = any.filter(({ id }) => region === undefined || this.data.records[id][2] === region);
      const enough = all.filter((each) => each.queryTerms.length >= least);
      const results = (enough.length > 0 ? enough : all).map(({ id, score, match }) => {
        const found = this.data.records[id];
        const fields = new Set(Object.values(match).flat());
        const quoted = fields.has("quoted") && !["en", "zh", "other"].some((each) => fields.has(each));
        return { found, score: score * this.likeness(found, wanted), quoted };
      });
      return results.sort((one, other) => other.score - one.score);
    };
    const whole = run("AND", query);
    if (whole.length >= FEW) return whole;
    const known = new Set(whole.map((each) => each.found));
    const more = [...this.#ofRegion(wanted, run), ...run("OR", query)];
    return [...whole, ...more.filter(({ found }) => !known.has(found) && known.add(found))];
  }

  /**
   * Return what is found in a region with the rest of a query: Chinese writes both as one word (贵州制造业).
   * @param {string} wanted
   * @param {(combineWith: "AND" | "OR", words: string, region: number) => Result[]} run
   */
  #ofRegion(wanted, run) {
    for (const [name, region] of wanted.includes(" ") ? [] : this.regions) {
      const rest = wanted.replace(name, " ").trim();
      if (rest === wanted || rest === "") continue;
      return [...run("AND", rest, region), ...run("OR", rest, region)];
    }
    return [];
  }
}
