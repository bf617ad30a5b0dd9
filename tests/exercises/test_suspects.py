"""Chapter 08's four broken networks leave the fingerprints that the chapter reads."""

import numpy as np
import pytest

from nnlib import check_network
from nnlib.exercises.found import suspect

ALL = {"X", "0.W", "0.b", "2.W", "2.b", "4.W", "4.b"}


@pytest.mark.parametrize(
    ("letter", "wrong"),
    [("A", {"2.W"}), ("B", {"0.b", "2.b", "4.b"}), ("C", ALL), ("D", ALL - {"4.W", "4.b"})],
)
def test_a_suspects_gradients_are_wrong_where_its_bug_is_felt(letter, wrong):
    network, loss_grad = suspect(letter)
    X, y = np.random.default_rng(0).normal(size=(5, 3)), np.array([0, 1, 1, 0, 1])
    results = check_network(network, X, y, loss_grad=loss_grad)
    assert {result.name for result in results} == ALL
    assert {result.name for result in results if not result} == wrong
