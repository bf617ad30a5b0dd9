"""Wrong answers to "A few at a time" that cut elsewhere, or hand back another list."""

import numpy as np

from nnlib.by_hand import training
from nnlib.exercises._helpers import spelled


def reordered(X, rng):
    return np.random.default_rng(rng).permutation(len(X))


def _begun_at(starts):
    """One order, cut at ``starts(N, batch_size)``."""

    def answer(X, y, batch_size, rng):
        order = reordered(X, rng)
        rows = [order[s : s + batch_size] for s in starts(len(X), batch_size)]
        return [(X[r], y[r]) for r in rows]

    return answer


class OtherCuts:
    """Mistakes in where a batch begins and ends, and in what comes back."""

    def a_start_for_every_sample(*given):
        """The batches overlap: each begins one place after the one before. Let the starts go up in
        steps of `batch_size`."""
        return _begun_at(lambda N, size: range(N))(*given)

    a_start_for_every_sample = spelled(
        a_start_for_every_sample,
        _begun_at(lambda N, size: range(N // size)),
        _begun_at(lambda N, size: range(-(-N // size))),
        _begun_at(lambda N, size: range(N // size + 1)),
        _begun_at(lambda N, size: range(N - size + 1)),
    )

    def the_last_one_missing(*given):
        """The last batch is missing, whether it's full or not: the starts end too early.
        `range(0, N, batch_size)` goes up to the last of them by itself."""
        return training.minibatches(*given)[:-1]

    def samples_and_labels_in_turn(*given):
        """The list holds samples, labels, samples, labels, one after the other. Wanted is a list of
        *pairs*: append `(..., ...)`."""
        return [part for pair in training.minibatches(*given) for part in pair]

    def a_single_rest_lost(X, y, batch_size, rng):
        """Where a single sample is left over, it is missing: the starts end one too early.
        `range(0, N, batch_size)` goes up to N - 1 by itself."""
        order = reordered(X, rng)
        rows = [order[s : s + batch_size] for s in range(0, len(X) - 1, batch_size)]
        return [(X[r], y[r]) for r in rows]

    def samples_alone(X, y, batch_size, rng):
        """Each batch holds samples alone. It should be a pair: the samples, and their labels."""
        return [X_batch for X_batch, _ in training.minibatches(X, y, batch_size, rng)]

    def labels_first(X, y, batch_size, rng):
        """The two parts of each pair are exchanged: first the samples, then their labels."""
        return [pair[::-1] for pair in training.minibatches(X, y, batch_size, rng)]

    def up_to_the_batch_size(X, y, batch_size, rng):
        """Only the first batch holds anything: a slice's second number is where it *ends*, which is
        `start + batch_size`."""
        order = reordered(X, rng)
        rows = [order[s:batch_size] for s in range(0, len(X), batch_size)]
        return [(X[r], y[r]) for r in rows]
