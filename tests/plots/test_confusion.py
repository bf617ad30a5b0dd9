"""A confusion matrix as plot_confusion draws it."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib.plots import plot_confusion

TABLE = np.array([[5, 1, 0], [0, 7, 4], [2, 0, 6]])


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_every_count_but_0_stands_in_its_field(ax):
    assert plot_confusion(TABLE, ax=ax) is ax
    places = {text.get_position(): text.get_text() for text in ax.texts}
    assert places == {(0, 0): "5", (1, 0): "1", (1, 1): "7", (2, 1): "4", (0, 2): "2", (2, 2): "6"}


def test_mistakes_alone_are_coloured(ax):
    plot_confusion(TABLE, ax=ax)
    (drawn,) = ax.images
    np.testing.assert_array_equal(drawn.get_array(), TABLE - np.diag([5, 7, 6]))


def test_each_class_has_its_picture_above_its_column(ax):
    plot_confusion(TABLE, np.eye(3, 4), ax=ax)
    pictures = ax.images[1:]
    for k, picture in enumerate(pictures):
        left, right, bottom, top = picture.get_extent()
        assert (left + right) / 2 == pytest.approx(k)
        assert top < bottom < -0.5  # y goes down
        np.testing.assert_array_equal(picture.get_array(), np.eye(3, 4)[k].reshape(2, 2))


def test_without_mistakes_nothing_fails():
    ax = plot_confusion(np.diag([3, 4]))
    assert ax.get_xlabel() == "read as"
    plt.close(ax.figure)
