"""A gradient measured by central differences, entry by entry."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, holds, not_in_a_row, single
from nnlib.exercises.chapter04._measured_mistakes import Moved, two_numbers_for_a_place
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import gradient_check

exercise = Exercise(
    id="04-numerical-gradient",
    title="The judge",
    minutes=15,
    difficulty=3,
    points=3,
    reference=gradient_check.numerical_gradient,
    hints=(
        "One entry at a time: keep its value, move it up, ask for the loss, move it down, ask "
        "again, put it back. Then the formula.",
        "`for index in np.ndindex(x.shape)` visits every entry of an array of any shape; "
        "`x[index]` reads it and `x[index] = ...` sets it. The loss needs no argument: `f()` looks "
        "at what x holds now.",
        "Before the loop make room with `np.zeros_like(x)`. In the loop seven short lines: keep, "
        "set, `above = f()`, set, `below = f()`, put back, and the quotient into its place.",
    ),
    why="""Each entry is moved by itself, since a gradient asks what *one* number does while the
others stay; so each must be put back before the next one moves. Putting the kept value back is
exact, while adding and subtracting the step would leave rounding behind. From one step below to
one step above are two steps: hence the 2. The measurement asks for the loss twice an entry, which
is why it is a judge and no way to train: a network with 100 000 weights would need 200 000 losses
for one step.""",
    rtol=1e-6,
    lent=("x",),
    promises={
        "an array of a single number": single("x"),
        "a row of numbers": single("x", ndim=1),
        "a table": single("x", ndim=2),
        "more axes than two": array_where("x", lambda x: x.ndim > 2),
        "an array that is not in a row": not_in_a_row("x"),
        "slopes above and below 0, and a 0": array_where(
            "weights", lambda weights: {-1, 0, 1} <= {*np.sign(weights.ravel())}
        ),
        "an entry of 0": holds("x", 0),
        "a step": lambda case: "step" in case.args,
        "no step": lambda case: "step" not in case.args,
    },
    distractors=("    gradient[index] = (above - below) / step",),
)

NO_VIEW = (
    "Right for other arrays, but not for a transposed one. There `ravel()` and `reshape(-1)` give "
    "copies, and the loss never notices what you do to a copy. Visit the entries of `x` itself: "
    "`np.ndindex(x.shape)` gives their places, whatever the array."
)


def _measured(numerical_gradient, x, weights, step):
    return numerical_gradient(lambda: float(np.sum(weights * x**3)), x, step)


def _measured_by_columns(numerical_gradient, x, weights, step):
    # Column by column again: the copy that is tried may have its rows one after the other.
    return _measured(numerical_gradient, np.asfortranarray(x), weights, step)


def _measured_product(numerical_gradient, x, step):
    return numerical_gradient(lambda: float(np.prod(x)), x, step)


def _measured_by_default(numerical_gradient, x):
    return numerical_gradient(lambda: float(np.sum(np.sin(x)) + x.ravel()[0] * np.sum(x)), x)


@exercise.cases
def _(rng):
    def draw(*shape):
        # Multiples of 1/8: with the steps below nothing is rounded.
        return rng.integers(3, 20, size=shape) / 8.0

    after = "numerical_gradient(f, x, step)"
    numbers = {"x": np.array([1.0, 0, 3]), "weights": np.array([1.0, -2, 0]), "step": 1.0}
    yield Case("a loss of three whole numbers", numbers, _measured, after, "sum")
    for label, shape, step in [
        ("a loss of three numbers", (3,), 0.5),
        ("a loss of a table, 2 rows of 3", (2, 3), 0.25),
        ("a loss of a table, a row of 4", (1, 4), 1.0),
        ("a loss of an array (2, 3, 2)", (2, 3, 2), 0.5),
    ]:
        args = {"x": draw(*shape), "weights": draw(*shape), "step": step}
        yield Case(label, args, _measured, after, "sum")
    for label, shape, step in [
        ("a loss where the numbers are multiplied", (3,), 0.5),
        ("the same for a table, 2 rows of 2", (2, 2), 0.25),
    ]:
        args = {"x": draw(*shape), "step": step}
        yield Case(label, args, _measured_product, after, "product")
    x = rng.normal(size=(3, 2)) * 10.0 ** np.arange(-3, 3).reshape(3, 2)
    label = "called without a step, so with its default"
    yield Case(label, {"x": x}, _measured_by_default, "numerical_gradient(f, x)", "default")
    args = {"x": np.array(1.5), "weights": np.array(2.0), "step": 0.5}
    yield Case("an array of a single number, shape ()", args, _measured, after, "single")
    args = {"x": draw(3, 2).T, "weights": draw(2, 3), "step": 0.5}
    label = "a loss of a transposed table"
    yield Case(label, args, _measured_by_columns, after, "sum", otherwise=NO_VIEW)


def _by_entries(f, x, step, quotient):
    """The answer with another formula, quotient(below, here, above)."""
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        here = f()
        x[index] = kept + step
        above = f()
        x[index] = kept - step
        below = f()
        x[index] = kept
        gradient[index] = quotient(below, here, above)
    return gradient


def _relative(size):
    def relative(f, x, step=1e-5):
        gradient = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            kept, h = x[index], step * size(x[index])
            x[index] = kept + h
            above = f()
            x[index] = kept - h
            gradient[index] = (above - f()) / (2 * h)
            x[index] = kept
        return gradient

    relative.__doc__ = """The step grows with the entry. The step that is given is the same for all
    of them, also for an entry that is 0."""
    return relative


exercise.wrong(Moved)


@exercise.wrong
class Mistakes:
    def one_sided(f, x, step=1e-5):
        """This difference has one side only: from here to one step up. Look one step down as
        well and take the difference of the two, which is far more exact."""
        return _by_entries(f, x, step, lambda below, here, above: (above - here) / step)

    def one_sided_below(f, x, step=1e-5):
        """This difference has one side only: from one step down to here. Look one step up as
        well."""
        return _by_entries(f, x, step, lambda below, here, above: (here - below) / step)

    def down_to_the_start(f, x, step=1e-5):
        """The second loss is taken back at the start, not one step *below* it. So the two
        places are one step apart, and you divide by two."""
        return _by_entries(f, x, step, lambda below, here, above: (above - here) / (2 * step))

    def divided_by_one_step(f, x, step=1e-5):
        """Every entry is twice as large as it should be. How far is it from one step below to
        one step above?"""
        return _by_entries(f, x, step, lambda below, here, above: (above - below) / step)

    def multiplied_by_the_step(f, x, step=1e-5):
        """The division is done before the multiplication: `/ 2 * step` divides by 2 and
        multiplies by the step. Parentheses help."""
        return _by_entries(f, x, step, lambda below, here, above: (above - below) / 2 * step)

    def not_divided(f, x, step=1e-5):
        """This is the difference of the losses. Divide by how far x has moved."""
        return _by_entries(f, x, step, lambda below, here, above: above - below)

    def below_minus_above(f, x, step=1e-5):
        """The sign is wrong: the loss above minus the loss below."""
        return _by_entries(f, x, step, lambda below, here, above: (below - above) / (2 * step))

    def all_at_once(f, x, step=1e-5):
        """All entries move at once, so every place gets the same number: their sum. Move one
        entry at a time."""
        kept = x.copy()
        x += step
        above = f()
        x -= 2 * step
        below = f()
        x[...] = kept
        return np.full_like(x, (above - below) / (2 * step))

    def only_the_first_entry(f, x, step=1e-5):
        """Only the first entry is measured, and the others stay 0. Does the loop go on to the
        next one? A `return` inside it ends it in its first round."""
        measured = gradient_check.numerical_gradient(f, x, step)
        gradient = np.zeros_like(measured)
        gradient.flat[0] = measured.flat[0]
        return gradient

    def not_put_back(f, x, step=1e-5):
        """An entry stays moved when the next one is measured. Put each one back before you go
        on."""
        gradient = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            kept = x[index]
            x[index] = kept + step
            above = f()
            x[index] = kept - step
            gradient[index] = (above - f()) / (2 * step)
        return gradient

    def put_back_by_adding(f, x, step=1e-5):
        """The numbers come back a hair off: adding the step and taking it away again leaves
        rounding. Keep the old value in a variable, and assign it at the end."""
        gradient = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            x[index] += step
            above = f()
            x[index] -= 2 * step
            gradient[index] = (above - f()) / (2 * step)
            x[index] += step
        return gradient

    def moved_a_copy(f, x, step=1e-5):
        """Everything is zero: the two losses of each entry are the same. Either `f()` isn't asked
        again after the second move, or it never noticed a change: it looks at `x` itself, so if
        you move a copy, or only compute where it would be, nothing happens."""
        return np.zeros_like(x)

    def loss_with_an_argument(f, x, step=1e-5):
        """The loss takes no argument. It knows `x` and looks at what `x` holds now: change an
        entry of `x`, then call it with empty parentheses."""
        return f(x)

    def rows_at_once(f, x, step=1e-5):
        """A whole row moves at once. That is right for a list of numbers, but a table has
        entries within its rows: visit each of them."""
        gradient = np.zeros_like(x)
        for i in range(len(x)):
            kept = np.copy(x[i])
            x[i] = kept + step
            above = f()
            x[i] = kept - step
            below = f()
            x[i] = kept
            gradient[i] = (above - below) / (2 * step)
        return gradient

    def rows_that_move_along(f, x, step=1e-5):
        """A whole row moves at once, and what was kept of it moves along: a row taken out of a
        table is no copy. Visit each *entry* of the table; a single number can be kept."""
        gradient = np.zeros_like(x)
        for i in range(len(x)):
            kept = x[i]
            x[i] = kept + step
            above = f()
            x[i] = kept - step
            below = f()
            x[i] = kept
            gradient[i] = (above - below) / (2 * step)
        return gradient

    def moved_by_one_step_thrice(f, x, step=1e-5):
        """The second loss is taken at the start, and the entry ends one step too high. From one
        step above to one step below are two steps."""
        gradient = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            x[index] += step
            above = f()
            x[index] -= step
            gradient[index] = (above - f()) / (2 * step)
            x[index] += step
        return gradient

    def step_ignored(f, x, step=1e-5):
        """The step is fixed inside the function. Use the argument `step`: it may be any number."""
        return gradient_check.numerical_gradient(f, x, 1e-5)

    def divided_by_two_alone(f, x, step=1e-5):
        """The difference is divided by 2 and not by the step. From one step below to one step
        above are 2 *steps*."""
        return _by_entries(f, x, step, lambda below, here, above: (above - below) / 2)

    def without_its_sign(f, x, step=1e-5):
        """The signs are lost: where the loss falls as an entry grows, the slope is below 0."""
        return _by_entries(f, x, step, lambda below, here, above: abs(above - below) / (2 * step))

    def cut_to_integers(f, x, step=1e-5):
        """The slopes are cut off to whole numbers: the array that you collect them in holds
        integers, or the division is `//`. `np.zeros_like(x)` makes room for floats."""
        return np.trunc(gradient_check.numerical_gradient(f, x, step)).astype(int)

    def put_back_only_at_the_end(f, x, step=1e-5):
        """At the end `x` is as it was, but while the later entries are measured the earlier ones
        are still moved. Put each one back before you go on."""
        start, gradient = x.copy(), np.zeros_like(x)
        for index in np.ndindex(x.shape):
            x[index] = start[index] + step
            above = f()
            x[index] = start[index] - step
            gradient[index] = (above - f()) / (2 * step)
        x[...] = start
        return gradient

    def in_one_row(f, x, step=1e-5):
        """The slopes are right, but they stand in one long row. The result should have the shape
        of x."""
        return gradient_check.numerical_gradient(f, x, step).ravel()

    def the_last_slope_alone(f, x, step=1e-5):
        """Only the last entry's slope comes back, a single number. Keep each of them, in its
        place in an array of x's shape."""
        return gradient_check.numerical_gradient(f, x, step).flat[-1]

    def slopes_added_up(f, x, step=1e-5):
        """A single number comes back, the sum of all the slopes. Move one entry at a time, and keep
        its slope in its place, in an array of x's shape."""
        return np.sum(gradient_check.numerical_gradient(f, x, step))

    def a_slope_for_every_row(f, x, step=1e-5):
        """There is one slope for each *row* of the table. A list of numbers has an entry in each
        place, but a table has entries within its rows: visit each of them."""
        gradient = np.zeros(len(x))
        for i in range(len(x)):
            kept = x[i]
            x[i] = kept + step
            above = f()
            x[i] = kept - step
            gradient[i] = (above - f()) / (2 * step)
            x[i] = kept
        return gradient

    def for_tables_alone(f, x, step=1e-5):
        """This is written for a table, with two numbers for a place. A list of numbers has one
        axis, and other arrays may have three: with `for index in np.ndindex(x.shape)` a place is
        a single `index`, however many there are."""
        gradient = np.zeros_like(x)
        for i in range(x.shape[0]):
            for j in range(x.shape[1]):
                kept = x[i, j]
                x[i, j] = kept + step
                above = f()
                x[i, j] = kept - step
                gradient[i, j] = (above - f()) / (2 * step)
                x[i, j] = kept
        return gradient

    for_tables_alone = spelled(for_tables_alone, two_numbers_for_a_place)

    def first_loss_before_the_step(f, x, step=1e-5):
        """The losses are taken too early: the first one before anything has moved, the second
        after the step *up*. Move first, then ask."""
        return _by_entries(f, x, step, lambda below, here, above: (here - above) / (2 * step))

    relative_step = tuple(map(_relative, (np.abs, lambda x: x, lambda x: np.maximum(1, np.abs(x)))))


