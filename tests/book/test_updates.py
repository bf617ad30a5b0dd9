"""A new edition of a chapter is merged into a learner's copy, and nothing of theirs is lost."""

import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from bookbuild import handouts, updates

STUB = 'def double(x):\n    """Twice x."""\n    raise NotImplementedError  # TODO'
ANSWER = "def double(x):\n    return 2 * x"


def answer(exercise, source):
    facts = {"grade_id": exercise, "solution": True}
    return new_code_cell(source, id=exercise, metadata={"nbgrader": facts})


@pytest.fixture
def first():
    """A chapter as it was handed out."""
    return new_notebook(
        cells=[
            new_markdown_cell("# One", id="title"),
            new_code_cell("import numpy as np", id="imports"),
            new_code_cell("print(1)", id="demo"),
            answer("01-double", STUB),
            new_code_cell('double = check("01-double", double)', id="check"),
            new_markdown_cell("The end.", id="end"),
        ]
    )


@pytest.fixture
def second():
    """Its new edition: another title and end, a section more, and a demonstration gone."""
    return new_notebook(
        cells=[
            new_markdown_cell("# One, and more", id="title-2"),
            new_code_cell("import numpy as np", id="imports"),
            new_markdown_cell("A new section.", id="new"),
            answer("01-double", STUB.replace("Twice x", "The double of x")),
            new_code_cell('double = check("01-double", double)', id="check"),
            new_markdown_cell("The end, at last.", id="end-2"),
        ]
    )


def merge(first, mine, second):
    return updates.merge(handouts.sources(first), mine, second)


def texts(notebook):
    return [cell.source for cell in notebook.cells]


def changed(notebook, **texts):
    """A learner's copy with other texts in some cells."""
    mine = copy.deepcopy(notebook)
    for cell in mine.cells:
        cell.source = texts.get(cell.id.replace("-", "_"), cell.source)
    return mine


def test_an_untouched_copy_becomes_the_new_edition(first, second):
    merged = merge(first, first, second)
    assert merged.notebook == second
    assert merged.told() == "there was nothing of yours to keep"


def test_an_answer_stays_in_its_exercise(first, second):
    mine = copy.deepcopy(first)
    mine.cells[3].source = ANSWER
    mine.cells[3].outputs = [nbformat.v4.new_output("stream", text="4")]
    merged = merge(first, mine, second)
    assert texts(merged.notebook)[3] == ANSWER
    assert merged.notebook.cells[3].outputs == mine.cells[3].outputs
    assert [cell.id for cell in merged.notebook.cells] == [cell.id for cell in second.cells]
    assert merged.told() == "kept 1 answer"


def test_cells_of_their_own_stay_behind_what_they_stood_behind(first, second):
    mine = copy.deepcopy(first)
    notes = [new_markdown_cell(f"note {n}") for n in range(4)]
    mine.cells[3:3] = notes[1:3]  # behind the demonstration, which is gone
    mine.cells[2:2] = notes[:1]
    mine.cells.append(notes[3])  # behind the end, which is another
    said = texts(merge(first, mine, second).notebook)
    assert said[1:5] == ["import numpy as np", "note 0", "note 1", "note 2"]
    assert said[-3:] == ['double = check("01-double", double)', "note 3", "The end, at last."]


def test_a_changed_demonstration_stays_if_it_is_still_there_and_else_moves_to_the_end(
    first, second
):
    mine = changed(first, imports="import numpy as np, math", demo="print(1 + 1)")
    merged = merge(first, mine, second)
    assert texts(merged.notebook)[1] == "import numpy as np, math"
    assert texts(merged.notebook)[-2:] == [updates.END, "print(1 + 1)"]
    assert merged.told() == "kept 1 cell that you had changed; moved 1 cell to its end"


@pytest.mark.parametrize(
    "asked", [None, "def twice(x):\n    raise NotImplementedError", "double = ...  # TODO"]
)
def test_an_answer_to_an_exercise_that_is_gone_or_changed_moves_to_the_end(first, second, asked):
    if asked is None:
        del second.cells[3:5]
    else:
        second.cells[3].source = asked
    mine = copy.deepcopy(first)
    mine.cells[3].source = ANSWER
    merged = merge(first, mine, second)
    assert texts(merged.notebook)[-2:] == [updates.END, ANSWER]
    assert "nbgrader" not in merged.notebook.cells[-1].metadata
    nbformat.validate(merged.notebook)


def test_cells_that_were_moved_deleted_or_copied_do_no_harm(first, second):
    mine = copy.deepcopy(first)
    mine.cells[3].source = ANSWER
    mine.cells.append(copy.deepcopy(mine.cells[3]))  # copied, with its id and its metadata
    mine.cells.append(mine.cells.pop(1))
    del mine.cells[0]
    merged = merge(first, mine, second)
    assert [cell.id for cell in merged.notebook.cells if not cell.id.startswith("own-")] == [
        cell.id for cell in second.cells
    ]
    assert texts(merged.notebook).count(ANSWER) == 2
    graded = [cell for cell in merged.notebook.cells if handouts.exercise_of(cell)]
    assert [cell.source for cell in graded] == [ANSWER]
    nbformat.validate(merged.notebook)


def test_a_copy_without_ids_is_told_apart_by_its_text(first, second):
    mine = changed(first, **{"01_double": ANSWER})
    mine.cells.insert(2, new_markdown_cell("a note"))
    for n, cell in enumerate(mine.cells):
        cell.id = f"elsewhere-{n}"
    said = texts(merge(first, mine, second).notebook)
    assert said == [
        "# One, and more",
        "import numpy as np",
        "a note",
        "A new section.",
        ANSWER,
        'double = check("01-double", double)',
        "The end, at last.",
    ]


def test_a_second_merge_changes_nothing_more(first, second):
    mine = changed(first, demo="print(1 + 1)", **{"01_double": ANSWER})
    mine.cells.append(new_markdown_cell("a note"))
    once = merge(first, mine, second).notebook
    again = updates.merge(handouts.sources(second), once, second).notebook
    assert again == once
    # Also where it was not noted that the first had been: the machine stopped in between.
    assert merge(first, once, second).notebook == once


def test_what_is_moved_twice_has_one_heading(first, second):
    third = new_notebook(cells=[new_markdown_cell("# Three", id="three")])
    mine = changed(first, demo="print(1 + 1)", **{"01_double": ANSWER})
    once = merge(first, mine, second).notebook
    twice = updates.merge(handouts.sources(second), once, third).notebook
    assert sorted(texts(twice)) == sorted(["# Three", updates.END, "print(1 + 1)", ANSWER])
    nbformat.validate(twice)


def test_the_learners_own_copy_is_not_touched(first, second):
    mine = changed(first, **{"01_double": ANSWER})
    before = copy.deepcopy(mine), copy.deepcopy(second)
    merge(first, mine, second)
    assert (mine, second) == before
