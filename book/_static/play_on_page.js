// Makes the playable figures of a page live, without a kernel: the notebook has stored each
// figure's settings and its module, and the module draws with nothing else (nnlib/widgets).
(() => {
  const tags = (kind) =>
    [...document.querySelectorAll(`script[type="application/vnd.jupyter.widget-${kind}+json"]`)];

  function decode({ state, buffers = [] }) {
    for (const { path, data } of buffers) {
      const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
      const last = path.at(-1);
      path.slice(0, -1).reduce((at, key) => at[key], state)[last] = new DataView(bytes.buffer);
    }
    return state;
  }

  // What a module expects of a model: here nobody else listens, so nothing is saved.
  function makeModel(state) {
    const listeners = new Map();
    return {
      get: (name) => state[name],
      set(name, value) {
        if (JSON.stringify(state[name]) === JSON.stringify(value)) return;
        state[name] = value;
        for (const listener of listeners.get(`change:${name}`) ?? []) listener();
      },
      save_changes() {},
      on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
      off: (event, listener) =>
        listeners.set(event, (listeners.get(event) ?? []).filter((other) => other !== listener)),
    };
  }

  async function show(view, state) {
    const url = URL.createObjectURL(new Blob([state._esm], { type: "text/javascript" }));
    const { default: figure } = await import(url);
    const el = document.createElement("div");
    await figure.render({ model: makeModel(state), el });
    view.after(el);
    view.parentElement.classList.add("live"); // text.css hides the picture now
  }

  async function start() {
    const models = Object.assign({}, ...tags("state").map((tag) => JSON.parse(tag.textContent).state));
    const styles = new Set();
    for (const view of tags("view")) {
      const model = models[JSON.parse(view.textContent).model_id];
      if (!model?.state._esm) continue; // not one of ours: its picture stays
      const state = decode(model);
      if (!styles.has(state._css)) {
        styles.add(state._css);
        document.head.append(Object.assign(document.createElement("style"), { textContent: state._css }));
      }
      await show(view, state).catch((error) => console.error(error)); // the picture stays
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
