// What this browser keeps of a reader's answers: to look at, to save as a file, to open a file of
// them, and to delete. A file is read as text: nothing in it is run, and nothing counts as right.
import { facts, kept, make } from "./start.js";

const KIND = "nnlib-answers", LONGEST = 100_000;
const ID = /^\d\d-[a-z0-9-]{1,60}$/;

const counted = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

function save() {
  const file = { kind: KIND, saved: new Date().toISOString(), answers: kept.all() };
  const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }));
  make("a", { href: url, download: `${KIND}-${file.saved.slice(0, 10)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

// The answers in a file: one that was saved here, or a notebook of the course.
function answers_in(text) {
  const file = JSON.parse(text);
  const cells = (file.cells ?? []).filter(({ metadata }) => metadata?.nbgrader?.solution);
  const pairs = file.kind === KIND
    ? Object.entries(file.answers).map(([id, answer]) => [id, answer?.text])
    : cells.map(({ metadata, source }) => [metadata.nbgrader.grade_id, [source].flat().join("")]);
  const fits = ([id, answer]) => ID.test(id) && typeof answer === "string" && answer.length <= LONGEST;
  return Object.fromEntries(pairs.filter(fits).filter(([, answer]) => !/NotImplementedError {2}# TODO|= \.\.\. {2}# TODO/.test(answer)));
}

async function take(file, says) {
  let found;
  try {
    found = answers_in(await file.text());
  } catch {
    found = {};
  }
  const ids = Object.keys(found), mine = kept.all();
  if (!ids.length) {
    says.textContent = "There are no answers in that file.";
    return;
  }
  const other = ids.filter((id) => mine[id] && mine[id].text !== found[id]);
  const question = `${counted(other.length, "answer")} of yours would be replaced: ${other.join(", ")}. Replace?`;
  if (other.length && !confirm(question)) for (const id of other) delete found[id];
  says.textContent = kept.take(found)
    ? `${counted(Object.keys(found).length, "answer")} taken over, to be checked. Reload the page to see them.`
    : "This browser keeps nothing.";
}

export function fill(fold) {
  const all = Object.entries(kept.all());
  const solved = all.filter(([, { status }]) => status === "correct").length;
  const where = facts.kind === "server" ? "They go to the Python on this computer and nowhere else." : "They are sent nowhere: Python runs in this browser.";
  const words = kept.works
    ? `${counted(all.length, "answer")} in all chapters, ${solved} of them correct. Besides these, this browser keeps what you have answered to questions, and which outputs you have opened. ${where} A browser's data can be lost, so save a file now and then.`
    : "This browser keeps nothing. What you write is gone when you close the page.";
  const says = make("p", { className: "work-state" });
  says.setAttribute("role", "status");
  const save_button = make("button", { type: "button", textContent: "Save answers as a file", disabled: !all.length });
  const file = make("input", { type: "file", accept: ".json,.ipynb", className: "work-file" });
  const label = make("label", {}, "Open a file of answers, or a notebook: ", file);
  const delete_button = make("button", { type: "button", textContent: "Delete everything" });
  save_button.addEventListener("click", save);
  file.addEventListener("change", () => { if (file.files[0]) take(file.files[0], says); });
  delete_button.addEventListener("click", () => {
    if (!confirm("Delete all answers of all chapters from this browser, those to questions too?")) return;
    kept.forget();
    fill(fold);
    fold.querySelector("[role=status]").textContent = "Deleted. Reload the page to see it empty.";
  });
  const command = make("p", {}, "To bring a saved file into your notebooks: ", make("code", { textContent: "make lab ANSWERS=file.json" }), ".");
  const row = make("p", { className: "work-row" }, save_button, delete_button);
  fold.replaceChildren(fold.querySelector("summary"), make("p", { textContent: words }), row, make("p", {}, label), says, command);
}
