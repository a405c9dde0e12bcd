"use strict";

/**
 * @typedef {{quotation: string, source: string, page: string}} Evidence
 * @typedef {{iri: string, label: string, kind: string, value: string, unit: string, period: string, status: string,
 *   region: string, evidence: Evidence[]}} Claim
 * @typedef {{name: string, text: string, page: string, claims: number[]}} Mark
 * @typedef {{words: Record<string, string>, marks: Record<string, Mark>, claims: Claim[]}} Data
 */

(() => {
  const MOST = 12; // more claims than this are opened by a button

  /** @param {string} id */
  const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

  /** @type {Data} */
  const data = JSON.parse(byId("data").textContent ?? "");
  const { words } = data;
  const panel = byId("panel");
  const empty = [...panel.childNodes];

  /** @type {Element | null} */
  let chosen = null;

  /**
   * Return an element with children; text is text, never markup.
   * @param {string} name
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} children
   */
  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  /**
   * Return a link, if the address is one of the web; else nothing.
   * @param {string} address
   * @param {string} text
   */
  const link = (address, text) =>
    /^https?:\/\//.test(address) ? [element("a", { href: address, rel: "noopener" }, text)] : [];

  /** @param {Claim} claim */
  const facts = (claim) => {
    const list = element("dl", {});
    for (const key of /** @type {const} */ (["value", "unit", "period", "status", "region"])) {
      if (claim[key] === "") continue;
      list.append(element("dt", {}, words[key]), element("dd", {}, claim[key].replaceAll("\n", " · ")));
    }
    return list;
  };

  /** @param {Evidence} each */
  const evidence = (each) => {
    const cite = element("cite", {}, each.source, ...link(each.page, ` ${words.page}`));
    return each.quotation === ""
      ? element("div", {}, element("span", { class: "kind" }, words.cited), cite)
      : element("blockquote", { lang: "zh-Hans" }, `“${each.quotation}”`, cite);
  };

  /** @param {Claim} claim */
  const item = (claim) => {
    const kind = element("div", { class: "kind" }, claim.kind);
    return element("li", {}, kind, claim.label, facts(claim), ...claim.evidence.map(evidence));
  };

  /**
   * Show what a mark means.
   * @param {string} key
   * @param {boolean} kept
   */
  const show = (key, kept) => {
    const mark = data.marks[key];
    const claims = mark.claims.map((number) => data.claims[number]);
    const list = element("ol", {}, ...claims.slice(0, MOST).map(item));
    if (claims.length > MOST) {
      const more = words.more.replace("{count}", String(claims.length - MOST));
      const button = element("button", { type: "button", class: "more" }, more);
      button.addEventListener("click", () => button.replaceWith(...claims.slice(MOST).map(item)));
      list.append(button);
    }
    const heading = [element("h2", {}, mark.name), element("p", {}, mark.text), ...link(mark.page, words.page)];
    panel.replaceChildren(...heading, list);
    if (kept) {
      const close = element("button", { type: "button", class: "close" }, words.close);
      close.addEventListener("click", clear);
      panel.prepend(close);
    }
    panel.scrollTop = 0;
  };

  const clear = () => {
    chosen?.classList.remove("chosen");
    chosen = null;
    panel.replaceChildren(...empty);
  };

  /**
   * @param {Element} mark
   * @param {string} key
   */
  const choose = (mark, key) => {
    chosen?.classList.remove("chosen");
    chosen = mark;
    mark.classList.add("chosen");
    show(key, true);
  };

  for (const key of Object.keys(data.marks)) {
    const mark = document.getElementById(key);
    if (mark === null) continue;
    const { name, text } = data.marks[key];
    mark.classList.add("mark");
    mark.setAttribute("tabindex", "0");
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-label", `${name}: ${text}`);
    mark.addEventListener("pointerenter", () => chosen === null && show(key, false));
    mark.addEventListener("focus", () => chosen === null && show(key, false));
    mark.addEventListener("click", () => choose(mark, key));
    mark.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(mark, key);
    });
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && clear());
})();
