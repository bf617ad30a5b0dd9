// A question: what the reader answers, and what is then said. Nothing is scored here.

const mark = (element, right) => {
  element.classList.toggle("right", right);
  element.classList.toggle("wrong", !right);
};

// An option that is nothing but a formula would lose its name to MathJax.
const nameFormula = (control, option) => {
  const formulas = [...option.querySelectorAll("math")].map((formula) => formula.textContent).join("");
  if (formulas && formulas === option.textContent.trim()) put(control, { "aria-label": formulas });
};

// Each kind has its parts, shows all answers (reveal), and shows what was said of one answer (again).
const KINDS = {
  // A click answers; after it the others can be asked too.
  choice({ texts, options, answered, name }) {
    const rows = texts.map((text, k) => {
      const { box, tell } = responder();
      const key = html("button", { type: "button", class: "option" }, rich(text));
      nameFormula(key, key);
      const open = () => {
        mark(key, options[k].right);
        tell(options[k].right, rich(options[k].says));
      };
      key.addEventListener("click", () => {
        answered(String(k + 1), options[k].right);
        open();
      });
      return { view: html("li", {}, key, box), open };
    });
    const list = html("ul", { class: "options", "aria-label": name }, ...rows.map((row) => row.view));
    const again = (given) => rows[given - 1]?.open();
    return { parts: [list], reveal: () => rows.forEach((row) => row.open()), again };
  },

  several({ texts, options, answered, name }) {
    const sum = responder();
    const rows = texts.map((text, k) => {
      const { box, tell } = responder();
      const input = html("input", { type: "checkbox" });
      const said = html("span", {}, rich(text));
      nameFormula(input, said);
      const view = html("li", {}, html("label", { class: "option" }, input, said), box);
      const open = () => {
        mark(view.firstChild, options[k].right);
        tell(options[k].right, rich(options[k].says));
      };
      return { view, input, open, right: () => input.checked === options[k].right };
    });
    const look = () => {
      const wrong = rows.filter((row) => !row.right());
      if (!wrong.length) rows.forEach((row) => row.open());
      for (const row of wrong) if (row.input.checked) row.open();
      const missing = wrong.filter((row) => !row.input.checked).length;
      const more = missing ? ` ${missing} more ${missing > 1 ? "belong" : "belongs"} to the answer.` : "";
      if (wrong.length) sum.tell(null, `Not yet: ${rows.length - wrong.length} of ${rows.length} boxes are as they should be.${more}`);
      else sum.tell(true, "Every box is as it should be.");
    };
    const check = button("Check", () => {
      answered(rows.flatMap(({ input }, k) => (input.checked ? [k + 1] : [])).join(", "), rows.every((row) => row.right()));
      look();
    }, "main");
    const again = (given) => {
      const chosen = given.split(", ");
      rows.forEach(({ input }, k) => { input.checked = chosen.includes(String(k + 1)); });
      look();
    };
    const list = html("ul", { class: "options", "aria-label": name }, ...rows.map((row) => row.view));
    return { parts: [list], buttons: [check], after: [sum.box], reveal: () => rows.forEach((row) => row.open()), again };
  },

  number(question) {
    const value = (text) => {
      const match = text.trim().replace("\u2212", "-").replace(/^(-?\d+),(\d+)$/, "$1.$2").match(/^(-?[\d.]+(?:e-?\d+)?)\s*(?:\/\s*([\d.]+))?\s*(%?)$/i);
      return match ? (Number(match[1]) / Number(match[2] ?? 1)) / (match[3] ? 100 : 1) : Number.NaN;
    };
    const same = (a, b) => Math.abs(a - b) <= question.within;
    const far = (given, right) => `The number is ${given < right ? "larger" : "smaller"}.`;
    return typed(question, { value, same, far, readable: (v) => !Number.isNaN(v), wanted: "a number" });
  },

  shape(question) {
    const value = (text) => (/^[\s()[\],\dx×]+$/.test(text) ? text.match(/\d+/g)?.map(Number) ?? [] : null);
    const same = (a, b) => a.length === b.length && a.every((n, i) => n === b[i]);
    const far = (given, right) => given.length === right.length
      ? "The number of axes is right, their lengths are not all."
      : `The shape has ${right.length} ${right.length === 1 ? "axis" : "axes"}.`;
    return typed(question, { value, same, far, readable: Boolean, wanted: "a shape, such as (2, 3)" });
  },

  order({ texts, options, shown, swapped, answered, name }) {
    const { box, tell } = responder();
    const place = html("p", { class: "unseen", "aria-live": "polite" });
    const list = html("ol", { class: "steps", "aria-label": name });
    const rows = texts.map((text, k) => {
      const view = html("li", {}, html("span", {}, rich(text)));
      const row = { view, number: shown[k] };
      const words = view.textContent;
      const keys = [["\u2191", "up", -1], ["\u2193", "down", 1]].map(([sign, way, by]) => {
        const key = button(sign, () => move(row, by, key));
        return put(key, { "aria-label": `Move ${way}: ${words}` });
      });
      view.append(html("span", { class: "moves" }, ...keys));
      return row;
    });
    const draw = () => list.replaceChildren(...rows.map((row) => row.view));
    function move(row, by, key) {
      const at = rows.indexOf(row), to = at + by;
      if (to < 0 || to >= rows.length) return;
      rows.splice(at, 1);
      rows.splice(to, 0, row);
      draw();
      key.focus();
      place.textContent = `Now at place ${to + 1} of ${rows.length}`;
    }
    const reveal = () => {
      rows.sort((a, b) => a.number - b.number);
      draw();
      tell(true, html("ol", {}, ...options.map((option) => html("li", {}, rich(option.says || option.text)))));
    };
    const look = (told) => {
      const now = rows.map((row) => row.number);
      const wrong = swapped.find(({ first, then }) => now.indexOf(then) < now.indexOf(first));
      told?.(now.map((n) => n + 1).join(", "), !wrong);
      if (wrong) tell(false, rich(wrong.says));
      else reveal();
    };
    const again = (given) => {
      const then = given.split(", ").map((n) => n - 1);
      rows.sort((a, b) => then.indexOf(a.number) - then.indexOf(b.number));
      draw();
      look();
    };
    draw();
    return { parts: [list, place], buttons: [button("Check", () => look(answered), "main")], after: [box], reveal, again };
  },

  explain({ options, answered, name }) {
    const { box, tell } = responder();
    const field = html("textarea", { rows: 3, "aria-label": `Your answer: ${name}`, placeholder: "Write a sentence or two" });
    const own = html("p");
    const noted = (right) => own.replaceChildren(right ? "Noted: you had it." : "Noted. It comes back in what your progress says.");
    const reveal = () => {
      const [model, ...others] = options;
      const said = others.map((other) => html("li", {}, html("em", {}, rich(other.text)), " ", rich(other.says)));
      const more = said.length ? [html("p", { class: "note" }, "Often said instead:"), html("ul", {}, ...said)] : [];
      const judge = (words, right) => button(words, () => {
        answered(field.value.trim(), right);
        noted(right);
      });
      own.replaceChildren(judge("Mine says this too", true), judge("Mine was different", false));
      tell(null, html("p", {}, rich(model.text)), ...more, ...(field.value.trim() ? [own] : []));
    };
    const again = (given, right) => {
      field.value = given;
      reveal();
      noted(right);
    };
    return { parts: [field], buttons: [button("Compare", reveal, "main")], after: [box], reveal, again };
  },
};

