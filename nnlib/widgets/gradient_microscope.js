const BUGS = { none: "no bug", mean: "not divided by N", slope: "hidden slope left out", bias: "biases from one sample", typo: "a typo in one entry" };
const NAMES = ["W1[0, 0]", "W1[0, 1]", "W1[1, 0]", "W1[1, 1]", "b1[0]", "b1[1]", "W2[0]", "W2[1]", "b2"];
const X = [[0, 0], [0, 1], [1, 0], [1, 1]], Y = [0, 1, 1, 0], TOLERANCE = 1e-6;
const STEP = { min: -12, max: -1, step: 1, digits: 0 };

const sigmoid = (z) => 1 / (1 + Math.exp(-z));

// θ holds W1 by rows, b1, W2, b2. What the hidden units and the output say to a sample.
function forward(θ, [x1, x2]) {
  const a = [0, 1].map((h) => sigmoid(x1 * θ[h] + x2 * θ[2 + h] + θ[4 + h]));
  return { a, p: sigmoid(a[0] * θ[6] + a[1] * θ[7] + θ[8]) };
}

const loss = (θ) => X.reduce((sum, x, n) => {
  const { p } = forward(θ, x);
  return sum - Math.log(Y[n] ? p : 1 - p);
}, 0) / X.length;

function backward(θ, bug) {
  const g = new Array(9).fill(0);
  X.forEach((x, n) => {
    const { a, p } = forward(θ, x), dz = (p - Y[n]) / (bug === "mean" ? 1 : X.length);
    const counts = bug !== "bias" || n === 0;
    for (const h of [0, 1]) {
      const below = dz * θ[6 + h] * (bug === "slope" ? 1 : a[h] * (1 - a[h]));
      g[h] += below * x[0];
      g[2 + h] += below * x[1];
      if (counts) g[4 + h] += below;
      g[6 + h] += dz * a[h];
    }
    if (counts) g[8] += dz;
  });
  if (bug === "typo") g[1] += 0.001;
  return g;
}

const measure = (θ, step) => θ.map((at, i) => {
  const [above, below] = [at + step, at - step].map((moved) => loss(θ.with(i, moved)));
  return (above - below) / (2 * step);
});

function relative_errors(gradient, measured) {
  const floor = 1e-3 * Math.max(...measured.map(Math.abs));
  return gradient.map((g, i) => Math.abs(g - measured[i]) / Math.max(Math.abs(g), Math.abs(measured[i]), floor));
}

// Powers of ten on both axes: the largest relative error over the step.
function curve() {
  const across = (e) => 58 + (318 * (e + 12)) / 11, up = (error) => 220 - (204 * (Math.log10(Math.max(1e-12, Math.min(10, error))) + 12)) / 13;
  const line = svg("path", { class: "curve" }), dots = svg("path", { class: "dots" }), now = svg("circle", { class: "now", r: 7 });
  const view = svg("svg", { viewBox: "0 0 400 268", role: "img", class: "microscope",
    "aria-label": "The largest relative error over the length of the step, both in powers of ten, with a dashed line at one in a million" },
    svg("path", { class: "axis", d: "M58 12V220H384" }), svg("path", { class: "limit", d: `M58 ${up(TOLERANCE)}H384` }), line, dots, now);
  const write = (x, y, text, anchor = "middle") => view.append(svg("text", { x, y, "font-size": 13, "text-anchor": anchor }, text));
  const power = (e) => `10${[..."\u207b".repeat(e < 0 ? 1 : 0) + Math.abs(e)].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? c).join("")}`;
  for (const e of [-12, -9, -6, -3, 0]) write(52, up(10 ** e) + 5, power(e), "end");
  for (const e of [-11, -8, -5, -2]) write(across(e), 238, power(e));
  write(across(-6.5), 260, "step");
  write(66, 22, "largest relative error", "start");
  write(66, up(TOLERANCE) + 17, "one in a million", "start");
  return {
    view,
    show(errors, exponent) {
      const points = errors.map((error, i) => [across(STEP.min + i), up(error)].map((v) => v.toFixed(1)));
      put(line, { d: `M${points.join("L")}` });
      put(dots, { d: points.map((p) => `M${p}h0`).join("") });
      const [cx, cy] = points[exponent - STEP.min];
      put(now, { cx, cy });
    },
  };
}

export default {
  settings: () => ({ exponent: STEP, bug: { among: Object.keys(BUGS) } }),
  render({ model, el }) {
    const θ = model.get("numbers"), begin = { exponent: model.get("exponent"), bug: model.get("bug") };
    const exponents = Array.from({ length: 12 }, (_, i) => STEP.min + i);
    const measured = exponents.map((e) => measure(θ, Number(`1e${e}`)));
    const root = frame(el, "gradient-microscope", "A gradient beside its measurement");
    const picture = curve();
    const step = slider("step 10^", "exponent of the step", STEP, (v) => change(model, { exponent: v }));
    const bug = html("select", { "aria-label": "bug in the gradient" }, ...Object.entries(BUGS).map(([name, text]) => html("option", { value: name }, text)));
    bug.addEventListener("change", () => change(model, { bug: bug.value }));
    const rows = NAMES.map((name) => html("tr", {}, html("th", { scope: "row" }, name), ...Array.from({ length: 3 }, () => html("td"))));
    const head = ["", "computed", "measured", "ratio"].map((text) => (text ? html("th", { scope: "col" }, text) : html("td")));
    const says = speaker();
    root.style.setProperty("--names", "4.6em");
    root.append(html("div", { class: "sides" }, picture.view, html("div", {},
      html("table", { class: "compared" }, html("thead", {}, html("tr", {}, ...head)), html("tbody", {}, ...rows)))),
      step.row, html("label", { class: "bug" }, "bug: ", bug), says, controls(button("Start again", () => change(model, begin))),
      note("Two hidden units on XOR. The curve is the worst of the nine gradients; marked rows are off by more than one in a million at this step."));

    return follow(root, model, ["exponent", "bug"], () => {
      const e = model.get("exponent"), which = model.get("bug"), gradient = backward(θ, which);
      const errors = measured.map((m) => relative_errors(gradient, m)), m = measured[e - STEP.min];
      picture.show(errors.map((each) => Math.max(...each)), e);
      step.show(e);
      bug.value = which;
      const wrong = errors[e - STEP.min].map((error) => error > TOLERANCE);
      rows.forEach((row, i) => {
        row.classList.toggle("wrong", wrong[i]);
        const texts = [signed(gradient[i], 6), signed(m[i], 6), m[i] ? signed(gradient[i] / m[i], 4) : "\u2013"];
        texts.forEach((text, k) => (row.children[k + 1].textContent = text));
      });
      const where = [...new Set(NAMES.filter((_, i) => wrong[i]).map((name) => name.slice(0, 2)))].join(", ");
      const others = where ? `; off: ${where}` : "";
      says.textContent = `step 1e${e}, ${BUGS[which]}: ${wrong.filter((is) => !is).length} of 9 agree${others}.`;
    });
  },
};
