"""Wrong answers to "The temperature that fits best" whose search is at fault."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter06._fit_temperature_mistakes import _softened
from nnlib.functions.activations import log_softmax, softmax
from nnlib.functions.preprocessing import one_hot


def _halving(steps=60, nearest=0.0, middle=lambda low, high: np.sqrt(low * high)):
    """A search by halves that ends after some steps, or when its bounds are that near."""

    def search(Z, y):
        low, high, Y = 0.01, 100.0, one_hot(y, Z.shape[1])
        for _ in range(steps):
            if high - low <= nearest:
                break
            tried = middle(low, high)
            slope = np.sum((softmax(Z / tried) - Y) * Z)
            low, high = (tried, high) if slope > 0 else (low, tried)
        return tried

    return search


def _listed(temperatures):
    """The temperature in a list that has the lowest loss."""

    def search(Z, y):
        logs = _softened(Z, temperatures, log_softmax)[:, np.arange(len(y)), y]
        return temperatures[np.argmin(-logs.mean(axis=1))]

    return search


class Searches:
    def stops_too_soon(Z, y):
        """The search goes the right way and ends too soon, before a millionth of the value is
        certain. Give it more steps; for a small temperature the bounds have to come nearer to each
        other than for a large one."""
        return _halving(20)(Z, y)

    stops_too_soon = spelled(
        stops_too_soon,
        *[_halving(steps) for steps in (10, 12, 15)],
        *[_halving(steps, middle=lambda low, high: (low + high) / 2) for steps in (10, 20)],
        *[_halving(nearest=nearest) for nearest in (1e-2, 1e-3, 1e-4, 1e-5)],
        *[
            _halving(nearest=nearest, middle=lambda low, high: (low + high) / 2)
            for nearest in (1e-2, 1e-3, 1e-4, 1e-5)
        ],
    )

    def from_a_list(Z, y):
        """This comes from a list of temperatures, and between two of the list lie others. Halve the
        interval instead: each try leaves half of what was left."""
        return _listed(np.geomspace(0.01, 100, 1000))(Z, y)

    from_a_list = spelled(
        from_a_list,
        *[_listed(np.geomspace(0.01, 100, n)) for n in (100, 200, 500, 2000)],
        _listed(np.linspace(0.01, 100, 1000)),
    )

    def one_for_all_networks(Z, y):
        """This is the same temperature whatever the scores and labels are. Each network has its
        own: look for the one at which the loss is lowest."""
        return 1.6

    one_for_all_networks = spelled(
        one_for_all_networks, lambda Z, y: 1.5, lambda Z, y: 2.0, lambda Z, y: 1.7
    )

    def as_many_classes_as_labels(Z, y):
        """The shapes don't fit where the last class doesn't occur in `y`. How many classes there
        are is seen in the scores: `Z.shape[1]`."""
        np.sum((softmax(Z) - np.eye(y.max() + 1)[y]) * Z)
        return _halving()(Z, y)
