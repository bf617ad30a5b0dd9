"""How large the weights in front of a ReLU should start."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import initializers

exercise = Exercise(
    id="06-relu-start",
    title="A start that keeps the signal alive",
    minutes=12,
    difficulty=4,
    points=3,
    rtol=0.03,
    reference=initializers.relu_start,
    hints=(
        "What happens to the best start in the figure when there are four times as many inputs?",
        "Four times the inputs, half the standard deviation. So it's some constant over the root "
        "of the number of inputs. Your two results say about how large it is, the one for 100 "
        "inputs more exactly, since there chance matters less.",
        "On paper: a score is a sum of D products. In its square the mixed terms cancel on "
        "average, since the weights are independent with mean 0, so its mean square is D times the "
        "variance of a weight times the mean square of an input. Of scores that are as often above "
        "0 as below it, ReLU leaves half of the mean square. Which variance makes up for both?",
    ),
    why="""A score adds up D products of a weight and an input. If the weights are independent with
mean 0, its mean square is D times the variance of the weights times the mean square of the inputs.
Half of the scores are negative, and ReLU sets those to 0, so half of the mean square is lost. The
two factors cancel if the variance is 2 over D. This is He's rule, of 2015.""",
    promises={
        "one input": array_where("n_in", lambda n: n == 1),
        "few inputs": array_where("n_in", lambda n: 1 < n < 50),
        "many inputs": array_where("n_in", lambda n: n > 500),
        "very many inputs": array_where("n_in", lambda n: n > 100_000),
    },
    survivors={
        "np.sqrt(n_in) -> np.sqrt(n_in + 0.001)": "less than a thousandth more",
    },
)


TWICE = "how relu_start falls from 25 to 100 inputs"
HALF = (
    "The best standard deviations for 25 and for 100 inputs aren't in this proportion. By which "
    "factor does the best start in the figure change if there are four times as many inputs?"
)
CONSTANT = (
    "From 25 to 100 inputs it falls as it should, and yet this start isn't the right one: in each "
    "layer the signal would be multiplied by a factor that isn't 1, and ten layers take it ten "
    "times. Is the rule the same for every number of inputs, and where does its constant come from?"
)


def _one_number(relu_start, n_in):
    """What comes back; of many numbers, which may be drawn at random, only that they are many."""
    start = relu_start(n_in)
    many = isinstance(start, np.ndarray) and start.ndim > 0 and (n_in == 1 or start.size > 1)
    return np.zeros(2) if many else start


def _half(relu_start, n_in):
    """Whether four times the inputs get half of the standard deviation."""
    one, two = _one_number(relu_start, n_in), relu_start(4 * n_in)
    plain = type(one) in (float, int) or isinstance(one, np.number | np.ndarray)
    if not plain or any(np.ndim(x) or not np.isfinite(x) for x in (one, two)):
        return one
    return int(abs(2 * two - one) < 0.04 * abs(one))


@exercise.cases
def _(rng):
    yield Case("25 and 100 inputs", {"n_in": 25}, _half, TWICE, otherwise=HALF, numbers=False)
    for n in [2, 1, 25, 50, 200, 784, int(rng.integers(10, 50)), 3000, 150_528]:
        label, what = f"{n} input{'s' * (n > 1)}", "relu_start(n_in)"
        yield Case(label, {"n_in": n}, _one_number, what, otherwise=CONSTANT)


