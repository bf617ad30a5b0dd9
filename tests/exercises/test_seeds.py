"""Two seeds never disagree: what a check says of an answer depends on the answer alone."""

import pytest

from nnlib.exercises import REGISTRY
from nnlib.judge.judge import judge

SEEDS = range(25)
EXERCISES = [exercise for exercise in REGISTRY.values() if exercise.chapter >= "06"]


def verdicts(exercise, answer):
    """The status and the mistake that each seed finds."""
    found = [judge(exercise, answer, seed=seed) for seed in SEEDS]
    return {(verdict.status, verdict.mistake) for verdict in found}


@pytest.mark.slow
@pytest.mark.parametrize(
    "exercise",
    [e for e in REGISTRY.values() if e.chapter in ("06", "07", "08")],
    ids=lambda e: e.id,
)
def test_every_mistake_and_every_variant_is_judged_alike_with_every_seed(exercise):
    computed = exercise.kind == "variable"  # its answers here are functions that compute it
    wrong = {}
    for mistake in exercise.mistakes:
        answer = mistake.wrong() if computed else mistake.wrong
        found = verdicts(exercise, answer)
        if found != {("not yet", mistake.name)}:
            wrong[mistake.name] = found
    for variant in [exercise.answer(), *exercise.variants]:
        answer = variant() if computed and callable(variant) else variant
        found = verdicts(exercise, answer)
        if found != {("correct", "")}:
            wrong[str(variant)] = found
    assert not wrong
