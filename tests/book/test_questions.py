"""Questions: how they are written, what a chapter asks, and that nothing gives the answer away."""

import html
import re

import jupytext
import nbformat
import numpy as np
import pytest

from bookbuild import notebooks, questions
from nnlib.exercises.questions import all_questions
from nnlib.widgets.question import shown_options

EACH = pytest.mark.parametrize("facts", all_questions().values(), ids=all_questions())
SOURCES = sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md"))


def written(kind, text, **facts):
    """The facts of a question as it would stand in a chapter."""
    facts = {"id": "01-test", "kind": kind, "about": "a test", **facts}
    return questions.facts_of(nbformat.from_dict({"metadata": {"question": facts}, "source": text}))


CHOICE = """
What is `2 * 2`?

- [ ] 2 — You *added*
  nothing.
- [x] 4 — Twice two, which is $2^2$.
- [ ] 8 — That is $2^3$.
"""


def test_a_choice_is_read_with_its_code_and_its_formulas():
    facts = written("choice", CHOICE)
    assert facts["asks"] == "<p>What is <code>2 * 2</code>?</p>"
    assert [option["right"] for option in facts["options"]] == [False, True, False]
    assert facts["options"][0]["says"] == "You <em>added</em> nothing."
    assert "<msup>" in facts["options"][1]["says"]


def test_numbers_and_shapes_are_computed():
    text = "- [x] `np.exp(2)` — Yes.\n- [ ] `2 * 2` — No.\n- [ ] `nnlib.sigmoid(2.0)` — Nor this."
    options = written("number", text, within=0.1)["options"]
    assert [option["text"] for option in options] == ["7.389", "4", "0.8808"]
    assert options[0]["value"] == pytest.approx(np.exp(2))
    text = "- [x] `np.ones((2, 1)).shape` — a\n- [ ] `(2,)` — b\n- [ ] `(1, 2)` — c"
    assert [o["value"] for o in written("shape", text)["options"]] == [[2, 1], [2], [1, 2]]


def test_an_order_is_shown_in_another_order():
    text = "1. a — x\n2. b — y\n3. c — z\n\n- [ ] 2 before 1 — no\n- [ ] 3 before 2 — nor this"
    facts = written("order", text)
    assert [option["text"] for option in facts["options"]] == ["a", "b", "c"]
    assert [number for number, _ in shown_options(facts)] != [0, 1, 2]
    assert facts["swapped"][1] == {"first": 1, "then": 2, "says": "nor this"}


@pytest.mark.parametrize(
    ("kind", "text", "complaint"),
    [
        ("guess", CHOICE, "no kind 'guess'"),
        ("choice", CHOICE.replace("[x]", "[ ]"), "mark what is right"),
        ("choice", CHOICE.replace("8 — That", "8 That"), "a sentence of its own"),
        ("choice", CHOICE.split("- [ ] 8")[0], "two wrong options"),
        ("number", "- [x] `1` — a\n- [ ] `1.0` — b\n- [ ] `2` — c", "cannot be told apart"),
        ("order", "1. a — x\n2. b — y\n3. c — z\n- [ ] 2 before 1 — no", "two neighbours"),
        ("explain", "- [ ] a — b", "a model answer"),
    ],
)
def test_a_question_that_cannot_be_asked_gets_a_sentence(kind, text, complaint):
    with pytest.raises(ValueError, match=complaint):
        written(kind, text)


@EACH
def test_each_wrong_answer_has_a_sentence_of_its_own(facts):
    wrong = [option["says"] for option in facts["options"] if not option["right"]]
    wrong += [swap["says"] for swap in facts.get("swapped", [])]
    assert all(wrong)
    assert len({*wrong}) == len(wrong) >= (1 if facts["kind"] == "explain" else 2)
    assert all(o["says"] for o in facts["options"] if o["right"] and facts["kind"] != "explain")


def test_the_committed_files_are_what_the_sources_ask():
    assert questions.stale() == []
    assert [facts["id"][:2] for facts in all_questions().values()] == sorted(
        facts["id"][:2] for facts in all_questions().values()
    )


def test_a_question_that_two_chapters_ask_is_refused(tmp_path, monkeypatch):
    cell = '+++ {"question": {"id": "01-test", "kind": "choice", "about": "a"}}\n' + CHOICE
    for name in ["01-a.md", "02-b.md"]:
        (tmp_path / name).write_text(SOURCES[0].read_text().split("# 00")[0] + cell)
    monkeypatch.setattr(questions, "SOURCES", tmp_path)
    with pytest.raises(ValueError, match="01-test"):
        dict(questions.texts())


def plain(text):
    """The words of some HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.stem)
def test_a_notebooks_cells_and_words_give_nothing_away(source):
    notebook = nbformat.read(notebooks.target(source, "chapter"), as_version=4)
    words = "\n".join(cell.source for cell in notebook.cells)
    words += "\n".join(
        output.get("data", {}).get("text/plain", "")
        for cell in notebook.cells
        if questions.ASKED.fullmatch(cell.source)
        for output in cell.outputs
    )
    for facts in questions.in_source(source):
        assert f'question("{facts["id"]}")' in words
        for option in facts["options"]:
            assert not option["says"] or plain(option["says"]) not in words
        seen = [text for _, text in shown_options(facts)]
        assert seen == [] or facts["kind"] in ("choice", "several", "order")
    assert "- [x]" not in words


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.stem)
def test_what_waits_has_something_to_show(source):
    for cell in nbformat.read(notebooks.target(source, "chapter"), as_version=4).cells:
        if "guessed" in cell.metadata.get("tags", []):
            assert cell.outputs, cell.source
            # A figure that plays answers by being played.
            assert not any(notebooks.VIEW in output.get("data", {}) for output in cell.outputs)


def test_a_changed_sentence_reaches_a_notebook_without_a_run(monkeypatch):
    source = next(path for path in SOURCES if questions.in_source(path))
    committed = nbformat.read(notebooks.target(source, "chapter"), as_version=4)
    assert notebooks.renewed(committed) == committed
    name = questions.in_source(source)[0]["id"]
    facts = {**all_questions()[name], "about": "another thing"}
    monkeypatch.setitem(all_questions(), name, facts)
    renewed = notebooks.renewed(committed)
    state = renewed.metadata["widgets"][notebooks.STATE]["state"]
    assert any(model["state"].get("about") == "another thing" for model in state.values())
    assert any("another thing" in str(c.outputs) for c in renewed.cells if c.cell_type == "code")


def test_most_guesses_wait():
    """Each chapter asks before it shows."""
    for source in SOURCES:
        cells = jupytext.read(source, fmt="md:myst").cells
        assert sum("guessed" in cell.metadata.get("tags", []) for cell in cells) >= 5, source.name


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.stem)
def test_a_chapter_asks_at_least_ten(source):
    assert source.read_text(encoding="utf-8").count('\n+++ {"question": {') >= 10
