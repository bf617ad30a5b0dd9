"""Plots, tested on the data that they draw."""

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("agg")
import matplotlib.pyplot as plt

from nnlib import plots, sigmoid


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.fixture
def ax():
    return plt.subplots()[1]


def test_plot_function_draws_each_function_and_names_it(ax):
    assert plots.plot_function({"sigmoid": sigmoid, "square": np.square}, low=-2, ax=ax) is ax
    for line, function in zip(ax.lines, [sigmoid, np.square], strict=True):
        z, value = line.get_data()
        np.testing.assert_array_equal(value, function(z))
        assert (z[0], z[-1]) == (-2, 10)
    assert [text.get_text() for text in ax.texts] == ["sigmoid", "square"]


def test_plot_dots_draws_every_value_and_the_means(ax):
    values = np.array([[0.1, 0.5], [0.3, 0.9]])
    assert plots.plot_dots(values, ["one", "other"], ax=ax) is ax
    *seeds, ring, means = (line.get_xdata() for line in ax.lines)
    np.testing.assert_array_equal(seeds, values)
    np.testing.assert_array_equal(ring, values[0])
    np.testing.assert_allclose(means, [0.2, 0.7])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["one", "other"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first on top
    with pytest.raises(ValueError, match="a column a name"):
        plots.plot_dots(values, ["one"], ax=ax)


def test_show_images_puts_every_pixel_in_its_place(ax):
    X = np.arange(12.0).reshape(3, 4)
    assert plots.show_images(X, n_columns=2, ax=ax) is ax
    canvas = np.ma.filled(ax.images[0].get_array(), np.nan)
    np.testing.assert_array_equal(canvas[:2, :2], [[0, 1], [2, 3]])
    np.testing.assert_array_equal(canvas[:2, 3:5], [[4, 5], [6, 7]])
    np.testing.assert_array_equal(canvas[3:5, :2], [[8, 9], [10, 11]])
    assert np.isnan(canvas[2]).all()


def test_show_images_titles_and_symmetric_colours(ax):
    plots.show_images(np.array([[1.0, -4.0, 0.0, 2.0]]), ["a weight"], symmetric=True, ax=ax)
    assert [text.get_text() for text in ax.texts] == ["a weight"]
    assert ax.images[0].get_clim() == (-4, 4)
    red, blue = ax.images[0].cmap([0.1, 0.9])[:, [0, 2]].T
    assert red[0] > blue[0]  # below 0
    assert red[1] < blue[1]


def test_show_images_refuses_what_is_no_image():
    with pytest.raises(ValueError, match="5 pixels do not fill"):
        plots.show_images(np.zeros((2, 5)))
    with pytest.raises(ValueError, match="at least one image"):
        plots.show_images(np.zeros((0, 4)))


def test_plot_probabilities_draws_a_bar_a_class_and_marks_the_right_one(ax):
    p = np.array([0.25, 0.75])
    assert plots.plot_probabilities(p, right=1, ax=ax) is ax
    assert [bar.get_height() for bar in ax.patches] == [0.25, 0.75]
    assert [bar.get_hatch() for bar in ax.patches] == [None, "//"]


def test_the_hatch_of_the_right_bar_is_seen(ax):
    plots.plot_probabilities([0.25, 0.75], right=1, ax=ax)
    ax.grid(False)
    ax.figure.canvas.draw()
    inside = ax.patches[1].get_window_extent().padded(-5)
    rows = np.asarray(ax.figure.canvas.buffer_rgba())[::-1, :, :3]  # from below, as the box
    pixels = rows[int(inside.y0) : int(inside.y1), int(inside.x0) : int(inside.x1)]
    assert (pixels == 255).all(axis=2).any()
    assert (pixels == [0x00, 0x9E, 0x73]).all(axis=2).mean() > 0.5


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.plot_function({"sigmoid": sigmoid}),
        lambda: plots.show_images(np.zeros((1, 4))),
        lambda: plots.plot_probabilities([0.5, 0.5]),
    ],
)
def test_without_axes_a_new_figure_is_made_and_no_setting_changes(draw):
    before = dict(mpl.rcParams)
    assert draw().figure in map(plt.figure, plt.get_fignums())
    assert dict(mpl.rcParams) == before
