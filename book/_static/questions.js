// Outputs that wait behind "Show what it prints" stay open for a reader who has opened them, and
// one setting, kept for the whole book, shows all of them and all answers at once. What is answered
// to questions is kept by play_on_page.js; here it can be deleted.
(() => {
  const ALL = "nnlib-show-all", OPEN = `nnlib-open:${location.pathname.split("/").pop()}`;
  const keep = (() => {
    try {
      localStorage.setItem(`${ALL}-try`, "");
      localStorage.removeItem(`${ALL}-try`);
      return localStorage;
    } catch {
      return null; // a browser that keeps nothing
    }
  })();

  const root = document.documentElement;
  if (keep?.getItem(ALL) === "1") root.dataset.nnShow = "all";

  // A cell is told apart by its code, which a new edition mostly leaves as it is.
  function name_of(details) {
    const code = details.closest(".cell")?.querySelector(".cell_input")?.textContent ?? "";
    let hash = 0;
    for (const letter of code) hash = (Math.imul(hash, 31) + letter.codePointAt(0)) | 0;
    return hash.toString(36);
  }

  function start() {
    const waiting = [...document.querySelectorAll("details.waits")];
    const questions = document.querySelector(".question-card");
    if (!waiting.length && !questions) return;
    let opened;
    try {
      opened = new Set(JSON.parse(keep?.getItem(OPEN) ?? "[]"));
    } catch {
      opened = new Set();
    }
    const save = () => keep?.setItem(OPEN, JSON.stringify([...opened]));

    const names = new Map(waiting.map((details) => [details, name_of(details)]));

    for (const details of waiting) {
      const name = names.get(details);
      details.open = opened.has(name) || root.dataset.nnShow === "all";
      details.querySelector("summary").addEventListener("click", () => {
        if (details.open) opened.delete(name); // it is about to close
        else opened.add(name);
        save();
      });
    }

    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: root.dataset.nnShow === "all" });
    const label = Object.assign(document.createElement("label"), { className: "show-all" });
    label.append(box, " Show all answers and outputs at once");
    box.addEventListener("change", () => {
      root.dataset.nnShow = box.checked ? "all" : "asked";
      if (box.checked) keep?.setItem(ALL, "1");
      else keep?.removeItem(ALL);
      for (const details of waiting) details.open = box.checked || opened.has(names.get(details));
      document.dispatchEvent(new Event("nnlib-show"));
    });
    const first = [...document.querySelectorAll("details.waits, .question-card")][0];
    (first.closest(".cell") ?? first).before(label);
    if (keep && questions) label.after(what_is_kept());
  }

  function what_is_kept() {
    const line = Object.assign(document.createElement("p"), { className: "answers-stay", textContent: "What you answer to questions stays in this browser, and is sent nowhere. " });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Forget it" });
    button.addEventListener("click", () => {
      if (!confirm("Forget what you have answered to questions, in all chapters?")) return;
      for (const name of Object.keys(keep)) if (name.startsWith("nnlib-answered:")) keep.removeItem(name);
      location.reload();
    });
    line.append(button);
    return line;
  }

  // What is printed is printed whole; details::details-content does it where browsers know that.
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details.waits, .question-still details")) details.open = true;
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
