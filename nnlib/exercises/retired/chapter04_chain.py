"""A gradient by hand through a graph whose ways part and meet."""

import numpy as np

from nnlib.functions.activations import sigmoid, sigmoid_prime
from nnlib.judge.exercise import Exercise, Lines

exercise = Exercise(
    id="04-chain",
    title="Back through a graph",
    minutes=5,
    difficulty=2,
    points=1,
    reference=Lines(
        name="dw",
        code="""h = w * x
u, v = sigmoid(h), h**2
du, dv = v, u
dh = du * sigmoid_prime(h) + dv * 2 * h
dw = dh * x""",
        given=lambda: {"sigmoid": sigmoid, "sigmoid_prime": sigmoid_prime, "w": w, "x": x},
    ),
    hints=(
        "Forward first: compute h, u and v. Then from the end: what is dL/du when L = u v?",
        "On each way multiply what comes in by the slope of that box. The slope of the sigmoid "
        "you know; that of a square is twice the number.",
        "`du = ...` (the other factor), `dv = ...`, `dh = ... + ...` (one term a way), and at last "
        "the box `w * x`: by how much does h change if w does?",
    ),
    rtol=1e-3,  # 8.365 and 8.36 are right too: the chapter prints no more digits
    why="""Through a product each factor gets the other one: `du = v` and `dv = u`. On the way
through the sigmoid the gradient is multiplied by its slope at `h`, on the way through the square
by `2 * h`. Both ways start at the same `h`, so their gradients are added. The last box multiplies
`w` by `x`, so `w` gets what arrives times `x`.""",
    survivors={
        "np.float64((loss(w + 1e-05) - loss(w - 1e-05)) / 2e-05) -> (loss(w + 1e-05) - loss(w"
        " - 1e-05)) / 2e-05": "a number of Python's does as well",
    },
    distractors=(
        "dh = du * sigmoid_prime(u) + dv * 2 * h",
        "dw = dh * w",
    ),
)

# The chapter's graph, forward.
x, w = 3.0, 0.5
h = w * x
u, v = sigmoid(h), h**2
u_slope = sigmoid_prime(h)


def _measured(step):
    """The slope from the weight to one step above it."""

    def measured():
        def loss(w):
            return sigmoid(w * x) * (w * x) ** 2

        return (loss(w + step) - loss(w)) / step

    measured.__doc__ = """Near, but no nearer than a measurement with a large step. Go back through
    the boxes instead: their slopes are exact."""
    return measured


