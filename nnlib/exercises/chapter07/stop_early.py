"""The epoch after which patience ends a training."""

import numpy as np

from nnlib.exercises._kinds import array_where, float32
from nnlib.exercises.chapter07._stop_early_slips import Slips
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import schedules

exercise = Exercise(
    id="07-stop-early",
    title="When to stop",
    minutes=8,
    difficulty=3,
    points=2,
    reference=schedules.stop_early,
    hints=(
        "Go through the losses once. Two numbers are all that you have to remember on the way.",
        "The lowest loss so far, and how many epochs have passed since. A new lowest loss sets "
        "the second one back to 0.",
        "`enumerate(losses, start=1)` counts the epochs. Start with `lowest = np.inf` and "
        "`waited = 0`, and return the epoch when `waited` has reached `patience`. But what should "
        "be returned if it never does?",
    ),
    why="""Two numbers carry all that the rule needs from the past: the lowest loss so far and the
epochs since. A loss that only equals the lowest is no improvement. When the rule ends a
training, it does so `patience` epochs *behind* its best one, so whoever wants the best weights has
to keep a copy of them.""",
    promises={
        "an array": lambda case: case.use is _stop,
        "a list": lambda case: case.use is _stop_in_a_list,
        "float32": float32("losses"),
        "a whole number of epochs": lambda case: case.use is _is_whole,
        "one epoch": array_where("losses", lambda L: len(L) == 1),
        "patience of 1": lambda case: case.args["patience"] == 1,
        "patience that never runs out": lambda case: (
            case.args["patience"] > len(case.args["losses"])
        ),
        "the lowest loss a second time": array_where("losses", lambda L: (L.min() == L).sum() > 1),
        "very large losses": array_where("losses", lambda L: L.min() > 1e9),
        "progress by very little": array_where(
            "losses", lambda L: (np.diff(L) > -1e-6).all() and len(L) > 2
        ),
    },
    survivors={
        "0 -> 1": "the first loss is below infinity and sets the start to 0",
        "0 -> -1": "the first loss is below infinity and sets the start to 0",
        "1 -> 2": "after one epoch nobody has waited",
        "epoch < len(losses) -> epoch <= len(losses)": "the result is cut to their number",
        "len(losses) + 1 -> len(losses)": "after the last epoch it ends anyway",
        "len(losses) + 1 -> len(losses) * 1": "after the last epoch it ends anyway",
        "min(epoch + 1, len(losses)) -> min(len(losses), epoch + 1)": (
            "the order of the two does not matter"
        ),
    },
    distractors=(
        "    if waited > patience:",
        "    if loss <= lowest:",
    ),
)


def _stop(answer, losses, patience):
    return answer(losses, int(patience))


def _stop_in_a_list(answer, losses, patience):
    return answer([float(loss) for loss in losses], int(patience))


def _is_whole(answer, losses, patience):
    """1 for a whole number, 0 for a float; what is no number at all is told elsewhere."""
    n = answer(losses, int(patience))
    return int(not isinstance(n, float | np.floating))


FLOAT = "`stop_early` returns a float. A number of epochs is whole: count with an `int`."


