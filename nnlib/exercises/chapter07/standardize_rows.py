"""Standardized rows as one box."""

import numpy as np

from nnlib.autodiff.tensor import Standardizing, Tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter07._tensors import boxed, cases, drawn, without_commas
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="07-standardize-rows",
    title="Standardizing as one box",
    minutes=20,
    difficulty=5,
    points=4,
    reference=Standardizing,
    blank=("standardize",),
    rtol=1e-4,
    hints=(
        "Take one row x of K entries, with mean m, standard deviation s, and y = (x - m) / s. "
        "A single x_k reaches every y_i through m and s, and y_k directly as well. Think of "
        "the three ways one at a time.",
        "If x_k grows by a little, m grows by 1/K of it. By how much does s grow? Differentiate "
        "s² = mean of (x - m)²; that m moves makes no difference there, since the deviations add "
        "up to 0. With y_i = (x_i - m) / s: what does all that do to y_i?",
        "s grows by y_k / K of what x_k grows by. Each of the three ways ends with a division by "
        "s. The direct one brings G_k. Through m comes minus the mean of the row's G. Through s "
        "comes minus y_k times another mean: of what?",
    ),
    why="""Directly, G comes back, divided by s. Through the mean every entry pushes every other
down, so the mean of the row's G is taken off. Through the standard deviation each entry pushes in
proportion to its own y, so off comes the part of G that points along y. What is left is exactly
the part of G that standardizing doesn't undo: adding a constant to a row, or stretching it,
changes nothing in the result, and so nothing may come back for that.""",
    distractors=(
        "    return G - level - along * Y",
        "    along = G.mean(axis=-1, keepdims=True)",
    ),
    survivors={"0 -> -1": "the only column of a table that was made for the product"},
    promises={
        "one row": array_where("a", lambda a: a.ndim == 1),
        "several rows": array_where("a", lambda a: a.ndim == 2),
        "three axes": array_where("a", lambda a: a.ndim == 3),
        "as many rows as columns": array_where("a", lambda a: a.shape == (3, 3)),
        "a small standard deviation": array_where("a", lambda a: a.std() < 0.1),
    },
)


def _make(Boxes, a):
    return boxed(Boxes, a).standardize()


@exercise.cases
def _(rng):
    row = np.array([1.0, 2.0, 3.0, 6.0])
    for label, a, G in [
        ("one row, one entry counts", row, np.array([1.0, 0.0, 0.0, 0.0])),
        ("one row", row, np.array([1.0, -2.0, 0.5, 3.0])),
        ("two rows", np.array([row, -row]), drawn(rng, 2, 4)),
        ("as many rows as columns", drawn(rng, 3, 3), drawn(rng, 3, 3)),
        ("three axes", drawn(rng, 2, 2, 5), drawn(rng, 2, 2, 5)),
        ("a small standard deviation", 0.01 * row, drawn(rng, 4)),
    ]:
        yield from cases(label, {"a": a, "G": G}, _make, "a.standardize()", "standardize")


def _mean(A):
    return A.mean(axis=-1, keepdims=True)


class _Other(Standardizing):
    def box(self, rule, divisor=None):
        std = self.data.std(axis=-1, keepdims=True)
        Y = (self.data - _mean(self.data)) / (std if divisor is None else divisor)
        return Tensor(Y, (self,), (lambda G: rule(G, Y, std),), "standardize")


def _divided_by(divisor_of):
    """The whole box, forward and back, with another divisor."""

    class with_another_divisor(_Other):
        def standardize(self):
            divisor = divisor_of(self.data)

            def rule(G, Y, std):
                return (G - _mean(G) - Y * _mean(G * Y)) / divisor

            return self.box(rule, divisor)

    return with_another_divisor


def _kept_from_zero(least):
    """The standard deviation, and the root of the variance, with that added."""
    for divisor_of in (
        lambda X: X.std(axis=-1, keepdims=True) + least,
        lambda X: np.sqrt(X.var(axis=-1, keepdims=True) + least),
    ):
        a_number_added = _divided_by(divisor_of)
        a_number_added.__name__ = "a_number_added"
        a_number_added.__doc__ = """A small number is added to what the rows are divided by.
            Frameworks do that in case a row is constant; here no row is, and the result is off
            where the standard deviation is small."""
        yield a_number_added


