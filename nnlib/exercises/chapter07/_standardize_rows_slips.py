"""Wrong answers to "Standardizing as one box": what is counted, and whose arrays are used."""

import numpy as np

from nnlib.autodiff.tensor import Standardizing, Tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter07._standardize_rows_mistakes import Other, mean


class Slips:
    class without_keepdims_on_the_way_back(Other):
        """On the way back the means have lost their axis, so they don't line up with the rows. With
        as many rows as columns that gives wrong numbers without a word: `keepdims=True`."""

        def standardize(self):
            return self.box(
                lambda G, Y, std: (G - G.mean(axis=-1) - Y * (G * Y).mean(axis=-1)) / std
            )

    class one_less_on_the_way_back(Other):
        """What comes through the standard deviation is divided by K - 1. Forward, `std` has divided
        by K, and an entry moves it by y / K times its own step: the mean of G * y."""

        def standardize(self):
            def rule(G, Y, std):
                along = (G * Y).sum(axis=-1, keepdims=True) / (G.shape[-1] - 1)
                return (G - mean(G) - Y * along) / std

            return self.box(rule)

    class divided_by_the_rows(Other):
        """On the way back the sums are divided by the number of *rows*, which is what `len` gives.
        Means along a row are divided by its entries: `shape[-1]`, or `mean`."""

        def standardize(self):
            def rule(G, Y, std):
                level, along = (A.sum(axis=-1, keepdims=True) / len(Y) for A in (G, G * Y))
                return (G - level - Y * along) / std

            return self.box(rule)

    class root_mean_square(Standardizing):
        """The rows are divided by the root of their mean square, but their mean is never taken off.
        Standardized rows have the mean 0: subtract it first."""

        def standardize(self):
            size = np.sqrt(mean(self.data**2))
            Y = self.data / size
            rule = lambda G: (G - Y * mean(G * Y)) / size  # noqa: E731
            return Tensor(Y, (self,), (rule,), "standardize")

    class rows_changed(Standardizing):
        """Mean and standard deviation are taken off in the parent's own array, with `-=` or `/=`,
        so it is no longer what it was, for this box and for all others. `self.data - …` makes a
        new one."""

        def standardize(self):
            Y = self.data
            Y -= mean(Y)
            std = Y.std(axis=-1, keepdims=True)
            Y /= std
            rule = lambda G: (G - mean(G) - Y * mean(G * Y)) / std  # noqa: E731
            return Tensor(Y, (self,), (rule,), "standardize")

    class upstream_changed(Other):
        """The rule works in the very array that it was given, with `-=`. That's the gradient of the
        result, which others still need: compute a new array, `G - …`."""

        def standardize(self):
            def rule(G, Y, std):
                through_std = Y * mean(G * Y)
                G -= mean(G)
                G -= through_std
                return G / std

            return self.box(rule)

    class several_boxes(Standardizing):
        """This puts the result together from several boxes, `self`'s own mean and so on. Here *one*
        box is asked for: compute with arrays, `self.data`, and write one rule for all of it."""

        def standardize(self):
            away = self - self.mean(-1, keepdims=True)
            return away / ((away * away).mean(-1, keepdims=True).log() * 0.5).exp()

    class mean_of_squares(Standardizing):
        """The variance is computed as the mean of the squares minus the square of the mean. On
        paper that's the same; where a row's numbers are large and lie close together, two huge
        numbers are subtracted and rounding is all that's left. Subtract the mean first."""

        def standardize(self):
            std = np.sqrt(mean(self.data**2) - mean(self.data) ** 2)
            Y = (self.data - mean(self.data)) / std
            rule = lambda G: (G - mean(G) - Y * mean(G * Y)) / std  # noqa: E731
            return Tensor(Y, (self,), (rule,), "standardize")

    class mean_of_squares_guarded(Standardizing):
        def standardize(self):
            X = self.data
            variance = np.maximum(mean(X * X) - mean(X) * mean(X), 0)
            std = np.sqrt(variance)
            with np.errstate(all="ignore"):
                Y = (X - mean(X)) / std
            rule = lambda G: (G - mean(G) - Y * mean(G * Y)) / std  # noqa: E731
            return Tensor(Y, (self,), (rule,), "standardize")

    class mean_of_squares_on_the_way_back(Other):
        def standardize(self):
            X = self.data

            def rule(G, Y, std):
                return (G - mean(G) - Y * mean(G * Y)) / np.sqrt(mean(X**2) - mean(X) ** 2)

            return self.box(rule)

    mean_of_squares = spelled(
        mean_of_squares, mean_of_squares_guarded, mean_of_squares_on_the_way_back
    )
    del mean_of_squares_guarded, mean_of_squares_on_the_way_back

    class mean_distance(Standardizing):
        """The rows are divided by their mean distance from the mean. The standard deviation is
        another measure: the root of the mean *squared* distance, `std`."""

        def standardize(self):
            D = self.data - mean(self.data)
            distance = mean(np.abs(D))
            Y = D / distance
            rule = lambda G: (G - mean(G) - Y * mean(G * Y)) / distance  # noqa: E731
            return Tensor(Y, (self,), (rule,), "standardize")

    class along_its_own_place(Other):
        """In the way through the standard deviation each entry gets only what arrives at its own
        place. The standard deviation divides the whole row, so what arrives at the others counts
        too: y times the *mean* of G * y."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G) - Y * Y * G) / std)

    class in_single_precision(Standardizing):
        """This is computed in single precision, and half of the digits are lost. A Tensor's numbers
        have double precision, and so should what is computed of them: no `float32`."""

        def standardize(self):
            X = self.data.astype(np.float32)
            std = np.sqrt(mean((X - mean(X)) ** 2))
            Y = (X - mean(X)) / std
            rule = lambda G: (G - mean(G) - Y * mean(G * Y)) / std  # noqa: E731
            return Tensor(Y, (self,), (rule,), "standardize")

    class in_single_precision_by_std(Standardizing):
        def standardize(self):
            X = self.data.astype(np.float32)
            std = X.std(axis=-1, keepdims=True)
            Y = (X - mean(X)) / std
            rule = lambda G: (G - mean(G) - Y * mean(G * Y)) / std  # noqa: E731
            return Tensor(Y, (self,), (rule,), "standardize")

    in_single_precision = spelled(in_single_precision, in_single_precision_by_std)
    del in_single_precision_by_std

    class single_precision_of_the_result(Standardizing):
        """This is computed in single precision, and half of the digits are lost. A Tensor's numbers
        have double precision, and so should what is computed of them: no `float32`."""

        def standardize(self):
            m = mean(self.data.astype(np.float32))
            std = self.data.std(axis=-1, keepdims=True)
            Y = ((self.data - m) / std).astype(np.float32)
            rule = lambda G: (G - mean(G) - Y * mean(G * Y)) / std  # noqa: E731
            return Tensor(Y, (self,), (rule,), "standardize")

    class along_the_columns_on_the_way_back(Other):
        """On the way back the means are taken along the first axis, over the batch. Each row was
        standardized by itself, so what goes back to it depends on its own G alone: along the last
        axis there too."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - G.mean(0) - Y * (G * Y).mean(0)) / std)

    class only_the_last_divided(Other):
        """Of the three ways back only the last is divided by the standard deviation. `/` comes
        before `-`, so it takes what stands next to it: put all three into brackets."""

        def standardize(self):
            return self.box(lambda G, Y, std: G - mean(G) - Y * mean(G * Y) / std)

    class upstream_standardized(Other):
        """What arrives is standardized by its own standard deviation. That of the *row* counts: it
        says how much the result moves if an entry does."""

        def standardize(self):
            return self.box(lambda G, Y, std: (G - mean(G)) / G.std(axis=-1, keepdims=True))

    class mean_left_in(Standardizing):
        """The rows are divided by their standard deviation, but their mean isn't subtracted before.
        Standardized rows have the mean 0."""

        def standardize(self):
            std = self.data.std(axis=-1, keepdims=True)
            Y = self.data / std
            rule = lambda G: (G - mean(G) - Y * mean(G * Y)) / std  # noqa: E731
            return Tensor(Y, (self,), (rule,), "standardize")

    class mean_left_in_forward(Standardizing):
        def standardize(self):
            std = self.data.std(axis=-1, keepdims=True)
            Y = (self.data - mean(self.data)) / std
            rule = lambda G: (G - mean(G) - Y * mean(G * Y)) / std  # noqa: E731
            return Tensor(self.data / std, (self,), (rule,), "standardize")

    mean_left_in = spelled(mean_left_in, mean_left_in_forward)
    del mean_left_in_forward

    class only_centred(Standardizing):
        """Only the mean is subtracted from the rows. To be standardized they are divided by their
        standard deviation as well."""

        def standardize(self):
            std = self.data.std(axis=-1, keepdims=True)
            Y = self.data - mean(self.data)
            rule = lambda G: (G - mean(G) - Y * mean(G * Y)) / std  # noqa: E731
            return Tensor(Y, (self,), (rule,), "standardize")

    class only_centred_forward(Standardizing):
        def standardize(self):
            std = self.data.std(axis=-1, keepdims=True)
            D = self.data - mean(self.data)
            Y = D / std
            rule = lambda G: (G - mean(G) - Y * mean(G * Y)) / std  # noqa: E731
            return Tensor(D, (self,), (rule,), "standardize")

    class centred_on_both_ways(Standardizing):
        def standardize(self):
            rule = lambda G: G - mean(G)  # noqa: E731
            return Tensor(self.data - mean(self.data), (self,), (rule,), "standardize")

    only_centred = spelled(only_centred, only_centred_forward, centred_on_both_ways)
    del only_centred_forward, centred_on_both_ways
