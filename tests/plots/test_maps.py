"""Maps of a probability: what they draw."""

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt

from nnlib import boundary, sigmoid
from nnlib.plots import plot_probability_map

X = np.array([[0.0, 1.0], [1.0, 1.0], [-1.0, 0.5], [2.0, -1.0], [0.5, 0.0]])
y = np.array([0, 1, 0, 1, 1])
w, b = np.array([1.0, 2.0]), -0.5


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_the_line_lies_where_the_probability_is_one_half():
    _, given = plt.subplots()
    ax = plot_probability_map(lambda points: sigmoid(points @ w + b), X, y, ax=given)
    assert ax is given
    shades, line, circles, triangles = ax.collections
    assert shades.get_clim() == (0, 1)
    drawn = line.get_paths()[0].vertices
    assert len(drawn) > 10
    np.testing.assert_allclose(drawn[:, 1], boundary(drawn[:, 0], w, b), atol=0.03)
    assert len(circles.get_offsets()) == 2
    assert len(triangles.get_offsets()) == 3


def test_blue_is_for_0_and_orange_for_1():
    ax = plot_probability_map(lambda points: sigmoid(9 * points[:, 0]), X, y, limits=(-1, 3))
    shades = ax.collections[0]
    low, high = shades.to_rgba([0.02, 0.98])
    assert low[2] > low[0]
    assert high[0] > high[2]
    assert ax.get_xlim() == ax.get_ylim() == (-1, 3)


def test_a_model_that_is_never_in_doubt_has_no_line():
    ax = plot_probability_map(lambda points: np.full(len(points), 0.9), X, y)
    assert len(ax.collections) == 3
