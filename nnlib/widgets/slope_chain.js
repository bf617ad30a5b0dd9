const Z = { min: -5, max: 5, step: 0.1, digits: 1 }, DEPTH = { min: 1, max: 10, step: 1, digits: 0 };
const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const FUNCTIONS = {
  sigmoid: [sigmoid, (z) => sigmoid(z) * (1 - sigmoid(z))],
  tanh: [Math.tanh, (z) => 1 - Math.tanh(z) ** 2],
  ReLU: [(z) => Math.max(z, 0), (z) => (z > 0 ? 1 : 0)],
};
const PLACES = Array.from({ length: 101 }, (_, i) => (i - 50) / 10);
const HEIGHTS = { sigmoid: [-0.2, 1.2], tanh: [-1.2, 1.2], ReLU: [-1, 5] };

// The curve with its tangent; moved(z) when the dot is dragged.
function curve(moved) {
  const across = (z) => 200 + 36 * z;
  let shown = "sigmoid", bounds = HEIGHTS.sigmoid;
  const up = (a) => 212 - (200 * (a - bounds[0])) / (bounds[1] - bounds[0]);
  const far = (z, to) => Math.hypot(across(z) - to.x, up(FUNCTIONS[shown][0](z)) - to.y);
  const clip = `slope-${Math.random()}`;
  const line = svg("path", { class: "curve" }), tangent = svg("path", { class: "tangent" }), zero = svg("path", { class: "zero" });
  const dot = svg("g", { class: "dot" }, svg("circle", { class: "reach", r: 22 }), svg("circle", { r: 8 }));
  const view = svg("svg", { viewBox: "0 0 400 252", role: "img", class: "slopes",
    "aria-label": "The activation over the score, and its tangent at the score that is chosen" },
    svg("defs", {}, svg("clipPath", { id: clip }, svg("rect", { x: 20, y: 12, width: 360, height: 200 }))),
    zero, svg("g", { "clip-path": `url(#${clip})` }, line, tangent), svg("path", { class: "axis", d: "M20 12V212H380" }), dot);
  const write = (x, y, text) => view.append(svg("text", { x, y, "font-size": 13, "text-anchor": "middle" }, text));
  for (const z of [-4, -2, 0, 2, 4]) write(across(z), 229, signed(z, 0));
  write(300, 248, "score z");
  grab(dot, {
    moved(event) {
      const to = new DOMPoint(event.clientX, event.clientY).matrixTransform(view.getScreenCTM().inverse());
      moved(PLACES.reduce((best, z) => (far(z, to) < far(best, to) ? z : best))); // nearest to the finger
    },
  });
  return {
    view,
    show(name, z) {
      const [f, slope] = FUNCTIONS[name], at = f(z);
      [shown, bounds] = [name, HEIGHTS[name]];
      const path = (points) => `M${points.map(([x, a]) => `${across(x).toFixed(1)} ${up(a).toFixed(1)}`).join("L")}`;
      put(line, { d: path(Array.from({ length: 201 }, (_, i) => [-5 + i / 20, f(-5 + i / 20)])) });
      put(tangent, { d: path([-1.6, 1.6].map((d) => [z + d, at + d * slope(z)])) });
      put(zero, { d: path([[-5, 0], [5, 0]]) });
      put(dot, { transform: `translate(${across(z)} ${up(at)})` });
    },
  };
}

// A bar for each depth, on a scale of powers of ten.
function powers() {
  const up = (v) => 212 - (200 * (Math.log10(Math.max(v, 1e-12)) + 12)) / 12;
  const bars = Array.from({ length: DEPTH.max }, (_, k) => svg("rect", { x: 62 + 32 * k, width: 24 }));
  const view = svg("svg", { viewBox: "0 0 400 252", role: "img", class: "slopes",
    "aria-label": "What is left of a gradient after one to ten layers, on a scale of powers of ten" }, svg("path", { class: "axis", d: "M54 12V212H384" }), ...bars);
  const write = (x, y, text, anchor = "middle") => view.append(svg("text", { x, y, "font-size": 13, "text-anchor": anchor }, text));
  for (const [v, text] of [[1, "1"], [1e-3, "10⁻³"], [1e-6, "10⁻⁶"], [1e-9, "10⁻⁹"], [1e-12, "10⁻¹²"]]) write(48, up(v) + 5, text, "end");
  for (const k of [1, 4, 7, 10]) write(42 + 32 * k, 229, String(k));
  write(220, 248, "layers");
  return {
    view,
    show(slope, depth) {
      bars.forEach((bar, k) => {
        const y = up(slope ** (k + 1));
        put(bar, { y, height: Math.max(0, 212 - y), class: k < depth ? "bar on" : "bar" });
      });
    },
  };
}

export default {
  settings: () => ({ activation: { among: Object.keys(FUNCTIONS) }, z: Z, depth: DEPTH }),
  render({ model, el }) {
    const names = ["activation", "z", "depth"], begin = Object.fromEntries(names.map((name) => [name, model.get(name)]));
    const root = frame(el, "slope-chain", "The slope of an activation, and its powers");
    const left = curve((z) => change(model, { z })), right = powers();
    const kinds = choice("activation", Object.fromEntries(Object.keys(FUNCTIONS).map((name) => [name, name])), (activation) => change(model, { activation }));
    const z = slider("score z", "score z", Z, (v) => change(model, { z: v }));
    const depth = slider("layers", "number of layers", DEPTH, (v) => change(model, { depth: v }));
    const says = speaker();
    root.style.setProperty("--names", "4em");
    root.append(html("div", { class: "sides" }, left.view, right.view), z.row, depth.row, kinds.view, says,
      controls(button("Start again", () => change(model, begin))),
      note("Left, the tangent at the dot, which can be dragged. Right, the slope times itself, once for each layer."));
    return follow(root, model, names, () => {
      const name = model.get("activation"), at = model.get("z"), layers = model.get("depth"), slope = FUNCTIONS[name][1](at);
      left.show(name, at);
      right.show(slope, layers);
      kinds.show(name);
      z.show(at);
      depth.show(layers);
      says.textContent = `${name} at ${signed(at, 1)}: slope ${slope.toFixed(3)}, through ${layers} layer${layers === 1 ? "" : "s"} ${(slope ** layers).toExponential(1)}.`;
    });
  },
};
