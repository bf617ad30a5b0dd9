"""The playable figures as Python sees them: settings, words, pictures, and who imports them."""

import base64
import subprocess
import sys

import numpy as np
import pytest

from nnlib import plots
from nnlib.datasets import four_clusters, separable
from nnlib.widgets import LineOverPoints, SoftmaxBars, TwoHiddenUnits
from nnlib.widgets.playable import HERE

POINTS = separable(60, gap=0.4, rng=4)
CLUSTERS = four_clusters(50, rng=0)
FIGURES = {
    "SoftmaxBars": lambda: SoftmaxBars([2, 4, 6, 8]),
    "LineOverPoints": lambda: LineOverPoints(*POINTS, w=(1, -1)),
    "TwoHiddenUnits": lambda: TwoHiddenUnits(*CLUSTERS),
}
EACH = pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)


@EACH
def test_it_shows_a_view_a_picture_and_its_words(make):
    figure = make()
    bundle, _ = figure._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert bundle["text/plain"] == repr(figure) == repr(make())
    assert " at 0x" not in repr(figure)


@EACH
def test_its_module_is_small_and_asks_nobody(make):
    figure = make()
    assert len(figure._esm) < 14_000
    for word in ["import ", "fetch(", "https://", "innerHTML"]:
        assert word not in figure._esm


def test_the_core_of_the_library_does_without():
    program = "import sys, nnlib, nnlib.plots, nnlib.exercises; print('anywidget' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "False"


def test_a_class_has_the_same_colour_as_in_every_figure():
    css = (HERE / "playable.css").read_text()
    for label, colour in enumerate(plots.decisions.COLOURS):
        assert f"--class-{label}: {colour};" in css


def test_the_words_follow_what_the_reader_moved():
    bars = SoftmaxBars([0, 0], names=["no", "yes"])
    bars.logits, bars.temperature = [0.0, 4.0], 2.0  # as the page sets them
    np.testing.assert_allclose(bars.probabilities, [0.1192029, 0.8807971], rtol=1e-6)
    assert repr(bars) == "scores (0, 4), temperature 2, probabilities (0.119, 0.881)"


def test_a_line_counts_and_prices_its_points():
    line = LineOverPoints(*POINTS, w=(1, -1))
    assert repr(line) == "w (1, -1), b 0: 33 of 60 right, loss 0.863"
    line.w, line.b = [3.0, 4.0], 1.5
    assert "60 of 60 right" in repr(line)


def test_two_hidden_units_solve_the_four_clusters():
    figure = TwoHiddenUnits(*CLUSTERS, W=[[-3, 1], [3, -1]], b=[-3, -1])
    assert repr(figure) == "lines at 135° moved 0.71 and -45° moved 0.71, OR: 100 of 100 right"
    np.testing.assert_allclose(figure.W, [[-(0.5**0.5), 0.5**0.5], [0.5**0.5, -(0.5**0.5)]])
    np.testing.assert_allclose(figure.b, [-(0.5**0.5), -(0.5**0.5)], atol=1e-6)
    figure.combine = "and"
    assert "50 of 100 right" in repr(figure)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: SoftmaxBars([1]), "logits must be two to eight scores"),
        (lambda: SoftmaxBars([1, 11]), "logits must be two to eight scores"),
        (lambda: SoftmaxBars([1, np.nan]), "logits must be finite"),
        (lambda: SoftmaxBars([1, 2], temperature=0), "temperature must be from 0.1 to 5, got 0"),
        (lambda: SoftmaxBars([1, 2], names="abc"), "names must be one for each of 2 scores"),
        (lambda: LineOverPoints(*POINTS, w=(6, 0)), "w and b must be from -5 to 5"),
        (lambda: LineOverPoints(*POINTS, limit=0), "limit must be a positive number, got 0"),
        (lambda: LineOverPoints(np.ones((2, 3)), [0, 1]), "a plane needs two features"),
        (lambda: LineOverPoints(np.ones((2, 2)), [0, 2]), "labels up to 2"),
        (lambda: TwoHiddenUnits(*CLUSTERS, W=np.zeros((2, 2))), "W must have no column of zeros"),
        (lambda: TwoHiddenUnits(*CLUSTERS, b=(5, 0)), "a line is 5.00 from the middle"),
        (lambda: TwoHiddenUnits(*CLUSTERS, combine="xor"), 'combine must be "or" or "and"'),
    ],
)
def test_a_wrong_setting_gets_a_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()
