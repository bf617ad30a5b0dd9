"""scikit-learn's tools take the estimators: pipelines, searches, calibration and displays."""

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("agg")
import matplotlib.pyplot as plt
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV, CalibrationDisplay
from sklearn.inspection import DecisionBoundaryDisplay
from sklearn.metrics import ConfusionMatrixDisplay
from sklearn.model_selection import GridSearchCV, LearningCurveDisplay, cross_val_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnlib import LogisticRegression, NNClassifier, Perceptron, calibration_error
from nnlib.datasets import four_clusters, load_digits

NAMES = np.array(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])


@pytest.fixture(scope="module")
def digits():
    return load_digits()


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def model(**options):
    return NNClassifier(**{"hidden_units": (20,), "n_epochs": 15, "random_state": 0, **options})


def test_a_pipeline_reads_digits_by_name(digits):
    pipeline = make_pipeline(StandardScaler(), model())
    pipeline.fit(digits.X_train, NAMES[digits.y_train])
    assert set(pipeline.predict(digits.X_test)) == set(NAMES)
    assert pipeline.score(digits.X_test, NAMES[digits.y_test]) > 0.94
    P = pipeline.predict_proba(digits.X_test)
    assert P.dtype == np.float32
    np.testing.assert_array_equal(
        pipeline.classes_[P.argmax(axis=1)], pipeline.predict(digits.X_test)
    )


def test_a_data_frame_with_words_for_labels(digits):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(digits.X_train, columns=[f"pixel {i}" for i in range(64)])
    labels = pd.Series(NAMES[digits.y_train])
    fitted = model(n_epochs=5).fit(frame / 16, labels)
    assert fitted.feature_names_in_.tolist() == list(frame.columns)
    assert fitted.score(frame / 16, labels) > 0.9
    fitted.partial_fit(frame / 16, labels.astype("category"))


def test_cross_validation_and_a_grid_search(digits):
    X, y = digits.X_train[:600] / 16, digits.y_train[:600]
    scores = cross_val_score(model(n_epochs=30), X, y, cv=3)
    assert scores.min() > 0.85
    search = GridSearchCV(
        model(), {"learning_rate": [1e-5, 0.1], "hidden_units": [(5,), (20,)]}, cv=3
    )
    search.fit(X, y)
    assert search.best_params_ == {"learning_rate": 0.1, "hidden_units": (20,)}
    np.testing.assert_array_equal(search.predict(X), search.best_estimator_.predict(X))


def test_a_grid_search_of_a_penalty(digits):
    X, y = digits.X_train[:300] / 16, digits.y_train[:300]
    search = GridSearchCV(LogisticRegression(random_state=0), {"l2": np.array([0.0, 100.0])}, cv=2)
    with np.errstate(all="ignore"), pytest.warns(UserWarning, match="diverged"):
        search.fit(X, y)
    assert search.best_params_ == {"l2": 0.0}


def test_calibration_takes_probabilities_and_scores(digits):
    X, y = digits.X_train[:600] / 16, digits.y_train[:600]
    P = CalibratedClassifierCV(model(n_epochs=5), cv=2).fit(X, y).predict_proba(X)
    np.testing.assert_allclose(P.sum(axis=1), 1, rtol=1e-5)
    even = CalibratedClassifierCV(Perceptron(n_epochs=5, random_state=0), cv=2).fit(X, y % 2)
    assert even.score(X, y % 2) > 0.85


def test_perceptrons_side_by_side_read_ten_digits(digits):
    X, y = digits.X_train / 16, digits.y_train
    units = OneVsRestClassifier(Perceptron(n_epochs=5, random_state=0)).fit(X, y)
    assert units.score(digits.X_test / 16, digits.y_test) > 0.85


def test_a_clone_has_the_options_and_learned_nothing():
    fitted = model().fit(*four_clusters(rng=0))
    copy = clone(fitted)
    assert copy.get_params() == fitted.get_params()
    assert not hasattr(copy, "classes_")


# --- scikit-learn's displays, tested on what they draw


def test_a_decision_boundary():
    X, y = four_clusters(rng=0)
    fitted = model().fit(X, y)
    display = DecisionBoundaryDisplay.from_estimator(
        fitted, X, grid_resolution=20, response_method="predict_proba", class_of_interest=1
    )
    points = np.column_stack([display.xx0.ravel(), display.xx1.ravel()])
    P = fitted.predict_proba(points)[:, 1]
    np.testing.assert_allclose(display.response.ravel(), P)


def test_a_reliability_diagram():
    X, y = four_clusters(rng=0)
    fitted = LogisticRegression(random_state=0).fit(X, y)
    display = CalibrationDisplay.from_estimator(fitted, X, y, n_bins=4)
    P = fitted.predict_proba(X)[:, 1]
    np.testing.assert_array_equal(display.y_prob, P)
    bins = np.digitize(P, [0.25, 0.5, 0.75])
    expected = [y[bins == k].mean() for k in range(4) if np.any(bins == k)]
    np.testing.assert_allclose(display.line_.get_ydata(), expected)


def test_a_confusion_matrix_and_a_learning_curve(digits):
    X, y = digits.X_train[:400] / 16, digits.y_train[:400]
    fitted = model(n_epochs=5).fit(X, y)
    display = ConfusionMatrixDisplay.from_estimator(fitted, X, y)
    assert np.trace(display.confusion_matrix) == round(fitted.score(X, y) * 400)
    curve = LearningCurveDisplay.from_estimator(
        model(n_epochs=5), X, y, cv=2, train_sizes=[50, 200]
    )
    assert curve.test_scores.shape == (2, 2)


# --- as well calibrated as scikit-learn's own


def test_its_certainty_is_as_honest_as_that_of_scikit_learn_s_network(digits):
    X, X_test = digits.X_train / 16, digits.X_test / 16
    ours, theirs = [], []
    for seed in range(3):
        options = {"momentum": 0.9, "batch_size": 32, "random_state": seed}
        mlp = MLPClassifier(
            (20,), solver="sgd", alpha=0, learning_rate_init=0.1, max_iter=15, **options
        )
        with pytest.warns(UserWarning, match="Maximum iterations"):
            mlp.fit(X, digits.y_train)
        net = model(learning_rate=0.1, **options).fit(X, digits.y_train)
        theirs.append(calibration_error(mlp.predict_proba(X_test), digits.y_test))
        ours.append(calibration_error(net.predict_proba(X_test), digits.y_test))
    assert np.mean(ours) < np.mean(theirs) + 0.02
    # The measure tells: a network that is always sure is far from honest.
    sure = np.eye(10)[np.arange(len(X_test)) % 10]
    assert calibration_error(sure, digits.y_test) > 0.8
