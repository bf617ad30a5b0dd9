"""Two seeds never disagree: what one calls wrong, with what reason, or right, all do.

Three are tried here each time, one for exercises of old notebooks; SEEDS=25 tries as many. A
reason is asked for with the first of the three.
"""

import dataclasses
import os

import numpy as np
import pytest

from nnlib.exercises import REGISTRY
from nnlib.exercises.catalogue import RETIRED
from nnlib.judge import judge as judging
from nnlib.judge.judge import BUGS_LEFT, judge
from nnlib.judge.sentences import difference
from tests.exercises.known import as_answer, remembered, seeds_of

ALL_REASONS = "SEEDS" in os.environ


def sentence_for(exercise, mistake):
    """What a mistake earns: in a hunt no more than how many bugs are left."""
    if exercise.budget and mistake.wrong is not exercise.to_repair:
        return f"{BUGS_LEFT} 1."
    return mistake.sentence


def where_wrong(exercise, answer, seed, first=0):
    """The number of a case in which an answer does not what the reference does; None if it does.

    first: where it went wrong with another seed, and most likely does with this one.
    """
    cases = list(enumerate(exercise.draw_cases(seed)))
    for k, case in cases[first:] + cases[:first]:
        wanted, came = (judging.try_case(one, case) for one in (exercise.reference, answer))
        if difference(exercise, case, wanted, came):
            return k
    return None


@pytest.mark.parametrize("exercise", [*REGISTRY.values(), *RETIRED.values()], ids=lambda e: e.id)
def test_mistakes_earn_their_sentences_and_variants_pass_whatever_the_seed(exercise, monkeypatch):
    otherwise, where = [], {}
    with remembered(exercise, monkeypatch):
        for seed in seeds_of(exercise):
            for k, mistake in enumerate(exercise.mistakes):
                if seed and not ALL_REASONS:
                    where[k] = where_wrong(exercise, mistake.wrong, seed, where.get(k) or 0)
                    if where[k] is None:
                        otherwise.append((seed, mistake.name, "correct"))
                    continue
                verdict = judge(exercise, as_answer(exercise, mistake.wrong), seed=seed)
                told = verdict.status, verdict.mistake, verdict.reason
                if told != ("not yet", mistake.name, sentence_for(exercise, mistake)):
                    otherwise.append((seed, mistake.name, *told))
                if verdict.points >= exercise.points:
                    otherwise.append((seed, mistake.name, "all points"))
            for variant in exercise.variants:
                verdict = judge(exercise, as_answer(exercise, variant), seed=seed)
                if verdict.status != "correct":
                    otherwise.append((seed, variant.__name__, str(verdict)))
    assert not otherwise


def turned(given):
    """The same values, in arrays whose columns lie in a row in memory, as a transposed one's do."""
    if type(given) is np.ndarray and given.ndim > 1:
        return np.asfortranarray(given)
    if type(given) in (list, tuple):
        return type(given)(map(turned, given))
    return {key: turned(value) for key, value in given.items()} if type(given) is dict else given


GIVEN_ARRAYS = [e for e in REGISTRY.values() if e.kind != "variable" and e.seconds <= 3]


@pytest.mark.parametrize("exercise", GIVEN_ARRAYS, ids=lambda e: e.id)
def test_right_answers_take_transposed_arrays_too(exercise, monkeypatch):
    drawn = [dataclasses.replace(case, args=turned(case.args)) for case in exercise.draw_cases()]
    monkeypatch.setattr(exercise, "draw_cases", lambda seed=0: drawn)
    for answer in [exercise.reference, *exercise.variants]:
        verdict = judge(exercise, answer)
        assert verdict.status == "correct", f"{answer.__name__}: {verdict}"
