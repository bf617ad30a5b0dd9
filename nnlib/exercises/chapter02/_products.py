"""Wrong answers to "The gradient of a sigmoid unit" in what dz is and what is made of it."""

from nnlib.by_hand import sigmoid_unit
from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import sigmoid


def of_the_squared_error(X, y, w, b):
    a = sigmoid(X @ w + b)
    dz = 2 * (a - y) * a * (1 - a) / len(y)
    return X.T @ dz, dz.sum()


class Products:
    """Something of dz is missing, or it meets the samples in a wrong way."""

    def sums_multiplied(X, y, w, b):
        """dw is a product of two sums, one of the features and one of the errors. Each sample's
        error is multiplied by that sample's own features first, and then you add up."""
        db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)[1]
        return X.sum(axis=0) * db, db

    def without_the_labels(X, y, w, b):
        """The labels play no part. The gradient with respect to the score is probability *minus
        label*: without it the unit would be pushed to no by every sample."""
        dz = sigmoid(X @ w + b) / len(y)
        return X.T @ dz, dz.sum()

    def _slope_alone(X, y, w, b):
        a = sigmoid(X @ w + b)
        dz = a * (1 - a) / len(y)
        return X.T @ dz, dz.sum()

    without_the_labels, _slope_alone = spelled(without_the_labels, _slope_alone), ()

    def dw_divided_again(X, y, w, b):
        """db is right, but dw is divided by N a second time. The 1/N is in dz already: what follows
        is a plain sum."""
        dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return dw / len(y), db

    def no_gradient_for_the_bias(X, y, w, b):
        """dw is right, but db is always 0. The bias has an influence on the loss too: a score rises
        just as much as the bias does, in every sample."""
        return sigmoid_unit.sigmoid_unit_grad(X, y, w, b)[0], 0.0

    def dw_twice(X, y, w, b):
        """dw is right, but it comes back twice. The second thing to return is db, the sum of
        dz."""
        dw, _ = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)
        return dw, dw
