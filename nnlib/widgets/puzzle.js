// Lines to sort: a list with a bar in it, under which lies what does not belong. The list on the
// page is the answer: a line that moves lets its neighbours pass, so the hand and the keys keep it.

const HELP = "Enter picks the line up and puts it down, the arrow keys move it, Escape takes it back.";

function line(text, { lifted, moved, left, keys }) {
  const indent = text.length - text.trimStart().length, code = text.trim();
  const handle = html("button", { type: "button", class: "handle", "aria-label": `Move: ${code}`, "aria-pressed": "false", title: "Drag" }, "\u2807");
  const view = html("li", { class: "line", style: `--indent: ${indent}` }, handle, html("code", {}, code));
  grab(handle, { taken: lifted, moved, left });
  // With a mouse the whole line can be dragged; a finger beside the handle scrolls the page.
  view.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || handle.contains(event.target)) return;
    event.preventDefault();
    handle.dispatchEvent(new PointerEvent("pointerdown", event));
  });
  handle.addEventListener("keydown", keys);
  return { text, view, handle };
}

export default {
  render({ model, el }) {
    const name = model.get("about");
    const sealed = unseal(model.get("sealed"));
    const root = frame(el, "puzzle", `Lines to sort: ${name}`);
    const list = html("ol", { class: "lines", "aria-label": `Lines of ${name}` });
    const bar = html("li", { class: "rest" }, "Left over");
    const { box, tell } = responder();
    const says = html("p", { class: "unseen", "aria-live": "assertive" });
    let held = null; // the line that the keys have picked up, and where it was

    const rows = () => [...list.children];
    const place = (row) => rows().indexOf(row.view);
    function put_at(row, to) {
      let at = place(row);
      const last = list.children.length - 1;
      for (; at > Math.max(0, to); at--) row.view.after(row.view.previousElementSibling);
      for (; at < Math.min(last, to); at++) row.view.before(row.view.nextElementSibling);
      mark(null);
    }
    function where(row) {
      const at = place(row), end = rows().indexOf(bar);
      return at > end ? "left over" : `line ${at + 1} of ${end}`;
    }
    const keep = () => change(model, { order: rows().map((view) => all.findIndex((row) => row.view === view)) });
    const mark = (row) => all.forEach((other) => other.view.classList.toggle("wrong", other === row));

    // Above which of the others the finger is.
    function follow(row, event) {
      const others = rows().filter((view) => view !== row.view);
      const middle = (view) => view.getBoundingClientRect().top + view.offsetHeight / 2;
      put_at(row, others.filter((view) => middle(view) < event.clientY).length);
    }
    function hold(row) {
      held = row && { row, from: place(row) };
      for (const other of all) {
        put(other.handle, { "aria-pressed": String(other === row) });
        other.view.classList.toggle("held", other === row);
      }
    }
    function press(row, event) {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const mine = held?.row === row;
      if (event.key === "Enter" || event.key === " ") {
        hold(mine ? null : row);
        says.textContent = mine ? `Put down, ${where(row)}.` : `Picked up, ${where(row)}. ${HELP}`;
        keep();
      } else if (event.key === "Escape" && mine) {
        put_at(row, held.from);
        hold(null);
        event.stopPropagation();
        says.textContent = `Back again, ${where(row)}.`;
      } else if (by && mine) {
        put_at(row, place(row) + by);
        row.handle.focus();
        says.textContent = where(row);
      } else if (by) {
        const next = all.filter((other) => by * (place(other) - place(row)) > 0).sort((a, b) => by * (place(a) - place(b)))[0];
        next?.handle.focus();
      } else return;
      event.preventDefault();
    }

    const all = model.get("lines").map((text) => {
      const row = line(text, {
        lifted: () => row.view.classList.add("held"),
        moved: (event) => follow(row, event),
        left() {
          row.view.classList.remove("held");
          says.textContent = where(row);
          keep();
        },
        keys: (event) => press(row, event),
      });
      return row;
    });

    // The first line that no right order has there. Lines of the same words are the same.
    function check() {
      const end = rows().indexOf(bar);
      const given = rows().slice(0, end).map((view) => all.find((row) => row.view === view));
      const word = (number) => sealed.lines[number];
      const fits = (n) => sealed.orders.some((order) => given.slice(0, n).every((row, k) => word(order[k]) === row.text));
      const n_right = given.findIndex((_, k) => !fits(k + 1));
      const right = n_right < 0 && given.length === sealed.lines.length;
      change(model, { tries: [...model.get("tries"), { given: given.map((row) => row.text).join("\n"), right }] });
      const wrong = given[n_right];
      mark(wrong);
      const before = { 0: "", 1: "The line above it is right. " }[n_right] ?? `The ${n_right} lines above it are right. `;
      if (right) tell(true, "This is the answer, line by line. Now write it yourself.");
      else if (!wrong) tell(null, html("strong", {}, "Not yet. "), `Nothing is out of place, but ${sealed.lines.length - given.length} of the lines under the bar must go in.`);
      else {
        const says_why = sealed.wrong.find((line) => line.text === wrong.text)?.says;
        const code = html("code", {}, wrong.text.trim());
        if (says_why) tell(null, html("strong", {}, "This line does not belong: "), code, html("p", {}, rich(says_why)));
        else tell(null, html("strong", {}, "The first line out of place: "), code, ". ", before);
      }
    }

    const order = model.get("order");
    const at = (n) => (n < 0 ? bar : all[n].view);
    list.append(...(order.length ? order.map(at) : [...all.map((row) => row.view), bar]));
    const wrong = sealed.wrong.length;
    const help = `Drag the lines into their order, or use the keys: ${HELP} `;
    const rest = ["All of them belong.", "One of them does not belong: leave it under the bar.", "Two of them do not belong: leave them under the bar."][wrong];
    const head = model.get("head");
    root.append(note(help + rest), ...(head ? [html("pre", { class: "head" }, html("code", {}, head))] : []), list, says,
      html("div", { class: "keys" }, button("Check", check, "main")), box);
  },
};
