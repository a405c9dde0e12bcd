// What the scripts of several pages share: elements, links, words of the page, and the state in its address.
"use strict";

const PageParts = (() => {
  /**
   * Make an element.
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Record<string, string>} attributes
   * @param {...(Node | string)} content
   * @returns {HTMLElementTagNameMap[Name]}
   */
  function element(name, attributes, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  /**
   * Return the address of a page: on a disk, a folder opens only by the name of the file in it.
   * @param {string} href
   */
  function address(href) {
    return location.protocol === "file:" ? href.replace(/^([^?#]*\/)(?=[?#]|$)/, "$1index.html") : href;
  }

  /**
   * @param {string} text
   * @param {string} href
   */
  function link(text, href) {
    return element("a", { href: address(href) }, text);
  }

  /**
   * Find the element of a page that its script needs.
   * @template {HTMLElement} Kind
   * @param {string} id
   * @param {new () => Kind} kind
   * @returns {Kind}
   */
  function part(id, kind) {
    const found = document.getElementById(id);
    if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
    return found;
  }

  /**
   * Read JSON in the page.
   * @param {string} id
   */
  function json(id) {
    return JSON.parse(part(id, HTMLScriptElement).textContent ?? "");
  }

  /** @type {Record<string, string> | undefined} */
  let words;

  /**
   * Return words of the page, with facts in their places.
   * @param {string} name
   * @param {Record<string, string | number>} [facts]
   */
  function say(name, facts = {}) {
    words ??= /** @type {Record<string, string>} */ (json("words"));
    return words[name].replace(/\{(\w+)\}/g, (_, key) => String(facts[key]));
  }

  /**
   * Return the values of a name in the address of the page: `?region=a,b` has two.
   * @param {string} name
   */
  function inAddress(name) {
    return (new URLSearchParams(location.search).get(name) ?? "").split(",").filter((each) => each !== "");
  }

  /**
   * Keep values in the address of the page, so that it can be shared; a name without values is left out.
   * @param {Record<string, string[]>} values
   */
  function keep(values) {
    const pairs = Object.entries(values).filter(([, each]) => each.length > 0);
    const query = pairs.map(([name, each]) => `${name}=${each.map(encodeURIComponent).join(",")}`).join("&");
    try {
      history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
    } catch {
      // A browser may refuse this for a page on a disk; the page works, only its address stays the same.
    }
  }

  return { element, address, link, part, json, say, inAddress, keep };
})();
