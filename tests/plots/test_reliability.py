"""Certainty against truth: what is drawn, for any number of classes and labels of any kind."""

import matplotlib as mpl
import numpy as np
import pytest
from sklearn.calibration import calibration_curve

mpl.use("agg")
import matplotlib.pyplot as plt

from nnlib import NNClassifier, Perceptron
from nnlib.datasets import four_clusters, load_digits
from nnlib.plots import ReliabilityDisplay

# Four answers: sure at 0.5, 0.6, 0.9 and 0.9; the second and one of the last two are wrong.
P = np.array([[0.5, 0.3, 0.2], [0.6, 0.4, 0.0], [0.05, 0.9, 0.05], [0.1, 0.0, 0.9]])
y = np.array([0, 1, 1, 0])
LABELS = [0, 1, 2]


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_each_bin_is_a_dot_at_its_certainty_and_its_share_with_its_count():
    ax = plt.subplots()[1]
    display = ReliabilityDisplay.from_predictions(y, P, n_bins=2, labels=LABELS, ax=ax)
    assert (display.ax_, display.figure_) == (ax, ax.figure)
    diagonal, dots = ax.lines
    assert dots is display.line_
    assert [list(values) for values in diagonal.get_data()] == [[0, 1], [0, 1]]
    np.testing.assert_allclose(dots.get_data(), [[0.5, 0.8], [1, 1 / 3]])
    assert [(text.get_text(), *text.xy) for text in ax.texts] == [
        ("1", *np.transpose(dots.get_data())[0]),
        ("3", *np.transpose(dots.get_data())[1]),
    ]
    assert ax.get_legend() is None


def test_labels_may_be_words_in_the_order_of_the_columns():
    words = np.array(["plum", "fig", "nut"])
    display = ReliabilityDisplay.from_predictions(words[y], P, n_bins=2, labels=words)
    np.testing.assert_allclose(display.prob_true, [1, 1 / 3])
    np.testing.assert_allclose(display.prob_pred, [0.5, 0.8])
    assert display.counts.tolist() == [1, 3]


def test_it_is_scikit_learn_s_curve_of_being_right():
    digits = load_digits()
    fitted = NNClassifier(n_epochs=3, learning_rate=0.01, random_state=0)
    fitted.fit(digits.X_train / 16, digits.y_train)
    X_test, y_test = digits.X_test / 16, digits.y_test
    display = ReliabilityDisplay.from_estimator(fitted, X_test, y_test, n_bins=7)
    sure, right = fitted.predict_proba(X_test).max(axis=1), fitted.predict(X_test) == y_test
    share, certainty = calibration_curve(right, sure, n_bins=7)
    assert len(share) > 3
    np.testing.assert_allclose(display.line_.get_data(), [certainty, share])
    assert display.counts.sum() == len(y_test)
    (name,) = display.ax_.get_legend().get_texts()
    assert name.get_text() == display.name == "NNClassifier"


def test_two_models_on_one_axes_can_be_told_apart():
    ax = plt.subplots()[1]
    for name in ["ours", "theirs"]:
        ReliabilityDisplay.from_predictions(y, P, labels=LABELS, name=name, ax=ax)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["ours", "theirs"]


def test_plotted_again_it_draws_the_same_on_new_axes():
    display = ReliabilityDisplay.from_predictions(y, P, labels=LABELS)
    before, data = display.figure_, display.line_.get_data()
    assert display.plot() is display
    assert display.figure_ is not before
    np.testing.assert_array_equal(display.line_.get_data(), data)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"y_prob": P[:, 0]}, r"a column for each class, \(N, K\), got shape \(4,\)"),
        ({"y_prob": P[:0]}, r"got shape \(0, 3\)"),
        ({"y_true": y[:3]}, r"a label for each row of y_prob, got shape \(3,\)"),
        ({"y_prob": 2 * P}, "between 0 and 1, got 0 to 1.8"),
        ({"y_prob": P - 0.5}, "between 0 and 1, got -0.5"),
        ({"y_prob": P * np.nan}, "between 0 and 1, got nan"),
        ({"labels": None}, r"3 columns, but there are 2 labels: \[0, 1\]; name those"),
        ({"labels": [1, 2, 3]}, r"y_true holds 0, no label of a column"),
        ({"n_bins": 0}, "n_bins must be an integer of at least 1, got 0"),
    ],
)
def test_what_does_not_fit_is_refused(wrong, says):
    right = {"y_true": y, "y_prob": P, "labels": LABELS}
    with pytest.raises(ValueError, match=says):
        ReliabilityDisplay.from_predictions(**right | wrong)
    assert not plt.get_fignums()


def test_a_model_must_give_probabilities():
    X, two = four_clusters(rng=0)
    fitted = Perceptron(random_state=0, n_epochs=2).fit(X, two)
    with pytest.raises(ValueError, match="must have predict_proba, Perceptron has none"):
        ReliabilityDisplay.from_estimator(fitted, X, two)


def test_no_setting_changes():
    before = dict(mpl.rcParams)
    ReliabilityDisplay.from_predictions(y, P, labels=LABELS)
    assert dict(mpl.rcParams) == before
