// The page that compares regions: chooses regions and rows, and keeps both in the address of the page.
"use strict";

(() => {
  const { element, link, part, json, say, inAddress, keep } = PageParts;

  /**
   * The links of a cell, and the number of claims without one: `[["found", "../source/..."], 2]`.
   * @typedef {Array<[string, string] | number>} Links
   * @typedef {"measures" | "indicators"} Kind
   * @typedef {{id: string, name: string, href: string, measures: string, indicators: string,
   *   links: Record<Kind, Record<string, Links>>}} Region
   * @typedef {{regions: Region[], rows: Record<Kind, Array<[string, string]>>, most: number}} Comparison
   */

  /** @type {Comparison} */
  const data = /** @type {any} */ (globalThis).comparison;
  /** @type {Record<string, string>} */
  const states = json("letters");
  const form = part("choice", HTMLFormElement);
  const message = part("message", HTMLElement);
  /** @type {Kind[]} */
  const kinds = ["measures", "indicators"];
  const boxes = [...form.querySelectorAll("input")].filter((each) => each.name === "region");
  const choices = [...form.querySelectorAll("input")].filter((each) => each.name === "rows");

  function chosen() {
    const names = boxes.filter((box) => box.checked).map((box) => box.value);
    return data.regions.filter((region) => names.includes(region.id));
  }

  function rowsWanted() {
    return choices.find((each) => each.checked)?.value ?? "all";
  }

  /**
   * Decide whether a row is shown: regions that are not coded neither differ nor share.
   * @param {string[]} found The states of a row.
   */
  function wanted(found) {
    const coded = found.filter((state) => state !== "u");
    if (rowsWanted() === "different") return new Set(coded).size > 1;
    if (rowsWanted() === "shared") return found.every((state) => state === "y");
    return true;
  }

  /**
   * @param {Region} region
   * @param {Kind} kind
   * @param {number} at
   */
  function cell(region, kind, at) {
    const state = region[kind][at];
    const made = element("td", { class: state, "data-label": region.name });
    for (const each of region.links[kind][at] ?? []) {
      if (typeof each === "number") {
        // Claims on another form of a measure have other measures: the page of this one lists them.
        const [, page] = data.rows[kind][at];
        const claims = `${form.dataset.browse}?region=${region.id}&measure=${page.split("/").at(-2)}`;
        const address = state === "y" ? claims : page;
        made.append(" (", link(say("more", { n: each }), address), ")");
      } else {
        if (made.childNodes.length > 0) made.append(element("br", {}));
        made.append(link(...each));
      }
    }
    if (made.childNodes.length === 0) made.append(states[state]);
    return made;
  }

  /**
   * @param {Kind} kind
   * @param {Region[]} regions
   */
  function show(kind, regions) {
    const table = part(kind, HTMLTableElement);
    const [corner] = table.querySelectorAll("thead th");
    const heads = regions.map((each) => element("th", { scope: "col" }, link(each.name, each.href)));
    corner.parentElement?.replaceChildren(corner, ...heads);
    const rows = data.rows[kind]
      .map((row, at) => ({ row, at }))
      .filter(({ at }) => wanted(regions.map((each) => each[kind][at])))
      .map(({ row, at }) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, link(...row)),
          ...regions.map((each) => cell(each, kind, at)),
        ),
      );
    table.tBodies[0].replaceChildren(...rows);
    part(`${kind}-count`, HTMLElement).textContent = say("shown", {
      shown: rows.length,
      total: data.rows[kind].length,
    });
  }

  function update() {
    const regions = chosen();
    if (regions.length < 2) {
      message.textContent = say("choose");
      return;
    }
    const unread = regions.filter((each) => !/[^u]/.test(each.measures)).map((each) => each.name);
    message.textContent = unread.length > 0 ? say("unread", { regions: unread.join(", ") }) : "";
    for (const kind of kinds) show(kind, regions);
    const rows = rowsWanted();
    keep({ regions: regions.map((each) => each.id), rows: rows === "all" ? [] : [rows] });
  }

  /** @param {Event} event */
  function changed(event) {
    const box = event.target;
    if (box instanceof HTMLInputElement && box.checked && chosen().length > data.most) {
      box.checked = false;
      message.textContent = say("most");
      return;
    }
    update();
  }

  const known = new Set(boxes.map((box) => box.value));
  const asked = inAddress("regions").filter((name) => known.has(name)).slice(0, data.most);
  if (asked.length > 1) {
    for (const box of boxes) box.checked = asked.includes(box.value);
  }
  const [rows] = inAddress("rows");
  for (const each of choices) {
    if (each.value === rows) each.checked = true;
  }
  form.hidden = false;
  form.addEventListener("change", changed);
  update();
})();
