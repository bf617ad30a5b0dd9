"""Pictures of two classes: what they draw."""

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt

from nnlib import boundary
from nnlib.plots import plot_classes, plot_decision

X = np.array([[0.0, 1.0], [1.0, 1.0], [-1.0, 0.5], [2.0, -1.0], [0.5, 0.0]])
y = np.array([0, 1, 0, 1, 1])


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_each_class_has_its_points_its_colour_and_its_marker():
    circles, triangles = plot_classes(X, y).collections
    np.testing.assert_array_equal(circles.get_offsets(), X[y == 0])
    np.testing.assert_array_equal(triangles.get_offsets(), X[y == 1])
    assert mpl.colors.to_hex(circles.get_facecolor()[0]) == "#0072b2"
    assert mpl.colors.to_hex(triangles.get_facecolor()[0]) == "#d55e00"
    assert len(circles.get_paths()[0]) != len(triangles.get_paths()[0])


@pytest.mark.parametrize("model", ["labels", "probabilities"])
def test_the_boundary_is_drawn_where_the_answer_changes(model):
    w, b = np.array([1.0, 2.0]), -0.5

    def probability(points):
        Z = points @ w + b
        return (Z > 0).astype(int) if model == "labels" else 1 / (1 + np.exp(-Z))

    ax = plot_decision(probability, X, y, limit=2.0)
    (line,) = [c for c in ax.collections if c.get_linewidth()[0] == 1.5]
    drawn = line.get_paths()[0].vertices
    assert len(drawn) > 10
    np.testing.assert_allclose(drawn[:, 1], boundary(drawn[:, 0], w, b), atol=0.03)
    assert ax.get_xlim() == ax.get_ylim() == (-2, 2)


def test_a_model_with_one_answer_has_no_boundary():
    ax = plot_decision(lambda points: np.zeros(len(points)), X, y)
    assert not [c for c in ax.collections if c.get_linewidth()[0] == 1.5]


def test_they_draw_on_the_axes_that_they_are_given():
    _, ax = plt.subplots()
    assert plot_decision(lambda points: points[:, 0], X, y, ax=ax) is ax
    assert plot_classes(X, y, ax=ax) is ax
