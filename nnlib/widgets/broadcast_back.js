const SHAPES = { row: "a row", column: "a column", number: "a number", table: "a table" };
const exact = (number) => String(Math.round(number * 1000) / 1000).replace("-", "\u2212");

export default {
  settings: (model) => ({
    shape: { among: Object.keys(SHAPES) },
    entry: { min: 0, max: model.get("G").flat().length - 1, step: 1 },
  }),
  render({ model, el }) {
    const G = model.get("G"), N = G.length, D = G[0].length;
    const start = { shape: model.get("shape"), entry: model.get("entry") };
    const sizes = { row: [1, D], column: [N, 1], number: [1, 1], table: [N, D] };
    const written = { row: `(${D},)`, column: `(${N}, 1)`, number: "()", table: `(${N}, ${D})` };
    const now = () => {
      const shape = model.get("shape"), [rows, columns] = sizes[shape], n = rows * columns;
      const source = (i, j) => (rows > 1 ? i : 0) * columns + (columns > 1 ? j : 0);
      const sums = new Array(n).fill(0);
      G.forEach((row, i) => row.forEach((g, j) => { sums[source(i, j)] += g; }));
      return { shape, rows, columns, n, source, sums, entry: Math.min(model.get("entry"), n - 1) };
    };
    const root = frame(el, "broadcast-back", "An array that is broadcast, and its gradient");
    const follow_entry = (entry) => change(model, { entry: Math.max(0, Math.min(entry, now().n - 1)) });
    const kinds = choice("what is broadcast", SHAPES, (shape) => {
      const [rows, columns] = sizes[shape];
      change(model, { shape, entry: Math.min(model.get("entry"), rows * columns - 1) });
    });
    const pick = slider("entry", "entry of b", { min: 0, max: N * D - 1, step: 1, digits: 0 }, follow_entry);
    const copies = html("div", { class: "cells", "aria-hidden": "true" });
    const own = html("div", { class: "cells", "aria-hidden": "true" });
    const title = html("p", { class: "note" });
    const says = speaker();
    root.append(html("div", { class: "there-and-back" },
      html("div", {}, html("p", { class: "note" }, `G, what comes back to the copies, (${N}, ${D})`), copies),
      html("div", {}, title, own)),
    kinds.view, controls(pick.row, button("Start again", () => change(model, start))), says);

    const cell = (text, small, on, chosen) => {
      const box = html("div", { class: on ? "cell on" : "cell" }, html("span", {}, text), html("small", {}, small));
      box.addEventListener("click", chosen);
      return box;
    };
    return follow(root, model, ["shape", "entry"], () => {
      const { shape, columns, n, source, sums, entry } = now();
      copies.style.setProperty("--columns", D);
      copies.replaceChildren(...G.flatMap((row, i) => row.map((g, j) =>
        cell(exact(g), `copy of ${source(i, j)}`, source(i, j) === entry, () => follow_entry(source(i, j))))));
      own.style.setProperty("--columns", columns);
      own.replaceChildren(...sums.map((sum, k) => cell(exact(sum), `entry ${k}`, k === entry, () => follow_entry(k))));
      title.textContent = `the gradient of b, ${written[shape]}`;
      kinds.show(shape);
      pick.input.max = n - 1;
      pick.input.disabled = n === 1;
      pick.show(entry);
      const parts = G.flatMap((row, i) => row.filter((_, j) => source(i, j) === entry));
      const sum = parts.length > 1 ? `${parts.map(exact).join(" + ").replaceAll("+ \u2212", "\u2212 ")} = ` : "";
      says.textContent = `${parts.length} of ${N * D} entries belong to copies of entry ${entry} of b. `
        + `Its gradient: ${sum}${signed(sums[entry], 3)}.`;
    });
  },
};
