// The network: each layer's weights are small whole numbers, one scale a column.
function network(model) {
  const sizes = model.get("sizes");
  const whole = numbers(model.get("_weights"), Int8Array);
  const scales = numbers(model.get("_scales"), Float32Array), biases = numbers(model.get("_biases"), Float32Array);
  let at = 0, column = 0;
  const layers = sizes.slice(1).map((H, i) => {
    const D = sizes[i];
    const layer = { D, H, W: whole.subarray(at, at + D * H), scale: scales.subarray(column, column + H), b: biases.subarray(column, column + H) };
    at += D * H;
    column += H;
    return layer;
  });
  // The activations of every hidden layer, and the probabilities.
  const run = (X) => {
    let A = X;
    const hidden = [];
    layers.forEach(({ D, H, W, scale, b }, l) => {
      const sums = new Float64Array(H);
      for (let d = 0; d < D; d++) if (A[d]) for (let h = 0; h < H; h++) sums[h] += A[d] * W[d * H + h];
      A = sums.map((sum, h) => sum * scale[h] + b[h]);
      if (l < layers.length - 1) hidden.push((A = A.map((z) => Math.max(z, 0))));
    });
    const E = A.map((z) => Math.exp(z - Math.max(...A)));
    const sum = E.reduce((a, b) => a + b);
    return { hidden, P: Array.from(E, (e) => e / sum) };
  };
  return Object.assign(run, { first: layers[0] });
}

// A picture of numbers of both signs: blue above 0, orange below, strongest where they are largest.
function signs(side, label) {
  const canvas = html("canvas", { width: side, height: side, role: "img", "aria-label": label, class: "framed signs" });
  const paint = canvas.getContext("2d"), image = new ImageData(side, side);
  return {
    canvas,
    show(values) {
      const most = Math.max(...values.map(Math.abs)) || 1;
      values.forEach((v, i) => image.data.set([...(v > 0 ? [0, 114, 178] : [213, 94, 0]), (255 * Math.abs(v)) / most], 4 * i));
      paint.putImageData(image, 0, 0);
    },
  };
}

// What one unit of the first layer adds up: its weights, these times the ink, the sum from row to row.
function one_unit({ D, H, W, scale, b }, side) {
  const weights = signs(side, "the unit's weights"), products = signs(side, "each weight times the ink on its pixel");
  const line = svg("path", { class: "sum" }), zero = svg("path", { class: "zero" });
  const sums = picture(side, side, "the sum so far, row by row downwards", zero, line);
  sums.classList.add("framed");
  const told = html("p", { class: "adds" });
  const part = (image, text) => html("div", {}, image, html("div", { class: "caption" }, text));
  const view = html("div", { class: "one-unit" }, html("div", { class: "layers" }, part(weights.canvas, "its weights"),
    part(products.canvas, "times your ink"), part(sums, "sum so far, row by row")), told);
  return {
    view,
    show(h, X) {
      view.hidden = h < 0;
      if (h < 0) return "none";
      const own = Array.from({ length: D }, (_, d) => W[d * H + h] * scale[h]), terms = own.map((w, d) => w * X[d]);
      weights.show(own);
      products.show(terms);
      const up_to = [b[h]];
      for (let row = 0; row < side; row++) up_to.push(terms.slice(row * side, (row + 1) * side).reduce((a, t) => a + t, up_to[row]));
      const low = Math.min(0, ...up_to), high = Math.max(0, ...up_to), x = (sum) => 2 + ((side - 4) * (sum - low)) / (high - low || 1);
      put(line, { d: `M${up_to.map((sum, row) => `${x(sum).toFixed(2)} ${row}`).join("L")}` });
      put(zero, { d: `M${x(0).toFixed(2)} 0V${side}` });
      const [plus, minus] = [1, -1].map((sign) => terms.reduce((a, t) => (t * sign > 0 ? a + t : a), 0));
      const z = up_to.at(-1), says = z > 0 ? `so it says ${signed(z, 2)}` : "below 0, so it says nothing";
      told.textContent = `Unit ${h + 1}: bias ${signed(b[h], 2)}, for it ${signed(plus, 2)}, against it ${signed(minus, 2)}. Its score is ${signed(z, 2)}, ${says}.`;
      return told.textContent;
    },
  };
}

