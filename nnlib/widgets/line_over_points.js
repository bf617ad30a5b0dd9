const LIMIT = 5; // of each weight and of the bias
const LINE = { min: -LIMIT, max: LIMIT, step: 0.01, digits: 2 };
const RATE = { min: 0.1, max: 20, step: 0.1 };
const MOST = 200; // mistakes that are played

// Rosenblatt's rule from the start to an epoch without a mistake, one state a mistake.
function rosenblatt(points, w, b) {
  const states = [{ w, b }];
  for (let epoch = 1, clean = false; !clean && states.length <= MOST; epoch++) {
    clean = true;
    for (const { x, label } of points) {
      const answer = dot(w, x) + b > 0 ? 1 : 0;
      if (answer === label) continue;
      clean = false;
      w = w.map((v, d) => v + (label - answer) * x[d]);
      b += label - answer;
      states.push({ w, b, epoch, x, label });
    }
  }
  return states;
}

export default {
  settings: () => ({ w: LINE, b: LINE, learning_rate: RATE, mistakes: { min: 0, max: MOST, step: 1 } }),
  render({ model, el }) {
    const learns = model.get("learns"), downhill = learns === "downhill", counts = learns === "mistakes";
    // The colours come in thin layers, one beyond each of these scores: a sure side has them all.
    const layers = downhill
      ? Array.from({ length: 20 }, (_, i) => 0.5 + (i + 0.5) / 40).map((a) => Math.log(a / (1 - a))) : [0];
    const start = { w: model.get("w"), b: model.get("b") };
    const root = frame(el, "line-over-points", "A unit's line over points of two classes");
    const p = plane(model, model.get("limit"), "Points of two classes and the line where the unit's score is 0");
    p.ground.style.opacity = 1; // each layer has its own
    const N = p.points.length;
    const within = (v) => Math.max(-LIMIT, Math.min(LIMIT, v));
    const rounded = (v) => Math.round(v * 100) / 100;
    let path = [start.w], lowest = Infinity;
    const by_hand = (values) => {
      path = [values.w ?? model.get("w")];
      change(model, values);
    };
    const line = p.line(counts ? "fixed" : "", { scale: 0.35, sure: downhill ? [-Math.log(9), Math.log(9)] : [],
      names: counts ? ["", "w"] : ["move", "turn: w"] }, (w, b) => {
      // Who pulls the arrow too far gets it shorter, not turned; the ring changes b alone.
      const pulled = w.some((v, d) => v !== model.get("w")[d]);
      const s = pulled ? Math.min(1, LIMIT / Math.max(...[...w, b].map(Math.abs))) : 1;
      by_hand({ w: w.map((v) => rounded(within(s * v))), b: rounded(within(s * b)) });
    });

    // -log sigmoid(z) for label 1, -log sigmoid(-z) for label 0, without overflow
    const loss = (w, b) => p.points.reduce((sum, { x, label }) => {
      const s = (label ? -1 : 1) * (dot(w, x) + b);
      return sum + (Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)))) / N;
    }, 0);
    // Where a step of gradient descent leads: the mean of (a − y) x, and of a − y, times the rate.
    function below(w, b) {
      const slope = [0, 0, 0];
      for (const { x, label } of p.points) {
        const miss = 1 / (1 + Math.exp(-dot(w, x) - b)) - label;
        [...x, 1].forEach((v, d) => { slope[d] += (miss * v) / N; });
      }
      return [...w, b].map((v, d) => v - model.get("learning_rate") * slope[d]);
    }
    function descend(steps) {
      let w = model.get("w"), b = model.get("b");
      for (let i = 0; i < steps; i++) {
        const [w1, w2, b1] = below(w, b);
        if (Math.max(...[w1, w2, b1].map(Math.abs)) > LIMIT) break;
        [w, b] = [[w1, w2], b1];
        path.push(w);
      }
      change(model, { w, b });
    }

    const sliders = [0, 1].map((d) => slider(`w${d + 1}`, `weight w${d + 1}`, LINE, (v) =>
      by_hand({ w: model.get("w").map((old, i) => (i === d ? v : old)) })));
    const bias = slider("b", "bias b", LINE, (b) => by_hand({ b }));
    const rate = slider("rate", "learning rate", RATE, (learning_rate) => change(model, { learning_rate }));
    const says = speaker();
    const again = button("Start again", () => (counts ? go(0) : by_hand(start)));
    const by_sliders = [...sliders.map((s) => s.row), bias.row];

    const states = counts ? rosenblatt(p.points, start.w, start.b) : [];
    const last = states.length - 1;
    const now = () => Math.min(model.get("mistakes"), last);
    const go = (mistakes) => change(model, { mistakes: Math.max(0, Math.min(last, mistakes)) });
    const made = slider("mistakes", "mistakes made", { min: 0, max: Math.max(last, 1), step: 1, digits: 0 }, go);
    const ring = svg("circle", { class: "shown", r: 0.19 }), was = svg("line", { class: "was" });
    if (counts) p.view.querySelector("g").append(was, ring);

    const map = downhill && lossMap(LIMIT, loss, (w) => by_hand({ w: w.map((v) => rounded(within(v))) }));
    for (const s of [rate, made]) s.row.style.setProperty("--names", s === rate ? "2.4em" : "4.6em");
    const told = { "": "The ring moves the line, and the arrow w turns it. Outlined points are wrong.",
      mistakes: "The sample with the ring was wrong. Dashed: the line before it was added or subtracted.",
      downhill: "The ring moves the line, the arrow w turns it, and the dot on the map moves w. The colour is as strong as "
        + "the unit is sure; dashed: probability 0.1 and 0.9, and on the map a loss of 0.69 (if any place has it). Thin: the step to come." }[learns];
    const keys = counts ? [button("Next mistake", () => go(now() + 1), "main"), again, made.row]
      : [...by_sliders, ...(downhill ? [button("One step downhill", () => descend(1), "main"),
          button("20 steps", () => descend(20))] : []), again, ...(downhill ? [rate.row] : [])];
    root.append(html("div", { class: "sides" }, p.view, ...(map ? [map.view] : []),
      html("div", {}, controls(...keys), says, note(told))));

    function mistake(right) {
      const { epoch, x, label } = states[now()];
      const what = label ? "a \u25b2 was called no, so it was added" : "a \u25cf was called yes, so it was subtracted";
      const end = now() < last ? "" : last < MOST ? " Now a whole epoch passes without a mistake: the rule has stopped." : " And so on.";
      return (x ? `Mistake ${now()}, in epoch ${epoch}: ${what}.` : "No mistake so far.")
        + ` ${right} of ${N} right.${end}`;
    }

    return follow(root, model, ["w", "b", "learning_rate", "mistakes"], () => {
      const { w, b } = counts ? states[now()] : { w: model.get("w"), b: model.get("b") };
      sliders.forEach((s, d) => s.show(w[d]));
      bias.show(b);
      rate.show(model.get("learning_rate"));
      made.show(now());
      line(w, b);
      p.ground.replaceChildren(...[-1, 1].flatMap((side) => layers.map((z) => {
        const beyond = p.cut(p.square, w.map((v) => side * v), side * b - z + (z || side > 0 ? 0 : 1e-9));
        return put(p.region(side > 0 ? 1 : 0, beyond), { "fill-opacity": downhill ? 0.025 : 0.2 });
      })));
      let right = 0;
      for (const { x, label, mark } of p.points) {
        const good = dot(w, x) + b > 0 === Boolean(label);
        right += good;
        mark(good);
      }
      if (counts) {
        const { x } = states[now()], before = states[Math.max(now() - 1, 0)];
        put(ring, { cx: x?.[0] ?? 9, cy: x?.[1] ?? 9 });
        const near = before.w.map((v) => (-v * before.b) / (dot(before.w, before.w) || 1));
        put(was, { x1: near[0] - 9 * before.w[1], y1: near[1] + 9 * before.w[0], x2: near[0] + 9 * before.w[1], y2: near[1] - 9 * before.w[0] });
        says.textContent = mistake(right);
        return;
      }
      if (!downhill) {
        says.textContent = `${right} of ${N} right.`;
        return;
      }
      const next = below(w, b), price = loss(w, b);
      map.show(b, path, next);
      lowest = Math.min(lowest, price);
      const walked = path.length > 1 ? `Step ${path.length - 1}: ` : "";
      const out = Math.max(...next.map(Math.abs)) > LIMIT ? " The next step leads off the map." : "";
      says.textContent = `${walked}${right} of ${N} right, loss ${price.toFixed(3)} (lowest so far ${lowest.toFixed(3)}).${out}`;
    });
  },
};
