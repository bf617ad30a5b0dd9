"""What chapters 03 to 05 say to answers that are spelled unlike any named mistake."""

import numpy as np
import pytest

from nnlib.exercises import find
from nnlib.functions.activations import sigmoid, softmax
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.judge import judge


def clipped_scores(X, W, b):
    return sigmoid(np.clip(X @ W + b, -4, 4))


def along_a_flat_copy(f, x, step=1e-5):
    flat = x.reshape(-1)
    slopes = []
    for i, kept in enumerate(flat.copy()):
        flat[i] = kept + step
        above = f()
        flat[i] = kept - step
        slopes.append((above - f()) / (2 * step))
        flat[i] = kept
    return np.reshape(slopes, x.shape)


def activation_too(X, params, activation):
    A, As, Zs = X, [], []
    for W, b in params:
        As, Zs = [*As, A], [*Zs, A @ W + b]
        A = activation(Zs[-1])
    return As, Zs, A


def exponentials_alone(X, y, W, b):
    E = np.exp(X @ W + b)
    dZ = (E / E.sum(axis=1)[:, None] - one_hot(y, len(b))) / len(y)
    return X.T @ dZ, np.sum(dZ, axis=0)


def a_mean_for_dw_alone(X, y, W, b):
    error = softmax(X @ W + b) - one_hot(y, len(b))
    return X.T @ error / len(X), error.sum(axis=0)


def a_mean_for_db_alone(X, y, W, b):
    error = softmax(X @ W + b) - one_hot(y, len(b))
    return X.T @ error, error.mean(axis=0)


def _p_right(P, y):
    return np.array([row[label] for row, label in zip(P, y, strict=True)])


def rounded(P, y, n):
    return np.argsort(_p_right(P, y).round(3), kind="stable")[:n]


def partitioned(P, y, n):
    return np.argpartition(_p_right(P, y), min(n, len(y) - 1))[:n]


def looked_up(P, y, n):
    p = _p_right(P, y)
    return np.array([np.flatnonzero(p == value)[0] for value in np.sort(p)[:n]])


def worst_set_to_0(P, y, n):
    with np.errstate(divide="ignore"):
        losses, places = -np.log(_p_right(P, y)), []
    for _ in range(n):
        places.append(np.argmax(losses))
        losses[places[-1]] = 0
    return np.array(places)


def in_bytes(y, answers, n_classes):
    counts = np.zeros((n_classes, n_classes), dtype=np.uint8)
    for i, j in zip(y, answers, strict=True):
        counts[i, j] += 1
    return counts


def set_to_1(y, answers, n_classes):
    counts = np.zeros((n_classes, n_classes))
    for i, j in zip(y, answers, strict=True):
        counts[i, j] = 1
    return counts


def overwriting(order):
    order[-1].grad = 1
    for value in order[::-1]:
        for i, parent in enumerate(value.parents):
            parent.grad = value.local_gradients[i] * value.grad


def nearest_first(value):
    order = [value]
    for v in order:
        order += [parent for parent in dict.fromkeys(v.parents) if parent not in order]
    return list(reversed(order))


TOLD = [
    ("03-hidden-layer", clipped_scores, "is nothing cut off"),
    ("04-backward", overwriting, "What has become of the rest"),
    ("04-topological-order", nearest_first, "on a short path and on a long one"),
    ("04-numerical-gradient", along_a_flat_copy, "`reshape(-1)` give copies"),
    ("04-mlp-forward", activation_too, "Three things come back"),
    ("05-logistic-grad", exponentials_alone, "the exponential overflows"),
    ("05-logistic-grad", a_mean_for_dw_alone, "dW is right, but db is not divided"),
    ("05-logistic-grad", a_mean_for_db_alone, "dW is not divided"),
    ("05-worst-errors", rounded, "without rounding them"),
    ("05-worst-errors", partitioned, "leaves them unsorted"),
    ("05-worst-errors", looked_up, "looked up by value"),
    ("05-worst-errors", worst_set_to_0, "Does one of the samples come back twice"),
    ("05-confusion-matrix", in_bytes, "Use `dtype=int`"),
    ("05-confusion-matrix", set_to_1, "`= 1` does not add"),
]


@pytest.mark.parametrize("seed", [0, 7, 19])
@pytest.mark.parametrize(
    ("exercise_id", "answer", "words"), TOLD, ids=[t[1].__name__ for t in TOLD]
)
def test_the_sentence_fits_the_answer(exercise_id, answer, words, seed):
    assert words in judge(find(exercise_id), answer, seed=seed).reason
