"""Wrong answers to "Until there are no mistakes": what is shown, the start, and the counts."""

import operator

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter02._rounds import by_epochs, training


def _until(X, y, max_epochs, enough, *, stop):
    """Epochs that end where ``enough(right, wrong)`` says so, after a sample was shown."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for x, label in zip(X, y, strict=True):
            right = perceptron.step_unit(x, w, b) == label
            wrong += int(not right)
            w, b = perceptron.rosenblatt_update(w, b, x, label)
            if enough(right, wrong):
                break
        mistakes.append(wrong)
        if stop and wrong == 0:
            break
    return w, b, mistakes


def _first_right(right, wrong):
    return right


def _none_so_far(right, wrong):
    return wrong == 0


def _from(start, bias=0.0):
    """The loop with another start; Rosenblatt's rule starts from any."""

    def wrong(X, y, max_epochs=100):
        w, b, mistakes = start(X.shape[1]), bias, []
        for _ in range(max_epochs):
            count = 0
            for x, label in zip(X, y, strict=True):
                count += int(perceptron.step_unit(x, w, b) != label)
                w, b = perceptron.rosenblatt_update(w, b, x, label)
            mistakes.append(count)
            if count == 0:
                break
        return w, b, mistakes

    return wrong


def _mixed(rng, *, once):
    """The samples in an order that is drawn, once for all epochs or for each anew."""

    def wrong(X, y, max_epochs=100):
        draw = rng()
        if once:
            order = draw.permutation(len(X))
            return training(X, y, max_epochs, order=lambda n: order)
        return training(X, y, max_epochs, order=draw.permutation)

    return wrong


def _noted_by_sample(note):
    """A list with an entry for each sample that was shown."""

    def wrong(X, y, max_epochs=100):
        noted = []

        def epoch(w, b):
            wrong = 0
            for x, label in zip(X, y, strict=True):
                missed = int(perceptron.step_unit(x, w, b) != label)
                wrong += missed
                w, b = perceptron.rosenblatt_update(w, b, x, label)
                noted.extend([note(missed, wrong)] if note(missed, wrong) is not None else [])
            return w, b, wrong

        return *by_epochs(X, max_epochs, epoch)[:2], noted

    return wrong


def _to_the_first(like):
    """The loop, which ends at an epoch whose count is like that of the one before it."""

    def wrong(X, y, max_epochs=100):
        counts = training(X, y, max_epochs)[2]
        ends = (n for n in range(2, len(counts) + 1) if like(counts[n - 1], counts[n - 2]))
        return training(X, y, next(ends, max_epochs))

    return wrong


