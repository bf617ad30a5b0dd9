const D = 64, H = 10, K = 10, BATCH = 32;
const B_H = D * H, W_O = B_H + H, B_O = W_O + H * K, SIZE = B_O + K; // theta: W_h, b_h, W_o, b_o, row by row
const PLACES = 65536, SHUFFLES = 1024; // numbers by chance that each start has for itself; from SHUFFLES on they shuffle
const EVERY = 10; // batches between two points of the curve
const PACE = 200, MOST = 3; // milliseconds for an epoch that is watched, and for training in a frame
const RATES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30], SPREADS = [0.01, 0.03, 0.1, 0.3, 1, 3];
const MOMENTA = { 0: "0", 0.5: "0.5", 0.9: "0.9" };
const DASHES = ["7 4", "2 3", "9 3 2 3"]; // of the last three curves of before
const RED_TO_BLUE = "67001f b2182b d6604d f4a582 fddbc7 f7f7f7 d1e5f0 92c5de 4393c3 2166ac 053061" // matplotlib's RdBu
  .split(" ").map((hex) => hex.match(/../g).map((two) => Number.parseInt(two, 16)));

// Pixels from 0 to 16: a bit says whether there is ink, and where there is, four bits say how much.
function unpack(ink, shades) {
  const pixels = new Float64Array(8 * ink.length);
  for (let i = 0, n = 0; i < pixels.length; i++) {
    if (!(ink[i >> 3] & (128 >> (i & 7)))) continue;
    pixels[i] = 1 + ((shades[n >> 1] >> (n & 1 ? 0 : 4)) & 15);
    n += 1;
  }
  return pixels;
}

// Each pixel to mean 0 and standard deviation 1 among the first N digits.
function standardize(pixels, N) {
  for (let d = 0; d < D; d++) {
    let sum = 0, squares = 0;
    for (let n = 0; n < N; n++) sum += pixels[n * D + d];
    const mean = sum / N;
    for (let n = 0; n < N; n++) squares += (pixels[n * D + d] - mean) ** 2;
    const deviation = Math.sqrt(squares / N) || 1;
    for (let i = d; i < pixels.length; i += D) pixels[i] = (pixels[i] - mean) / deviation;
  }
  return pixels;
}

// Digit n goes through the network: its activations and probabilities are left in A and P; returns the loss.
const A = new Float64Array(H), P = new Float64Array(K);
function forward(theta, X, n, label) {
  for (let h = 0; h < H; h++) A[h] = theta[B_H + h];
  for (let d = 0; d < D; d++) {
    const x = X[n * D + d];
    for (let h = 0; h < H; h++) A[h] += x * theta[d * H + h];
  }
  for (let h = 0; h < H; h++) A[h] = 1 / (1 + Math.exp(-A[h]));
  let most = -Infinity, sum = 0;
  for (let k = 0; k < K; k++) {
    P[k] = theta[B_O + k];
    for (let h = 0; h < H; h++) P[k] += A[h] * theta[W_O + h * K + k];
    most = Math.max(most, P[k]);
  }
  const z = P[label];
  for (let k = 0; k < K; k++) {
    P[k] = Math.exp(P[k] - most);
    sum += P[k];
  }
  for (let k = 0; k < K; k++) P[k] /= sum;
  return Math.log(sum) + most - z;
}

// One step with momentum for the digits in rows: theta moves, and v becomes the step that moved it.
const slope = new Float64Array(SIZE), back = new Float64Array(H);
function step(theta, v, { X, y }, rows, rate, momentum) {
  slope.fill(0);
  for (const n of rows) {
    forward(theta, X, n, y[n]);
    P[y[n]] -= 1; // the gradient at the scores
    for (let k = 0; k < K; k++) slope[B_O + k] += P[k];
    for (let h = 0; h < H; h++) {
      let blame = 0;
      for (let k = 0; k < K; k++) {
        slope[W_O + h * K + k] += A[h] * P[k];
        blame += theta[W_O + h * K + k] * P[k];
      }
      back[h] = blame * A[h] * (1 - A[h]);
      slope[B_H + h] += back[h];
    }
    for (let d = 0; d < D; d++) {
      const x = X[n * D + d];
      for (let h = 0; h < H; h++) slope[d * H + h] += x * back[h];
    }
  }
  for (let i = 0; i < SIZE; i++) {
    v[i] = momentum * v[i] - (rate * slope[i]) / rows.length;
    theta[i] += v[i];
  }
}

