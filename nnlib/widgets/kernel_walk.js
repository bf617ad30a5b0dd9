const SIDE = 28, SIZE = 3, PLACES = SIDE - SIZE + 1, MOST = 2;
const KERNELS = {
  "upright edges": [1, 0, -1, 1, 0, -1, 1, 0, -1],
  "lying edges": [1, 1, 1, 0, 0, 0, -1, -1, -1],
  "strokes uphill": [-1, -1, 2, -1, 2, -1, 2, -1, -1],
  "strokes downhill": [2, -1, -1, -1, 2, -1, -1, -1, 2],
  "blur": [1, 1, 1, 1, 1, 1, 1, 1, 1],
  "all 0": [0, 0, 0, 0, 0, 0, 0, 0, 0],
};

// Nine numbers as a table: the colour says the sign, its strength the size.
function nine(name, make) {
  const cells = Array.from({ length: SIZE * SIZE }, (_, i) => make(i));
  const view = html("div", { class: "nine" }, ...cells);
  const shown = html("div", { class: "named" }, view, html("span", {}, name));
  const show = (values, most, digits) => cells.forEach((cell, i) => {
    const v = values[i], text = digits ? signed(v, digits) : signed(v, 0);
    cell.textContent = v === 0 ? "0" : text;
    cell.style.setProperty("--strength", `${Math.round(50 * Math.min(1, Math.abs(v) / most))}%`);
    cell.style.setProperty("--sign", v < 0 ? "var(--class-1)" : "var(--class-0)");
  });
  return { shown, show, cells };
}

export default {
  settings: (model) => ({
    sample: { min: 0, max: model.get("labels").length - 1, step: 1 },
    kernel: { min: -MOST, max: MOST, step: 1 }, place: { min: 0, max: PLACES * PLACES - 1, step: 1 },
  }),
  render({ model, el }) {
    const samples = numbers(model.get("_samples"), Uint8Array), labels = model.get("labels");
    const start = { sample: model.get("sample"), kernel: model.get("kernel"), place: model.get("place") };
    const root = frame(el, "kernel-walk", "A kernel that walks over a digit, and the map of its scores");

    const ink = squares(SIDE, SIDE), above = squares(PLACES, PLACES, "above"), below = squares(PLACES, PLACES, "below");
    const window_ = svg("rect", { class: "ring", width: SIZE, height: SIZE }), lit = svg("rect", { class: "ring", width: 1, height: 1 });
    const digit = svg("svg", { viewBox: `-0.3 -0.3 ${SIDE + 0.6} ${SIDE + 0.6}`, class: "canvas framed", "aria-hidden": "true" }, ink.group, window_);
    const map = svg("svg", { viewBox: `-1.3 -1.3 ${SIDE + 0.6} ${SIDE + 0.6}`, class: "canvas", "aria-hidden": "true" },
      svg("rect", { class: "sheet", width: PLACES, height: PLACES }), above.group, below.group, lit);
    const patch = nine("patch", () => html("span")), product = nine("products", () => html("span"));
    const kernel = nine("kernel", (i) => button("", () => {
      const now = model.get("kernel");
      change(model, { kernel: now.map((v, k) => (k === i ? (v === MOST ? -MOST : v + 1) : v)) });
    }));
    const place = slider("place", "place of the kernel, along the rows", { min: 0, max: PLACES * PLACES - 1, step: 1, digits: 0 },
      (at) => { stop(); change(model, { place: at }); });
    const shown = html("select", { "aria-label": "which digit" }, ...labels.map((label, n) => html("option", { value: n }, `a ${label}`)));
    shown.addEventListener("input", () => change(model, { sample: Number(shown.value) }));
    const ready = html("select", { "aria-label": "a kernel that is ready" }, html("option", { value: "" }, "other kernels"),
      ...Object.keys(KERNELS).map((name) => html("option", { value: name }, name)));
    ready.addEventListener("input", () => KERNELS[ready.value] && change(model, { kernel: KERNELS[ready.value] }));

    let timer = 0;
    const walk = button("Let it walk", () => (timer ? stop() : run()), "main");
    function stop() {
      clearInterval(timer);
      timer = 0;
      walk.textContent = "Let it walk";
    }
    function run() {
      const last = PLACES * PLACES - 1;
      if (model.get("place") === last) change(model, { place: 0 });
      if (!lively()) return change(model, { place: last });
      walk.textContent = "Stop";
      timer = setInterval(() => {
        const next = Math.min(last, model.get("place") + 1);
        change(model, { place: next });
        if (next === last) stop();
      }, 40);
    }
    const says = speaker();
    root.style.setProperty("--names", "3em");
    root.append(html("div", { class: "walk" }, digit, html("div", { class: "sum" }, patch.shown, html("span", {}, "×"), kernel.shown,
      html("span", {}, "="), product.shown), map), says, place.row,
      html("div", { class: "tools" }, walk, button("Start again", () => { stop(); ready.value = ""; change(model, start); }), controls(shown, ready)),
      note("Click a weight of the kernel to change it: 0, 1, 2, −2, −1 and 0 again. A click on the digit or on the map moves the kernel. In the map blue is above 0, orange below."));

    const go = (picture, first, wide, back) => picture.addEventListener("click", (event) => {
      const box = picture.getBoundingClientRect();
      const [column, row] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
        .map((share) => Math.max(0, Math.min(PLACES - 1, Math.floor(first + wide * share) - back)));
      stop();
      change(model, { place: PLACES * row + column });
    });
    go(digit, -0.3, SIDE + 0.6, 1);
    go(map, -1.3, SIDE + 0.6, 0);

    const undo = follow(root, model, ["sample", "kernel", "place"], () => {
      const W = model.get("kernel"), at = model.get("place"), row = Math.floor(at / PLACES), column = at % PLACES;
      const image = samples.subarray(model.get("sample") * SIDE * SIDE, (model.get("sample") + 1) * SIDE * SIDE);
      const under = (r, c) => W.map((_, k) => image[(r + Math.floor(k / SIZE)) * SIDE + c + (k % SIZE)] / 255);
      const score = (r, c) => under(r, c).reduce((sum, v, k) => sum + v * W[k], 0);
      const Z = Array.from({ length: PLACES * PLACES }, (_, i) => score(Math.floor(i / PLACES), i % PLACES));
      const most = Math.max(1e-9, ...Z.map(Math.abs));
      ink.show(Array.from(image, (v) => v / 255));
      above.show(Z.map((z) => Math.max(0, z) / most));
      below.show(Z.map((z) => Math.max(0, -z) / most));
      for (const ring of [window_, lit]) put(ring, { x: column, y: row });
      const pixels = under(row, column);
      patch.show(pixels, 1, 1);
      kernel.show(W, MOST, 0);
      product.show(pixels.map((v, k) => v * W[k]), MOST, 1);
      kernel.cells.forEach((cell, k) => put(cell, { "aria-label": `weight in row ${Math.floor(k / SIZE)}, column ${k % SIZE}: ${W[k]}` }));
      place.show(at);
      shown.value = model.get("sample");
      says.textContent = `Row ${row}, column ${column}: the products add up to ${signed(Z[at], 3)}.`;
    });
    return () => { stop(); undo(); };
  },
};
