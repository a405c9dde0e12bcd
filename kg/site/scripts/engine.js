/** The query engine as a page uses it: one query at a time, each with a time limit. */

/** @import { Answer, Form, Packed } from "./types.js" */

import { loaded } from "./packed.js";

/** The query was stopped, by the reader or by its time limit. */
export class Stopped extends Error {}

/** The engine does not understand the query, or cannot answer it; the message is that of the engine. */
export class Refused extends Error {}

/**
 * Start a worker. From `file:` and in the single file, its text becomes a file in memory, since browsers
 * refuse to start one from disk.
 * @param {string} root
 * @param {string} text
 */
const started = (root, text) => {
  if (/^https?:$/.test(location.protocol) && root !== "") return new Worker(`${root}assets/worker.js`);
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = new Worker(address);
  worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
  return worker;
};

export class Engine {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Promise<Answer> | null} */
  #ready = null;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();
  /** @type {((reason: Error) => void) | null} */
  #end = null;

  /** @param {string} root The address of the folder of the site, relative to the page; empty in the single file. */
  constructor(root) {
    this.root = root;
  }

  /**
   * Send a message to the worker and return its answer.
   * @param {Worker} worker
   * @param {object} message
   * @returns {Promise<Answer>}
   */
  #sent(worker, message) {
    return new Promise((resolve, reject) => {
      this.#end = reject;
      worker.onmessage = ({ data }) => (data.error === undefined ? resolve(data) : reject(new Refused(data.error)));
      worker.onerror = (event) => {
        event.preventDefault();
        this.stop();
        reject(new Refused(event.message));
      };
      worker.postMessage(message);
    });
  }

  /** Load engine and graph; it is done once, and again after a query was stopped. */
  start() {
    this.#ready ??= (async () => {
      const [engine, graph] = await Promise.all([
        /** @type {Promise<NonNullable<Packed["engine"]>>} */ (loaded("engine", `${this.root}assets/oxigraph.js`)),
        loaded("graph", `${this.root}data/graph.js`),
      ]);
      this.#worker = started(this.root, engine.worker);
      return this.#sent(this.#worker, { wasm: engine.wasm, graph });
    })();
    return this.#ready;
  }

  /**
   * Return the answer to a query, after those before it.
   * @param {string} text
   * @param {Form} form
   * @param {number} limit The time that it may take, in seconds.
   * @returns {Promise<Answer>}
   * @throws {Stopped | Refused}
   */
  query(text, form, limit = 20) {
    const run = async () => {
      await this.start();
      const timer = setTimeout(() => this.stop(), limit * 1000);
      try {
        return await this.#sent(/** @type {Worker} */ (this.#worker), { text, form });
      } finally {
        clearTimeout(timer);
        this.#end = null;
      }
    };
    const found = this.#last.then(run, run);
    this.#last = found.catch(() => undefined);
    return found;
  }

  /** Stop the query that runs, with its worker; the next query starts another. */
  stop() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = null;
    this.#end?.(new Stopped());
    this.#end = null;
  }
}
