const INPUTS = { w: ["weight w", -5], x: ["input x", -5], b: ["bias b", -5], y: ["label y", 0] };
const LAST = 9, BACK = 4; // steps; from this one on it goes back
const reach = ([, min]) => ({ min, max: min ? 5 : 1, step: 0.1 });

export default {
  settings: () => ({ step: { min: 0, max: LAST, step: 1 },
    ...Object.fromEntries(Object.entries(INPUTS).map(([name, facts]) => [name, reach(facts)])) }),
  render({ model, el }) {
    const names = ["step", ...Object.keys(INPUTS)];
    const start = Object.fromEntries(names.map((name) => [name, model.get(name)]));
    const say = (v) => {
      const text = v !== 0 && Math.abs(v) < 5e-4 ? v.toExponential(0) : String(Number(v.toFixed(3)));
      return (text === "-0" ? "0" : text).replace("-", "\u2212").replace("e-", " e\u2212");
    };
    const factor = (v) => (v < 0 ? `(${say(v)})` : say(v));
    const plus = (v) => (v < 0 ? `\u2212 ${say(-v)}` : `+ ${say(v)}`);

    // Each step: the number that it finds, in words, the box at work and the ways it uses.
    const steps = [
      { words: (v) => `w = ${say(v.w)}, x = ${say(v.x)}, b = ${say(v.b)} and y = ${say(v.y)} are given.` },
      { name: "z", box: "w x + b", ways: "wxb", words: (v) => `z = w × x + b = ${factor(v.w)} × ${factor(v.x)} ${plus(v.b)} = ${say(v.z)}` },
      { name: "a", box: "sigmoid", ways: "z", words: (v) => `a = sigmoid(z) = sigmoid(${say(v.z)}) = ${say(v.a)}` },
      { name: "L", box: "(a − y)² / 2", ways: "ay", words: (v) => `L = (a − y)² / 2 = (${say(v.a)} − ${say(v.y)})² / 2 = ${say(v.L)}` },
      { name: "dL", ways: "", words: () => "dL = 1: the loss grows as much as the loss does" },
      { name: "da", box: "(a − y)² / 2", ways: "La", words: (v) => `da = dL × (a − y) = 1 × ${factor(v.a - v.y)} = ${say(v.da)}` },
      { name: "dz", box: "sigmoid", ways: "az", words: (v) => `dz = da × a(1 − a) = ${factor(v.da)} × ${say(v.a * (1 - v.a))} = ${say(v.dz)}` },
      { name: "dw", box: "w x + b", ways: "zw", words: (v) => `dw = dz × x = ${factor(v.dz)} × ${factor(v.x)} = ${say(v.dw)}` },
      { name: "dx", box: "w x + b", ways: "zx", words: (v) => `dx = dz × w = ${factor(v.dz)} × ${factor(v.w)} = ${say(v.dx)}` },
      { name: "db", box: "w x + b", ways: "zb", words: (v) => `db = dz × 1 = ${factor(v.dz)} × 1 = ${say(v.db)}` },
    ];
    const compute = () => {
      const [w, x, b, y] = ["w", "x", "b", "y"].map((name) => model.get(name));
      const z = w * x + b, a = 1 / (1 + Math.exp(-z)), L = (a - y) ** 2 / 2;
      const da = a - y, dz = da * a * (1 - a);
      return { w, x, b, y, z, a, L, dL: 1, da, dz, dw: dz * x, dx: dz * w, db: dz };
    };

    // The same graph twice, from left to right and from top to bottom; CSS shows the one that fits.
    // at: where a number stands; way: the line it goes along; off: how far from the line.
    const layouts = [
      { name: "wide", size: [660, 250], boxes: { "w x + b": [210, 125], sigmoid: [352, 125], "(a − y)² / 2": [500, 125] },
        at: { w: [52, 40], x: [52, 125], b: [52, 210], z: [281, 125], a: [424, 125], y: [500, 214], L: [610, 125] },
        way: { w: [[104, 46], [162, 106]], x: [[104, 125], [162, 125]], b: [[104, 204], [162, 144]], z: [[258, 125], [304, 125]],
          a: [[400, 125], [444, 125]], y: [[500, 194], [500, 151]], L: [[556, 125], [600, 125]] },
        off: (name) => ("za".includes(name) ? [[0, -36], [0, 46]] : "L" === name ? [[2, -36], [2, 46]] : "y" === name ? [[0, 0]] : [[0, -10], [0, 17]]) },
      { name: "tall", size: [300, 400], boxes: { "w x + b": [150, 112], sigmoid: [150, 206], "(a − y)² / 2": [150, 300] },
        at: { w: [50, 22], x: [150, 22], b: [250, 22], z: [150, 164], a: [150, 258], y: [36, 305], L: [150, 366] },
        way: { w: [[58, 52], [112, 86]], x: [[150, 52], [150, 84]], b: [[242, 52], [188, 86]], z: [[150, 140], [150, 178]],
          a: [[150, 234], [150, 272]], y: [[68, 300], [92, 300]], L: [[150, 328], [150, 358]] },
        off: (name) => ("zaL".includes(name) ? [[-14, 0, "end"], [14, 0, "start"]] : "y" === name ? [[0, 0]] : [[0, -8], [0, 18]]) },
    ];
    const arrow = ([x, y], [u, v], kind) => {
      const turn = Math.atan2(v - y, u - x);
      const head = [2.6, -2.6].map((by) => [u + 9 * Math.cos(turn + by), v + 9 * Math.sin(turn + by)]);
      return svg("path", { class: kind, d: `M${x} ${y}L${u} ${v}M${head[0]}L${u} ${v}L${head[1]}` });
    };
    const graphs = layouts.map(({ name, size, boxes, at, way, off }) => {
      const view = svg("svg", { class: `graph ${name}`, viewBox: `0 0 ${size.join(" ")}`, role: "img", "aria-label":
        "A graph: w, x and b go into the box w x + b and make z, the sigmoid makes a of it, and with the label y the last box makes the loss L" });
      const ways = Object.entries(way).map(([key, [from, to]]) => {
        const pair = [arrow(from, to, "way"), arrow(to, from, "way back")];
        view.append(...pair);
        return [key, pair];
      });
      const shown = Object.entries(boxes).map(([text, [x, y]]) => {
        const wide = text.length > 8 ? 112 : 92;
        const box = svg("g", { class: "box" }, svg("rect", { x: x - wide / 2, y: y - 25, width: wide, height: 50, rx: 8 }),
          svg("text", { x, y: y + 5, "text-anchor": "middle" }, text));
        view.append(box);
        return [text, box];
      });
      const texts = Object.entries(at).flatMap(([key, [x, y]]) => off(key).map(([dx, dy, anchor = "middle"], back) => {
        const text = svg("text", { x: x + dx, y: y + dy + (back && anchor === "middle" ? 0 : 5), "text-anchor": anchor });
        view.append(text);
        return [back ? `d${key}` : key, text];
      }));
      return { view, ways, shown, texts };
    });

    const root = frame(el, "Forward and back through a small graph, a step at a time");
    const go = (by) => change(model, { step: Math.max(0, Math.min(LAST, model.get("step") + by)) });
    const undo = button("Undo", () => go(-1)), on = button("", () => go(1), "main");
    const sliders = Object.entries(INPUTS).map(([name, facts]) =>
      [name, slider(name, facts[0], reach(facts), (v) => change(model, { [name]: v }))]);
    const says = speaker();
    const view = stage(root, "the graph", LAST, go, ...graphs.map(({ view }) => view));
    root.append(view, says, html("div", {}, on, undo, button("Start again", () => change(model, start))),
      controls(html("div", { class: "inputs" }, ...sliders.map(([, { row }]) => row))),
      note("Blue: numbers that go forward. Orange: gradients that come back. The arrow keys step too."));

    // A number runs along the ways that a step uses, in the direction of the step.
    const run = ({ view, ways }, step) => Object.entries(ways).filter(([key]) => steps[step].ways.includes(key)).forEach(([, pair]) => {
      const [from, to] = step < BACK ? pair : [...pair].reverse();
      const pulse = svg("circle", { r: 6, class: `pulse ${step < BACK ? "" : "back"}` });
      view.append(pulse);
      const at = ([x, y]) => ({ transform: `translate(${x}px, ${y}px)` });
      pulse.animate([at(from), at(to)], { duration: 450, easing: "ease-in-out" }).onfinish = () => pulse.remove();
    });

    let before = model.get("step");
    return follow(root, model, names, () => {
      const step = model.get("step"), now = steps[step], values = compute();
      for (const [name, { show }] of sliders) show(values[name]);
      layouts.forEach(({ way }, i) => {
        const { view, ways, shown, texts } = graphs[i];
        if (step !== before) view.querySelectorAll(".pulse").forEach((pulse) => pulse.remove());
        if (step === before + 1 && lively()) run({ view, ways: way }, step);
        for (const [key, [to, from]] of ways) {
          const used = step > 0 && now.ways.includes(key);
          to.classList.toggle("on", used && step < BACK);
          to.style.display = used && step > BACK ? "none" : "";
          from.style.display = used && step > BACK ? "" : "none";
        }
        for (const [text, box] of shown) box.classList.toggle("on", text === now.box);
        for (const [key, text] of texts) {
          const known = key in INPUTS || steps.findIndex(({ name }) => name === key) <= step;
          text.textContent = known ? `${key} = ${say(values[key])}` : key.length < 2 ? `${key} = ?` : "";
          put(text, { class: `${key.length > 1 ? "back" : "forth"}${known ? "" : " unknown"}${key === now.name ? " on" : ""}` });
        }
      });
      before = step;
      on.textContent = step < BACK - 1 ? "Forward ▶" : "◀ Back";
      on.classList.toggle("backward", step >= BACK - 1);
      put(undo, { "aria-disabled": step === 0 });
      put(on, { "aria-disabled": step === LAST });
      const where = step === 0 ? "" : step < BACK ? ", forward" : ", back";
      says.textContent = `Step ${step} of ${LAST}${where}: ${now.words(values)}`;
    });
  },
};