// Strokes to 28 x 28 pixels, grey by averaging. Centred, they are as in the data set: fitted into
// 20 x 20, and put so that the middle of their mass is the middle of the picture. Else they stay
// where they were drawn, and as large.
function rasterise(strokes, pen, centred) {
  const FINE = 8, SIDE = 28, BOX = centred ? 20 : SIDE;
  const X = new Array(SIDE * SIDE).fill(0);
  const points = strokes.flat();
  if (!points.length) return X;
  const [low, high] = [Math.min, Math.max].map((f) => [0, 1].map((d) => f(...points.map((p) => p[d]))));
  const size = Math.max(high[0] - low[0], high[1] - low[1]);
  // A pen of the data set is two to three pixels wide, however large the writing was.
  const width = centred ? Math.max(2, Math.min(2.8, (pen * BOX) / (size + pen))) : (pen * SIDE) / SIZE;
  const scale = centred ? Math.min((BOX - width) / Math.max(size, 1), 0.25) : SIDE / SIZE;
  const middle = [0, 1].map((d) => (centred ? (low[d] + high[d]) / 2 : SIZE / 2));
  const canvas = html("canvas", { width: BOX * FINE, height: BOX * FINE });
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  paper.setTransform(FINE * scale, 0, 0, FINE * scale, ...[0, 1].map((d) => FINE * (BOX / 2 - scale * middle[d])));
  Object.assign(paper, { lineWidth: width / scale, lineCap: "round", lineJoin: "round" });
  for (const stroke of strokes) {
    paper.beginPath();
    paper.moveTo(...stroke[0]);
    for (const point of stroke) paper.lineTo(...point);
    paper.stroke();
  }
  const fine = paper.getImageData(0, 0, BOX * FINE, BOX * FINE).data;
  const small = new Float64Array(BOX * BOX);
  for (let y = 0; y < BOX * FINE; y++) for (let x = 0; x < BOX * FINE; x++)
    small[Math.floor(y / FINE) * BOX + Math.floor(x / FINE)] += fine[4 * (y * BOX * FINE + x) + 3] / (FINE * FINE);
  let mass = 0, along = 0, down = 0;
  small.forEach((v, i) => {
    mass += v;
    along += v * (i % BOX);
    down += v * Math.floor(i / BOX);
  });
  const place = (sum) => !centred ? 0 : Math.max(0, Math.min(SIDE - BOX, Math.round((SIDE - 1) / 2 - sum / mass)));
  const left = place(along), top = place(down);
  small.forEach((v, i) => { X[(top + Math.floor(i / BOX)) * SIDE + left + (i % BOX)] = Math.min(255, Math.round(v)); });
  return X;
}

// Every row goes back by as much as the line through the ink has moved there, as in nnlib's
// straighten_images; between two columns a pixel is the weighted mean of both.
function straighten(X) {
  const row = (i) => X.slice(i * SIDE, (i + 1) * SIDE), places = Array.from({ length: SIDE }, (_, i) => i);
  const sum = (of) => places.reduce((total, i) => total + of(i), 0);
  const ink = places.map((i) => row(i).reduce((a, v) => a + v, 0));
  const middle = sum((i) => i * ink[i]) / Math.max(sum((i) => ink[i]), 1e-6);
  const both = sum((i) => (i - middle) * row(i).reduce((a, v, j) => a + v * j, 0));
  const slant = both / Math.max(sum((i) => ink[i] * (i - middle) ** 2), 1e-6);
  return X.map((_, k) => {
    const i = Math.floor(k / SIDE), from = Math.max(0, Math.min(SIDE - 1.001, (k % SIDE) + slant * (i - middle)));
    const left = Math.floor(from), part = from - left;
    return Math.round((1 - part) * X[i * SIDE + left] + part * X[i * SIDE + left + 1]);
  });
}

const SIZE = 280, PEN = 22, STEP = 10, SIDE = 28;

