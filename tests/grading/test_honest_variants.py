"""Right answers, written in the ways of honest students, earn what they earn in the notebook.

Every kind is tried in every sandbox, seven or so in a submission, one an exercise: whichever
loses its points is named. Then random right variants of every exercise of the course are wrapped in
random kinds, once; SEEDS=25 does so as often.
"""

import os
import random

import pytest

from nnlib.exercises import REGISTRY
from nnlib.grading.grade import grade
from nnlib.judge.other_answers import code_of
from nnlib.judge.stub import answer_source
from tests.grading.classmates import CHAPTERS, exercises_of, submission
from tests.grading.honest import around

EXERCISES = exercises_of("01")
WAYS = around("function")
N = len(EXERCISES)
NAMES = list(WAYS)
BATCHES = [NAMES[i : i + N] for i in range(0, len(NAMES), N)]


def test_there_are_more_than_a_hundred_and_fifty():
    assert len(WAYS) >= 150


def lost(result, names):
    """The kinds that lost points, and what was said."""
    return {
        names[mark.id]: mark.reason
        for mark in result.marks
        if mark.points != mark.max_points and mark.id in names
    }


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_no_kind_costs_a_point(each_sandbox, batch):
    answers, names = {}, {}
    for exercise, name in zip(EXERCISES, [*batch, *BATCHES[0]][:N], strict=True):
        answers[exercise.id] = WAYS[name](answer_source(exercise), exercise)
        names[exercise.id] = name
    assert lost(grade(submission(answers), "01", 1, each_sandbox), names) == {}


def right_answers(exercise):
    """The course's answer, and its variants that are told to learners."""
    variants = [variant for variant in exercise.variants if variant.__doc__]
    return [answer_source(exercise), *(code_of(exercise, variant) for variant in variants)]


@pytest.mark.parametrize("turn", range(int(os.environ.get("SEEDS", "1"))))
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_random_right_variants_in_random_ways_are_right(each_sandbox, chapter, turn):
    lot = random.Random(f"{chapter} {type(each_sandbox).__name__} {turn}")
    answers, names = {}, {}
    for exercise in exercises_of(chapter):
        ways = around(exercise.kind if not exercise.to_repair else "repair")
        names[exercise.id] = name = lot.choice(list(ways))
        answers[exercise.id] = ways[name](answer_source(exercise), exercise)
        if exercise.kind == "function" and lot.random() < 0.6:
            answers[exercise.id] = ways[name](lot.choice(right_answers(exercise)), exercise)
    seed = lot.randrange(1000)
    assert lost(grade(submission(answers, chapter), chapter, seed, each_sandbox), names) == {}


def test_every_chapter_has_exercises_to_try():
    assert {exercise.chapter for exercise in REGISTRY.values()} == {*CHAPTERS}
