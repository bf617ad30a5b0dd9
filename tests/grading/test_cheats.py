"""None of the cheats earns a point, and the next notebook in the same process loses none.

They stand in the cells of a notebook, one an exercise, so that few notebooks hold all. Each is
tried on two exercises, on one of them in every sandbox.
"""

import pytest

from nnlib.grading.grade import grade
from tests.grading.cheats import CHEATS
from tests.grading.classmates import exercises_of, full, points, submission
from tests.grading.hostile import HONEST

pytestmark = pytest.mark.usefixtures("nothing_left", "hurry")
EXERCISES = exercises_of("01")
N = len(EXERCISES)
NAMES = list(CHEATS)
BATCHES = [(NAMES + NAMES)[i : i + N] for i in range(0, len(NAMES), N)]


def test_there_are_more_than_forty():
    assert len(CHEATS) >= 40


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_a_cheat_earns_nothing(sandbox, batch):
    answers, names = {}, {}
    for exercise, name in zip(EXERCISES, batch[3:] + batch[:3], strict=True):
        answers[exercise.id] = CHEATS[name].format(name=exercise.name, id=exercise.id)
        names[exercise.id] = name
    result = grade(submission(answers), "01", 7, sandbox)
    assert {names[m.id]: (m.id, m.code) for m in result.marks if m.points} == {}


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_nor_elsewhere_and_the_next_notebook_loses_nothing(each_sandbox, batch):
    answers = {
        exercise.id: CHEATS[name].format(name=exercise.name, id=exercise.id)
        for exercise, name in zip(EXERCISES, batch, strict=True)
    }
    earned = points(grade(submission(answers), "01", 8, each_sandbox))
    assert {i: p for i, p in earned.items() if p} == {}
    assert points(grade(HONEST, "01", 8, each_sandbox)) == full()
