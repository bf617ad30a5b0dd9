"""The playable figures as Python sees them: settings, words, pictures, and who imports them."""

import base64
import inspect
import itertools
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnlib import (
    SGD,
    Dense,
    ReLU,
    Sequential,
    Sigmoid,
    Tensor,
    attention_weights,
    mlp_init,
    nearest_centroid,
    plots,
    rosenblatt,
    sigmoid,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
    straighten_images,
    train,
)
from nnlib._common import look
from nnlib.autodiff import Value
from nnlib.by_hand.curves import follow_curve
from nnlib.by_hand.many_starts import kind_of_solution, train_starts
from nnlib.datasets import four_clusters, load_digits, load_mnist, separable
from nnlib.widgets import (
    ActivationLayers,
    AttentionGrid,
    BroadcastBack,
    ConfusionExplorer,
    DigitsBrowser,
    DrawDigit,
    GradientMicroscope,
    GraphStepper,
    KernelWalk,
    Likelihood,
    LineOverPoints,
    OptimizerRace,
    PaintDigit,
    ScoreSlopes,
    Shapes,
    SlopeChain,
    SoftmaxBars,
    Staircase,
    TrainDigits,
    TrainTwoUnits,
    TwoHiddenUnits,
    playable,
)
from nnlib.widgets.shapes import B_START, UNITS, W_START, X_START

POINTS = separable(60, gap=0.4, rng=4)
CLUSTERS = four_clusters(50, rng=0)
STARTS = [mlp_init((2, 2, 1), bound=1, rng=k) for k in range(8)]
DIGITS = load_digits()
UPSTREAM = [[1.0, 10.0, 2.0], [-1.0, 3.0, 0.5]]
SOME, NEW = (DIGITS.X_train[:200], DIGITS.y_train[:200]), (DIGITS.X_test, DIGITS.y_test)
FIRST = mlp_init((64, 10, 10), bound=1, rng=0)
SHARES = np.random.default_rng(0).dirichlet(np.ones(10), len(DIGITS.X_test))
PAGES = np.random.default_rng(0).random((3, 784)), np.array([7, 8, 9])

LIST = np.random.default_rng(3).normal(size=(2, 12, 16))
DIGITS_IN_IT = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]

WAVE = np.sin(6 * np.linspace(0, 1, 101))
UPRIGHT = [[1, 0, -1], [1, 0, -1], [1, 0, -1]]


def two_ways():
    """A value that goes two ways: its gradient is 3 + 12."""
    h = Value(2.0, name="x") * 1.5
    h.name = "h"
    result = h * 3 + (h**2) * 2
    result.name = "L"
    return result


def network(*sizes, between=ReLU):
    layers = [Dense(784, sizes[0], rng=0)]
    for n_in, n_out in itertools.pairwise(sizes):
        layers += [between(), Dense(n_in, n_out, rng=0)]
    return Sequential(layers)


