// Makes the playable figures of a page live, without a kernel: the notebook has stored each
// figure's settings and its module, and the module draws with nothing else (nnlib/widgets).
// A page's address can hold a set-up of one of them: …#figure-2-4?w=1,-1&b=0.5&controls=0
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

  // What has been answered to a question is kept in this browser, until the question is another. The
  // name begins as all that the book keeps here (on_page/start.js deletes it, questions.js says so).
  const QUESTION = "nnlib.widgets.question.Question", TRIES = 50;
  const is_try = (thing) => typeof thing?.given === "string" && typeof thing.right === "boolean";

  function keep_answers(state, model) {
    const name = `nnlib-answered:${state.name}`, question = hash(state.sealed + state.options);
    try {
      const kept = JSON.parse(localStorage.getItem(name));
      if (kept?.question === question) state.tries = kept.tries.filter(is_try);
    } catch {
      // damaged, or nothing is kept
    }
    model.on("change:tries", () => {
      try {
        localStorage.setItem(name, JSON.stringify({ question, tries: state.tries.slice(-TRIES) }));
      } catch {
        // full, or nothing is kept
      }
    });
  }

  function hash(text) {
    let number = 0;
    for (const letter of text) number = (Math.imul(number, 31) + letter.codePointAt(0)) | 0;
    return number.toString(36);
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

  // Lists in lists: points within a stroke within a drawing are set apart by these.
  const APART = [",", "_", "~"];
  const depth = (value) => (Array.isArray(value) ? 1 + depth(value[0]) : 0);
  const write = (value, deep) =>
    deep ? value.map((each) => write(each, deep - 1)).join(APART[deep - 1])
      : String(typeof value === "number" ? Number(value.toFixed(4)) : value);
  const read = (text, deep, one) => {
    if (!deep) return one(text);
    return text ? text.split(APART[deep - 1]).map((each) => read(each, deep - 1, one)) : [];
  };

  // One setting from its words; an error if it is not what the figure takes.
  function setting(text, rule, old) {
    const one = (word) => {
      const value = rule.among ? word : Number(word);
      const fits = rule.among ? rule.among.includes(word) : word && value >= rule.min && value <= rule.max;
      if (!fits || (rule.step === 1 && !Number.isInteger(value))) throw new RangeError(`not possible: ${text}`);
      return value;
    };
    const value = read(text, rule.depth ?? depth(old), one);
    const same_length = rule.depth || !Array.isArray(old) || old.length === value.length;
    if (!same_length) throw new RangeError(`not possible: ${text}`);
    return value;
  }

  const CONTROLS = { controls: { min: 0, max: 1, step: 1 } };

  // Set what the address says of this figure, and go to it. A name or value that the figure does
  // not have is passed over, so that an old link still leads to the figure.
  function follow_address({ name, box, model, rules }) {
    const [target, words] = location.hash.slice(1).split("?");
    if (target !== name || words === undefined) return;
    for (const [key, text] of new URLSearchParams(words)) {
      const rule = rules[key];
      try {
        if (rule) model.set(key, key === "controls" ? text !== "0" : setting(text, rule, model.get(key)));
      } catch (error) {
        console.warn(`${key}: ${error.message}`);
      }
    }
    box.scrollIntoView();
    // Formulas that come later push it down.
    if (document.readyState !== "complete") addEventListener("load", () => box.scrollIntoView(), { once: true });
  }

  function address({ name, model, rules }) {
    const shown = (key, value) => (key === "controls" ? [key, Number(value)] : [key, write(value, rules[key].depth ?? depth(value))]);
    const words = Object.keys(rules).filter((key) => key !== "controls" || model.get(key) === false)
      .map((key) => shown(key, model.get(key)).join("="));
    return `#${name}?${words.join("&")}`;
  }

  // The button under a figure. Where a page may not write to the clipboard, the link stands in the
  // address of the page, as it does in any case.
  function link_button(playable) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "set-up" });
    const words = "Copy link to this set-up";
    button.textContent = words;
    button.addEventListener("click", async () => {
      history.replaceState(null, "", address(playable));
      const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
      button.textContent = copied ? "Link copied" : "The link is in the address bar";
      setTimeout(() => { button.textContent = words; }, 3000);
    });
    return button;
  }

  async function show(figure, view, state, n) {
    const el = Object.assign(document.createElement("div"), { className: "figure-live" });
    const model = makeModel(state), box = view.parentElement;
    if (state._anywidget_id === QUESTION) keep_answers(state, model);
    const figure_here = box.closest("figure"); // with the number, and the caption under it
    const name = figure_here?.id || `figure-${n}`;
    if (!figure_here) box.id = name;
    const playable = { name, box, model, rules: { ...figure.settings?.(model), ...CONTROLS } };
    await figure.render({ model, el });
    view.after(el);
    if (figure.settings) (figure_here ?? box).append(link_button(playable)); // a question has none
    box.classList.add("live"); // text.css hides the picture now
    follow_address(playable);
    addEventListener("hashchange", () => follow_address(playable));
  }

  async function start() {
    const models = Object.assign({}, ...tags("state").map((tag) => JSON.parse(tag.textContent).state));
    for (const { state } of Object.values(models)) {
      for (const part of ["_esm", "_css"]) if (state[part]?.as) state[part] = models[state[part].as].state[part];
    }
    const found = tags("view").map((view) => ({ view, model: models[JSON.parse(view.textContent).model_id] }))
      .filter(({ model }) => model?.state._esm); // what is not one of ours keeps its picture
    // All styles at once, and a module once for all its figures, which then come to life without a
    // pause: else the browser would lay the whole page out anew for each of them.
    const styles = new Set(found.map(({ model }) => model.state._css));
    document.head.append(Object.assign(document.createElement("style"), { textContent: [...styles].join("\n") }));
    const modules = new Map(found.map(({ model }) => [model.state._esm, null]));
    for (const text of modules.keys()) {
      modules.set(text, import(URL.createObjectURL(new Blob([text], { type: "text/javascript" }))));
    }
    await Promise.allSettled(modules.values());
    for (const [i, { view, model }] of found.entries()) {
      await modules.get(model.state._esm)
        .then(({ default: figure }) => show(figure, view, decode(model), i + 1))
        .catch((error) => console.error(error)); // the picture stays
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
