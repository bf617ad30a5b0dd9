"""Wrong answers to "In other orders": the trainings with one thing changed, and other widths."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.exercises._helpers import spelled


def runs(X, y, orders, *, labels=True, total=sum, width=np.min, seen=None, epochs=100):
    """The trainings with one thing changed."""
    mistakes, smallest = [], []
    for order in orders:
        y_shown = y[order] if labels else y
        w, b, counts = perceptron.rosenblatt(X[order], y_shown, epochs)
        mistakes.append(total(counts))
        smallest.append(width(seen(X, y, w, b) if seen else perceptron.margins(X, y, w, b)))
    return np.array(mistakes), np.array(smallest)


def runs_of_rows(X, y, orders):
    """The rows change places for the margins as well, and the labels never do."""
    runs = [runs(X[order], y, [np.arange(len(X))]) for order in orders]
    return np.concatenate([run[0] for run in runs]), np.concatenate([run[1] for run in runs])


def relabelled(X, y, orders, labels):
    """The trainings with labels alone in their new order; the margins with labels of either."""
    mistakes, smallest = [], []
    for order in orders:
        w, b, counts = perceptron.rosenblatt(X, y[order])
        mistakes.append(sum(counts))
        smallest.append(np.min(perceptron.margins(X, labels(y, order), w, b)))
    return np.array(mistakes), np.array(smallest)


def _scores_alone(X, y, w, b):
    return X @ w + b


def by_number(X, y, orders, numbers):
    """One training for each number, which says which of the orders is meant."""
    return runs(X, y, [orders[number] for number in numbers])


class Widths:
    """Something else than the smallest distance."""

    def widest_distance(X, y, orders):
        """This is the distance of the sample that is furthest away. The margin is the smallest of
        the distances."""
        return runs(X, y, orders, width=np.max)

    def number_of_the_nearest(X, y, orders):
        """These are the *numbers* of the nearest samples, as `argmin` gives them. Wanted is how far
        they are from the line: `min`."""
        return runs(X, y, orders, width=np.argmin)

    number_of_the_nearest = spelled(
        number_of_the_nearest,
        lambda X, y, orders: (
            runs(X, y, orders)[0],
            np.concatenate(
                [runs(X[o], y[o], [np.arange(len(X))], width=np.argmin)[1] for o in orders]
            ),
        ),
    )

    def distance_without_the_labels(X, y, orders):
        """The smallest number *with the sign of the score* is that of a sample deep on the side of
        the no. Your `margins` knows the labels, and turns the sign of those."""
        return runs(X, y, orders, seen=lambda X, y, w, b: (X @ w + b) / np.linalg.norm(w))

    distance_without_the_labels = spelled(
        distance_without_the_labels, lambda X, y, orders: runs(X, y, orders, seen=_scores_alone)
    )

    def mean_distance(X, y, orders):
        """This is the mean distance of the samples. The margin is the smallest of them."""
        return runs(X, y, orders, width=np.mean)

    def sum_of_distances(X, y, orders):
        """The distances of all samples are added up. The margin is the smallest of them."""
        return runs(X, y, orders, width=np.sum)

    def distance_of_one_sample(X, y, orders):
        """This is the distance of one sample, the first of its order or of X. The margin is the
        distance of whichever sample is *nearest* to the line."""
        return runs(X, y, orders, width=lambda distances: distances[0])

    def _of_the_first_shown(X, y, orders):
        mistakes, smallest = [], []
        for order in orders:
            w, b, counts = perceptron.rosenblatt(X[order], y[order])
            mistakes.append(sum(counts))
            smallest.append(perceptron.margins(X, y, w, b)[order[0]])
        return np.array(mistakes), np.array(smallest)

    distance_of_one_sample = spelled(distance_of_one_sample, _of_the_first_shown)

    _of_the_first_shown = ()

    def samples_of_one_label(X, y, orders):
        """Only the samples of one label are asked for their distance. The margin is the smallest
        distance of them all."""
        return runs(X, y, orders, seen=lambda X, y, w, b: perceptron.margins(X, y, w, b)[y == 1])

    samples_of_one_label = spelled(
        samples_of_one_label,
        lambda X, y, orders: runs(
            X, y, orders, seen=lambda X, y, w, b: perceptron.margins(X, y, w, b)[y == 0]
        ),
    )

    def all_the_distances(X, y, orders):
        """There is a distance for each sample. Each training has one margin: the smallest of
        them."""
        return runs(X, y, orders, width=lambda distances: distances)

    def smallest_score(X, y, orders):
        """These are scores and not distances: the length of w is missing. Your `margins` divides by
        it."""
        return runs(X, y, orders, seen=lambda X, y, w, b: np.where(y == 1, 1, -1) * (X @ w + b))

    def smallest_so_far(X, y, orders):
        """Each margin is the smallest of this training *and* of those before it. Each training has
        one of its own."""
        mistakes, smallest = perceptron.in_other_orders(X, y, orders)
        return mistakes, np.minimum.accumulate(smallest)
