"""Sum a gradient over the copies that broadcasting has made."""

import numpy as np

from nnlib.autodiff import tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter07._tensors import drawn
from nnlib.exercises.chapter07._undo_broadcasting_slips import Slips
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="07-undo-broadcasting",
    title="Broadcasting, backwards",
    minutes=12,
    difficulty=3,
    points=3,
    reference=tensor.undo_broadcasting,
    hints=(
        "Compare the two shapes from the right, as broadcasting does. There are two ways in which "
        "an axis can be longer in G: it isn't in `shape` at all, or it has length 1 there.",
        "Axes that `shape` doesn't have stand in front, `G.ndim - len(shape)` of them. Sum over "
        "those first; they disappear. Then the two have equally many axes, and those of length 1 "
        "have to stay: `keepdims=True`.",
        "`axis` may be a tuple of axes, and an empty one sums over nothing. `tuple(range(n))` are "
        "the first n axes; for the others collect each `i` with `shape[i] == 1`.",
    ),
    why="""Every copy of an entry goes its own way to the loss, and gradients that come back
from several ways are added: chapter 04's rule, for copies. The first sum is over whole axes
that broadcasting put in front, and these have to disappear. The second is over axes that had
length 1 and keep it. An axis that had length 1 and still has it is summed over too, which
changes nothing. And in an empty batch, where it has length 0, a sum of nothing is 0.""",
    distractors=(
        "    return G.sum(axis=stretched)",
        "    stretched = tuple(i for i, n in enumerate(shape) if n > 1)",
    ),
    survivors={
        "1 -> -2": "in front any length will do that is none of G's",
    },
    promises={
        "nothing was broadcast": lambda case: case.args["G"].shape == case.args["shape"],
        "an axis in front": lambda case: case.args["shape"] == (3,),
        "a column": lambda case: case.args["shape"] == (2, 1),
        "both at once": lambda case: case.label.startswith("both"),
        "a single number": lambda case: case.args["shape"] == (),
        "two axes in front": lambda case: case.label.startswith("two axes"),
        "an axis in the middle": lambda case: case.label.startswith("the axis in the middle"),
        "as many rows as columns": lambda case: case.args["G"].shape == (3, 3),
        "an axis in front of length 1": lambda case: case.label.startswith("a row was copied once"),
        "an axis of length 0": lambda case: 0 in case.args["G"].shape,
    },
)


@exercise.cases
def _(rng):
    G = np.array([[1.0, 10.0, 2.0], [-1.0, 3.0, 0.5]])
    square = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    deep, deeper = drawn(rng, 2, 4, 3), drawn(rng, 2, 2, 3, 2)
    for label, upstream, shape in [
        ("a row was copied down", G, (3,)),
        ("a column was copied to the right", G, (2, 1)),
        ("nothing was copied", G, (2, 3)),
        ("a single number was copied everywhere", G, ()),
        ("a table of one row", G, (1, 3)),
        ("a table of one entry", G, (1, 1)),
        ("a row of one entry", G, (1,)),
        ("both at once: a column, for each of two tables", deep, (4, 1)),
        ("as many rows as columns, a row", square, (3,)),
        ("as many rows as columns, a column", square, (3, 1)),
        ("the axis in the middle", deep, (2, 1, 3)),
        ("two axes in front", deep, (3,)),
        ("first and last axis", deep, (1, 4, 1)),
        ("four axes, two in front and one stretched", deeper, (3, 1)),
        ("a number stays a number", np.array(7.0), ()),
        ("a column of one row stays", np.array([[5.0]]), (1, 1)),
        ("a row was copied once", G[:1], (3,)),
        ("an empty batch: a row was copied to no rows", np.zeros((0, 3)), (3,)),
        ("an empty batch: a table of one row was copied to none", np.zeros((0, 3)), (1, 3)),
        ("an empty batch as it was", np.zeros((0, 3)), (0, 3)),
    ]:
        yield Case(label, {"G": upstream, "shape": shape}, result="undo_broadcasting(G, shape)")


