// What questions and puzzles share: facts that are not to be seen at once, and what is said of an answer.

const unseal = (text) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0))));
// The builder's own HTML, from the chapter's source.
const rich = (text) => document.createRange().createContextualFragment(text);
// On the book's pages formulas look like those of the text. Where MathJax is still to come, it will
// find what is there by then.
const typeset = (element) =>
  globalThis.MathJax?.startup?.promise?.then(() => globalThis.MathJax.typesetPromise([element])).catch(() => {});

// What is said of an answer, aloud too.
function responder() {
  const box = html("div", { class: "response", "aria-live": "polite" });
  const tell = (right, ...parts) => {
    const word = { true: "Right. ", false: "Not this. " }[right];
    box.replaceChildren(...(word ? [html("strong", {}, word)] : []), ...parts);
    box.className = `response ${{ true: "right", false: "wrong" }[right] ?? "plain"}`;
    typeset(box);
  };
  return { box, tell };
}
