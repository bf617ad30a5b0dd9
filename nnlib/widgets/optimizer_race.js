const RATE = { min: 0.01, max: 0.12, step: 0.01, digits: 2 };
const MOMENTUM = { min: 0, max: 0.95, step: 0.05, digits: 2 };
const ADAM_RATE = { min: 0.1, max: 1.5, step: 0.1, digits: 1 };
const ALONG = { min: -10, max: 4, step: 0.1, digits: 1 };
const ACROSS = { min: -2.5, max: 2.5, step: 0.1, digits: 1 };
const CURVATURES = [0.5, 20], LEVELS = [0.3, 1, 3, 6, 12, 20, 32, 50], FAR = 100;
const NAMES = { plain: "plain descent", momentum: "momentum", adam: "Adam" };
const PACE = 90; // milliseconds for a step of the race

// Each optimizer's step, as a function of the gradient that keeps what it has to remember.
const OPTIMIZERS = {
  plain: ({ rate }) => (g) => -rate * g,
  momentum: ({ rate, momentum }) => {
    let v = 0;
    return (g) => (v = momentum * v - rate * g);
  },
  adam: ({ adam_rate }) => {
    let m = 0, v = 0, t = 0;
    return (g) => {
      t += 1;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      return (-adam_rate * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
    };
  },
};

// Where an optimizer is at the start and after each step. Each parameter has a memory of its own.
function way(racer, set, n_steps) {
  const steps = CURVATURES.map(() => OPTIMIZERS[racer](set)), path = [[set.along, set.across]];
  for (let t = 0; t < n_steps; t++) path.push(path[t].map((x, i) => x + steps[i](CURVATURES[i] * x)));
  return path;
}

function ravine(racers, moved) {
  const at = ([x, y]) => [16 + (368 * (x + 10)) / 14, 12 + (200 * (2.5 - y)) / 5];
  const clip = `ravine-${Math.random()}`, [cx, cy] = at([0, 0]);
  const ellipse = (L) => svg("ellipse", { cx, cy, rx: (Math.sqrt((2 * L) / CURVATURES[0]) * 368) / 14, ry: Math.sqrt((2 * L) / CURVATURES[1]) * 40 });
  const lines = Object.fromEntries(racers.map((racer) => [racer,
    { path: svg("path"), dots: svg("path", { class: "dots" }), now: svg("circle", { class: "now", r: 6 }) }]));
  const start = svg("g", { class: "dot start" }, svg("circle", { class: "reach", r: 22 }), svg("circle", { r: 8 }),
    svg("text", { y: -13, "font-size": 13, "text-anchor": "middle" }, "start"));
  const view = svg("svg", { viewBox: "0 0 400 246", role: "img", class: "ravine",
    "aria-label": "Height lines of a long narrow ravine, and the way that each optimizer takes from the start towards the cross in its middle" },
    svg("defs", {}, svg("clipPath", { id: clip }, svg("rect", { x: 16, y: 12, width: 368, height: 200 }))),
    svg("g", { "clip-path": `url(#${clip})` }, svg("g", { class: "levels" }, ...LEVELS.map(ellipse)),
      svg("path", { class: "lowest", d: `M${cx - 8} ${cy}h16M${cx} ${cy - 8}v16` }),
      ...racers.map((racer) => svg("g", { class: `racer is-${racer}` }, ...Object.values(lines[racer])))),
    svg("path", { class: "axis", d: "M16 12V212H384" }), start);
  const write = (x, y, text, anchor = "middle") => view.append(svg("text", { x, y, "font-size": 13, "text-anchor": anchor }, text));
  for (const x of [-10, -5, 0]) write(at([x, 0])[0], 228, signed(x, 0));
  write(at([-2.5, 0])[0], 243, "parameter 1");
  write(384, 24, "parameter 2 upwards", "end");
  grab(start, {
    moved(event) {
      const to = new DOMPoint(event.clientX, event.clientY).matrixTransform(view.getScreenCTM().inverse());
      const within = (v, { min, max }) => Math.round(10 * Math.max(min, Math.min(max, v))) / 10;
      moved({ along: within(((to.x - 16) * 14) / 368 - 10, ALONG), across: within(2.5 - (to.y - 12) / 40, ACROSS) });
    },
  });
  const bounded = (p) => at(p.map((x) => Math.max(-1e4, Math.min(1e4, x)))).map((x) => x.toFixed(1));
  return {
    view,
    show(paths) {
      for (const [racer, { path, dots, now }] of Object.entries(lines)) {
        const points = paths[racer].map(bounded);
        put(path, { d: `M${points.join("L")}` });
        put(dots, { d: points.map((p) => `M${p}h0`).join("") });
        put(now, { cx: points.at(-1)[0], cy: points.at(-1)[1] });
        put(start, { transform: `translate(${points[0]})` });
        put(start.lastChild, { y: points[0][1] > 40 ? -13 : 24 });
      }
    },
  };
}

export default {
  settings: (model) => ({ rate: RATE, momentum: MOMENTUM, adam_rate: ADAM_RATE, along: ALONG, across: ACROSS,
    step: { min: 0, max: model.get("n_steps"), step: 1 } }),
  render({ model, el }) {
    const names = ["rate", "momentum", "adam_rate", "along", "across", "step"];
    const state = () => Object.fromEntries(names.map((name) => [name, model.get(name)]));
    const begin = state(), racers = model.get("racers"), n_steps = model.get("n_steps");
    const root = frame(el, "optimizer-race", "A race of optimizers down a ravine");
    let timer;
    const stop = () => {
      clearTimeout(timer);
      timer = undefined;
    };
    const set = (values) => {
      stop();
      change(model, values);
    };
    const picture = ravine(racers, set);
    const bar = (name, text, spoken, bounds) => slider(text, spoken, bounds, (v) => set({ [name]: v }));
    const sliders = {
      rate: bar("rate", "rate", racers.includes("momentum") ? "rate of plain descent and momentum" : "rate", RATE),
      ...(racers.includes("momentum") && { momentum: bar("momentum", "momentum", "momentum", MOMENTUM) }),
      ...(racers.includes("adam") && { adam_rate: bar("adam_rate", "Adam’s rate", "rate of Adam", ADAM_RATE) }),
      along: bar("along", "start, 1", "start of parameter 1", ALONG),
      across: bar("across", "start, 2", "start of parameter 2", ACROSS),
      step: bar("step", "step", "how many steps are shown", { min: 0, max: n_steps, step: 1, digits: 0 }),
    };
    const go = (step) => {
      change(model, { step });
      timer = step < n_steps ? setTimeout(go, PACE, step + 1) : undefined;
    };
    const race = button("▶ Race", () => {
      stop();
      if (lively()) go(0);
      else change(model, { step: n_steps });
    }, "main");
    const one = button("One step", () => set({ step: model.get("step") < n_steps ? model.get("step") + 1 : 0 }));
    const whose = html("ul", { class: "racers-named" }, ...racers.map((racer) => html("li", { class: `is-${racer}` }, NAMES[racer])));
    const says = speaker();
    root.style.setProperty("--names", "6em");
    const rows = (list) => list.filter((name) => sliders[name]).map((name) => sliders[name].row);
    root.append(picture.view, whose, html("div", { class: "sides" },
      html("div", {}, ...rows(["rate", "momentum", "adam_rate"])), controls(...rows(["step", "along", "across"]))),
      html("div", {}, race, one, button("Start again", () => set(begin))), says,
      note("All start at the ring, which can be dragged, and follow the same slopes: gentle along the ravine, forty times as steep across."));

    const clean = follow(root, model, names, () => {
      const now = state(), paths = Object.fromEntries(racers.map((racer) => [racer, way(racer, now, now.step)]));
      picture.show(paths);
      for (const [name, { show }] of Object.entries(sliders)) show(now[name]);
      const told = racers.map((racer) => {
        const away = Math.hypot(...paths[racer].at(-1));
        return `${NAMES[racer]} ${away <= FAR ? `${away.toFixed(3)} away` : "out of the valley"}`;
      });
      says.textContent = `${now.step} of ${n_steps} steps: ${told.join(", ")}.`;
    });
    return () => {
      stop();
      clean();
    };
  },
};
