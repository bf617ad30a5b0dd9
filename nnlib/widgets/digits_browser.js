export default {
  settings: (model) => ({
    order: { among: ["loss", "class"] }, place: { min: 1, max: model.get("_y").byteLength, step: 1 },
  }),
  render({ model, el }) {
    const images = numbers(model.get("_images"), Uint8Array), labels = numbers(model.get("_y"), Uint8Array);
    const shares = numbers(model.get("_P"), Float32Array);
    const N = labels.length, K = shares.length / N, D = images.length / N, side = Math.sqrt(D);
    const start = { place: model.get("place"), order: model.get("order") };
    const digits = Array.from(labels, (label, n) => {
      const P = Array.from(shares.subarray(n * K, (n + 1) * K));
      const said = P.indexOf(Math.max(...P));
      return { n, label, P, said, loss: -Math.log(P[label]) };
    });
    const by_loss = [...digits].sort((p, q) => q.loss - p.loss || p.n - q.n);
    const orders = { loss: by_loss, class: [...by_loss].sort((p, q) => p.label - q.label) };
    const root = frame(el, "digits-browser", "Digits that the network has not learned from, and what it says to each");
    const ink = squares(side, side);
    const image = picture(side, side, `the digit, ${side} by ${side} pixels`, ink.group);
    image.classList.add("framed");
    const bars = class_bars(K);
    const marks = svg("g");
    const strip = picture(N, 6, "where the wrong ones are in this order", marks);
    put(strip, { class: "strip", preserveAspectRatio: "none" });
    const place = slider("", "which digit", { min: 1, max: N, step: 1, digits: 0 }, (v) => change(model, { place: v }));
    const go = (by) => change(model, { place: Math.max(1, Math.min(N, model.get("place") + by)) });
    const previous = button("◀ Previous", () => go(-1)), next = button("Next ▶", () => go(1));
    const sorted = choice("in which order", { loss: "Largest loss first", class: "By class" },
      (order) => change(model, { order, place: 1 }));
    const says = speaker();
    root.append(stage(root, "the digit and its bars", N, go, html("div", { class: "sides digits" }, image, html("div", {}, bars.view))), says,
      controls(html("div", { class: "places" }, strip, place.row)),
      html("div", {}, previous, next, button("Start again", () => change(model, start))), controls(sorted.view),
      note("The framed number is the truth. Orange: a wrong answer; the strip above the slider shows where they are. "
        + "On the picture the arrow keys go on and back."));

    let order;
    return follow(root, model, ["place", "order"], () => {
      const at = model.get("place");
      const list = orders[model.get("order")];
      if (order !== list) {
        order = list;
        marks.replaceChildren(...list.flatMap(({ label, said }, i) =>
          label === said ? [] : [svg("rect", { x: i, y: 0, width: Math.max(1, N / 200), height: 6 })]));
      }
      const { n, label, said, P, loss } = list[at - 1];
      ink.show(Array.from(images.subarray(n * D, (n + 1) * D), (v) => v / 255));
      bars.show(P, label);
      place.show(at);
      put(previous, { "aria-disabled": at === 1 });
      put(next, { "aria-disabled": at === N });
      sorted.show(model.get("order"));
      const verdict = said === label ? "right" : "wrong";
      says.textContent = `Digit ${at} of ${N}: a ${label}, read as a ${said} with probability `
        + `${P[said].toFixed(3)}, ${verdict}. Loss ${loss.toFixed(3)}.`;
    });
  },
};
