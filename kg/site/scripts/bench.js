/** The SPARQL page: choose a query, fill in its form or edit its text, run it, and see the answer. */

/** @import { Engine } from "./engine.js" */
/** @import { Answer, Form, Lang, Query, Row, WorkbenchData } from "./types.js" */

import { bound, WrongValue } from "./binding.js";
import { barChart, chartable } from "./chart.js";
import { Ambiguous, Choices } from "./choices.js";
import { displayed } from "./display.js";
import { button, download, element, said } from "./dom.js";
import { showEditor } from "./editor.js";
import { Refused, Stopped } from "./engine.js";
import { formOf } from "./form.js";
import { namesOf } from "./names.js";
import { csv, json, turtle } from "./results.js";
import { chained, formOf as formOfText, limited, MOST_ROWS, prefixed, unquoted } from "./sparql.js";
import { tableOf } from "./table.js";
import { shorten } from "./terms.js";

const LIMIT = 20; // seconds
const NARROW = 900; // pixels; below it the list is above the form
const START =
  "SELECT ?province ?name\nWHERE {\n  ?province a qs:Province ; rdfs:label ?name .\n}\nORDER BY ?province";

/** What is wrong with a query, in the language of the page. */
class Wrong extends Error {}

export class Bench {
  /** @type {Query | null} The canned query of the form; null for a text in the editor. */
  #query = null;
  /** @type {import("./form.js").Form | null} */
  #form = null;
  /** @type {ReturnType<typeof showEditor> | null} */
  #editor = null;
  /** @type {Promise<import("@codemirror/autocomplete").Completion[]> | null} */
  #names = null;
  #written = ""; // the part of the address that this page wrote last
  #run = 0;

  /**
   * @param {HTMLElement} host
   * @param {WorkbenchData} data
   * @param {Engine} engine
   * @param {Lang} lang
   * @param {(iri: string) => string | null} href The address of the page of an IRI.
   */
  constructor(host, data, engine, lang, href) {
    this.data = data;
    this.engine = engine;
    this.lang = lang;
    this.href = href;
    this.words = data.words[lang];
    this.choices = new Choices(data, this.ask, lang);
    this.list = element("nav", { class: "queries", "aria-label": this.words.queries });
    this.form = element("form", { class: "query" });
    this.edit = element("div", { class: "editor" });
    this.status = element("p", { role: "status" });
    this.answer = element("div", { class: "answers" });
    this.limit = element("input", { type: "number", min: "1", max: "600", value: String(LIMIT), id: "time-limit" });
    this.start = element("button", { type: "submit" }, this.words.run);
    this.halt = button(this.words.stop, () => this.engine.stop());
    this.halt.disabled = true;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    host.replaceChildren(this.list, element("div", { class: "bench" }, this.form, this.status, this.answer));
    this.#listed();
  }

  /**
   * Return the rows of a query about labels.
   * @type {import("./display.js").Ask}
   */
  ask = async (text) => (await this.engine.query(text, "SELECT")).rows;

