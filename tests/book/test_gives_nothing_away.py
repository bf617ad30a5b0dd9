"""No stub and no card holds what its exercise asks for, and from ●●● on no cell above it either.

Expressions are compared as trees with their names left open, so `1 / (1 + np.exp(-z))` is the
sigmoid whatever its argument is called.
"""

import ast
import re
import textwrap

import jupytext
import pytest

from bookbuild import notebooks
from nnlib.exercises import REGISTRY
from nnlib.judge.stub import answer_source, stub_source

SMALL = 7  # operators, names and numbers; `X @ W + b`, which has seven, belongs to everybody
ALLOWED = {
    "02-descend": "a place's loss was measured above it; the loop stands nowhere",
    "02-sigmoid-unit-grad": (
        "the unit itself, sigmoid(X @ w + b), is what it starts from; its gradient stands nowhere"
    ),
}


def expressions(source):
    """The larger expressions in some code, with names left open."""
    try:
        tree = ast.parse(textwrap.dedent(source))
    except SyntaxError:
        return set()
    return {
        shape(node) for node in ast.walk(tree) if isinstance(node, ast.expr) and size(node) > SMALL
    }


def size(node):
    """How many operators, names and numbers an expression has."""
    return sum(1 for part in ast.walk(node) if not isinstance(part, ast.expr_context))


def shape(node):
    """A tree as text, its names replaced by their order of appearance, NumPy's kept."""
    text, seen = ast.dump(node), {}

    def open_name(found):
        name = found[1]
        return f"id='{name if name == 'np' else seen.setdefault(name, len(seen))}'"

    return re.sub(r"id='(\w+)'", open_name, text)


def asked_for(exercise):
    """What an answer computes: the expressions that it returns or keeps."""
    tree = ast.parse(answer_source(exercise))
    if exercise.kind == "class":
        tree.body = [n for n in tree.body[0].body if getattr(n, "name", "") in exercise.blank]
    wanted = (ast.Return, ast.Assign, ast.AugAssign)
    found = {ast.unparse(n.value) for n in ast.walk(tree) if isinstance(n, wanted) and n.value}
    return set().union(*map(expressions, found))


def spans(text):
    """The code that stands in a text between backticks."""
    return [span for _, span in re.findall(r"(`+)(.+?)\1", text, re.DOTALL)]


def chapter_cells(chapter):
    (source,) = notebooks.SOURCES.glob(f"{chapter}-*.md")
    return jupytext.read(source, fmt="md:myst").cells


WRITTEN = [e for e in REGISTRY.values() if e.to_repair is None]


@pytest.mark.parametrize("exercise", WRITTEN, ids=lambda e: e.id)
def test_neither_stub_nor_card_holds_the_answer(exercise):
    (card,) = [
        c for c in chapter_cells(exercise.chapter) if c.metadata.get("exercise") == exercise.id
    ]
    given = expressions(stub_source(exercise)) if exercise.kind == "class" else set()
    for span in spans(stub_source(exercise)) + spans(card.source):
        given |= expressions(span)
    found = asked_for(exercise) & given
    assert found == set() or exercise.id in ALLOWED


@pytest.mark.parametrize("exercise", [e for e in WRITTEN if e.difficulty >= 3], ids=lambda e: e.id)
def test_what_has_to_be_found_stands_in_no_cell_above(exercise):
    above = set()
    for cell in chapter_cells(exercise.chapter):
        if cell.metadata.get("exercise") == exercise.id:
            break
        if cell.cell_type == "code":
            above |= expressions(cell.source)
    found = asked_for(exercise) & above
    assert found == set() or exercise.id in ALLOWED


def test_every_exception_is_one_and_has_its_reason():
    assert all(reason for reason in ALLOWED.values())
    assert set(ALLOWED) <= {exercise.id for exercise in WRITTEN}


def test_it_sees_an_answer_under_other_names():
    assert expressions("1 / (1 + np.exp(-z))") & expressions("a = 2 * (1 / (1 + np.exp(-score)))")
    assert not expressions("1 / (1 + np.exp(-z))") & expressions("1 / (1 + np.exp(z))")
