"""Rosenblatt's rule with one thing changed: what its wrong answers are made of."""

import numpy as np

from nnlib.by_hand import perceptron


def training(X, y, max_epochs, *, stop=True, fresh=False, count=None, order=None, start=None):
    """The loop with one thing changed; ``count`` says what is added for a sample."""
    w, b, mistakes = (np.zeros(X.shape[1]) if start is None else start(X)), 0.0, []
    for _ in range(max_epochs):
        if fresh:
            w, b = np.zeros(X.shape[1]), 0.0
        wrong = 0
        for n in order(len(X)) if order else range(len(X)):
            before = perceptron.step_unit(X[n], w, b)
            w, b = perceptron.rosenblatt_update(w, b, X[n], y[n])
            after = perceptron.step_unit(X[n], w, b)
            wrong += int(before != y[n]) if count is None else count(before, after, y[n])
        mistakes.append(wrong)
        if stop and wrong == 0:
            break
    return w, b, mistakes


_kept = {}


def a_thousand_epochs(X, y):
    """A thousand epochs, in which the same samples are gone through once for all."""
    samples = X.shape, X.tobytes(), y.tobytes()
    if samples not in _kept:
        _kept[samples] = training(X, y, 1000)
    return _kept[samples]


def by_epochs(X, max_epochs, epoch):
    """The outer loop around an epoch, which returns w, b and its mistakes."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        w, b, wrong = epoch(w, b)
        mistakes.append(int(wrong))
        if wrong == 0:
            break
    return w, b, mistakes


class Rounds:
    """Epochs that end too early, and weights that do not learn as they should."""

    def ended_at_a_mistake(X, y, max_epochs=100):
        """An epoch ends here at its first mistake, so the samples behind it are not shown. Go on to
        the last one in every epoch: `break` belongs to the outer loop."""

        def epoch(w, b):
            for n in range(len(X)):
                if perceptron.step_unit(X[n], w, b) != y[n]:
                    return *perceptron.rosenblatt_update(w, b, X[n], y[n]), 1
            return w, b, 0

        return by_epochs(X, max_epochs, epoch)

    def bias_at_0(X, y, max_epochs=100):
        """The bias stays at 0: only the weights learn. `rosenblatt_update` returns a new bias as
        well, so keep both."""

        def epoch(w, b):
            wrong = 0
            for n in range(len(X)):
                wrong += int(perceptron.step_unit(X[n], w, b) != y[n])
                w, _ = perceptron.rosenblatt_update(w, b, X[n], y[n])
            return w, 0.0, wrong

        return by_epochs(X, max_epochs, epoch)

    def weights_of_whole_numbers(X, y, max_epochs=100):
        """The weights have lost what stands behind the point: they are kept in an array of whole
        numbers. `np.zeros` makes one of floats unless it is told otherwise."""

        def epoch(w, b):
            wrong = 0
            for n in range(len(X)):
                wrong += int(perceptron.step_unit(X[n], w, b) != y[n])
                w, b = perceptron.rosenblatt_update(w, b, X[n], y[n])
                w = w.astype(int)
            return w, b, wrong

        return by_epochs(X, max_epochs, epoch)

    def counts_since_the_start(X, y, max_epochs=100):
        """The counts pile up from epoch to epoch. The list should say how many mistakes *this*
        epoch had: begin each one at 0."""
        w, b, mistakes = training(X, y, max_epochs)
        return w, b, list(np.cumsum(mistakes))

    def counts_the_right_answers(X, y, max_epochs=100):
        """These are the right answers of each epoch, where the wrong ones are to be counted."""
        w, b, mistakes = training(X, y, max_epochs)
        return w, b, [len(X) - wrong for wrong in mistakes]

    def content_with_one_mistake(X, y, max_epochs=100):
        """It ends after an epoch with a single mistake. After that mistake the weights have moved,
        so other answers may have changed: only an epoch without any mistake says that it's done."""
        mistakes = training(X, y, max_epochs)[2]
        return training(X, y, next((n for n, m in enumerate(mistakes, 1) if m <= 1), max_epochs))

    def errors_that_cancel(X, y, max_epochs=100):
        """The errors are added up with their signs, so a yes too many and a no too many cancel, and
        it may end with both. Count each mistake as 1."""

        def epoch(w, b):
            wrong = 0
            for n in range(len(X)):
                wrong += int(y[n]) - int(perceptron.step_unit(X[n], w, b))
                w, b = perceptron.rosenblatt_update(w, b, X[n], y[n])
            return w, b, abs(wrong)

        return by_epochs(X, max_epochs, epoch)

    def without_the_clean_epoch(X, y, max_epochs=100):
        """It ends as soon as all the samples are right, so the list lacks its last entry, the 0 of
        an epoch without a mistake. Show all the samples once more: that epoch counts, too."""
        for n in range(1, max_epochs + 1):
            w, b, mistakes = training(X, y, n)
            if np.array_equal(perceptron.step_unit(X, w, b), y):
                break
        return w, b, mistakes
