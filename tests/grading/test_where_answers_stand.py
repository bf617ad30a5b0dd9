"""An answer counts wherever it stands: what bears the name where the check is, is judged."""

import pytest

from nnlib.grading import running
from nnlib.grading.grade import grade
from tests.grading.classmates import (
    CHAPTERS,
    as_file,
    code_cell,
    filled_in,
    full,
    grade_id,
    points,
    right,
    stubs,
)

ANSWERS = right()
STUBS = stubs()
SOFTMAX = ANSWERS["01-softmax"]
WRONG = "def softmax(Z):\n    return np.zeros(np.shape(Z))"
ENDLESS = "while True: pass"
BELOW = ["the answer to 01-softmax stands below its check cell"]


@pytest.fixture
def hurry(monkeypatch):
    monkeypatch.setattr(running, "CELL_SECONDS", 1.0)


def graded(sandbox, change, chapter="01"):
    """The result for a notebook in which each cell went through a change."""
    notebook = filled_in(right(chapter), chapter)
    notebook["cells"] = [new for cell in notebook["cells"] for new in change(cell)]
    return grade(as_file(notebook), chapter, 1, sandbox)


def softmax_as(stands, *, above=(), below=()):
    """A change that puts a text into softmax's own cell, and others above and below its check."""

    def change(cell):
        if grade_id(cell) == "01-softmax":
            return [cell | {"source": stands}, *map(code_cell, above)]
        return [cell, *map(code_cell, below)] if grade_id(cell) == "01-softmax-check" else [cell]

    return change


def mark_of(result, exercise_id="01-softmax"):
    return next(mark for mark in result.marks if mark.id == exercise_id)


def without_softmax():
    return full() | {"01-softmax": 0}


def test_in_a_new_cell_below_the_untouched_stub(sandbox):
    honest = graded(sandbox, lambda cell: [cell])
    result = graded(sandbox, softmax_as(STUBS["01-softmax"], above=[SOFTMAX]))
    assert points(result) == full()
    assert result.flags == []
    assert mark_of(result).code == SOFTMAX
    assert result.fingerprint == honest.fingerprint


def test_each_in_a_new_cell(sandbox):
    def change(cell):
        name = grade_id(cell)
        return (
            [cell | {"source": STUBS[name]}, code_cell(ANSWERS[name])]
            if name in ANSWERS
            else [cell]
        )

    assert points(graded(sandbox, change)) == full()


@pytest.mark.parametrize(
    ("stands", "below"),
    [
        (STUBS["01-softmax"], [SOFTMAX]),
        (WRONG, [SOFTMAX]),
        ("import os; os._exit(0)", [SOFTMAX]),
        (STUBS["01-softmax"], [SOFTMAX, WRONG]),
        (STUBS["01-softmax"], [WRONG, 'softmax = check("01-softmax", softmax)', SOFTMAX]),
    ],
    ids=range(5),
)
def test_below_the_check_cell(sandbox, stands, below):
    result = graded(sandbox, softmax_as(stands, below=below))
    assert points(result) == full()
    assert [flag for flag in result.flags if "their code" not in flag] == BELOW


def test_what_an_answer_calls_may_stand_below_its_check(sandbox):
    calls = "def softmax(Z):\n    return shares(Z)"
    shares = SOFTMAX.replace("softmax", "shares")
    result = graded(sandbox, softmax_as(calls, below=[shares, "1 / 0"]))
    assert points(result) == full()
    assert result.flags == BELOW


def test_a_right_answer_may_be_followed_by_anything(sandbox):
    result = graded(sandbox, softmax_as(SOFTMAX, below=[WRONG, "del softmax"]))
    # What calls it further below calls what is there by then, and that is nothing.
    assert points(result) == full() | {"01-softmax-nll-grad": 0}
    assert result.flags == []


def test_what_stands_between_the_answer_and_its_check_counts(sandbox):
    result = graded(sandbox, softmax_as(SOFTMAX, above=[WRONG]))
    assert points(result) == without_softmax()


@pytest.mark.parametrize(
    "theft",
    [
        "lent = softmax\ndef softmax(Z): return lent(Z)",
        "softmax = softmax",
    ],
)
def test_what_was_lent_after_a_check_is_no_answer_to_it(sandbox, theft):
    """The grader lends its own softmax by then."""

    def change(cell):
        if grade_id(cell) == "01-softmax":
            return [cell | {"source": STUBS[grade_id(cell)]}]
        return [cell, code_cell(theft)] if grade_id(cell).endswith("-check") else [cell]

    assert points(graded(sandbox, change)) == without_softmax()


