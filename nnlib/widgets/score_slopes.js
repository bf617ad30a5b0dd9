const TEMPERATURE = { min: 1, max: 200, step: 1, digits: 0 };

export default {
  settings: () => ({ temperature: TEMPERATURE }),
  render({ model, el }) {
    const start = { temperature: model.get("temperature") };
    const label = model.get("label");
    const root = frame(el, "softmax-bars score-slopes", "The slope of the loss at each score: what is said, minus the truth");
    const line = (...cells) => html("div", { class: "slope-row" }, ...cells);
    const head = line(html("span", {}, "class"), html("span", { class: "power" }, "score z"),
      html("span", {}, "said p, truth y"), html("span", { class: "share" }, "p\u00a0\u2212\u00a0y"));
    put(head, { class: "slope-row head", "aria-hidden": "true" });
    root.append(head);
    const rows = model.get("logits").map((z, k) => {
      const y = Number(k === label);
      const bar = html("div", { class: "bar" }), gap = html("div", { class: `gap ${y ? "up" : "down"}` });
      const share = html("span", { class: "share" });
      const truth = html("div", { class: "truth", style: `left: ${100 * y}%` });
      root.append(line(html("span", y ? { class: "right" } : {}, String(k)), html("span", { class: "power" }, z.toFixed(1).replace("-", "\u2212")),
        html("div", { class: "track" }, bar, gap, truth), share));
      return { y, bar, gap, share };
    });
    const temperature = slider("T", "temperature", TEMPERATURE, (T) => change(model, { temperature: T }));
    const says = speaker();
    root.append(controls(html("div", { class: "tempered" }, temperature.row,
      html("span", { class: "note" }, "temperature: divides every score")),
    button("Start again", () => change(model, start))), says);

    return follow(root, model, ["temperature"], () => {
      const T = model.get("temperature"), Z = model.get("logits").map((z) => z / T);
      const top = Math.max(...Z);
      const log = top + Math.log(Z.reduce((sum, z) => sum + Math.exp(z - top), 0));
      const P = Z.map((z) => Math.exp(z - log));
      rows.forEach(({ y, bar, gap, share }, k) => {
        const size = Math.abs(P[k] - y);
        bar.style.width = `${100 * P[k]}%`;
        gap.style.left = `${100 * Math.min(P[k], y)}%`;
        gap.style.width = `${100 * size}%`;
        gap.hidden = size < 0.03;
        share.textContent = `${P[k] > y ? "+" : ""}${signed(P[k] - y, 3)}`;
      });
      temperature.show(T);
      const rivals = P.map((p, k) => (k === label ? -1 : p));
      const rival = rivals.indexOf(Math.max(...rivals));
      says.textContent = `Slope ${signed(P[label] - 1, 3)} at the right class, ${label}, and `
        + `${signed(P[rival], 3)} at class ${rival}; loss ${(log - Z[label]).toFixed(3)}.`;
    });
  },
};
