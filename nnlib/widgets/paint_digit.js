const SIDE = 8, SIZE = SIDE * SIDE, INK = 16;

export default {
  settings: (model) => ({
    sample: { min: 0, max: model.get("labels").length - 1, step: 1 },
    pixels: { min: 0, max: INK, step: 1 }, place: { min: 0, max: SIZE - 1, step: 1 },
  }),
  render({ model, el }) {
    const samples = numbers(model.get("_samples"), Uint8Array), labels = model.get("labels");
    const W = numbers(model.get("_W"), Float32Array), b = numbers(model.get("_b"), Float32Array);
    const K = b.length;
    const sample = (n) => Array.from(samples.subarray(n * SIZE, (n + 1) * SIZE));
    const start = { sample: model.get("sample"), pixels: model.get("pixels"), place: model.get("place") };
    const root = frame(el, "paint-digit", "A digit to repaint, and the scores that the layer gives it");

    const printed = squares(SIDE, SIDE), changed = svg("g", { class: "changed" });
    const ring = svg("rect", { class: "ring", width: 1, height: 1 });
    const paper = svg("svg", { viewBox: "-0.1 -0.1 8.2 8.2", class: "canvas framed", tabindex: 0, role: "application",
      "aria-label": "The digit. The arrow keys move from pixel to pixel, the space bar repaints." },
      printed.group, changed, ring);
    const row = squares(1, SIZE), mark = svg("rect", { class: "ring", width: 1, height: 3 });
    put(row.group, { transform: "scale(1 3)" });
    const strip = svg("svg", { viewBox: "-0.5 -0.5 65 4", class: "row64", "aria-hidden": "true" }, row.group, mark);
    const bars = Array.from({ length: K }, (_, k) => {
      const bar = html("div", { class: "bar" }), score = html("span");
      const line = html("div", { class: "class-row" }, html("span", { class: "name" }, String(k)),
        html("div", { class: "track" }, bar), score);
      return { bar, score, line };
    });
    const place = slider("place", "place in the row of 64", { min: 0, max: SIZE - 1, step: 1, digits: 0 },
      (at) => change(model, { place: at }));
    const ink = slider("ink", "ink of this pixel", { min: 0, max: INK, step: 1, digits: 0 }, (v) => paint(v));
    const shown = html("select", { "aria-label": "which digit" },
      ...labels.map((label, n) => html("option", { value: n }, `digit ${n}, a ${label}`)));
    shown.addEventListener("input", () => change(model, { sample: Number(shown.value), pixels: sample(Number(shown.value)) }));
    const says = speaker(), where = note("");
    root.style.setProperty("--names", "3em");
    root.append(html("div", { class: "paint" }, html("div", {}, paper, strip),
      html("div", { class: "class-bars", "aria-hidden": "true" }, ...bars.map(({ line }) => line))),
      where, place.row, controls(ink.row), says,
      html("div", { class: "tools" }, button("Start again", () => change(model, start)), controls(shown)),
      note("Point at a pixel to see its place in the row of 64; click it to fill or to clear it, and once more to undo that."));

    function paint(value) {
      const at = model.get("place");
      change(model, { pixels: model.get("pixels").map((old, d) => (d === at ? value : old)) });
    }
    function toggle() { // fill or clear a pixel; if it has been repainted, give it back its ink
      const at = model.get("place"), ink = model.get("pixels")[at], old = sample(model.get("sample"))[at];
      paint(ink !== old ? old : ink > INK / 2 ? 0 : INK);
    }
    function point(event) {
      const box = paper.getBoundingClientRect();
      const [column, line] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
        .map((share) => Math.max(0, Math.min(SIDE - 1, Math.floor(8.2 * share - 0.1))));
      if (SIDE * line + column !== model.get("place")) change(model, { place: SIDE * line + column });
    }
    paper.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event));
    paper.addEventListener("click", (event) => {
      point(event);
      toggle();
    });
    paper.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const at = model.get("place");
      const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: SIDE, ArrowUp: -SIDE }[event.key];
      if (by && at + by >= 0 && at + by < SIZE) change(model, { place: at + by });
      else if (event.key === " ") toggle();
      else if (!by) return;
      event.preventDefault();
    });

    return follow(root, model, ["sample", "pixels", "place"], () => {
      const pixels = model.get("pixels"), at = model.get("place"), old = sample(model.get("sample"));
      const line = Math.floor(at / SIDE), column = at % SIDE;
      printed.show(pixels.map((v) => v / INK));
      row.show(pixels.map((v) => v / INK));
      const places = pixels.flatMap((v, d) => (v === old[d] ? [] : [d]));
      changed.replaceChildren(...places.map((d) =>
        svg("circle", { cx: (d % SIDE) + 0.5, cy: Math.floor(d / SIDE) + 0.5, r: 0.16 })));
      put(ring, { x: column, y: line });
      put(mark, { x: at, y: 0 });
      place.show(at);
      ink.show(pixels[at]);
      shown.value = model.get("sample");
      const Z = Array.from(b);
      pixels.forEach((v, d) => { if (v) for (let k = 0; k < K; k++) Z[k] += v * W[d * K + k]; });
      const low = Math.min(0, ...Z), high = Math.max(...Z), best = Z.indexOf(high);
      bars.forEach(({ bar, score, line }, k) => {
        bar.style.width = `${(100 * (Z[k] - low)) / (high - low || 1)}%`;
        score.textContent = signed(Z[k], 0);
        put(line, { class: `class-row${k === best ? " best" : ""}` });
      });
      where.textContent = `Row ${line}, column ${column}: place ${SIDE} × ${line} + ${column} = ${at} of the 64 numbers, ink ${pixels[at]}.`;
      const truth = labels[model.get("sample")];
      says.textContent = `${places.length} of 64 pixels repainted: the ${truth} is read as ${best === 8 ? "an" : "a"} ${best}`
        + ` (place ${at} has ink ${pixels[at]}).`;
    });
  },
};
