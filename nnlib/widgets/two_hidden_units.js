export default {
  render({ model, el }) {
    const start = { angles: model.get("angles"), shifts: model.get("shifts"), combine: model.get("combine") };
    const limit = model.get("limit");
    const root = frame(el, "Two hidden units and what the output makes of them");
    const p = plane(model, limit, "Points of two classes, the lines of two hidden units and the region where the output is 1");
    const swap = (name, k, v) => change(model, { [name]: model.get(name).map((old, i) => (i === k ? v : old)) });
    const round = (v, step) => Math.round(v / step) * step;
    const lines = [0, 1].map((k) =>
      p.line(`unit-${k + 1}`, { scale: 0.6, from: k ? [-1.6, 0] : [0, -1.6] }, (w, b) => {
        const length = Math.hypot(...w);
        if (length < 1e-3) return;
        const angle = round((Math.atan2(w[1], w[0]) * 180) / Math.PI, 1);
        const shift = Math.max(-limit, Math.min(limit, -b / length));
        const put_in = (name, v) => model.get(name).map((old, i) => (i === k ? v : old));
        change(model, { angles: put_in("angles", angle), shifts: put_in("shifts", round(shift, 0.01)) });
      }));
    const panels = [0, 1].map((k) => {
      const unit = `unit ${k + 1}`;
      const angle = slider("turn", `direction of ${unit}, in degrees`,
        { min: -180, max: 180, step: 5, digits: 0 }, (v) => swap("angles", k, v));
      const shift = slider("move", `distance of the line of ${unit} from the middle`,
        { min: -limit, max: limit, step: 0.1, digits: 1 }, (v) => swap("shifts", k, v));
      return { angle, shift, box: html("div", { class: `unit unit-${k + 1}` }, html("strong", {}, unit), angle.row, shift.row) };
    });
    const choices = ["or", "and"].map((name) => ({
      name, key: button(name.toUpperCase(), () => change(model, { combine: name })),
    }));
    const says = speaker();
    root.style.setProperty("--names", "3em");
    root.append(html("div", { class: "sides" }, p.view,
      html("div", {}, ...panels.map((panel) => panel.box),
        html("div", { role: "group", "aria-label": "how the output combines the two" }, "output: ", ...choices.map((c) => c.key)),
        button("Start again", () => change(model, start)), says,
        html("p", { class: "note" }, "Each unit is 1 on the side its arrow points to. "
          + "Orange: the output is 1. Outlined points are wrong."))));

    return follow(model, ["angles", "shifts", "combine"], () => {
      const both = model.get("combine") === "and";
      const units = model.get("angles").map((angle, k) => {
        const turn = (angle * Math.PI) / 180;
        return { w: [Math.cos(turn), Math.sin(turn)], b: -model.get("shifts")[k] };
      });
      units.forEach(({ w, b }, k) => {
        lines[k](w, b);
        panels[k].angle.show(model.get("angles")[k]);
        panels[k].shift.show(model.get("shifts")[k]);
      });
      for (const { name, key } of choices) key.setAttribute("aria-pressed", String(name === model.get("combine")));
      const [one, two] = units;
      const regions = both
        ? [p.cut(p.cut(p.square, one.w, one.b), two.w, two.b)]
        : units.map(({ w, b }) => p.cut(p.square, w, b));
      p.ground.replaceChildren(p.region(0, p.square), ...regions.map((shape) => p.region(1, shape)));
      let right = 0;
      for (const { x, label, mark } of p.points) {
        const [a1, a2] = units.map(({ w, b }) => dot(w, x) + b > 0);
        const good = (both ? a1 && a2 : a1 || a2) === Boolean(label);
        right += good;
        mark(good);
      }
      says.textContent = `unit 1 ${model.get("combine").toUpperCase()} unit 2: ${right} of ${p.points.length} right.`;
    });
  },
};