FIGURES = {
    "ActivationLayers": ActivationLayers,
    "AttentionGrid": lambda: AttentionGrid(*LIST, DIGITS_IN_IT, entry=2),
    "BroadcastBack": lambda: BroadcastBack(UPSTREAM, shape="column", entry=1),
    "ConfusionExplorer": lambda: ConfusionExplorer(*NEW, SHARES, row=8, column=1),
    "DigitsBrowser": lambda: DigitsBrowser(DIGITS.X_test, DIGITS.y_test, SHARES),
    "DrawDigit": lambda: DrawDigit(network(5, 10), *PAGES),
    "GradientMicroscope": GradientMicroscope,
    "GraphStepper": lambda: GraphStepper(two_ways()),
    "KernelWalk": lambda: KernelWalk(*PAGES, UPRIGHT, place=300),
    "OptimizerRace": OptimizerRace,
    "OptimizerRace of two": lambda: OptimizerRace(["plain", "momentum"], step=20),
    "PaintDigit": lambda: PaintDigit(
        DIGITS.X_test[:3], DIGITS.y_test[:3], *nearest_centroid(DIGITS.X_train, DIGITS.y_train)
    ),
    "Shapes": Shapes,
    "Shapes that are broadcast": lambda: Shapes(mode="broadcasting", shape=(3, 1), entry=3),
    "SlopeChain": lambda: SlopeChain("tanh", z=1.5, depth=4),
    "SoftmaxBars": lambda: SoftmaxBars([2, 4, 6, 8]),
    "ScoreSlopes": lambda: ScoreSlopes([1470.2, 1700, 1685.5], 2, temperature=64),
    "Likelihood": lambda: Likelihood([0.8, 0.9, 0.6]),
    "LineOverPoints": lambda: LineOverPoints(*POINTS, w=(1, -1)),
    "LineOverPoints by hand": lambda: LineOverPoints(*POINTS, w=(1, -1), learns=""),
    "LineOverPoints by mistakes": lambda: LineOverPoints(*POINTS, w=(0, 0), learns="mistakes"),
    "Staircase": lambda: Staircase(WAVE, stairs=12),
    "TrainDigits": lambda: TrainDigits(*SOME, *NEW, FIRST, n_epochs=5),
    "TrainTwoUnits": lambda: TrainTwoUnits(*CLUSTERS, STARTS, n_steps=600),
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
    assert len(figure._esm) < 25_000
    for word in ["import ", "fetch(", "https://", "innerHTML"]:
        assert word not in figure._esm


@EACH
def test_its_controls_can_be_hidden(make):
    figure = make()
    assert figure.controls is True
    assert "controls" in figure.get_state()
    assert "controls" in inspect.signature(type(figure)).parameters


def test_paper_is_empty_at_the_start_and_its_picture_invites():
    still = Figure()
    paper = FIGURES["DrawDigit"]()
    paper.draw(still)
    assert repr(paper) == "empty paper"
    assert "draw here" in {text.get_text() for text in still.axes[0].texts}
    DrawDigit(network(5, 10), *PAGES, sample=0).draw(again := Figure())
    assert not again.axes[0].texts


def test_the_core_of_the_library_does_without():
    program = "import sys, nnlib, nnlib.plots, nnlib.exercises; print('anywidget' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "False"


def test_a_class_has_the_same_colour_as_in_every_figure():
    for label, colour in enumerate(plots.decisions.COLOURS):
        assert look.value(f"class-{label}") == colour.lower()
        assert f"var(--nn-class-{label})" in LineOverPoints._css
        assert f"--nn-class-{label}: {colour.lower()};" in LineOverPoints._css


def test_a_staircase_is_the_network_that_the_chapter_builds():
    line = Staircase([0.0, 10.0], stairs=20, rise=0.44)
    w, b, w_out, b_out = follow_curve(lambda x: 10 * x, 0.5)
    x = np.linspace(0, 1, 501)
    c = 2 * np.log(9) * 20 / 0.44 / w  # as steep as ours
    theirs = sigmoid(np.outer(x, c * w) + c * b) @ w_out + b_out
    np.testing.assert_allclose(line.output(x), theirs, atol=1e-12)
    everywhere, inside = line.off
    assert everywhere == pytest.approx(0.25, abs=0.001)  # half a stair, at both ends
    line.rise = 1.5  # as the page sets it
    assert line.off[1] < inside / 2


def test_the_words_follow_what_the_reader_moved():
    bars = SoftmaxBars([0, 0], names=["no", "yes"])
    bars.logits, bars.temperature = [0.0, 4.0], 2.0  # as the page sets them
    np.testing.assert_allclose(bars.probabilities, [0.1192029, 0.8807971], rtol=1e-6)
    assert repr(bars) == "scores (0, 4), temperature 2, probabilities (0.119, 0.881)"


def test_slopes_are_what_is_said_minus_the_truth():
    figure = ScoreSlopes([3000.0, 0.0], 1, temperature=100)
    np.testing.assert_allclose(figure.slopes, [1, -1], atol=1e-12)
    assert repr(figure) == "label 1, temperature 100, loss 30.000, slopes (1.000, -1.000)"
    figure.temperature = 1.0  # as the page sets it
    assert figure.loss == pytest.approx(3000)


def test_a_digit_is_repainted_and_read_again():
    """Three pixels fool the reader, as the model answer of chapter 00 says."""
    figure = FIGURES["PaintDigit"]()
    assert repr(figure) == "a 2, 0 of 64 pixels repainted: read as a 2, score 1855"
    k = figure.scores.argmax()
    slope = figure.W[:, 3] - figure.W[:, k]
    best = np.where(slope > 0, 16, 0)
    pixels = np.array(figure.pixels)
    for place in np.argsort(-slope * (best - pixels))[:3]:
        pixels[place] = best[place]
    figure.pixels = pixels.tolist()
    assert "a 2, 3 of 64 pixels repainted: read as a 3" in repr(figure)


@pytest.mark.parametrize(
    ("change", "words"), [({"sample": 3}, "no sample 3"), ({"place": 64}, "64")]
)
def test_a_digit_that_is_not_there_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        PaintDigit(DIGITS.X_test[:3], DIGITS.y_test[:3], np.zeros((64, 10)), np.zeros(10), **change)


def test_a_product_underflows_and_the_loss_stays():
    three = Likelihood([0.8, 0.9, 0.6])
    assert repr(three) == "probabilities (0.8, 0.9, 0.6): product 0.432, loss 0.280"
    three.times = "10000"
    assert repr(three).endswith("each 10000 times: product 0, loss 0.280")
    three.times, three.probabilities = "100", [1.0, 0.5, 1.0]
    assert three.product == pytest.approx(0.5**100)
    assert three.loss == pytest.approx(np.log(2) / 3)


def test_a_line_counts_and_prices_its_points():
    line = LineOverPoints(*POINTS, w=(1, -1))
    assert repr(line) == "w (1, -1), b 0: 33 of 60 right, loss 0.863"
    line.w, line.b = [3.0, 4.0], 1.5
    assert "60 of 60 right" in repr(line)


def test_a_line_learns_from_its_mistakes_as_the_chapter_does():
    line = LineOverPoints(*POINTS, w=(0, 0), learns="mistakes")
    assert repr(line) == "after 0 mistakes w (0, 0), b 0: 22 of 60 right"
    w, b, mistakes = rosenblatt(*POINTS)
    line.mistakes = sum(mistakes)
    np.testing.assert_allclose([*line.unit.w, line.unit.b], [*w, b], rtol=1e-5)
    assert repr(line).endswith("60 of 60 right")
    line.mistakes += 1  # there is no further mistake to learn from
    np.testing.assert_allclose(line.unit.w, w, rtol=1e-5)


def test_two_hidden_units_solve_the_four_clusters():
    figure = TwoHiddenUnits(*CLUSTERS, W=[[-3, 1], [3, -1]], b=[-3, -1])
    assert repr(figure) == "lines at 135° moved 0.71 and -45° moved 0.71, OR: 100 of 100 right"
    np.testing.assert_allclose(figure.W, [[-(0.5**0.5), 0.5**0.5], [0.5**0.5, -(0.5**0.5)]])
    np.testing.assert_allclose(figure.b, [-(0.5**0.5), -(0.5**0.5)], atol=1e-6)
    figure.combine = "and"
    assert "50 of 100 right" in repr(figure)


def test_a_line_divides_what_two_good_units_make_of_the_clusters():
    figure = TwoHiddenUnits(*CLUSTERS)
    assert not figure.divides()  # an upright and a level line only squeeze
    figure.angles, figure.shifts = [135.0, -45.0], [0.7, 0.7]
    assert figure.divides()
    A, Z = figure.activations(figure.X), figure.scores(figure.X)
    np.testing.assert_allclose(np.log(A / (1 - A)), Z, atol=1e-9)
    assert 0 < A.min() < A.max() < 1
    figure.steepness = 20.0
    assert np.abs(figure.activations(figure.X) - np.round(A)).max() < 0.1


def test_the_hidden_units_are_called_what_the_chapter_calls_them():
    still = Figure()
    TwoHiddenUnits(*CLUSTERS).draw(still)
    assert {"unit 1", "unit 2"} <= {text.get_text() for text in still.axes[0].texts}


def test_two_units_learn_and_are_sorted():
    figure = TrainTwoUnits(*CLUSTERS, STARTS, start=3)
    assert figure.kinds == [kind_of_solution(*CLUSTERS, p) for p in train_starts(*CLUSTERS, STARTS)]
    assert repr(figure) == (
        "start 3, step 0: 50 of 100 right, loss 0.726; 8 starts: corners 3, stripe 2, stuck 3"
    )
    figure.step = 200
    assert "step 200: 100 of 100 right" in repr(figure)
    half, whole = figure.trained(100, 200)
    np.testing.assert_array_equal(whole[0][0], figure.trained(200)[0][0][0])
    assert not np.array_equal(half[0][0], whole[0][0])


def test_two_hundred_starts_are_a_small_page():
    starts = [mlp_init((2, 2, 1), bound=1, rng=k) for k in range(200)]
    figure = TrainTwoUnits(*CLUSTERS, starts, ["stuck"] * 200)
    arrays = [figure._starts, figure._X, figure._y]
    stored = sum(len(base64.b64encode(array)) for array in arrays) + len(figure._kinds)
    assert stored + len(figure._esm) + len(figure._css) < 60_000


def test_a_network_learns_digits_as_the_chapter_does():
    figure = TrainDigits(*SOME, *NEW, FIRST, learning_rate=0.5, momentum=0.5)
    assert repr(figure).startswith("rate 0.5, momentum 0.5, start 0 within ±0.1, epoch 0: ")
    assert repr(figure).endswith("of 200 that it learns from, loss 2.318")
    start, later = figure.trained(0, 20)
    for array, drawn in zip(itertools.chain(*start), itertools.chain(*FIRST), strict=True):
        np.testing.assert_allclose(array, 0.1 * drawn, rtol=1e-6)
    new, seen = figure.right(later)
    assert new > 200
    assert seen > 180
    figure.epoch = 20  # as the page sets it
    assert f"epoch 20: {new} of 270 new digits right, {seen} of 200 that" in repr(figure)


def test_another_start_is_drawn_in_the_same_way():
    figure = TrainDigits(*SOME, *NEW, FIRST, spread=0.3, start=1)
    [(W_h, b_h), (W_o, b_o)] = figure.trained(0)[0]
    assert not b_h.any()
    assert not b_o.any()
    assert np.ptp(W_h) == pytest.approx(0.6, rel=0.02)
    assert np.abs(W_o).max() <= 0.3
    assert W_h.std() == pytest.approx(0.3 / np.sqrt(3), rel=0.1)
    figure.start = 2
    assert not np.allclose(figure.trained(0)[0][0][0], W_h)


def test_all_digits_of_the_chapter_are_a_small_page():
    digits = load_digits(n_validation=270)
    figure = TrainDigits(digits.X_train, digits.y_train, digits.X_val, digits.y_val, FIRST)
    arrays = [figure._ink, figure._shades, figure._y, figure._first]
    assert sum(len(base64.b64encode(array)) for array in arrays) < 60_000


def test_digits_are_sorted_by_loss_or_by_class():
    browser = DigitsBrowser(DIGITS.X_test, DIGITS.y_test, SHARES)
    assert browser.shown == browser.losses.argmax()
    browser.place = 270
    assert browser.shown == browser.losses.argmin()
    browser.order, browser.place = "class", 1
    zeros = np.where(DIGITS.y_test == 0, browser.losses, 0)
    assert browser.shown == zeros.argmax()


@pytest.fixture(scope="module")
def reader():
    """A network that reads digits, trained on some of them, and the test digits."""
    digits = load_mnist()
    reader = network(100, 200, 10)
    options = {"loss": softmax_cross_entropy, "loss_grad": softmax_cross_entropy_grad}
    X, y = digits.X_train[:10_000], digits.y_train[:10_000]
    train(reader, X, y, n_epochs=3, optimizer=SGD(0.1), rng=0, **options)
    return reader, digits.X_test, digits.y_test


def test_a_byte_a_weight_costs_no_accuracy(reader):
    network, X, y = reader
    figure = DrawDigit(network, X[:10], y[:10])
    ours, theirs = figure.predict_proba(X).argmax(axis=1), network.predict(X)
    assert np.mean(ours == theirs) >= 0.995
    assert abs(np.mean(ours == y) - np.mean(theirs == y)) < 0.002
    arrays = [figure._weights, figure._scales, figure._biases, figure._samples]
    assert sum(len(base64.b64encode(array)) for array in arrays) < 200_000


def test_an_upright_figure_shows_its_network_what_straighten_images_leaves(reader):
    network, X, y = reader
    figure = DrawDigit(network, X[:10], y[:10], sample=2, upright=True)
    ours = straighten_images(np.rint(X[2:3] * 255).astype(float))
    np.testing.assert_array_equal(figure.pixels, np.rint(ours[0]))


def test_a_drawing_is_put_into_words(reader):
    network, X, y = reader
    figure = DrawDigit(network, X[:10], y[:10], sample=-1)
    assert repr(figure) == "empty paper"
    figure.pixels = np.rint(X[0] * 255).astype(int).tolist()  # as the page sets them
    assert repr(figure).startswith("it looks like a 7 (")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: GraphStepper(two_ways(), step=16), "step must be from 0 to 15, or -1"),
        (lambda: DigitsBrowser(np.ones((2, 3)), [0, 1], SHARES[:2]), "X must be square images"),
        (lambda: DigitsBrowser(np.ones((2, 4)), [0, 1], np.ones((2, 2))), "add up to 1"),
        (lambda: DigitsBrowser(np.ones((2, 4)), [0, 10], SHARES[:2]), "one probability a class"),
        (lambda: DigitsBrowser(*PAGES, SHARES[:3], order="size"), 'order must be "loss" or'),
        (
            lambda: DigitsBrowser(*PAGES, SHARES[:3], place=4),
            "place must be an integer from 1 to 3, got 4",
        ),
        (lambda: DrawDigit(network(5, 10, between=Sigmoid), *PAGES), "dense layers with a ReLU"),
        (lambda: DrawDigit(Sequential([ReLU()]), *PAGES), "dense layers with a ReLU"),
        (lambda: DrawDigit(network(10), np.ones((1, 4)), [0]), "784 pixels from 0 to 1"),
        (
            lambda: DrawDigit(network(10), *PAGES, sample=3),
            "sample must be an integer from -1 to 2, got 3",
        ),
        (lambda: Likelihood([0.5]), "probabilities must be two to four numbers"),
        (lambda: Likelihood([0.5, 0.001]), "probabilities must be two to four numbers from 0.01"),
        (lambda: Likelihood([0.5, 0.5], times="3"), "times must be '1', '100' or '10000', got '3'"),
        (lambda: ScoreSlopes([1], 0), "logits must be two to ten scores"),
        (lambda: ScoreSlopes([1, 2], 2), "label must be"),
        (lambda: ScoreSlopes([1, 2], 0, temperature=0.5), "temperature must be from 1 to 200"),
        (lambda: Shapes(np.ones((3, 4))), r"X must be finite numbers of shape \(4, 4\)"),
        (lambda: Shapes(W=np.full((4, 2), 4)), "W must be whole numbers from -1 to 3"),
        (lambda: Shapes(b=[0.5, 1, 1]), "b must be whole numbers from -1 to 3"),
        (lambda: Shapes(mode="sum"), "mode must be one of product, broadcasting, got 'sum'"),
        (lambda: Shapes(inner=5), "inner must be an integer from 1 to 4, got 5"),
        (lambda: Shapes(shape=(2, 1)), r"shape must be one of \(2,\), \(3,\), .* got \(2, 1\)"),
        (lambda: Shapes(entry=8), "entry must be an integer from 0 to 7, got 8"),
        (lambda: Staircase([1]), "heights must be 2 to 1000 numbers, got 1"),
        (lambda: Staircase([1, 2], stairs=1), "stairs must be"),
        (lambda: Staircase([1, 2], rise=6), "rise must be a number from 0.1 to 5, got 6"),
        (lambda: SoftmaxBars([1]), "logits must be two to eight scores"),
        (lambda: SoftmaxBars([1, 11]), "logits must be two to eight scores"),
        (lambda: SoftmaxBars([1, np.nan]), "logits must be finite"),
        (
            lambda: SoftmaxBars([1, 2], temperature=0),
            "temperature must be a number from 0.1 to 5, got 0",
        ),
        (lambda: SoftmaxBars([1, 2], names="abc"), "names must be one for each of 2 scores"),
        (lambda: LineOverPoints(*POINTS, w=(6, 0)), "w and b must be from -5 to 5"),
        (
            lambda: LineOverPoints(*POINTS, learning_rate=0),
            "learning_rate must be a number from 0.1 to 20",
        ),
        (lambda: LineOverPoints(*POINTS, learns="fast"), 'learns must be "", "mistakes" or'),
        (
            lambda: LineOverPoints(*POINTS, mistakes=-1),
            "mistakes must be an integer from 0 to 200, got -1",
        ),
        (lambda: LineOverPoints(*POINTS, limit=0), "limit must be a positive number, got 0"),
        (lambda: LineOverPoints(np.ones((2, 3)), [0, 1]), "a plane needs two features"),
        (lambda: LineOverPoints(np.ones((2, 2)), [0, 2]), "labels up to 2"),
        (lambda: TrainDigits(*SOME, NEW[0] / 16, NEW[1], FIRST), "whole pixels from 0 to 16"),
        (lambda: TrainDigits(*SOME, NEW[0], NEW[1] + 1, FIRST), "labelled from 0 to 9"),
        (
            lambda: TrainDigits(np.ones((2001, 64)), np.arange(2001) % 9, *NEW, FIRST),
            "at most 2000",
        ),
        (lambda: TrainDigits(*SOME, *NEW, STARTS[0]), "first must have weights and biases"),
        (
            lambda: TrainDigits(*SOME, *NEW, FIRST, learning_rate=0),
            "learning_rate must be a number from 0.001",
        ),
        (
            lambda: TrainDigits(*SOME, *NEW, FIRST, momentum=1),
            "momentum must be a number from 0 to 0.95",
        ),
        (
            lambda: TrainDigits(*SOME, *NEW, FIRST, n_epochs=31),
            "n_epochs must be an integer from 1",
        ),
        (
            lambda: TrainDigits(*SOME, *NEW, FIRST, epoch=21),
            "epoch must be an integer from 0 to 20",
        ),
        (lambda: TrainTwoUnits(*CLUSTERS, [STARTS[0][:1]]), "a start must have weights and biases"),
        (lambda: TrainTwoUnits(*CLUSTERS, []), "there must be 1 to 400 starts, got 0"),
        (lambda: TrainTwoUnits(*CLUSTERS, STARTS, ["odd"] * 8), "kinds must be one of"),
        (lambda: TrainTwoUnits(*CLUSTERS, STARTS, ["stuck"]), "for each of 8 starts"),
        (
            lambda: TrainTwoUnits(*CLUSTERS, STARTS, start=8),
            "start must be an integer from 0 to 7, got 8",
        ),
        (
            lambda: TrainTwoUnits(*CLUSTERS, STARTS, step=2001),
            "step must be an integer from 0 to 2000",
        ),
        (
            lambda: TrainTwoUnits(*CLUSTERS, STARTS, n_steps=9),
            "n_steps must be an integer from 10 to 5000",
        ),
        (
            lambda: TrainTwoUnits(*CLUSTERS, STARTS, learning_rate=0),
            "learning_rate must be a number from",
        ),
        (lambda: TwoHiddenUnits(*CLUSTERS, W=np.zeros((2, 2))), "W must have no column of zeros"),
        (lambda: TwoHiddenUnits(*CLUSTERS, b=(5, 0)), "a line is 5.00 from the middle"),
        (lambda: TwoHiddenUnits(*CLUSTERS, combine="xor"), 'combine must be "or" or "and"'),
        (
            lambda: TwoHiddenUnits(*CLUSTERS, steepness=0),
            "steepness must be a number from 1 to 20, got 0",
        ),
        (lambda: TwoHiddenUnits(*CLUSTERS, view=3), "view must be a number from 0 to 2, got 3"),
    ],
)
def test_a_wrong_setting_gets_a_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()


