"""How far apart two samples are: entry by entry, then a sum."""

import numpy as np

from nnlib.by_hand import centroids
from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where, float32
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="00-distance",
    title="How far apart?",
    minutes=3,
    difficulty=1,
    points=1,
    reference=centroids.squared_distance,
    hints=(
        "Arithmetic works entry by entry: one minus gives all the differences at once.",
        "Three steps in formula (0.1), from the inside out: the differences, their squares, the "
        "sum of these.",
        "One line: `return np.sum(...)`, where `**` raises to a power.",
    ),
    promises={
        "two samples that are equal": lambda case: np.array_equal(*case.args.values()),
        "differences of both signs": lambda case: (
            (case.args["x"] > case.args["m"]).any() and (case.args["x"] < case.args["m"]).any()
        ),
        "64 features": array_where("x", lambda x: len(x) == 64),
        "a single feature": array_where("x", lambda x: len(x) == 1),
        "float32": float32("x"),
    },
    survivors={
        "x - m -> m - x": "the sign of a difference is lost in its square",
        "a - b -> b - a": "the sign of a difference is lost in its square",
        "zip(x, m, strict=True) -> zip(m, x, strict=True)": "the same, with the other sign",
    },
    why="""`x - m` are the differences, `** 2` squares each of them, and `np.sum` adds them up. None
of the three says how many features there are, so the same line serves for 3 numbers and for 64. The
order matters: squared after the sum, differences of opposite signs would have cancelled.""",
)


@exercise.cases
def _(rng):
    yield Case("3 features", {"x": np.array([1.0, 7.0, 2.0]), "m": np.array([3.0, 4.0, 2.0])})
    yield Case("twice the same", {"x": np.array([1.0, 2.0]), "m": np.array([1.0, 2.0])})
    yield Case("a single feature", {"x": np.array([2.0]), "m": np.array([5.0])})
    digits = {name: rng.integers(0, 17, size=64).astype(float) for name in ("x", "m")}
    yield Case("two digits of 64 pixels", digits)
    yield Case("5 features", draw_arrays(rng, x=5, m=5))
    yield Case("more features than a digit has pixels", draw_arrays(rng, x=70, m=70))
    yield Case("float32", draw_arrays(rng, np.float32, x=6, m=6))


