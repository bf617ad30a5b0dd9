const CHANCE = { min: 0.01, max: 1, step: 0.01, digits: 2 };
const MANY = { 1: "one", 100: "a hundred", 10000: "ten thousand" };
const TOP = 5; // of the picture, in units of the loss

// The curve of −log p, with a dot to move for each image.
function costs(N, moved) {
  const at = (p, loss) => [44 + 340 * p, 12 + 252 * (1 - loss / TOP)];
  const cost = (p) => -Math.log(p);
  const ps = Array.from({ length: 120 }, (_, i) => Math.exp(-TOP * (1 - i / 119)));
  const view = svg("svg", { viewBox: "0 0 400 310", role: "img",
    "aria-label": "The curve of minus log p, with a dot for each image and a dashed line at the mean of their heights" },
    svg("path", { class: "curve", d: `M${ps.map((p) => at(p, cost(p))).join("L")}` }),
    svg("path", { class: "axis", d: `M${at(0, TOP)}L${at(0, 0)}L${at(1, 0)}` }));
  const write = (x, y, text, anchor = "middle") => {
    const label = svg("text", { x, y, "font-size": 13, "text-anchor": anchor }, text);
    view.append(label);
    return label;
  };
  for (const p of [0, 0.5, 1]) write(at(p, 0)[0], 282, String(p));
  for (const loss of [0, 1, 2, 3, 4]) write(36, at(0, loss)[1] + 4, String(loss), "end");
  write(at(0.5, 0)[0], 302, "probability of the right label");
  write(66, 22, "loss, \u2212log p", "start");
  const mean = svg("path", { class: "mean" });
  view.append(mean);
  const named = put(write(0, 0, ""), { class: "named" });
  const dots = Array.from({ length: N }, (_, n) => {
    const stem = svg("path", { class: "stem" });
    const dot = grab(svg("g", { class: "dot" }, svg("circle", { class: "reach", r: 22 }), svg("circle", { r: 9 }),
      svg("text", { y: 4, "font-size": 12, "text-anchor": "middle" }, String(n + 1))), {
      // Where the curve is steep, what counts is the finger's height; where it is flat, its side.
      moved(event) {
        const to = new DOMPoint(event.clientX, event.clientY).matrixTransform(view.getScreenCTM().inverse());
        const near = ps.map((p) => [p, ...at(p, cost(p))]).sort((a, b) =>
          Math.hypot(a[1] - to.x, a[2] - to.y) - Math.hypot(b[1] - to.x, b[2] - to.y))[0][0];
        moved(n, Math.max(CHANCE.min, Math.min(CHANCE.max, Math.round(near * 100) / 100)));
      },
    });
    view.append(stem, dot);
    return { stem, dot };
  });
  return {
    view,
    show(P, loss) {
      put(mean, { d: `M${at(0, loss)}L${at(1, loss)}` });
      const low = loss < 0.8; // the dots are at the right end then
      const [x, y] = at(low ? 0.03 : 1, loss);
      put(named, { x, y: y - 5, "text-anchor": low ? "start" : "end" }).textContent = `mean ${loss.toFixed(3)}`;
      dots.forEach(({ stem, dot }, n) => {
        put(stem, { d: `M${at(P[n], 0)}L${at(P[n], cost(P[n]))}` });
        put(dot, { transform: `translate(${at(P[n], cost(P[n]))})` });
      });
    },
  };
}

export default {
  settings: () => ({ probabilities: CHANCE, times: { among: Object.keys(MANY) } }),
  render({ model, el }) {
    const start = { probabilities: model.get("probabilities"), times: model.get("times") };
    const root = frame(el, "likelihood", "The likelihood of a few labels");
    const swap = (n, p) => change(model, { probabilities: model.get("probabilities").map((old, i) => (i === n ? p : old)) });
    const picture = costs(start.probabilities.length, swap);
    const sliders = start.probabilities.map((_, n) =>
      slider(`image ${n + 1}`, `probability of the right label of image ${n + 1}`, CHANCE, (p) => swap(n, p)));
    const many = choice("how many images each one stands for", MANY, (times) => change(model, { times }));
    many.view.prepend("each stands for: ");
    const rows = ["product", "its logarithm", "loss"].map((name) => {
      const value = html("dd");
      return { value, row: html("div", {}, html("dt", {}, name), value) };
    });
    const says = speaker();
    root.style.setProperty("--names", "4.2em");
    root.append(html("div", { class: "sides" }, picture.view,
      html("div", {}, controls(...sliders.map((s) => s.row), many.view, button("Start again", () => change(model, start))),
        html("dl", { class: "sums" }, ...rows.map(({ row }) => row)))), says);

    return follow(root, model, ["probabilities", "times"], () => {
      const P = model.get("probabilities"), times = Number(model.get("times"));
      const once = P.reduce((a, p) => a * p, 1);
      const product = once ** times;
      const sum = P.reduce((a, p) => a + Math.log(p), 0);
      const loss = Math.max(0, -sum / P.length);
      const short = product >= 1e-3 ? product.toFixed(3)
        : product ? product.toExponential(2).replace("-", "\u2212") : "0";
      sliders.forEach((s, n) => s.show(P[n]));
      many.show(model.get("times"));
      picture.show(P, loss);
      const [a, b, c] = rows.map(({ value }) => value);
      a.replaceChildren(...(times === 1 ? [P.map((p) => p.toFixed(2)).join(" × ")]
        : [once.toPrecision(3), html("sup", {}, String(times))]), ` = ${short}${product ? "" : ", rounded"}`);
      b.textContent = `${times === 1 ? "" : `${times} × `}${signed(sum, 3)}${times === 1 ? "" : ` = ${signed(times * sum, 1)}`}`;
      c.textContent = `${signed(-times * sum, times === 1 ? 3 : 1)} / ${times * P.length} = ${loss.toFixed(3)}`;
      says.textContent = `Product ${short}${product ? "" : ": too small for a float"}; loss ${loss.toFixed(3)}.`;
    });
  },
};
