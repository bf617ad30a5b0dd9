"""Of a wrong answer the report knows which part earned what it has."""

import pytest

from nnlib.exercises import REGISTRY
from nnlib.grading.grade import grade
from nnlib.judge.stub import answer_source
from tests.grading.classmates import submission


@pytest.mark.parametrize(
    ("exercise_id", "gives", "points", "parts"),
    [
        ("02-sigmoid-unit-grad", "0 * given[0], given[1]", 1.5, [("dw", False), ("db", True)]),
        ("02-sigmoid-unit-grad", "given[0], 0 * given[1]", 1.5, [("dw", True), ("db", False)]),
        ("02-sigmoid-unit-grad", "given", 3, []),
    ],
)
def test_of_a_wrong_answer_the_parts_are_told(each_sandbox, exercise_id, gives, points, parts):
    exercise = REGISTRY[exercise_id]
    code = f"{answer_source(exercise)}\nright = {exercise.name}\n"
    code += f"def {exercise.name}(*args):\n    given = right(*args)\n    return {gives}"
    result = grade(submission({exercise_id: code}, "02"), "02", 1, each_sandbox)
    (mark,) = [mark for mark in result.marks if mark.id == exercise_id]
    assert (mark.points, mark.max_points) == (points, 3), mark.reason
    assert mark.parts == parts