class Shown:
    """Samples that are not shown as they should be, other starts, and counts of another kind."""

    def stops_within_the_epoch(X, y, max_epochs=100):
        """An epoch can end here at a sample that is answered rightly, and those behind it aren't
        shown. Only a *whole* epoch without a mistake says that the rule is done: look at the count
        after the inner loop."""
        w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
        for _ in range(max_epochs):
            wrong = 0
            for n in range(len(X)):
                if perceptron.step_unit(X[n], w, b) == y[n]:
                    break
                wrong += 1
                w, b = perceptron.rosenblatt_update(w, b, X[n], y[n])
            mistakes.append(wrong)
            if wrong == 0:
                break
        return w, b, mistakes

    stops_within_the_epoch = spelled(
        stops_within_the_epoch,
        *[
            lambda X, y, max_epochs=100, at=at, stop=stop: _until(X, y, max_epochs, at, stop=stop)
            for at, stop in [(_none_so_far, False), (_none_so_far, True), (_first_right, False)]
        ],
    )

    def returns_at_the_first_right_one(X, y, max_epochs=100):
        """Everything ends if the first sample of an epoch is answered rightly, and that epoch isn't
        noted. Ask for the count after the inner loop, when all the samples have been shown."""
        w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
        for _ in range(max_epochs):
            wrong = 0
            for x, label in zip(X, y, strict=True):
                wrong += int(perceptron.step_unit(x, w, b) != label)
                w, b = perceptron.rosenblatt_update(w, b, x, label)
                if wrong == 0:
                    return w, b, mistakes
            mistakes.append(wrong)
        return w, b, mistakes

    def in_another_order(X, y, max_epochs=100):
        """The samples are shown in another order. Every epoch goes from the first row of X to the
        last."""
        return training(X, y, max_epochs, order=lambda n: range(n - 1, -1, -1))

    in_another_order = spelled(
        in_another_order,
        *[
            _mixed(lambda seed=seed: np.random.default_rng(seed), once=once)
            for seed in (0, 1, 42)
            for once in (True, False)
        ],
        *[
            _mixed(lambda seed=seed: np.random.RandomState(seed), once=once)
            for seed in (0, 42)
            for once in (True, False)
        ],
    )

    def starts_elsewhere(X, y, max_epochs=100):
        """The weights or the bias don't start at 0. Before the first sample, all of them are 0."""
        return _from(np.ones)(X, y, max_epochs)

    starts_elsewhere = spelled(
        starts_elsewhere,
        _from(np.zeros, 1.0),
        _from(np.zeros, -1.0),
        _from(np.ones, 1.0),
        *[
            _from(
                lambda D, seed=seed, scale=scale: scale * np.random.default_rng(seed).normal(size=D)
            )
            for seed in (0, 1, 42)
            for scale in (1, 0.1, 0.01)
        ],
        *[_from(lambda D, seed=seed: np.random.default_rng(seed).random(D)) for seed in (0, 1, 42)],
        *[_from(lambda D, seed=seed: np.random.RandomState(seed).randn(D)) for seed in (0, 42)],
    )

    def as_many_rounds_as_features(X, y, max_epochs=100):
        """The inner loop makes as many rounds as there are *features*. It goes over the samples:
        `len(X)` of them."""
        return training(X, y, max_epochs, order=lambda n: range(X.shape[1]))

    def a_count_for_each_sample(X, y, max_epochs=100):
        """Something is noted for every *sample*, or for every mistake. One number for each epoch is
        wanted: append it after the inner loop."""
        return _noted_by_sample(lambda missed, wrong: wrong)(X, y, max_epochs)

    a_count_for_each_sample = spelled(
        a_count_for_each_sample,
        _noted_by_sample(lambda missed, wrong: missed),
        _noted_by_sample(lambda missed, wrong: wrong if missed else None),
        _noted_by_sample(lambda missed, wrong: 1 if missed else None),
    )

    def ends_where_it_makes_no_progress(X, y, max_epochs=100):
        """It ends when an epoch has as many mistakes as the one before it. It may well get better
        later: only an epoch without a mistake says that the rule is done."""
        return _to_the_first(operator.eq)(X, y, max_epochs)

    ends_where_it_makes_no_progress = spelled(
        ends_where_it_makes_no_progress, _to_the_first(operator.ge)
    )

    def fractions_of_mistakes(X, y, max_epochs=100):
        """These are fractions, of mistakes or of right answers. Wanted is how *many* mistakes each
        epoch had."""
        w, b, mistakes = training(X, y, max_epochs)
        return w, b, [wrong / len(X) for wrong in mistakes]

    fractions_of_mistakes = spelled(
        fractions_of_mistakes,
        lambda X, y, max_epochs=100: (
            *training(X, y, max_epochs)[:2],
            [1 - wrong / len(X) for wrong in training(X, y, max_epochs)[2]],
        ),
    )

    def nothing_at_the_stop(X, y, max_epochs=100):
        """Where the rule stops by itself nothing comes back. Leave the loop with `break`, so that
        the three results are returned behind it, or return them there as well."""
        w, b, mistakes = training(X, y, max_epochs)
        return (w, b, mistakes) if mistakes[-1] else None

    def bias_in_an_array(X, y, max_epochs=100):
        """The bias is an array with one number in it. It's a plain number: begin with 0.0."""
        w, b, mistakes = training(X, y, max_epochs)
        return w, np.array([b]), mistakes

    def a_number_for_the_weights(X, y, max_epochs=100):
        """The weights begin as a single number, which `@` can't multiply with a sample. There's one
        for each feature: `X.shape[1]` of them."""
        return _from(lambda D: 0.0)(X, y, max_epochs)

    def a_table_of_weights(X, y, max_epochs=100):
        """The weights begin as a table of X's shape. A unit has one for each feature, whatever the
        number of samples: `X.shape[1]` of them."""
        return training(X, y, max_epochs, start=np.zeros_like)

    def only_the_last_count(X, y, max_epochs=100):
        """Only the count of the last epoch is in the list. Begin the list once, before the
        loops."""
        w, b, mistakes = training(X, y, max_epochs)
        return w, b, mistakes[-1:]

    def begins_with_a_0(X, y, max_epochs=100):
        """There is one number more than there were epochs, a 0 in front. The list begins empty."""
        w, b, mistakes = training(X, y, max_epochs)
        return w, b, [0, *mistakes]

    def last_count_first(X, y, max_epochs=100):
        """The counts stand in reverse, the last epoch first. `append` puts each one at the end."""
        w, b, mistakes = training(X, y, max_epochs)
        return w, b, mistakes[::-1]

    def weights_at_0(X, y, max_epochs=100):
        """The weights stay at 0: only the bias learns. `rosenblatt_update` returns new weights as
        well, so keep both."""

        def epoch(w, b):
            wrong = 0
            for x, label in zip(X, y, strict=True):
                wrong += int(perceptron.step_unit(x, w, b) != label)
                _, b = perceptron.rosenblatt_update(w, b, x, label)
            return w, b, wrong

        return by_epochs(X, max_epochs, epoch)

    def ends_after_an_epoch_with_mistakes(X, y, max_epochs=100):
        """It ends after an epoch *with* mistakes, and goes on after one without. The other way
        round: as long as there are mistakes, there is something to learn."""
        counts = training(X, y, max_epochs, stop=False)[2]
        ends = (n for n, count in enumerate(counts, 1) if count)
        return training(X, y, next(ends, max_epochs), stop=False)
