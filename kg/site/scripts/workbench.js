/** The SPARQL page of the site. */

/** @import { Lang, WorkbenchData } from "./types.js" */

import { Bench } from "./bench.js";
import { bound } from "./binding.js";
import { Engine } from "./engine.js";
import { loaded, packed, unpackedJson } from "./packed.js";
import { csv } from "./results.js";

/**
 * Return the function that gives the address of the page of an IRI, null if it has none on this site.
 * @param {WorkbenchData} data
 * @param {string} root
 */
export const pagesOf = (data, root) => {
  const pages = new Map(
    data.pages.map((each) => {
      const [local, page] = each.split("\t");
      return [local, page ?? `${local}/`];
    }),
  );
  return (/** @type {string} */ iri) => {
    const page = iri.startsWith(data.base) ? pages.get(iri.slice(data.base.length)) : undefined;
    if (page === undefined) return null;
    const [folder, ...anchor] = page.split("#");
    return `${root}${folder}index.html${anchor.map((each) => `#${each}`).join("")}`;
  };
};

const start = async () => {
  const host = document.getElementById("workbench");
  if (host === null) return;
  const lang = /** @type {Lang} */ (host.dataset.lang);
  const root = host.dataset.root ?? "";
  try {
    /** @type {WorkbenchData} */
    const data = await unpackedJson(await loaded("workbench", `${root}data/workbench.js`));
    const engine = new Engine(root);
    const bench = new Bench(host, data, engine, lang, pagesOf(data, root + (lang === "zh" ? "zh/" : "")));
    document.getElementById("query-list")?.setAttribute("hidden", "");
    bench.follow();
    addEventListener("hashchange", () => bench.follow());
    engine.start().catch(() => undefined); // so that the first query waits less
    Object.assign(packed, { bench, bound, csv }); // for tests
  } catch {
    host.textContent = host.dataset.failed ?? "";
  }
};

void start();
