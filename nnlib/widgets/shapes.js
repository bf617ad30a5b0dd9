const LEAST = -1, LARGEST = 3, MOST = 4, UNITS = 2, SAMPLES = 3;
const MODES = { product: "Product", broadcasting: "Broadcasting" };
const SHAPES = { 2: [2], 3: [3], "3x1": [3, 1], "1x2": [1, 2], number: [] };

// A shape as Python writes it, and as NumPy writes it in an error.
const tuple = (shape) => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`);
const inError = (shape) => tuple(shape).replace(", ", ",");
const exact = (number) => signed(number, 0);
const factor = (number) => (number < 0 ? `(${exact(number)})` : exact(number));
const count = (size) => (size === 1 ? "1 number" : `${size} numbers`);
const range = (n) => Array.from({ length: n }, (_, i) => i);

// An array as boxes, with name and shape above. One box at a time can be come to with the tab key;
// the arrow keys lead to the others.
function table(name, rows, columns, { pressed, pointed }) {
  let shown = [rows, columns], stop = 0;
  const place = (n) => [Math.floor(n / columns), n % columns];
  const boxes = range(rows * columns).map((n) => {
    const box = button("", () => pressed(...place(n)), "box");
    box.addEventListener("pointermove", (event) => event.pointerType === "mouse" && pointed?.(...place(n)));
    box.addEventListener("focus", () => {
      to(n);
      pointed?.(...place(n));
    });
    return box;
  });
  const to = (n) => {
    stop = n;
    boxes.forEach((box, k) => put(box, { tabindex: k === n ? 0 : -1 }));
  };
  to(0);
  const title = html("span", {}, name), size = html("span", { class: "size" });
  const grid = html("div", { class: "boxes" }, ...boxes);
  grid.addEventListener("keydown", (event) => {
    const by = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const [row, column] = place(stop).map((at, axis) => Math.max(0, Math.min(shown[axis] - 1, at + by[axis])));
    boxes[row * columns + column].focus();
  });
  const view = html("div", { class: "array", role: "group" }, html("p", { class: "named" }, title, " ", size), grid);
  return {
    view, to: (row, column) => to(row * columns + column),
    // written: the shape above, of which the axis `lit` meets the other array's; look(row, column)
    // gives the number, its kind (on, copy, …), and what it is called aloud.
    show([height, width], written, lit, look) {
      shown = [height, width];
      grid.style.setProperty("--columns", width);
      const sizes = written.map((n, axis) => (axis === lit ? html("b", {}, String(n)) : String(n)));
      size.replaceChildren("(", ...sizes.flatMap((n, axis) => (axis ? [", ", n] : [n])), written.length === 1 ? ",)" : ")");
      put(view, { "aria-label": `${name}, shape ${tuple(written)}` });
      boxes.forEach((box, n) => {
        const [row, column] = place(n);
        box.hidden = row >= height || column >= width;
        if (box.hidden) return;
        const { value, kind, spoken, order = 0 } = look(row, column);
        box.textContent = exact(value);
        box.className = `box ${kind}`;
        box.style.setProperty("--order", order);
        put(box, { "aria-label": `${spoken}: ${exact(value)}` });
      });
      if (boxes[stop].hidden) to(0);
    },
  };
}

// A size from 1 to 4, with a button for one less and one for one more.
function stepper(name, moved) {
  let now = 1;
  const value = html("span", { "aria-hidden": "true" });
  const keys = [-1, 1].map((by) => button(by < 0 ? "\u2212" : "+", () => now + by >= 1 && now + by <= MOST && moved(now + by)));
  return {
    view: html("div", { class: "size-of", role: "group", "aria-label": name }, html("span", {}, name), keys[0], value, keys[1]),
    show(size) {
      now = size;
      value.textContent = size;
      keys.forEach((key, k) => put(key, { "aria-label": `${k ? "one more" : "one less"}, now ${size}`, "aria-disabled": size === (k ? MOST : 1) }));
    },
  };
}

export default {
  settings() {
    const size = { min: 1, max: MOST, step: 1 }, number = { min: LEAST, max: LARGEST, step: 1 };
    return { mode: { among: Object.keys(MODES) }, shape: { among: Object.keys(SHAPES) }, rows: size, columns: size, inner: size,
      entry: { min: 0, max: MOST * UNITS - 1, step: 1 }, X: number, W: number, b: number };
  },
  render({ model, el }) {
    const names = ["mode", "shape", "rows", "columns", "inner", "entry", "X", "W", "b"];
    const start = Object.fromEntries(names.map((name) => [name, model.get(name)]));
    const root = frame(el, "shapes", "Tables of numbers: what fits, what is stretched and what is refused");
    const last = () => UNITS * (model.get("mode") === "product" ? model.get("rows") : SAMPLES) - 1;
    const entry_now = () => Math.min(model.get("entry"), last());
    const look_at = (row, column) => change(model, { entry: UNITS * row + column });
    const next = (name, n) => change(model, {
      [name]: model.get(name).map((v, k) => (k === n ? (v === LARGEST ? LEAST : v + 1) : v)),
    });
    const source = (row, column) => {
      const shape = SHAPES[model.get("shape")], [height, width] = [1, 1, ...shape].slice(-2);
      return [Math.min(row, height - 1), Math.min(column, width - 1)];
    };
    const b_place = (row, column) => source(row, column).reduce((sum, at) => sum + at); // one of the two is 0

    const chooses = { pressed: look_at, pointed: look_at };
    const X = table("X", MOST, MOST, { pressed: (row, column) => next("X", row * MOST + column) });
    const W = table("W", MOST, UNITS, { pressed: (row, column) => next("W", row * UNITS + column) });
    const Z = table("Z = X @ W", MOST, UNITS, chooses);
    const left = table("Z", SAMPLES, UNITS, chooses);
    const b = table("b", SAMPLES, SAMPLES, { pressed: (row, column) => next("b", b_place(row, column)) });
    const sum = table("Z + b", SAMPLES, UNITS, chooses);
    const modes = choice("what is computed", MODES, (mode) => change(model, { mode }));
    const kinds = choice("shape of b", Object.fromEntries(Object.entries(SHAPES).map(([name, shape]) => [name, tuple(shape)])),
      (shape) => change(model, { shape }));
    const sizes = { rows: "X rows", columns: "X columns", inner: "W rows" };
    const steppers = Object.entries(sizes).map(([name, spoken]) => [name, stepper(spoken, (size) => change(model, { [name]: size }))]);
    const none = [0, 1].map(() => html("p", { class: "none", "aria-hidden": "true" }, "refused"));
    const product = html("div", { class: "crossing" }, html("div", { class: "corner" }, ...steppers.map(([, { view }]) => view)),
      W.view, X.view, html("div", {}, Z.view, none[0]));
    const sign = (text) => html("span", { class: "sign", "aria-hidden": "true" }, text);
    const broadcast = html("div", {}, html("div", { class: "of-b" }, html("span", { "aria-hidden": "true" }, "shape of b"), kinds.view),
      html("div", { class: "in-line" }, left.view, sign("+"), b.view, sign("="), sum.view, none[1]));
    const pick = slider("entry", "entry of the result", { min: 0, max: MOST * UNITS - 1, step: 1, digits: 0 }, (entry) => change(model, { entry }));
    const says = speaker(), gist = html("span"), detail = html("span"), words = html("code");
    says.append(gist, " ", detail, " ", words);
    root.style.setProperty("--names", "3em");
    root.append(modes.view, html("div", { class: "sides" }, html("div", {}, product, broadcast), html("div", {}, says,
      controls(pick.row, button("Start again", () => change(model, start))),
      note("Point at an entry of the result, or tap it. A click on a number of X, W or b makes it one larger; after 3 comes \u22121."))));

    let before = "";
    return follow(root, model, names, () => {
      const multiplies = model.get("mode") === "product", shape = SHAPES[model.get("shape")];
      const [rows, columns, inner] = ["rows", "columns", "inner"].map((name) => model.get(name));
      const x = (i, k) => model.get("X")[i * MOST + k], w = (k, j) => model.get("W")[k * UNITS + j];
      const shared = Math.min(columns, inner);
      const z = (i, j) => range(shared).reduce((total, k) => total + x(i, k) * w(k, j), 0);
      const entry = entry_now(), row = Math.floor(entry / UNITS), column = entry % UNITS;
      const fits = multiplies ? columns === inner : model.get("shape") !== "3";
      const chosen = (i, j) => i === row && j === column;
      const at = (name, ...index) => (index.length ? `${name}[${index.join(", ")}]` : name);
      // Pairs light up again, one after another, when there is another row or column to look at.
      const here = [multiplies, row, column, columns, inner].join();
      if (here !== before) root.dataset.turn = root.dataset.turn === "0" ? 1 : 0;
      before = here;

      product.hidden = !multiplies;
      broadcast.hidden = multiplies;
      const now = multiplies ? Z : sum;
      now.view.hidden = !fits;
      none.forEach((each) => { each.hidden = fits; });
      const lit = (on, k) => (!on ? "" : k < shared ? "on" : "on alone");
      let pair, result, told, error;
      if (multiplies) {
        X.show([rows, columns], [rows, columns], 1, (i, k) =>
          ({ value: x(i, k), kind: lit(i === row, k), order: k, spoken: at("X", i, k) }));
        W.show([inner, UNITS], [inner, UNITS], 0, (k, j) =>
          ({ value: w(k, j), kind: lit(j === column, k), order: k, spoken: at("W", k, j) }));
        Z.show([rows, UNITS], [rows, UNITS], -1, (i, j) =>
          ({ value: z(i, j), kind: chosen(i, j) ? "result" : "", spoken: at("Z", i, j) }));
        pair = `${tuple([rows, columns])} @ ${tuple([inner, UNITS])}`;
        result = [rows, UNITS];
        const terms = range(shared).map((k) => `${factor(x(row, k))}\u00b7${factor(w(k, column))}`).join(" + ");
        told = fits ? `Row ${row} of X meets column ${column} of W:\n${at("Z", row, column)} = ${terms} = ${exact(z(row, column))}.`
          : `Row ${row} of X has ${count(columns)}, column ${column} of W has ${count(inner)}.`;
        error = "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
          + `(n?,k),(k,m?)->(n?,m?) (size ${inner} is different from ${columns})`;
      } else {
        const B = model.get("b"), value = (i, j) => B[b_place(i, j)];
        const index = (i, j) => source(i, j).slice(2 - shape.length);
        const is_copy = (i, j) => source(i, j).join() !== [i, j].join();
        left.show([SAMPLES, UNITS], [SAMPLES, UNITS], fits ? -1 : 1, (i, j) =>
          ({ value: z(i, j), kind: chosen(i, j) && fits ? "on" : "", spoken: at("Z", i, j) }));
        b.show(fits ? [SAMPLES, UNITS] : [1, SAMPLES], shape, fits ? -1 : 0, (i, j) => {
          const copy = fits && is_copy(i, j);
          const kind = !fits ? "alone" : (chosen(i, j) ? "on " : "") + (copy ? "copy" : "");
          return { value: value(i, j), kind, spoken: `${copy ? "copy of " : ""}${at("b", ...index(i, j))}` };
        });
        sum.show([SAMPLES, UNITS], [SAMPLES, UNITS], -1, (i, j) =>
          ({ value: z(i, j) + value(i, j), kind: chosen(i, j) ? "result" : "", spoken: `(Z + b)[${i}, ${j}]` }));
        pair = `${tuple([SAMPLES, UNITS])} + ${tuple(shape)}`;
        result = [SAMPLES, UNITS];
        const own = value(row, column), total = z(row, column) + own;
        told = fits ? `${at("Z", row, column)} meets ${is_copy(row, column) ? "a copy of " : ""}${at("b", ...index(row, column))}:\n`
          + `${factor(z(row, column))} + ${factor(own)} = ${exact(total)}.`
          : `From the right ${UNITS} meets ${shape[0]}, and neither is 1.`;
        error = `operands could not be broadcast together with shapes ${inError([SAMPLES, UNITS])} ${inError(shape)}`;
      }
      now.to(row, column);
      left.to(row, column);
      root.classList.toggle("misfit", !fits);
      gist.textContent = fits ? `${pair} gives ${tuple(result)}.` : `${pair} is refused.`;
      detail.textContent = told;
      words.textContent = fits ? "" : `ValueError: ${error}`;
      modes.show(model.get("mode"));
      kinds.show(model.get("shape"));
      steppers.forEach(([name, { show }]) => show(model.get(name)));
      pick.input.max = last();
      pick.show(entry);
    });
  },
};
