"""The judge says of an answer in a child what it says of the same answer beside it.

All chapters' notebooks, every named mistake and every legal variant go through a child: this
is what shows that the proxies of functions, classes and objects behave like the things.
"""

import inspect
import sys
from pathlib import Path

import numpy as np
import pytest

import nnlib
from bookbuild import notebooks
from nnlib.exercises import REGISTRY
from nnlib.grading.grade import PRELUDE, grade
from nnlib.grading.link import Link
from nnlib.grading.offers import OFFERS, offered
from nnlib.grading.sandbox import Trusting
from nnlib.judge.judging import judge
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
def test_every_chapters_solution_earns_all_points(box, source):
    chapter = source.name[:2]
    assert chapter in CHAPTERS, f"chapter {chapter} has no exercises in the registry"
    result = grade(notebooks.target(source, "solution").read_bytes(), chapter, 1, box)
    wrong = {mark.id: mark.reason for mark in result.marks if mark.status != "correct"}
    assert points(result) == full(chapter), wrong
    assert result.flags == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_untouched_chapter_earns_nothing(box, source):
    chapter = source.name[:2]
    result = grade(as_file(released(chapter)), chapter, 1, box)
    assert points(result) == dict.fromkeys(full(chapter), 0)
    for mark in result.marks:  # a repair that was not made still shows its symptom
        expected = "not yet" if REGISTRY[mark.id].to_repair else "not attempted"
        assert mark.status == expected, mark.id
    assert result.flags == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_solution_earns_all_points_with_every_seed(box, chapter):
    answers = {exercise.id: exercise for exercise in exercises_of(chapter)}
    from nnlib.judge.source import answer_source

    data = submission({i: answer_source(e) for i, e in answers.items()}, chapter)
    for seed in (2, 3):
        assert points(grade(data, chapter, seed, box)) == full(chapter)


# In a child that may read the library, for it has to have the mistakes to make them.
OPEN_THE_LIBRARY = """
import sys
sys.meta_path = [finder for finder in sys.meta_path if type(finder).__name__ != "Finder"]
for name in [name for name in sys.modules if name.partition(".")[0] == "nnlib"]:
    del sys.modules[name]
sys.path += PATHS
import nnlib
for module in [m for name, m in sys.modules.items() if name.startswith("nnlib.")]:
    for thing in vars(module).values():
        if isinstance(thing, type) and thing.__module__.startswith("nnlib."):
            thing.__module__ = "__main__"  # as if the student had written it
nnlib.Layer._given = True
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
        if self.link is None or self.link.fate:
            self.close()
            self.link, self.exercise = Link(Trusting()), None
            paths = [str(Path(nnlib.__file__).parents[1]), *sys.path[1:]]
            self.link.offer({"PATHS": [path for path in paths if path]})
            self.link.run(PRELUDE + OPEN_THE_LIBRARY, "cell 0", 60)
        if self.exercise is not exercise:
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
    return judge(exercise, link.look("attempt"), seed=5)


def beside(exercise, thing):
    return judge(exercise, thing() if exercise.kind == "variable" else thing, seed=5)


MISTAKES = [
    pytest.param(exercise, i, id=f"{exercise.id}-{mistake.name}")
    for exercise in REGISTRY.values()
    for i, mistake in enumerate(exercise.mistakes)
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
    expected = beside(exercise, exercise.variants[i])
    got = through(child, exercise, exercise.variants[i], f"variants[{i}]")
    assert (got.status, got.reason, got.points) == ("correct", expected.reason, exercise.points)


@pytest.fixture
def link(box):
    with Link(box) as link:
        yield link


def test_a_proxy_of_an_object_has_its_attributes_and_methods(link):
    link.run(
        """
class Counter:
    def __init__(self, start): self.n = start
    def add(self, k=1): self.n = self.n + k; return self
    def fails(self): return self.nothing
def make(): return Counter(np.ones(2))
""".replace("np", "__import__('numpy')"),
        "cell 1",
        10,
    )
    Counter = link.look("Counter")
    assert isinstance(Counter, type)
    assert Counter.__name__ == "Counter"
    counter = Counter(3)
    assert isinstance(counter, Counter)
    assert counter.n == 3
    counter.add(k=4)
    assert counter.add().n == 8
    counter.n = np.arange(3)
    assert counter.n.tolist() == [0, 1, 2]
    assert type(link.look("make")()).__name__ == "Counter"
    with pytest.raises(AttributeError) as caught:
        counter.fails()
    assert caught.value.name == "nothing"
    assert type(caught.value.obj).__name__ == "Counter"
    assert caught.value.own_line == ("line 5: def fails(self): return self.nothing", "fails")
    with pytest.raises(AttributeError):
        _ = counter.missing


def test_arguments_changed_in_place_are_changed_here_too(link):
    link.run(
        """
def change(params, grads, x):
    params["W"] -= grads["W"]
    params["b"] = params["W"][0]
    del params["old"]
    x += 1
