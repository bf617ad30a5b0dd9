const STAIRS = { min: 2, max: 100, step: 1, digits: 0 };
const RISE = { min: 0.1, max: 5, step: 0.1, digits: 1 };
const PLACES = Array.from({ length: 801 }, (_, i) => i / 800);
const APART = 0.25; // how far off the lower picture shows

// The curve with the output above, and how far they are apart below.
function pictures(heights) {
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const across = (x) => 46 + 340 * x;
  const y_above = (h) => 192 - (170 * (h - low)) / (high - low || 1);
  const y_below = (d) => 270 - (44 * Math.max(-APART, Math.min(APART, d))) / APART;
  const line = (name) => svg("path", { class: name });
  const [curve, output, error] = ["curve", "output", "output"].map(line);
  const view = svg("svg", { viewBox: "0 0 400 358", role: "img",
    "aria-label": "Above, the curve and the network's output over the input from 0 to 1; below, output minus curve" },
    svg("path", { class: "axis", d: "M46 12V202M46 222V318H386" }), svg("path", { class: "zero", d: "M46 270H386" }), curve, output, error);
  const write = (x, y, text, anchor = "middle") => view.append(svg("text", { x, y, "font-size": 13, "text-anchor": anchor }, text));
  for (const h of [low, high]) write(40, y_above(h) + 4, signed(h, 1), "end");
  for (const d of [-APART, 0, APART]) write(40, y_below(d) + 4, signed(d, d ? 2 : 0), "end");
  for (const x of [0, 0.5, 1]) write(across(x), 334, String(x));
  write(across(0.5), 354, "input x");
  write(54, 18, "output", "start");
  write(54, 236, "output \u2212 curve", "start");
  const path = (ys, height) => `M${ys.map((y, i) => `${across(PLACES[i]).toFixed(1)} ${height(y).toFixed(2)}`).join("L")}`;
  return {
    view,
    show(wanted, got) {
      put(curve, { d: path(wanted, y_above) });
      put(output, { d: path(got, y_above) });
      put(error, { d: path(got.map((g, i) => g - wanted[i]), y_below) });
    },
  };
}

export default {
  settings: () => ({ stairs: STAIRS, rise: RISE }),
  render({ model, el }) {
    const start = { stairs: model.get("stairs"), rise: model.get("rise") };
    const heights = model.get("heights");
    const root = frame(el, "staircase", "A curve, and a hidden layer that follows it by stairs");
    const picture = pictures(heights);
    const stairs = slider("stairs", "number of stairs", STAIRS, (v) => change(model, { stairs: v }));
    const rise = slider("rise", "how much of a stair a step takes for its rise", RISE, (v) => change(model, { rise: v }));
    const says = speaker();
    root.style.setProperty("--names", "3.2em");
    root.append(html("div", { class: "sides" }, picture.view,
      html("div", {}, stairs.row, rise.row, controls(button("Start again", () => change(model, start))),
        html("p", { class: "note" }, "Gray: the curve. Orange: the network's output, a step for each hidden unit. A step rises from 10 to 90 % over so many stairs."))), says);

    const curve = (x) => {
      const at = x * (heights.length - 1), k = Math.min(Math.floor(at), heights.length - 2);
      return heights[k] + (at - k) * (heights[k + 1] - heights[k]);
    };
    const wanted = PLACES.map(curve);
    return follow(root, model, ["stairs", "rise"], () => {
      const n = model.get("stairs"), w = (2 * Math.log(9) * n) / model.get("rise");
      const middles = Array.from({ length: n }, (_, k) => curve((k + 0.5) / n));
      const got = PLACES.map((x) => middles.slice(1).reduce((sum, h, k) =>
        sum + (h - middles[k]) / (1 + Math.exp(-w * (x - (k + 1) / n))), middles[0]));
      const off = got.map((g, i) => Math.abs(g - wanted[i]));
      const inside = off.filter((_, i) => PLACES[i] > 0.0999 && PLACES[i] < 0.9001);
      picture.show(wanted, got);
      stairs.show(n);
      rise.show(model.get("rise"));
      says.textContent = `${n - 1} hidden units: at most ${Math.max(...off).toFixed(3)} off, ${Math.max(...inside).toFixed(3)} from 0.1 to 0.9.`;
    });
  },
};
