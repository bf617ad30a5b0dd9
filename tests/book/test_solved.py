"""Solutions keep the exercises of a chapter and the code that these need, and run by themselves."""

import nbformat
import pytest

from bookbuild import notebooks, solved
from nnlib.exercises import REGISTRY
from nnlib.judge.stub import answer_source

SOURCES = sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md"))


def cells(*sources):
    """Text cells of those that begin with #, code cells of the others."""
    v4 = nbformat.v4
    return [v4.new_markdown_cell(s) if s[0] == "#" else v4.new_code_cell(s) for s in sources]


def test_what_a_cell_binds_and_reads():
    code = (
        "import numpy as np\nfrom a import b as c\ndef f(x):\n    y = x + g\n    return np.sin(y)"
    )
    binds, reads = solved.names_of(code)
    assert binds == {"np", "c", "f"}
    assert reads == {"g", "np"}


def test_only_the_code_that_an_exercise_needs_stays_and_the_heading_over_it():
    chapter = cells(
        "# Title\n\nWhat you'll do.",
        "import numpy as np",
        "## First\n\nMuch is told.",
        "X = np.ones(3)",
        "print(X)",
        "## Second\n\nNothing to do here.",
        "Y = X + 1",
        "## Third\n\nMore.",
        "### Exercise 1\n\nDouble it.",
        "twice = 2 * X",
        "print(twice)",
    )
    found = [cell.source for cell in solved.only_exercises(chapter, {8, 9})]
    assert found == [
        "# Title",
        "import numpy as np",
        "## First",
        "X = np.ones(3)",
        "## Third",
        "### Exercise 1\n\nDouble it.",
        "twice = 2 * X",
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.stem)
def test_each_exercise_is_there_with_its_answer_and_its_reasons(source):
    found = notebooks.expand(source, "solution").cells
    text = "\n".join(cell.source for cell in found)
    exercises = [e for e in REGISTRY.values() if e.chapter == source.name[:2]]
    assert exercises
    for exercise in exercises:
        assert answer_source(exercise) in text
        assert f"**Why.** {exercise.why}" in text
    whole = notebooks.expand(source, "chapter").cells
    assert len(found) < len(whole) / 2
    headings = [c.source.partition("\n")[0] for c in whole if c.source.startswith("### Exercise")]
    assert [h for h in headings if h not in text] == []
