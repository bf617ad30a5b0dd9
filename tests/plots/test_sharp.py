"""Figures in a notebook have twice the pixels of the size at which they are shown."""

import base64

import matplotlib as mpl
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

mpl.use("agg")
import matplotlib.pyplot as plt

from nnlib.plots import sharp

SETUP = """
import matplotlib.pyplot as plt
plt.style.use("nnlib.plots.course")
"""
FIGURE = "import matplotlib.pyplot as plt\nplt.subplots()[1].plot([1, 2])\nplt.show()"


def outputs(*sources):
    """What each cell of a notebook displays."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    return [cell.outputs for cell in notebook.cells]


@pytest.mark.parametrize("first", ["", "from nnlib import plots", FIGURE])
def test_the_styles_line_is_all_it_takes(first):
    *_, (output,) = outputs(first, SETUP, FIGURE)
    shown = output.metadata["image/png"]
    picture = base64.b64decode(output.data["image/png"])
    pixels = np.frombuffer(picture[16:24], ">u4")
    np.testing.assert_allclose(pixels, [2 * shown["width"], 2 * shown["height"]], atol=1)
    assert 500 < shown["width"] < 700
    assert picture[25] == 3  # a palette
    assert output.metadata["needs_background"] == "light"  # for a dark notebook


@pytest.mark.parametrize("place", [0, 1])
def test_who_chooses_another_format_gets_it(place):
    choice = "%config InlineBackend.figure_formats = ['svg']"
    cells = [SETUP]
    cells.insert(place, choice)
    *_, (output,) = outputs(*cells, FIGURE)
    assert "image/svg+xml" in output.data


def test_few_colours_stay_as_they_are():
    pixels = np.random.default_rng(0).integers(0, 256, (50, 4)).astype(np.uint8)
    pixels = np.repeat(pixels, 30, axis=0).reshape(30, 50, 4)
    palette, indices = sharp.with_palette(pixels)
    np.testing.assert_array_equal(palette[indices], pixels * (pixels[..., 3:] > 0))


def test_of_many_colours_none_changes_so_that_it_could_be_seen():
    """A picture of two gradients with black text: 1500 colours."""
    x = np.linspace(0, 1, 300)
    pale = np.stack([255 - 90 * x, 255 - 30 * x, np.full(300, 255), np.full(300, 255)], axis=1)
    inks = np.stack([*np.full((3, 300), 20), 255 * x], axis=1)
    pixels = np.repeat([pale, inks, pale[:, [2, 1, 0, 3]]], 4, axis=0).round().astype(np.uint8)
    palette, indices = sharp.with_palette(pixels)
    assert len(palette) <= 256
    opacity = [p[..., 3:] / 255.0 for p in (palette[indices], pixels)]
    over_white = [
        p[..., :3] * o + 255 * (1 - o)
        for p, o in zip((palette[indices], pixels), opacity, strict=True)
    ]
    assert np.abs(over_white[0] - over_white[1]).max() <= 8
    assert np.abs(over_white[0] - over_white[1]).mean() < 0.5


def test_an_empty_figure_shows_nothing():
    assert sharp.inline_png(plt.figure()) is None
    plt.close("all")


def test_outside_of_a_notebook_nothing_changes():
    assert not sharp.in_notebook()
    sharp.sharpen_notebook()
