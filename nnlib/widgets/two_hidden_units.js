const BIAS = { or: -0.5, and: -1.5 }; // of the output unit, whose two weights are 1
const TURN = { min: -180, max: 180, step: 1, digits: 0 };
const STEEP = { min: 1, max: 20, step: 0.5, digits: 1 };
const VIEW = { min: 0, max: 2, step: 0.01, digits: 2 }; // 0 inputs x, 1 scores z, 2 activations a
const PLANES = { 0: "inputs x", 1: "scores z", 2: "activations a" };
const SHRUNK = 0.6; // how much of a length the plane of the scores shows, at steepness 1
const CELLS = 32; // of the grid on which regions are cut out, in each direction
const move = (model) => ({ min: -model.get("limit"), max: model.get("limit"), step: 0.01, digits: 2 });

// Rosenblatt's rule on the activations: whether it comes to a line that divides the classes.
function divides(A, labels) {
  const w = [0, 0, 0];
  for (let round = 0; round < 500; round++) {
    let mistakes = 0;
    A.forEach(([a1, a2], n) => {
      const x = [a1 - 0.5, a2 - 0.5, 1];
      const error = labels[n] - Number(w[0] * x[0] + w[1] * x[1] + w[2] > 0);
      x.forEach((v, d) => { w[d] += error * v; });
      mistakes += Math.abs(error);
    });
    if (!mistakes) return true;
  }
  return false;
}

