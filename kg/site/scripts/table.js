/** The rows of an answer as a table that can be sorted; on a narrow screen each row is a card. */

/** @import { Cell, Table } from "./display.js" */
/** @import { Lang } from "./types.js" */

import { button, element, said, tagOf } from "./dom.js";
import { hasChinese } from "./terms.js";

export const SHOWN = 500; // rows before the button for more

/**
 * Return the content of a cell; its language is that of its characters.
 * @param {Cell} cell
 * @param {Lang} lang
 * @param {(iri: string) => string | null} href
 */
const content = ({ text, iri }, lang, href) => {
  const address = iri === null ? null : href(iri);
  const tag = lang === "en" && hasChinese(text) ? tagOf("zh") : null;
  if (address !== null) return element("a", { href: address, lang: tag }, text);
  return tag === null ? text : element("span", { lang: tag }, text);
};

/**
 * Return the table of an answer.
 * @param {Table} table
 * @param {Lang} lang
 * @param {Record<string, string>} words
 * @param {(iri: string) => string | null} href
 */
export const tableOf = (table, lang, words, href) => {
  const { headings } = table;
  let { rows } = table;
  const body = element("tbody", { role: "rowgroup" });
  const more = element("p", {});
  /** @param {Cell[]} row */
  const line = (row) => {
    const cells = row.map((cell, at) => {
      const kind = cell.number === null ? null : "number";
      return element("td", { role: "cell", "data-heading": headings[at], class: kind }, content(cell, lang, href));
    });
    return element("tr", { role: "row" }, ...cells);
  };
  /** @param {number} count */
  const show = (count) => {
    body.append(...rows.slice(body.childElementCount, count).map(line));
    more.replaceChildren();
    const left = Math.min(SHOWN, rows.length - count);
    if (left > 0) more.append(button(said(words.moreRows, { count: left }), () => show(count + SHOWN)));
  };
  const order = new Intl.Collator(tagOf(lang), { numeric: true }).compare;
  /** @type {(at: number, down: boolean) => void} */
  const sort = (at, down) => {
    rows = rows.toSorted((one, other) => {
      const [a, b] = [one[at], other[at]];
      if (a.text === "" || b.text === "") return Number(a.text === "") - Number(b.text === ""); // empty cells last
      const found = a.number !== null && b.number !== null ? a.number - b.number : order(a.text, b.text);
      return down ? -found : found;
    });
    body.replaceChildren();
    show(SHOWN);
  };
  const heads = headings.map((heading, at) => {
    const head = element("th", { role: "columnheader", scope: "col" });
    const press = button(heading, () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const each of heads) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(at, down);
    });
    press.title = said(words.sort, { column: heading });
    head.append(press);
    return head;
  });
  show(SHOWN);
  const head = element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads));
  const made = element("table", { role: "table", class: "answer", "aria-label": words.table }, head, body);
  return [element("div", { class: "wide", role: "region", "aria-label": words.table, tabindex: "0" }, made), more];
};