@exercise.cases
def _(rng):
    def entry(label, losses, patience, dtype=np.float64, use=_stop):
        args = {"losses": np.array(losses, dtype), "patience": patience}
        return Case(label, args, use, "stop_early(losses, patience)")

    stops = {"losses": np.array([5.0, 4, 2, 3, 4, 5]), "patience": 2}
    yield Case("a whole number", stops, _is_whole, "the type", otherwise=FLOAT, numbers=False)

    yield entry("lowest after 3 of 7 epochs", [5, 4, 2, 3, 4, 5, 6], 2)
    yield entry("it falls to the end", [5, 4, 3, 2, 1], 2)
    yield entry("a bump before the lowest", [5, 3, 4, 2, 3, 1, 2, 3, 4, 5], 2)
    yield entry("falls again, but to no new low", [6, 2, 5, 4, 3, 2.5, 2.2, 1], 3)
    yield entry("the lowest comes a second time", [3, 1, 2, 1, 2, 1, 2], 3)
    yield entry("the lowest comes again and again", [3, 1, 2, 1, 2, 2, 1], 3)
    yield entry("it never gets better than at first", [1, 2, 3, 4, 5], 3)
    yield entry("patience 1", [3, 2, 1, 1.5, 0.5], 1)
    yield entry("patience for more epochs than there are", [2, 1, 3, 4], 9)
    yield entry("a leap after the lowest", [3, 2, 1, 4, 5, 6, 7], 3)
    yield entry("the losses in a list", [5, 4, 2, 3, 4, 5], 2, use=_stop_in_a_list)
    yield entry("it would wait once more", [5, 1, 2, 3, 0.5, 1, 2, 0.2], 2)
    yield entry("very large losses", [9e9, 7e9, 8e9, 6e9, 7e9, 8e9, 9e9], 3)
    yield entry("progress by little", [0.5, 0.4995, 0.499, 0.4985], 1)
    yield entry("progress by very little", [0.5, 0.4999999, 0.4999998, 0.4999997], 1)
    yield entry("one epoch", [0.7], 1)
    yield entry("losses as whole numbers", [9, 7, 8, 6, 7, 8, 9], 3)
    noisy = np.abs(np.linspace(-1, 1.5, 60)) + rng.normal(0, 0.1, 60) + 1
    yield entry("60 epochs with noise", noisy, 4)
    yield entry("60 epochs with noise, float32", noisy, 7, np.float32)


def _stop_when(losses, patience, better, last=None):
    """Walk through the losses; better(losses, i) says whether epoch i is one to hope on."""
    waited = 0
    for i in range(len(losses)):
        waited = 0 if better(losses, i) else waited + 1
        if waited == patience:
            return i + 1
    return len(losses) if last is None else last


def _lowest(losses, i):
    return i == 0 or losses[i] < min(losses[:i])


def _with_tolerance(least):
    """The mistake with that tolerance."""

    def small_progress_ignored(losses, patience):
        lowest, waited = np.inf, 0
        for epoch, loss in enumerate(losses, start=1):
            waited += 1
            if loss < lowest - least:
                lowest, waited = loss, 0
            if waited == patience:
                return epoch
        return len(losses)

    small_progress_ignored.__doc__ = f"""A new lowest loss does not count here unless it is lower
        by about {least:g}: is there a tolerance, or are the losses rounded? In this rule any new
        lowest loss counts, however little it's lower."""
    return small_progress_ignored


def _method_of_arrays(method):
    def methods_of_arrays(losses, patience):
        getattr(losses, method)
        return schedules.stop_early(losses, patience)

    methods_of_arrays.__doc__ = """Losses may come in a list, and only an array has such a method.
    `np.argmin(losses)`, `np.min(losses)` and `len(losses)` take both."""
    return methods_of_arrays


