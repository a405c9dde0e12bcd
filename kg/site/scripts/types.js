/**
 * The types that the scripts share. Python writes the data: `kg/site/search.py`, `kg/site/workbench.py`.
 *
 * @typedef {"en" | "zh"} Lang
 * @typedef {Record<Lang, string>} Both A text in both languages.
 *
 * @typedef {{type: "uri" | "literal" | "bnode" | "triple", value: string, datatype?: string, lang?: string,
 *   tag?: string}} Term
 *   A term of an answer. `lang` is its language tag without the script: `zh` of `zh-Hans`.
 * @typedef {(Term | null)[]} Row
 * @typedef {"SELECT" | "ASK" | "CONSTRUCT" | "DESCRIBE"} Form
 * @typedef {{form: Form, columns: string[], rows: Row[], memory: number, milliseconds: number}} Answer
 *   `memory` is that of the engine, in bytes.
 *
 * @typedef {{name: string, type: "iri" | "integer" | "decimal" | "string", does: Both, example: string,
 *   classes: string[], default: string, choices: {value: string, label: Both}[], least: number | null,
 *   most: number | null, several: boolean}} Parameter
 * @typedef {{name: string, theme: string, title: Both, description: Both, caveat: Both | null, body: string,
 *   parameters: Parameter[]}} Query
 *
 * @typedef {{queries: Query[], themes: Record<string, Both>, words: Record<Lang, Record<string, string>>,
 *   headings: Record<string, Both>, codes: Record<string, Record<string, Both>>, prefixes: Record<string, string>,
 *   base: string, terms: Record<string, Both>, selects: Record<string, string>, pages: string[]}} WorkbenchData
 *   `codes` are by context, "" for any column; `terms` are labels of terms of other standards; `selects` are the
 *   queries that find labels; `pages` are, sorted, the ends of the IRIs that have a page elsewhere than at their own
 *   path, each with that page after a tab, and those that have a page at their path.
 *
 * @typedef {[iri: string, kind: number, region: number, en: string, zh: string, other: string, quoted: string,
 *   page: string]} Found A record: the end of its IRI, the numbers of its class and region (-1 if none), its labels,
 *   its alternative labels and its quotations, each on a line, and its page, if that is not at the path of its IRI.
 * @typedef {{kinds: {label: Both, weight: number}[], regions: Both[], records: Found[], traditional: string,
 *   simplified: string, words: Record<Lang, Record<string, string>>}} SearchData
 *
 * @typedef {{search?: string, workbench?: string, graph?: string, script?: string,
 *   engine?: {wasm: string, worker: string}}} Packed
 *   What the data scripts set: gzip in base64, and the text of the worker. `script` is that of the single file.
 */

export {};
