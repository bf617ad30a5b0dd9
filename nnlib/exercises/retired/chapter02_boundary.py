"""The height of a unit's boundary: one equation, solved for x2."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, float32, single
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="02-boundary",
    title="Where the line runs",
    minutes=3,
    difficulty=2,
    points=1,
    reference=perceptron.boundary,
    hints=(
        "Take paper. In the equation of the boundary everything is known except x2.",
        "Bring the term with x2 to one side and everything else to the other; then divide by its "
        "weight. Everything that changes sides changes its sign.",
        "The code is one fraction: minus (two terms), divided by one of the weights. Mind the "
        "parentheses.",
    ),
    promises={
        "one number": single("x1"),
        "an array": array_where("x1", lambda x1: x1.size > 1),
        "an array of one": array_where("x1", lambda x1: x1.shape == (1,)),
        "a second weight below 0": array_where("w", lambda w: w[1] < 0),
        "a second weight that is nearly 0": array_where("w", lambda w: abs(w[1]) < 1e-11),
        "float32": float32("x1"),
    },
    why="""Solve `w[0] * x1 + w[1] * x2 + b = 0` for `x2`: subtract what does not hold `x2` and
divide by `w[1]`. The result is a straight line with the slope `-w[0] / w[1]` that crosses
`x1 = 0` at `-b / w[1]`. If `w[1]` is 0 the line is vertical, and no height can be given.""",
)


@exercise.cases
def _(rng):
    yield Case("one point", {"x1": 2.0, "w": np.array([1.0, -4.0]), "b": 0.5})
    three = {"x1": np.array([-1.0, 0.0, 2.0]), "w": np.array([3.0, 2]), "b": -1.0}
    yield Case("three points", three)
    whole = {"x1": np.array([0.0, 1, 5, 7]), "w": np.array([2.0, 4]), "b": 3.0}
    yield Case("whole numbers", whole)
    tiny = {"x1": np.array([1.0, 4.0, 5.0]), "w": np.array([2e-12, 1e-12]), "b": 3e-12}
    yield Case("weights that are nearly 0", tiny)
    yield Case("an array of one point", {"x1": np.array([1.5]), "w": np.array([-2.0, 3]), "b": 2.0})
    w = rng.uniform(0.5, 2, size=2).astype(np.float32)
    x1 = rng.normal(size=5).astype(np.float32)
    yield Case("float32", {"x1": x1, "w": w, "b": np.float32(-0.7)})


def _plus(tiny):
    return lambda x1, w, b: -(w[0] * x1 + b) / (w[1] + tiny)


@exercise.wrong
class Mistakes:
    def wrong_sign(x1, w, b):
        """The sign is wrong: what changes sides in the equation changes its sign."""
        return (w[0] * x1 + b) / w[1]

    def without_bias(x1, w, b):
        """The bias is missing, so your line runs through the origin."""
        return -w[0] * x1 / w[1]

    def bias_kept_its_sign(x1, w, b):
        """The bias has the wrong sign: *both* terms change sides. A pair of parentheses helps."""
        return (-w[0] * x1 + b) / w[1]

    def of_the_other_feature(x1, w, b):
        """The two weights are exchanged: this solves for x1. Solve for x2."""
        return -(w[1] * x1 + b) / w[0]

    def not_divided(x1, w, b):
        """The division is missing: the weight of x2 still stands in front of it."""
        return -(w[0] * x1 + b)

    def only_the_bias_divided(x1, w, b):
        """Only the last term is divided. Division comes before addition: put the whole
        numerator in parentheses."""
        return -w[0] * x1 - b / w[1]

    def bias_kept_its_sign_and_alone_divided(x1, w, b):
        """Two slips: the bias has changed sides but not its sign, and only the bias is divided.
        Put the whole numerator in parentheses."""
        return -w[0] * x1 + b / w[1]

    def only_the_feature_divided(x1, w, b):
        """The bias is not divided: the weight of x2 divides everything on the other side."""
        return -w[0] * x1 / w[1] - b

    def half_of_the_equation(x1, w, b):
        """Your result is 0 on the line: this is half of the equation, not its solution."""
        return w[0] * x1 + b

    def bias_undivided_and_turned(x1, w, b):
        """Two slips: the bias has changed sides but not its sign, and it is not divided by the
        weight of x2."""
        return -w[0] / w[1] * x1 + b

    def feature_kept_its_sign(x1, w, b):
        """The term with x1 has the wrong sign: *both* terms change sides. A pair of parentheses
        helps."""
        return (w[0] * x1 - b) / w[1]

    def divided_by_the_first_weight(x1, w, b):
        """This is divided by the weight of x1. What stands in front of x2 is its own weight,
        `w[1]`."""
        return -(w[0] * x1 + b) / w[0]

    def counting_from_one(x1, w, b):
        """The weights are counted from 1, but Python counts from 0: w_1 is `w[0]`, and w_2 is
        `w[1]`."""
        return -(w[1] * x1 + b) / w[2]

    def both_weights_at_once(x1, w, b):
        """All of w is used at once. x1 has the weight `w[0]`, and `w[1]` is the one to divide
        by."""
        return -(w * x1 + b)

    def multiplied_by_the_weight(x1, w, b):
        """This is multiplied by the weight of x2. To get x2 alone, divide by it."""
        return -(w[0] * x1 + b) * w[1]

    def weight_subtracted(x1, w, b):
        """The weight of x2 is subtracted. It is a factor of x2, so it goes by a division."""
        return -(w[0] * x1 + b) - w[1]

    def cut_to_a_whole_number(x1, w, b):
        """`//` cuts the height to a whole number. Divide with `/`."""
        return -(w[0] * x1 + b) // w[1]

    def without_the_feature(x1, w, b):
        """x1 plays no part here: this is the height where x1 is 0. The line rises or falls by
        `-w[0] / w[1]` for each step of x1."""
        return -b / w[1]

    def slope_for_the_bias_too(x1, w, b):
        """The bias is multiplied with the slope. It is a term of its own: `-b / w[1]`."""
        return -w[0] / w[1] * (x1 + b)

    def loop_over_one_point(x1, w, b):
        """The loop goes through an array, but x1 may be a single number. The formula serves
        both as it stands: no loop is needed."""
        return np.array([-(w[0] * x + b) / w[1] for x in x1])

    def loop_into_a_list(x1, w, b):
        """Two things: x1 may be a single number, which cannot be looped over; and for an array
        the result is a Python list. The formula serves both as it stands."""
        return [-(w[0] * x + b) / w[1] for x in x1]

    def product_with_all_weights(x1, w, b):
        """`@` is the product of w with *both* features, but x1 is only the first. Multiply it
        with its own weight, `w[0]`."""
        return -(w @ x1 + b) / w[1]

    def without_the_first_weight(x1, w, b):
        """x1 has lost its weight: it counts `w[0]` times."""
        return -(x1 + b) / w[1]

    def divided_by_the_length_of_w(x1, w, b):
        """This is divided by a number that is made of both weights, such as the length of w, as
        a distance from the line would be. What stands in front of x2 is `w[1]` alone."""
        return -(w[0] * x1 + b) / np.linalg.norm(w)

    divided_by_the_length_of_w = spelled(
        divided_by_the_length_of_w,
        lambda x1, w, b: -(w[0] * x1 + b) / np.sum(w),
        lambda x1, w, b: -(w[0] * x1 + b) / np.sum(w**2),
        lambda x1, w, b: (w[0] * x1 + b) / np.linalg.norm(w),
    )

    def weight_without_its_sign(x1, w, b):
        """Right where the second weight is positive. Its sign belongs to the division as well:
        leave `abs` out."""
        return -(w[0] * x1 + b) / abs(w[1])

    def never_below_0(x1, w, b):
        """The height has lost its sign. The line may run below 0."""
        return np.abs((w[0] * x1 + b) / w[1])

    never_below_0 = spelled(never_below_0, lambda x1, w, b: np.maximum(-(w[0] * x1 + b) / w[1], 0))

    def tiny_number_added(x1, w, b):
        """A tiny number is added to the weight that divides, which shows where that weight is
        tiny itself. It is never 0, so divide by it as it is."""
        return _plus(1e-8)(x1, w, b)

    tiny_number_added = spelled(
        tiny_number_added, *map(_plus, (1e-6, 1e-7, 1e-9, 1e-10, 1e-12, 1e-15))
    )

    def tiny_weight_replaced(x1, w, b):
        """A small second weight is treated as if it were 0. It is never 0, however small: divide
        by it as it is."""
        return -(w[0] * x1 + b) / (w[1] if abs(w[1]) > 1e-8 else 1e-8)

    tiny_weight_replaced = spelled(
        tiny_weight_replaced,
        lambda x1, w, b: -(w[0] * x1 + b) / (w[1] if abs(w[1]) > 1e-8 else 1),
        lambda x1, w, b: (
            -(w[0] * x1 + b) / w[1] if abs(w[1]) > 1e-8 else np.full(np.shape(x1), np.nan)
        ),
        lambda x1, w, b: (
            -(w[0] * x1 + b) / w[1] if abs(w[1]) > 1e-8 else np.full(np.shape(x1), np.inf)
        ),
    )

    def x1_overwritten(x1, w, b):
        """The result is right, but the caller's x1 has been changed, which is what `x1 *= …`
        does. Write the formula as one expression: it makes a new array."""
        x1 *= w[0]
        x1 += b
        return -x1 / w[1]

    def w_overwritten(x1, w, b):
        """The result is right, but the caller's weights have been changed, which is what `w /=
        …` does. Write the formula as one expression: it makes a new array."""
        b = b / w[1]
        w /= w[1]
        return -(w[0] * x1 + b)

    def points_for_heights(x1, w, b):
        """Both coordinates come back. Only the second one is wanted, one height for each x1."""
        return np.array([x1, -(w[0] * x1 + b) / w[1]])

    points_for_heights = spelled(
        points_for_heights,
        lambda x1, w, b: np.stack([x1, -(w[0] * x1 + b) / w[1]], axis=-1),
    )

    def both_coordinates(x1, w, b):
        """Both coordinates come back, as a pair. Only the second one is wanted, one height for
        each x1."""
        return x1, -(w[0] * x1 + b) / w[1]

    both_coordinates = spelled(both_coordinates, lambda x1, w, b: [x1, -(w[0] * x1 + b) / w[1]])

    def evenly_spaced(x1, w, b):
        """Only the ends are computed, and the heights between them spaced evenly, but x1 need
        not be. The formula takes the whole array at once."""
        x2 = -(w[0] * x1 + b) / w[1]
        return x2 if np.ndim(x1) == 0 else np.linspace(x2[0], x2[-1], len(x2))

    def float_of_many(x1, w, b):
        """Right for a single number, but `float` makes one number of its argument, and x1 may be
        an array. Leave it out."""
        return float(-(w[0] * x1 + b) / w[1])

    def always_an_array(x1, w, b):
        """A single x1 comes back as an array with one number in it. The result has the shape of
        x1: the formula serves both as it stands."""
        return -(w[0] * np.atleast_1d(x1) + b) / w[1]

    def where_the_score_is_one_half(x1, w, b):
        """The line is not where the score is 0. On the boundary the whole sum is 0, with nothing
        on the other side."""
        return (0.5 - w[0] * x1 - b) / w[1]

    where_the_score_is_one_half = spelled(
        where_the_score_is_one_half, lambda x1, w, b: (1 - w[0] * x1 - b) / w[1]
    )

    def rounded(x1, w, b):
        """The heights are rounded. Return them as they are: rounding is for printing."""
        return np.round(-(w[0] * x1 + b) / w[1], 1)

    rounded = spelled(
        rounded,
        lambda x1, w, b: np.round(-(w[0] * x1 + b) / w[1]),
        lambda x1, w, b: np.round(-(w[0] * x1 + b) / w[1], 2),
    )

    def feature_divided_by_its_weight(x1, w, b):
        """x1 is divided by its weight. It is multiplied by it, and the sum is divided by the
        weight of x2."""
        return -(x1 / w[0] + b) / w[1]

    def feature_added_to_its_weight(x1, w, b):
        """x1 and its weight are added. They are multiplied: x1 counts `w[0]` times."""
        return -(w[0] + x1 + b) / w[1]

    def divided_twice(x1, w, b):
        """This is divided by the weight of x2 twice. Once is enough."""
        return -(w[0] * x1 + b) / w[1] ** 2

    def bias_divided_alone(x1, w, b):
        """The bias counts twice: once inside the fraction and once outside. It is one of the two
        terms that are divided."""
        return -(w[0] * x1 + b) / w[1] - b


@exercise.right
class Variants:
    def by_slope_and_intercept(x1, w, b):
        slope, intercept = -w[0] / w[1], -b / w[1]
        return slope * x1 + intercept

    def unpacked(x1, w, b):
        u, v = w
        return np.divide(np.subtract(-b, np.multiply(u, x1)), v)