@exercise.wrong
class Mistakes:
    def half_is_forgotten(n_in):
        """With this start the signal loses half of its mean square in every layer. Behind the
        sum comes a ReLU: what does it do to half of the scores?"""
        return np.sqrt(1 / n_in)

    def variance(n_in):
        """This is the variance. The standard deviation is its root."""
        return 2 / n_in

    def variance_of_one(n_in):
        """The signal dies quickly with this start. Ask again for 25 and for 100 inputs: with four
        times the inputs the best standard deviation isn't a quarter, it's a half."""
        return 1 / n_in

    def root_of_the_inputs_alone(n_in):
        """With more inputs the weights start larger here, and the sums are larger already. They
        have to start *smaller*."""
        return np.sqrt(2 * n_in)

    def upside_down(n_in):
        """With more inputs the weights start larger here, and the sums are larger already. It's
        the other way round."""
        return np.sqrt(n_in / 2)

    def half_and_half(n_in):
        """The factor 2 stands on the wrong side: with this start three quarters of the mean square
        are lost in every layer."""
        return np.sqrt(1 / (2 * n_in))

    def two_outside_the_root(n_in):
        """The 2 belongs under the root. With this start the mean square doubles in every layer."""
        return 2 / np.sqrt(n_in)

    def one_number(n_in):
        """The same number for every layer suits only one number of inputs. How does the best one
        change if there are four times as many?"""
        return 0.1

    one_number = spelled(
        one_number,
        *[lambda n_in, number=number: number for number in (0.14, 0.2, 0.28, 1.0)],
        lambda n_in: np.sqrt(2 / 100),
        lambda n_in: np.sqrt(2 / 25),
    )

    def a_hundredth(n_in):
        """The same number for every layer suits only one number of inputs, and a signal that is
        multiplied by so small weights dies. How does the best one change if there are four times as
        many inputs?"""
        return 0.01

    def root_over_the_inputs(n_in):
        """The root is taken of the 2 alone. With four times the inputs the best standard deviation
        is half as large, not a quarter."""
        return np.sqrt(2) / n_in

    def as_published(n_in):
        """This is the half-width of evenly spread weights. The standard deviation of such weights
        is smaller, by the root of 3."""
        return np.sqrt(6 / n_in)

    def a_line_through_two_points(n_in):
        """This is the straight line through 25 and 100 inputs, and for more than 175 inputs it
        falls below 0. The best start halves with every four times as many inputs."""
        return 0.28 - (n_in - 25) * 0.14 / 75

    def in_proportion(n_in):
        """This is right at one number of inputs, and falls in proportion to it. With four times the
        inputs the best standard deviation is half as large, not a quarter."""
        return 14 / n_in

    in_proportion = spelled(in_proportion, lambda n_in: 7 / n_in)

    def only_two_layers_known(n_in):
        """This knows the two numbers of inputs in the figure, and takes one value for all others.
        Which rule gives both?"""
        return 0.28 if n_in == 25 else 0.14

    only_two_layers_known = spelled(
        only_two_layers_known,
        lambda n_in: 0.28 if n_in <= 25 else 0.14,
        lambda n_in: 0.28 if n_in < 100 else 0.14,
        lambda n_in: 0.28 if n_in < 50 else 0.14,
        lambda n_in: 0.28 if n_in < 62.5 else 0.14,
        *[lambda n_in, x=x: {25: 0.28, 100: 0.14}.get(n_in, x) for x in (0.05, 0.1, 0.2, 1.0)],
    )

    def grows_with_the_root(n_in):
        """With more inputs the weights start larger here, and the sums are larger already. It
        should fall with the root of the number of inputs."""
        return np.sqrt(n_in) / 10

    def weights_themselves(n_in):
        """These are many numbers, such as the weights themselves. Only their standard deviation is
        wanted, one number."""
        return np.sqrt(2 / n_in) * np.ones(n_in)

    def variance_squared(n_in):
        """This is the variance squared, where its *root* is the standard deviation."""
        return (2 / n_in) ** 2

    def rounded(n_in):
        """The start is rounded. With many inputs it's small, so that rounding leaves little of it:
        return it as it is."""
        return round(np.sqrt(2 / n_in), 2)

    rounded = spelled(
        rounded,
        lambda n_in: round(np.sqrt(2 / n_in), 3),
        lambda n_in: round(np.sqrt(2 / n_in), 1),
        lambda n_in: np.round(np.sqrt(2 / n_in), 2),
    )

    def at_least_a_hundredth(n_in):
        """With very many inputs the start stays above a bound of yours. The rule has none: the more
        inputs, the smaller the weights."""
        return max(np.sqrt(2 / n_in), 0.01)

    def between_the_two_points(n_in):
        """Between 25 and 100 inputs this is a straight line, and beyond them it stays as it is.
        Four times the inputs halve the best start, however many they are."""
        return np.interp(n_in, [25, 100], [0.28, 0.14])

    between_the_two_points = spelled(
        between_the_two_points,
        lambda n_in: np.interp(n_in, [25, 100], [np.sqrt(2 / 25), np.sqrt(2 / 100)]),
    )

    def divided_without_a_rest(n_in):
        """`//` drops what is behind the point, so from 3 inputs on this is 0. Divide with `/`."""
        return np.sqrt(2 // n_in)

    def root_of_a_whole_number(n_in):
        """The root of the number of inputs is rounded to a whole number, so this is right for 25,
        100 and other squares only. A root has digits behind the point: `np.sqrt`."""
        return np.sqrt(2) / int(np.sqrt(n_in))

    def halved_in_jumps(n_in):
        """The start jumps: it stays as it is until there are four times the inputs. Between 25 and
        100 it should fall smoothly, as a root does."""
        return np.sqrt(2 / 25) * 0.5 ** np.floor(np.log(n_in / 25) / np.log(4))

    def bias_counted(n_in):
        """With few inputs this is too small, as if there were one more of them. The bias starts at
        0, so it adds nothing to a score: only the D weights count."""
        return np.sqrt(2 / (n_in + 1))

    def read_off_the_figure(n_in):
        """It falls with the root of the number of inputs, as it should, and the constant is only
        near the right one, as if it were read off a figure. Ten layers take what is left over ten
        times: find it on paper, from what the sum and the ReLU do to the mean square."""
        return 1.5 / np.sqrt(n_in)

    read_off_the_figure = spelled(
        read_off_the_figure,
        *[lambda n_in, c=c: c / np.sqrt(n_in) for c in (1.2, 1.25, 1.3, 1.6)],
    )

    def nothing_returned(n_in):
        """The number is printed, or computed, and not returned. What a function gives back stands
        behind `return`."""


@exercise.right
class Variants:
    def as_a_power(n_in):
        """A root in the denominator is the power of minus one half."""
        return (n_in / 2) ** -0.5

    def measured(n_in):
        """A constant that was measured, 1.41, is as good: nobody sees the third digit in a
        histogram."""
        return 1.41 / np.sqrt(n_in)
