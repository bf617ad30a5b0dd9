"""The array that counts, against counts that are made by hand."""

import numpy as np
import pytest

from nnlib.by_hand.counting import Counting

A, B = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)


@pytest.fixture(autouse=True)
def from_zero():
    Counting.start()


@pytest.mark.parametrize(
    "product",
    [
        lambda A, B: A @ B,
        lambda A, B: (B.T @ A.T).T,
        np.dot,
        np.matmul,
        lambda A, B: np.einsum("nd,dh->nh", A, B),
    ],
)
@pytest.mark.parametrize("counting", ["first", "second", "both"])
def test_a_product_of_matrices_counts_whichever_way_it_is_written(product, counting):
    given = [
        A.view(Counting) if counting != "second" else A,
        B.view(Counting) if counting != "first" else B,
    ]
    result = product(*given)
    assert isinstance(result, Counting)
    assert (np.asarray(result) == A @ B).all()
    assert (Counting.in_products, Counting.entry_by_entry) == (2 * 3 * 4, 0)


def test_entries_count_one_by_one_and_sums_do_not_count():
    counting = A.view(Counting)
    counting * 2
    2 / (counting + 1)
    counting**2
    counting += 1
    counting *= 2
    counting.sum(axis=0)
    np.sum(counting, axis=1)
    assert (Counting.in_products, Counting.entry_by_entry) == (0, 4 * 6)
    assert (np.asarray(counting) == 2 * (np.arange(6.0).reshape(2, 3) + 1)).all()


def test_what_is_computed_from_it_counts_as_well():
    np.tanh(A.view(Counting) + 1) @ B
    assert Counting.in_products == 24