def test_a_kernels_map_is_its_convolution_and_bad_kernels_are_named():
    figure = FIGURES["KernelWalk"]()
    image = np.rint(PAGES[0][0] * 255).reshape(28, 28) / 255
    score = np.sum(image[11:14, 14:17] * UPRIGHT)  # place 300 is row 11, column 14 of 26
    assert figure.scores.shape == (26, 26)
    assert repr(figure) == f"a 7, row 11, column 14: score {score:.3f}"
    figure.kernel = [0, 0, 0, 0, 1, 0, 0, 0, 0]  # as the page sets it
    np.testing.assert_allclose(figure.scores, image[1:-1, 1:-1])
    with pytest.raises(ValueError, match="whole numbers from -2 to 2"):
        KernelWalk(*PAGES, np.full((3, 3), 0.5))
    with pytest.raises(ValueError, match=r"kernel must be finite numbers of shape \(3, 3\)"):
        KernelWalk(*PAGES, np.ones((2, 2)))
    with pytest.raises(ValueError, match="no place 676"):
        KernelWalk(*PAGES, UPRIGHT, place=676)
    with pytest.raises(ValueError, match="784 pixels from 0 to 1"):
        KernelWalk(PAGES[0] * 2, PAGES[1], UPRIGHT)


def test_shapes_multiply_and_refuse_as_numpy_does():
    figure, X, W = Shapes(), np.reshape(X_START, (4, 4)), np.reshape(W_START, (4, 2))
    for figure.rows, figure.columns, figure.inner in itertools.product([1, 2, 3, 4], repeat=3):
        left, right = X[: figure.rows, : figure.columns], W[: figure.inner]
        for figure.entry in range(8):
            words = repr(figure)
            row, column = figure.place
            assert UNITS * row + column == min(figure.entry, UNITS * figure.rows - 1)
            if figure.columns == figure.inner:
                Z = left @ right
                total = words.split("] = ")[1].split(" = ")[0]
                numbers = [int(n) for n in re.findall(r"-?\d+", total.replace("\u2212", "-"))]
                assert np.prod(np.reshape(numbers, (-1, 2)), axis=1).sum() == Z[row, column]
                assert words.endswith(f" = {Z[row, column]}.".replace("-", "\u2212"))
                assert words.startswith(f"{left.shape} @ {right.shape} gives {Z.shape}. ")
                assert figure.refusal == ""
            else:
                with pytest.raises(ValueError, match="matmul") as refused:
                    left @ right
                assert words.endswith(f"ValueError: {refused.value}")


