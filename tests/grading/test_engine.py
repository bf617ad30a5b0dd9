"""What a student's engine does to the list and the graph that it was lent is seen in the child."""

import pytest

from nnlib.grading.grade import grade
from nnlib.judge.stub import answer_source
from tests.grading.classmates import exercises_of, submission

TURNED = """
def backward(order):
    order.reverse()
    for v in order:
        v.grad = 0.0
    order[0].grad = 1.0
    for v in order:
        for parent, local in zip(v.parents, v.local_gradients):
            parent.grad += v.grad * local
"""
TAKEN_OUT = """
def backward(order):
    for v in order:
        v.grad = 0.0
    order[-1].grad = 1.0
    while order:
        v = order.pop()
        for parent, local in zip(v.parents, v.local_gradients):
            parent.grad += v.grad * local
"""
TAKEN_APART = """
def topological_order(value):
    order, seen = [], set()

    def visit(v):
        if v not in seen:
            seen.add(v)
            for parent in v.parents:
                visit(parent)
            v.parents = ()
            order.append(v)

    visit(value)
    return order
"""
BY_NAME = """
def topological_order(value):
    order, seen = [], set()

    def visit(v):
        if v.name not in seen:
            seen.add(v.name)
            for parent in v.parents:
                visit(parent)
            order.append(v)

    visit(value)
    return order
"""


@pytest.mark.parametrize(
    ("exercise_id", "code", "words"),
    [
        ("04-backward", TURNED, "has been turned round"),
        ("04-backward", TAKEN_OUT, "is empty afterwards"),
        ("04-topological-order", TAKEN_APART, "parents of a value are gone"),
        ("04-topological-order", BY_NAME, "not whether its name has"),
    ],
    ids=["turned round", "taken out", "taken apart", "by name"],
)
def test_what_an_engine_does_to_what_it_was_lent_is_seen(sandbox, exercise_id, code, words):
    answers = {exercise.id: answer_source(exercise) for exercise in exercises_of("04")}
    result = grade(submission(answers | {exercise_id: code}, "04"), "04", 3, sandbox)
    (mark,) = [mark for mark in result.marks if mark.id == exercise_id]
    assert mark.status == "not yet"
    assert words in mark.reason
    others = [mark for mark in result.marks if mark.id != exercise_id]
    assert all(mark.status == "correct" for mark in others)
