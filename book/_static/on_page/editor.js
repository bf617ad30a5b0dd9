// The editor in a card: a textarea with Python's indentation, and what a check says under it.
import { facts, hide_check, kept, make, notebook } from "./start.js";

const INDENT = "    ";
const SECONDS = 60; // for a check; a learner's own code is stopped earlier, by the check itself
const way = facts.kind === "server" ? "./on_server.js" : "./in_browser.js";
let python; // one for the page, from the first editor on

function get_python() {
  python ??= import(way).then(({ connect }) => connect(facts));
  return python;
}

// What a verdict is made of. It comes from Python, where a learner's code has run too.
const TAGS = new Set("B BR CODE DETAILS DIV EM LI OL P PRE SPAN STRONG SUMMARY TABLE TBODY TD TH TR UL MARK SUB SUP".split(" "));
const ATTRIBUTES = new Set(["class", "style", "scope", "colspan", "title", "aria-label", "role"]);

export function cleaned(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of [...body.querySelectorAll("*")]) {
    if (!TAGS.has(element.tagName)) element.remove();
    else for (const { name } of [...element.attributes]) if (!ATTRIBUTES.has(name)) element.removeAttribute(name);
  }
  return [...body.childNodes];
}

// Write into a textarea so that Ctrl+Z takes it back.
function insert(area, text, from = area.selectionStart, to = area.selectionEnd) {
  area.setSelectionRange(from, to);
  const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (!done) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input"));
  }
}

// What is still to be written, so that the first key replaces it.
function select_todo(area) {
  const todo = /(raise NotImplementedError|\.\.\. {2}# TODO).*/.exec(area.value);
  const from = todo ? todo.index : area.value.length;
  area.setSelectionRange(from, todo ? from + todo[0].length : from);
}

const line_start = (area) => area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;

// Move the lines of a selection to the right or to the left.
function shift(area, back) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  if (!back && start === end) return insert(area, INDENT.slice((start - line_start(area)) % INDENT.length));
  const from = line_start(area);
  const stop = value.indexOf("\n", Math.max(end - (end > start), from));
  const to = stop < 0 ? value.length : stop;
  const lines = value.slice(from, to).split("\n");
  const moved = lines.map((line) => (back ? line.replace(/^ {1,4}/, "") : line && INDENT + line));
  const text = moved.join("\n");
  if (text === value.slice(from, to)) return;
  insert(area, text, from, to);
  const first = moved[0].length - lines[0].length;
  if (start === end) area.setSelectionRange(Math.max(start + first, from), Math.max(start + first, from));
  else area.setSelectionRange(Math.max(start + first, from), from + text.length);
}

function on_key(event, area, check) {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const leaving = area.dataset.leaving === "1";
  area.dataset.leaving = event.key === "Escape" || (leaving && event.key === "Shift") ? "1" : "";
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    check();
  } else if (event.key === "Tab" && plain && !leaving) {
    event.preventDefault();
    shift(area, event.shiftKey);
  } else if (event.key === "Enter" && plain) {
    const line = area.value.slice(line_start(area), area.selectionStart);
    const deeper = /:\s*(#.*)?$/.test(line) ? INDENT : "";
    event.preventDefault();
    insert(area, `\n${line.match(/^ */)[0]}${deeper}`);
  } else if (event.key === "Backspace" && plain && area.selectionStart === area.selectionEnd) {
    const line = area.value.slice(line_start(area), area.selectionStart);
    if (!line || line.trim()) return;
    event.preventDefault();
    insert(area, "", area.selectionStart - (line.length % INDENT.length || INDENT.length), area.selectionStart);
  }
}

// The colours of Python's words, as the book's own code has them.
const WORDS = new RegExp(
  [
    "(?<c1>#.*)",
    `(?<s2>[fFrRbB]{0,2}(?:"""[\\s\\S]*?(?:"""|$)|'''[\\s\\S]*?(?:'''|$)|"(?:\\\\.|[^"\\\\\\n])*"?|'(?:\\\\.|[^'\\\\\\n])*'?))`,
    "(?<k>\\b(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield|None|True|False)\\b)",
    "(?<mi>\\b\\d[\\w.]*)",
  ].join("|"),
  "g",
);

function paint(area, behind) {
  const text = area.value, parts = [];
  let done = 0;
  for (const found of text.matchAll(WORDS)) {
    const kind = Object.keys(found.groups).find((name) => found.groups[name] !== undefined);
    parts.push(text.slice(done, found.index), make("span", { className: kind, textContent: found[0] }));
    done = found.index + found[0].length;
  }
  behind.replaceChildren(...parts, `${text.slice(done)}\n`);
  area.rows = text.split("\n").length;
}

