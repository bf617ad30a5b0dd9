"""No wrong answer passes by accident: small changes to every reference are rejected."""

import pytest

from nnlib.exercises import REGISTRY
from tests.exercises import mutants, table


@pytest.mark.slow  # all of them together
@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_every_mutant_that_changes_the_result_is_rejected(exercise):
    n, alive, lucky = mutants.survivors(exercise)
    assert n >= 1
    assert not lucky
    advice = "add a case that tells them apart, or name them in survivors, with the reason"
    assert set(alive) == set(exercise.survivors), advice


def test_the_table_counts_what_a_check_has_been_tried_with():
    exercise = REGISTRY["01-sigmoid"]
    name, n_cases, kinds, n_mutants, n_survivors, n_named, n_spellings = table.row(exercise)
    assert name == exercise.id
    assert n_cases == len(exercise.draw_cases())
    assert all(kind in kinds for kind in exercise.promises)
    assert n_mutants > n_survivors == len(exercise.survivors)
    assert n_spellings == len(exercise.mistakes) >= n_named > 0
