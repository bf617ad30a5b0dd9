const DIVIDED = { root: "divided by √d", none: "not divided", all: "divided by d" };

export default {
  settings: (model) => ({
    length: { min: 2, max: model.get("values").length, step: 1 },
    entry: { min: 0, max: model.get("values").length - 1, step: 1 },
    divisor: { among: Object.keys(DIVIDED) },
  }),
  render({ model, el }) {
    const values = model.get("values"), most = values.length;
    const Q = numbers(model.get("_queries"), Float32Array), K = numbers(model.get("_keys"), Float32Array);
    const d = K.length / most;
    const start = { length: model.get("length"), entry: model.get("entry"), divisor: model.get("divisor") };
    const asked = () => Math.min(model.get("entry"), model.get("length") - 1);
    const root = frame(el, "attention-grid", "A list of entries, and the attention that a query gives them");
    root.style.setProperty("--names", "5em");
    const ask = (entry) => change(model, { entry: Math.max(0, Math.min(entry, model.get("length") - 1)) });

    const cells = values.map((value, i) => {
      const box = html("div", { class: "entry" }, html("span", {}, String(value)), html("small", {}));
      box.addEventListener("click", () => ask(i));
      return box;
    });
    const grid = html("div", { class: "list", "aria-hidden": "true" }, ...cells);
    const length = slider("list of", "length of the list", { min: 2, max: most, step: 1, digits: 0 }, (n) => { stop(); change(model, { length: n }); });
    const entry = slider("look up", "entry that is looked up", { min: 0, max: most - 1, step: 1, digits: 0 }, ask);
    const kinds = choice("what the scores are divided by", DIVIDED, (divisor) => change(model, { divisor }));

    let timer = 0;
    const grow = button("Let the list grow", () => (timer ? stop() : run()), "main");
    function stop() {
      clearInterval(timer);
      timer = 0;
      grow.textContent = "Let the list grow";
    }
    function run() {
      if (model.get("length") === most) change(model, { length: 2 });
      if (!lively()) return change(model, { length: most });
      grow.textContent = "Stop";
      timer = setInterval(() => {
        const next = Math.min(most, model.get("length") + 1);
        change(model, { length: next });
        if (next === most) stop();
      }, 90);
    }
    const says = speaker();
    root.append(stage(root, "The entries of the list", most, (by) => ask(asked() + by), grid), says, controls(length.row, entry.row, kinds.view),
      html("div", {}, grow, button("Start again", () => { stop(); change(model, start); })),
      note("A cell is an entry, with its digit and its share of the attention in percent. A click on a cell looks that entry up; it has the ring."));

    const undo = follow(root, model, ["length", "entry", "divisor"], () => {
      const n = model.get("length"), i = asked(), by = { root: Math.sqrt(d), none: 1, all: d }[model.get("divisor")];
      const scores = Array.from({ length: n }, (_, j) => {
        let sum = 0;
        for (let k = 0; k < d; k += 1) sum += K[j * d + k] * Q[i * d + k];
        return sum / by;
      });
      const top = Math.max(...scores), E = scores.map((z) => Math.exp(z - top)), total = E.reduce((a, b) => a + b);
      const weights = E.map((e) => e / total), shares = new Array(10).fill(0);
      weights.forEach((weight, j) => { shares[values[j]] += weight; });
      cells.forEach((cell, j) => {
        cell.hidden = j >= n;
        const weight = weights[j] ?? 0, percent = 100 * weight;
        cell.style.setProperty("--strength", `${(40 * weight).toFixed(1)}%`);
        cell.lastChild.textContent = percent >= 0.95 ? percent.toFixed(0) : percent >= 0.05 ? percent.toFixed(1) : "";
        cell.classList.toggle("asked", j === i);
      });
      length.show(n);
      entry.input.max = n - 1;
      entry.show(i);
      kinds.show(model.get("divisor"));
      const best = shares.indexOf(Math.max(...shares)), next = Math.max(...weights.filter((_, j) => j !== i));
      says.textContent = `A list of ${n}, entry ${i} looked up: its weight is ${weights[i].toFixed(3)}, the largest of the others ${next.toFixed(3)}. `
        + `It reads a ${best} with ${shares[best].toFixed(3)}${best === values[i] ? "" : `; a ${values[i]} would be right`}.`;
    });
    return () => { stop(); undo(); };
  },
};
