const BIAS = { or: -0.5, and: -1.5 }; // of the output unit, whose two weights are 1
const TURN = { min: -180, max: 180, step: 1, digits: 0 };
const move = (model) => ({ min: -model.get("limit"), max: model.get("limit"), step: 0.01, digits: 2 });

// The output unit: its weights, and what it makes of each pair of answers.
function output_unit() {
  const node = (x, y, text, kind) => svg("g", { class: kind }, svg("circle", { cx: x, cy: y, r: 17 }),
    svg("text", { x, y: y + 5, "text-anchor": "middle" }, text));
  const bias = svg("text", { x: 196, y: 92, "text-anchor": "middle" });
  const name = svg("text", { x: 222, y: 53 });
  const view = svg("svg", { viewBox: "0 0 270 100", class: "output", "aria-hidden": "true" },
    svg("line", { x1: 37, y1: 24, x2: 178, y2: 46 }), svg("line", { x1: 37, y1: 76, x2: 178, y2: 54 }),
    node(20, 22, "a1", "unit-1"), node(20, 78, "a2", "unit-2"), node(196, 50, "a", "sum"), bias, name,
    svg("text", { x: 105, y: 26, "text-anchor": "middle" }, "1"), svg("text", { x: 105, y: 86, "text-anchor": "middle" }, "1"));
  const score = html("th", { scope: "col" });
  const rows = [[0, 0], [0, 1], [1, 0], [1, 1]].map((pair) => {
    const [z, answer, points] = ["td", "td", "td"].map((tag) => html(tag));
    return { pair, z, answer, points, row: html("tr", {}, ...pair.map((a) => html("td", {}, String(a))), z, answer, points) };
  });
  const heads = ["a1", "a2"].map((text) => html("th", { scope: "col" }, text));
  const table = html("table", {}, html("thead", {}, html("tr", {}, ...heads, score,
    html("th", { scope: "col" }, "output"), html("th", { scope: "col" }, "points"))), html("tbody", {}, ...rows.map(({ row }) => row)));
  return {
    view: html("div", { class: "of-output" }, view, table),
    show(combine, counts) {
      const b = signed(BIAS[combine], 1);
      bias.textContent = `b = ${b}`;
      name.textContent = combine.toUpperCase();
      score.textContent = `a1 + a2 ${b.replace("\u2212", "\u2212 ")}`;
      rows.forEach(({ pair, z, answer, points }, i) => {
        const sum = pair[0] + pair[1] + BIAS[combine];
        z.textContent = signed(sum, 1);
        answer.textContent = String(Number(sum > 0));
        put(answer, { class: `says-${Number(sum > 0)}` });
        points.textContent = `${counts[i][0]} ● ${counts[i][1]} ▲`;
      });
    },
  };
}

export default {
  settings: (model) => ({ angles: TURN, shifts: move(model), combine: { among: Object.keys(BIAS) } }),
  render({ model, el }) {
    const start = { angles: model.get("angles"), shifts: model.get("shifts"), combine: model.get("combine") };
    const limit = model.get("limit");
    const root = frame(el, "Two hidden units and what the output makes of them");
    const p = plane(model, limit, "Points of two classes, the lines of two hidden units and the region where the output is 1");
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
    const combined = choice("how the output combines the two", { or: "OR", and: "AND" }, (combine) => change(model, { combine }));
    combined.view.prepend("output: ");
    const output = output_unit(), says = speaker();
    root.style.setProperty("--names", "3em");
    root.append(html("div", { class: "sides" }, p.view,
      html("div", {}, controls(...panels.map((panel) => panel.box), combined.view, button("Start again", () => change(model, start))),
        output.view)),
      says, note("Each unit is 1 on the side its arrow points to. Orange: the output is 1. Outlined points are wrong. "
        + "The table counts the points (● class 0, ▲ class 1) to which the two units give these answers."));

    return follow(root, model, ["angles", "shifts", "combine"], () => {
      const combine = model.get("combine");
      const units = model.get("angles").map((angle, k) => {
        const turn = (angle * Math.PI) / 180;
        return { w: [Math.cos(turn), Math.sin(turn)], b: -model.get("shifts")[k] };
      });
      units.forEach(({ w, b }, k) => {
        lines[k](w, b);
        panels[k].angle.show(model.get("angles")[k]);
        panels[k].shift.show(model.get("shifts")[k]);
      });
      combined.show(combine);
      const [one, two] = units;
      const regions = combine === "and"
        ? [p.cut(p.cut(p.square, one.w, one.b), two.w, two.b)]
        : units.map(({ w, b }) => p.cut(p.square, w, b));
      p.ground.replaceChildren(p.region(0, p.square), ...regions.map((shape) => p.region(1, shape)));
      let right = 0;
      const counts = [[0, 0], [0, 0], [0, 0], [0, 0]];
      for (const { x, label, mark } of p.points) {
        const [a1, a2] = units.map(({ w, b }) => Number(dot(w, x) + b > 0));
        const good = a1 + a2 + BIAS[combine] > 0 === Boolean(label);
        counts[2 * a1 + a2][label] += 1;
        right += good;
        mark(good);
      }
      output.show(combine, counts);
      says.textContent = `unit 1 ${combine.toUpperCase()} unit 2: ${right} of ${p.points.length} right.`;
    });
  },
};
