"""Wrong answers to "The gradient of a sigmoid unit" whose mean is another, or over other things."""

import numpy as np

from nnlib.by_hand import sigmoid_unit
from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import sigmoid


def from_scores(X, dz):
    return X.T @ dz, dz.sum()


class Shares:
    """Divided by another number, or one half of it only; and products with what plays no part."""

    def mean_for_db(X, y, w, b):
        """dw is right, but db is divided by N a second time. The 1/N is in dz already: take the
        sum."""
        dz = (sigmoid(X @ w + b) - y) / len(y)
        return X.T @ dz, dz.mean()

    def sum_for_db(X, y, w, b):
        """dw is right, but db lacks its 1/N: it is N times too large."""
        error = sigmoid(X @ w + b) - y
        return X.T @ error / len(y), error.sum()

    def sum_for_dw(X, y, w, b):
        """db is right, but dw lacks its 1/N: dw is N times too large."""
        error = sigmoid(X @ w + b) - y
        return X.T @ error, error.mean()

    def forgot_the_mean(X, y, w, b):
        """dw is N times too large: the loss is a mean over the samples, so its gradient carries a
        1/N. Look whether db has its own."""
        return from_scores(X, sigmoid(X @ w + b) - y)

    def divided_by_the_features(X, y, w, b):
        """The gradient is divided by the number of features. The mean is taken over the
        *samples*: divide by their number."""
        return from_scores(X, (sigmoid(X @ w + b) - y) / X.shape[1])

    def divided_by_all_entries(X, y, w, b):
        """The gradient is divided by the number of entries of X, samples times features. The
        mean is taken over the *samples*: divide by their number."""
        return from_scores(X, (sigmoid(X @ w + b) - y) / X.size)

    def divided_twice(X, y, w, b):
        """dw is divided by the number of samples twice. Once is enough: if dz has its 1/N, what
        follows is a plain sum."""
        return from_scores(X, (sigmoid(X @ w + b) - y) / len(y) ** 2)

    def only_the_labels_divided(X, y, w, b):
        """Only the labels are divided by N: a division comes before a subtraction. Put the
        difference in parentheses."""
        return from_scores(X, sigmoid(X @ w + b) - y / len(y))

    def db_times_b(X, y, w, b):
        """dw is right, but db is multiplied with b. A score rises with the slope 1 when b does,
        so db is the plain sum of dz."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return dw, b * db

    def divided_by_a_fixed_number(X, y, w, b):
        """The gradient is divided by a number that is always the same. The mean is taken over the
        samples that come *in*: `len(y)` of them."""
        return from_scores(X, (sigmoid(X @ w + b) - y) / 60)

    divided_by_a_fixed_number = spelled(
        divided_by_a_fixed_number,
        *[
            lambda X, y, w, b, n=n: from_scores(X, (sigmoid(X @ w + b) - y) / n)
            for n in (2, 4, 5, 10, 22, 38, 100, 305)
        ],
    )

    def features_left_out(X, y, w, b):
        """The features play no part in dw, so no weight has a slope of its own. Each sample's dz is
        multiplied with its own features first, and then added up over the samples."""
        db = np.mean(sigmoid(X @ w + b) - y)
        return np.full(len(w), db), db

    features_left_out = spelled(
        features_left_out,
        lambda X, y, w, b: (np.mean(sigmoid(X @ w + b) - y),) * 2,
        lambda X, y, w, b: ((dz := (sigmoid(X @ w + b) - y) / len(y)), dz.sum()),
    )

    def dw_times_w(X, y, w, b):
        """db is right, but dw is multiplied with w. A score rises with the slope `x[d]` when `w[d]`
        does, whatever `w[d]` is."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return w * dw, db

    def moved_by_the_gradient(X, y, w, b):
        """These are weights and bias after a step *uphill*. Return the gradients themselves; the
        step is a later task."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return w + dw, b + db

    def divided_by_one_less(X, y, w, b):
        """The gradient is divided by one sample less than there are. The mean is over all of
        them."""
        with np.errstate(all="ignore"):
            return from_scores(X, (sigmoid(X @ w + b) - y) / np.float64(len(y) - 1))