export default {
  settings: (model) => ({
    strokes: { min: 0, max: SIZE, step: 1, depth: 3 }, sample: { min: -1, max: model.get("labels").length - 1, step: 1 },
    unit: { min: 0, max: model.get("sizes")[1], step: 1 },
  }),
  render({ model, el }) {
    const run = network(model);
    const samples = numbers(model.get("_samples"), Uint8Array), labels = model.get("labels");
    const sample = (k) => Array.from(samples.subarray(k * SIDE * SIDE, (k + 1) * SIDE * SIDE));
    const upright = (pixels) => (model.get("upright") ? straighten(pixels) : pixels);
    const inside = (v) => Math.max(PEN / 2, Math.min(SIZE - PEN / 2, Math.round(v)));
    const root = frame(el, "draw-digit", "Draw a digit, and the network says what it sees");

    const printed = squares(SIDE, SIDE);
    put(printed.group, { transform: `scale(${SIZE / SIDE})` });
    const ghost = svg("text", { class: "ghost", x: SIZE / 2, y: SIZE / 2 + 10, "text-anchor": "middle", "aria-hidden": "true" }, "draw here");
    const ink = svg("g", { class: "ink", "stroke-width": PEN });
    const nib = svg("circle", { class: "nib", r: PEN / 2 + 2 });
    const pad = svg("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, class: "pad framed", tabindex: 0, role: "application",
      "aria-label": "Paper to draw on. The arrow keys move the pen, the space bar puts it down and lifts it, the backspace key undoes." },
      printed.group, ghost, ink, nib);
    const seen = squares(SIDE, SIDE);
    const hidden = model.get("sizes").slice(1, -1).map((n) => {
      const columns = Math.ceil(Math.sqrt(n * 2) / 5) * 5;
      return { n, columns, rows: Math.ceil(n / columns), grid: squares(Math.ceil(n / columns), columns, "lit") };
    });
    const panel = (width, height, label, group, caption) => {
      const view = picture(width, height, label, group);
      view.classList.add("framed");
      return html("div", {}, view, html("div", { class: "caption" }, caption));
    };
    const views = [panel(SIDE, SIDE, "what the network gets: 28 by 28 pixels", seen.group, model.get("upright") ? "28 × 28, upright" : "28 × 28 pixels"),
      ...hidden.map(({ n, rows, columns, grid }) =>
        panel(columns, rows, `hidden layer of ${n} units, bright where active`, grid.group, `${n} hidden units`))];
    const inner = one_unit(run.first, SIDE);
    const unit = slider("unit", "unit of the first hidden layer to look into, 0 for none", { min: 0, max: run.first.H, step: 1, digits: 0 },
      (v) => change(model, { unit: v }));
    // A click on the picture of the first hidden layer opens the unit that is there.
    views[1]?.firstChild.addEventListener("click", (event) => {
      const box = event.currentTarget.getBoundingClientRect(), { columns, rows, n } = hidden[0];
      const column = Math.floor(((event.clientX - box.left) / box.width) * columns), row = Math.floor(((event.clientY - box.top) / box.height) * rows);
      const k = row * columns + column;
      if (k < n) change(model, { unit: k + 1 });
    });
    const bars = class_bars(model.get("sizes").at(-1));
    const says = speaker();
    const undo = button("Undo", () => commit(model.get("strokes").slice(0, -1)));
    const clear = button("Clear", () => commit([]));
    const centring = html("input", { type: "checkbox" });
    centring.addEventListener("change", () => change(model, { centred: centring.checked }));
    const shown = html("select", { "aria-label": "a digit of the data set" }, html("option", { value: -1 }, "your own"),
      ...labels.map((label, k) => html("option", { value: k }, `a ${label} of the data set`)));
    shown.addEventListener("input", () => commit([], Number(shown.value)));
    root.append(html("div", { class: "draw" }, pad, bars.view,
      html("div", { class: "tools" }, undo, clear, controls(html("label", {}, centring, " fit and centre"), html("label", {}, "Show ", shown))),
      html("div", { class: "told" }, says, html("div", { class: "layers" }, ...views), controls(unit.row), inner.view)),
    note("Draw with a mouse or a finger; or go to the paper with the tab key, move the pen "
      + "with the arrow keys, and put it down and lift it with the space bar."));

    function commit(strokes, k = -1) {
      lift();
      const centred = model.get("centred");
      inked = JSON.stringify([strokes, k, centred]);
      change(model, { strokes, sample: k, pixels: upright(k < 0 ? rasterise(strokes, PEN, centred) : sample(k)) });
    }

    // What the pixels are of: strokes that Python or the page's address gave have none yet.
    let inked = "";

    // A line while it is drawn: the picture and the bars follow, the sentence waits for its end.
    let draft = null, pen = [SIZE / 2, SIZE / 2], frame_asked = 0;
    const path = (stroke) => svg("path", { d: `M${stroke[0]}L${stroke.join("L")}` });
    function look(strokes, pixels) {
      printed.group.style.display = model.get("sample") < 0 || strokes.length ? "none" : "";
      ghost.style.display = strokes.length || model.get("sample") >= 0 ? "none" : "";
      ink.replaceChildren(...strokes.map(path));
      const drawn = pixels.some(Boolean);
      const { hidden: layers, P } = run(pixels.map((v) => v / 255));
      seen.show(pixels.map((v) => v / 255));
      hidden.forEach(({ grid }, l) => {
        const most = Math.max(...layers[l]) || 1;
        grid.show(drawn ? Array.from(layers[l], (a) => a / most) : []);
      });
      bars.show(drawn ? P : null);
      unit.show(model.get("unit"));
      put(unit.input, { "aria-valuetext": inner.show(model.get("unit") - 1, pixels.map((v) => v / 255)) });
      return drawn ? P : null;
    }
    function sketch() {
      put(nib, { cx: pen[0], cy: pen[1], class: `nib${draft ? " down" : ""}` });
      if (!draft || frame_asked) return;
      frame_asked = requestAnimationFrame(() => {
        frame_asked = 0;
        if (!draft) return;
        const strokes = [...model.get("strokes"), draft];
        look(strokes, upright(rasterise(strokes, PEN, model.get("centred"))));
      });
    }
    function move(to) {
      pen = to.map(inside);
      if (draft && String(draft.at(-1)) !== String(pen)) draft.push(pen);
      sketch();
    }
    function lift() {
      const done = draft;
      draft = null;
      sketch();
      if (done) commit([...model.get("strokes"), done]);
    }

    const at = (event) => {
      const box = pad.getBoundingClientRect();
      return [((event.clientX - box.left) / box.width) * SIZE, ((event.clientY - box.top) / box.height) * SIZE];
    };
    grab(pad, {
      taken(event) {
        pad.focus({ preventScroll: true });
        lift();
        pen = at(event).map(inside);
        draft = [pen];
        sketch();
      },
      moved(event) {
        for (const each of event.getCoalescedEvents?.() ?? []) move(at(each));
        move(at(event));
      },
      left: lift,
    });
    pad.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (way) move(pen.map((v, d) => v + way[d] * STEP));
      else if (event.key === " " && draft) lift();
      else if (event.key === " ") {
        draft = [pen];
        sketch();
      } else if (event.key === "Backspace" && model.get("strokes").length) commit(model.get("strokes").slice(0, -1));
      else return;
      event.preventDefault();
    });
    pad.addEventListener("blur", lift);

    return follow(root, model, ["strokes", "sample", "pixels", "centred", "unit"], () => {
      const strokes = model.get("strokes"), k = strokes.length ? -1 : model.get("sample");
      if (JSON.stringify([strokes, k, model.get("centred")]) !== inked) commit(strokes, k);
      if (k >= 0) printed.show(sample(k).map((v) => v / 255));
      shown.value = k;
      centring.checked = model.get("centred");
      undo.disabled = !strokes.length;
      clear.disabled = !strokes.length && k < 0;
      const P = look(strokes, model.get("pixels"));
      sketch();
      const best = P && P.indexOf(Math.max(...P));
      const percent = P && (P[best] > 0.995 ? "over 99 %" : `${Math.round(100 * P[best])} %`);
      says.textContent = P ? `It looks like ${best === 8 ? "an" : "a"} ${best} (${percent}).` : "The paper is empty: draw a digit.";
    });
  },
};
