/** Data in scripts: gzip in base64, which a page can load from `file:` too, where it may not fetch. */

/** @import { Packed } from "./types.js" */

/**
 * Return the bytes of a text in base64.
 * @param {string} text
 */
export const bytesOf = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));

/**
 * Return the bytes that a text in base64 has as gzip.
 * @param {string} text
 */
export const unpacked = async (text) => {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

/**
 * Return the JSON that a text in base64 has as gzip.
 * @param {string} text
 * @returns {Promise<any>}
 */
export const unpackedJson = async (text) => JSON.parse(new TextDecoder().decode(await unpacked(text)));

const world = /** @type {{KG?: Packed}} */ (globalThis);

/** What the data scripts have set so far. */
export const packed = (world.KG ??= {});

/**
 * Load a data script, unless its value is there already, as it is in the single file.
 * @template {keyof Packed} Name
 * @param {Name} name
 * @param {string} address
 * @returns {Promise<NonNullable<Packed[Name]>>}
 */
export const loaded = (name, address) =>
  new Promise((resolve, reject) => {
    const take = () => {
      const value = packed[name];
      if (value === undefined) reject(new Error(address));
      else resolve(value);
    };
    if (packed[name] !== undefined) return void take();
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", take);
    script.addEventListener("error", () => reject(new Error(address)));
    document.head.append(script);
  });
