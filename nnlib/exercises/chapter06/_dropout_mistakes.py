"""Wrong answers to "Dropout"."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.networks import layers


class Other(layers.Dropout):
    """Dropout in parts, each of which an answer may get wrong."""

    def drawn(self, A):
        return self.rng.random(A.shape) >= self.rate

    def scale(self):
        return 1 / (1 - self.rate)

    def forward(self, A):
        self.mask = 1.0
        if self.training:
            self.mask = np.asarray(self.drawn(A) * self.scale(), A.dtype)
        return A * self.mask


class Mistakes:
    class double_precision(Other):
        """float32 came in and float64 came out, so all that follows becomes float64 and slower.
        Give the mask the type of `A`, with `.astype(A.dtype)`."""

        def forward(self, A):
            self.mask = self.drawn(A) * self.scale() if self.training else 1.0
            return A * self.mask

    class not_scaled(Other):
        """The units that stay on are not made larger, so the next layer's sums are too small in
        training. Their average should be what it is without dropout."""

        def scale(self):
            return 1

    class scaled_down(Other):
        """The units that stay on are made *smaller*. Since others are missing, they have to be
        made larger: divide by 1 - rate."""

        def scale(self):
            return 1 - self.rate

    class divided_by_the_rate(Other):
        """The units that stay on are divided by `rate`, the probability of being off. They're on
        with the probability 1 - rate."""

        def scale(self):
            return 1 / self.rate if self.rate else 1

    class divided_by_a_rate_of_0(Other):
        def scale(self):
            return 1 / self.rate if self.rate else np.inf

    divided_by_the_rate = spelled(divided_by_the_rate, divided_by_a_rate_of_0)
    del divided_by_a_rate_of_0

    class keeps_the_rate(Other):
        """`rate` is the probability of being switched *off*; here it's that of staying on."""

        def drawn(self, A):
            return self.rng.random(A.shape) < self.rate

    class rate_and_scale_exchanged(Other):
        """`rate` is taken for the probability of staying on, in the draw and in the scale. It's
        that of being switched off."""

        def drawn(self, A):
            return self.rng.random(A.shape) < self.rate

        def scale(self):
            return 1 / self.rate if self.rate else 1

    class always(Other):
        """Units are switched off when the network answers, too. Look at `self.training`."""

        def forward(self, A):
            self.mask = self.drawn(A) * self.scale()
            return A * self.mask

    class never(Other):
        """No unit is ever switched off."""

        def drawn(self, A):
            return np.ones(A.shape)

        def scale(self):
            return 1

    class one_draw_for_all_samples(Other):
        """The same units are off for all the samples of a batch. Draw for each sample by
        itself."""

        def drawn(self, A):
            return np.ones(A.shape) * (self.rng.random(A.shape[1]) >= self.rate)

    class whole_samples(Other):
        """Whole samples are switched off, with all their units. Draw for each unit."""

        def drawn(self, A):
            return np.ones(A.shape) * (self.rng.random((len(A), 1)) >= self.rate)

    class all_or_nothing(Other):
        """One number is drawn for the whole batch, so either all units are on or all are off."""

        def drawn(self, A):
            return np.full(A.shape, self.rng.random() >= self.rate)

    class normal_numbers(Other):
        """The random numbers come from a bell, so another part of the units is off. Take
        `self.rng.random`, whose numbers are spread evenly between 0 and 1."""

        def drawn(self, A):
            return self.rng.normal(size=A.shape) >= self.rate

    class backward_draws_anew(Other):
        """The way back has drawn units of its own. The units that were off in `forward` have no
        gradient, and no others."""

        def backward(self, dA):
            return dA * (self.drawn(dA) * self.scale() if self.training else 1)

    class gradient_for_all(Other):
        """The gradient goes back through all the units. A unit that was off had no part in the
        loss."""

        def backward(self, dA):
            return dA

    class gradient_not_scaled(Other):
        """On the way back the units that were on are not scaled. What was multiplied forward is
        multiplied backward."""

        def backward(self, dA):
            return dA * (np.asarray(self.mask) > 0)

    class old_mask_when_it_answers(Other):
        """Out of training the gradient still goes through the mask of the last training batch. It
        has to go through everything then."""

        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            self.mask = 1.0

        def forward(self, A):
            if not self.training:
                return A
            self.mask = self.drawn(A) * self.scale()
            return A * self.mask

        def backward(self, dA):
            return dA * self.mask

    class from_nowhere(Other):
        """The random numbers don't come from `self.rng`, so the same training can't be repeated."""

        def drawn(self, A):
            return np.random.random(A.shape) >= self.rate

    class drawn_by_rows_and_by_columns(Other):
        """A unit is off if its row or its column in the batch is. Draw for every unit of every
        sample by itself."""

        def drawn(self, A):
            rows, columns = self.rng.random((len(A), 1)), self.rng.random(A.shape[1])
            return (rows >= self.rate) & (columns >= self.rate)

    class divided_on_the_way_back(Other):
        """On the way back the gradient is divided by the mask, which is 0 where a unit was off.
        Both directions multiply."""

        def backward(self, dA):
            with np.errstate(all="ignore"):
                return dA / self.mask

    class by_the_activations(Other):
        """The activations themselves are compared with the rate, so nothing is random. Draw a
        number between 0 and 1 for each of them."""

        def drawn(self, A):
            return self.rate <= A

    class same_seed_every_time(Other):
        """Every `forward` makes a new generator, so each batch has the same units switched off.
        Draw from `self.rng`, which goes on where it stopped."""

        def drawn(self, A):
            return np.random.default_rng(0).random(A.shape) >= self.rate

    class changed_in_place(Other):
        """The caller's activations are overwritten: `A *= …` changes the array that came in. Out
        of `A * …` comes a new one."""

        def forward(self, A):
            A *= 1.0
            out = super().forward(A)
            A[...] = out
            return A

    class forgot_to_keep_the_mask(Other):
        """`backward` looks for a mask that `forward` hasn't kept. Keep it in `self`."""

        def forward(self, A):
            return A * (self.drawn(A) * self.scale()) if self.training else A

        def backward(self, dA):
            return dA * self.mask

    class asks_on_the_way_back(Other):
        """`backward` asks whether the network is training *now*. It has to go back through the
        layer as it was in the last `forward`, so keep the mask, or the fact that there was
        none."""

        def backward(self, dA):
            return dA * self.mask if self.training else dA

    class asks_both_ways(Other):
        def forward(self, A):
            return super().forward(A) if self.training else A

        def backward(self, dA):
            return dA * self.mask if self.training else dA

    asks_on_the_way_back = spelled(asks_on_the_way_back, asks_both_ways)
    del asks_both_ways

    class a_fixed_number(Other):
        """The number of units that are off is fixed. Each unit is off with the probability `rate`,
        by itself, so that their number varies by chance from sample to sample."""

        def drawn(self, A):
            on = np.ones(A.shape)
            for row in on:
                off = self.rng.permutation(row.size)[: round(self.rate * row.size)]
                row[off] = 0
            return on

    class a_fixed_number_of_all(Other):
        def drawn(self, A):
            off = self.rng.permutation(A.size)[: round(self.rate * A.size)]
            on = np.ones(A.size)
            on[off] = 0
            return on.reshape(A.shape)

    class a_fixed_number_in_each_column(Other):
        def drawn(self, A):
            on = np.ones(A.shape)
            for column in on.T:
                column[self.rng.permutation(column.size)[: round(self.rate * column.size)]] = 0
            return on

    a_fixed_number = spelled(a_fixed_number, a_fixed_number_of_all, a_fixed_number_in_each_column)
    del a_fixed_number_of_all, a_fixed_number_in_each_column

    class scaled_twice_on_the_way_back(Other):
        """On the way back the gradient is divided by 1 - rate twice: it stands in the mask
        already."""

        def backward(self, dA):
            out = dA * self.mask
            return out / (1 - self.rate) if np.ndim(self.mask) else out

    class scaled_twice_in_training(Other):
        def backward(self, dA):
            return dA * self.mask / (1 - self.rate) if self.training else dA

    class scaled_twice_always(Other):
        def backward(self, dA):
            return dA * self.mask / (1 - self.rate)

    scaled_twice_on_the_way_back = spelled(
        scaled_twice_on_the_way_back, scaled_twice_in_training, scaled_twice_always
    )
    del scaled_twice_in_training, scaled_twice_always

    class switch_the_other_way(Other):
        """Units are switched off when the network answers, and in training none is. It should be
        the other way round: is there a `not` too many in your `if`?"""

        def forward(self, A):
            self.mask = 1.0 if self.training else self.drawn(A) * self.scale()
            return A * self.mask

    class larger_by_what_is_on(Other):
        """The units that stay on are divided by the part that happens to be on in this batch. That
        part varies by chance: divide by the probability of being on, 1 - rate."""

        def forward(self, A):
            self.mask = 1.0
            if self.training:
                on = self.drawn(A)
                self.mask = on / on.mean()
            return A * self.mask
