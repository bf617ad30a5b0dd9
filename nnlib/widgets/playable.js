// What every figure shares. A figure's files are joined into one module, this one first.

const put = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const html = (tag, attributes = {}, ...children) => {
  const element = put(document.createElement(tag), attributes);
  element.append(...children);
  return element;
};
const svg = (tag, attributes = {}, ...children) => {
  const element = put(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes);
  element.append(...children);
  return element;
};

// Arrays come as bytes.
const numbers = (view, Kind) => new Kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));

// The figure's root; by its name the figure's own style holds for it alone. Plain keys are its own:
// JupyterLab would move to another cell, or cut this one.
function frame(el, name, label) {
  const root = html("div", { class: `nnlib-figure ${name}`, role: "group", "aria-label": label });
  root.addEventListener("keydown", (event) => {
    const runs = event.key === "Enter" && event.shiftKey;
    if (!(event.ctrlKey || event.altKey || event.metaKey || event.key === "Escape" || runs))
      event.stopPropagation();
  });
  el.append(root);
  return root;
}

// What a teacher can hide; who comes with the tab key finds it all the same.
const controls = (...children) => html("div", { class: "controls" }, ...children);

// The line that says the result, aloud too.
const speaker = () => html("p", { class: "says", "aria-live": "polite" });
const note = (text) => html("p", { class: "note" }, text);

// Its bar is filled from 0 where both signs are possible, so that less than nothing looks it.
function slider(name, spoken, { min, max, step, digits = 1 }, moved) {
  const input = html("input", { type: "range", min, max, step, "aria-label": spoken });
  const value = html("span", { "aria-hidden": "true" });
  input.addEventListener("input", () => moved(Number(input.value)));
  const row = html("label", { class: "slide" }, html("span", { "aria-hidden": "true" }, name), input, value);
  const share = (v) => (Math.max(min, Math.min(input.max, v)) - min) / (input.max - min); // it may grow
  const zero = share(0);
  if (zero > 0 && zero < 1) input.classList.add("signed");
  const show = (number) => {
    input.value = number;
    input.style.setProperty("--from", Math.min(zero, share(number)));
    input.style.setProperty("--to", Math.max(zero, share(number)));
    input.classList.toggle("below", number < 0);
    value.textContent = signed(number, digits);
    input.setAttribute("aria-valuetext", value.textContent);
  };
  return { row, input, show };
}

function button(text, pressed, kind = "") {
  const element = html("button", { type: "button", class: kind }, text);
  element.addEventListener("click", pressed);
  return element;
}

// Buttons of which one is pressed: show(name) says which.
function choice(label, texts, chosen) {
  const keys = Object.entries(texts).map(([name, text]) => [name, button(text, () => chosen(name))]);
  return {
    view: html("div", { role: "group", "aria-label": label, class: "choice" }, ...keys.map(([, key]) => key)),
    show: (now) => keys.forEach(([name, key]) => put(key, { "aria-pressed": name === now })),
  };
}

// A picture to go to with the tab key or a click; from anywhere in the figure but a slider the arrow
// keys step through it: go(1) is one step on.
function stage(root, label, last, go, ...children) {
  root.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, Home: -last, End: last }[event.key];
    if (!by || event.target.type === "range" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    go(by);
  });
  return html("div", { class: "stage", tabindex: 0, role: "group", "aria-label": `${label}; the arrow keys step through` }, ...children);
}

// A thing to take with the mouse, a pen or a finger. A finger on it does not scroll, one beside it
// does: that is said at the finger's start, since inside an svg Chromium heeds no touch-action.
function grab(element, { taken, moved, left }) {
  element.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  element.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    taken?.(event);
  });
  const mine = (then) => (event) => element.hasPointerCapture(event.pointerId) && then?.(event);
  element.addEventListener("pointermove", mine(moved));
  for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, mine(left));
  return element;
}

// Whether things may move by themselves.
const lively = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

const signed = (number, digits) => {
  const text = number.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "\u2212");
};

function change(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

// Draw now and after every change, from the reader, from Python or from the page's address; what
// changes together is drawn once. Returns the clean-up.
function follow(root, model, names, draw) {
  let asked = false;
  const now = () => {
    asked = false;
    root.classList.toggle("bare", model.get("controls") === false);
    draw();
  };
  const soon = () => {
    if (!asked) queueMicrotask(now);
    asked = true;
  };
  const events = ["controls", ...names].map((name) => `change:${name}`);
  for (const event of events) model.on(event, soon);
  now();
  return () => events.forEach((event) => model.off(event, soon));
}