@exercise.wrong
class Mistakes:
    a_number_added = tuple(
        wrong for least in (1e-3, 1e-4, 1e-5, 1e-6) for wrong in _kept_from_zero(least)
    )[:7]  # 1e-6 on the standard deviation is within the tolerance

    class divided_twice(_Other):
        """What goes back is divided by the variance. All three ways end with a single division by
        the standard deviation."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - _mean(G) - Y * _mean(G * Y)) / std**2)

    class multiplied_by_the_std(_Other):
        """What goes back is multiplied by the standard deviation. An entry that moves by 0.01 moves
        the result by 0.01 *divided* by it."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - _mean(G) - Y * _mean(G * Y)) * std)

    class along_divided_twice(_Other):
        """What comes through the standard deviation is divided by it twice. y is divided by s
        already, and all three ways end with one more division."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - _mean(G) - Y * _mean(G * Y) / std) / std)

    class plus_the_mean(_Other):
        """The way through the mean has the wrong sign. A larger mean makes the entries *smaller*:
        it's subtracted."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G + _mean(G) - Y * _mean(G * Y)) / std)

    class mean_of_the_data(_Other):
        """The mean of the row's data is taken off what goes back. Through the mean comes back what
        has *arrived*: the mean of the row's G."""

        def standardize(self):
            m = _mean(self.data)
            return self.box(lambda G, Y, std: (G - m - Y * _mean(G * Y)) / std)

    class without_keepdims(_Other):
        """Mean and standard deviation have lost their axis, so they don't line up with the rows.
        With as many rows as columns that gives wrong numbers without a word: `keepdims=True`."""

        def standardize(self):
            m, std = self.data.mean(axis=-1), self.data.std(axis=-1)
            Y = (self.data - m) / std

            def rule(G):
                return (G - _mean(G) - Y * _mean(G * Y)) / std

            return Tensor(Y, (self,), (rule,), "standardize")

    class only_directly(_Other):
        """Only the direct way is there, G divided by the standard deviation. Mean and standard
        deviation move as well when an entry does."""

        def standardize(self):
            return self.box(lambda G, Y, std: G / std)

    class without_the_std(_Other):
        """The way through the standard deviation is missing. If an entry far from the mean grows,
        the standard deviation grows, and all entries of the result shrink."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - _mean(G)) / std)

    class without_the_mean(_Other):
        """The way through the mean is missing: if an entry grows, the mean grows by a K-th of it,
        and that is subtracted from every entry."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - Y * _mean(G * Y)) / std)

    class sums_for_means(_Other):
        """Sums stand where means should. An entry moves the mean by only a K-th of its own step,
        and the standard deviation too."""

        def standardize(self):
            return self.box(
                lambda G, Y, std: (
                    (G - G.sum(axis=-1, keepdims=True) - Y * (G * Y).sum(axis=-1, keepdims=True))
                    / std
                )
            )

    class not_divided(_Other):
        """Nothing is divided by the standard deviation on the way back. An entry that moves by 0.01
        moves the result by 0.01 / s."""

        def standardize(self):
            return self.box(lambda G, Y, std: G - _mean(G) - Y * _mean(G * Y))

    class mean_of_y(_Other):
        """Through the standard deviation comes y times the mean of G. It's the mean of G *times y*:
        how much the upstream gradient points along y."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - _mean(G) - Y * _mean(G)) / std)

    class along_without_y(_Other):
        """Through the standard deviation the same amount goes back to every entry of the row. An
        entry moves the standard deviation in proportion to its own y, so each gets the mean of G *
        y *times its y*."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - _mean(G) - _mean(G * Y)) / std)

    class along_not_divided(_Other):
        """What comes through the standard deviation lacks a division by it. All three ways end with
        one, and what stands in the third is y, which is divided by s already, and not x - m."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - _mean(G)) / std - Y * _mean(G * Y))

    class along_the_data(_Other):
        """What comes through the standard deviation is computed with the row as it went in. It
        moves with y, the *standardized* row: of x the mean would count as well."""

        def standardize(self):
            X = self.data
            return self.box(lambda G, Y, std: (G - _mean(G) - X * _mean(G * X)) / std)

    class along_the_deviations(_Other):
        """What comes through the standard deviation is computed with the deviations x - m, twice,
        where y belongs. That's larger by s²: y is a deviation *divided by* s."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - _mean(G) - std**2 * Y * _mean(G * Y)) / std)

    class over_everything(_Other):
        """Mean and standard deviation are those of the whole array. Each row has its own, along the
        last axis: `axis=-1, keepdims=True`."""

        def standardize(self):
            std = self.data.std()
            Y = (self.data - self.data.mean()) / std

            def rule(G):
                return (G - G.mean() - Y * (G * Y).mean()) / std

            return Tensor(Y, (self,), (rule,), "standardize")

    class means_over_everything(_Other):
        """On the way back the means are taken over the whole array. Each row is by itself there
        too: `axis=-1, keepdims=True`."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - G.mean() - Y * (G * Y).mean()) / std)

    class its_own_place_alone(_Other):
        """Each entry gets only what arrives at its own place. Mean and standard deviation are those
        of the whole row, so what arrives at the others comes back along them as well."""

        def standardize(self):
            K = self.data.shape[-1]
            return self.box(lambda G, Y, std: G * (1 - 1 / K - Y**2 / K) / std)

    class an_array_comes_back(_Other):
        """What comes back is a plain array, which remembers nothing. Make a new Tensor of it, with
        its parent and a rule, each in a tuple, `(self,)`."""

        def standardize(self):
            return (self.data - _mean(self.data)) / self.data.std(axis=-1, keepdims=True)

    class a_sum_for_the_first_mean(_Other):
        """What comes through the mean is the *sum* of the row's G. An entry moves the mean by only
        a K-th of its own step: the mean of G."""

        def standardize(self):
            return self.box(
                lambda G, Y, std: (G - G.sum(axis=-1, keepdims=True) - Y * _mean(G * Y)) / std
            )

    class a_sum_for_the_second_mean(_Other):
        """What comes through the standard deviation has a *sum* in it, of G * y. An entry moves the
        standard deviation by y / K times its own step: the mean."""

        def standardize(self):
            return self.box(
                lambda G, Y, std: (G - _mean(G) - Y * (G * Y).sum(axis=-1, keepdims=True)) / std
            )

    class along_the_columns(_Other):
        """This standardizes columns, over the batch, as chapter 00 did. Here each row is
        standardized by itself, along the last axis."""

        def standardize(self):
            X = self.data
            if X.ndim == 1:
                return Standardizing.standardize(self)
            std = X.std(axis=0)
            Y = (X - X.mean(axis=0)) / np.where(std == 0, 1, std)

            def rule(G):
                return (G - G.mean(axis=0) - Y * (G * Y).mean(axis=0)) / np.where(std == 0, 1, std)

            return Tensor(Y, (self,), (rule,), "standardize")

    a_tuple_without_its_comma = without_commas(Standardizing, "standardize")

    class variance(_Other):
        """The rows are divided by the variance. The standard deviation is its root, `std`."""

        def standardize(self):
            return self.box(
                lambda G, Y, std: (G - _mean(G) - Y * _mean(G * Y)) / std,
                self.data.var(axis=-1, keepdims=True),
            )

    variance = spelled(variance, _divided_by(lambda X: X.var(axis=-1, keepdims=True)))

    class one_less(_Other):
        """The standard deviation is that of a sample, with `ddof=1`: divided by K - 1. `std`
        divides by K, and so does the rest of this course."""

        def standardize(self):
            return self.box(
                lambda G, Y, std: (G - _mean(G) - Y * _mean(G * Y)) / std,
                self.data.std(axis=-1, keepdims=True, ddof=1),
            )

    one_less = spelled(one_less, _divided_by(lambda X: X.std(axis=-1, keepdims=True, ddof=1)))

    class plus_the_std(_Other):
        """The way through the standard deviation has the wrong sign: a larger standard deviation
        makes the entries *smaller*."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - _mean(G) + Y * _mean(G * Y)) / std)