  /** Show the list of queries, with a box to filter it. */
  #listed() {
    const { data, lang, words } = this;
    const box = element("input", { type: "search", "aria-label": words.filter, placeholder: words.filter });
    const own = element("p", {}, element("a", { href: "#sparql=" }, words.own));
    const themes = Object.entries(data.themes).map(([theme, name]) => {
      const queries = data.queries.filter((each) => each.theme === theme);
      const items = queries.map((each) => {
        const made = element("li", {}, element("a", { href: `#query=${each.name}` }, each.title[lang]));
        made.dataset.text = [each.name, each.title.en, each.title.zh, each.description[lang]].join(" ").toLowerCase();
        return made;
      });
      return element("details", {}, element("summary", {}, name[lang]), element("ul", {}, ...items));
    });
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase().split(/\s+/);
      for (const theme of themes) {
        const items = [...theme.querySelectorAll("li")];
        for (const item of items) item.hidden = !wanted.every((each) => item.dataset.text?.includes(each));
        theme.hidden = items.every((item) => item.hidden);
        theme.open = box.value !== "";
      }
    });
    this.list.replaceChildren(box, own, ...themes);
  }

  /** Follow what the address says after #: a query with its values, or a text. */
  follow(hash = location.hash.replace(/^#/, "")) {
    if (hash === this.#written && hash !== "") return;
    const given = new URLSearchParams(hash);
    const name = given.get("query");
    const text = given.get("sparql");
    if (name === null) {
      this.#showEditor(text ?? "");
      if (text) void this.run();
      return;
    }
    const query = this.data.queries.find((each) => each.name === name);
    if (query === undefined) {
      this.#say(said(this.words.unknownQuery, { name }));
      return;
    }
    this.#showForm(query);
    this.#form?.set(Object.fromEntries(query.parameters.map((each) => [each.name, given.getAll(each.name)])));
    void this.run();
  }

  /** Show the time limit and the buttons of both forms. */
  #controls() {
    const label = element("label", { for: this.limit.id }, this.words.limit);
    return element("p", { class: "controls" }, this.start, this.halt, label, this.limit);
  }

  /** @param {Query} query */
  #showForm(query) {
    this.#query = query;
    const { lang, words } = this;
    this.#form = formOf(query, this.choices, lang, words);
    const caveat =
      query.caveat === null ? [] : [element("p", { class: "caveat" }, `${words.caveat}: ${query.caveat[lang]}`)];
    const controls = this.#controls();
    controls.append(button(words.edit, () => void this.#toText()));
    const head = element("h2", {}, query.title[lang]);
    this.form.replaceChildren(
      head,
      element("p", {}, query.description[lang]),
      ...caveat,
      ...this.#form.fields,
      controls,
    );
    this.#cleared();
  }

  /** @param {string} text */
  #showEditor(text) {
    this.#query = null;
    const { words } = this;
    this.form.replaceChildren(
      element("h2", {}, words.own),
      this.edit,
      element("small", {}, words.editorHint),
      this.#controls(),
    );
    this.#editor ??= showEditor(this.edit, {
      label: words.editor,
      hint: words.editorHint,
      names: () => (this.#names ??= namesOf(this.data, this.ask, this.lang).catch(() => [])),
      run: () => void this.run(),
    });
    this.#editor.text = text || START;
    this.#cleared();
  }

  async #toText() {
    try {
      const text = await this.#bound();
      this.#showEditor(text);
      this.#editor?.focus();
    } catch (error) {
      this.#say(this.#reason(error));
    }
  }

  #cleared() {
    this.#run++;
    this.#say("");
    this.answer.replaceChildren();
    if (innerWidth < NARROW && location.hash !== "") this.form.scrollIntoView();
  }

  /** @param {string} text */
  #say(text) {
    this.status.textContent = text;
  }

  /** Return the values of the form, with the IRI of the record for each label. */
  async #values() {
    /** @type {Record<string, string[]>} */
    const values = {};
    const given = this.#form?.values() ?? {};
    for (const parameter of this.#query?.parameters ?? []) {
      const own = given[parameter.name] ?? [];
      values[parameter.name] =
        parameter.type === "iri" ? await Promise.all(own.map((each) => this.choices.iri(parameter, each))) : own;
    }
    return values;
  }

  async #bound() {
    if (this.#query === null) return this.#editor?.text ?? "";
    return bound(this.#query, await this.#values(), this.data.prefixes);
  }

  /** Return the part of an address that leads to this query. */
  async #hash() {
    const hash = new URLSearchParams();
    if (this.#query === null) {
      hash.set("sparql", this.#editor?.text ?? "");
      return hash.toString();
    }
    hash.set("query", this.#query.name);
    const values = await this.#values();
    for (const parameter of this.#query.parameters) {
      for (const value of values[parameter.name]) {
        if (value === parameter.default) continue;
        const iri = parameter.type === "iri";
        hash.append(parameter.name, iri ? shorten(value, this.data.prefixes, "/").replace(/^<|>$/g, "") : value);
      }
    }
    return hash.toString();
  }

  /**
   * Return what is wrong, in the language of the page.
   * @param {unknown} error
   */
  #reason(error) {
    const { lang, words } = this;
    if (error instanceof Stopped) return words.stopped;
    if (error instanceof Refused) return said(words.failed, { reason: error.message });
    if (error instanceof WrongValue) {
      const facts = { parameter: error.parameter.does[lang], value: error.value };
      if (error instanceof Ambiguous) return said(words.ambiguous, { ...facts, names: error.names.join(", ") });
      return said(error.parameter.type === "iri" ? words.unknownName : words.wrongValue, facts);
    }
    return error instanceof Wrong ? error.message : words.notLoaded;
  }

  /**
   * Return a text as the engine gets it.
   * @param {string} text
   * @returns {{text: string, form: Form}}
   * @throws {Wrong}
   */
  #checked(text) {
    const { words } = this;
    const form = formOfText(text);
    if (form === null) throw new Wrong(words.noForm);
    if (/\bSERVICE\b/i.test(unquoted(text))) throw new Wrong(words.service);
    if (chained(text)) throw new Wrong(words.chained);
    return { text: limited(prefixed(text, this.data.prefixes), form), form };
  }

  /** Run the query, and show its answer; a run that was replaced by another shows nothing. */
  async run() {
    const run = ++this.#run;
    const { words } = this;
    const limit = Math.min(600, Math.max(1, Number(this.limit.value) || LIMIT));
    this.answer.replaceChildren();
    this.halt.disabled = false;
    try {
      this.#say(words.loading);
      await this.engine.start();
      const { text, form } = this.#checked(await this.#bound());
      this.#written = await this.#hash();
      if (run !== this.#run) return;
      if (location.hash !== `#${this.#written}`) location.hash = this.#written;
      this.#say(words.running);
      const start = performance.now();
      const answer = await this.engine.query(text, form, limit).catch((error) => {
        const late = error instanceof Stopped && performance.now() - start >= limit * 1000;
        throw late ? new Wrong(said(words.timedOut, { limit })) : error;
      });
      const cut = answer.rows.length > MOST_ROWS;
      if (cut) answer.rows.length = MOST_ROWS;
      const shown = await this.#shown(answer);
      if (run !== this.#run) return;
      this.answer.replaceChildren(...shown);
      this.#say(this.#count(answer, cut));
    } catch (error) {
      if (run === this.#run) this.#say(this.#reason(error));
    } finally {
      if (run === this.#run) this.halt.disabled = true;
    }
  }

  /** @type {(answer: Answer, cut: boolean) => string} */
  #count({ form, rows, milliseconds }, cut) {
    const { words } = this;
    const facts = { count: rows.length, time: Math.round(milliseconds) };
    if (rows.length === 0) return words.noRows;
    if (cut) return said(words.cut, { count: MOST_ROWS });
    if (form === "CONSTRUCT" || form === "DESCRIBE") return said(words.triples, facts);
    return said(rows.length === 1 ? words.oneRow : words.rows, facts);
  }

  /**
   * Return what shows an answer: links to its files, its chart, and its table.
   * @param {Answer} answer
   */
  async #shown(answer) {
    const { data, lang, words } = this;
    if (answer.form === "ASK") {
      const value = answer.rows[0][0]?.value ?? "";
      return [element("p", { class: "yes-or-no" }, `${words.answer}: ${words[value]}`), ...this.#files(answer)];
    }
    if (answer.rows.length === 0) return this.#files(answer);
    const table = await displayed(data, this.ask, answer, lang);
    const columns = chartable(table);
    const files = this.#files(answer);
    if (columns === null) return [...files, ...tableOf(table, lang, words, this.href)];
    const title = said(words.chart, { value: table.headings[columns.value], label: table.headings[columns.label] });
    const chart = element("details", {}, element("summary", {}, title), barChart(table, columns, title));
    return [...files, chart, ...tableOf(table, lang, words, this.href)];
  }

  /** @param {Answer} answer */
  #files({ form, columns, rows }) {
    const { data, words } = this;
    const name = this.#query?.name ?? "query";
    const triples = form === "CONSTRUCT" || form === "DESCRIBE";
    const files = triples
      ? [
          download(words.turtle, `${name}.ttl`, "text/turtle", () =>
            turtle(/** @type {Row[]} */ (rows), data.prefixes),
          ),
        ]
      : [download(words.json, `${name}.srj`, "application/sparql-results+json", () => json(form, columns, rows))];
    const table = download(words.csv, `${name}.csv`, "text/csv", () => csv(columns, rows));
    const link = element("a", { href: `#${this.#written}`, class: "permalink" }, words.permalink);
    return [element("p", { class: "files" }, table, ...files, link)];
  }
}
