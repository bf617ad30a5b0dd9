"""What the book makes of an exercise's cells, and of quotations with a purpose."""

import types

import pytest
from docutils.core import publish_doctree

from bookbuild.paths import BOOK
from bookbuild.sphinx import callouts, exercise_cards
from nnlib.exercises import REGISTRY
from nnlib.judge.stub import stub_source

STUB = '''class Unit:
    """A unit that decides.

    Parameters
    ----------
    rng : int
    """

    def forward(self, X):
        """Answer, for each row,
        1 or 0.

        Returns
        -------
        array (N,)
        """
        raise NotImplementedError  # TODO: about 2 lines

    def backward(self):
        """No gradient."""'''


def test_a_stub_shows_the_first_sentence_of_each_docstring():
    assert exercise_cards.without_contract(STUB).splitlines() == [
        "class Unit:",
        '    """A unit that decides."""',
        "",
        "    def forward(self, X):",
        '        """Answer, for each row,',
        '        1 or 0."""',
        "        raise NotImplementedError  # TODO: about 2 lines",
        "",
        "    def backward(self):",
        '        """No gradient."""',
    ]


@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_every_stub_is_shorter_or_has_nothing_to_fold_and_keeps_its_code(exercise):
    full = stub_source(exercise)
    short = exercise_cards.without_contract(full)
    assert "----" not in short
    assert short.splitlines()[0] == full.splitlines()[0]
    assert [line for line in short.splitlines() if "TODO" in line] == [
        line for line in full.splitlines() if "TODO" in line
    ]
    compile(short, exercise.id, "exec")


@pytest.mark.parametrize("word", callouts.CALLOUTS)
def test_a_quotation_that_begins_with_a_callouts_word_is_one(word):
    tree = publish_doctree(
        f"Text.\n\n   **{word}** So it is.\n\nText.\n\n   **Other.** No.\n\n   No."
    )
    for quote in tree.findall(callouts.nodes.block_quote):  # as MyST writes it
        quote[0].insert(0, callouts.nodes.Text(""))
    callouts.mark(types.SimpleNamespace(), tree)
    first, *others = (q["classes"] for q in tree.findall(callouts.nodes.block_quote))
    assert first == ["callout", f"callout-{callouts.CALLOUTS[word]}"]
    assert others
    assert not any(others)


def test_every_callout_has_a_look():
    css = (BOOK / "_static" / "text.css").read_text(encoding="utf-8")
    for kind in callouts.CALLOUTS.values():
        assert f".callout-{kind} {{" in css