""",
        "cell 1",
        10,
    )
    W, x = np.ones((2, 2)), np.zeros(3, np.float32)
    params = {"W": W, "old": np.zeros(1)}
    link.look("change")(params, {"W": np.full((2, 2), 0.25)}, x)
    assert list(params) == ["W", "b"]
    assert params["W"] is W  # the very array, changed
    assert W.tolist() == [[0.75, 0.75], [0.75, 0.75]]
    assert params["b"].tolist() == [0.75, 0.75]
    assert x.tolist() == [1, 1, 1]


def test_the_child_calls_a_function_of_ours_and_sees_its_errors(link):
    def half(x, *, add=0.0):
        if np.size(x) == 0:
            raise ValueError("nothing to halve")
        return x / 2 + add

    link.offer({"half": half})
    code = "def f(x): return half(half(x), add=1.0)\ndef g(h, x): return h(x) + h(x)"
    link.run(code, "cell 1", 10)
    assert link.look("f")(np.array([4.0])).tolist() == [2.0]
    assert link.look("g")(half, 3.0) == 3.0
    with pytest.raises(ValueError, match="nothing to halve"):
        link.look("f")(np.zeros(0))


def test_what_is_printed_in_a_call_is_passed_on_and_in_a_cell_is_not(link, capsys):
    link.run("print('cell')\ndef f(): print('call' * 10_000)", "cell 1", 10)
    assert capsys.readouterr().out == ""
    link.look("f")()
    assert capsys.readouterr().out == ("call" * 10_000)[:2000]


def test_a_link_that_is_closed_says_so(link):
    link.run("def f(): return 1", "cell 1", 10)
    f = link.look("f")
    link.close()
    with pytest.raises(RuntimeError, match="it was put away"):
        f()


# What a chapter offers.


def imports_of(chapter):
    """Names that a chapter's cells import from the library."""
    import ast

    import jupytext

    source = next(path for path in SOURCES if path.name.startswith(chapter))
    found = set()
    for cell in jupytext.read(source, fmt="md:myst").cells:
        if cell.cell_type == "code" and "nnlib" in cell.source:
            code = "\n".join(line for line in cell.source.split("\n") if not line.startswith("%"))
            for node in ast.walk(ast.parse(code)):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nnlib"):
                    found |= {alias.name for alias in node.names}
    return found


def answers_of(chapter):
    return {exercise.name for exercise in exercises_of(chapter)}


def library_names(chapter):
    """Public names of the library in the code of a chapter's references and variants."""
    found = set()
    for exercise in exercises_of(chapter):
        if exercise.kind == "variable":
            found |= set(compile(exercise.reference.code, "", "exec").co_names)
            continue
        for thing in [exercise.reference, *exercise.variants]:
            for function in [thing] if inspect.isfunction(thing) else vars(thing).values():
                if inspect.isfunction(function):
                    found |= names_in(function)
            if thing is exercise.reference and inspect.isclass(thing):
                found |= {base.__name__ for base in thing.__mro__[1:]}
    return {name for name in found if is_librarys(getattr(nnlib, name, None))}


def names_in(function):
    """Names of the library that a function uses, directly or through a module."""
    used = inspect.getclosurevars(function).globals
    found = {name for name, value in used.items() if is_librarys(value)}
    for module in (value for value in used.values() if inspect.ismodule(value)):
        found |= {n for n in function.__code__.co_names if is_librarys(getattr(module, n, None))}
    return found


def is_librarys(thing):
    module = str(getattr(thing, "__module__", ""))
    return module.startswith("nnlib.") and not module.startswith("nnlib.exercises.")


def test_nothing_is_offered_to_a_chapter_that_is_not_there():
    assert set(OFFERS) <= set(CHAPTERS), "offers.py names chapters without exercises"


@pytest.mark.parametrize("chapter", sorted(OFFERS))
def test_what_is_offered_the_chapter_imports_and_is_no_answer_of_it(chapter):
    assert set(OFFERS[chapter]) - imports_of(chapter) == set(), "offered, but not imported"
    assert set(OFFERS[chapter]) & answers_of(chapter) == set(), "offered, but an answer"
    functions, sources = offered(chapter)
    assert set(OFFERS[chapter]) == set(functions) | set(sources)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_the_answers_use_is_offered(chapter):
    missing = library_names(chapter) - set(OFFERS.get(chapter, ())) - answers_of(chapter)
    assert missing == set(), (
        f"answers of chapter {chapter} use {', '.join(sorted(missing))}: add to OFFERS in "
        "nnlib/grading/offers.py what its cells import, or no answer that uses it can earn points"
    )


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_answers_could_import_from_the_chapter_is_offered(chapter):
    """A function that the chapter imports before an exercise may be part of an answer."""
    numeric = {"sigmoid", "softmax", "log_softmax", "relu", "tanh", "one_hot", "he", "xavier"}
    missing = imports_of(chapter) & numeric - set(OFFERS.get(chapter, ())) - answers_of(chapter)
    assert missing == set(), f"add them to OFFERS[{chapter!r}] in nnlib/grading/offers.py"
