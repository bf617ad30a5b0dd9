"""Wrong answers to "What all the tips say together": loops, and logarithms of something else."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import sigmoid


def log_odds(a):
    return np.log(a / (1 - a))


class Slips:
    """The loop starts or ends at the wrong place, or the logarithm is that of something else."""

    def starts_at_0(a):
        """Whatever the tips say, this is 0, as a product is that starts from 0. Even odds are 1 to
        1, and their logarithm, from which a *sum* may start, is 0."""
        odds = 0
        for tip in a:
            odds = odds * tip / (1 - tip)
        return odds / (1 + odds)

    def odds_start_at_a_half(a):
        """Even odds are 1 to 1, and here they start from 0.5: with no tip at all the result should
        be 0.5. And odds of thousands of tips overflow: add up their logarithms."""
        odds = 0.5
        for tip in a:
            odds *= tip / (1 - tip)
        return odds / (1 + odds)

    def returned_in_the_loop(a):
        """Only the first tip counts, and without one nothing comes back: a `return` inside the loop
        ends it in the first round. Return after the loop."""
        z = 0
        for tip in a:
            z += np.log(tip / (1 - tip))
            return sigmoid(z)

    returned_in_the_loop = spelled(
        returned_in_the_loop,
        lambda a: log_odds(a[0]) if len(a) else None,
        lambda a: a[0] / (1 - a[0]) if len(a) else None,
    )

    def only_the_last_tip(a):
        """Only the last tip counts here: each round of the loop puts its log-odds in the place of
        those before. Add it to them."""
        for tip in a:
            z = np.log(tip / (1 - tip))
        return sigmoid(z)

    only_the_last_tip = spelled(
        only_the_last_tip,
        lambda a: sigmoid(log_odds(a[-1])) if len(a) else 0.5,
    )

    def two_tips(a):
        """Made for two tips, and there may be any number of them, one, or none at all. Every tip
        adds its own log-odds."""
        return sigmoid(log_odds(a[0]) + log_odds(a[1]))

    def logarithm_of_a_part(a):
        """The logarithm isn't that of the odds: it's taken of *yes* alone, or of *yes* and *no*
        each by itself, and then divided. Make the quotient first."""
        return sigmoid(np.sum(np.log(a) / (1 - a)))

    logarithm_of_a_part = spelled(
        logarithm_of_a_part, lambda a: sigmoid(np.sum(np.log(a) / np.log(1 - a)))
    )

    def logarithms_added(a):
        """The logarithms of *yes* and *no* are added. The odds are a quotient, and its logarithm is
        a difference."""
        return sigmoid(np.sum(np.log(a) + np.log(1 - a)))

    def difference_for_quotient(a):
        """*No* is taken off *yes*, and should divide it: those are the odds, whose logarithm adds
        up."""
        return sigmoid(np.sum(a - (1 - a)))

    def odds_of_the_mean(a):
        """The tips are averaged before their log-odds are taken, so one that is very sure hardly
        counts. Take the log-odds of each, and add those."""
        return sigmoid(log_odds(np.mean(a)) * len(a))
