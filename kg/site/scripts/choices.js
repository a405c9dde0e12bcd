/** The records that a parameter takes, by label: asked of the graph once for each list of classes. */

/** @import { Ask } from "./display.js" */
/** @import { Lang, Parameter, WorkbenchData } from "./types.js" */

import { fill, iriIn, WrongValue } from "./binding.js";
import { plain, shorten } from "./terms.js";

const THING = "http://www.w3.org/2002/07/owl#Thing";
const OTHER = "http://www.w3.org/2004/02/skos/core#altLabel";
const MOST = 60; // suggestions

/** @typedef {{iri: string, name: string, label: string, names: {folded: string, official: boolean}[]}} Choice */

/** Several records have a name. */
export class Ambiguous extends WrongValue {
  /**
   * @param {Parameter} parameter
   * @param {string} value
   * @param {string[]} names
   */
  constructor(parameter, value, names) {
    super(parameter, value);
    this.names = names;
  }
}

/** @param {string} text */
export const folded = (text) => text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).join(" ");

export class Choices {
  /** @type {Map<string, Promise<Map<string, Choice>>>} */
  #known = new Map();

  /**
   * @param {WorkbenchData} data
   * @param {Ask} ask
   * @param {Lang} lang
   */
  constructor(data, ask, lang) {
    this.data = data;
    this.ask = ask;
    this.lang = lang;
  }

  /**
   * Return the records of some classes by IRI.
   * @param {string[]} classes
   */
  of(classes) {
    const key = classes.join(" ");
    const found = this.#known.get(key) ?? this.#asked(classes);
    this.#known.set(key, found);
    found.catch(() => this.#known.delete(key)); // the engine was stopped
    return found;
  }

  /** @param {string[]} classes */
  async #asked(classes) {
    const { selects, prefixes } = this.data;
    const rows = await this.ask(fill(selects.records, { superclass: classes.map((each) => `<${each}>`) }));
    if (classes.includes(THING)) rows.push(...(await this.ask(selects.everything)));
    /** @type {Map<string, Choice>} */
    const found = new Map();
    for (const [, record, property, label] of rows) {
      const iri = plain(record);
      const own = found.get(iri) ?? { iri, name: shorten(iri, prefixes, "/"), label: "", names: [] };
      const official = plain(property) !== OTHER;
      if (official && (own.label === "" || label?.lang === this.lang)) own.label = plain(label);
      own.names.push({ folded: folded(plain(label)), official });
      found.set(iri, own);
    }
    return found;
  }

  /**
   * Return suggestions for what was typed: names that begin so, then names that contain it.
   * @param {string[]} classes
   * @param {string} typed
   * @returns {Promise<Choice[]>}
   */
  async like(classes, typed) {
    const wanted = folded(typed);
    /** @type {[number, Choice][]} */
    const ranked = [];
    for (const choice of (await this.of(classes)).values()) {
      const ranks = choice.names.map(({ folded: name }) =>
        name.startsWith(wanted) ? 0 : name.includes(wanted) ? 1 : 2,
      );
      const rank = Math.min(2, ...ranks, choice.name.includes(wanted) ? 1 : 2);
      if (rank < 2) ranked.push([rank, choice]);
    }
    ranked.sort(([one], [other]) => one - other);
    return ranked.slice(0, MOST).map(([, choice]) => choice);
  }

  /**
   * Return the IRI of the one record that a text means: a label, another name, an IRI, or its last part.
   * @param {Parameter} parameter
   * @param {string} value
   * @returns {Promise<string>}
   * @throws {WrongValue}
   */
  async iri(parameter, value) {
    const known = await this.of(parameter.classes);
    const iri = iriIn(value, this.data.prefixes);
    if (iri !== null) {
      if (!known.has(iri)) throw new WrongValue(parameter, value);
      return iri;
    }
    const named = /^(.*) \((\S+:\S+)\)$/.exec(value.trim());
    if (named !== null && iriIn(named[2], this.data.prefixes) !== null) return this.iri(parameter, named[2]);
    const wanted = folded(value);
    const all = [...known.values()];
    for (const official of [true, false]) {
      const found = all.filter(({ names }) =>
        names.some((each) => each.official === official && each.folded === wanted),
      );
      if (found.length > 1)
        {throw new Ambiguous(
          parameter,
          value,
          found.map((each) => each.name),
        );}
      if (found.length === 1) return found[0].iri;
    }
    const ending = all.filter((each) => each.iri.endsWith(`/${value.trim()}`));
    if (ending.length !== 1) throw new WrongValue(parameter, value);
    return ending[0].iri;
  }
}
