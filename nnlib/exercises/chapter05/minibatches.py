"""Every sample once, in a random order, a few at a time."""

import copy

import numpy as np

from nnlib.by_hand import training
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter05 import _batches as look
from nnlib.exercises.chapter05._minibatches_mistakes import OtherCuts, reordered
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-minibatches",
    title="A few at a time",
    minutes=10,
    difficulty=3,
    points=2,
    reference=training.minibatches,
    hints=(
        "Shuffle row *numbers*, not samples: with one random order of the numbers from 0 to N - 1 "
        "you can pick from X and from y alike. A generator's `permutation(N)` gives such an order.",
        "`range(0, N, batch_size)` counts in steps of batch_size: these are the places where the "
        "batches begin.",
        "`order[start : start + batch_size]` are the rows of one batch. Beyond the end a slice "
        "just stops, so the smaller last batch comes by itself.",
    ),
    why="""One order of row numbers serves for samples and labels alike, so no label can lose its
sample. `X[rows]` with a list of row numbers copies those rows, in that order. Cutting by slices
needs no special case for the last batch, because a slice that reaches beyond the end stops there.
And because each call draws a new order from the same generator, the samples meet in other
company in every epoch.""",
    promises={
        "batches that fit exactly": lambda case: (
            len(case.args["X"]) % case.args["batch_size"] == 0
            and len(case.args["X"]) > case.args["batch_size"]
        ),
        "a smaller last batch": lambda case: len(case.args["X"]) % case.args["batch_size"] > 0,
        "a batch that holds all": lambda case: len(case.args["X"]) <= case.args["batch_size"],
        "batches of one": array_where("batch_size", lambda size: size == 1),
    },
    distractors=("    rows = order[start : batch_size]",),
)


@exercise.cases
def _(rng):
    def given(N, batch_size):
        X = np.column_stack([np.arange(N), rng.integers(0, 10, size=(N, 2))]).astype(float)
        y = (7 * np.arange(N) + 3) % 10
        return {"X": X, "y": y, "batch_size": batch_size, "rng": int(rng.integers(1000))}

    rows = [
        ("6 samples, batches of 2", given(6, 2)),
        ("7 samples, batches of 3", given(7, 3)),
        ("5 samples, batches of 8", given(5, 8)),
        ("4 samples, batches of 1", given(4, 1)),
    ]
    whole, label = given(61, 4), "61 samples, batches of 4"
    for label_, args in [*rows, (label, whole)]:
        yield Case(label_, args, look.how_many, "the number of batches", "sizes")
        yield Case(label_, args, look.sizes, "the sizes of the batches", "sizes")
        yield Case(label_, args, look.label_sizes, "the numbers of labels", "sizes")
        yield Case(label_, args, look.features, "the features of a sample", "pairs")
    once = (
        "Some samples come more than once, or never, or with other features. Each has to be in one "
        "batch, as it is in X, and in no other."
    )
    yield Case(label, whole, look.everyone, "each sample once", "pairs", once)
    yield Case(label, whole, look.overlap, "batches that overlap", "pairs", look.OVERLAP)
    flat = "A batch's labels have to stand in a row, (batch,), as the numbers that they are in y."
    yield Case(label, whole, look.label_shape, "the shape of a batch's labels", "pairs", flat)
    kind = "The labels are no whole numbers any more. Leave them beside X, as they are."
    yield Case(label, whole, look.label_kind, "labels that are whole numbers", "pairs", kind)
    beside = "The labels aren't beside their samples any more. Pick both by the same row numbers."
    yield Case(label, whole, look.labels, "the labels beside their samples", "pairs", beside)
    sentence = "The samples come in the order in which they stand in X. Shuffle them first."
    yield Case(label, whole, look.shuffled, "a random order", "order", sentence)
    yield Case(label, whole, look.repeats, "the order with equal rng", "order", look.GLOBAL)
    yield Case(label, whole, look.depends, "the order with another rng", "order", look.ANEW)
    yield Case(label, whole, look.wander, "the order of the batches", "order", look.INSIDE)
    yield Case(label, whole, look.mixed, "samples of one batch", "order", look.NEIGHBOURS)
    yield Case(label, whole, look.follow, "batches one after another", "order", look.FOLLOWS)
    what = "a generator for rng"
    yield Case(label, whole, look.takes_a_generator, what, "generator", look.NUMBER_ONLY)
    yield Case(
        label, whole, look.moves_on, "the same generator, asked twice", "generator", look.STANDS
    )