const SAYS = {
  starting: facts.kind === "server" ? "Starting Python …" : "Fetching Python: this takes a while the first time …",
  checking: "Checking …",
  stopped: "Stopped. Nothing was checked.",
  late: `Stopped after ${SECONDS} seconds. Nothing was checked.`,
};

export function open_editor(card) {
  const { id, cell, stub, line, text, title } = card;
  const name = `answer-${id}`;
  const there = kept.get(id);
  const area = make("textarea", { id: name, value: there?.text ?? text, spellcheck: false, wrap: "off", autocomplete: "off" });
  area.setAttribute("autocapitalize", "off");
  area.setAttribute("autocorrect", "off");
  area.setAttribute("aria-describedby", `${name}-keys`);
  const behind = make("div"); // the theme would let a pre have the focus
  behind.setAttribute("aria-hidden", "true");
  const label = make("label", { htmlFor: name, className: "work-label", textContent: `Your answer to ${title}` });
  const box = make("div", { className: "work-editor highlight" }, behind, area);
  const keys = make("p", { id: `${name}-keys`, className: "work-keys", textContent: "Tab indents. Esc, then Tab leaves. Ctrl+Enter checks." });
  const check_button = make("button", { type: "button", className: "work-check", textContent: "Check" });
  const stop_button = make("button", { type: "button", textContent: "Stop", hidden: true });
  const again = make("button", { type: "button", textContent: "Start over" });
  const says = make("span", { className: "work-state" });
  says.setAttribute("role", "status");
  const old = make("p", { className: "work-old", textContent: "Before your change:", hidden: true });
  const verdict = make("div", { className: "work-verdict" });
  verdict.setAttribute("aria-live", "polite");
  const row = make("p", { className: "work-row" }, check_button, stop_button, again, says, notebook());
  line.replaceWith(row, keys, old, verdict);
  stub.before(label, box);
  stub.closest("details")?.setAttribute("open", ""); // a hunt's program is folded
  stub.hidden = true;
  hide_check(cell);

  const save = (status) => {
    const is_stub = area.value.trimEnd() === text;
    const done = is_stub ? kept.drop(id) : kept.set(id, area.value, status);
    if (!done) says.textContent = "This browser keeps nothing: copy your answer before you leave.";
  };
  const refresh = () => paint(area, behind);
  const say = (words) => { says.textContent = words; };
  let running = false, before = null, judged = null; // the text that the verdict is about
  const refresh_verdict = () => {
    old.hidden = !verdict.firstChild || area.value === judged;
  };

  async function check() {
    if (running) return;
    running = true;
    check_button.disabled = true;
    stop_button.hidden = false;
    let why = "stopped", timer;
    try {
      say(SAYS.starting);
      const there = await get_python();
      stop_button.onclick = () => there.stop();
      await there.ready();
      say(SAYS.checking);
      timer = setTimeout(() => { why = "late"; there.stop(); }, SECONDS * 1000);
      const checked = area.value;
      const told = await there.judge(id, checked);
      verdict.replaceChildren(...cleaned(told.html));
      judged = checked;
      if (area.value === checked) save(told.status);
      say("");
      refresh_verdict();
      // Below a phone's keyboard nobody sees it. Who has gone on reading stays where they are.
      const { top, bottom } = box.getBoundingClientRect();
      if (bottom > 0 && top < innerHeight) verdict.scrollIntoView({ block: "nearest" });
    } catch (error) {
      verdict.replaceChildren();
      say(error.name === "Stopped" ? SAYS[why] : error.message);
    } finally {
      clearTimeout(timer);
      running = false;
      refresh_verdict();
      check_button.disabled = false;
      stop_button.hidden = true;
    }
  }

  area.addEventListener("keydown", (event) => on_key(event, area, check));
  area.addEventListener("input", () => {
    refresh();
    refresh_verdict();
    save("");
  });
  area.addEventListener("scroll", () => { behind.scrollLeft = area.scrollLeft; });
  check_button.addEventListener("click", check);
  again.addEventListener("click", () => {
    [before, area.value] = before === null ? [area.value, text] : [null, before];
    again.textContent = before === null ? "Start over" : "Take that back";
    verdict.replaceChildren();
    refresh();
    refresh_verdict();
    save("");
    area.focus();
    select_todo(area);
  });
  refresh();
  area.focus();
  select_todo(area);
  get_python().then((there) => there.ready()).catch((error) => say(error.message)); // while they write
}
