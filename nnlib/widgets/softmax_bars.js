export default {
  render({ model, el }) {
    const LOW = -10, HIGH = 10;
    const start = { logits: model.get("logits"), temperature: model.get("temperature") };
    const names = model.get("names");
    const root = frame(el, "Softmax of scores that you move");
    root.style.setProperty("--names", `${Math.max(...names.map((name) => name.length), 2) * 0.7}em`);
    root.append(
      html("div", { class: "bar-row head", "aria-hidden": "true" },
        html("span", {}, "class, score z"), html("span", { class: "wide" }, "probability p")),
    );
    const rows = names.map((name, k) => {
      const score = slider(name, `score of class ${name}`, { min: LOW, max: HIGH, step: 0.5 }, (z) =>
        change(model, { logits: model.get("logits").map((old, i) => (i === k ? z : old)) }));
      const bar = html("div", { class: "bar" });
      const share = html("span");
      root.append(html("div", { class: "bar-row" }, score.row, html("div", { class: "track" }, bar), share));
      return { score, bar, share };
    });
    const temperature = slider("T", "temperature", { min: 0.1, max: 5, step: 0.1 }, (T) =>
      change(model, { temperature: T }));
    const shift = (by) => button(`All scores ${signed(by, 0).replace(/^(?=\d)/, "+")}`, () =>
      change(model, { logits: model.get("logits").map((z) => z + by) }));
    const down = shift(-1), up = shift(1);
    const says = speaker();
    root.append(
      html("div", { class: "bar-row" }, temperature.row,
        html("span", { class: "note wide" }, "temperature: divides every score")),
      down, up, button("Start again", () => change(model, start)), says,
    );

    return follow(model, ["logits", "temperature"], () => {
      const Z = model.get("logits"), T = model.get("temperature");
      const top = Math.max(...Z);
      const E = Z.map((z) => Math.exp((z - top) / T));
      const sum = E.reduce((a, b) => a + b);
      const P = E.map((e) => e / sum);
      rows.forEach(({ score, bar, share }, k) => {
        score.show(Z[k]);
        bar.style.width = `${100 * P[k]}%`;
        share.textContent = P[k].toFixed(3);
      });
      temperature.show(T);
      down.disabled = Math.min(...Z) - 1 < LOW;
      up.disabled = top + 1 > HIGH;
      const winners = names.filter((_, k) => P[k] > Math.max(...P) - 1e-9);
      const who = winners.length > 1 ? `Classes ${winners.join(", ")} share the lead` : `Class ${winners[0]} leads`;
      says.textContent = `${who} with probability ${Math.max(...P).toFixed(3)}; `
        + `the smallest is ${Math.min(...P).toFixed(3)}. They add up to 1.`;
    });
  },
};