def _cut(X, y, order, batch_size):
    starts = range(0, len(order), batch_size)
    return [(X[order[s : s + batch_size]], y[order[s : s + batch_size]]) for s in starts]


def _of_a_global_seed(N, rng):
    np.random.seed(rng)
    return np.random.permutation(N)


def _each_drawn_alone(X, y, batch_size, rng):
    rng = np.random.default_rng(rng)
    size = min(batch_size, len(X))
    picks = [rng.choice(len(X), size, replace=False) for _ in range(0, len(X), batch_size)]
    return [(X[rows], y[rows]) for rows in picks]


def _drawn_full(X, y, batch_size, rng):
    rng = np.random.default_rng(rng)
    rng.permutation(len(X))
    starts = range(0, len(X), batch_size)
    picks = [rng.choice(len(X), batch_size, replace=False) for _ in starts]
    return [(X[rows], y[rows]) for rows in picks]


def _neighbours(X, y, batch_size, rng):
    batches = _cut(X, y, np.arange(len(X)), batch_size)
    return [batches[i] for i in reordered(batches, rng)]


@exercise.wrong
class Mistakes:
    def in_the_given_order(X, y, batch_size, rng):
        """The samples come in the order in which they stand in X. Shuffle them first."""
        return _cut(X, y, np.arange(len(X)), batch_size)

    def last_batch_dropped(X, y, batch_size, rng):
        """The samples that are left over at the end are missing. They make a last batch, which is
        smaller."""
        order = reordered(X, rng)
        return _cut(X, y, order[: len(X) // batch_size * batch_size], batch_size)

    def labels_left_behind(X, y, batch_size, rng):
        """Samples and labels aren't shuffled alike, so most samples have lost their label. Pick
        both by the same row numbers."""
        order = reordered(X, rng)
        return [
            (X_batch, y[i * batch_size : (i + 1) * batch_size])
            for i, (X_batch, _) in enumerate(_cut(X, y, order, batch_size))
        ]

    def shuffled_in_place(X, y, batch_size, rng):
        """The samples are shuffled in place, so the caller's own are in another order now, and
        their labels aren't with them. Shuffle row numbers instead, and pick both by them."""
        np.random.default_rng(rng).shuffle(X)
        return _cut(X, y, np.arange(len(X)), batch_size)

    def both_in_place(X, y, batch_size, rng):
        """Samples and labels are each shuffled in place, so the caller's own are in another order
        now, and don't fit each other. Shuffle row numbers instead, and pick both by them."""
        rng = np.random.default_rng(rng)
        rng.shuffle(X)
        rng.shuffle(y)
        return _cut(X, y, np.arange(len(X)), batch_size)

    def single_samples(X, y, batch_size, rng):
        """Each batch is a single sample. It should hold `batch_size` of them, as rows."""
        return [(X[n], y[n]) for n in reordered(X, rng)]

    def two_lists(X, y, batch_size, rng):
        """There are two lists, one of samples and one of labels. Wanted is one list of pairs."""
        return tuple(zip(*training.minibatches(X, y, batch_size, rng), strict=True))

    def full_batches_each_anew(X, y, batch_size, rng):
        """All batches are full, so some samples come twice. Each should come once: draw one order
        for all of them and cut that into batches, of which the last may be smaller."""
        rng = np.random.default_rng(rng)
        rows = [rng.choice(len(X), batch_size) for _ in range(0, len(X), batch_size)]
        return [(X[r], y[r]) for r in rows]

    full_batches_each_anew = spelled(full_batches_each_anew, _each_drawn_alone, _drawn_full)

    labels_left_behind = spelled(
        labels_left_behind,
        lambda X, y, batch_size, rng: _cut(X, y[reordered(X, rng)], np.arange(len(X)), batch_size),
        lambda X, y, batch_size, rng: _cut(
            X[reordered(X, rng)], y[reordered(X, rng + 1)], np.arange(len(X)), batch_size
        ),
    )

    def drawn_again_and_again(X, y, batch_size, rng):
        """Some samples come twice and others never: each batch is drawn from all samples anew.
        Draw one order for all of them, and cut that into batches."""
        rng = np.random.default_rng(rng)
        starts = range(0, len(X), batch_size)
        picks = [rng.integers(len(X), size=min(batch_size, len(X) - s)) for s in starts]
        return [(X[rows], y[rows]) for rows in picks]

    drawn_again_and_again = spelled(
        drawn_again_and_again,
        lambda X, y, batch_size, rng: _cut(
            X, y, np.random.default_rng(rng).choice(len(X), len(X)), batch_size
        ),
    )

    def so_many_batches(X, y, batch_size, rng):
        """`batch_size` is taken for the *number* of batches. It says how many samples each of them
        holds."""
        return [(X[rows], y[rows]) for rows in np.array_split(reordered(X, rng), batch_size)]

    def of_equal_sizes(X, y, batch_size, rng):
        """The samples are spread evenly over the batches. All batches but the last should hold
        `batch_size` samples, and the last what is left."""
        n_batches = -(-len(X) // batch_size)
        return [(X[rows], y[rows]) for rows in np.array_split(reordered(X, rng), n_batches)]

    def rng_not_used(X, y, batch_size, rng):
        """The same `rng` gives two different orders. Shuffle with the generator that
        `np.random.default_rng(rng)` makes, so that a run can be repeated."""
        return _cut(X, y, reordered(X, None), batch_size)

    def a_seed_of_its_own(X, y, batch_size, rng):
        """Every `rng` gives the same order. Shuffle with the generator that
        `np.random.default_rng(rng)` makes."""
        return _cut(X, y, reordered(X, 0), batch_size)

    a_seed_of_its_own = spelled(
        a_seed_of_its_own, lambda X, y, batch_size, rng: _cut(X, y, reordered(X, 42), batch_size)
    )

    def rng_as_it_comes(X, y, batch_size, rng):
        """`rng` may be a number, which can't shuffle anything by itself. Make a generator first:
        `np.random.default_rng(rng)` takes a number as well as a generator."""
        return _cut(X, y, rng.permutation(len(X)), batch_size)

    rng_as_it_comes = spelled(
        rng_as_it_comes,
        lambda X, y, batch_size, rng: _cut(X, y, rng.choice(len(X), len(X)), batch_size),
        lambda X, y, batch_size, rng: rng.shuffle(np.arange(len(X))),
    )

    def a_number_alone(X, y, batch_size, rng):
        """With a number for `rng` it works, and with a generator it doesn't.
        `np.random.default_rng(rng)` takes either."""
        return _cut(X, y, np.random.RandomState(rng).permutation(len(X)), batch_size)

    a_number_alone = spelled(
        a_number_alone,
        lambda X, y, batch_size, rng: _cut(
            X, y, np.random.default_rng(int(rng)).permutation(len(X)), batch_size
        ),
        lambda X, y, batch_size, rng: _cut(X, y, _of_a_global_seed(len(X), rng), batch_size),
    )

    def a_generator_that_stands_still(X, y, batch_size, rng):
        """A generator that is asked twice gives the same order twice, so all epochs would be alike.
        Draw from the very generator that came, which then moves on."""
        return _cut(X, y, reordered(X, copy.deepcopy(rng)), batch_size)

    def begins_somewhere(X, y, batch_size, rng):
        """Samples that stood together in X are together in a batch again: only the *place* where
        the cutting begins is random. Draw a random order of all row numbers."""
        first = np.random.default_rng(rng).integers(len(X))
        return _cut(X, y, np.roll(np.arange(len(X)), first), batch_size)

    def one_table(X, y, batch_size, rng):
        """The labels are floats now: a table that holds samples and labels makes one type of both.
        Shuffle row numbers, and pick from X and from y."""
        table = np.column_stack([X, y])
        np.random.default_rng(rng).shuffle(table)
        starts = range(0, len(X), batch_size)
        return [(table[s : s + batch_size, :-1], table[s : s + batch_size, -1]) for s in starts]

    def labels_in_a_column(X, y, batch_size, rng):
        """The labels of a batch stand in a column, (batch, 1). They should stand in a row,
        (batch,), as they do in y."""
        found = training.minibatches(X, y, batch_size, rng)
        return [(X_batch, y_batch[:, np.newaxis]) for X_batch, y_batch in found]

    def the_callers_in_another_order(X, y, batch_size, rng):
        """The batches are right, but the caller's X and y are in another order now: `X[:] = ...`
        writes into the very array that was handed in. Pick rows into new arrays, `X[order]`."""
        order = reordered(X, rng)
        X[:], y[:] = X[order], y[order]
        return _cut(X, y, np.arange(len(X)), batch_size)

    def one_sample_more(X, y, batch_size, rng):
        """The batches overlap by one sample: a slice ends *before* its second number, so no 1 has
        to be added."""
        order = reordered(X, rng)
        rows = [order[s : s + batch_size + 1] for s in range(0, len(X), batch_size)]
        return [(X[r], y[r]) for r in rows]

    def one_sample_fewer(X, y, batch_size, rng):
        """Each full batch is one sample short: a slice ends *before* its second number, so no 1 has
        to be taken off."""
        order = reordered(X, rng)
        rows = [order[s : s + batch_size - 1] for s in range(0, len(X), batch_size)]
        return [(X[r], y[r]) for r in rows]

    def the_smaller_one_first(X, y, batch_size, rng):
        """The smaller batch comes first. It holds what is left, so it's the last."""
        return training.minibatches(X, y, batch_size, rng)[::-1]

    def only_the_batches(X, y, batch_size, rng):
        """Samples that stood together in X are together in a batch again: only the *batches* come
        in a random order. Shuffle the samples first, and cut afterwards."""
        starts = range(0, len(X), batch_size)
        rows = [np.arange(s, min(s + batch_size, len(X))) for s in starts]
        order = np.random.default_rng(rng).permutation(len(rows) - 1)
        return [(X[rows[i]], y[rows[i]]) for i in [*order, len(rows) - 1]]

    only_the_batches = spelled(only_the_batches, _neighbours)

    def inside_the_batches(X, y, batch_size, rng):
        """Each batch is shuffled on its own, so the same samples meet in every epoch. Shuffle all
        samples first, and cut afterwards."""
        rng, order = np.random.default_rng(rng), np.arange(len(X))
        starts = range(0, len(X), batch_size)
        return [
            (X[rows], y[rows])
            for rows in (rng.permutation(order[s : s + batch_size]) for s in starts)
        ]

    def rest_joined_to_the_last(X, y, batch_size, rng):
        """What is left over has been joined to the last full batch, which is too large now. It
        makes a batch of its own."""
        n_full = max(1, len(X) // batch_size)
        cuts = np.arange(1, n_full) * batch_size
        return [(X[rows], y[rows]) for rows in np.split(reordered(X, rng), cuts)]

    def row_numbers(X, y, batch_size, rng):
        """These are row *numbers*. Each batch should hold the samples and labels of those rows."""
        order = reordered(X, rng)
        return [order[s : s + batch_size] for s in range(0, len(X), batch_size)]

    def one_batch_alone(X, y, batch_size, rng):
        """Only the first batch comes back. Is there a `return` inside the loop?"""
        return training.minibatches(X, y, batch_size, rng)[:1]

    one_batch_alone = spelled(
        one_batch_alone,
        lambda X, y, batch_size, rng: training.minibatches(X, y, batch_size, rng)[0],
    )

    def a_generator(X, y, batch_size, rng):
        """With `yield` the function gives the batches one by one, when it's asked for them. Here a
        list is wanted: append the pairs to one, and return it."""
        yield from training.minibatches(X, y, batch_size, rng)

    def an_empty_one_at_the_end(X, y, batch_size, rng):
        """Where the batches fit exactly an empty one follows. `range(0, N, batch_size)` stops in
        time."""
        order = reordered(X, rng)
        rows = [
            order[i * batch_size : (i + 1) * batch_size] for i in range(len(X) // batch_size + 1)
        ]
        return [(X[r], y[r]) for r in rows]


exercise.wrong(OtherCuts)


@exercise.right
class Variants:
    def both_shuffled_alike(X, y, batch_size, rng):
        """The whole of X is shuffled first and then cut by plain slices. It reads easily, and for a
        large X it makes a second copy of everything at once."""
        order = np.random.default_rng(rng).permutation(len(X))
        X, y = X[order], y[order]
        starts = range(0, len(X), batch_size)
        return [(X[s : s + batch_size], y[s : s + batch_size]) for s in starts]

    def split_at_the_starts(X, y, batch_size, rng):
        """`np.split` takes the places where it is to cut, so no loop counts anything."""
        order = np.random.default_rng(rng).permutation(len(X))
        cuts = np.arange(batch_size, len(X), batch_size)
        return [(X[rows], y[rows]) for rows in np.split(order, cuts)]

    def shuffle_in_place(X, y, batch_size, rng):
        order = np.arange(len(X))
        np.random.default_rng(rng).shuffle(order)
        batches = []
        while len(order) > 0:
            rows, order = order[:batch_size], order[batch_size:]
            batches.append((X[rows], y[rows]))
        return batches
