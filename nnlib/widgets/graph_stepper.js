const HIGH = 52, ROW = 84, TALL_ROW = 98; // a box, and from box to box down the page, both ways
const ROOM = 890; // what the page is wide, where letters are drawn as small as they may be

export default {
  settings: (model) => ({ step: { min: 0, max: stepsOf(model.get("nodes"), model.get("back")).length, step: 1 } }),
  render({ model, el }) {
    const nodes = model.get("nodes"), goes_back = model.get("back") ?? true, steps = stepsOf(nodes, goes_back), last = steps.length;
    const result = nodes.length - 1, turn = goes_back ? steps.findIndex(({ kind }) => kind === "start") : last;
    const start = { step: model.get("step") };
    const say = (v) => {
      const small = v !== 0 && (Math.abs(v) < 5e-4 || Math.abs(v) >= 1e6);
      const text = small ? v.toExponential(0) : String(Number(v.toFixed(3)));
      return (text === "-0" ? "0" : text).replace("-", "\u2212").replace("e+", "e").replace("e-", "e\u2212");
    };
    const factor = (v) => (v < 0 ? `(${say(v)})` : say(v));

    // All shares of all gradients, in the order in which they come: [value, from which child, how much].
    const shares = nodes.map(() => []);
    const total = (n, until = Infinity) => shares[n].reduce((sum, { at, share }) => sum + (at <= until ? share : 0), 0);
    steps.forEach((step, i) => {
      if (step.kind === "start") shares[step.n].push({ at: i + 1, share: 1 });
      if (step.kind === "share") shares[step.to].push({ at: i + 1, share: total(step.n) * nodes[step.n].local[step.k] });
    });
    const doneAt = nodes.map((_, n) => shares[n][shares[n].length - 1]?.at ?? turn + 1);
    const close = (a, b) => Math.abs(a - b) <= 1e-9 + 1e-6 * Math.abs(b);
    const wrong = nodes.map(({ theirs }, n) => goes_back && theirs !== null && !close(theirs, total(n)));

    // In words: what a step computes.
    const insert = ({ pattern, parents }, each) => pattern.replace(/\{(\d+)\}/g, (_, k) => each(parents[k]));
    const said = (n) => (nodes[n].name && nodes[n].pattern ? `${nodes[n].name} = ${insert(nodes[n], (p) => nodes[p].label)}` : nodes[n].label);
    function forward(n) {
      const { label, name, pattern, data } = nodes[n];
      const infix = pattern.startsWith("{0} "), power = pattern.startsWith("{0}") && !infix;
      const numbers = insert(nodes[n], (p) => (infix || power || pattern[0] === "\u2212" ? factor(nodes[p].data) : say(nodes[p].data)));
      const letters = insert(nodes[n], (p) => nodes[p].label);
      const told = name && letters.length < 40 ? `${name} = ${letters} = ` : name ? `${name} = ` : letters === label ? `${label} = ` : "";
      return `${told.length < 60 ? told : ""}${numbers} = ${say(data)}`;
    }
    function back({ n, k, to }, i) {
      const local = nodes[n].local[k], share = total(n) * local, mine = shares[to];
      const place = mine.findIndex(({ at }) => at === i + 1);
      const sum = `${nodes[to].label} gets ${factor(total(n))} × ${factor(local)} = ${say(share)}`;
      if (mine.length === 1) return `${sum}.`;
      if (place === 0) return `${sum}, the first of ${mine.length} shares.`;
      return `${sum} more: ${say(total(to, i + 1))} ${place === mine.length - 1 ? "in all" : "so far"}.`;
    }
    const complaint = (n) => `Look: for ${nodes[n].label} the engine says ${say(nodes[n].theirs)}, but the shares add up to ${say(total(n))}.`;
    function words(step) {
      if (!step) return `The inputs are given: ${nodes.filter(({ parents }) => !parents.length).map(({ label, data }) =>
        (label === say(data) ? label : `${label} = ${say(data)}`)).join(", ")}.`;
      const now = steps[step - 1];
      if (now.kind === "value") return `${forward(now.n)}${step === turn ? `. All numbers are there.${goes_back ? " Now the backward pass begins." : ""}` : ""}`;
      if (now.kind === "start") return `${nodes[now.n].label} gets 1: it grows as much as it grows itself.`;
      const told = nodes.flatMap((_, n) => (wrong[n] && (step === last || doneAt[n] === step) ? [complaint(n)] : []));
      const agreed = step === last && nodes.every(({ theirs }, n) => theirs !== null && !wrong[n]);
      return [back(now, step - 1), ...told.slice(-3), ...(agreed ? ["The engine has found the same gradients."] : [])].join(" ");
    }

    // What stands under a value to which several shares come.
    function sumOf(n, step) {
      const mine = shares[n].filter(({ at }) => at <= step);
      if (shares[n].length < 2 || !mine.length) return "";
      const sum = mine.map(({ share }, i) => (i === 0 ? say(share) : share < 0 ? `\u2212 ${say(-share)}` : `+ ${say(share)}`)).join(" ");
      return sum.length < 24 ? sum : `${mine.length} shares`;
    }
    const under = (n, step) => [sumOf(n, step), doneAt[n] <= step && wrong[n] ? `not ${say(nodes[n].theirs)}` : ""].filter(Boolean).join(", ");
    const texts = nodes.flatMap(({ name, data }, n) => [`${name ? `${name} = ` : ""}${say(data)}`, `grad ${say(total(n))}`]);
    const long = (all) => 7.3 * Math.max(...all.map((text) => text.length));
    const wide = Math.max(58, 14 + long(texts)), edge = Math.max(8, (long(nodes.map((_, n) => under(n, last))) - wide) / 2 + 4);
    const columns = 1 + nodes[result].at[0]; // as far apart as fits, since lines have something to say
    const gap = Math.max(26, Math.min(56, (ROOM - columns * wide) / Math.max(1, columns - 1)));
    const graphs = [["wide", wide + gap], ["tall", wide + 14]].map(([name, pitch]) => drawn(name, pitch));

    // The graph once: from left to right, or from top to bottom; the style shows the one that fits.
    function drawn(name, pitch) {
      const tall = name === "tall", top = 22;
      const place = ([column, height]) => (tall ? [edge + wide / 2 + height * pitch, top + HIGH / 2 + column * TALL_ROW]
        : [edge + wide / 2 + column * pitch, top + HIGH / 2 + height * ROW]);
      const all = [...nodes.map(({ at }) => at), ...nodes.flatMap(({ bends }) => bends.flat())].map(place);
      const [width, height] = [0, 1].map((d) => Math.max(...all.map((at) => at[d])) + (d ? HIGH / 2 + 28 : edge + wide / 2));
      const view = svg("svg", { class: `graph ${name}`, viewBox: `0 0 ${width} ${height}`, role: "img",
        style: `max-width: ${width}px; min-width: ${Math.round(0.8 * width)}px`, "aria-label":
        `The computational graph of ${said(result)}, with ${nodes.length} values` });
      const lines = svg("g"), boxes = svg("g"), over = svg("g");
      view.append(lines, boxes, over);
      const ways = [];
      nodes.forEach(({ parents, bends }, n) => parents.forEach((p, k) => {
        const twins = parents.filter((q) => q === p).length, twin = parents.slice(0, k).filter((q) => q === p).length;
        const aside = twins > 1 ? (twin - (twins - 1) / 2) * 22 : 0;
        // The lines of one box arrive beside each other, in the order in which they come.
        const order = parents.map((q, j) => [nodes[q].at[1], j]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).findIndex(([, j]) => j === k);
        const slot = parents.length > 1 ? (order - (parents.length - 1) / 2) * Math.min(14, (tall ? wide : HIGH) / parents.length) : 0;
        const [from, to] = [place(nodes[p].at), place(nodes[n].at)];
        const ends = tall ? [[from[0] + aside, from[1] + HIGH / 2], [to[0] + slot, to[1] - HIGH / 2 - 13]]
          : [[from[0] + wide / 2, from[1] + aside], [to[0] - wide / 2 - 2, to[1] + slot]];
        const along = [ends[0], ...bends[k].map(place).map(([x, y]) => (tall ? [x, y + aside] : [x, y + aside])), ends[1]];
        const d = along.slice(1).reduce((path, [x, y], j) => {
          const [u, v] = along[j], m = tall ? (v + y) / 2 : (u + x) / 2;
          return `${path}C${tall ? `${u} ${m} ${x} ${m}` : `${m} ${v} ${m} ${y}`} ${x} ${y}`;
        }, `M${ends[0].join(" ")}`);
        const [x, y] = ends[1], [u, v] = ends[0];
        const line = svg("path", { class: "way", d });
        const head = (at, to_right) => svg("path", { class: "head", d: tall
          ? `M${at[0] - 4.5} ${at[1] - 8 * to_right}L${at[0]} ${at[1]}L${at[0] + 4.5} ${at[1] - 8 * to_right}`
          : `M${at[0] - 8 * to_right} ${at[1] - 4.5}L${at[0]} ${at[1]}L${at[0] - 8 * to_right} ${at[1] + 4.5}` });
        const way = svg("g", { class: "link" }, line, head([x, y], 1), put(head([u, v], -1), { class: "head backwards" }));
        const local = svg("text", { class: "local", "text-anchor": "middle" });
        lines.append(way);
        over.append(local);
        ways.push({ n, k, way, line, local });
      }));
      const shown = nodes.map(({ at, sign, parents }) => {
        const [x, y] = place(at);
        const line = (dy, kind) => svg("text", { x, y: y + dy, class: kind, "text-anchor": "middle" });
        const number = line(0, "forth"), grad = line(18, "back"), below = line(HIGH / 2 + 15, "under");
        const box = svg("g", { class: parents.length ? "value" : "value input" },
          svg("rect", { x: x - wide / 2, y: y - HIGH / 2, width: wide, height: HIGH, rx: 8 }), number, grad, below);
        if (parents.length) {
          const pill = Math.max(26, 14 + 7.6 * sign.length);
          box.append(svg("rect", { class: "sign", x: x - pill / 2, y: y - HIGH / 2 - 13, width: pill, height: 22, rx: 11 }),
            svg("text", { class: "sign", x, y: y - HIGH / 2 + 3, "text-anchor": "middle" }, sign || "?"));
        }
        boxes.append(box);
        return { box, number, grad, under: below };
      });
      return { view, over, ways, shown };
    }

    const root = frame(el, "graph-stepper", `${goes_back ? "Forward and back" : "Forward"} through a computational graph, a step at a time`);
    const go = (by) => change(model, { step: Math.max(0, Math.min(last, model.get("step") + by)) });
    const undo = button("Undo", () => go(-1)), on = button("", () => go(1), "main");
    const scale = slider("step", `step, of ${last}`, { min: 0, max: last, step: 1, digits: 0 }, (step) => change(model, { step }));
    const says = speaker();
    const view = stage(root, "the graph", last, go, ...graphs.map((graph) => graph.view));
    root.append(view, says, html("div", {}, on, undo, button("Start again", () => change(model, start))), controls(scale.row),
      note(`Blue: numbers that go forward.${goes_back ? " Orange: gradients that come back." : ""} The arrow keys step too.${
        wrong.some(Boolean) ? " Dashed, in the end: your engine found another gradient." : ""}`));

    // A number runs along the lines that a step uses, in the direction of the step.
    function run({ over, ways }, now) {
      const used = now.kind === "share" ? ways.filter(({ n, k }) => n === now.n && k === now.k) : ways.filter(({ n }) => n === now.n);
      for (const { line } of used) {
        const back = now.kind === "share", length = line.getTotalLength();
        if (!length) continue;
        const frames = Array.from({ length: 13 }, (_, i) => line.getPointAtLength(length * (back ? 12 - i : i) / 12));
        const pulse = svg("circle", { r: 6, class: `pulse ${back ? "back" : ""}` });
        over.append(pulse);
        pulse.animate(frames.map(({ x, y }) => ({ transform: `translate(${x}px, ${y}px)` })),
          { duration: 500, easing: "ease-in-out" }).onfinish = () => pulse.remove();
      }
    }

    // Where the graph is larger than its place, the place follows what happens.
    function reveal(box) {
      if (view.scrollWidth <= view.clientWidth && view.scrollHeight <= view.clientHeight) return;
      const [a, b] = [box.getBoundingClientRect(), view.getBoundingClientRect()];
      const by = (low, high, from, to) => (low < from + 70 ? low - from - 70 : high > to - 70 ? high - to + 70 : 0);
      view.scrollBy({ left: by(a.left, a.right, b.left, b.right), top: by(a.top, a.bottom, b.top, b.bottom), behavior: lively() ? "smooth" : "auto" });
    }

    let before = model.get("step");
    return follow(root, model, ["step"], () => {
      const step = model.get("step"), now = steps[step - 1] ?? { kind: "none" };
      scale.show(step);
      for (const graph of graphs) {
        const { over, ways, shown } = graph, seen = graph.view.getBoundingClientRect().width > 0;
        if (step !== before) over.querySelectorAll(".pulse").forEach((pulse) => pulse.remove());
        if (step === before + 1 && now.kind !== "start" && lively() && seen) run(graph, now);
        for (const { n, k, way, local, line } of ways) {
          const at = steps.findIndex((s) => s.kind === "share" && s.n === n && s.k === k) + 1;
          const active = now.kind === "share" ? at === step : now.kind === "value" && now.n === n;
          put(way, { class: `link${at <= step ? " passed" : ""}${active ? " on" : ""}` });
          local.textContent = active && now.kind === "share" ? `× ${factor(nodes[n].local[k])}` : "";
          if (local.textContent) {
            const { x, y } = line.getPointAtLength(line.getTotalLength() / 2);
            put(local, { x, y: y + 5 });
          }
          if (active) way.parentNode.append(way); // in front of the others
        }
        nodes.forEach(({ name, parents, data }, n) => {
          const { box, number, grad } = shown[n];
          const known = !parents.length || steps.findIndex((s) => s.kind === "value" && s.n === n) < step;
          const mine = shares[n].filter(({ at }) => at <= step), done = doneAt[n] <= step;
          const active = now.kind === "share" ? now.to === n : now.n === n;
          number.textContent = `${name ? `${name} = ` : ""}${known ? say(data) : "?"}`;
          grad.textContent = mine.length ? `grad ${say(total(n, step))}` : "";
          shown[n].under.textContent = under(n, step);
          put(number, { class: known ? "forth" : "forth unknown" });
          put(box, { class: `value${parents.length ? "" : " input"}${active ? " on" : ""}${n === result ? " result" : ""}${done && wrong[n] ? " differs" : ""}` });
        });
        if (step !== before && now.kind !== "none" && seen) reveal(shown[now.to ?? now.n].box);
      }
      before = step;
      on.textContent = step < turn || !goes_back ? "Forward \u25b6" : "\u25c0 Back";
      on.classList.toggle("backward", goes_back && step >= turn);
      put(undo, { "aria-disabled": step === 0 });
      put(on, { "aria-disabled": step === last });
      const where = step === 0 ? "" : step <= turn ? ", forward" : ", back";
      says.textContent = `Step ${step} of ${last}${where}: ${words(step)}`;
    });
  },
};

// Forward a value a step, then 1 for the result, then back a line a step.
function stepsOf(nodes, goes_back = true) {
  const forward = nodes.flatMap(({ parents }, n) => (parents.length ? [{ kind: "value", n }] : []));
  if (!goes_back) return forward;
  const back = nodes.flatMap(({ parents }, n) => [parents.map((to, k) => ({ kind: "share", n, k, to }))]).reverse().flat();
  return [...forward, { kind: "start", n: nodes.length - 1 }, ...back];
}
