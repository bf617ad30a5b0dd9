const SCORE = { min: -10, max: 10, step: 0.5 };
const TEMPERATURE = { min: 0.1, max: 5, step: 0.1 };

export default {
  settings: () => ({ logits: SCORE, temperature: TEMPERATURE }),
  render({ model, el }) {
    const start = { logits: model.get("logits"), temperature: model.get("temperature") };
    const names = model.get("names");
    const root = frame(el, "softmax-bars", "Softmax of scores that you move");
    root.style.setProperty("--names", `${Math.max(...names.map((name) => name.length), 2) * 0.7}em`);
    // Three digits, or a power of ten where that is shorter.
    const say = (v) => {
      if (v >= 1e5 || v < 1e-3) return v.toExponential(1).replace("e+", "e").replace("-", "\u2212");
      return v >= 100 ? v.toFixed(0) : v.toPrecision(3);
    };
    const power = () => html("span", {}, "e", html("sup", {}, "z/T"));
    const row = (first, ...others) => html("div", { class: "bar-row" }, first, ...others);
    const head = row(html("span", {}, "class, score z"), html("span", { class: "power" }, power()),
      html("span", { class: "wide" }, "probability p"));
    put(head, { class: "bar-row head", "aria-hidden": "true" });
    root.append(head);
    const rows = names.map((name, k) => {
      const score = slider(name, `score of class ${name}`, SCORE, (z) =>
        change(model, { logits: model.get("logits").map((old, i) => (i === k ? z : old)) }));
      const bar = html("div", { class: "bar" });
      const share = html("span", { class: "share" }), vote = html("span", { class: "power" });
      root.append(row(score.row, vote, html("div", { class: "track" }, bar), share));
      return { score, bar, share, vote };
    });
    const total = html("span", { class: "power" });
    const sum = row(html("span", {}), total, html("span", { class: "note" }, "their sum: p is each one's share of it"), "");
    sum.classList.add("sum");
    const temperature = slider("T", "temperature", TEMPERATURE, (T) => change(model, { temperature: T }));
    const shift = (by) => button(`All scores ${signed(by, 0).replace(/^(?=\d)/, "+")}`, () =>
      change(model, { logits: model.get("logits").map((z) => z + by) }));
    const down = shift(-1), up = shift(1);
    const says = speaker();
    root.append(sum, controls(
      html("div", { class: "tempered" }, temperature.row, html("span", { class: "note" }, "temperature: divides every score")),
      down, up, button("Start again", () => change(model, start))), says);

    return follow(root, model, ["logits", "temperature"], () => {
      const Z = model.get("logits"), T = model.get("temperature");
      const top = Math.max(...Z);
      const E = Z.map((z) => Math.exp((z - top) / T));
      const sum = E.reduce((a, b) => a + b);
      const P = E.map((e) => e / sum);
      rows.forEach(({ score, bar, share, vote }, k) => {
        score.show(Z[k]);
        vote.textContent = say(Math.exp(Z[k] / T));
        bar.style.width = `${100 * P[k]}%`;
        share.textContent = P[k].toFixed(3);
      });
      total.textContent = say(Z.reduce((so_far, z) => so_far + Math.exp(z / T), 0));
      temperature.show(T);
      down.disabled = Math.min(...Z) - 1 < SCORE.min;
      up.disabled = top + 1 > SCORE.max;
      down.title = down.disabled ? "a score is at its lowest" : "";
      up.title = up.disabled ? "a score is at its highest" : "";
      const winners = names.filter((_, k) => P[k] > Math.max(...P) - 1e-9);
      const who = winners.length > 1 ? `Classes ${winners.join(", ")} share the lead` : `Class ${winners[0]} leads`;
      says.textContent = `${who} with probability ${Math.max(...P).toFixed(3)}; `
        + `the smallest is ${Math.min(...P).toFixed(3)}. They add up to 1.`;
    });
  },
};
