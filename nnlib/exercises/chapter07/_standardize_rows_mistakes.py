"""Wrong answers to "Standardizing as one box"."""

import numpy as np

from nnlib.autodiff.tensor import Standardizing, Tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter07._tensors import without_commas


def mean(A):
    return A.mean(axis=-1, keepdims=True)


class Other(Standardizing):
    def box(self, rule, divisor=None):
        std = self.data.std(axis=-1, keepdims=True)
        Y = (self.data - mean(self.data)) / (std if divisor is None else divisor)
        return Tensor(Y, (self,), (lambda G: rule(G, Y, std),), "standardize")


def _divided_by(divisor_of):
    """The whole box, forward and back, with another divisor."""

    class with_another_divisor(Other):
        def standardize(self):
            divisor = divisor_of(self.data)

            def rule(G, Y, std):
                return (G - mean(G) - Y * mean(G * Y)) / divisor

            return self.box(rule, divisor)

    return with_another_divisor


def _without_keepdims(t, D, std):
    """The box of these deviations, with means that have lost their axis on the way back."""
    Y = D / std

    def rule(G):
        return (G - G.mean(axis=-1) - Y * (G * Y).mean(axis=-1)) / std

    return Tensor(Y, (t,), (rule,), "standardize")


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


class Mistakes:
    a_number_added = tuple(
        wrong for least in (1e-3, 1e-4, 1e-5, 1e-6) for wrong in _kept_from_zero(least)
    )

    class divided_twice(Other):
        """What goes back is divided by the variance. All three ways end with a single division by
        the standard deviation."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G) - Y * mean(G * Y)) / std**2)

    class multiplied_by_the_std(Other):
        """What goes back is multiplied by the standard deviation. An entry that moves by 0.01 moves
        the result by 0.01 *divided* by it."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G) - Y * mean(G * Y)) * std)

    class along_divided_twice(Other):
        """What comes through the standard deviation is divided by it twice. y is divided by s
        already, and all three ways end with one more division."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G) - Y * mean(G * Y) / std) / std)

    class plus_the_mean(Other):
        """The way through the mean has the wrong sign. A larger mean makes the entries *smaller*:
        it's subtracted."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G + mean(G) - Y * mean(G * Y)) / std)

    class mean_of_the_data(Other):
        """The mean of the row's data is taken off what goes back. Through the mean comes back what
        has *arrived*: the mean of the row's G."""

        def standardize(self):
            m = mean(self.data)
            return self.box(lambda G, Y, std: (G - m - Y * mean(G * Y)) / std)

    class without_keepdims(Other):
        """Mean and standard deviation have lost their axis, so they don't line up with the rows.
        With as many rows as columns that gives wrong numbers without a word: `keepdims=True`."""

        def standardize(self):
            m, std = self.data.mean(axis=-1), self.data.std(axis=-1)
            Y = (self.data - m) / std

            def rule(G):
                return (G - mean(G) - Y * mean(G * Y)) / std

            return Tensor(Y, (self,), (rule,), "standardize")

    class without_keepdims_on_both_ways(Other):
        def standardize(self):
            std = self.data.std(axis=-1)
            return _without_keepdims(self, self.data - self.data.mean(axis=-1), std)

    class without_keepdims_by_squares(Other):
        def standardize(self):
            D = self.data - self.data.mean(axis=-1)
            return _without_keepdims(self, D, np.sqrt((D**2).mean(axis=-1)))

    without_keepdims = spelled(
        without_keepdims, without_keepdims_on_both_ways, without_keepdims_by_squares
    )
    del without_keepdims_on_both_ways, without_keepdims_by_squares

    class only_directly(Other):
        """Only the direct way is there, G divided by the standard deviation. Mean and standard
        deviation move as well when an entry does."""

        def standardize(self):
            return self.box(lambda G, Y, std: G / std)

    class without_the_std(Other):
        """The way through the standard deviation is missing. If an entry far from the mean grows,
        the standard deviation grows, and all entries of the result shrink."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G)) / std)

    class without_the_mean(Other):
        """The way through the mean is missing: if an entry grows, the mean grows by a K-th of it,
        and that is subtracted from every entry."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - Y * mean(G * Y)) / std)

    class sums_for_means(Other):
        """Sums stand where means should. An entry moves the mean by only a K-th of its own step,
        and the standard deviation too."""

        def standardize(self):
            return self.box(
                lambda G, Y, std: (
                    (G - G.sum(axis=-1, keepdims=True) - Y * (G * Y).sum(axis=-1, keepdims=True))
                    / std
                )
            )

    class not_divided(Other):
        """Nothing is divided by the standard deviation on the way back. An entry that moves by 0.01
        moves the result by 0.01 / s."""

        def standardize(self):
            return self.box(lambda G, Y, std: G - mean(G) - Y * mean(G * Y))

    class mean_of_y(Other):
        """Through the standard deviation comes y times the mean of G. It's the mean of G *times y*:
        how much the upstream gradient points along y."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G) - Y * mean(G)) / std)

    class along_without_y(Other):
        """Through the standard deviation the same amount goes back to every entry of the row. An
        entry moves the standard deviation in proportion to its own y, so each gets the mean of G *
        y *times its y*."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G) - mean(G * Y)) / std)

    class along_not_divided(Other):
        """What comes through the standard deviation lacks a division by it. All three ways end with
        one, and what stands in the third is y, which is divided by s already, and not x - m."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G)) / std - Y * mean(G * Y))

    class along_the_data(Other):
        """What comes through the standard deviation is computed with the row as it went in. It
        moves with y, the *standardized* row: of x the mean would count as well."""

        def standardize(self):
            X = self.data
            return self.box(lambda G, Y, std: (G - mean(G) - X * mean(G * X)) / std)

    class along_the_deviations(Other):
        """What comes through the standard deviation is computed with the deviations x - m, twice,
        where y belongs. That's larger by s²: y is a deviation *divided by* s."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G) - std**2 * Y * mean(G * Y)) / std)

    class over_everything(Other):
        """Mean and standard deviation are those of the whole array. Each row has its own, along the
        last axis: `axis=-1, keepdims=True`."""

        def standardize(self):
            std = self.data.std()
            Y = (self.data - self.data.mean()) / std

            def rule(G):
                return (G - G.mean() - Y * (G * Y).mean()) / std

            return Tensor(Y, (self,), (rule,), "standardize")

    class means_over_everything(Other):
        """On the way back the means are taken over the whole array. Each row is by itself there
        too: `axis=-1, keepdims=True`."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - G.mean() - Y * (G * Y).mean()) / std)

    class its_own_place_alone(Other):
        """Each entry gets only what arrives at its own place. Mean and standard deviation are those
        of the whole row, so what arrives at the others comes back along them as well."""

        def standardize(self):
            K = self.data.shape[-1]
            return self.box(lambda G, Y, std: G * (1 - 1 / K - Y**2 / K) / std)

    class an_array_comes_back(Other):
        """What comes back is a plain array, which remembers nothing. Make a new Tensor of it, with
        its parent and a rule, each in a tuple, `(self,)`."""

        def standardize(self):
            return (self.data - mean(self.data)) / self.data.std(axis=-1, keepdims=True)

    class a_sum_for_the_first_mean(Other):
        """What comes through the mean is the *sum* of the row's G. An entry moves the mean by only
        a K-th of its own step: the mean of G."""

        def standardize(self):
            return self.box(
                lambda G, Y, std: (G - G.sum(axis=-1, keepdims=True) - Y * mean(G * Y)) / std
            )

    class a_sum_for_the_second_mean(Other):
        """What comes through the standard deviation has a *sum* in it, of G * y. An entry moves the
        standard deviation by y / K times its own step: the mean."""

        def standardize(self):
            return self.box(
                lambda G, Y, std: (G - mean(G) - Y * (G * Y).sum(axis=-1, keepdims=True)) / std
            )

    class along_the_columns(Other):
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

    class variance(Other):
        """The rows are divided by the variance. The standard deviation is its root, `std`."""

        def standardize(self):
            return self.box(
                lambda G, Y, std: (G - mean(G) - Y * mean(G * Y)) / std,
                self.data.var(axis=-1, keepdims=True),
            )

    variance = spelled(variance, _divided_by(lambda X: X.var(axis=-1, keepdims=True)))

    class one_less(Other):
        """The standard deviation is that of a sample, with `ddof=1`: divided by K - 1. `std`
        divides by K, and so does the rest of this course."""

        def standardize(self):
            return self.box(
                lambda G, Y, std: (G - mean(G) - Y * mean(G * Y)) / std,
                self.data.std(axis=-1, keepdims=True, ddof=1),
            )

    class one_less_on_both_ways(Other):
        def standardize(self):
            std = self.data.std(axis=-1, keepdims=True, ddof=1)

            def rule(G, Y, _):
                along = (G * Y).sum(axis=-1, keepdims=True) / (Y.shape[-1] - 1)
                return (G - mean(G) - Y * along) / std

            return self.box(rule, std)

    one_less = spelled(
        one_less,
        _divided_by(lambda X: X.std(axis=-1, keepdims=True, ddof=1)),
        one_less_on_both_ways,
    )
    del one_less_on_both_ways

    class plus_the_std(Other):
        """The way through the standard deviation has the wrong sign: a larger standard deviation
        makes the entries *smaller*."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G) + Y * mean(G * Y)) / std)

    class tables_only(Other):
        """`axis=1` is the last axis of a table. A single row has no such axis, and of three axes
        it's the middle one: `axis=-1` is the last, however many there are."""

        def standardize(self):
            std = self.data.std(axis=1, keepdims=True)
            Y = (self.data - self.data.mean(axis=1, keepdims=True)) / std

            def rule(G):
                along = (G * Y).mean(axis=1, keepdims=True)
                return (G - G.mean(axis=1, keepdims=True) - Y * along) / std

            return Tensor(Y, (self,), (rule,), "standardize")

    class tables_only_on_the_way_back(Other):
        def standardize(self):
            def rule(G, Y, std):
                along = (G * Y).mean(axis=1, keepdims=True)
                return (G - G.mean(axis=1, keepdims=True) - Y * along) / std

            return self.box(rule)

    tables_only = spelled(tables_only, tables_only_on_the_way_back)
    del tables_only_on_the_way_back

    class data_in_the_second_mean(Other):
        """In the way through the standard deviation, what arrives is multiplied by the row as it
        went *in* before the mean is taken. It counts how far G points along the *standardized* row:
        the mean of G * y."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G) - Y * mean(G * self.data)) / std)

    class both_inside_the_mean(Other):
        """Both factors y are inside of the mean, so every entry of the row gets the same through
        the standard deviation. One belongs in front: an entry moves the standard deviation in
        proportion to its own y."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G) - mean(G * Y * Y)) / std)