@exercise.wrong
class Mistakes:
    def only_the_upper_way():
        """Only the way through the sigmoid is counted. `h` also reaches the loss through the
        square: add the gradient of that way."""
        return v * u_slope * x

    def only_the_lower_way():
        """Only the way through the square is counted. `h` also reaches the loss through the
        sigmoid: add the gradient of that way."""
        return u * 2 * h * x

    def ways_multiplied():
        """Along one way slopes are multiplied, but two ways that meet are *added*. You
        multiplied the two ways."""
        return v * u_slope * u * 2 * h * x

    def stopped_at_h():
        """This is the gradient of `h`. One box is left on the way to `w`: it multiplies `w` by
        `x`."""
        return v * u_slope + u * 2 * h

    def gradient_of_the_input():
        """This is the gradient of `x`: at the last box each factor gets the *other* factor. You
        want that of `w`."""
        return (v * u_slope + u * 2 * h) * w

    def only_the_slopes():
        """The two slopes are added without what comes in from above. A product hands each
        factor the *other* factor: what are `du` and `dv`?"""
        return (u_slope + 2 * h) * x

    def factors_exchanged():
        """The gradients of the two factors are exchanged. If L = u v, how much does L grow when
        u grows by a little?"""
        return (u * u_slope + v * 2 * h) * x

    def slope_at_the_result():
        """The slope of the sigmoid is taken at its result `u`. It belongs to what went *into*
        the box: `h`."""
        return (v * sigmoid_prime(u) + u * 2 * h) * x

    def sigmoid_for_its_slope():
        """On the upper way you multiplied by the sigmoid itself. Going back, a box multiplies
        by its *slope*."""
        return (v * u + u * 2 * h) * x

    def square_without_its_two():
        """The slope of the square is missing its factor: a square grows by *twice* the number."""
        return (v * u_slope + u * h) * x

    def square_with_its_two_alone():
        """The slope of the square is taken for 2, the same everywhere. It is twice the *number*
        that went in, and the box squares `h`."""
        return (v * u_slope + u * 2) * x

    def the_loss_itself():
        """This is the loss itself. How fast does it change when `w` does?"""
        return u * v

    def the_square_for_its_slope():
        """On the lower way you multiplied by the square itself. Going back, a box multiplies by
        its *slope*, which is twice the number that went in."""
        return (v * u_slope + u * h**2) * x

    def slope_of_the_square_at_its_result():
        """The slope of the square is taken at its result `v`. It is twice what went *into* the
        box: `h`."""
        return (v * u_slope + u * 2 * v) * x

    def slope_of_the_sigmoid_at_the_weight():
        """The slope of the sigmoid is taken at `w`. What went into its box is `h`."""
        return (v * sigmoid_prime(w) + u * 2 * h) * x

    def half_of_the_sigmoids_slope():
        """The slope of the sigmoid has lost a factor: it is `u * (1 - u)`, both of them."""
        return (v * (1 - u) + u * 2 * h) * x

    def sum_for_product_in_the_slope():
        """The slope of the sigmoid is `u * (1 - u)`, with a minus."""
        return (v * u * (1 + u) + u * 2 * h) * x

    def ways_subtracted():
        """The two ways are subtracted. When `h` grows, the loss feels both of them: add."""
        return (v * u_slope - u * 2 * h) * x

    def sign_turned():
        """The sign is wrong: when `w` grows, the loss grows too, so `dw` is above 0. The minus
        of the descent comes later, in the step."""
        return -(v * u_slope + u * 2 * h) * x

    def last_factor_twice():
        """The last box is passed twice: `x` is in it two times. Its slope for `w` is `x`, once."""
        return (v * u_slope + u * 2 * h) * x * x

    def both_factors_of_the_last_box():
        """At the last box you multiplied by both factors. It gives each factor the *other* one:
        `w` gets what arrives times `x`."""
        return (v * u_slope + u * 2 * h) * x * w

    def last_factor_added():
        """At the last box `x` is added. A box *multiplies* what comes in by its slope."""
        return (v * u_slope + u * 2 * h) + x

    def stopped_on_the_upper_way():
        """This is what comes along the upper way to `h`, and no more. The lower way is missing,
        and the box `w * x`."""
        return v * u_slope

    def rounded_to_one_digit():
        """Nearly: 8.4 is rounded too far. Leave the rounding away and let Python compute it from
        `h`, `u` and `v`."""
        return 8.4

    def what_came_in_without_slopes():
        """What comes in at the two boxes is added as it is. Each way multiplies it by its box's own
        slope first: that of the sigmoid, that of the square."""
        return (v + u) * x

    def no_slope_on_the_upper_way():
        """The slope of the sigmoid is missing on the upper way: what comes in passes its box
        too."""
        return (v + u * 2 * h) * x

    def no_slope_on_the_lower_way():
        """On the lower way the slope of the square is missing, or taken at `w`, where it happens to
        be 1. It is twice what went *into* the box."""
        return (v * u_slope + u) * x

    def stopped_on_the_lower_way():
        """This is what comes along the lower way to `h`, and no more. The upper way is missing,
        and the box `w * x`."""
        return u * 2 * h

    def digits_cut_off():
        """Only the whole number is left. Leave `int`, `round` and `//` away: a gradient has digits
        after the point."""
        return 8

    def weight_after_a_step():
        """This is a weight after a step of gradient descent. The gradient alone is wanted: `dw`."""
        return w - (v * u_slope + u * 2 * h) * x

    measured_with_a_large_step = tuple(map(_measured, (0.5, 0.1, 0.05, 0.01, 0.005)))


@exercise.right
class Variants:
    def in_one_line():
        return x * (v * u * (1 - u) + 2 * u * h)

    def rounded_to_three_digits():
        return 8.365

    def rounded_to_two_digits():
        return 8.36

    def by_measuring():
        """Two losses are measured here and nothing is derived. That needs no chain rule, but it
        needs two losses for every single number that you ask about, and the result is only nearly
        right."""

        def loss(w):
            return sigmoid(w * x) * (w * x) ** 2

        return np.float64((loss(w + 1e-5) - loss(w - 1e-5)) / 2e-5)
