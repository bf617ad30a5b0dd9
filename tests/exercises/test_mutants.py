"""No wrong answer passes by accident: small changes to every reference are rejected."""

import pytest

from nnlib.exercises import REGISTRY
from tests.exercises import mutants

pytestmark = pytest.mark.slow  # all of them together


@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_every_mutant_that_changes_the_result_is_rejected(exercise):
    n, alive, lucky = mutants.survivors(exercise)
    assert n >= 1
    assert not lucky
    assert set(alive) == set(exercise.survivors)
