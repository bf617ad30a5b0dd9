"""Other right answers, shown after a correct one."""

from dataclasses import replace

import numpy as np
import pytest

import nnlib
from nnlib.exercises import REGISTRY, find
from nnlib.judge.judge import judge
from nnlib.judge.other_answers import code_of, other_answers, shape_of
from nnlib.judge.verdict import ALSO_RIGHT
from tests.judge.scope import scope_of

# All that is different about its variants is where they ask whether anything was measured.
NOTHING_TO_TELL = {"08-relative-errors"}
EXERCISES = list(REGISTRY.values())
SHOWN = [(e, v) for e in EXERCISES for v in e.variants if v.__doc__]


def row_by_row(Z, y):
    """A learner's own, with the docstring of the stub."""
    dZ = np.zeros(Z.shape)
    for row, right in enumerate(y):
        dZ[row] = nnlib.softmax(Z[row])
        dZ[row, right] -= 1
    return dZ / len(dZ)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_each_exercise_has_another_answer_to_show(exercise):
    others = other_answers(exercise, exercise.answer())
    assert (exercise.id in NOTHING_TO_TELL) != bool(others)
    assert len(others) <= 2


@pytest.mark.parametrize(("exercise", "variant"), SHOWN, ids=lambda x: getattr(x, "__name__", ""))
def test_what_is_shown_is_right_as_it_stands(exercise, variant):
    code = code_of(exercise, variant)
    assert '"""' not in code
    scope = scope_of(exercise)
    if exercise.kind == "class":  # what was given is the library's
        code = code.replace(code[: code.index(":")], f"class {exercise.name}(given)")
        scope["given"] = exercise.reference
    exec(code, scope)
    assert judge(exercise, scope[exercise.name]).status == "correct"


def test_the_least_like_the_learners_own_comes_first_and_their_own_never():
    exercise = find("06-cross-entropy-grad")
    loop = next(v for v in exercise.variants if v.__name__ == "in_a_loop")
    assert shape_of(code_of(exercise, loop)) == shape_of(code_of(exercise, loop))
    (other,) = other_answers(exercise, row_by_row)  # in other names and in other words
    assert "for" not in other.code
    assert any("for n" in o.code for o in other_answers(exercise, exercise.reference))


def test_an_answer_without_a_source_is_taken_for_the_references():
    exercise = find("06-cross-entropy-grad")
    made = eval("lambda Z, y: given(Z, y)", {"given": exercise.reference})
    assert other_answers(exercise, made) == other_answers(exercise, exercise.reference)


def test_a_variant_without_a_sentence_is_never_shown(monkeypatch):
    exercise = find("06-relu")
    silent = [v for v in exercise.variants if not v.__doc__]
    assert silent
    monkeypatch.setattr(exercise, "variants", silent)
    assert other_answers(exercise, exercise.reference) == []


def test_a_verdict_shows_them_folded():
    exercise = find("06-cross-entropy-grad")
    others = tuple(other_answers(exercise, exercise.reference))
    verdict = replace(judge(exercise, exercise.reference), others=others)
    assert repr(verdict).count(ALSO_RIGHT) == verdict._repr_html_().count("<details") == 2
    assert all(other.sentence in repr(verdict) for other in others)
