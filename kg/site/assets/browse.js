// The page of all claims: filters by facets with counts, sorts, and keeps the choice in the address of the page.
"use strict";

(() => {
  const { element, link, part, say, inAddress, keep } = PageParts;

  /**
   * Label, number of the folder, name, value as text and as number, period; then for each facet the numbers of
   * its values.
   * @typedef {[string, number, string, string, number | null, string, ...number[][]]} Claim
   * @typedef {{facets: Array<[string, Array<[string, string, string]>]>, folders: string[], claims: Claim[],
   *   most: number}} Claims
   */

  const FIRST_FACET = 6;

  /** @type {Claims} */
  const data = /** @type {any} */ (globalThis).claims;
  const names = data.facets.map(([name]) => name);
  const valuesOf = data.facets.map(([, values]) => values);
  /** @type {Array<Set<number>>} The chosen values of each facet. */
  const chosen = names.map(() => new Set());
  /** @type {HTMLElement[][]} The items of the values of each facet, in the page. */
  const items = [];
  const sort = part("sort", HTMLSelectElement);
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  let page = 1;

  /**
   * @param {Claim} claim
   * @param {number} facet
   */
  function valuesIn(claim, facet) {
    return /** @type {number[]} */ (claim[FIRST_FACET + facet]);
  }

  /**
   * Return the claims that fit all facets but one.
   * @param {number} but The number of the facet that does not count, -1 for none.
   */
  function fitting(but) {
    const used = names.map((_, at) => at).filter((at) => at !== but && chosen[at].size > 0);
    return data.claims.filter((claim) => used.every((at) => valuesIn(claim, at).some((each) => chosen[at].has(each))));
  }

  /**
   * Return the labels of the values of a claim.
   * @param {Claim} claim
   * @param {string} name The name of the facet.
   */
  function labels(claim, name) {
    const facet = names.indexOf(name);
    return valuesIn(claim, facet).map((at) => valuesOf[facet][at]);
  }

  /**
   * @param {Claim} claim
   * @param {string} by
   * @returns {string | number}
   */
  function key(claim, by) {
    if (by === "value") return claim[4] ?? Infinity;
    if (by === "period") return claim[5] === "" ? "\uffff" : claim[5];
    if (by === "claim") return claim[0];
    return labels(claim, by)[0]?.[1] ?? "\uffff";
  }

  /**
   * @param {Claim[]} claims
   * @returns {Claim[]}
   */
  function sorted(claims) {
    const by = sort.value;
    return claims
      .map((claim) => ({ claim, key: key(claim, by) }))
      .sort((a, b) =>
        typeof a.key === "number" && typeof b.key === "number"
          ? Math.sign(a.key - b.key) || 0
          : compare(String(a.key), String(b.key)),
      )
      .map(({ claim }) => claim);
  }

  /** @param {Claim} claim */
  function row(claim) {
    const cells = [
      [link(claim[0], `${data.folders[claim[1]]}/${claim[2]}/`)],
      labels(claim, "region").map(([, label, href]) => link(label, href)),
      [claim[3]],
      [claim[5]],
      labels(claim, "source").map(([, label, href]) => link(label, href)),
    ];
    const titles = ["claim", "region", "value", "period", "source"].map((name) => say(name));
    return element(
      "tr",
      {},
      ...cells.map((content, at) => {
        const cell = element("td", { "data-label": titles[at] });
        for (const each of content) cell.append(...(cell.hasChildNodes() ? [", ", each] : each === "" ? [] : [each]));
        return cell;
      }),
    );
  }

  function count() {
    for (const facet of names.keys()) {
      const counts = new Map();
      for (const claim of fitting(facet)) {
        for (const at of valuesIn(claim, facet)) counts.set(at, (counts.get(at) ?? 0) + 1);
      }
      items[facet].forEach((item, at) => {
        const number = counts.get(at) ?? 0;
        const box = item.querySelector("input");
        const mark = item.querySelector(".number");
        if (box !== null) box.checked = chosen[facet].has(at);
        if (mark !== null) mark.textContent = String(number);
        item.hidden = number === 0 && !chosen[facet].has(at);
      });
    }
  }

  function show() {
    count();
    const found = sorted(fitting(-1));
    const pages = Math.max(1, Math.ceil(found.length / data.most));
    page = Math.min(Math.max(1, page), pages);
    const first = (page - 1) * data.most;
    const some = found.slice(first, first + data.most);
    part("claims", HTMLTableElement).tBodies[0].replaceChildren(...some.map(row));
    part("count", HTMLElement).textContent = say("found", { n: found.length });
    part("range", HTMLElement).textContent =
      some.length > 0 ? say("range", { first: first + 1, last: first + some.length }) : "";
    part("previous", HTMLButtonElement).disabled = page === 1;
    part("next", HTMLButtonElement).disabled = page === pages;
    part("reset", HTMLButtonElement).disabled = chosen.every((each) => each.size === 0);
    /** @type {Record<string, string[]>} */
    const kept = {};
    names.forEach((name, facet) => {
      kept[name] = [...chosen[facet]].map((at) => valuesOf[facet][at][0]);
    });
    kept.sort = sort.selectedIndex === 0 ? [] : [sort.value];
    kept.page = page === 1 ? [] : [String(page)];
    keep(kept);
  }

  function build() {
    for (const [facet, name] of names.entries()) {
      const details = document.querySelector(`details[data-facet="${name}"]`);
      const list = details?.querySelector("ul");
      if (!(details instanceof HTMLDetailsElement) || !list) throw new Error(`the page has no facet ${name}`);
      const asked = inAddress(name);
      items[facet] = valuesOf[facet].map(([id, label], at) => {
        if (asked.includes(id)) chosen[facet].add(at);
        const box = element("input", { type: "checkbox", value: id });
        box.addEventListener("change", () => {
          chosen[facet][box.checked ? "add" : "delete"](at);
          page = 1;
          show();
        });
        return element("li", {}, element("label", {}, box, " ", label), " ", element("span", { class: "number" }));
      });
      list.replaceChildren(...items[facet]);
      if (chosen[facet].size > 0) details.open = true;
    }
  }

  /** @param {number} by */
  function turn(by) {
    page += by;
    show();
    part("results", HTMLElement).scrollIntoView();
  }

  build();
  const [by] = inAddress("sort");
  if ([...sort.options].some((each) => each.value === by)) sort.value = by;
  page = Number(inAddress("page")[0]) || 1;
  part("results", HTMLElement).hidden = false;
  // On a phone the claims come first: the filters open with one touch.
  if (matchMedia("(max-width: 37rem)").matches) part("filters", HTMLDetailsElement).open = false;
  part("facets", HTMLFormElement).addEventListener("submit", (event) => event.preventDefault());
  part("previous", HTMLButtonElement).addEventListener("click", () => turn(-1));
  part("next", HTMLButtonElement).addEventListener("click", () => turn(1));
  part("reset", HTMLButtonElement).addEventListener("click", () => {
    for (const each of chosen) each.clear();
    page = 1;
    show();
  });
  sort.addEventListener("change", () => {
    page = 1;
    show();
  });
  show();
})();
