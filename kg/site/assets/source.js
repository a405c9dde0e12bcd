// The page of a source: shows the quotations in the reader's own copy of the text, which never leaves the page.
"use strict";

(() => {
  const { element, part } = PageParts;

  /** @typedef {{start: number, end: number, item: Element, claims: HTMLAnchorElement[]}} Passage */

  /** The number of further claims that words link to; the list above has all. */
  const MOST_LINKS = 4;

  const section = document.getElementById("copy");
  if (section === null) return;
  const state = part("copy-state", HTMLElement);
  const shown = part("text", HTMLElement);
  const drop = part("drop", HTMLElement);
  const file = part("file", HTMLInputElement);
  /** The number of files that were chosen; only what is found of the last is shown. */
  let chosen = 0;

  /**
   * @param {string} name
   * @param {Record<string, string>} [facts]
   */
  function say(name, facts = {}) {
    state.textContent = (state.dataset[name] ?? "").replace(/\{(\w+)\}/g, (_, key) => facts[key]);
  }

  /**
   * Return the SHA-256 of bytes in hexadecimal digits.
   * @param {ArrayBuffer} bytes
   */
  async function hash(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest].map((each) => each.toString(16).padStart(2, "0")).join("");
  }

  /** @returns {Passage[]} */
  function passages() {
    return [...document.querySelectorAll(".passages li")].map((item) => ({
      start: Number(item.getAttribute("data-start")),
      end: Number(item.getAttribute("data-end")),
      item,
      claims: [...item.querySelectorAll("a")],
    }));
  }

  /**
   * Return a link to the claims of a passage in the list of the page.
   * @param {Element} item
   * @param {number} number How many claims have no link of their own.
   */
  function toList(item, number) {
    item.id = `passage-${item.getAttribute("data-start")}-${item.getAttribute("data-end")}`;
    return element("a", { href: `#${item.id}` }, (state.dataset.more ?? "").replace("{n}", String(number)));
  }

  /**
   * Mark the quotations of a text. Offsets count Unicode characters, of which one may be two units of a string.
   * @param {string} text
   */
  function marked(text) {
    const characters = Array.from(text);
    const quoted = passages();
    const ends = new Set([0, characters.length, ...quoted.flatMap(({ start, end }) => [start, end])]);
    const cuts = [...ends].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((from, at) => {
      const words = characters.slice(from, cuts[at + 1]).join("");
      const here = quoted.filter(({ start, end }) => start <= from && from < end);
      const claims = here.flatMap((each) => each.claims);
      if (claims.length === 0) return words;
      const [first, ...others] = claims.map((claim, number) => {
        const made = element("a", { href: claim.href, title: claim.textContent ?? "" });
        if (number > 0) made.setAttribute("aria-label", claim.textContent ?? "");
        made.append(number === 0 ? words : String(number + 1));
        return made;
      });
      const linked = others.slice(0, MOST_LINKS);
      if (others.length > linked.length) linked.push(toList(here[0].item, others.length - linked.length));
      return element("mark", {}, first, ...linked.map((each) => element("sup", {}, " ", each)));
    });
  }

  /** @param {File} copy */
  async function show(copy) {
    chosen += 1;
    const turn = chosen;
    shown.hidden = true;
    shown.replaceChildren();
    if (globalThis.crypto?.subtle === undefined) {
      say("unable");
      return;
    }
    say("reading");
    try {
      const bytes = await copy.arrayBuffer();
      const found = await hash(bytes);
      if (turn !== chosen) return;
      const wanted = section?.dataset.sha256 ?? "";
      if (found !== wanted) {
        say("other", { found, wanted });
        return;
      }
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      shown.replaceChildren(...marked(text));
      shown.hidden = false;
      say("match");
    } catch {
      if (turn === chosen) say("failed");
    }
  }

  file.addEventListener("change", () => {
    if (file.files !== null && file.files.length > 0) show(file.files[0]);
  });
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const [copy] = event.dataTransfer?.files ?? [];
    if (copy !== undefined) show(copy);
  });
  section.hidden = false;
})();
