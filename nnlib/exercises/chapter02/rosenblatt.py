"""Rosenblatt's rule from the first sample to the last mistake."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.by_hand.perceptron import rosenblatt_update, step_unit
from nnlib.exercises._helpers import first, second, spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter02._rosenblatt_slips import Shown
from nnlib.exercises.chapter02._rounds import Rounds, a_thousand_epochs, by_epochs, training
from nnlib.judge.exercise import Case, Exercise

LIMIT = (
    "Here `max_epochs` ends the training before the rule would have stopped by itself. Does your "
    "loop look at it?"
)
_SQUARE = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def _epochs(case):
    return len(perceptron.rosenblatt(**case.args)[2])


def _final(case):
    return perceptron.rosenblatt(**case.args)[2][-1]


def _mistakes(answer, X, y, max_epochs):
    """The third result, as a list or as an array."""
    result = answer(X, y, max_epochs)
    return None if result is None or result[2] is None else np.asarray(result[2], dtype=float)


def _epochs_run(answer, X, y, max_epochs):
    mistakes = _mistakes(answer, X, y, max_epochs)
    return None if mistakes is None else mistakes.size


def _by_default(answer, X, y):
    result = answer(X, y)
    return None if result is None or result[2] is None else np.asarray(result[2], dtype=float)


exercise = Exercise(
    id="02-rosenblatt",
    title="Until there are no mistakes",
    minutes=15,
    difficulty=3,
    points=3,
    reference=perceptron.rosenblatt,
    hints=(
        "Two loops, one inside the other: the outer one over the epochs, the inner one over the "
        "samples. What has to be set to 0 before the first, and what at the start of each epoch?",
        "For each sample, ask `step_unit` for the answer *before* `rosenblatt_update` moves "
        "anything, and count it if it isn't the label.",
        "After the inner loop, append the count to the list of mistakes; and if it is 0, leave the "
        "outer loop with `break`. The three results come after both loops.",
    ),
    why="""The weights live outside of both loops, because an epoch goes on where the last one