// A line to type an answer into.
function typed({ options, answered, name }, { value, same, far, readable, wanted }) {
  const { box, tell } = responder();
  const input = html("input", { type: "text", autocomplete: "off", size: 12, "aria-label": `Your answer, ${wanted}: ${name}` });
  const right = options.find((option) => option.right);
  const full = (option) => [html("strong", {}, rich(option.text)), " ", rich(option.says)];
  const reveal = () => {
    const others = options.filter((option) => !option.right);
    tell(null, html("p", {}, ...full(right)), html("ul", {}, ...others.map((option) => html("li", {}, ...full(option)))));
  };
  const look = (told) => {
    const given = value(input.value);
    if (!readable(given)) return tell(null, `Write ${wanted}.`);
    const found = options.find((option) => same(given, option.value));
    told?.(input.value.trim(), found === right);
    tell(found === right, found ? rich(found.says) : far(given, right.value));
  };
  const check = () => look(answered);
  const again = (given) => {
    input.value = given;
    look();
  };
  input.addEventListener("keydown", (event) => event.key === "Enter" && check());
  return { parts: [], buttons: [input, button("Check", check, "main")], after: [box], reveal, again };
}

export default {
  render({ model, el }) {
    const name = model.get("about");
    const root = frame(el, "question", `Question: ${name}`);
    const sealed = unseal(model.get("sealed"));
    const answered = (given, right) => change(model, { tries: [...model.get("tries"), { given, right }] });
    const question = { ...sealed, texts: model.get("options"), name, answered };
    const { parts, buttons = [], after = [], reveal, again } = KINDS[model.get("kind")](question);
    const skip = button("Show the answer", reveal, "quiet");
    if (model.get("asks")) root.append(html("div", { class: "asks" }, rich(model.get("asks"))));
    root.append(...parts, html("div", { class: "keys" }, ...buttons, skip), ...after);
    typeset(root);
    for (const { given, right } of model.get("tries")) again(given, right); // of an earlier visit

    // A reader who wants to see everything at once says so for the whole book, or in JupyterLab.
    const show_all = () => (model.get("opened") || document.documentElement.dataset.nnShow === "all") && reveal();
    document.addEventListener("nnlib-show", show_all);
    show_all();
    return () => document.removeEventListener("nnlib-show", show_all);
  },
};