@exercise.right
class Variants:
    def flat(f, x, step=1e-5):
        """`x.flat` counts through the entries of an array of any shape, so that a single number is
        enough to find one; the shape comes back in the last line."""
        slopes = []
        for i in range(x.size):
            kept = x.flat[i]
            losses = []
            for value in (kept + step, kept - step):
                x.flat[i] = value
                losses.append(f())
            x.flat[i] = kept
            slopes.append((losses[0] - losses[1]) / (2 * step))
        return np.reshape(slopes, x.shape)

    def with_ndenumerate(f, x, step=1e-5):
        """A copy of the whole array is put back after each entry, where one kept number would do.
        It is harder to get wrong, and it copies every entry as often as there are entries."""
        start, gradient = x.copy(), np.zeros(x.shape)
        for index, value in np.ndenumerate(start):
            x[index] = value + step
            gradient[index] += f() / (2 * step)
            x[index] = value - step
            gradient[index] -= f() / (2 * step)
            x[...] = start
        return gradient

    def by_places_in_a_row(f, x, step=1e-5):
        gradient = np.empty(x.size)
        for n in range(x.size):
            index = np.unravel_index(n, x.shape)
            kept = float(x[index])
            x[index] = kept - step
            below = f()
            x[index] = kept + step
            gradient[n] = (f() - below) / 2 / step
            x[index] = kept
        return gradient.reshape(x.shape)