// How many digits of a range are read rightly, and their mean loss.
function measure(theta, { X, y }, from, to) {
  let right = 0, loss = 0;
  for (let n = from; n < to; n++) {
    loss += forward(theta, X, n, y[n]) / (to - from);
    let best = 0;
    for (let k = 1; k < K; k++) if (P[k] > P[best]) best = k;
    right += best === y[n];
  }
  return { right, loss };
}

// Which digits an epoch shows, shuffled.
function shuffled(N, place) {
  const keys = Float64Array.from({ length: N }, (_, n) => uniform(place + n));
  return Uint16Array.from(keys, (_, n) => n).sort((m, n) => keys[m] - keys[n]);
}

// Accuracies over the epochs; the scale is stretched towards 100 %, where the settings differ.
function accuracyCurves(n_epochs) {
  const LEFT = 50, WIDE = 286, TOP = 10, HIGH = 190;
  const view = svg("svg", { class: "accuracy", viewBox: "0 0 344 240", role: "img", "aria-label": "Accuracy over the epochs of training" });
  const write = (x, y, text, anchor) => view.append(svg("text", { x, y, "font-size": 13, "text-anchor": anchor }, text));
  const at = ([epoch, share]) => [LEFT + (WIDE * epoch) / n_epochs, TOP + HIGH * Math.sqrt(1 - share)];
  const path = (points) => `M${points.map((point) => at(point).map((v) => v.toFixed(1)).join(" ")).join("L")}`;
  for (const percent of [0, 50, 80, 90, 95, 98, 100]) {
    const y = at([0, percent / 100])[1];
    view.append(svg("path", { class: "grid", d: `M${LEFT} ${y}h${WIDE}` }));
    write(LEFT - 6, y + 4, `${percent}${percent === 100 ? " %" : ""}`, "end");
  }
  for (let epoch = 0; epoch <= n_epochs; epoch += n_epochs > 10 ? 5 : 1) write(at([epoch, 0])[0], TOP + HIGH + 17, String(epoch), "middle");
  write(LEFT + WIDE / 2, TOP + HIGH + 36, "epochs", "middle");
  const past = svg("g"), seen = svg("path", { class: "seen" }), now = svg("path", { class: "curve" }), dot = svg("circle", { class: "now", r: 5 });
  view.append(past, seen, now, dot);
  return {
    view,
    show(net) {
      put(seen, { d: path(net.seen) });
      put(now, { d: path(net.points) });
      const [cx, cy] = at(net.points.at(-1));
      put(dot, { cx, cy });
    },
    keep: (ghosts) => past.replaceChildren(...ghosts.map(({ points, dashes }) =>
      svg("path", { class: "ghost", d: path(points), "stroke-dasharray": dashes }))),
  };
}

// A line as in the picture, and what it is.
const entry = (kind, dashes, text) => html("li", {},
  svg("svg", { viewBox: "0 0 30 10", "aria-hidden": "true" }, svg("path", { class: kind, d: "M0 5h30", "stroke-dasharray": dashes })), text);

// Weights as images, red below 0 and blue above. The strongest colour is that of the largest weight,
// but at least of 1: small weights look pale.
function weightPictures() {
  const letters = [..."ABCDEFGHIJ"].slice(0, H);
  const canvases = letters.map(() => html("canvas", { width: 8, height: 8 }));
  const view = html("div", { class: "stencils", role: "img" }, ...letters.map((letter, h) => html("div", {}, letter, canvases[h])));
  const paints = canvases.map((canvas) => canvas.getContext("2d")), image = new ImageData(8, 8);
  image.data.fill(255);
  return {
    view,
    show(theta) {
      let largest = 0;
      for (let i = 0; i < B_H; i++) largest = Math.max(largest, Math.abs(theta[i]));
      for (let h = 0; h < H; h++) {
        for (let d = 0; d < D; d++) {
          const place = 5 * (1 + theta[d * H + h] / Math.max(largest, 1)), low = Math.min(9, Math.floor(place));
          for (let c = 0; c < 3; c++)
            image.data[4 * d + c] = RED_TO_BLUE[low][c] + (place - low) * (RED_TO_BLUE[low + 1][c] - RED_TO_BLUE[low][c]);
        }
        paints[h].putImageData(image, 0, 0);
      }
      put(view, { "aria-label": `The weights of the ten hidden units as images; the largest is ${largest.toFixed(1)}` });
    },
  };
}

