const FULL = 0.05, CELL = 36, LEFT = 44, TOP = 26; // of the table, in its own pixels

// The table of counts, coloured by the share of the row; chosen(row, column) when a field is clicked.
function table(counts, chosen) {
  const K = counts.length, side = K * CELL;
  const view = svg("svg", { viewBox: `0 0 ${LEFT + side + 4} ${TOP + side + 4}`, role: "img", class: "confusion",
    "aria-label": "How many digits of each class, in rows, are called what, in columns" });
  const write = (x, y, text, kind = "") => svg("text", { x, y, class: kind, "font-size": 13, "text-anchor": "middle" }, text);
  counts.forEach((row, i) => {
    const all = row.reduce((a, b) => a + b, 0) || 1;
    row.forEach((n, j) => {
      const [x, y] = [LEFT + j * CELL, TOP + i * CELL], share = Math.min(1, n / all / FULL);
      const field = svg("g", { class: "field" },
        svg("rect", { x, y, width: CELL, height: CELL, "fill-opacity": share.toFixed(3) }),
        write(x + CELL / 2, y + CELL / 2 + 5, n ? String(n) : "", share > 0.6 ? "on-strong" : ""));
      field.addEventListener("click", () => chosen(i, j));
      view.append(field);
    });
    view.append(write(LEFT - 11, TOP + i * CELL + CELL / 2 + 5, String(i)), write(LEFT + i * CELL + CELL / 2, 20, String(i)));
  });
  const open = svg("rect", { class: "open", width: CELL, height: CELL, rx: 3 });
  view.append(open, svg("text", { class: "axis-name", x: 4, y: 12, "font-size": 12 }, "called →"),
    svg("text", { class: "axis-name", "font-size": 12, transform: `translate(13 ${TOP + side / 2}) rotate(-90)`, "text-anchor": "middle" }, "← digit"));
  return { view, show: (i, j) => put(open, { x: LEFT + j * CELL, y: TOP + i * CELL }) };
}

export default {
  settings: (model) => {
    const bounds = { min: 0, max: model.get("_counts").length - 1, step: 1 };
    return { row: bounds, column: bounds };
  },
  render({ model, el }) {
    const counts = model.get("_counts"), shown = model.get("_shown"), K = counts.length;
    const images = numbers(model.get("_images"), Uint8Array), sure = numbers(model.get("_confidence"), Float32Array);
    const D = images.length / sure.length, side = Math.sqrt(D);
    const begin = { row: model.get("row"), column: model.get("column") };
    // The field's first digit among all that came.
    const firsts = [0];
    for (const n of shown.flat()) firsts.push(firsts.at(-1) + n);
    const root = frame(el, "confusion-explorer", "A confusion matrix whose fields show their digits");
    const set = (row, column) => change(model, { row, column });
    const fields = table(counts, set);
    const held = html("div", { class: "stage", tabindex: 0, role: "group", "aria-label": "the table; the arrow keys go from field to field" }, fields.view);
    held.addEventListener("keydown", (event) => {
      const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -K], End: [0, K] }[event.key];
      if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      set(...["row", "column"].map((name, i) => Math.max(0, Math.min(K - 1, model.get(name) + way[i]))));
    });
    const bounds = { min: 0, max: K - 1, step: 1, digits: 0 };
    const row = slider("digit", "digit", bounds, (v) => change(model, { row: v }));
    const column = slider("called", "what it is called", bounds, (v) => change(model, { column: v }));
    const says = speaker(), list = html("ol", { class: "members" });
    root.style.setProperty("--names", "3.2em");
    root.append(html("div", { class: "sides explorer" }, held, html("div", {}, says, list,
      controls(column.row, row.row, button("Start again", () => change(model, begin))))),
      note("Click on a field, or go there with the arrow keys, to see its digits; under each, the probability that its network gave to the answer."));

    return follow(root, model, ["row", "column"], () => {
      const i = model.get("row"), j = model.get("column"), n = counts[i][j];
      const first = firsts[i * K + j], of = counts[i].reduce((a, b) => a + b, 0);
      fields.show(i, j);
      row.show(i);
      column.show(j);
      list.replaceChildren(...Array.from({ length: shown[i][j] }, (_, k) => {
        const at = first + k, ink = squares(side, side);
        ink.show(Array.from(images.subarray(at * D, (at + 1) * D), (v) => v / 255));
        const image = picture(side, side, `a ${i} that is called ${j}`, ink.group);
        image.classList.add("framed");
        return html("li", {}, image, html("span", {}, sure[at].toFixed(3)));
      }));
      const up_to = n ? `, with a probability of up to ${sure[first].toFixed(3)}` : "";
      const only = n > shown[i][j] ? ` The ${shown[i][j]} most confident answers are shown.` : "";
      says.textContent = `${i} called ${j}: ${n} of ${of}${up_to}.${only}`;
    });
  },
};