ended; the count lives inside the outer one, because each epoch starts to count anew. Whether a
sample is a mistake has to be asked before the update, with the weights as they are when the sample
is shown. An epoch without a mistake has changed nothing, so the next would not either: that's why
it is safe to stop there, and only there.""",
    distractors=("return w, b, sum(mistakes)",),
    promises={
        "it stops by itself": lambda case: _final(case) == 0 and _epochs(case) > 2,
        "a rule that never stops": lambda case: _final(case) > 0,
        "as many epochs as it needs": lambda case: (
            "max_epochs" in case.args
            and _epochs(case) == case.args["max_epochs"]
            and _final(case) == 0
        ),
        "a single epoch": lambda case: case.args.get("max_epochs") == 1,
        "no mistake at all": lambda case: sum(perceptron.rosenblatt(**case.args)[2]) == 0,
        "three features": array_where("X", lambda X: X.shape[1] == 3),
        "as many features as samples": array_where("X", lambda X: X.shape[0] == X.shape[1]),
        "a single sample": array_where("X", lambda X: len(X) == 1),
        "100 epochs unless it is told": lambda case: "max_epochs" not in case.args,
    },
    survivors={
        "0 -> -1": "the last sample has as many features as the first",
        "b_new - b -> b - b_new": "the size of the difference is the same",
        **{
            f"{zeros} -> {other}": "0 is 0"
            for zeros, other in [
                ("np.zeros(0, dtype=int)", "np.zeros(0)"),
                ("np.zeros(X.shape[1])", "np.zeros(X.shape[1], dtype=int)"),
                ("np.zeros(len(X[0]))", "np.zeros(len(X[0]), dtype=int)"),
            ]
        },
    },
)


@exercise.cases
def _(rng):
    line = {"X": np.array([[2.0], [1.0]]), "y": np.array([1, 0]), "max_epochs": 20}
    either = {"X": _SQUARE, "y": np.array([0, 1, 1, 1]), "max_epochs": 12}
    both = {"X": _SQUARE, "y": np.array([0, 0, 0, 1]), "max_epochs": 12}
    n_needed = len(perceptron.rosenblatt(**both)[2])
    X = np.array([[1.0, 0, 2], [0, 1, 1], [1, 2, 0]])
    drawn = rng.uniform(-1, 1, size=(12, 2)).round(1)
    drawn += np.where(drawn[:, :1] > 0, 0.2, -0.2)  # so that a line separates them
    rows = [
        ("two samples of one feature", line),
        ("either of two", either),
        ("both of two", both),
        ("both, in as many epochs as it takes", {**both, "max_epochs": n_needed}),
        ("both, in one epoch less", {**both, "max_epochs": n_needed - 1}),
        ("exclusive or, which no line does", {**either, "y": np.array([0, 1, 1, 0])}),
        ("a single epoch", {**both, "max_epochs": 1}),
        ("three samples of three features", {"X": X, "y": np.array([1, 0, 1]), "max_epochs": 30}),
        ("a single sample", {"X": X[:1], "y": np.array([1]), "max_epochs": 5}),
        ("all labels 0", {"X": X, "y": np.zeros(3, dtype=int), "max_epochs": 5}),
        (
            "twelve samples",
            {"X": drawn, "y": (drawn[:, 0] > 0).astype(int), "max_epochs": 60},
        ),
    ]
    for label, args in rows:
        if label == "both, in one epoch less":
            yield Case(label, args, _epochs_run, "the number of epochs", "mistakes", LIMIT)
        yield Case(label, args, _mistakes, "mistakes", "mistakes")
        yield Case(label, args, first, "w", "weights")
        yield Case(label, args, second, "b", "weights")
    given = {"X": _SQUARE, "y": np.array([0, 1, 1, 0])}
    label = "exclusive or, without max_epochs"
    yield Case(label, given, _by_default, "mistakes", "mistakes")


exercise.wrong(Rounds)
exercise.wrong(Shown)


@exercise.wrong
class Mistakes:
    def never_stops_early(X, y, max_epochs=100):
        """The list goes on with zeros after the first epoch without a mistake. Leave the loop
        there, and let the list be no longer than there were epochs."""
        return training(X, y, max_epochs, stop=False)

    def stops_after_one_epoch(X, y, max_epochs=100):
        """It ends after the first epoch, whatever happened in it. Does the `return` stand inside
        the loop?"""
        return training(X, y, 1)

    stops_after_one_epoch = spelled(
        stops_after_one_epoch,
        lambda X, y, max_epochs=100: training(X, y, 1) if np.any(y) else None,
    )

    def yes_at_a_score_of_0(X, y, max_epochs=100):
        """A score of exactly 0 is answered with yes, and at the start every score is 0. Ask your
        `step_unit`, which says no there."""
        w, b, mistakes = training(X, 1 - y, max_epochs)  # the same with yes and no exchanged
        return -w, -b, mistakes

    def one_epoch_too_few(X, y, max_epochs=100):
        """It ends one epoch too early: `max_epochs` of them are allowed. `range(1, n)` has only n
        - 1 numbers."""
        return training(X, y, max_epochs - 1)

    def one_epoch_too_many(X, y, max_epochs=100):
        """Where the rule doesn't stop by itself, one epoch too many is run: after `max_epochs` of
        them it ends in any case."""
        return training(X, y, max_epochs + 1)

    def without_the_last_count(X, y, max_epochs=100):
        """The last count is missing: an epoch without a mistake counts as well, with a 0. Note the
        count before you leave the loop."""
        w, b, mistakes = training(X, y, max_epochs)
        return w, b, mistakes[:-1] if mistakes[-1] == 0 else mistakes

    def total(X, y, max_epochs=100):
        """This is how many mistakes there were in all. Wanted is a list with one number for each
        epoch."""
        w, b, mistakes = training(X, y, max_epochs)
        return w, b, sum(mistakes)

    def count_runs_on(X, y, max_epochs=100):
        """The counts pile up from epoch to epoch. Each starts at 0 again; or it would never be 0
        after a first mistake, and the loop never end."""
        w, b, mistakes = training(X, y, max_epochs, stop=False)
        return w, b, list(np.cumsum(mistakes))

    def _runs_on(X, y, max_epochs=100):
        w, b, wrong, mistakes = np.zeros(X.shape[1]), 0.0, 0, []
        for _ in range(max_epochs):
            for n in range(len(X)):
                wrong += int(perceptron.step_unit(X[n], w, b) != y[n])
                w, b = perceptron.rosenblatt_update(w, b, X[n], y[n])
            mistakes.append(wrong)
            if wrong == 0:
                break
        return w, b, mistakes

    count_runs_on, _runs_on = spelled(count_runs_on, _runs_on), ()

    def returns_too_early(X, y, max_epochs=100):
        """It ends before the first epoch is counted, so the list of mistakes is empty. A `return`
        inside a loop leaves everything at once: let it stand after both loops."""
        return *training(X, y, 1)[:2], []

    returns_too_early = spelled(
        returns_too_early,
        lambda X, y, max_epochs=100: (*training(X[:1], y[:1], 1)[:2], []),
    )

    def starts_anew_each_epoch(X, y, max_epochs=100):
        """The weights go back to 0 at the start of each epoch, so nothing is kept. An epoch goes
        on where the last one ended: set them to 0 once, before the loops."""
        return training(X, y, max_epochs, fresh=True)

    def counted_after_the_update(X, y, max_epochs=100):
        """Each sample is counted by its answer *after* the update, when some mistakes have been
        made good. Ask for the answer first, then update."""
        return training(X, y, max_epochs, count=lambda before, after, label: int(after != label))

    def counted_at_the_end(X, y, max_epochs=100):
        """The mistakes are counted with the weights at the *end* of each epoch. A sample counts as
        a mistake if it's answered wrongly at the moment when it is shown, before the update."""

        def epoch(w, b):
            for n in range(len(X)):
                w, b = perceptron.rosenblatt_update(w, b, X[n], y[n])
            return w, b, np.sum(perceptron.step_unit(X, w, b) != y)

        return by_epochs(X, max_epochs, epoch)

    def counted_at_the_start(X, y, max_epochs=100):
        """The mistakes are counted with the weights at the *start* of each epoch, for all samples
        at once. But the weights move within an epoch: count sample by sample, just before each
        update."""

        def epoch(w, b):
            wrong = np.sum(perceptron.step_unit(X, w, b) != y)
            for n in range(len(X)):
                w, b = perceptron.rosenblatt_update(w, b, X[n], y[n])
            return w, b, wrong

        return by_epochs(X, max_epochs, epoch)

    def whether_there_was_one(X, y, max_epochs=100):
        """Each epoch says only whether it had a mistake. Wanted is how many."""
        w, b, mistakes = training(X, y, max_epochs)
        return w, b, [int(wrong > 0) for wrong in mistakes]

    def signed_errors(X, y, max_epochs=100):
        """Errors of 1 and -1 are added up, and cancel: an epoch with one of each looks as if it had
        no mistake. Count every mistake as 1."""
        return training(
            X, y, max_epochs, count=lambda before, after, label: int(label) - int(before)
        )

    def weights_of_the_update_lost(X, y, max_epochs=100):
        """The weights never move: `rosenblatt_update` returns new ones and changes nothing by
        itself. Keep what it returns in w and b."""
        wrong = int(np.sum(y != 0))
        return np.zeros(X.shape[1]), 0.0, [wrong] * (max_epochs if wrong else 1)

    def number_of_epochs(X, y, max_epochs=100):
        """This is how many epochs there were. Wanted is a list with the mistakes of each."""
        w, b, mistakes = training(X, y, max_epochs)
        return w, b, len(mistakes)

    def first_sample_left_out(X, y, max_epochs=100):
        """The first sample is never shown. Rows are counted from 0."""
        return training(X, y, max_epochs, order=lambda n: range(1, n))

    def last_sample_left_out(X, y, max_epochs=100):
        """The last sample is never shown: `range(n)` ends at n - 1 by itself."""
        return training(X, y, max_epochs, order=lambda n: range(n - 1))

    def a_weight_for_each_sample(X, y, max_epochs=100):
        """There is one weight for each *sample*. A unit has one for each feature: `X.shape[1]` of
        them."""
        return training(X, y, max_epochs, start=lambda X: np.zeros(len(X)))

    def two_weights(X, y, max_epochs=100):
        """The unit always has two weights. It has one for each feature: `X.shape[1]` of them."""
        return training(X, y, max_epochs, start=lambda X: np.zeros(2))

    def only_two_results(X, y, max_epochs=100):
        """Two things come back, and three are wanted: the weights, the bias and the list of
        mistakes."""
        return training(X, y, max_epochs)[:2]

    def mistakes_first(X, y, max_epochs=100):
        """The results come in another order. First w, then b, then the mistakes."""
        w, b, mistakes = training(X, y, max_epochs)
        return mistakes, w, b

    def only_the_mistakes(X, y, max_epochs=100):
        """Only the list of mistakes comes back. Return three things: the weights, the bias and that
        list."""
        return training(X, y, max_epochs)[2]

    def one_step_a_sample_at_the_end(X, y, max_epochs=100):
        """All samples of an epoch are answered with the same weights. Here the weights move after
        *each* mistake, and the next sample meets the new ones."""

        def epoch(w, b):
            errors = y - perceptron.step_unit(X, w, b)
            return w + errors @ X, b + errors.sum(), np.sum(errors != 0)

        return by_epochs(X, max_epochs, epoch)

    def moves_after_every_sample(X, y, max_epochs=100):
        """The weights move after right answers, too. After those everything stays as it is."""

        def epoch(w, b):
            wrong = 0
            for n in range(len(X)):
                wrong += int(perceptron.step_unit(X[n], w, b) != y[n])
                w, b = w + (2 * y[n] - 1) * X[n], b + (2 * y[n] - 1)
            return w, b, wrong

        return by_epochs(X, max_epochs, epoch)

    def always_a_hundred(X, y, max_epochs=100):
        """`max_epochs` isn't used: it always ends after 100 epochs. The caller says how many there
        may be."""
        return training(X, y, 100)

    always_a_hundred = spelled(
        always_a_hundred,
        lambda X, y, max_epochs=100: a_thousand_epochs(X, y),
        lambda X, y, max_epochs=100: training(X, y, 10),
    )

    def fails_without_a_stop(X, y, max_epochs=100):
        """Where no line separates the samples nothing comes back. It should then return what it
        has after `max_epochs` epochs."""
        w, b, mistakes = training(X, y, max_epochs)
        return (w, b, mistakes) if mistakes[-1] == 0 else None

    def samples_overwritten(X, y, max_epochs=100):
        """The result is right, but the caller's samples or labels have been changed. Work on new
        arrays."""
        w, b, mistakes = training(X, y, max_epochs)
        X *= -1
        return w, b, mistakes


@exercise.right
class Variants:
    def out_of_both_loops(X, y, max_epochs=100):
        """`return` inside the loop leaves everything at once, where `break` leaves one loop only;
        and `zip` spares the index n."""
        w, b, mistakes = np.zeros(len(X[0])), 0.0, []
        for _ in range(max_epochs):
            wrong = 0
            for x, label in zip(X, y, strict=True):
                if step_unit(x, w, b) != label:
                    wrong += 1
                    w, b = rosenblatt_update(w, b, x, label)
            mistakes.append(wrong)
            if not wrong:
                return w, b, mistakes
        return w, b, mistakes

    def by_comparing_weights(X, y, max_epochs=100):
        """A mistake is noticed by what it does: the bias has moved. This saves asking the unit a
        second time for its answer."""
        w, b, mistakes = np.zeros(X.shape[1]), 0.0, np.zeros(0, dtype=int)
        for _ in range(max_epochs):
            wrong = 0
            for x, label in zip(X, y, strict=True):
                w, b_new = rosenblatt_update(w, b, x, label)
                wrong += abs(b_new - b)
                b = b_new
            mistakes = np.append(mistakes, int(wrong))
            if wrong == 0:
                break
        return w, b, mistakes