def test_shapes_are_stretched_and_refused_as_numpy_does():
    Z, b = np.reshape(X_START, (4, 4))[:3] @ np.array(W_START), np.array(B_START)
    figure = Shapes(mode="broadcasting", shape=(3,))
    with pytest.raises(ValueError, match="broadcast") as refused:
        Z + b
    assert repr(figure).startswith("(3, 2) + (3,) is refused. From the right 2 meets 3")
    assert repr(figure).endswith(f"ValueError: {refused.value}".strip())
    assert figure.result is None
    for array in [b[:2], b[:, np.newaxis], b[np.newaxis, :2], b[0]]:
        for entry in range(6):
            words = repr(Shapes(mode="broadcasting", shape=array.shape, entry=entry))
            row, column = divmod(entry, 2)
            total = (Z + array)[row, column]
            assert words.startswith(f"(3, 2) + {array.shape} gives (3, 2). ")
            assert words.endswith(f" {Z[row, column]} + {(Z + array - Z)[row, column]} = {total}.")
            # It says "a copy" where NumPy would find the entry in another place of b.
            places = np.arange(array.size).reshape(array.shape)
            where = np.zeros((3, 2), dtype=bool)
            where[tuple(slice(n) for n in np.atleast_2d(places).shape)] = True
            assert ("a copy of" in words) == (not where[row, column])
            index = np.argwhere(places == np.broadcast_to(places, (3, 2))[row, column])[0]
            assert f"b{index.tolist() or ''}:" in words