export default {
  settings: (model) => ({ angles: TURN, shifts: move(model), steepness: STEEP, view: VIEW, combine: { among: Object.keys(BIAS) } }),
  render({ model, el }) {
    const names = ["angles", "shifts", "combine", "steepness", "view"];
    const start = Object.fromEntries(names.map((name) => [name, model.get(name)]));
    const limit = model.get("limit"), half = 0.8 * limit; // the square of the activations is half as wide as this twice
    const root = frame(el, "two-hidden-units", "Two hidden units, the plane of their scores and that of their activations");
    const p = plane(model, limit, "Points of two classes, the lines of two hidden units and where the output is 1; the plane moves from the inputs to the scores and on to the activations");
    const swap = (name, k, v) => model.get(name).map((old, i) => (i === k ? v : old));
    const lines = [0, 1].map((k) =>
      p.line(`unit-${k + 1}`, { scale: 0.6, from: k ? [-1.6, 0] : [0, -1.6], names: ["", `unit ${k + 1}`] }, (w, b) => {
        const length = Math.hypot(...w);
        if (length < 1e-3) return;
        const angle = Math.round((Math.atan2(w[1], w[0]) * 180) / Math.PI);
        const shift = Math.max(-limit, Math.min(limit, Math.round((-b / length) * 100) / 100));
        change(model, { angles: swap("angles", k, angle), shifts: swap("shifts", k, shift) });
      }));
    const panels = [0, 1].map((k) => {
      const unit = `unit ${k + 1}`;
      const angle = slider("turn", `direction of ${unit}, in degrees`, TURN, (v) => change(model, { angles: swap("angles", k, v) }));
      const shift = slider("move", `distance of the line of ${unit} from the middle`, move(model),
        (v) => change(model, { shifts: swap("shifts", k, v) }));
      return { angle, shift, box: html("div", { class: `unit unit-${k + 1}` }, html("strong", {}, unit), angle.row, shift.row) };
    });
    const combined = choice("how unit 3 combines the two", { or: "OR", and: "AND" }, (combine) => change(model, { combine }));
    combined.view.prepend("unit 3: ");
    const steep = slider("steep", "how steep the hidden units are", STEEP, (steepness) => change(model, { steepness }));
    const view = slider("x→z→a", "from the plane of the inputs, 0, over that of the scores, 1, to that of the activations, 2", VIEW, (v) => go(v, v));

    // The plane goes over by itself, or at once where nothing may move.
    let frames = 0;
    function go(to, from = model.get("view")) {
      cancelAnimationFrame(frames);
      const began = performance.now();
      const step = (now) => {
        const way = lively() && to !== from ? Math.min(1, (now - began) / 1800) : 1;
        change(model, { view: from + (to - from) * way * way * (3 - 2 * way) });
        if (way < 1) frames = requestAnimationFrame(step);
      };
      step(began);
    }
    const over = choice("the plane to move to", PLANES, (to) => go(Number(to)));
    const [no, yes, grid, inner, cross, third] = [["path", "of-0"], ["path", "of-1"], ["path", "plane-grid"], ["rect", "inner"], ["path", "axis"], ["line", "unit-3"]]
      .map(([tag, kind]) => svg(tag, { class: kind }));
    const bent = [0, 1].map((k) => svg("path", { class: `bent unit-${k + 1}` }));
    const halves = svg("g");
    p.ground.append(no, yes, halves);
    p.ground.after(cross, grid, inner, ...bent, third);
    put(inner, { x: -half, y: -half, width: 2 * half, height: 2 * half });
    put(cross, { d: `M${-limit} 0H${limit}M0 ${-limit}V${limit}`, "stroke-width": 0.02 });
    const ticks = [...p.view.querySelectorAll(":scope > text")];
    const write = (marks) => marks.flatMap(([at, text]) =>
      [0, 1].filter((d) => !/[az]/.test(text) || text[1] === `${d + 1}`).map((d) => put(svg("text", { "text-anchor": "middle", "font-size": 13 }, text),
        d ? { x: 20, y: 188 - (at / limit) * 180 } : { x: 214 + (at / limit) * 180, y: 379 })));
    const of_activations = write([[-half, "0"], [half, "1"], [0, "a1"], [0, "a2"]]);
    const of_scores = write([[-2 * SHRUNK, "low"], [0, "0"], [2 * SHRUNK, "high"], [SHRUNK, "z1"], [SHRUNK, "z2"]]);
    p.view.append(...of_scores, ...of_activations);
    const box = [[-half, -half], [half, -half], [half, half], [-half, half]];
    let shapes = [], able = [], known = ""; // what only the units' settings change
    const says = speaker();
    root.style.setProperty("--names", "3.8em");
    root.append(html("div", { class: "sides" }, p.view, says,
      html("div", {}, over.view, view.row, controls(...panels.map((panel) => panel.box), steep.row, combined.view,
        button("Start again", () => { cancelAnimationFrame(frames); change(model, start); })))),
      note("Orange: unit 3 says 1. Each arrow points to the side on which its unit's activation is above one half. "
        + "Outlined points are wrong. In the plane of the scores each unit's line is an axis, "
        + "in that of the activations the dashed line is unit 3's."));

    return follow(root, model, names, () => {
      const combine = model.get("combine"), s = model.get("steepness"), t = model.get("view");
      const units = model.get("angles").map((angle, k) => {
        const turn = (angle * Math.PI) / 180;
        return { w: [Math.cos(turn), Math.sin(turn)], b: -model.get("shifts")[k] };
      });
      const scores = (x) => units.map(({ w, b }) => s * (dot(w, x) + b));
      const activations = (x) => scores(x).map((z) => 1 / (1 + Math.exp(-z)));
      const [linear, bend] = [Math.min(t, 1), Math.max(t - 1, 0)]; // how far each of the two steps is done
      const moved = (x) => {
        const z = scores(x).map((v) => (SHRUNK * v) / s);
        if (t <= 1) return z.map((v, d) => (1 - linear) * x[d] + linear * v);
        return activations(x).map((a, d) => (1 - bend) * z[d] + bend * half * (2 * a - 1));
      };
      const text = (points) => points.map((x) => moved(x).map((v) => v.toFixed(3)).join(" ")).join("L");
      const score = (x) => { const [a1, a2] = activations(x); return a1 + a2 + BIAS[combine]; };
      units.forEach(({ w, b }, k) => {
        lines[k](w, b);
        panels[k].angle.show(model.get("angles")[k]);
        panels[k].shift.show(model.get("shifts")[k]);
        const along = Array.from({ length: 121 }, (_, i) => i / 10 - 6);
        put(bent[k], { d: `M${text(along.map((v) => [-b * w[0] - v * limit * w[1], -b * w[1] + v * limit * w[0]]))}`, opacity: t > 0 ? 1 : 0 });
      });
      p.lines.style.display = t > 0 ? "none" : "";
      combined.show(combine);
      steep.show(s);
      view.show(t);
      over.show(String(Math.round(t)));
      [-2, 2].forEach((at, i) => of_scores.slice(4 * i, 4 * i + 2).forEach((word) => { word.textContent = signed(at * s, 0); }));

      // Regions: cells of a grid, cut where unit 3's score changes its sign.
      const at = (i) => -limit + (2 * limit * i) / CELLS;
      const now = JSON.stringify([model.get("angles"), model.get("shifts"), s, combine]);
      if (now !== known) {
        known = now;
        shapes = [[], []];
        const heights = Array.from({ length: (CELLS + 1) ** 2 }, (_, n) => score([at(n % (CELLS + 1)), at(Math.floor(n / (CELLS + 1)))]));
        for (let n = 0; n < CELLS ** 2; n++) {
          const i = n % CELLS, j = Math.floor(n / CELLS);
          const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]].map(([k, l]) => ({ x: [at(k), at(l)], z: heights[l * (CELLS + 1) + k] }));
          for (const side of [0, 1]) {
            const inside = ({ z }) => z > 0 === Boolean(side);
            const shape = corners.flatMap((one, c) => {
              const other = corners[(c + 1) % 4], part = one.z / (one.z - other.z);
              return [...(inside(one) ? [one.x] : []), ...(inside(one) !== inside(other) ? [one.x.map((v, d) => v + part * (other.x[d] - v))] : [])];
            });
            if (shape.length > 2) shapes[side].push(shape);
          }
        }
        const labels = p.points.map(({ label }) => label);
        able = [(x) => scores(x).map((z) => z / s), activations].map((plane) => divides(p.points.map(({ x }) => plane(x)), labels));
        const w = [0.5 / half, 0.5 / half], b = 1 + BIAS[combine];
        halves.replaceChildren(p.region(0, box), p.region(1, p.cut(box, w, b)));
      }
      [no, yes].forEach((path, side) => put(path, { d: shapes[side].map((shape) => `M${text(shape)}Z`).join("") }));
      halves.style.opacity = 0.7 * bend;
      const ruled = Array.from({ length: 11 }, (_, i) => at((i * CELLS) / 10));
      const fine = Array.from({ length: 81 }, (_, i) => at((i * CELLS) / 80));
      put(grid, { d: ruled.map((r) => `M${text(fine.map((v) => [r, v]))}M${text(fine.map((v) => [v, r]))}`).join("") });
      const [low, high] = combine === "or" ? [0, 0.5] : [0.5, 1];
      const place = (a) => half * (2 * a - 1);
      put(third, { x1: place(low - 0.1), y1: place(high + 0.1), x2: place(high + 0.1), y2: place(low - 0.1), opacity: bend });
      inner.style.opacity = bend;
      cross.style.opacity = t < 1 ? linear : 1 - bend;
      [[ticks, t], [of_scores, t - 1], [of_activations, t - 2]].forEach(([words, far]) =>
        words.forEach((word) => { word.style.opacity = Math.max(0, 1 - 2 * Math.abs(far)); }));

      let right = 0;
      for (const { x, label, mark, put_at } of p.points) {
        const good = score(x) > 0 === Boolean(label);
        right += good;
        mark(good);
        put_at(moved(x));
      }
      const where = t > 1 ? "activations" : "scores";
      const words = able[Number(t > 1)] ? `A line can divide the ${where}.` : `No line was found that divides the ${where}.`;
      says.textContent = `unit 1 ${combine.toUpperCase()} unit 2: ${right} of ${p.points.length} right. ${t > 0 ? words : ""}`.trim();
    });
  },
};
