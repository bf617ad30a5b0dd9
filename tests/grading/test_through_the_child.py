"""The judge says of an answer in a child what it says of the same answer beside it.

All chapters' notebooks, every legal variant and an eighth of the named mistakes go through a child:
this is what shows that the proxies of functions, classes and objects behave like the things.
"""

import inspect
import sys
from pathlib import Path

import pytest

import nnlib
from bookbuild import notebooks
from nnlib.exercises import REGISTRY
from nnlib.grading.grade import grade
from nnlib.grading.marking import SLOWER
from nnlib.grading.offers import offered
from nnlib.grading.running import PRELUDE
from nnlib.grading.sandbox import Unconfined
from nnlib.grading.sandbox.link import Link
from nnlib.judge.judge import judge
from nnlib.judge.stub import answer_source
from tests.grading.classmates import (
    CHAPTERS,
    as_file,
    exercises_of,
    full,
    points,
    released,
    submission,
)

SOURCES = sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_chapters_solution_earns_all_points(sandbox, source):
    chapter = source.name[:2]
    assert chapter in CHAPTERS, f"chapter {chapter} has no exercises"
    result = grade(notebooks.target(source, "solution").read_bytes(), chapter, 1, sandbox)
    wrong = {mark.id: mark.reason for mark in result.marks if mark.status != "correct"}
    assert points(result) == full(chapter), wrong
    assert result.flags == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_untouched_chapter_earns_nothing(sandbox, source):
    chapter = source.name[:2]
    result = grade(as_file(released(chapter)), chapter, 1, sandbox)
    assert points(result) == dict.fromkeys(full(chapter), 0)
    for mark in result.marks:  # a repair that was not made still shows its symptom
        expected = "not yet" if REGISTRY[mark.id].to_repair else "not attempted"
        assert mark.status == expected, mark.id
    assert result.flags == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_solution_earns_all_points_with_another_seed(sandbox, chapter):
    """Three and more are tried without a child, and by lot in test_honest_variants.py."""
    data = submission({e.id: answer_source(e) for e in exercises_of(chapter)}, chapter)
    assert points(grade(data, chapter, 2, sandbox)) == full(chapter)


# In a child that may read the library, for it has to have the mistakes to make them.
OPEN_THE_LIBRARY = """
import sys
sys.meta_path = [finder for finder in sys.meta_path if type(finder).__name__ != "Finder"]
for name in [name for name in sys.modules if name.partition(".")[0] == "nnlib"]:
    del sys.modules[name]
sys.path += PATHS
import nnlib
import nnlib.by_hand.reader  # which nnlib leaves to its exercise
for module in [m for name, m in sys.modules.items() if name.startswith("nnlib.")]:
    for thing in vars(module).values():
        if isinstance(thing, type) and thing.__module__.startswith("nnlib."):
            thing.__module__ = "__main__"  # as if the student had written it
nnlib.Layer.__module__ = "nnlib"  # which is given
"""


MODULES = {
    module.exercise.id: module
    for name, module in list(sys.modules.items())
    if name.startswith("nnlib.exercises.chapter") and hasattr(module, "exercise")
}


class Child:
    """A child with the library, in which one exercise's mistakes and variants are defined."""

    def __init__(self):
        self.link, self.exercise = None, None

    def with_answers_to(self, exercise):
        if self.link is None or self.link.how_it_ended:
            self.close()
            self.link, self.exercise = Link(Unconfined()), None
            paths = [str(Path(nnlib.__file__).parents[1]), *sys.path[1:]]
            self.link.offer({"PATHS": [path for path in paths if path]})
            self.link.run(PRELUDE + OPEN_THE_LIBRARY, "cell 0", 60)
            self.link.run("BEFORE = {*globals(), 'BEFORE'}", "cell 0", 60)
        if self.exercise is not exercise:
            # Names of another exercise's file would stand in for what an answer has forgotten.
            forget = "for name in {*globals()} - BEFORE: del globals()[name]\n"
            # What was read once has lost its docstrings, its sentences; a file that has mistakes
            # alone is not read again.
            forget += "from nnlib.exercises import REGISTRY\nfor one in REGISTRY.values():\n"
            forget += "    for mistake in one.mistakes: mistake.wrong.__doc__ = mistake.sentence"
            self.link.run(forget, "cell 0", 60)
            self.link.offer(*offered(exercise.chapter))
            self.link.run(inspect.getsource(MODULES[exercise.id]), "cell 1", 60)
            self.exercise = exercise
        return self.link

    def close(self):
        if self.link is not None:
            self.link.close()


@pytest.fixture(scope="module")
def child():
    child = Child()
    yield child
    child.close()


def through(child, exercise, thing, expression):
    """The verdict on an answer in the child."""
    link = child.with_answers_to(exercise)
    if exercise.kind == "variable":
        link.offer({"attempt": thing()})
    else:
        link.run(f"attempt = exercise.{expression}", "cell 2", 10)
    return judge(exercise, link.look("attempt"), 5, SLOWER * exercise.seconds)


def beside(exercise, thing):
    return judge(exercise, thing() if exercise.kind == "variable" else thing, seed=5)


MISTAKES = [
    pytest.param(exercise, i, id=f"{exercise.id}-{mistake.name}")
    for exercise in REGISTRY.values()
    for i, mistake in enumerate(exercise.mistakes)
    # It is the proxies that are tried here, and one answer of a kind shows what they can do; the
    # sentences themselves are tried on all mistakes without a child. What stands in a file of
    # mistakes alone would not count as a student's there.
    if i % 8 == 0 and mistake.wrong.__module__ == MODULES[exercise.id].__name__
]
VARIANTS = [
    pytest.param(exercise, i, id=f"{exercise.id}-{variant.__name__}")
    for exercise in REGISTRY.values()
    for i, variant in enumerate(exercise.variants)
]


@pytest.mark.parametrize(("exercise", "i"), MISTAKES)
def test_a_named_mistake_is_recognised_through_the_child(child, exercise, i):
    mistake = exercise.mistakes[i]
    expected = beside(exercise, mistake.wrong)
    got = through(child, exercise, mistake.wrong, f"mistakes[{i}].wrong")
    assert (got.status, got.mistake) == (expected.status, expected.mistake), got
    assert (got.reason, got.points) == (expected.reason, expected.points)


@pytest.mark.parametrize(("exercise", "i"), VARIANTS)
def test_a_legal_variant_is_correct_through_the_child(child, exercise, i):
    got = through(child, exercise, exercise.variants[i], f"variants[{i}]")
    assert (got.status, got.points) == ("correct", exercise.points), got


def test_what_was_never_put_in_is_not_right_by_luck_in_the_child_either():
    code = """
import numpy as np
def softmax(Z):
    right = np.exp(Z - Z.max())
    right /= right.sum()
    del right
    return np.empty_like(Z)
"""
    with Link(Unconfined()) as link:
        link.run(code, "cell 1", 10)
        verdict = judge(REGISTRY["01-softmax"], link.look("softmax"), 0, 10)
    assert "entries that were never put in" in verdict.reason
