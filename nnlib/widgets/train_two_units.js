const SIZE = 9; // weights and biases of two hidden units and an output unit, as Python orders them
const CELLS = 48; // of the shaded plane, in each direction
const TICKS = 240; // of the slider, as if the steps were 0 to 2000 on a logarithmic scale
const KINDS = {
  c: ["corners", "It has found the corners: each line cuts off one cluster of class 1."],
  s: ["stripe", "It has found the stripe: each line cuts off one cluster of class 0, and class 1 lies between them."],
  x: ["stuck", "It is stuck: some points are still on the wrong side."],
};

// Gradient descent from one start: the weights, the loss and the right answers after every step.
// theta: W_h row by row (one column a unit), b_h, W_o, b_o.
function train(points, first, rate, n_steps) {
  const N = points.length, path = new Float64Array((n_steps + 1) * SIZE);
  const losses = new Float64Array(n_steps + 1), right = new Uint16Array(n_steps + 1), a = [0, 0];
  path.set(first);
  for (let t = 0; t <= n_steps; t++) {
    const p = path.subarray(t * SIZE, (t + 1) * SIZE), slope = new Float64Array(SIZE);
    for (const { x: [x1, x2], label } of points) {
      for (let k = 0; k < 2; k++) a[k] = 1 / (1 + Math.exp(-(x1 * p[k] + x2 * p[2 + k] + p[4 + k])));
      const z = a[0] * p[6] + a[1] * p[7] + p[8], s = label ? -z : z;
      losses[t] += (Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)))) / N; // -log of the right one's probability
      right[t] += z > 0 === Boolean(label);
      const dz = (1 / (1 + Math.exp(-z)) - label) / N;
      slope[8] += dz;
      for (let k = 0; k < 2; k++) {
        const down = dz * p[6 + k] * a[k] * (1 - a[k]);
        slope[6 + k] += dz * a[k];
        slope[4 + k] += down;
        slope[k] += down * x1;
        slope[2 + k] += down * x2;
      }
    }
    if (t < n_steps) for (let i = 0; i < SIZE; i++) path[(t + 1) * SIZE + i] = p[i] - rate * slope[i];
  }
  return { path, losses, right };
}

// The loss over the steps, with a dot where the network is now.
function lossCurve(n_steps, share) {
  const LEFT = 34, WIDE = 300, TOP = 14, HIGH = 130;
  const view = svg("svg", { class: "loss-curve", viewBox: "0 0 344 186", role: "img", "aria-label": "The loss over the steps of training" });
  const write = (x, y, text, anchor = "middle") => view.append(svg("text", { x, y, "font-size": 13, "text-anchor": anchor }, text));
  const at = (t, loss, most) => [LEFT + WIDE * share(t), TOP + HIGH * (1 - loss / most)];
  view.append(svg("path", { class: "axis", d: `M${LEFT} ${TOP}V${TOP + HIGH}H${LEFT + WIDE}` }));
  for (const t of [0, 10, 100, 1000].filter((t) => share(t) < 0.88).concat(n_steps))
    write(at(t, 0, 1)[0], TOP + HIGH + 17, String(t), t === n_steps ? "end" : "middle");
  write(LEFT + WIDE / 2, TOP + HIGH + 36, "steps");
  write(LEFT + 6, TOP + 6, "loss", "start");
  const nothing = svg("path", { class: "mean" }), curve = svg("path", { class: "curve" }), dot = svg("circle", { class: "now", r: 6 });
  const heights = [0, 0.5].map((loss) => [loss, svg("text", { x: LEFT - 6, "font-size": 13, "text-anchor": "end" }, String(loss))]);
  const named = svg("text", { x: LEFT + WIDE, "font-size": 13, "text-anchor": "end" }, "always one half: 0.693");
  view.append(nothing, curve, named, ...heights.map(([, text]) => text), dot);
  let drawn = null, most = 1;
  return {
    view,
    show(losses, t) {
      if (losses !== drawn) {
        drawn = losses;
        most = Math.max(0.9, ...losses);
        for (const [loss, text] of heights) put(text, { y: at(0, loss, most)[1] + 5 });
        put(nothing, { d: `M${at(0, Math.LN2, most)}L${at(n_steps, Math.LN2, most)}` });
        put(named, { y: at(0, Math.LN2, most)[1] - 5 });
        const shown = Array.from({ length: TICKS + 1 }, (_, i) => Math.round((n_steps + 1) ** (i / TICKS) - 1));
        put(curve, { d: `M${shown.map((step) => at(step, losses[step], most).map((v) => v.toFixed(1)).join(" ")).join("L")}` });
      }
      const [cx, cy] = at(t, losses[t], most);
      put(dot, { cx, cy });
    },
  };
}

