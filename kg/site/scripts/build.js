/**
 * Builds the scripts of the site in kg/site/bundle, with esbuild. The same sources and packages give the same bytes.
 * Run it with `make site`.
 */

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = new URL("./", import.meta.url);
const BUNDLE = new URL("../bundle/", import.meta.url);
const ENTRIES = ["search", "workbench", "single", "loader", "worker"];

/** @param {string} name */
const path = (name) => fileURLToPath(new URL(name, HERE));

await rm(BUNDLE, { recursive: true, force: true });
await mkdir(BUNDLE, { recursive: true });
const { metafile, outputFiles } = await build({
  entryPoints: ENTRIES.map((name) => path(`${name}.js`)),
  outdir: fileURLToPath(BUNDLE),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "ascii", // a script then means the same in any encoding
  define: { "import.meta.url": '""' }, // the engine gets its bytes, and looks for no file
  legalComments: "none",
  metafile: true,
  write: false,
});
for (const { path: file, text } of outputFiles) await writeFile(file, text);

const worker = outputFiles.find(({ path: file }) => file.endsWith("worker.js"));
if (worker === undefined) throw new Error("no worker was built");
const wasm = gzipSync(await readFile(new URL(import.meta.resolve("oxigraph/web_bg.wasm"))), { level: 9 });
wasm[9] = 255; // the operating system is no part of the content
const engine = { wasm: wasm.toString("base64"), worker: worker.text };
await writeFile(new URL("oxigraph.js", BUNDLE), `(globalThis.KG ??= {}).engine = ${JSON.stringify(engine)};\n`);

/**
 * Return the name, the version, and the license of a package whose code is in the scripts.
 * @param {string} name
 */
const licenseOf = async (name) => {
  const folder = new URL(`../../../node_modules/${name}/`, HERE);
  const { version, license, repository } = JSON.parse(await readFile(new URL("package.json", folder), "utf-8"));
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? `${license}; ${repository.url}` : await readFile(new URL(file, folder), "utf-8");
  return { title: `${name} ${version} (${license})`, text: text.trim() };
};

const names = Object.keys(metafile.inputs).flatMap(
  (each) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(each)?.[1] ?? [],
);
/** @type {Map<string, string[]>} The packages of each license text. */
const licenses = new Map();
for (const { title, text } of await Promise.all([...new Set(names)].sort().map(licenseOf))) {
  licenses.set(text, [...(licenses.get(text) ?? []), title]);
}
const parts = [...licenses].map(([text, titles]) => `${titles.join("\n")}\n\n${text}\n`);
await writeFile(new URL("licenses.txt", BUNDLE), parts.join(`\n${"-".repeat(80)}\n\n`));
