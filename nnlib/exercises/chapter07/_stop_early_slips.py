"""Wrong answers to "When to stop": counts that begin or end at the wrong place."""

import numpy as np

from nnlib.networks import schedules


def _end(losses, patience):
    """The epoch at which the patience runs out, or None."""
    lowest, waited = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        waited = 0 if loss < lowest else waited + 1
        lowest = min(loss, lowest)
        if waited == patience:
            return epoch
    return None


class Slips:
    def a_float(losses, patience):
        """The number is right, but it's a float. A number of epochs is whole, and `range` takes no
        other: count with an `int`."""
        return float(schedules.stop_early(losses, patience))

    def one_too_soon_but_for_1(losses, patience):
        """It gives up one epoch too soon. Does the epoch with the lowest loss count as one of
        waiting?"""
        return schedules.stop_early(losses, max(patience - 1, 1))

    def last_left_out(losses, patience):
        """The last planned epoch is never looked at or counted. `range(1, len(losses))` already
        ends before the number in it: no `- 1`."""
        lowest, waited = losses[0], 0
        for i in range(1, len(losses) - 1):
            if losses[i] < lowest:
                lowest, waited = losses[i], 0
            else:
                waited += 1
                if waited >= patience:
                    return i + 1
        return len(losses) - 1

    def not_below_patience_epochs_ago(losses, patience):
        """Each loss is compared with that of `patience` epochs before. Compare it with the lowest
        so far: in between there may have been a lower one."""
        for i in range(patience, len(losses)):
            if losses[i] >= losses[i - patience]:
                return i + 1
        return len(losses)

    def one_too_soon_but_for_the_first(losses, patience):
        """It gives up one epoch too soon. Does the epoch with the lowest loss count as one of
        waiting?"""
        lowest, waited = np.inf, 0
        for epoch, loss in enumerate(losses, start=1):
            waited = 0 if loss < lowest else waited + 1
            lowest = min(loss, lowest)
            if waited >= patience - 1 and epoch > 1:
                return epoch
        return len(losses)

    def truth_of_an_array(losses, patience):
        """`if not losses` asks whether there are any, but an array of several numbers is neither
        true nor false. Leave the question out: there is always an epoch. (`len(losses) == 0` asks
        it of lists and arrays alike.)"""
        if not losses:
            return 0
        return schedules.stop_early(losses, patience)

    def patience_at_the_end(losses, patience):
        """Right where it stops early. Where the patience never runs out, all epochs are run: return
        their number, not the patience."""
        end = _end(losses, patience)
        return patience if end is None else end

    def the_loss_itself(losses, patience):
        """This is a loss, the one of the epoch after which the training ends. Asked for is the
        number of that epoch."""
        return losses[schedules.stop_early(losses, patience) - 1]

    def asked_an_epoch_later(losses, patience):
        """Whether the patience has run out is asked at the beginning of the *next* epoch, and that
        one is counted as well. Ask as soon as you have counted."""
        end = _end(losses, patience)
        return len(losses) if end is None else min(end + 1, len(losses))
