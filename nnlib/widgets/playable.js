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

// The figure's root. Plain keys are its own: JupyterLab would move to another cell, or cut this one.
function frame(el, label) {
  const root = html("div", { class: "nnlib-figure", role: "group", "aria-label": label });
  root.addEventListener("keydown", (event) => {
    const runs = event.key === "Enter" && event.shiftKey;
    if (!(event.ctrlKey || event.altKey || event.metaKey || event.key === "Escape" || runs))
      event.stopPropagation();
  });
  el.append(root);
  return root;
}

// The line that says the result, aloud too.
const speaker = () => html("p", { class: "says", "aria-live": "polite" });

function slider(name, spoken, { min, max, step, digits = 1 }, moved) {
  const input = html("input", { type: "range", min, max, step, "aria-label": spoken });
  const value = html("span", { "aria-hidden": "true" });
  input.addEventListener("input", () => moved(Number(input.value)));
  const row = html("label", {}, html("span", { "aria-hidden": "true" }, name), input, value);
  const show = (number) => {
    input.value = number;
    value.textContent = signed(number, digits);
    input.setAttribute("aria-valuetext", value.textContent);
  };
  return { row, input, show };
}

function button(text, pressed) {
  const element = html("button", { type: "button" }, text);
  element.addEventListener("click", pressed);
  return element;
}

const signed = (number, digits) => {
  const text = number.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "\u2212");
};

function change(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

// Draw now and after every change, from the reader or from Python; returns the clean-up.
function follow(model, names, draw) {
  const events = names.map((name) => `change:${name}`);
  for (const event of events) model.on(event, draw);
  draw();
  return () => events.forEach((event) => model.off(event, draw));
}
