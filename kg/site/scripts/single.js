/** The single file: search, SPARQL, and entities in one page. What is after # says what is shown. */

/** @import { Lang, SearchData, WorkbenchData } from "./types.js" */

import { Bench } from "./bench.js";
import { bound } from "./binding.js";
import { element, tagOf } from "./dom.js";
import { Engine } from "./engine.js";
import { packed, unpackedJson } from "./packed.js";
import { recordOf } from "./record.js";
import { csv } from "./results.js";
import { showSearch } from "./results_list.js";

const KEPT = "quality-strategy-language";

/** Return the language of the address, of the last visit, or of the browser. */
const languageOf = () => {
  const asked = new URLSearchParams(location.search).get("lang");
  const known =
    asked ??
    (() => {
      try {
        return localStorage.getItem(KEPT); // refused for files by some settings
      } catch {
        return null;
      }
    })();
  return /** @type {Lang} */ ((known ?? navigator.language).startsWith("zh") ? "zh" : "en");
};

class Page {
  /** @type {Bench | null} */
  #bench = null;

  /**
   * @param {HTMLElement} host
   * @param {SearchData} search
   * @param {WorkbenchData} data
   */
  constructor(host, search, data) {
    this.host = host;
    this.search = search;
    this.data = data;
    this.engine = new Engine("");
  }

  /** @param {Lang} lang */
  show(lang) {
    this.lang = lang;
    const { data, host, search } = this;
    const words = { ...search.words[lang], ...data.words[lang] };
    document.documentElement.lang = tagOf(lang);
    document.title = words.title;
    const other = lang === "zh" ? "en" : "zh";
    const turn = element(
      "button",
      { type: "button", lang: tagOf(other) },
      new Intl.DisplayNames(tagOf(other), { type: "language" }).of(tagOf(other)) ?? other,
    );
    turn.addEventListener("click", () => {
      try {
        localStorage.setItem(KEPT, other);
      } catch {
        // the choice is not kept
      }
      this.show(other);
    });
    const links = [
      element("a", { href: "#search=" }, words.search),
      element("a", { href: "#sparql=" }, words.sparql),
      turn,
    ];
    const head = element(
      "header",
      {},
      element("h1", {}, words.title),
      element("nav", { "aria-label": words.title }, ...links),
    );
    const box = element("input", {
      type: "search",
      id: "search-words",
      "aria-label": words.search,
      placeholder: words.hint,
    });
    const results = element("div", { id: "search-results" });
    const bench = element("div", { id: "workbench" });
    const record = element("article", { id: "record" });
    const find = element("section", { "aria-label": words.search }, element("p", {}, words.about), box, results);
    host.replaceChildren(head, element("main", {}, find, bench, record));
    const run = showSearch(results, search, lang, {
      input: box,
      href: (iri) => `#record=${iri}`,
      changed: (typed) => history.replaceState(null, "", `#search=${encodeURIComponent(typed)}`),
    });
    this.parts = { find, bench, record, box, run };
    this.#bench = null;
    void this.follow();
  }

  /** @param {string} iri */
  href = (iri) => (iri.startsWith(this.data.base) ? `#record=${iri.slice(this.data.base.length)}` : null);

  async follow() {
    const { data, lang, parts } = this;
    if (parts === undefined || lang === undefined) return;
    const hash = location.hash.replace(/^#/, "");
    const record = hash.startsWith("record=") ? decodeURIComponent(hash.slice("record=".length)) : null;
    const queries = /^(query|sparql)=/.test(hash);
    parts.bench.hidden = !queries;
    parts.record.hidden = record === null;
    parts.find.hidden = queries || record !== null;
    if (queries) {
      this.#bench ??= new Bench(parts.bench, data, this.engine, lang, this.href);
      this.#bench.follow(hash);
      return;
    }
    if (record !== null) {
      parts.record.replaceChildren(element("p", { role: "status" }, data.words[lang].loading));
      const ask = async (/** @type {string} */ text) => (await this.engine.query(text, "SELECT")).rows;
      parts.record.replaceChildren(...(await recordOf(data, ask, data.base + record, lang, this.href)));
      return;
    }
    const typed = new URLSearchParams(hash).get("search") ?? "";
    if (typed !== parts.box.value) {
      parts.box.value = typed;
      parts.run();
    }
  }
}

const start = async () => {
  const host = document.getElementById("page");
  if (host === null || packed.search === undefined || packed.workbench === undefined) return;
  const [search, data] = await Promise.all([unpackedJson(packed.search), unpackedJson(packed.workbench)]);
  const page = new Page(host, search, data);
  page.show(languageOf());
  addEventListener("hashchange", () => void page.follow());
  page.engine.start().catch(() => undefined);
  Object.assign(packed, { page, bound, csv }); // for tests
};

void start();