@exercise.right
class Variants:
    class through_the_middle(Standardizing):
        """Step by step, as the engine would go: through the quotient to the deviations and to s,
        through the root and the squares, and through the mean. It's longer, and every line is a
        rule that you know."""

        def standardize(self):
            X, K = self.data, self.data.shape[-1]
            D = X - np.mean(X, axis=-1, keepdims=True)
            s = np.sqrt(np.mean(D**2, axis=-1, keepdims=True))

            def rule(G):
                ds = -np.sum(G * D, axis=-1, keepdims=True) / s**2
                dD = G / s + ds * D / (K * s)
                return dD - np.sum(dD, axis=-1, keepdims=True) / K

            return Tensor(D / s, (self,), (rule,), "standardize")

    class as_a_projection(Standardizing):
        """The directions that are taken off, the constant one and y itself, stand side by side in a
        table, and one product takes both off: geometry in place of algebra."""

        def standardize(self):
            X = self.data
            std = np.std(X, axis=-1, keepdims=True)
            Y = (X - np.mean(X, axis=-1, keepdims=True)) / std
            off = np.stack([np.ones_like(Y), Y], axis=-1)  # (…, K, 2)

            def rule(G):
                onto = off.mT @ G[..., np.newaxis]  # (…, 2, 1)
                return (G - (off @ onto)[..., 0] / X.shape[-1]) / std

            return Tensor(Y, (self,), (rule,), "standardize")
