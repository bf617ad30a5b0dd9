// The loss over two weights as a map: lines of equal loss, where the unit stands and the way it came.

const LEVELS = [0.02, 0.05, 0.1, 0.2, 0.4, Math.log(2), 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12];
const SAID = [1, 3, 5, 6, 8, 10, 12]; // which of them have their number written on them

// Where a level crosses the edges of the grid's squares, two by two; f[i][j] at (at[j], at[i]).
function crossings(f, at, level) {
  const found = [];
  for (let i = 1; i < at.length; i++)
    for (let j = 1; j < at.length; j++) {
      const corners = [[i - 1, j - 1], [i - 1, j], [i, j], [i, j - 1]];
      const cut = corners.flatMap(([i0, j0], k) => {
        const [i1, j1] = corners[(k + 1) % 4];
        const from = f[i0][j0] - level, to = f[i1][j1] - level;
        const s = from / (from - to);
        return from > 0 === to > 0 ? [] : [[at[j0] + s * (at[j1] - at[j0]), at[i0] + s * (at[i1] - at[i0])]];
      });
      if (cut.length) found.push(cut);
    }
  return found;
}

function lossMap(limit, loss, moved) {
  const n = 45, at = Array.from({ length: n }, (_, i) => limit * ((2 * i) / (n - 1) - 1));
  const lines = svg("g", { class: "levels" }), way = svg("g", { class: "way" });
  const words = svg("g", { class: "heights" });
  const dot = svg("g", { class: "handle here" }, svg("circle", { class: "reach", r: 0.7 }), svg("circle", { class: "dot", r: 0.2 }));
  const axes = svg("path", { class: "axes", d: `M${-limit} 0H${limit}M0 ${-limit}V${limit}` });
  const inside = svg("g", { transform: "scale(1, -1)" }, axes, lines, way, dot);
  grab(dot, {
    moved(event) {
      const to = new DOMPoint(event.clientX, event.clientY).matrixTransform(inside.getScreenCTM().inverse());
      moved([to.x, to.y]);
    },
  });
  const view = svg("svg", { viewBox: "0 0 400 386", role: "img", "aria-label":
    "Map of the loss over the weights w1 and w2: lines of equal loss, the unit's place and the way that it came" },
    svg("svg", { x: 34, y: 4, width: 360, height: 360, viewBox: `${-limit} ${-limit} ${2 * limit} ${2 * limit}` }, inside, words),
    svg("rect", { class: "axis", x: 34, y: 4, width: 360, height: 360 }));
  for (let tick = -limit + 1; tick < limit; tick += 2) {
    const along = 180 + (tick / limit) * 180;
    view.append(svg("text", { x: 34 + along, y: 379, "font-size": 13, "text-anchor": "middle" }, signed(tick, 0)),
      svg("text", { x: 20, y: 368 - along, "font-size": 13, "text-anchor": "middle" }, signed(tick, 0)));
  }
  view.append(svg("text", { x: 250, y: 379, "font-size": 13, "text-anchor": "middle" }, "w1"),
    svg("text", { x: 18, y: 152, "font-size": 13, "text-anchor": "middle" }, "w2"));
  let drawn = null;
  return {
    view,
    // path: places [w1, w2], the last of them where the unit stands; next: where a step would lead.
    show(b, path, next) {
      if (b !== drawn) {
        drawn = b;
        const f = at.map((w2) => at.map((w1) => loss([w1, w2], b)));
        lines.replaceChildren();
        words.replaceChildren();
        const told = [];  // where a number stands: two that lie on each other say neither
        LEVELS.forEach((level, i) => {
          const found = crossings(f, at, level);
          const d = found.map((cut) => `M${cut.map((c) => c.map((v) => v.toFixed(2)).join(" ")).join("L")}`).join("");
          lines.append(svg("path", { d, class: i === 5 ? "nothing" : "" }));
          const near = found.map(([[x, y]]) => [Math.abs(x - y), x, y]).sort((p, q) => p[0] - q[0])[0];
          const free = near && told.every(([x, y]) => Math.hypot(x - near[1], y - near[2]) > 0.5);
          if (SAID.includes(i) && free && Math.abs(near[1]) < limit - 0.4) {
            told.push(near.slice(1));
            words.append(svg("text", { x: near[1], y: 0.15 - near[2], "text-anchor": "middle" }, level.toFixed(level < 1 ? 2 : 0)));
          }
        });
      }
      way.replaceChildren(svg("polyline", { points: path.join(" ") }),
        ...path.map(([cx, cy]) => svg("circle", { cx, cy, r: 0.07 })));
      const here = path[path.length - 1];
      if (next) way.append(svg("line", { class: "next", x1: here[0], y1: here[1], x2: next[0], y2: next[1] }));
      put(dot, { transform: `translate(${here})` });
    },
  };
}