export default {
  settings: (model) => ({ start: { min: 0, max: model.get("_kinds").length - 1, step: 1 }, step: { min: 0, max: model.get("n_steps"), step: 1 } }),
  render({ model, el }) {
    const begin = { start: model.get("start"), step: model.get("step") };
    const limit = model.get("limit"), n_steps = model.get("n_steps"), kinds = [...model.get("_kinds")];
    const starts = numbers(model.get("_starts"), Float64Array), S = kinds.length;
    const root = frame(el, "train-two-units", "A small network that learns, from many starts");
    const p = plane(model, limit, "Points of two classes, the lines of two hidden units, and how probable the output finds class 1");
    const N = p.points.length;
    p.ground.style.opacity = 1;
    const share = (t) => Math.log1p(t) / Math.log1p(n_steps);
    const ticks = [...new Set(Array.from({ length: TICKS + 1 }, (_, i) => Math.round((n_steps + 1) ** (i / TICKS) - 1)))];
    const tickOf = (t) => ticks.reduce((best, each, i) => (each <= t ? i : best), 0);
    const lines = [0, 1].map((k) => p.line(`unit-${k + 1} fixed`, { scale: 0.6, names: ["", `unit ${k + 1}`] }, () => {}));

    // How sure the output is, a cell at a time: the stronger the colour the surer.
    const canvas = html("canvas", { width: CELLS, height: CELLS }), paint = canvas.getContext("2d");
    const pixels = paint.createImageData(CELLS, CELLS), shades = svg("image", { x: -limit, y: -limit, width: 2 * limit, height: 2 * limit, preserveAspectRatio: "none" });
    p.ground.append(shades);
    function shade(theta) {
      const colours = [0, 1].map((k) => {
        const hex = Number.parseInt(getComputedStyle(document.body).getPropertyValue(`--nn-class-${k}`).trim().slice(1), 16) || 0;
        return [hex >> 16, (hex >> 8) & 255, hex & 255];
      });
      const at = (i) => limit * ((2 * i + 1) / CELLS - 1);
      for (let n = 0; n < CELLS ** 2; n++) {
        const z = score(theta, at(n % CELLS), at(Math.floor(n / CELLS)));
        pixels.data.set([...colours[z > 0 ? 1 : 0], 110 * Math.abs(2 / (1 + Math.exp(-z)) - 1)], 4 * n);
      }
      paint.putImageData(pixels, 0, 0);
      put(shades, { href: canvas.toDataURL() });
    }
    const score = (v, x1, x2) => v[8] + [0, 1].reduce((z, k) => z + v[6 + k] / (1 + Math.exp(-(x1 * v[k] + x2 * v[2 + k] + v[4 + k]))), 0);

    let known = { start: -1 }; // all steps from the start that is shown
    const way = (start) => {
      const first = starts.subarray(start * SIZE, (start + 1) * SIZE);
      if (known.start !== start) known = { start, ...train(p.points, first, model.get("learning_rate"), n_steps) };
      return known;
    };

    // It trains by itself, each tenfold of steps as long as the one before; or at once where nothing may move.
    let frames = 0;
    const stop = () => { cancelAnimationFrame(frames); frames = 0; };
    function play(from) {
      stop();
      if (!lively()) return change(model, { step: n_steps });
      const first = tickOf(from);
      let began = null;
      const go = (now) => {
        began ??= now;
        const i = Math.min(ticks.length - 1, first + Math.floor(((now - began) / 6000) * ticks.length));
        frames = i < ticks.length - 1 ? requestAnimationFrame(go) : 0;
        change(model, { step: ticks[i] });
        if (!frames || first === i) draw();
      };
      frames = requestAnimationFrame(go);
      draw();
    }
    function choose(start) {
      stop();
      change(model, { start, step: lively() ? 0 : n_steps });
      // On a phone the plane may be above the screen.
      if (p.view.getBoundingClientRect().bottom < 90) p.view.scrollIntoView({ behavior: lively() ? "smooth" : "auto" });
      if (lively()) play(0);
    }

    const curve = lossCurve(n_steps, share);
    const scale = slider("step", "step of training", { min: 0, max: ticks.length - 1, step: 1, digits: 0 }, (i) => {
      stop();
      change(model, { step: ticks[i] });
    });
    const run = button("", () => {
      if (frames) {
        stop();
        draw();
      } else play(model.get("step") < n_steps ? model.get("step") : 0);
    }, "main");
    const again = button("Start again", () => { stop(); change(model, begin); });
    const next = button("Another start", () => choose((model.get("start") + 1) % S));
    const third = note(""), says = speaker();

    // All starts, sorted by what has become of them; each is a button of its own.
    const name = `starts-${Math.random()}`;
    const dots = kinds.map((kind, n) => {
      const dot = html("input", { type: "radio", name, class: `start is-${KINDS[kind][0]}`, "aria-label": `start ${n}`, title: `start ${n}` });
      dot.addEventListener("change", () => choose(n));
      return dot;
    });
    const rows = Object.entries(KINDS).map(([kind, [word]]) => {
      const these = dots.filter((_, n) => kinds[n] === kind);
      return html("div", { class: "fates", role: "group", "aria-label": `${word}: ${these.length} starts` },
        html("strong", { "aria-hidden": "true" }, `${word}: ${these.length}`), html("div", {}, ...these));
    });
    root.style.setProperty("--names", "2.4em");
    root.append(html("div", { class: "sides" }, p.view, html("div", {}, curve.view, controls(scale.row),
      html("div", { class: "run" }, run, controls(next, again)), says, third)),
      html("div", { role: "radiogroup", "aria-label": `${S} starts, sorted by what has become of them` }, ...rows),
      note(`Each small square is one of ${S} starts, sorted by where it is after ${n_steps} steps: choose one to see it learn. `
        + "Each arrow points to the side on which its unit says yes. The colour is as strong as the output is sure."));

    function draw() {
      const start = model.get("start"), t = Math.max(0, Math.min(n_steps, model.get("step")));
      const { path, losses, right } = way(start), theta = path.subarray(t * SIZE, (t + 1) * SIZE);
      for (const k of [0, 1]) {
        const long = Math.hypot(theta[k], theta[2 + k]) || 1;
        lines[k]([theta[k] / long, theta[2 + k] / long], theta[4 + k] / long);
      }
      shade(theta);
      for (const { x, label, mark } of p.points) mark(score(theta, ...x) > 0 === Boolean(label));
      curve.show(losses, t);
      scale.show(tickOf(t));
      scale.row.lastChild.textContent = String(t);
      put(scale.input, { "aria-valuetext": `step ${t}` });
      dots.forEach((dot, n) => { dot.checked = n === start; });
      const v = (i) => signed(Math.abs(theta[i]), 1), minus = (i) => (theta[i] < 0 ? " \u2212 " : " + ");
      third.textContent = `unit 3 weighs them: ${theta[6] < 0 ? "\u2212" : ""}${v(6)} a1${minus(7)}${v(7)} a2${minus(8)}${v(8)}`;
      run.textContent = frames ? "\u275a\u275a Pause" : lively() ? "\u25b6 Train" : "Train to the end";
      put(says, { "aria-live": frames ? "off" : "polite" });
      says.textContent = `Start ${start}, step ${t}: ${right[t]} of ${N} right, loss ${losses[t].toFixed(3)}.${
        t === n_steps ? ` ${KINDS[kinds[start]][1]}` : ""}`;
    }
    // The shades are pixels, which a change between light and dark does not reach.
    const theme = new MutationObserver(draw);
    for (const page of [document.documentElement, document.body])
      theme.observe(page, { attributes: true, attributeFilter: ["data-theme", "data-jp-theme-light"] });
    const leave = follow(root, model, ["start", "step"], draw);
    return () => {
      stop();
      theme.disconnect();
      leave();
    };
  },
};
