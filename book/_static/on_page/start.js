// Exercises that can be done on the page. This is all that a page loads of it before somebody wants
// to write: a button in each card, and what this browser has kept. The editor and the way to Python
// come with the first click (editor.js, on_server.js, in_browser.js).

export const facts = JSON.parse(document.querySelector("script[data-work]").dataset.work);

// What a reader has written, by exercise: {text, status, on}. It stays in this browser, under the
// chapter's number and edition: answers to an earlier edition come along, to be checked again.
const NAME = "nnlib-answers:", HERE = `${NAME}${facts.chapter}:${facts.edition}`;

const storage = (() => {
  try {
    localStorage.setItem(`${NAME}try`, "");
    localStorage.removeItem(`${NAME}try`);
    return localStorage;
  } catch {
    return null; // a browser that keeps nothing
  }
})();

const is_answer = (thing) => typeof thing?.text === "string";

function read(name) {
  try {
    const found = JSON.parse(storage.getItem(name));
    return Object.fromEntries(Object.entries(found ?? {}).filter(([, thing]) => is_answer(thing)));
  } catch {
    return {}; // damaged, or nothing is kept
  }
}

function write(name, answers) {
  try {
    storage.setItem(name, JSON.stringify(answers));
    return true;
  } catch {
    return false; // full, or nothing is kept
  }
}

const names = () => (storage ? Object.keys(storage).filter((name) => name.startsWith(NAME)) : []);
const newer = (one, other) => (!other || (one.on ?? "") > (other.on ?? "") ? one : other);

export const kept = {
  works: storage !== null,
  get: (id) => read(HERE)[id],
  set: (id, text, status) =>
    write(HERE, { ...read(HERE), [id]: { text, status, on: new Date().toISOString() } }),
  drop(id) {
    const { [id]: _, ...rest } = read(HERE);
    return write(HERE, rest);
  },
  // The newest answer to each exercise, of all chapters and editions.
  all() {
    const found = {};
    for (const name of names()) {
      const edition = name.split(":")[2];
      for (const [id, thing] of Object.entries(read(name))) found[id] = newer({ ...thing, edition }, found[id]);
    }
    return found;
  },
  // Answers from a file, of any chapter: they are text, and nothing says that they are right.
  take(texts) {
    const on = new Date().toISOString(), chapters = Map.groupBy(Object.keys(texts), (id) => id.slice(0, 2));
    for (const [chapter, ids] of chapters) {
      const name = chapter === facts.chapter ? HERE : `${NAME}${chapter}:taken`;
      const taken = ids.map((id) => [id, { text: texts[id], status: "", on }]);
      if (!write(name, { ...read(name), ...Object.fromEntries(taken) })) return false;
    }
    return true;
  },
  // All that the book keeps here: answers, what was opened, and how the page looks.
  forget() {
    const ours = storage ? Object.keys(storage).filter((name) => name.startsWith("nnlib-")) : [];
    for (const name of ours) storage.removeItem(name);
  },
};

function bring_along() {
  const there = read(HERE);
  for (const name of names().filter((other) => other.startsWith(`${NAME}${facts.chapter}:`) && other !== HERE))
    for (const [id, thing] of Object.entries(read(name)))
      if (!there[id] || there[id].brought) there[id] = newer({ ...thing, status: "", brought: true }, there[id]);
  if (Object.values(there).some((thing) => thing.brought)) write(HERE, there);
}

export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// In a notebook the check is a cell of its own. Here it is a button.
export function hide_check(cell) {
  const check = cell.parentElement.querySelector(".tag_check");
  if (check) check.hidden = true;
}

const STATES = { correct: "✓ You have solved this here.", "": "Your answer is kept in this browser." };

function prepare(section) {
  const id = section.querySelector(".exercise-id")?.textContent;
  const cell = section.querySelector(".exercise-card .tag_answer");
  if (!id || !cell) return;
  const stub = cell.querySelector(".stub-brief, div.highlight");
  const card = { id, cell, stub, text: stub.querySelector("pre").textContent.trimEnd(), title: section.querySelector("h3").firstChild.textContent.trim() };
  const button = make("button", { type: "button", textContent: "Write your answer here" });
  const says = make("span", { className: "work-state" });
  const line = make("p", { className: "work-row work-begin" }, button, says, notebook());
  card.line = line;
  const there = kept.get(id);
  if (there) {
    stub.querySelector("pre").textContent = there.text;
    button.textContent = there.status === "correct" ? "Look at your answer again" : "Go on with your answer";
    says.textContent = STATES[there.status] ?? STATES[""];
    says.classList.toggle("work-done", there.status === "correct");
    hide_check(cell); // which says that nothing was attempted
  }
  const open = async () => {
    button.disabled = true;
    const { open_editor } = await import("./editor.js");
    open_editor(card);
  };
  button.addEventListener("focus", () => import("./editor.js"), { once: true });
  button.addEventListener("click", open);
  stub.addEventListener("click", (event) => {
    if (getSelection().isCollapsed && !event.target.closest("button") && !button.disabled) open();
  });
  stub.classList.add("work-stub");
  cell.after(line);
}

export const notebook = () =>
  make("a", { className: "work-notebook", href: facts.notebook, textContent: "Open the whole notebook" });

function what_is_kept() {
  const fold = make("details", { className: "work-kept", id: "answers-kept" },
    make("summary", { textContent: "Your answers: what this browser keeps" }));
  fold.addEventListener("toggle", async () => {
    const { fill } = await import("./answers_panel.js");
    fill(fold);
  });
  document.querySelector("article")?.append(fold);
}

const sections = [...document.querySelectorAll("section.exercise")];
if (sections.length) {
  bring_along();
  sections.forEach(prepare);
  what_is_kept();
}
for (const link of document.querySelectorAll("a.btn-open-in-lab")) link.href = facts.notebook;
