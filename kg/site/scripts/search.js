/** The search page. Its box is in the page itself; the query is in its address, `?q=`. */

/** @import { Lang, SearchData } from "./types.js" */

import { loaded, unpackedJson } from "./packed.js";
import { showSearch } from "./results_list.js";

const host = document.getElementById("search-results");
const input = /** @type {HTMLInputElement | null} */ (document.getElementById("search-words"));

/**
 * Return the file of a page, perhaps with an anchor.
 * @param {string} page
 */
const fileOf = (page) => {
  const [folder, ...anchor] = page.split("#");
  return `${folder}index.html${anchor.map((each) => `#${each}`).join("")}`;
};

const start = async () => {
  if (host === null || input === null) return;
  const lang = /** @type {Lang} */ (host.dataset.lang);
  const root = host.dataset.root ?? "";
  const base = root + (lang === "zh" ? "zh/" : "");
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  host.textContent = host.dataset.loading ?? "";
  try {
    /** @type {SearchData} */
    const data = await unpackedJson(await loaded("search", `${root}data/search.js`));
    showSearch(host, data, lang, {
      input,
      href: (iri, page) => base + fileOf(page === "" ? `${iri}/` : page),
      changed: (words) => {
        const query = words === "" ? location.pathname : `?q=${encodeURIComponent(words)}`;
        history.replaceState(null, "", query);
      },
    });
  } catch {
    host.textContent = host.dataset.failed ?? "";
  }
};

void start();