def _reduced(G, shape, reduce=np.sum):
    front = tuple(range(G.ndim - len(shape)))
    G = reduce(G, axis=front) if front else G
    stretched = tuple(i for i, n in enumerate(shape) if n == 1)
    return reduce(G, axis=stretched, keepdims=True) if stretched else G


def _pad(shape, ndim):
    return (*shape, *[1] * (ndim - len(shape)))


@exercise.wrong
class Mistakes:
    def means(G, shape):
        """This takes the mean over the copies. All of them act at once, so their gradients are
        added: the sum."""
        return _reduced(G, shape, np.mean)

    def only_in_front(G, shape):
        """Axes that were put in front are summed over, but axes of length 1 that were stretched are
        not. Broadcasting makes copies along those too."""
        return G.sum(axis=tuple(range(G.ndim - len(shape))))

    only_in_front = spelled(
        only_in_front,
        lambda G, shape: G.sum(axis=tuple(range(G.ndim - len(shape)))).reshape(shape),
    )

    def only_stretched(G, shape):
        """Axes of length 1 are summed over, but those that broadcasting puts in *front* are not:
        there `shape` has no entry at all."""
        front = G.ndim - len(shape)
        return G.sum(axis=tuple(i + front for i, n in enumerate(shape) if n == 1), keepdims=True)

    only_stretched = spelled(
        only_stretched,
        lambda G, shape: G.sum(axis=tuple(np.flatnonzero(np.equal(shape, 1))), keepdims=True),
    )

    def one_copy_stays(G, shape):
        """An axis that was put in front disappears only if it's longer than 1. A row that was
        copied just once, to a table of one row, still had one axis, and so has its gradient."""
        front = G.ndim - len(shape)
        G = G.sum(axis=tuple(i for i in range(front) if G.shape[i] != 1))
        back = G.ndim - len(shape)
        return G.sum(axis=tuple(back + i for i, n in enumerate(shape) if n == 1), keepdims=True)

    one_copy_stays = spelled(
        one_copy_stays,
        lambda G, shape: G if G.size == np.prod(shape, dtype=int) else _reduced(G, shape),
    )

    def only_longer_axes(G, shape):
        """An axis counts as stretched only if it's *longer* in G. With an empty batch an axis of
        length 1 was copied to none: it has length 0 in G, and the sum of nothing is 0."""
        padded = (1,) * (G.ndim - len(shape)) + tuple(shape)
        axes = tuple(i for i, n in enumerate(padded) if G.shape[i] > n)
        G = G.sum(axis=axes, keepdims=True)
        return G.sum(axis=tuple(range(G.ndim - len(shape))))

    def longer_axes_reshaped(G, shape):
        padded = (1,) * (G.ndim - len(shape)) + tuple(shape)
        axes = tuple(i for i, n in enumerate(padded) if G.shape[i] > n)
        return G.sum(axis=axes, keepdims=True).reshape(shape)

    only_longer_axes = spelled(only_longer_axes, longer_axes_reshaped)
    del longer_axes_reshaped

    def only_the_first_stretched(G, shape):
        """Only the first axis of length 1 is summed over. There may be several: go through all of
        `shape`."""
        G = G.sum(axis=tuple(range(G.ndim - len(shape))))
        return G.sum(axis=shape.index(1), keepdims=True) if 1 in shape else G

    def reshaped_and_summed(G, shape):
        """Right for axes in front. The copies are taken for tables of that shape, one behind the
        other, but the copies of a *column* stand side by side, so this adds up entries of different
        rows. Sum over each stretched axis in its own place."""
        return G.reshape(-1, *shape).sum(axis=0)

    def the_axes_disappear(G, shape):
        """Stretched axes disappear here. The array had length 1 there, so its gradient has too:
        `keepdims=True`."""
        G = G.sum(axis=tuple(range(G.ndim - len(shape))))
        return G.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1))

    def one_after_the_other(G, shape):
        while G.ndim > len(shape):
            G = G.sum(axis=0)
        for i, n in enumerate(shape):
            if n == 1:
                G = G.sum(axis=i)
        return G

    the_axes_disappear = spelled(the_axes_disappear, one_after_the_other)
    del one_after_the_other

    def all_axes_stay(G, shape):
        """The axes in front stay, with length 1. The array had fewer axes, so its gradient must
        have fewer too."""
        front = G.ndim - len(shape)
        gone = tuple(range(front)) + tuple(i + front for i, n in enumerate(shape) if n == 1)
        return G.sum(axis=gone, keepdims=True)

    def the_first_copy(G, shape):
        """This keeps what came back to one copy and drops the others. Each copy has a share in the
        loss, and the shares are added."""
        return _reduced(G, shape, lambda G, axis, keepdims=False: np.max(
            np.where(_is_first(G, axis), G, -np.inf), axis=axis, keepdims=keepdims))  # fmt: skip

    def the_first_of_each(G, shape):
        while G.ndim > len(shape):
            G = G[0]
        for i, n in enumerate(shape):
            if n == 1:
                G = np.take(G, [0], axis=i)
        return G

    the_first_copy = spelled(the_first_copy, the_first_of_each)
    del the_first_of_each

    def summed_to_a_number(G, shape):
        """Everything is added up and written into every entry. Each entry gets the sum over its own
        copies only."""
        return np.full(shape, G.sum())

    def only_the_first_axis(G, shape):
        """Only the first axis is summed over. More than one axis may have been put in front, and
        axes of length 1 may stand anywhere."""
        return G.sum(axis=0) if G.ndim > len(shape) else G

    only_the_first_axis = spelled(
        only_the_first_axis,
        lambda G, shape: G.sum(axis=0),
        lambda G, shape: G if G.shape == shape else G.sum(axis=0),
        lambda G, shape: G.sum(axis=0, keepdims=True).reshape(shape),
    )

    def one_axis_in_front(G, shape):
        """At most one axis in front is summed over. Broadcasting may have put several there, as for
        a single number that became a table: go on until no axis is too many."""
        G = G.sum(axis=0) if G.ndim > len(shape) else G
        return G.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)

    def the_last_in_front(G, shape):
        front = G.ndim - len(shape)
        G = G.sum(axis=front - 1) if front else G
        return G.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)

    one_axis_in_front = spelled(one_axis_in_front, the_last_in_front)
    del the_last_in_front

    def empty_as_it_came(G, shape):
        """An empty G comes back as it is. Something was copied there too, if only to no rows at
        all: the sum over none is 0, in the shape that the array had."""
        return G if G.size == 0 else _reduced(G, shape)

    def later_axes_move_up(G, shape):
        """Right as long as at most one axis was stretched. Without `keepdims=True` it's gone after
        its sum, the axes behind it move up, and the next place names another one."""
        G = G.sum(axis=tuple(range(G.ndim - len(shape))))
        for i, n in enumerate(shape):
            if n == 1:
                G = G.sum(axis=i)
        return G.reshape(shape)

    def either_or(G, shape):
        """Either axes in front are summed over, or those of length 1, but never both. Broadcasting
        does both at once to a column in front of which an axis is put: one sum after the other."""
        front = tuple(range(G.ndim - len(shape)))
        if front:
            return G.sum(axis=front)
        return G.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)

    def not_to_a_number(G, shape):
        """Right but for an array without axes, `shape == ()`. It's a single number that was copied
        everywhere, so all of G is added up."""
        return G if shape == () else _reduced(G, shape)

    def stretched_before_the_front_is_gone(G, shape):
        """The places of axes in `shape` are used in G while G still has axes in front, which move
        all places up. Sum over those in front first, or count the others from the right."""
        for i, n in enumerate(shape):
            if n == 1:
                G = G.sum(axis=i, keepdims=True)
        while G.ndim > len(shape):
            G = G.sum(axis=0)
        return G

    def the_axes_move_up(G, shape):
        """Right for one axis in front. With two, the second has moved up to place 0 as soon as the
        first is gone, and the loop's `axis=1` is another one. Sum over all of them at once, or
        over axis 0 each time."""
        for i in range(G.ndim - len(shape)):
            G = G.sum(axis=i)
        for i, n in enumerate(shape):
            if n == 1:
                G = G.sum(axis=i, keepdims=True)
        return G

    def axes_taken_from_the_end(G, shape):
        """The axes that disappear are taken from the end. Broadcasting compares shapes from the
        right and puts what is missing in *front*."""
        while G.ndim > len(shape):
            G = G.sum(axis=-1)
        for i, n in enumerate(shape):
            if n == 1:
                G = G.sum(axis=i, keepdims=True)
        return G

    axes_taken_from_the_end = spelled(
        axes_taken_from_the_end,
        lambda G, shape: G.sum(axis=tuple(range(len(shape), G.ndim))),
    )

    def found_by_their_lengths(G, shape):
        """Axes are found by their lengths: those whose length isn't in `shape`. With as many rows
        as columns, or a 1 in `shape`, lengths don't tell which axis is which. Go by places,
        counted from the right."""
        axes = tuple(i for i, n in enumerate(G.shape) if n not in shape)
        return G.sum(axis=axes).reshape(shape)

    def a_list_for_axis(G, shape):
        """`axis` takes a number, or several in a *tuple*. A list won't do: `tuple(…)` makes a tuple
        of it."""
        G = G.sum(axis=tuple(range(G.ndim - len(shape))))
        return G.sum(axis=[i for i, n in enumerate(shape) if n == 1], keepdims=True)

    a_list_for_axis = spelled(
        a_list_for_axis,
        lambda G, shape: G.sum(axis=list(range(G.ndim - len(shape)))),
    )

    def shapes_compared_from_the_left(G, shape):
        """The shapes are compared from the left. Broadcasting compares them from the right: missing
        axes are missing in *front*."""
        padded = _pad(shape, G.ndim)
        axes = tuple(i for i, n in enumerate(padded) if n == 1)
        return G.sum(axis=axes, keepdims=True).reshape(
            padded[: len(shape)] if _fits(G, padded) else -1
        )

    def without_padding(G, shape):
        axes = tuple(i for i in range(len(shape)) if G.shape[i] != shape[i])
        return G.sum(axis=axes, keepdims=True)

    def as_far_as_both_go(G, shape):
        axes = tuple(i for i, (g, n) in enumerate(zip(G.shape, shape, strict=False)) if g != n)
        return G.sum(axis=axes, keepdims=True).reshape(shape)

    shapes_compared_from_the_left = spelled(
        shapes_compared_from_the_left,
        without_padding,
        as_far_as_both_go,
        lambda G, shape: G.sum(
            axis=tuple(i for i in range(G.ndim) if i >= len(shape) or shape[i] != G.shape[i])
        ).reshape(shape),
    )
    del as_far_as_both_go
    del without_padding

    def reshaped(G, shape):
        """The entries are rearranged or cut off, not added. `reshape` and `resize` change where
        entries stand; copies have to be summed."""
        return np.resize(G, shape)

    def as_it_came(G, shape):
        """This is G as it came. Where broadcasting has made copies, G is larger than `shape`, and
        the copies' gradients have to be added."""
        return G


def _is_first(G, axis):
    axes = axis if isinstance(axis, tuple) else (axis,)
    first = np.ones(G.shape, bool)
    for i in axes:
        first &= np.indices(G.shape)[i] == 0
    return first


def _fits(G, padded):
    return all(n in (1, m) for n, m in zip(padded, G.shape, strict=True))


exercise.wrong(Slips)


@exercise.right
class Variants:
    def one_axis_at_a_time(G, shape):
        """Two loops in place of two tuples: first the axes in front, one after the other, and then
        each stretched one. It's longer, and easier to follow with a finger."""
        while G.ndim > len(shape):
            G = G.sum(axis=0)
        for i, n in enumerate(shape):
            if n == 1:
                G = G.sum(axis=i, keepdims=True)
        return G

    def ones_in_front(G, shape):
        """Missing axes count as axes of length 1, just as broadcasting sees them. Then a single sum
        does it, and `reshape` only drops the ones in front."""
        padded = (1,) * (G.ndim - len(shape)) + shape
        axes = tuple(i for i in range(G.ndim) if padded[i] != G.shape[i])
        return G.sum(axis=axes).reshape(shape)
