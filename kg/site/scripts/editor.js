/**
 * The editor for SPARQL, with completion. It is in a shadow root, where the library sets its styles through
 * `adoptedStyleSheets`: a content security policy without inline styles allows that.
 */

/** @import { CompletionContext, CompletionResult, Completion } from "@codemirror/autocomplete" */

import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, defaultHighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";

const MOST = 100; // suggestions
const NAME = /[\p{L}\p{N}_.:/?$-]+/u;
const KEYWORDS = (
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION BIND VALUES MINUS GROUP BY ORDER BY HAVING LIMIT OFFSET ASK CONSTRUCT " +
  "DESCRIBE COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT SEPARATOR NOT EXISTS CONTAINS STRSTARTS REGEX LANG LANGMATCHES " +
  "STR BOUND COALESCE IF AS DESC PREFIX"
).split(" ");

/**
 * Return what completes the word before the cursor.
 * @param {() => Promise<Completion[]>} names
 * @returns {(context: CompletionContext) => Promise<CompletionResult | null>}
 */
const completing = (names) => async (context) => {
  const word = context.matchBefore(new RegExp(`${NAME.source}$`, "u"));
  if (word === null && !context.explicit) return null;
  const typed = (word?.text ?? "").toLowerCase();
  const from = word?.from ?? context.pos;
  if (typed.startsWith("?") || typed.startsWith("$")) {
    const variables = new Set(context.state.doc.toString().match(/[?$][\p{L}\p{N}_]+/gu));
    variables.delete(word?.text ?? "");
    return { from, options: [...variables].map((label) => ({ label, type: "variable" })) };
  }
  const known = [...KEYWORDS.map((label) => ({ label, type: "keyword" })), ...(await names())];
  const fits = (/** @type {Completion} */ each) => each.label.toLowerCase().includes(typed);
  const starts = (/** @type {Completion} */ each) => Number(!each.label.toLowerCase().startsWith(typed));
  const options = known
    .filter(fits)
    .sort((one, other) => starts(one) - starts(other))
    .slice(0, MOST);
  return options.length > 0 ? { from, options, filter: false } : null;
};

const theme = EditorView.theme({
  "&": { border: "1px solid #767676", fontSize: "14px", backgroundColor: "#fff", color: "#1a1a1a" },
  "&.cm-focused": { outline: "2px solid #1f5fa8" },
  ".cm-scroller": { fontFamily: "ui-monospace, Menlo, Consolas, monospace", maxHeight: "60vh", minHeight: "12em" },
  ".cm-gutters": { color: "#595959", backgroundColor: "#f5f5f5" },
});

/**
 * Show an editor in an element.
 * @param {HTMLElement} host
 * @param {{label: string, hint: string, names: () => Promise<Completion[]>, run: () => void}} options
 */
export const showEditor = (host, { label, hint, names, run }) => {
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        syntaxHighlighting(defaultHighlightStyle),
        StreamLanguage.define(sparql),
        autocompletion({ override: [completing(names)] }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, "aria-description": hint }),
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        theme,
      ],
    }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    set text(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    focus: () => view.focus(),
  };
};
