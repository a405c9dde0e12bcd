/** The search as a reader sees it: a box, and the list of what it finds. */

/** @import { Lang, SearchData } from "./types.js" */
/** @import { Result } from "./finder.js" */

import { button, element, said, tagOf } from "./dom.js";
import { Finder } from "./finder.js";

const SHOWN = 20; // results before the button for more
const WAIT = 120; // milliseconds after a key, before it searches

/**
 * Return the item of a result.
 * @param {SearchData} data
 * @param {Result} result
 * @param {Lang} lang
 * @param {(iri: string, page: string) => string} href
 */
const item = (data, { found, quoted }, lang, href) => {
  const [iri, kind, region, en, zh, , words, page] = found;
  const [label, other] = lang === "zh" ? [zh, en] : [en, zh];
  const facts = [data.kinds[kind].label[lang]];
  if (region !== -1) facts.push(data.regions[region][lang]);
  const made = element("li", {}, element("a", { href: href(iri, page) }, label));
  made.append(" ", element("span", { class: "kind" }, facts.join(" · ")));
  if (quoted) made.append(element("q", { lang: "zh-Hans" }, words.split("\n")[0]));
  else if (other !== label)
    {made.append(element("span", { class: "other", lang: tagOf(lang === "zh" ? "en" : "zh") }, other));}
  return made;
};

/**
 * Show the search in an element.
 * @param {HTMLElement} host
 * @param {SearchData} data
 * @param {Lang} lang
 * @param {{input: HTMLInputElement, href: (iri: string, page: string) => string,
 *   changed: (words: string) => void}} page
 */
export const showSearch = (host, data, lang, { input, href, changed }) => {
  /** @type {Finder | null} It takes a part of a second to make. */
  let finder = null;
  const words = data.words[lang];
  const status = element("p", { role: "status" });
  const list = element("ol", { class: "results" });
  const more = element("p", {});
  host.replaceChildren(status, list, more);

  /**
   * @param {Result[]} results
   * @param {number} count
   */
  const show = (results, count) => {
    list.append(...results.slice(list.childElementCount, count).map((each) => item(data, each, lang, href)));
    more.replaceChildren();
    if (results.length > count) more.append(button(words.more, () => show(results, count + SHOWN)));
  };
  const search = () => {
    if (input.value.trim() !== "") finder ??= new Finder(data);
    const results = finder?.search(input.value) ?? [];
    list.replaceChildren();
    if (input.value.trim() === "") status.textContent = "";
    else
      {status.textContent = said(results.length > 0 ? words.found : words.none, {
        count: results.length,
        words: input.value.trim(),
      });}
    show(results, SHOWN);
  };
  input.addEventListener("focus", () => setTimeout(() => (finder ??= new Finder(data)), WAIT));
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      search();
      changed(input.value.trim());
    }, WAIT);
  });
  search();
  return search;
};
