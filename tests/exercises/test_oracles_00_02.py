"""The answers of chapters 00 to 02 agree with answers that others have written."""

import math
from collections import Counter

import numpy as np
import pytest
import scipy.optimize
import scipy.special
import scipy.stats
from scipy.spatial.distance import cdist, sqeuclidean
from sklearn.calibration import calibration_curve
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.preprocessing import StandardScaler

from nnlib.exercises import REGISTRY
from nnlib.exercises.chapter00.average_three import _digits


def standardize(X, X_train):
    return StandardScaler().fit(X_train).transform(X)


def average_three():
    digits = _digits()
    return NearestCentroid().fit(digits["X"], digits["y"]).centroids_[3]


def class_averages(X, y, n_classes):
    return NearestCentroid().fit(X, y).centroids_


def mirror(X):
    return np.array([[row[8 * r + 7 - c] for r in range(8) for c in range(8)] for row in X])


def squared_distances(X, M):
    return cdist(X, M, "sqeuclidean")


def nearest_centroid(X, y, n_classes=10):
    """Linear discriminant analysis with equal priors and the unit matrix as covariance."""
    means = class_averages(X, y, n_classes)
    spheres = [scipy.stats.multivariate_normal(mean) for mean in means]
    none = np.zeros(X.shape[1])
    return means.T, np.array([s.logpdf(none) - s.logpdf(s.mean) for s in spheres])


def fewest_pixels(x, W, b):
    """As an integer program: which pixels to take, to get above the lead of the answer."""
    Z = x @ W + b
    k, fewest = Z.argmax(), []
    for j in {*range(len(b))} - {k}:
        slopes = W[:, j] - W[:, k]
        gains = np.maximum(slopes * (16 - x), -slopes * x)
        overtakes = scipy.optimize.LinearConstraint(gains[np.newaxis], lb=Z[k] - Z[j] + 1e-4)
        bounds = scipy.optimize.Bounds(0, 1)
        found = scipy.optimize.milp(
            np.ones(len(x)), integrality=np.ones(len(x)), bounds=bounds, constraints=overtakes
        )
        fewest += [round(found.fun)] if found.success else []
    return min(fewest)


def vote(distances, labels, k):
    answers = []
    for row in distances.tolist():
        nearest = sorted(range(len(row)), key=row.__getitem__)[:k]
        votes = Counter(int(labels[m]) for m in nearest)
        answers.append(min(votes, key=lambda label: (-votes[label], label)))
    return np.array(answers)


def nearest_neighbour(X_known, y_known, X_new):
    known = KNeighborsClassifier(n_neighbors=1, algorithm="brute").fit(X_known, y_known)
    return known.predict(X_new)


def nearest_wrong(distances, y):
    masked = np.ma.array(distances, mask=np.zeros(distances.shape, dtype=bool))
    for row, label in enumerate(y.tolist()):
        masked[row, label] = np.ma.masked
    return masked.min(axis=1).data


def dot(x, w):
    return sum(a * b for a, b in zip(x, w, strict=True))


def slope_by_scipy(Z):
    return scipy.stats.logistic.pdf(Z)  # the sigmoid is the logistic distribution


def combine(a):
    exact = [p.as_integer_ratio() for p in a.tolist()]  # no rounding until the last division
    yes = math.prod(part for part, _ in exact)
    return yes / (yes + math.prod(whole - part for part, whole in exact))


def best_temperature(Z, y, temperatures):
    def loss(temperature):
        rows = zip(Z / temperature, y.tolist(), strict=True)
        return sum(scipy.special.logsumexp(row) - row[label] for row, label in rows)

    return min(temperatures.tolist(), key=loss)


def calibration_groups(confidence, right, n_groups):
    """Cut from sorted pairs, and each part judged by scikit-learn, as a single bin."""
    answers = sorted(zip(confidence.tolist(), right.tolist(), strict=True))
    more, size = len(answers) % n_groups, len(answers) // n_groups
    rows = []
    for k in range(n_groups):
        group, answers = answers[: size + (k < more)], answers[size + (k < more) :]
        truth, said = calibration_curve([r for _, r in group], [c for c, _ in group], n_bins=1)
        rows.append([said[0], truth[0]])
    return np.array(rows)


def softmax_nll_grad(Z, Y):
    """By automatic differentiation."""
    jax = pytest.importorskip("jax", reason="JAX is not installed: pip install -e '.[keras]'")

    def loss(Z):
        return -jax.numpy.mean(jax.numpy.sum(Y * jax.nn.log_softmax(Z), axis=-1))

    return jax.grad(loss)(np.asarray(Z, dtype=np.float32))


def nll(Y, P):
    return np.mean(scipy.special.rel_entr(Y, P).sum(axis=-1))


def binary_cross_entropy(y, p):
    return -np.mean(scipy.stats.bernoulli.logpmf(y, np.asarray(p, dtype=float)))


def step_unit(X, w, b):
    answers = [int(dot(x, w.tolist()) + b > 0) for x in np.atleast_2d(X).tolist()]
    return np.reshape(answers, np.shape(X)[:-1])


