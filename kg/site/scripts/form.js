/** The form of a canned query: a field for each parameter. */

/** @import { Choices } from "./choices.js" */
/** @import { Lang, Parameter, Query } from "./types.js" */

import { button, element, said } from "./dom.js";

/**
 * @typedef {{fields: HTMLElement[], values: () => Record<string, string[]>,
 *   set: (values: Record<string, string[]>) => void}} Form
 */

/**
 * Return what a parameter takes, in words.
 * @param {Parameter} parameter
 * @param {Record<string, string>} words
 */
const hintOf = (parameter, words) => {
  const hints = [];
  const { least, most } = parameter;
  if (least !== null && most !== null) hints.push(said(words.bounds, { low: least, high: most }));
  else if (least !== null) hints.push(said(words.atLeast, { low: least }));
  if (parameter.choices.length === 0 && parameter.default !== "")
    {hints.push(said(words.default, { value: parameter.default }));}
  if (parameter.choices.length === 0 && parameter.example !== "")
    {hints.push(said(words.example, { value: parameter.example }));}
  return hints.join(" · ");
};

/**
 * Return a list of the values of a parameter of few.
 * @param {Parameter} parameter
 * @param {Lang} lang
 * @param {Record<string, string>} words
 */
const selectOf = (parameter, lang, words) => {
  const any = parameter.default === "" ? [element("option", { value: "" }, words.any)] : [];
  const options = parameter.choices.map((each) => {
    const selected = each.value === parameter.default;
    return element("option", { value: each.value, selected }, each.label[lang]);
  });
  return element("select", {}, ...any, ...options);
};

/**
 * Let a field suggest the records whose names have what was typed.
 * @param {HTMLInputElement} input
 * @param {HTMLDataListElement} list
 * @param {Parameter} parameter
 * @param {Choices} choices
 */
const suggest = (input, list, parameter, choices) => {
  const fill = async () => {
    const typed = input.value;
    const found = await choices.like(parameter.classes, typed).catch(() => []);
    if (input.value !== typed) return;
    const labels = found.map((each) => each.label);
    list.replaceChildren(
      ...found.map(({ label, name }) => {
        const single = labels.indexOf(label) === labels.lastIndexOf(label);
        return element("option", { value: single ? label : `${label} (${name})`, label: name });
      }),
    );
  };
  input.addEventListener("focus", () => void fill());
  input.addEventListener("input", () => void fill());
};

/**
 * Return the fields of a canned query.
 * @param {Query} query
 * @param {Choices} choices
 * @param {Lang} lang
 * @param {Record<string, string>} words
 * @returns {Form}
 */
export const formOf = (query, choices, lang, words) => {
  /** @type {Map<string, (HTMLInputElement | HTMLSelectElement)[]>} */
  const inputs = new Map();
  /** @type {Map<string, () => void>} */
  const another = new Map();

  /** @param {Parameter} parameter */
  const field = (parameter) => {
    const { name, type, several } = parameter;
    const own = /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ ([]);
    inputs.set(name, own);
    const hint = hintOf(parameter, words);
    const id = `parameter-${name}`;
    const list = element("datalist", { id: `${id}-choices` });
    const places = element("span", { class: "values" });
    const add = () => {
      const input =
        parameter.choices.length > 0
          ? selectOf(parameter, lang, words)
          : element("input", {
              type: "text",
              inputmode: type === "integer" ? "numeric" : type === "decimal" ? "decimal" : null,
              list: type === "iri" ? list.id : null,
              autocomplete: "off",
              placeholder: parameter.default === "" && type !== "string" ? words.any : null,
            });
      input.id = own.length === 0 ? id : `${id}-${own.length}`;
      input.setAttribute("aria-label", parameter.does[lang]);
      if (hint !== "") input.setAttribute("aria-describedby", `${id}-hint`);
      if (type === "iri") suggest(/** @type {HTMLInputElement} */ (input), list, parameter, choices);
      own.push(input);
      places.append(input);
    };
    another.set(name, add);
    add();
    const label = element("label", { for: id }, parameter.does[lang], " ", element("code", {}, name));
    const made = element("div", { class: "field" }, label, places, list);
    if (several) made.append(button(words.another, add));
    if (hint !== "") made.append(element("small", { id: `${id}-hint` }, hint));
    return made;
  };

  return {
    fields: query.parameters.map(field),
    values: () =>
      Object.fromEntries(
        [...inputs].map(([name, own]) => [name, own.map((each) => each.value.trim()).filter((each) => each !== "")]),
      ),
    set: (values) => {
      for (const [name, given] of Object.entries(values)) {
        const own = inputs.get(name);
        if (own === undefined) continue;
        while (own.length < given.length) another.get(name)?.();
        given.forEach((value, at) => (own[at].value = value));
      }
    },
  };
};
