const LIMIT = 5; // of each weight and of the bias
const LINE = { min: -LIMIT, max: LIMIT, step: 0.01, digits: 2 };
const RATE = { min: 0.1, max: 10, step: 0.1 };

export default {
  settings: () => ({ w: LINE, b: LINE, learning_rate: RATE }),
  render({ model, el }) {
    // The colours come in thin layers, one beyond each of these scores: a sure side has them all.
    const layers = Array.from({ length: 20 }, (_, i) => 0.5 + (i + 0.5) / 40).map((a) => Math.log(a / (1 - a)));
    const start = { w: model.get("w"), b: model.get("b") };
    const root = frame(el, "A unit's line over points of two classes");
    const p = plane(model, model.get("limit"), "Points of two classes and the line where the unit's score is 0");
    p.ground.style.opacity = 1; // each layer has its own
    const within = (v) => Math.max(-LIMIT, Math.min(LIMIT, v));
    const rounded = (v) => Math.round(v * 100) / 100;
    let steps = 0, lowest = Infinity;
    const by_hand = (values) => {
      steps = 0;
      change(model, values);
    };
    const line = p.line("", { scale: 0.35, sure: [-Math.log(9), Math.log(9)], names: ["move", "turn: w"] }, (w, b) => {
      // Who pulls the arrow too far gets it shorter, not turned; the ring changes b alone.
      const pulled = w.some((v, d) => v !== model.get("w")[d]);
      const s = pulled ? Math.min(1, LIMIT / Math.max(...[...w, b].map(Math.abs))) : 1;
      by_hand({ w: w.map((v) => rounded(within(s * v))), b: rounded(within(s * b)) });
    });
    const sliders = [0, 1].map((d) => slider(`w${d + 1}`, `weight w${d + 1}`, LINE, (v) =>
      by_hand({ w: model.get("w").map((old, i) => (i === d ? v : old)) })));
    const bias = slider("b", "bias b", LINE, (b) => by_hand({ b }));
    const rate = slider("rate", "learning rate", RATE, (learning_rate) => change(model, { learning_rate }));

    // One step of gradient descent: the mean of (a − y) x, and of a − y, times the learning rate.
    function downhill() {
      const w = model.get("w"), b = model.get("b"), N = p.points.length;
      const slope = [0, 0, 0];
      for (const { x, label } of p.points) {
        const miss = 1 / (1 + Math.exp(-dot(w, x) - b)) - label;
        [...x, 1].forEach((v, d) => { slope[d] += (miss * v) / N; });
      }
      const [w1, w2, b1] = [...w, b].map((v, d) => within(v - model.get("learning_rate") * slope[d]));
      steps += 1;
      change(model, { w: [w1, w2], b: b1 });
    }
    const says = speaker();
    rate.row.style.setProperty("--names", "2.4em");
    root.append(html("div", { class: "sides" }, p.view,
      html("div", {},
        controls(...sliders.map((s) => s.row), bias.row, button("One step downhill", downhill, "main"),
          button("Start again", () => by_hand(start)), rate.row), says,
        note("The ring moves the line, the arrow w turns it. The colour is as strong as the unit is sure; "
          + "dashed: probability 0.1 and 0.9. Outlined points are wrong."))));

    return follow(root, model, ["w", "b", "learning_rate"], () => {
      const w = model.get("w"), b = model.get("b");
      sliders.forEach((s, d) => s.show(w[d]));
      bias.show(b);
      rate.show(model.get("learning_rate"));
      line(w, b);
      p.ground.replaceChildren(...[-1, 1].flatMap((side) => layers.map((z) => {
        const beyond = p.cut(p.square, w.map((v) => side * v), side * b - z);
        return put(p.region(side > 0 ? 1 : 0, beyond), { "fill-opacity": 0.025 });
      })));
      let right = 0, loss = 0;
      for (const { x, label, mark } of p.points) {
        const z = dot(w, x) + b;
        const good = z > 0 === Boolean(label);
        right += good;
        // -log sigmoid(z) for label 1, -log sigmoid(-z) for label 0, without overflow
        const s = label ? -z : z;
        loss += (Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)))) / p.points.length;
        mark(good);
      }
      lowest = Math.min(lowest, loss);
      const walked = steps ? `Step ${steps}: ` : "";
      says.textContent = `${walked}${right} of ${p.points.length} right, loss ${loss.toFixed(3)} `
        + `(lowest so far ${lowest.toFixed(3)}).`;
    });
  },
};
