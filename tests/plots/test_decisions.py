"""Pictures of two classes: what they draw."""

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt

from nnlib import boundary
from nnlib.plots import plot_classes, plot_decision, plot_line, plot_loss_map

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


def shades(probability):
    """The colours that the plane is painted in: (rows, columns, 3), 1 for white."""
    figure, ax = plt.subplots()
    plot_decision(probability, np.empty((0, 2)), np.empty(0), ax=ax)
    for line in [c for c in ax.collections if c.get_linewidth()[0] == 1.5]:
        line.remove()
    ax.set_axis_off()
    figure.canvas.draw()
    inside = ax.get_window_extent().padded(-4)  # without the frame
    picture = np.asarray(figure.canvas.buffer_rgba())[::-1, :, :3] / 255
    return picture[int(inside.y0) : int(inside.y1), int(inside.x0) : int(inside.x1)]


def test_a_model_that_is_sure_of_nothing_leaves_the_plane_pale():
    """Trained on four clusters, a unit gives 0.484 to 0.516: no answer that a colour may shout."""
    unsure = shades(lambda points: 0.5 + 0.016 * np.tanh(points[:, 0]))
    assert unsure.min() > 0.97
    assert np.ptp(unsure, axis=(0, 1)).max() < 0.03


@pytest.mark.parametrize("kind", ["labels", "probabilities"])
def test_a_sure_model_paints_each_side_in_its_colour(kind):
    def probability(points):
        return points[:, 0] > 0 if kind == "labels" else 1 / (1 + np.exp(-20 * points[:, 0]))

    sure = shades(probability)
    left, right = sure[:, :60].mean(axis=(0, 1)), sure[:, -60:].mean(axis=(0, 1))
    assert left.min() < 0.7
    assert right.min() < 0.7
    assert left[2] - left[0] > 0.2
    assert right[0] - right[2] > 0.2


def test_the_colour_grows_evenly_with_the_probability():
    row = shades(lambda points: (points[:, 0] + 2.5) / 5).mean(axis=0)
    strength = 1 - row.min(axis=1)
    middle = len(strength) // 2
    assert strength[middle] < 0.02
    steps = np.diff(strength)
    assert steps[:middle].max() <= 1 / 255 + 1e-9
    assert steps[middle + 1 :].min() >= -1 / 255 - 1e-9
    assert np.abs(steps).max() < 0.02  # no bands


def test_a_line_meets_its_arrow_at_a_right_angle_and_keeps_the_limits():
    w, b = np.array([3.0, 4.0]), -2.0
    ax = plot_decision(lambda points: points @ w + b > 0, np.empty((0, 2)), np.empty(0))
    plot_line(w, b, ax=ax)
    (x1, x2) = ax.lines[-1].get_data()
    np.testing.assert_allclose(w[0] * x1 + w[1] * x2 + b, 0, atol=1e-9)
    arrow = next(text for text in ax.texts if not text.get_text())
    tip, foot = np.array(arrow.xyann), np.array(arrow.xy)
    np.testing.assert_allclose(np.abs(tip - foot), w / 3)
    assert ax.get_xlim() == (-2.5, 2.5)
    assert plot_line(np.zeros(2), 1.0, ax=ax) is ax
    assert len(ax.lines) == 1


def test_the_map_of_the_loss_is_lowest_where_the_loss_is():
    X, y = np.array([[1.0, 0.0], [-1.0, 0.0]]), np.array([1, 0])
    ax = plot_loss_map(X, y, path=[(0, 0), (1, 0)])
    assert ax.get_title() == "loss, with b = 0.00"
    nothing = ax.collections[-1].get_paths()[0].vertices  # log 2, the loss of w1 = 0
    np.testing.assert_allclose(nothing[:, 0], 0, atol=0.05)
    np.testing.assert_allclose(ax.lines[0].get_data(), [[0, 1], [0, 0]])
