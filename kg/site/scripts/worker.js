/** The query engine, in a worker: a query cannot be stopped, but its worker can. */

import { initSync, Store } from "oxigraph/web.js";
import { answerOf } from "./answers.js";
import { unpacked } from "./packed.js";
import { ntriples } from "./triples.js";

/** @type {Store} */
let store;
/** @type {{memory: WebAssembly.Memory}} */
let engine;

addEventListener("message", async ({ data }) => {
  const start = performance.now();
  try {
    if (data.wasm !== undefined) {
      const [wasm, graph] = await Promise.all([unpacked(data.wasm), unpacked(data.graph)]);
      engine = initSync({ module: wasm });
      store = new Store();
      for (const part of ntriples(graph)) store.load(part, { format: "application/n-triples" });
    }
    const found = data.text !== undefined ? answerOf(store, data.text, data.form) : {};
    const memory = engine.memory.buffer.byteLength;
    postMessage({ ...found, form: data.form, memory, milliseconds: performance.now() - start });
  } catch (error) {
    postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