@pytest.mark.parametrize(
    ("stands", "check"),
    [
        (STUBS["01-softmax"], f'{SOFTMAX}\nsoftmax = check("01-softmax", softmax)'),
        (SOFTMAX.replace("softmax", "mine"), 'softmax = check("01-softmax", mine)'),
        (SOFTMAX, "softmax = check('01-softmax', softmax)  # at last"),
        (f"{SOFTMAX}\ndisplay(softmax(np.zeros(3)))", 'check("01-softmax", softmax)'),
    ],
    ids=range(4),
)
def test_in_the_check_cell_itself(sandbox, stands, check):
    def change(cell):
        return [cell | {"source": check}] if grade_id(cell) == "01-softmax-check" else [cell]

    notebook = filled_in(ANSWERS | {"01-softmax": stands})
    notebook["cells"] = [new for cell in notebook["cells"] for new in change(cell)]
    result = grade(as_file(notebook), "01", 1, sandbox)
    assert points(result) == full()
    assert result.flags == ["the check cell of 01-softmax was edited"]


@pytest.mark.parametrize(
    "line", ["import pandas as pd", "from tqdm import tqdm", "from IPython.display import display"]
)
def test_an_import_that_the_answer_does_not_need_costs_nothing(sandbox, line):
    assert points(graded(sandbox, softmax_as(f"{line}\n{SOFTMAX}"))) == full()


def test_a_new_cell_that_fails_says_why(sandbox, hurry):
    broken = "softmax = 1 / 0"
    mark = mark_of(graded(sandbox, softmax_as(STUBS["01-softmax"], above=[broken])))
    assert mark.status == "not yet"
    assert mark.reason == (
        "The cell raised ZeroDivisionError: division by zero (line 1: softmax = 1 / 0)."
    )
    result = graded(sandbox, softmax_as(STUBS["01-softmax"], above=[f"{ENDLESS}\n{SOFTMAX}"]))
    assert mark_of(result).reason == "Your code took too long and was stopped."
    assert result.flags == ["the answer to 01-softmax: their code took too long and was stopped"]


def test_an_error_of_syntax_is_told_with_its_line(sandbox):
    mark = mark_of(graded(sandbox, softmax_as("import math\ndef softmax(Z)\n    return Z")))
    assert mark.reason == "The cell raised SyntaxError: expected ':' (line 2: def softmax(Z))."


def test_a_cell_of_their_own_that_was_stopped_is_flagged(sandbox, hurry):
    result = graded(sandbox, softmax_as(SOFTMAX, above=[ENDLESS, ENDLESS]))
    assert points(result) == full()
    assert result.flags == ["a cell of their own: their code took too long and was stopped"]


def test_an_answer_that_never_ends_is_flagged(sandbox):
    result = graded(sandbox, softmax_as(f"def softmax(Z):\n    {ENDLESS}"))
    assert points(result) == without_softmax()
    assert result.flags == ["the answer to 01-softmax: their code took too long and was stopped"]


def test_without_any_metadata_copies_are_still_seen(sandbox):
    honest = graded(sandbox, lambda cell: [cell])
    result = graded(sandbox, lambda cell: [cell | {"metadata": {}}])
    assert points(result) == full()
    assert result.fingerprint == honest.fingerprint
    assert [mark.code for mark in result.marks] == list(ANSWERS.values())
    assert result.flags == [f"the answer cell of {', '.join(ANSWERS)} is missing"]


def test_a_value_is_found_where_it_was_moved_to(sandbox):
    """It builds on what the chapter gives, which an earlier exercise's run did not have."""
    moved = []

    def is_moved(cell):
        return grade_id(cell).startswith("00-average-three")

    def change(cell):
        if not moved:
            moved.extend(c for c in filled_in(right("00"), "00")["cells"] if is_moved(c))
            return [*moved, cell]
        return [] if is_moved(cell) else [cell]

    assert points(graded(sandbox, change, "00")) == full("00")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_in_a_notebook_without_ids_and_metadata(sandbox, chapter):
    """As older programs save it: the chapter's own imports are run then, like a student's."""

    def change(cell):
        return [{key: cell[key] for key in ("cell_type", "source")} | {"metadata": {}}]

    assert points(graded(sandbox, change, chapter)) == full(chapter)


@pytest.mark.parametrize("module", ["nnlib", "nnlib.networks.layers"])
def test_below_an_import_of_their_own_of_a_class_of_the_librarys(sandbox, module):
    notebook = filled_in(right("06"), "06", first=f"from {module} import Layer")
    assert points(grade(as_file(notebook), "06", 1, sandbox)) == full("06")