@exercise.wrong
class Mistakes:
    def from_one_on(x, m):
        """The first pixel is never compared. The formula counts from 1, and Python from 0."""
        return np.sum((x[1:] - m[1:]) ** 2)

    def sixty_four(x, m):
        """The features behind the 64th are left out. Digits have 64 pixels, but a sample may have
        any number of features."""
        return np.sum((x[:64] - m[:64]) ** 2)

    def not_squared(x, m):
        """The differences are added up as they are, so those above 0 and those below cancel.
        Square them first."""
        return np.sum(x - m)

    not_squared = spelled(not_squared, lambda x, m: np.sum(m - x))

    def squared_too_late(x, m):
        """The differences have been added up first, and only the sum is squared. By then those of
        opposite signs have cancelled."""
        return np.sum(x - m) ** 2

    def absolute(x, m):
        """The absolute differences are added up. Formula (0.1) squares them."""
        return np.sum(np.abs(x - m))

    def root_taken(x, m):
        """This is the distance, after a square root. Formula (0.1) has none: the *squared*
        distance is asked for."""
        return np.sqrt(np.sum((x - m) ** 2))

    root_taken = spelled(root_taken, lambda x, m: np.linalg.norm(x - m))

    def mean_of_squares(x, m):
        """The squares are averaged. Formula (0.1) adds them up."""
        return np.mean((x - m) ** 2)

    def not_added_up(x, m):
        """These are the squared differences, one for each feature. Add them up to a single
        number."""
        return (x - m) ** 2

    def difference_of_squares(x, m):
        """The squares are subtracted from one another. Subtract first, then square."""
        return np.sum(x**2 - m**2)

    def sum_for_difference(x, m):
        """This is the sum of (x + m)²: the two samples are added, or their product comes in with a
        plus. A distance asks for their difference."""
        return np.sum((x + m) ** 2)

    def squares_added(x, m):
        """The two samples have been squared one by one, and no difference was taken. Subtract
        first, then square."""
        return np.sum(x**2 + m**2)

    def product_in_the_middle_once(x, m):
        """In (x - m)² multiplied out the product of the two stands *twice*. There's no need to
        multiply out: subtract, then square."""
        return x @ x - x @ m + m @ m

    def product(x, m):
        """This multiplies the two samples. Subtract them, and multiply each difference with
        itself."""
        return np.sum(x * m)

    def largest(x, m):
        """This is the largest squared difference. All of them are to be added up."""
        return np.max((x - m) ** 2)

    def doubled(x, m):
        """Each difference is doubled. `**` raises to a power, a single star multiplies."""
        return np.sum((x - m) * 2)

    def halved(x, m):
        """The sum has been halved. Formula (0.1) leaves it as it is."""
        return np.sum((x - m) ** 2) / 2

    def minus(x, m):
        """The sign is turned: a squared distance is never below 0."""
        return -np.sum((x - m) ** 2)

    def first_only(x, m):
        """Only the first feature has been compared. A `return` inside a loop ends it in the first
        round."""
        return (x[0] - m[0]) ** 2

    def last_only(x, m):
        """Only the last feature has been compared: each round of the loop has replaced the one
        before. Add to the sum instead."""
        return (x[-1] - m[-1]) ** 2

    def in_place(x, m):
        """The result is right, but the caller's x has been changed on the way. `x - m` makes new
        numbers; `x -= m` writes into the old ones."""
        x -= m
        return np.sum(x**2)

    def always_three(x, m):
        """Three features are compared, however many there are. Nothing in the formula's line needs
        their number."""
        return (x[0] - m[0]) ** 2 + (x[1] - m[1]) ** 2 + (x[2] - m[2]) ** 2

    def in_a_list(x, m):
        """The number is right, but it comes in an array of one entry. A plain number is wanted."""
        return np.array([np.sum((x - m) ** 2)])

    def one_squared(x, m):
        """Only one of the two samples is squared: a power binds more strongly than a minus. Put
        the difference in brackets."""
        return np.sum(x - m**2)

    def absolute_then_squared(x, m):
        """The absolute differences are added up first, and the sum is squared. Square each
        difference by itself, then add up."""
        return np.sum(np.abs(x - m)) ** 2

    def power_and_root_of_the_sum(x, m):
        """This is the sum of the plain differences without its sign. By then those of opposite
        signs have cancelled: square the differences before they are added up."""
        return np.sqrt(np.sum(x - m) ** 2)

    power_and_root_of_the_sum = spelled(
        power_and_root_of_the_sum, lambda x, m: np.abs(np.sum(x - m))
    )

    def always_64(x, m):
        """64 features are compared, however many there are. `len(x)` says how many, and NumPy's
        arithmetic needs no number at all."""
        return sum((x[d] - m[d]) ** 2 for d in range(64))

    def cut_to_whole_numbers(x, m):
        """The features are cut to whole numbers before they are compared. Leave what stands behind
        the point: averages have decimals."""
        return np.sum((x.astype(int) - m.astype(int)) ** 2)

    def rounded(x, m):
        """The number has been rounded. Leave it as it is, with all that stands behind the point."""
        return round(np.sum((x - m) ** 2))

    rounded = spelled(
        rounded, lambda x, m: int(np.sum((x - m) ** 2)), lambda x, m: round(np.sum((x - m) ** 2), 1)
    )

    def caret(x, m):
        """`^` is no power in Python: it compares two numbers bit by bit, and wants whole ones. A
        power is written with `**`."""
        return np.sum((x - m) ^ 2)

    def along_axis_1(x, m):
        """A sample is a single row of numbers: it has one axis, number 0, and there's no axis 1.
        Add up without naming an axis."""
        return np.sum((x - m) ** 2, axis=1)

    def running_sums(x, m):
        """These are the sums on the way, one for each feature. Only the last of them is wanted."""
        return np.cumsum((x - m) ** 2)

    def a_term_wrong(x, m):
        """In (x - m)² multiplied out one of the squares is missing, or it's subtracted. There's no
        need to multiply out: subtract, then square."""
        return x @ x - 2 * x @ m - m @ m

    a_term_wrong = spelled(
        a_term_wrong,
        lambda x, m: x @ x - 2 * x @ m,
        lambda x, m: m @ m - 2 * x @ m,
        lambda x, m: m @ m - 2 * x @ m - x @ x,
    )


@exercise.right
class Variants:
    def in_a_loop(x, m):
        """A loop does the same, one feature at a time. With NumPy's arrays that is slow, since
        Python looks at every number by itself."""
        total = 0
        for a, b in zip(x, m, strict=True):
            total += (a - b) ** 2
        return total

    def as_a_product(x, m):
        """`@`, which comes later in this chapter, multiplies two rows of numbers entry by entry and
        adds up, so the differences with themselves give the sum of their squares."""
        return (x - m) @ (x - m)

    def by_the_method(x, m):
        """`np.sum(...)` and `.sum()` are the same sum."""
        return np.square(x - m).sum()