@exercise.wrong
class Mistakes:
    def best_so_far(losses, patience):
        """This is the epoch with the lowest loss. Nobody knows that it was the lowest until
        `patience` more epochs have gone by; wanted is the epoch after which the training ends.
        """
        end = schedules.stop_early(losses, patience)
        return int(np.argmin(losses[:end])) + 1

    def best_of_all(losses, patience):
        """This is the epoch with the lowest loss of all. The rule goes from epoch to epoch and
        does not know the losses to come."""
        return int(np.argmin(losses)) + 1

    def counted_from_zero(losses, patience):
        """The epochs are counted from 0 where it stops: that is the place in the list, and one
        less than the number of epochs."""
        i = _stop_when(losses, patience, _lowest, last=-1)
        return len(losses) if i == -1 else i - 1

    def last_place(losses, patience):
        """This is one less than the number of epochs: the place of the last one in a list that
        starts at 0."""
        return schedules.stop_early(losses, patience) - 1

    def first_epoch_waits(losses, patience):
        """The first epoch counts as one of waiting here. It sets the lowest loss, so there is
        nothing yet to wait for."""
        return _stop_when(losses, patience, lambda L, i: i > 0 and L[i] < min(L[:i]))

    def best_of_all_and_patience(losses, patience):
        """This adds the patience to the epoch with the lowest loss of all. The rule goes from
        epoch to epoch: it can end long before that one, and never after the last."""
        return Mistakes.best_of_all(losses, patience) + patience

    def compared_with_the_one_before(losses, patience):
        """Each loss is compared with the one before it. It should be compared with the lowest
        so far: a loss that falls again, but not below that, is no progress."""
        return _stop_when(losses, patience, lambda L, i: i == 0 or L[i] < L[i - 1])

    def never_fresh(losses, patience):
        """The waiting adds up over the whole training. With each new lowest loss the patience
        is fresh again."""
        worse = np.cumsum([not _lowest(losses, i) for i in range(len(losses))])
        return int(np.argmax(worse == patience)) + 1 if patience in worse else len(losses)

    def equal_is_better(losses, patience):
        """A loss that only equals the lowest counts as progress here. A *new* lowest loss is
        below all before it."""
        return _stop_when(losses, patience, lambda L, i: i == 0 or L[i] <= min(L[:i]))

    def equal_is_no_waiting(losses, patience):
        """An epoch whose loss equals the lowest isn't counted as one of waiting. It has brought no
        *new* lowest loss, so it counts."""
        lowest, waited = np.inf, 0
        for epoch, loss in enumerate(losses, start=1):
            if loss < lowest:
                lowest, waited = loss, 0
            elif loss > lowest:
                waited += 1
            if waited >= patience:
                return epoch
        return len(losses)

    def one_too_many(losses, patience):
        """It waits for one epoch too many: it should end as soon as `patience` epochs have
        brought nothing new."""
        return schedules.stop_early(losses, patience + 1)

    def one_too_soon(losses, patience):
        """It gives up one epoch too soon. Does the epoch with the lowest loss count as one of
        waiting?"""
        return schedules.stop_early(losses, patience - 1) if patience > 1 else 1

    def no_patience(losses, patience):
        """It ends at the first epoch that brings no new lowest loss, whatever `patience` says."""
        return schedules.stop_early(losses, 1)

    def zero_at_the_end(losses, patience):
        """Where the patience never runs out, all epochs are run: return their number."""
        return _stop_when(losses, patience, _lowest, last=0)

    small_progress_ignored = tuple(map(_with_tolerance, (1e-3, 1e-4)))

    def starts_from_a_number(losses, patience):
        """The lowest loss starts from a fixed number, and larger losses are never a new lowest
        one. Start from infinity, or from the first loss."""
        return _stop_when(losses, patience, lambda L, i: L[i] < min([*L[:i], 100]))

    def starts_from_one(losses, patience):
        """The lowest loss starts from 1, and losses may be larger: then none of them is ever a
        new lowest one. Start from infinity, or from the first loss."""
        return _stop_when(losses, patience, lambda L, i: L[i] < min([*L[:i], 1]))

    def starts_from_zero(losses, patience):
        """This ends after `patience` epochs, whatever the losses are: none of them counts as a new
        lowest one. Is the lowest 0 at the start? Then start from infinity, or the first loss."""
        return _stop_when(losses, patience, lambda L, i: L[i] < min([*L[:i], 0]))

    def best_where_it_stops(losses, patience):
        """Where the patience runs out, this gives the epoch with the lowest loss. The training has
        gone on for `patience` epochs after that one: say when it ended."""
        i = _stop_when(losses, patience, _lowest, last=-1)
        return len(losses) if i == -1 else i - patience

    def best_of_all_from_zero(losses, patience):
        """This is the place of the lowest loss of all, counted from 0. The rule goes from epoch to
        epoch, does not know the losses to come, and counts the epochs from 1."""
        return int(np.argmin(losses))

    def best_of_all_and_patience_at_most(losses, patience):
        """This adds the patience to the epoch with the lowest loss of *all*. The rule goes from
        epoch to epoch and can end long before that one."""
        return min(Mistakes.best_of_all(losses, patience) + patience, len(losses))

    def lowest_loss(losses, patience):
        """This is the lowest loss itself. Wanted is a number of epochs: after how many the training
        ends."""
        return min(losses[: schedules.stop_early(losses, patience)])

    def lowest_never_renewed(losses, patience):
        """Each loss is compared with the first one. Keep the lowest so far, and renew it whenever a
        lower one comes."""
        return _stop_when(losses, patience, lambda L, i: i == 0 or L[i] < L[0])

    def lowest_never_kept(losses, patience):
        """The lowest loss is never kept: each loss is compared with the first, which is none below
        itself, so the first epoch waits too."""
        return _stop_when(losses, patience, lambda L, i: L[i] < L[0])

    def compared_with_patience_epochs_ago(losses, patience):
        """Each loss is compared with that of `patience` epochs before. Compare it with the lowest
        so far: in between there may have been a lower one."""
        for i in range(patience, len(losses)):
            if losses[i] > losses[i - patience]:
                return i + 1
        return len(losses)

    def never_stops(losses, patience):
        """All the epochs are run, whatever the losses: nothing ends the training when the patience
        has run out."""
        return len(losses)

    def one_fewer_at_the_end(losses, patience):
        """Right where it stops early. Where the patience never runs out, all epochs are run, and
        this is one fewer."""
        return _stop_when(losses, patience, _lowest, last=len(losses) - 1)

    def nothing_if_it_never_stops(losses, patience):
        """If the patience never runs out, nothing comes back. Then the training goes on to the last
        planned epoch, so after the loop return their number."""
        end = _stop_when(losses, patience, _lowest, last=-1)
        return None if end == -1 else end

    def best_if_it_never_stops(losses, patience):
        """If the patience never runs out, this is the epoch with the lowest loss. The training goes
        on to the last planned epoch then: all of them."""
        return _stop_when(losses, patience, _lowest, last=int(np.argmin(losses)) + 1)

    def one_more_if_it_never_stops(losses, patience):
        """If the patience never runs out, this is one epoch more than there are: the count goes on
        after the last."""
        return _stop_when(losses, patience, _lowest, last=len(losses) + 1)

    def beyond_the_last_epoch(losses, patience):
        """This adds the patience to the epoch of the lowest loss, and may go beyond the last
        planned epoch. There the training ends anyway."""
        return _stop_when(losses, patience, _lowest, last=int(np.argmin(losses)) + 1 + patience)

    def the_last_time_it_runs_out(losses, patience):
        """The loop goes on after the patience has run out, and may run out once more. It ends at
        the *first* time: return at once."""
        waited, end = 0, len(losses)
        for i in range(len(losses)):
            waited = 0 if _lowest(losses, i) else waited + 1
            end = i + 1 if waited == patience else end
        return end

    def a_short_memory(losses, patience):
        """Only the last few losses are compared, so that a lowest one before them is forgotten.
        Compare with the lowest of *all* epochs so far."""

        def better(losses, i):
            before = losses[max(0, i + 1 - patience) : i]
            return losses[i] < min(before, default=np.inf)

        return _stop_when(losses, patience, better)

    def highest_for_lowest(losses, patience):
        """This waits for a new *highest* loss, as one would with an accuracy. A loss gets better by
        falling."""
        return _stop_when(losses, patience, lambda L, i: i == 0 or L[i] > max(L[:i]))

    def methods_of_lists(losses, patience):
        """`index` is a method of lists, and the losses may come in an array. Go through them in a
        loop, or make a list of them first: `list(losses)`."""
        losses.index(min(losses))
        return schedules.stop_early(losses, patience)

    def taken_from_the_list(losses, patience):
        """`pop` takes the losses off the caller's list, and an array has no `pop`. Go through them
        in a loop."""
        end = schedules.stop_early(losses, patience)
        losses.pop(0)
        return end

    methods_of_arrays = tuple(map(_method_of_arrays, ("argmin", "min", "size", "shape")))


exercise.wrong(Slips)


@exercise.right
class Variants:
    def by_looking_back(losses, patience):
        """After each epoch all losses so far are looked at again: how long ago was the lowest?
        There is nothing to remember from one turn to the next, but the work grows with the square
        of the number of epochs."""
        for n in range(1, len(losses) + 1):
            if n - 1 - np.argmin(losses[:n]) >= patience:
                return n
        return len(losses)

    def by_comparing_minima(losses, patience):
        """The lowest of the last `patience` losses is compared with the lowest of all before them.
        It is the rule in one line, without a counter."""
        for n in range(patience + 1, len(losses) + 1):
            if min(losses[n - patience : n]) >= min(losses[: n - patience]):
                return n
        return len(losses)

    def with_the_best_epoch(losses, patience):
        lowest, best, epoch = losses[0], 0, 0
        while epoch < len(losses) and epoch - best < patience:
            epoch += 1
            if epoch < len(losses) and losses[epoch] < lowest:
                lowest, best = losses[epoch], epoch
        return min(epoch + 1, len(losses))
