/** Elements of a page; a text is text, never markup. */

/**
 * Return an element with attributes and children.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | boolean | null>} [attributes] True has no value; null and false are left out.
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
};

/**
 * Return an element of SVG.
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
export const drawn = (name, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
};

/**
 * Return a button that does something.
 * @param {string} text
 * @param {() => void} press
 */
export const button = (text, press) => {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", press);
  return made;
};

/**
 * Return a text with values in its places, `{count}`.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const said = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));

/**
 * Return the tag of a language in HTML.
 * @param {import("./types.js").Lang} lang
 */
export const tagOf = (lang) => (lang === "zh" ? "zh-Hans" : "en");

/**
 * Return the address of a file that is offered for download.
 * @param {string} text
 * @param {string} type
 */
const addressOf = (text, type) => URL.createObjectURL(new Blob([text], { type }));

/**
 * Return a button that saves a text as a file; the text is made when it is asked for.
 * @param {string} label
 * @param {string} name
 * @param {string} type
 * @param {() => string} text
 */
export const download = (label, name, type, text) =>
  button(label, () => {
    const link = element("a", { href: addressOf(text(), type), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
