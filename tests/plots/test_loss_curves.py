"""Curves of a training: what they draw, from a history and from an estimator."""

import matplotlib as mpl
import numpy as np
import pytest
from sklearn.exceptions import NotFittedError
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline

mpl.use("agg")
import matplotlib.pyplot as plt

from nnlib import NNClassifier, Perceptron
from nnlib.datasets import four_clusters
from nnlib.plots import LossCurveDisplay

HISTORY = {"loss": [3.0, 2.0], "training": [0.25, 1.0], "test": [0.5, 0.75]}
X, y = four_clusters(rng=0)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def drawn(display):
    """Points of each line, by its name."""
    return {line.get_label(): np.transpose(line.get_data()).tolist() for line in display.lines_}


def test_a_history_is_drawn_against_epochs_from_1():
    ax = plt.subplots()[1]
    display = LossCurveDisplay.from_history(HISTORY, ["training", "test"], ax=ax)
    assert display.ax_ is ax
    assert display.figure_ is ax.figure
    assert display.lines_ == list(ax.lines)
    assert drawn(display) == {"training": [[1, 0.25], [2, 1]], "test": [[1, 0.5], [2, 0.75]]}
    ends = {text.get_text(): text.xy for text in ax.texts}
    assert ends == {"training": (2, 1), "test": (2, 0.75)}


@pytest.mark.parametrize(
    ("names", "label"),
    [(["loss"], "loss"), (["training", "test"], "accuracy"), (["loss", "test"], "accuracy, loss")],
)
def test_the_axis_says_what_the_values_are(names, label):
    ax = LossCurveDisplay.from_history(HISTORY, names).ax_
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", label)


def test_without_names_it_is_the_loss_which_needs_no_name_of_its_own():
    display = LossCurveDisplay.from_history(HISTORY)
    assert drawn(display) == {"loss": [[1, 3], [2, 2]]}
    assert not display.ax_.texts


def test_the_lines_differ_in_more_than_colour():
    lines = LossCurveDisplay(HISTORY).plot().lines_
    assert len({(line.get_marker(), line.get_linestyle()) for line in lines}) == 3


def test_plotted_again_it_draws_the_same_on_new_axes_with_a_legend_if_wanted():
    display = LossCurveDisplay(HISTORY)
    first = drawn(display.plot())
    before = display.figure_
    assert drawn(display.plot(legend="best")) == first
    assert display.figure_ is not before
    names = [text.get_text() for text in display.ax_.get_legend().get_texts()]
    assert names == list(HISTORY)
    assert not display.ax_.texts


def test_an_epoch_in_between_has_no_number():
    ax = LossCurveDisplay.from_history(HISTORY).ax_
    assert all(tick == round(tick) for tick in ax.get_xticks())


def test_an_estimator_gives_its_loss_and_that_of_the_samples_held_back():
    fitted = NNClassifier(n_epochs=4, early_stopping=True, random_state=0).fit(X, y)
    display = LossCurveDisplay.from_estimator(fitted)
    training, held_back = display.lines_
    assert list(training.get_ydata()) == fitted.loss_curve_
    assert list(held_back.get_ydata()) == fitted.validation_loss_curve_
    assert list(drawn(display)) == ["training", "held back"]
    assert display.ax_.get_ylabel() == "loss"


def test_what_an_earlier_training_held_back_is_not_drawn():
    fitted = NNClassifier(n_epochs=2, early_stopping=True, random_state=0).fit(X, y)
    fitted.set_params(early_stopping=False).fit(X, y)
    assert list(drawn(LossCurveDisplay.from_estimator(fitted))) == ["training"]


def test_scikit_learn_s_own_network_can_be_drawn():
    fitted = MLPClassifier((4,), max_iter=3, random_state=0)
    with pytest.warns(UserWarning, match="Maximum iterations"):
        fitted.fit(X, y)
    (line,) = LossCurveDisplay.from_estimator(fitted).lines_
    assert list(line.get_ydata()) == fitted.loss_curve_


def test_what_has_no_curve_is_refused():
    with pytest.raises(NotFittedError):
        LossCurveDisplay.from_estimator(NNClassifier())
    with pytest.raises(ValueError, match="a loss_curve_, Perceptron has none"):
        LossCurveDisplay.from_estimator(Perceptron(random_state=0, n_epochs=2).fit(X, y))
    pipeline = make_pipeline(NNClassifier(n_epochs=1, random_state=0)).fit(X, y)
    with pytest.raises(ValueError, match="of a pipeline, give the last step"):
        LossCurveDisplay.from_estimator(pipeline)
    with pytest.raises(ValueError, match="it has no 'validation'"):
        LossCurveDisplay.from_history(HISTORY, ["validation"])
    with pytest.raises(ValueError, match="no epoch yet: 'loss' is empty"):
        LossCurveDisplay.from_history({"loss": []})
    assert not plt.get_fignums()


def test_no_setting_changes():
    before = dict(mpl.rcParams)
    LossCurveDisplay.from_history(HISTORY)
    assert dict(mpl.rcParams) == before
