"""Two seeds never disagree: what one calls wrong, with what reason, or right, all do.

Three are tried here each time; SEEDS=25 tries as many.
"""

import pytest

from nnlib.exercises import REGISTRY
from nnlib.judge.judge import BUGS_LEFT, judge
from tests.exercises.known import as_answer, remembered, seeds_of


def sentence_for(exercise, mistake):
    """What a mistake earns: in a hunt no more than how many bugs are left."""
    if exercise.budget and mistake.wrong is not exercise.to_repair:
        return f"{BUGS_LEFT} 1."
    return mistake.sentence


@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_mistakes_earn_their_sentences_and_variants_pass_whatever_the_seed(exercise, monkeypatch):
    otherwise = []
    with remembered(exercise, monkeypatch):
        for seed in seeds_of(exercise):
            for mistake in exercise.mistakes:
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
