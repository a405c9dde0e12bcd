/** The graph as `kg/site/packing.py` packs it: a dictionary of terms, and three numbers for each triple. */

const COLUMNS = 3; // subject, predicate, object
const PLANES = 3; // the bytes of a number, the lowest first; each byte of a column is a plane of its own

/**
 * Return the terms of the dictionary. Each line begins with a character that says how many characters of the term
 * before are those of this one.
 * @param {string} text
 */
const termsOf = (text) => {
  /** @type {string[]} */
  const terms = [];
  let before = "";
  for (const line of text.split("\n")) {
    before = before.slice(0, line.charCodeAt(0) - 33) + line.slice(1);
    terms.push(before);
  }
  return terms;
};

/**
 * Yield the graph as N-Triples, in parts, so that no part takes much memory.
 * @param {Uint8Array} bytes
 * @param {number} size The triples of a part.
 */
export function* ntriples(bytes, size = 8000) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = view.getUint32(0, true);
  const count = view.getUint32(4, true);
  const terms = termsOf(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const planes = bytes.subarray(8 + length);
  /** @type {(column: number, at: number) => number} */
  const number = (column, at) => {
    let value = 0;
    for (let plane = PLANES - 1; plane >= 0; plane--)
      {value = value * 256 + planes[(column * PLANES + plane) * count + at];}
    return value;
  };
  if (planes.length !== COLUMNS * PLANES * count) throw new Error("the graph is damaged");
  let subject = 0;
  for (let from = 0; from < count; from += size) {
    let text = "";
    for (let at = from; at < Math.min(from + size, count); at++) {
      subject += number(0, at); // the difference to the subject before
      text += `${terms[subject]} ${terms[number(1, at)]} ${terms[number(2, at)]} .\n`;
    }
    yield text;
  }
}
