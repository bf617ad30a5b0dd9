// A slider with a name: the browser's own, so that keys and screen readers know it.
export default {
  render({ model, el }) {
    const power = model.get("powers");
    const shown = (x) => String(Number((power ? 10 ** x : x).toPrecision(2)));
    const make = (tag, attributes = {}) => Object.assign(document.createElement(tag), attributes);
    const input = make("input", { type: "range" });
    input.setAttribute("aria-label", model.get("label"));
    for (const name of ["min", "max", "step"]) input[name] = model.get(name);
    const value = make("output");
    const row = make("label", { className: "nnlib-knob" });
    row.append(make("span", { textContent: model.get("label") }), input, value);
    const show = () => {
      value.textContent = shown(Number(input.value));
      input.setAttribute("aria-valuetext", value.textContent);
    };
    const follow = () => {
      input.value = model.get("place");
      show();
    };
    // Keys that move the slider are its own: JupyterLab would go to another cell.
    input.addEventListener("keydown", (event) => {
      if (/^(Arrow|Page|Home|End)/.test(event.key)) event.stopPropagation();
    });
    input.addEventListener("input", show);
    // A drag trains once, at its end.
    input.addEventListener("change", () => {
      model.set("place", Number(input.value));
      model.save_changes();
    });
    model.on("change:place", follow);
    follow();
    el.append(row);
    return () => model.off("change:place", follow);
  },
};
