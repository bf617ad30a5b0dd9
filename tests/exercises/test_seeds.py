"""Two seeds never disagree: what one calls wrong, with what reason, or right, all do.

The first is test_catalogue.py's. Two more are tried here each time; SEEDS=25 tries as many in all.
"""

import os

import pytest

from nnlib.exercises import REGISTRY
from nnlib.judge.judge import judge

SEEDS = range(1, int(os.environ.get("SEEDS", 3)))


def as_answer(exercise, thing):
    """A wrong or right answer as the learner would hand it in: a variable's is its value."""
    return thing() if exercise.kind == "variable" else thing


@pytest.mark.slow
@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_mistakes_earn_their_sentences_and_variants_pass_whatever_the_seed(exercise, monkeypatch):
    told = []
    for seed in SEEDS:
        with monkeypatch.context() as patch:
            cases = exercise.draw_cases(seed)  # once for all the answers
            patch.setattr(exercise, "draw_cases", lambda seed, cases=cases: cases)
            for mistake in exercise.mistakes:
                verdict = judge(exercise, as_answer(exercise, mistake.wrong))
                if verdict or verdict.mistake != mistake.name:
                    told.append((seed, mistake.name, verdict.mistake or str(verdict)))
            for variant in exercise.variants:
                verdict = judge(exercise, as_answer(exercise, variant))
                if not verdict:
                    told.append((seed, variant.__name__, str(verdict)))
    assert not told