const NAMES = ["learning_rate", "momentum", "spread", "start", "epoch"];
const told = (s) => `Rate ${s.learning_rate}, momentum ${s.momentum}, start ${s.start} within ±${s.spread}`;

export default {
  settings: (model) => ({
    learning_rate: { min: 0.001, max: 100 }, momentum: { min: 0, max: 0.95 }, spread: { min: 0.001, max: 10 },
    start: { min: 0, max: 999, step: 1 }, epoch: { min: 0, max: model.get("n_epochs"), step: 1 },
  }),
  render({ model, el }) {
    const n_epochs = model.get("n_epochs"), N = model.get("_n_seen");
    const y = numbers(model.get("_y"), Uint8Array), first = numbers(model.get("_first"), Float32Array);
    const digits = { X: standardize(unpack(numbers(model.get("_ink"), Uint8Array), numbers(model.get("_shades"), Uint8Array)), N), y };
    const N_new = y.length - N, n_batches = Math.ceil(N / BATCH);
    const state = () => Object.fromEntries(NAMES.map((name) => [name, model.get(name)]));
    const begin = state();

    // The first start is Python's; any other is drawn as mlp_init draws it.
    function fresh(settings) {
      const place = settings.start * PLACES, bias = (i) => (i >= B_H && i < W_O) || i >= B_O;
      const theta = Float64Array.from({ length: SIZE }, (_, i) =>
        settings.spread * (settings.start ? (bias(i) ? 0 : 2 * uniform(place + i) - 1) : first[i]));
      const net = { settings, theta, v: new Float64Array(SIZE), steps: 0, order: null, points: [], seen: [] };
      look(net);
      return net;
    }
    const epochs = (net) => Math.floor(net.steps / n_batches);
    function look(net) {
      const whole = net.steps % n_batches === 0;
      if (!whole && (net.steps % n_batches) % EVERY) return;
      const now = measure(net.theta, digits, N, N + N_new).right;
      net.points.push([net.steps / n_batches, now / N_new]);
      if (!whole) return;
      net.known = { now, ...measure(net.theta, digits, 0, N) };
      net.seen.push([epochs(net), net.known.right / N]);
    }
    function advance(net) {
      const at = net.steps % n_batches, { learning_rate, momentum, start } = net.settings;
      if (!at) net.order = shuffled(N, start * PLACES + SHUFFLES + epochs(net) * N);
      step(net.theta, net.v, digits, net.order.subarray(at * BATCH, (at + 1) * BATCH), learning_rate, momentum);
      net.steps += 1;
      look(net);
    }

    let net = fresh(begin), ghosts = [], kept = 0;
    function keep(old) {
      const name = told(old.settings), n = epochs(old);
      if (!n) return;
      ghosts = [...ghosts.filter((ghost) => ghost.name !== name), { name, points: old.points, dashes: DASHES[kept++ % 3],
        end: `${old.known.now} of ${N_new} after ${n} epoch${n > 1 ? "s" : ""}` }].slice(-3);
      keep_shown();
    }
    function keep_shown() {
      curves.keep(ghosts);
      past.replaceChildren(...ghosts.map(({ name, dashes, end }) => entry("ghost", dashes, `${name}: ${end}`)));
    }

    // It trains up to a goal, in steps: at a pace to be watched, or at once, and then only the end is shown.
    let frames = 0, goal = 0, paced = false, before = 0, owed = 0;
    const stop = () => { cancelAnimationFrame(frames); frames = 0; };
    function run(to, slowly) {
      goal = to;
      paced = slowly;
      if (!frames) {
        before = performance.now();
        frames = requestAnimationFrame(go);
      }
    }
    function go(now) {
      const end = performance.now() + MOST;
      owed = paced ? Math.min(owed + (Math.max(0, now - before) * n_batches) / PACE, n_batches) : Infinity;
      before = now;
      for (; net.steps < goal && owed >= 1 && performance.now() < end; owed--) advance(net);
      if (net.steps >= goal) {
        stop();
        owed = 0;
      } else frames = requestAnimationFrame(go);
      if (frames && !paced) return;
      if (epochs(net) === model.get("epoch")) show();
      else change(model, { epoch: epochs(net) }); // which draws
    }

    const curves = accuracyCurves(n_epochs), pictures = weightPictures();
    const legend = html("ul", { class: "lines" }, entry("curve", "", `${N_new} new digits`), entry("seen", "", `the ${N} that it learns from`));
    const past = html("ul", { class: "lines", "aria-label": "earlier settings" }); // below, so that nothing moves under a finger
    const choose = (settings) => change(model, { ...settings, epoch: 0 });
    const among = (name, spoken, key, list) => { // a slider over a list
      const { row, input, show } = slider(name, spoken, { min: 0, max: list.length - 1, step: 1 }, (i) => choose({ [key]: list[i] }));
      return { row, show(value) {
        show(list.findLastIndex((each) => each <= value));
        row.lastChild.textContent = String(value);
        put(input, { "aria-valuetext": String(value) });
      } };
    };
    const rate = among("rate", "learning rate", "learning_rate", RATES);
    const spread = among("start within ±", "bound of the weights at the start", "spread", SPREADS);
    const momentum = choice("momentum", MOMENTA, (value) => choose({ momentum: Number(value) }));
    const train = button("", () => {
      if (frames) return run(Math.ceil(net.steps / n_batches) * n_batches, false); // to the end of its epoch
      if (epochs(net) === n_epochs) net = fresh(net.settings);
      change(model, { epoch: epochs(net) });
      run(n_epochs * n_batches, lively());
      show();
    }, "main");
    const one = button("One epoch", () => {
      if (epochs(net) < n_epochs) run((epochs(net) + 1) * n_batches, lively());
      show();
    });
    const another = button("Another start", () => choose({ start: (model.get("start") + 1) % 1000 }));
    const again = button("Start again", () => {
      stop();
      [net, ghosts] = [fresh(begin), []];
      keep_shown();
      change(model, begin);
      draw();
    });
    const says = speaker();
    const root = frame(el, "train-digits", "A network with ten hidden units that learns to read digits");
    root.style.setProperty("--names", "6.6em");
    root.append(html("div", { class: "sides trainer" }, html("div", {}, curves.view, legend),
      html("div", {}, pictures.view, controls(rate.row, spread.row, html("div", { class: "slide" }, html("span", { "aria-hidden": "true" }, "momentum"), momentum.view)),
        html("div", {}, train, one, controls(another, again)))), says, past,
      note("The images are the weights of the hidden units: ink on a blue pixel speaks for a unit's yes, ink on a red one against it. "
        + "The scale of the accuracy is stretched towards 100 %."));

    function show() {
      curves.show(net);
      pictures.show(net.theta);
      rate.show(net.settings.learning_rate);
      spread.show(net.settings.spread);
      momentum.show(String(net.settings.momentum));
      train.textContent = frames ? "❚❚ Pause" : lively() ? "▶ Train" : "Train to the end";
      put(one, { "aria-disabled": epochs(net) === n_epochs });
      put(says, { "aria-live": frames ? "off" : "polite" });
      const { now, right, loss } = net.known;
      says.textContent = `${told(net.settings)}, epoch ${epochs(net)}: ${now} of ${N_new} new digits right, `
        + `${right} of ${N} that it learns from, loss ${loss.toFixed(3)}.`;
    }
    function draw() {
      const wanted = state();
      const other = told(wanted) !== told(net.settings);
      if (other || wanted.epoch < epochs(net)) {
        if (other) keep(net);
        net = fresh(wanted);
        if (!paced) goal = 0;
      }
      // A link may ask for a network that has learned.
      if (wanted.epoch > epochs(net)) run(wanted.epoch * n_batches, false);
      show();
    }
    const leave = follow(root, model, NAMES, draw);
    return () => {
      stop();
      leave();
    };
  },
};
