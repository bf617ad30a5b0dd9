"""Rosenblatt's rule once for each of many orders of the samples."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.by_hand.perceptron import margins, rosenblatt
from nnlib.exercises._helpers import first, second, spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter02._in_other_orders_slips import (
    Widths,
    by_number,
    relabelled,
    runs,
    runs_of_rows,
)
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="02-in-other-orders",
    title="In other orders",
    minutes=8,
    difficulty=3,
    points=2,
    reference=perceptron.in_other_orders,
    hints=(
        "A loop over the rows of `orders`. An array of whole numbers in square brackets picks rows "
        "in that order: what has to be picked besides the samples?",
        "`rosenblatt` counts by epochs, and `margins` gives a distance for each sample. Of each, "
        "one number is wanted for a whole training.",
        "Two empty lists before the loop, an `append` to each inside it, and two arrays made of "
        "them at the end.",
    ),
    distractors=(
        "    w, b, in_epochs = rosenblatt(X[order], y)",
        "    mistakes.append(len(in_epochs))",
    ),
    why="""Samples and labels are picked with the same order, so each sample keeps its label. The
margin belongs to the line and not to the order, so it may be measured on the data as they stand.
Nothing but the order differs between the trainings, so whatever differs in the results is its
doing.""",
    promises={
        "several orders": array_where("orders", lambda orders: len(orders) > 2),
        "a single order": array_where("orders", lambda orders: len(orders) == 1),
        "as many orders as samples": array_where("orders", lambda o: o.shape[0] == o.shape[1]),
        "two features": array_where("X", lambda X: X.shape[1] == 2),
        "three features": array_where("X", lambda X: X.shape[1] == 3),
    },
    survivors={
        "np.array(mistakes) -> np.array(mistakes, dtype=int)": "counts are whole already",
        "np.zeros(len(orders), dtype=int) -> np.zeros(len(orders))": "1.0 is as good as 1",
    },
)


@exercise.cases
def _(rng):
    y = np.array([0, 1, 1, 1])
    square = {"X": np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), "y": y}
    backwards = np.array([[3, 2, 1, 0]])
    four = np.array([[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]])
    X = rng.uniform(-1, 1, size=(7, 3)).round(1)
    X[:, 0] += np.where(np.arange(7) % 2 == 1, 1.2, -1.2)  # so that a plane separates them
    drawn = {"X": X, "y": np.arange(7) % 2}
    # In neither order is the nearest sample the first, and it is of one label, then of the other.
    five = {"X": np.array([[2.0, 1.0], [1.0, -1.0], [3.0, -3.0], [1.0, 2.0], [2.0, 0.0]])}
    five |= {"y": np.array([0, 1, 1, 0, 0])}
    rows = [
        ("one order of four samples", {**square, "orders": backwards}),
        ("four orders of four samples", {**square, "orders": four}),
        (
            "two orders of five samples",
            {**five, "orders": np.array([[1, 2, 3, 4, 0], [4, 2, 0, 1, 3]])},
        ),
        (
            "three orders of seven samples",
            {**drawn, "orders": np.array([rng.permutation(7) for _ in range(3)])},
        ),
    ]
    for label, args in rows:
        yield Case(label, args, first, "mistakes")
        yield Case(label, args, second, "margins")


exercise.wrong(Widths)


@exercise.wrong
class Mistakes:
    def labels_in_the_old_order(X, y, orders):
        """The samples change places and their labels don't, so samples get labels of others. Pick
        both with the same order."""
        return runs(X, y, orders, labels=False)

    def samples_in_the_old_order(X, y, orders):
        """The labels change places and their samples don't, so samples get labels of others. Pick
        both with the same order."""
        return relabelled(X, y, orders, lambda y, order: y)

    samples_in_the_old_order = spelled(
        samples_in_the_old_order,
        lambda X, y, orders: relabelled(X, y, orders, lambda y, order: y[order]),
    )

    def labels_mixed_for_the_margin(X, y, orders):
        """The margin is taken of samples in one order with labels in another. Both as they stand,
        or both in the new order."""
        mistakes, smallest = [], []
        for order in orders:
            w, b, counts = perceptron.rosenblatt(X[order], y[order])
            mistakes.append(sum(counts))
            smallest.append(np.min(perceptron.margins(X[order], y, w, b)))
        return np.array(mistakes), np.array(smallest)

    labels_mixed_for_the_margin = spelled(
        labels_mixed_for_the_margin,
        lambda X, y, orders: (
            perceptron.in_other_orders(X, y, orders)[0],
            np.array(
                [
                    np.min(perceptron.margins(X, y[o], *perceptron.rosenblatt(X[o], y[o])[:2]))
                    for o in orders
                ]
            ),
        ),
    )

    def the_old_order(X, y, orders):
        """Every training shows the samples as they stand in X. The order picks the rows:
        `X[order]`."""
        return runs(X, y, np.tile(np.arange(len(X)), (len(orders), 1)))

    def order_upon_order(X, y, orders):
        """Each order rearranges what the one before has left. Every training begins with X and y
        as they came in: give the rearranged ones names of their own."""
        mistakes, smallest = [], []
        for order in orders:
            X, y = X[order], y[order]
            w, b, counts = perceptron.rosenblatt(X, y)
            mistakes.append(sum(counts))
            smallest.append(np.min(perceptron.margins(X, y, w, b)))
        return np.array(mistakes), np.array(smallest)

    def _overwriting_both(X, y, orders):
        mistakes, smallest = [], []
        for order in orders:
            X[:], y[:] = X[order], y[order]
            w, b, counts = perceptron.rosenblatt(X, y)
            mistakes.append(sum(counts))
            smallest.append(np.min(perceptron.margins(X, y, w, b)))
        return np.array(mistakes), np.array(smallest)

    order_upon_order, _overwriting_both = spelled(order_upon_order, _overwriting_both), ()

    def inverse_order(X, y, orders):
        """An order is applied backwards, as if it said *where* each row goes. It says which row
        comes first, second and so on: `X[order]`."""
        return runs(X, y, np.argsort(orders, axis=1))

    def from_the_last_to_the_first(X, y, orders):
        """Every order is gone through backwards. Its first number says which row comes first."""
        return runs(X, y, orders[:, ::-1])

    def no_room_for_fractions(X, y, orders):
        """The margins are cut off to whole numbers: the array that they are written into was made
        for integers. `np.zeros(len(orders))` makes one for any number."""
        mistakes, smallest = perceptron.in_other_orders(X, y, orders)
        return mistakes, smallest.astype(int)

    def epochs_for_mistakes(X, y, orders):
        """These are the numbers of *epochs*. Wanted is how many mistakes there were in all of
        them."""
        return runs(X, y, orders, total=len)

    def mistakes_of_the_first_epoch(X, y, orders):
        """Only the mistakes of the first epoch are counted. Add up those of all epochs."""
        return runs(X, y, orders, total=lambda counts: counts[0])

    def mistakes_of_the_last_epoch(X, y, orders):
        """These are the mistakes of the last epoch, in which there are none. Add up those of all
        epochs."""
        return runs(X, y, orders, total=lambda counts: counts[-1])

    def most_in_an_epoch(X, y, orders):
        """These are the mistakes of the worst epoch. Add up those of all epochs."""
        return runs(X, y, orders, total=max)

    def mean_for_total(X, y, orders):
        """These are the mistakes of an epoch on average. Wanted is how many there were in all."""
        return runs(X, y, orders, total=np.mean)

    def columns_for_orders(X, y, orders):
        """The loop goes through the *columns* of `orders`. Each row is an order: a loop over the
        table itself goes from row to row."""
        with np.errstate(all="ignore"):
            return runs(X, y, orders.T)

    def a_single_epoch(X, y, orders):
        """Each training ends after one epoch. Let `rosenblatt` go on until it stops by itself."""
        return runs(X, y, orders, epochs=1)

    def counts_of_each_epoch(X, y, orders):
        """The mistakes of each epoch come back as lists. Wanted is one number for a training: their
        sum."""
        counts = [perceptron.rosenblatt(X[order], y[order])[2] for order in orders]
        return counts, perceptron.in_other_orders(X, y, orders)[1]

    def _in_a_table(X, y, orders):
        counts = [perceptron.rosenblatt(X[order], y[order])[2] for order in orders]
        return np.array(counts), perceptron.in_other_orders(X, y, orders)[1]

    def _as_objects(X, y, orders):
        counts = [perceptron.rosenblatt(X[order], y[order])[2] for order in orders]
        return np.array(counts, dtype=object), perceptron.in_other_orders(X, y, orders)[1]

    counts_of_each_epoch = spelled(counts_of_each_epoch, _in_a_table, _as_objects)
    _in_a_table = _as_objects = ()

    def all_orders_at_once(X, y, orders):
        """All orders are picked at once, which makes a table of tables. Each row of `orders` is a
        training of its own: loop over them."""
        w, b, counts = perceptron.rosenblatt(X[orders], y[orders])
        return sum(counts), np.min(perceptron.margins(X, y, w, b))

    def only_the_last_training(X, y, orders):
        """Only the last training comes back. Keep the results of each, in two lists."""
        mistakes, smallest = perceptron.in_other_orders(X, y, orders)
        return mistakes[-1], smallest[-1]

    def only_the_first_training(X, y, orders):
        """Only the first training comes back. Does the `return` stand inside of the loop?"""
        mistakes, smallest = perceptron.in_other_orders(X, y, orders)
        return mistakes[:1], smallest[:1]

    def one_training_missing(X, y, orders):
        """One order is left out. There is a training for each row of `orders`."""
        mistakes, smallest = perceptron.in_other_orders(X, y, orders)
        return mistakes[1:], smallest[1:]

    def as_many_trainings_as_samples(X, y, orders):
        """There are as many trainings as samples, or as features, whatever the number of orders.
        Each row of `orders` is one: a loop over `orders` itself goes from row to row."""
        return by_number(X, y, orders, range(len(X)))

    as_many_trainings_as_samples = spelled(
        as_many_trainings_as_samples,
        lambda X, y, orders: by_number(X, y, orders, range(X.shape[1])),
    )

    def columns_in_the_order(X, y, orders):
        """The order picks *columns* of X, that is features. It's for the rows: `X[order]`."""
        return runs(X[:, orders[0]], y, orders)

    def running_total(X, y, orders):
        """The mistakes of the trainings before are counted along. Each training has a number of its
        own: begin it at 0."""
        mistakes, smallest = perceptron.in_other_orders(X, y, orders)
        return np.cumsum(mistakes), smallest

    def added_up_over_the_orders(X, y, orders):
        """All trainings are put together into one number. Each has a number of its own."""
        mistakes, smallest = perceptron.in_other_orders(X, y, orders)
        return np.sum(mistakes), smallest

    def one_margin_missing(X, y, orders):
        """There are fewer margins, or fewer numbers of mistakes, than trainings. Note both inside
        the loop."""
        mistakes, smallest = perceptron.in_other_orders(X, y, orders)
        return mistakes, smallest[-1:]

    one_margin_missing = spelled(
        one_margin_missing,
        lambda X, y, orders: (
            perceptron.in_other_orders(X, y, orders)[0][-1:],
            perceptron.in_other_orders(X, y, orders)[1],
        ),
    )

    def margins_first(X, y, orders):
        """The two results have changed places: first the mistakes, then the margins."""
        return perceptron.in_other_orders(X, y, orders)[::-1]

    def only_the_mistakes(X, y, orders):
        """Only the mistakes come back. Return two things: the mistakes and the margins."""
        return perceptron.in_other_orders(X, y, orders)[0]

    def only_the_margins(X, y, orders):
        """Only the margins come back. Return two things: the mistakes and the margins."""
        return perceptron.in_other_orders(X, y, orders)[1]

    def in_pairs(X, y, orders):
        """Mistakes and margins stand in pairs, one pair for a training. Two arrays are wanted: all
        the mistakes, and all the margins."""
        return list(zip(*perceptron.in_other_orders(X, y, orders), strict=True))

    in_pairs = spelled(
        in_pairs,
        lambda X, y, orders: np.column_stack(perceptron.in_other_orders(X, y, orders)),
    )

    def in_lists(X, y, orders):
        """The numbers are right, but stand in Python lists. Make arrays of them, with
        `np.array`."""
        return tuple(list(part) for part in perceptron.in_other_orders(X, y, orders))

    def changed_in_place(X, y, orders):
        """The result is right, but the caller's samples have been put into another order.
        `X[order]` makes a new array."""
        results = perceptron.in_other_orders(X, y, orders)
        X[:] = X[::-1].copy()
        return results

    added_up_over_the_orders = spelled(
        added_up_over_the_orders,
        lambda X, y, orders: runs(X, y, orders)[0].sum(),
        lambda X, y, orders: tuple(
            pick(part) for pick, part in zip((np.sum, np.min), runs(X, y, orders), strict=True)
        ),
        lambda X, y, orders: tuple(map(np.mean, runs(X, y, orders))),
        lambda X, y, orders: tuple(map(np.min, runs(X, y, orders))),
    )
    labels_in_the_old_order = spelled(
        labels_in_the_old_order,
        lambda X, y, orders: runs_of_rows(X, y, orders),
    )


@exercise.right
class Variants:
    def into_arrays_made_before(X, y, orders):
        """Two arrays of the right length are made first and filled by number, where a list would
        grow. In a loop of this kind it makes no difference to speed."""
        mistakes, smallest = np.zeros(len(orders), dtype=int), np.zeros(len(orders))
        for i in range(len(orders)):
            shown, labels = X[orders[i]], y[orders[i]]
            w, b, counts = rosenblatt(shown, labels)
            mistakes[i] = np.sum(counts)
            smallest[i] = margins(shown, labels, w, b).min()
        return mistakes, smallest

    def in_pairs_first(X, y, orders):
        """Each training makes a pair, in a function of its own, and `zip` parts the pairs into two
        rows at the end. The loop is then a single line."""

        def train(order):
            w, b, counts = rosenblatt(X[order], y[order])
            return sum(counts), min(margins(X, y, w, b))

        mistakes, smallest = zip(*[train(order) for order in orders], strict=True)
        return np.array(mistakes), np.array(smallest)