@pytest.mark.parametrize("settings", [{"inner": 3}, {"mode": "broadcasting", "shape": (3,)}])
def test_the_picture_of_a_misfit_says_that_it_is_refused(settings):
    Shapes(**settings).draw(still := Figure())
    assert still.axes[0].get_title().startswith("NumPy refuses (3, ")


def test_a_lists_attention_is_what_the_library_computes_and_bad_lists_are_named():
    figure = FIGURES["AttentionGrid"]()
    Q, K = (a.astype(np.float32).astype(float) for a in LIST)
    for divisor, by in [("root", 4), ("none", 1), ("all", 16)]:
        figure.divisor = divisor  # as the page sets it
        weights = softmax(Q[2] @ K[:8].T / by)
        np.testing.assert_allclose(figure.weights, weights)
        words = f"a list of 8, entry 2 looked up: weight {weights[2]:.3f}, next "
        assert repr(figure).startswith(words)
    figure.divisor = "root"
    tensors = attention_weights(Tensor(Q), Tensor(K[:8])).data[2]
    np.testing.assert_allclose(figure.weights, tensors)
    figure.entry, figure.length = 11, 5  # the list no longer has it: its last one is meant
    assert figure.asked == 4
    assert len(figure.weights) == 5
    with pytest.raises(ValueError, match="same shape, with 2 to 64 rows"):
        AttentionGrid(LIST[0], LIST[1][:5], DIGITS_IN_IT)
    with pytest.raises(ValueError, match="values must be 12 digits"):
        AttentionGrid(*LIST, [*DIGITS_IN_IT[:-1], 10])
    with pytest.raises(ValueError, match="divisor must be one of"):
        AttentionGrid(*LIST, DIGITS_IN_IT, divisor="half")
    with pytest.raises(ValueError, match="length must be an integer from 2 to 12"):
        AttentionGrid(*LIST, DIGITS_IN_IT, length=13)


# What several figures are made of; all others are one figure's own.
SHARED = {"playable", "plane", "loss_map", "pixels", "answers"}


def test_a_figures_own_style_holds_for_that_figure_alone():
    elsewhere = []
    for path in Path(playable.__file__).parent.glob("*.css"):
        name = path.stem.replace("_", "-")
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"@keyframes [^{]*\{([^{}]*\{[^{}]*\})*\s*\}", "", text)
        rules = [rule.strip() for rule in re.findall(r"([^{}]+)\{", text)]
        for rule in [] if path.stem in SHARED else rules:
            selectors = re.split(r",(?![^(]*\))", rule)
            bound = [re.search(rf"\.(nnlib-)?{name}(?![\w-])", one) for one in selectors]
            if not rule.startswith("@") and not all(bound):
                elsewhere.append((path.name, rule))
    assert elsewhere == []


def test_without_anywidget_it_says_what_to_install():
    code = "import sys\nsys.modules['anywidget'] = None\nimport nnlib.widgets"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    last = done.stderr.splitlines()[-1]
    assert last.endswith(
        "the figures need anywidget, which is not installed: pip install 'nnlib[lab]'"
    )
