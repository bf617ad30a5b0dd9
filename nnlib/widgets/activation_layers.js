const SAMPLES = 64, LAYERS = 10, BINS = 16, HIGH = 150, COLUMN = 52, LEFT = 34;
const START = { min: 0.02, max: 0.6, step: 0.01, digits: 2 };
const DEPTH = { min: 1, max: LAYERS, step: 1, digits: 0 };
const SHOWN = { ReLU: [0, 4], sigmoid: [0, 1], tanh: [-1, 1] };
const BENT = { ReLU: (z) => Math.max(z, 0), sigmoid: (z) => 1 / (1 + Math.exp(-z)), tanh: Math.tanh };
const WIDE = { 25: "25 inputs", 100: "100 inputs" };

// Nearly normal numbers, the same as in Python.
const normal = (k) => (uniform(4 * k) + uniform(4 * k + 1) + uniform(4 * k + 2) + uniform(4 * k + 3) - 2) * Math.sqrt(3);

// Weights and samples of a width; the standard deviation multiplies them later.
const drawn = {};
function draws(D) {
  drawn[D] ??= Float64Array.from({ length: SAMPLES * D + LAYERS * D * D }, (_, k) => normal(k));
  return drawn[D];
}

function run(D, bent, start, depth) {
  const all = draws(D), layers = [];
  let A = all.subarray(0, SAMPLES * D);
  for (let i = 0; i < depth; i++) {
    const W = all.subarray(SAMPLES * D + i * D * D), B = new Float64Array(SAMPLES * D);
    for (let n = 0; n < SAMPLES; n++) {
      const row = B.subarray(n * D, (n + 1) * D);
      for (let d = 0; d < D; d += 5) {  // five inputs at a time: a sum is read and written once for all
        const k = n * D + d, w = d * D;
        const a = A[k] * start, b = A[k + 1] * start, c = A[k + 2] * start, e = A[k + 3] * start, f = A[k + 4] * start;
        for (let h = 0; h < D; h++) {
          row[h] += a * W[w + h] + b * W[w + D + h] + c * W[w + 2 * D + h] + e * W[w + 3 * D + h] + f * W[w + 4 * D + h];
        }
      }
    }
    A = B.map(bent);
    layers.push(A);
  }
  return layers;
}

function size(A) {
  let sum = 0;
  for (let i = 0; i < A.length; i++) sum += A[i] * A[i];
  return Math.sqrt(sum / A.length);
}
function short(x) {
  if (x && (x < 0.01 || x >= 1000)) return x.toExponential(0).replace("-", "\u2212");
  return x >= 100 ? x.toFixed(0) : String(Number(x.toPrecision(2)));
}
const exact = (x) => (x >= 0.001 && x < 1000 ? x.toFixed(3) : short(x));

export default {
  settings: () => ({
    activation: { among: Object.keys(BENT) }, width: { among: Object.keys(WIDE) }, start: START, depth: DEPTH,
  }),
  render({ model, el }) {
    const first = Object.fromEntries(["activation", "width", "start", "depth"].map((name) => [name, model.get(name)]));
    const root = frame(el, "activation-layers", "What becomes of a signal in layer after layer");
    const wide = LEFT + LAYERS * COLUMN;
    const view = svg("svg", { viewBox: `0 0 ${wide} ${HIGH + 46}`, class: "activation-layers", role: "img",
      "aria-label": "a histogram of the activations of each layer, from the first at the left to the last" });
    const top = svg("text", { x: LEFT - 6, y: 12, "text-anchor": "end" }), bottom = svg("text", { x: LEFT - 6, y: HIGH, "text-anchor": "end" });
    view.append(top, bottom);
    const columns = Array.from({ length: LAYERS }, (_, i) => {
      const x = LEFT + i * COLUMN;
      const bars = Array.from({ length: BINS }, (_, k) =>
        svg("rect", { x, y: HIGH - ((k + 1) * HIGH) / BINS, height: HIGH / BINS - 0.5, width: 0, class: "bar" }));
      const told = svg("text", { x: x + COLUMN / 2 - 4, y: HIGH + 32, "text-anchor": "middle" });
      const group = svg("g", {}, svg("line", { x1: x, x2: x, y1: 0, y2: HIGH, class: "base" }), ...bars,
        svg("text", { x: x + COLUMN / 2 - 4, y: HIGH + 15, "text-anchor": "middle", class: "layer" }, String(i + 1)), told);
      view.append(group);
      return { group, bars, told };
    });
    const bends = choice("activation", { ReLU: "ReLU", sigmoid: "sigmoid", tanh: "tanh" }, (activation) => change(model, { activation }));
    const widths = choice("inputs of each unit", WIDE, (width) => change(model, { width }));
    const start = slider("start", "standard deviation of the weights", START, (v) => change(model, { start: v }));
    const depth = slider("layers", "number of layers", DEPTH, (v) => change(model, { depth: v }));
    const says = speaker();
    root.append(view, controls(bends.view, widths.view, start.row, depth.row,
      button("Start again", () => change(model, first))), says,
    note("Under each layer stands its number and the root mean square of its activations; that of the inputs is 1. All bars are on one scale."));

    return follow(root, model, ["activation", "width", "start", "depth"], () => {
      const name = model.get("activation"), width = model.get("width"), n = model.get("depth");
      const [low, high] = SHOWN[name];
      const layers = run(Number(width), BENT[name], model.get("start"), n);
      top.textContent = String(high);
      bottom.textContent = String(low).replace("-", "\u2212");
      const counts = layers.map((A) => {
        const found = new Array(BINS).fill(0);
        for (let i = 0; i < A.length; i++) {
          const k = Math.floor((A[i] - low) * (BINS / (high - low)));
          found[k < 0 ? 0 : k < BINS ? k : BINS - 1]++;
        }
        return found;
      });
      const most = Math.max(...counts.flat());  // one scale for all layers
      columns.forEach(({ group, bars, told }, i) => {
        group.style.display = i < n ? "" : "none";
        if (i >= n) return;
        bars.forEach((bar, k) => put(bar, { width: ((COLUMN - 10) * counts[i][k]) / most }));
        told.textContent = short(size(layers[i]));
      });
      bends.show(name);
      widths.show(width);
      start.show(model.get("start"));
      depth.show(n);
      says.textContent = `${name}, ${width} inputs, standard deviation ${model.get("start").toFixed(2)}: `
        + `size ${exact(size(layers[0]))} in layer 1, ${exact(size(layers[n - 1]))} in layer ${n}.`;
    });
  },
};