def margins(X, y, w, b):
    """The length of the shortest way to the line, found by projection; its sign by the answer."""
    right = step_unit(X, w, b) == y
    feet = [x - (dot(x, w) + b) / dot(w, w) * np.asarray(w, dtype=float) for x in X]
    return np.where(right, 1, -1) * np.linalg.norm(X - np.array(feet), axis=1)


def rosenblatt(X, y, max_epochs=100):
    """In its dual form: only how often each sample was wrong is kept, and w and b are sums."""
    V = np.where(np.asarray(y) == 1, 1, -1)[:, None] * np.column_stack([X, np.ones(len(X))])
    gram, times, mistakes = V @ V.T, np.zeros(len(X)), [-1]
    while mistakes[-1] and len(mistakes) <= max_epochs:
        before = times.sum()
        for n, label in enumerate(y):
            score = times @ gram[n]  # with the sign of the label
            times[n] += score < -1e-9 or (abs(score) <= 1e-9 and label == 1)
        mistakes.append(int(times.sum() - before))
    *w, b = times @ V
    return np.array(w), b, mistakes[1:]


def in_other_orders(X, y, orders):
    runs = [rosenblatt([X[n] for n in order], [y[n] for n in order]) for order in orders]
    return (
        np.array([np.sum(mistakes) for *_, mistakes in runs]),
        np.array([np.sort(margins(X, y, w, b))[0] for w, b, _ in runs]),
    )


def rosenblatt_update(w, b, x, y):
    score = dot(x.tolist(), w.tolist()) + b
    if score > 0 and y == 0:
        return w - x, b - 1
    if score <= 0 and y == 1:
        return w + x, b + 1
    return w, b


def sigmoid_unit_grad(X, y, w, b):
    jax = pytest.importorskip("jax", reason="JAX is not installed: pip install -e '.[keras]'")

    def loss(w, b):  # log(1 + exp(z)) - y z, in a form that large scores do not break
        Z = X @ w + b
        return jax.numpy.mean(jax.numpy.logaddexp(0.0, Z) - y * Z)

    return jax.grad(loss, argnums=(0, 1))(np.asarray(w, dtype=np.float32), float(b))


def descend(X, y, w, b, learning_rate, n_steps):
    """With the bias as the weight of a constant, and the loss as log(1 + exp(z)) - y z."""
    X, w, losses = np.column_stack([X, np.ones(len(X))]), np.append(w, b), []
    for step in range(n_steps + 1):
        z = X @ w
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        if step < n_steps:
            error = (scipy.special.expit(z) - y)[:, None]
            w = w - learning_rate * np.mean(error * X, axis=0)
    return w[:-1], w[-1], losses


ORACLES = {
    "00-distance": sqeuclidean,
    "00-mirror": mirror,
    "00-average-three": average_three,
    "00-class-averages": class_averages,
    "00-standardize": standardize,
    "00-squared-distances": squared_distances,
    "00-nearest-neighbour": nearest_neighbour,
    "00-distances-at-once": squared_distances,
    "00-nearest-wrong": nearest_wrong,
    "00-nearest-centroid": nearest_centroid,
    "00-vote": vote,
    "00-fewest-pixels": fewest_pixels,
    "01-sigmoid": scipy.special.expit,
    "01-combine": combine,
    "01-softmax": lambda Z: scipy.special.softmax(Z, axis=-1),
    "01-nll": nll,
    "01-log-softmax": lambda Z: scipy.special.log_softmax(Z, axis=-1),
    "01-best-temperature": best_temperature,
    "01-calibration-groups": calibration_groups,
    "01-sigmoid-prime": slope_by_scipy,
    "01-softmax-nll-grad": softmax_nll_grad,
    "02-step-unit": step_unit,
    "02-margins": margins,
    "02-rosenblatt-update": rosenblatt_update,
    "02-rosenblatt": rosenblatt,
    "02-in-other-orders": in_other_orders,
    "02-binary-cross-entropy": binary_cross_entropy,
    "02-sigmoid-unit-grad": sigmoid_unit_grad,
    "02-descend": descend,
    "02-third-feature": lambda X: [abs(a - b) for a, b in X],
    "02-a-thousand-mistakes": lambda: ([[0.3, 0.0], [-0.4, 0.0], [0.0, -0.03]], [1, 1, 0]),
}


def test_every_exercise_of_these_chapters_has_an_oracle():
    assert list(ORACLES) == [i for i in REGISTRY if i[:2] in ("00", "01", "02")]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("exercise_id", ORACLES)
def test_the_answer_agrees_with_its_oracle_on_every_case(exercise_id):
    exercise, oracle = REGISTRY[exercise_id], ORACLES[exercise_id]
    if exercise.kind == "variable":
        oracle = oracle()
    for seed in range(5):
        for case in exercise.draw_cases(seed):
            want = case.use(oracle, *case.args.values())
            got = case.use(exercise.answer(), *case.args.values())
            single = any(getattr(arg, "dtype", "") == np.float32 for arg in case.args.values())
            single |= exercise_id.startswith(
                ("01-softmax-nll", "02-sigmoid-unit")
            )  # as JAX computes by default
            tolerance = {"rtol": 1e-4, "atol": 1e-5} if single else {"rtol": 1e-9, "atol": 1e-12}
            np.testing.assert_allclose(got, want, **tolerance, err_msg=case.label)
