// Pictures made of squares, and ten bars: for the figures that read digits.

// A grid of squares in an SVG; show(values) sets how dark each is, from 0 to 1.
function squares(rows, columns, kind = "") {
  const cells = Array.from({ length: rows * columns }, (_, i) =>
    svg("rect", { x: i % columns, y: Math.floor(i / columns), width: 1, height: 1 }));
  const group = svg("g", { class: `squares ${kind}` }, ...cells);
  const before = [];
  const show = (values) => cells.forEach((cell, i) => {
    const dark = (values[i] ?? 0).toFixed(3);
    if (dark !== before[i]) cell.setAttribute("fill-opacity", (before[i] = dark));
  });
  return { group, show };
}

const picture = (width, height, label, ...children) =>
  svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label }, ...children);

// A bar for each class: show(P, truth) fills them; the largest stands out, the truth is named.
function class_bars(n) {
  const rows = Array.from({ length: n }, (_, k) => {
    const bar = html("div", { class: "bar" }), share = html("span");
    const name = html("span", { class: "name" }, String(k));
    return { bar, share, name, row: html("div", { class: "class-row" }, name, html("div", { class: "track" }, bar), share) };
  });
  const view = html("div", { class: "class-bars", "aria-hidden": "true" }, ...rows.map(({ row }) => row));
  return {
    view,
    show(P, truth = -1) {
      const best = P ? P.indexOf(Math.max(...P)) : -1;
      rows.forEach(({ bar, share, row }, k) => {
        bar.style.width = `${P ? 100 * P[k] : 0}%`;
        share.textContent = P ? P[k].toFixed(2) : "";
        put(row, { class: `class-row${k === best ? " best" : ""}${k === truth ? " truth" : ""}${k === best && truth >= 0 && k !== truth ? " missed" : ""}` });
      });
    },
  };
}
