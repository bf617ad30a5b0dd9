"""The boxes of plot_shapes: one for each number, and which of them stand out."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color

from nnlib.plots import plot_shapes
from nnlib.plots.shapes import MARKED, PLAIN, REPEATED


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def boxes(ax, colour):
    """Corners (x, y) of the boxes of a colour."""
    return [box.get_xy() for box in ax.patches if same_color(box.get_facecolor(), colour)]


def texts(ax):
    return [text.get_text() for text in ax.texts]


X, W = np.arange(12).reshape(4, 3), np.arange(6).reshape(3, 2)


def test_a_product_has_a_box_a_number_and_writes_its_shapes(ax):
    assert plot_shapes({"X": X, "W": W, "Z": X @ W}, "@=", ax=ax) is ax
    assert len(boxes(ax, PLAIN)) == 12 + 6 + 8
    assert {"X", "W", "Z", "@", "=", "(4, 3)", "(3, 2)", "(4, 2)"} <= set(texts(ax))
    assert texts(ax).count("11") == 1  # the last number of X, and none of the others


def test_numbers_stand_in_their_boxes(ax):
    plot_shapes({"W": W + 10}, ax=ax)
    places = {text.get_text(): text.get_position() for text in ax.texts}
    assert places["11"] == (1.5, 0.5)  # row 0, column 1
    assert places["14"] == (0.5, 2.5)  # row 2, column 0


def test_marked_entries_stand_out(ax):
    plot_shapes({"X": X, "W": W}, "@", marked={"X": np.s_[1], "W": np.s_[:, 0]}, ax=ax)
    assert boxes(ax, MARKED) == [(0, 1), (1, 1), (2, 1), (4, 0), (4, 1), (4, 2)]


def test_a_stretched_vector_repeats_its_row_in_dotted_boxes(ax):
    plot_shapes({"b": np.array([7, 8])}, stretched={"b": (3, 2)}, ax=ax)
    assert boxes(ax, PLAIN) == [(0, 0), (1, 0)]
    assert boxes(ax, REPEATED) == [(0, 1), (1, 1), (0, 2), (1, 2)]
    assert {box.get_linestyle() for box in ax.patches if box.get_y() > 0} == {":"}
    assert texts(ax).count("7") == 3
    assert "(2,)" in texts(ax)


def test_a_stretched_column_repeats_to_the_right(ax):
    plot_shapes({"s": np.array([[7], [8]])}, stretched={"s": (2, 3)}, ax=ax)
    assert boxes(ax, PLAIN) == [(0, 0), (0, 1)]


def test_it_makes_its_own_figure():
    ax = plot_shapes({"X": X})
    assert len(ax.patches) == 12
    plt.close(ax.figure)


def test_signs_have_to_stand_between():
    with pytest.raises(ValueError, match="zip"):
        plot_shapes({"X": X, "W": W}, "@=")
    plt.close("all")
