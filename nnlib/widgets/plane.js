// The plane of two features: points of two classes, regions, and lines to be moved by hand.
// Inside it everything is in the plane's own units, x2 upwards.

const dot = (w, x) => w[0] * x[0] + w[1] * x[1];

function plane(model, limit, description) {
  const X = numbers(model.get("_X"), Float32Array), y = numbers(model.get("_y"), Uint8Array);
  const ground = svg("g", { class: "ground" });
  const cloud = svg("g"), lines = svg("g");
  const inside = svg("g", { transform: "scale(1, -1)" }, ground, cloud, lines);
  const size = 2 * limit;
  const view = svg("svg", { viewBox: "0 0 400 386", role: "img", "aria-label": description },
    svg("svg", { x: 34, y: 4, width: 360, height: 360, viewBox: `${-limit} ${-limit} ${size} ${size}` }, inside),
    svg("rect", { class: "axis", x: 34, y: 4, width: 360, height: 360 }));
  const write = (x, y, text) => view.append(svg("text", { x, y, "font-size": 13, "text-anchor": "middle" }, text));
  for (let tick = Math.ceil(-limit); tick <= limit; tick++) {
    const along = 180 + (tick / limit) * 180;
    write(34 + along, 379, signed(tick, 0));
    write(20, 4 + 364 - along, signed(tick, 0));
  }
  write(34 + 180 + 90 / limit, 379, "x1");
  write(20, 8 + 180 - 90 / limit, "x2");
  const points = Array.from(y, (label, n) => {
    const x = [X[2 * n], X[2 * n + 1]];
    const shape = label
      ? svg("path", { d: "M0 .105 L.095 -.07 L-.095 -.07 Z", transform: `translate(${x})` })
      : svg("circle", { r: 0.08, cx: x[0], cy: x[1] });
    cloud.append(shape);
    return {
      x,
      label,
      mark: (right) => put(shape, { class: `point of-${label}${right ? "" : " wrong"}` }),
      put_at: (at) => put(shape, { transform: `translate(${label ? at : at.map((v, d) => v - x[d])})` }),
    };
  });

  // A thing to move on the plane; the sliders do the same for the keyboard.
  const handle = (shape, moved) =>
    grab(svg("g", { class: "handle" }, svg("circle", { class: "reach", r: 0.34 }), put(shape, { class: "dot" })), {
      moved(event) {
        const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(inside.getScreenCTM().inverse());
        moved([at.x, at.y]);
      },
    });

  // The part of a polygon where w · x + b is above 0.
  const square = [[-limit, -limit], [limit, -limit], [limit, limit], [-limit, limit]];
  const cut = (polygon, w, b) => polygon.flatMap((p, i) => {
    const q = polygon[(i + 1) % polygon.length];
    const zp = dot(w, p) + b, zq = dot(w, q) + b;
    const crossing = [0, 1].map((d) => p[d] + ((q[d] - p[d]) * zp) / (zp - zq));
    return [...(zp > 0 ? [p] : []), ...(zp > 0 !== zq > 0 ? [crossing] : [])];
  });
  const region = (label, polygon) => svg("polygon", { class: `of-${label}`, points: polygon.join(" ") });

  // A line with a handle on it and an arrow w, at a right angle to it, that turns it; names: what is
  // written beside the two.
  function line(kind, { scale, names, sure = [], from = [0, 0] }, moved) {
    let pivot = from, w = [1, 0], b = 0;
    const edge = svg("line", { class: "edge" }), arrow = svg("line");
    const bands = sure.map(() => svg("line", { class: "sure" }));
    const base = handle(svg("circle", { r: 0.1 }), (at) => {
      pivot = at.map((v) => Math.max(-limit, Math.min(limit, v)));
      moved(w, -dot(w, pivot));
    });
    const tip = handle(svg("path", { d: "M.2 0 L-.08 .13 L-.08 -.13 Z" }), (at) => {
      const v = [0, 1].map((d) => (at[d] - pivot[d]) / scale);
      moved(v, -dot(v, pivot));
    });
    const words = names.map((name) => svg("text", { "text-anchor": "middle" }, name));
    const group = svg("g", { class: `line ${kind}` }, ...bands, edge, arrow, base, tip, ...words);
    // Away from the arrow, as far as the word is wide there, and never outside the picture; of three
    // such places the one that hides fewest points.
    const write_at = (word, at, way) => {
      const wide = 0.055 * word.textContent.length, edges = [limit - wide - 0.04, limit - 0.16];
      const places = [0, 0.9, -0.9].map((turn) => {
        const turned = [way[0] * Math.cos(turn) - way[1] * Math.sin(turn), way[0] * Math.sin(turn) + way[1] * Math.cos(turn)];
        return at.map((v, d) => v + turned[d] * (0.28 + (d ? 0.06 : wide)))
          .map((v, d) => Math.max(-edges[d], Math.min(edges[d], v)));
      });
      const hides = ([x, y]) => points.filter((p) => Math.abs(p.x[0] - x) < wide + 0.08 && Math.abs(p.x[1] - y) < 0.18).length;
      const [x, y] = places.sort((p, q) => hides(p) - hides(q))[0];
      put(word, { transform: `translate(${x} ${y - 0.06}) scale(1 -1)` });
    };
    lines.append(group);
    return (new_w, new_b) => {
      [w, b] = [new_w, new_b];
      const length2 = dot(w, w);
      const ends = cut(square, w, b).filter((p) => Math.abs(dot(w, p) + b) < 1e-9 * (1 + length2));
      const visible = length2 > 1e-6 && ends.length > 1;
      group.style.display = visible ? "" : "none";
      if (!visible) return;
      const z = (dot(w, pivot) + b) / length2;
      pivot = pivot.map((v, d) => v - z * w[d]);
      if (Math.max(...pivot.map(Math.abs)) > 0.95 * limit)
        pivot = [0, 1].map((d) => (ends[0][d] + ends[1][d]) / 2);
      const far = (at) => ({ x1: at[0] - 99 * w[1], y1: at[1] + 99 * w[0], x2: at[0] + 99 * w[1], y2: at[1] - 99 * w[0] });
      put(edge, far(pivot));
      bands.forEach((band, i) => put(band, far(pivot.map((v, d) => v + (sure[i] * w[d]) / length2))));
      const room = pivot.map((v, d) => (0.93 * limit - v * Math.sign(w[d])) / Math.abs(scale * w[d] || 1e-9));
      const long = Math.max(Math.min(1, ...room), 0) * scale;
      const end = pivot.map((v, d) => v + long * w[d]);
      put(arrow, { x1: pivot[0], y1: pivot[1], x2: end[0], y2: end[1] });
      const way = w.map((v) => v / Math.sqrt(length2));
      write_at(words[0], pivot, way.map((v) => -v));
      write_at(words[1], end, way);
      put(base, { transform: `translate(${pivot})` });
      put(tip, { transform: `translate(${end}) rotate(${(Math.atan2(w[1], w[0]) * 180) / Math.PI})` });
    };
  }

  return { view, ground, points, lines, square, cut, region, line };
}
