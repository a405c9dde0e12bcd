// The basket of claims: a button on the page of each claim, and the page that lists them and writes them out.
"use strict";

(() => {
  const { element, link, part, json, say } = PageParts;

  /**
   * @typedef {{iri: string, path: string, label: string, region: string, value: string, period: string,
   *   source: string, quotation: string, citations: Record<string, string>}} Item
   * @typedef {{read: () => Item[], write: (items: Item[]) => boolean}} Store
   */

  const KEY = "quality-strategy-basket";

  /**
   * The basket in the browser. One that refuses to keep data, as some do for a page on a disk, keeps it for as
   * long as the page is open.
   * @type {Store}
   */
  const store = (() => {
    /** @type {Item[]} */
    let memory = [];
    return {
      read() {
        try {
          const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
          return Array.isArray(kept) ? [...kept, ...memory] : memory;
        } catch {
          return memory;
        }
      },
      write(items) {
        try {
          localStorage.setItem(KEY, JSON.stringify(items));
          memory = [];
          return true;
        } catch {
          memory = items;
          return false;
        }
      },
    };
  })();

  /**
   * Return the texts of elements of the page.
   * @param {string} selector
   */
  function texts(selector) {
    return [...document.querySelectorAll(selector)].map((each) => (each.textContent ?? "").trim());
  }

  /** Return the exact words of each quotation, which the page shows second if others are easier to read. */
  function exactWords() {
    return [...document.querySelectorAll(".quotation")].map((each) => {
      const words = [...each.querySelectorAll("blockquote")].at(-1);
      return words?.textContent ?? "";
    });
  }

  /**
   * Read the claim of this page.
   * @param {HTMLElement} button
   * @returns {Item}
   */
  function claimHere(button) {
    const forms = [...document.querySelectorAll("pre[data-form]")];
    return {
      iri: texts(".iri code")[0],
      path: button.dataset.path ?? "",
      label: texts("h1")[0],
      region: button.dataset.region ?? "",
      value: texts(".amount")[0] ?? "",
      period: button.dataset.period ?? "",
      source: button.dataset.source ?? "",
      quotation: exactWords().join(" | "),
      citations: Object.fromEntries(
        forms.map((each) => [each.getAttribute("data-form") ?? "", each.textContent ?? ""]),
      ),
    };
  }

  /** @param {HTMLButtonElement} button */
  function offer(button) {
    const state = part("basket-state", HTMLElement);
    const claim = claimHere(button);
    const show = () => {
      const has = store.read().some((each) => each.iri === claim.iri);
      button.disabled = has;
      if (has && state.textContent === "") state.textContent = state.dataset.in ?? "";
    };
    button.addEventListener("click", () => {
      const others = store.read().filter((each) => each.iri !== claim.iri);
      state.textContent = (store.write([...others, claim]) ? state.dataset.in : state.dataset.refused) ?? "";
      show();
    });
    button.hidden = false;
    show();
  }

  /**
   * Write a table by RFC 4180. A cell that a spreadsheet program would run as a formula gets an apostrophe.
   * @param {string[][]} rows
   */
  function csv(rows) {
    const cell = (/** @type {string} */ text) => {
      const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  }

  /**
   * Join citations whose last line, the data set, is the same: it is written once.
   * @param {string[]} citations
   * @param {boolean} numbered
   */
  function joined(citations, numbered) {
    const split = citations.map((each) => each.trimEnd().split("\n"));
    const last = split[0].at(-1) ?? "";
    const shared = split.length > 1 && split.every((lines) => lines.length > 1 && lines.at(-1) === last);
    const bodies = split.map((lines, at) => {
      const body = (shared ? lines.slice(0, -1) : lines).join("\n");
      return numbered ? `${at + 1}. ${body}` : body;
    });
    return `${[...bodies, ...(shared ? [last] : [])].join("\n\n")}\n`;
  }

  /**
   * Divide citations into their entries.
   * @param {string[]} citations
   * @param {RegExp} between What an entry ends with.
   */
  function entries(citations, between) {
    const all = citations.flatMap((each) => each.split(between)).map((each) => each.trim());
    return all.filter((each) => each !== "");
  }

  /**
   * Join entries in BibTeX. Two claims from one source have entries that differ in the note, which need two keys.
   * @param {string[]} citations
   */
  function bibtex(citations) {
    /** @type {Map<string, number>} */
    const used = new Map();
    return entries(citations, /(?<=^\}$)/m)
      .map((entry) =>
        entry.replace(/^(@\w+\{)([^,]+)/, (_, start, key) => {
          const times = (used.get(key) ?? 0) + 1;
          used.set(key, times);
          return times === 1 ? start + key : `${start}${key}-${times}`;
        }),
      )
      .join("\n\n")
      .concat("\n");
  }

  /** @param {string[]} citations */
  function ris(citations) {
    return entries(citations, /^ER {2}-.*$/m)
      .map((entry) => `${entry}\nER  - \n`)
      .join("\n")
      .replaceAll("\n", "\r\n");
  }

  /**
   * Write the claims in a format.
   * @param {Item[]} items
   * @param {string} form
   * @returns {{text: string, name: string, type: string}}
   */
  function written(items, form) {
    const kind = form === "footnotes" || form === "csv" ? "text" : form;
    const citations = items.map((each) => each.citations[kind] ?? "");
    if (form === "csv") {
      /** @type {Array<"claim" | keyof Item>} */
      const columns = ["iri", "claim", "region", "value", "period", "quotation", "source"];
      const rows = items.map((each, at) => [
        ...columns.map((name) => String(name === "claim" ? each.label : each[name])),
        citations[at].trimEnd(),
      ]);
      const heads = [...columns, "citation"].map((name) => say(name));
      return { text: csv([heads, ...rows]), name: "claims.csv", type: "text/csv" };
    }
    /** @type {Record<string, string>} The data set, which is cited once. */
    const dataSet = json("data-set");
    const all = [...citations, dataSet[form] ?? ""];
    if (form === "bibtex") return { text: bibtex(all), name: "claims.bib", type: "application/x-bibtex" };
    if (form === "ris") {
      return { text: ris(all), name: "claims.ris", type: "application/x-research-info-systems" };
    }
    const text = form === "footnotes" ? joined(citations, true) : joined(all.filter(Boolean), false);
    return { text, name: form === "footnotes" ? "footnotes.txt" : "references.txt", type: "text/plain" };
  }

  function list() {
    const filled = part("filled", HTMLElement);
    const form = part("form", HTMLSelectElement);
    const save = part("save", HTMLAnchorElement);
    const titles = ["claim", "region", "value", "period", "source"].map((name) => say(name));

    const write = () => {
      const { text, name, type } = written(store.read(), form.value);
      part("export", HTMLElement).textContent = text;
      if (save.href.startsWith("blob:")) URL.revokeObjectURL(save.href);
      // Spreadsheet programs read UTF-8 only after a mark of byte order.
      save.href = URL.createObjectURL(new Blob([type === "text/csv" ? "\ufeff" : "", text], { type }));
      save.download = name;
    };

    const show = () => {
      const items = store.read();
      const count = part("count", HTMLElement);
      count.textContent = items.length === 0 ? say("empty") : say("count", { n: items.length });
      filled.hidden = items.length === 0;
      const rows = items.map((each) => {
        const button = element("button", { type: "button", "aria-label": say("removing", { claim: each.label }) });
        button.append(say("remove"));
        button.addEventListener("click", () => {
          store.write(store.read().filter((other) => other.iri !== each.iri));
          show();
        });
        const name = link(each.label, `${filled.dataset.root}${each.path}`);
        const cells = [name, each.region, each.value, each.period, each.source, button];
        const row = element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
        for (const [at, title] of titles.entries()) row.cells[at].setAttribute("data-label", title);
        return row;
      });
      part("claims", HTMLTableElement).tBodies[0].replaceChildren(...rows);
      if (items.length > 0) write();
    };

    form.addEventListener("change", write);
    part("empty", HTMLButtonElement).addEventListener("click", () => {
      store.write([]);
      show();
    });
    show();
  }

  const button = document.getElementById("basket");
  if (button instanceof HTMLButtonElement) offer(button);
  else list();
})();
