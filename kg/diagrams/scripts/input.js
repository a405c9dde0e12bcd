// What a person does: pointer, wheel, keyboard, and the controls of the page. It starts the page.
"use strict";

/** The pointers that are down, a mouse or fingers, with their last places on the canvas. @type {Map<number, Place>} */
const pointers = new Map();

/** The node that the pointer took hold of. @type {NetworkNode | null} */
let held = null;
let moved = false; // a pointer that moved drags or zooms; one that did not chooses

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
  held = nodeAt(event.offsetX, event.offsetY);
  moved = pointers.size > 1;
});

canvas.addEventListener("pointermove", (event) => {
  /** @type {Place} */
  const here = [event.offsetX, event.offsetY];
  const before = pointers.get(event.pointerId);
  if (before === undefined) return hover(nodeAt(...here), ...here);
  if (!moved && Math.hypot(here[0] - before[0], here[1] - before[1]) < 4) return;
  moved = true;
  const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
  if (other !== undefined) pinch(before, here, other);
  else drag(here[0] - before[0], here[1] - before[1]);
  pointers.set(event.pointerId, here);
});

/**
 * Zoom as far as one finger moved from another, around the middle between them.
 * @type {(before: Place, here: Place, other: Place) => void}
 */
const pinch = (before, here, other) => {
  const reach = (/** @type {Place} */ [x, y]) => Math.hypot(x - other[0], y - other[1]);
  zoom(reach(here) / Math.max(1, reach(before)), (here[0] + other[0]) / 2, (here[1] + other[1]) / 2);
};

/** Move the node that is held, or else the network. @type {(dx: number, dy: number) => void} */
const drag = (dx, dy) => {
  if (held === null) return pan(dx, dy);
  hover(null);
  held.x += dx / view.scale;
  held.y -= dy / view.scale;
  redraw();
};

canvas.addEventListener("pointerup", (event) => {
  if (!moved && pointers.delete(event.pointerId)) choose(held);
});
canvas.addEventListener("lostpointercapture", (event) => pointers.delete(event.pointerId));
canvas.addEventListener("pointerleave", () => hover(null));

const wheel = (/** @type {WheelEvent} */ event) => {
  event.preventDefault();
  const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 0.05 : 0.0015;
  zoom(Math.exp(-event.deltaY * step), event.offsetX, event.offsetY);
};
canvas.addEventListener("wheel", wheel, { passive: false });

const zoomIn = () => zoom(1.3);
const zoomOut = () => zoom(1 / 1.3);

const KEYS = new Map([
  ["ArrowLeft", () => pan(60, 0)],
  ["ArrowRight", () => pan(-60, 0)],
  ["ArrowUp", () => pan(0, 60)],
  ["ArrowDown", () => pan(0, -60)],
  ["+", zoomIn],
  ["=", zoomIn],
  ["-", zoomOut],
  ["0", fit],
  ["Escape", () => choose(null)],
]);

canvas.addEventListener("keydown", (event) => {
  const act = KEYS.get(event.key);
  if (act === undefined || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  act();
});

byId("in").addEventListener("click", zoomIn);
byId("out").addEventListener("click", zoomOut);
byId("all").addEventListener("click", fit);

searchBox.addEventListener("input", refresh);
searchBox.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && state.found.length > 0) visit(state.found[0]);
});

slider.addEventListener("input", () => {
  const step = Number(slider.value);
  state.limit = step === degrees.length - 1 ? Infinity : degrees[step];
  refresh();
});

for (const button of withData("lang")) {
  button.addEventListener("click", () => {
    state.lang = button.dataset.lang === "zh" ? "zh" : "en";
    showLegend();
    choose(state.chosen);
  });
}

addEventListener("hashchange", restoreState);
new ResizeObserver(redraw).observe(canvas);
restoreState();
document.fonts.ready.then(restoreState); // other letters take other room
