"""The style's colours are those of the look, and its figures let the page through."""

import io

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("agg")
import matplotlib.pyplot as plt

from nnlib._common import look
from nnlib.plots import decisions, plot_function, probabilities, sharp

INKS = ["text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"]


@pytest.fixture
def style():
    with plt.style.context("nnlib.plots.course"):
        yield mpl.rcParams
    plt.close("all")


def test_words_and_axes_are_in_ink(style):
    assert {style[name] for name in INKS} == {look.value("ink")}
    assert style["grid.color"] == look.value("grid")


def test_colours_of_lines_are_those_of_classes_and_units(style):
    names = ["class-0", "class-1", "unit-1", "unit-2"]
    colours = [mpl.colors.to_hex(c) for c in style["axes.prop_cycle"].by_key()["color"]]
    assert colours[:4] == [look.value(name) for name in names]
    assert len(set(colours)) == len(colours)


def test_the_plots_have_the_same_colours_without_the_style():
    assert (look.value("class-0"), look.value("class-1")) == decisions.COLOURS
    assert look.value("class-0") == probabilities.BAR
    assert look.value("unit-1") == probabilities.RIGHT


def test_the_page_shows_through(style):
    from PIL import Image

    figure = plot_function({"line": lambda z: z}).figure
    pixels = np.asarray(Image.open(io.BytesIO(sharp.png(figure))).convert("RGBA"))
    assert pixels[0, 0, 3] == 0
    assert (pixels[..., 3] == 0).mean() > 0.5
    darkest = pixels[pixels[..., 3] == 255][:, :3].sum(axis=1).min()
    assert darkest < 200
