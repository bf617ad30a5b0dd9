"""What chapters 01 and 05 say of saturated units, against the library itself."""

import re

import nbformat
import numpy as np
import pytest
from sklearn.datasets import load_digits

from bookbuild import notebooks
from nnlib import (
    mlp_backward,
    mlp_forward,
    sigmoid,
    sigmoid_prime,
    sigmoid_unit_grad,
    softmax_cross_entropy_grad,
)
from nnlib.by_hand import training
from nnlib.by_hand.published import side_by_side

SEEDS = [2130, 1, 2]
PIXELS, LABELS = load_digits(return_X_y=True)
TRAIN = np.random.RandomState(1827).choice(1797, 1257, replace=False)
TEST = np.setdiff1d(np.arange(1797), TRAIN)


def printed(chapter, by):
    """What the one cell of a chapter with this code in it has printed."""
    (source,) = notebooks.SOURCES.glob(f"{chapter}-*.md")
    cells = nbformat.read(notebooks.target(source, "chapter"), as_version=4).cells
    found = [c for c in cells if c.cell_type == "code" and by in c.source]
    assert len(found) == 1, f"{len(found)} cells of chapter {chapter} hold {by!r}"
    return "".join(o.text for o in found[0].outputs if o.output_type == "stream")


def numbers(line):
    return [float(number) for number in re.findall(r"-?\d+\.\d+", line)]


def start(seed):
    rng = np.random.RandomState(seed)
    return rng, [
        (rng.uniform(-1, 1, shape), rng.uniform(-1, 1, 10)) for shape in [(64, 10), (10, 10)]
    ]


def gradients(params, X, y):
    As, Zs = mlp_forward(X, params, sigmoid)
    return mlp_backward(softmax_cross_entropy_grad(Zs[-1], y), As, Zs, params, sigmoid_prime)


def trained(pixels, seed, *, smaller=1, slower=1.0, n_steps=2000):
    """Train the published network; hidden weights `smaller` at the start, rate times `slower`."""
    rng, params = start(seed)
    params[0] = params[0][0] / smaller, params[0][1]
    for _ in range(n_steps):
        rows = TRAIN[rng.choice(len(TRAIN), 32, replace=False)]
        for i, pair in enumerate(gradients(params, pixels[rows], LABELS[rows])):
            factors = (slower if i == 0 else 1.0), 1.0
            for parameter, gradient, factor in zip(params[i], pair, factors, strict=True):
                parameter -= 0.01 * factor * gradient
    return params


def right(params, pixels):
    scores = mlp_forward(pixels[TEST], params, sigmoid)[1][-1]
    return np.mean(scores.argmax(axis=1) == LABELS[TEST])


# --- chapter 01: the output unit


def of_a_wrong_unit():
    """By the name of its loss, a sure and wrong unit's first slope, and its steps to one half."""
    lines = printed("01", "def half_square").splitlines()
    assert len(lines) == 2
    for line in lines:
        name, slope, steps = re.fullmatch(r"(.+?)  +slope .+? (-[\d.]+) .* (\d+)", line).groups()
        yield name, float(slope), int(steps)


def test_only_the_squared_error_lets_a_saturated_output_unit_feel_nothing():
    slopes = {name: slope for name, slope, _ in of_a_wrong_unit()}
    z = np.array([-10.0])
    a, y = sigmoid(z), np.ones(1)
    _, log = sigmoid_unit_grad(np.zeros((1, 1)), y, np.zeros(1), z[0])
    squared = ((a - 1) * sigmoid_prime(z)).item()
    assert slopes == pytest.approx({"half the square": squared, "minus log": log}, abs=1e-6)
    assert (round(squared, 6), round(float(log), 5)) == (-0.000045, -0.99995)


def test_a_wrong_unit_takes_a_dozen_steps_or_twenty_thousand():
    slopes = {"half the square": lambda a: (a - 1) * a * (1 - a), "minus log": lambda a: a - 1}
    for name, _, said in of_a_wrong_unit():
        z, steps = -10.0, 0
        while z < 0:
            z, steps = z - slopes[name](sigmoid(z)), steps + 1
        assert said == steps


# --- chapter 05: the puzzle


def test_one_network_written_in_two_ways_has_gradients_of_two_lengths():
    divided = start(2130)[1]
    (W, b), output = divided
    raw = [(W / 16, b), output]
    short = gradients(divided, PIXELS[TRAIN] / 16, LABELS[TRAIN])[0][0]
    assert gradients(raw, PIXELS[TRAIN], LABELS[TRAIN])[0][0] == pytest.approx(16 * short)


def test_dividing_the_pixels_is_a_smaller_start_and_a_smaller_rate():
    whole = trained(PIXELS / 16, 1, n_steps=200)
    parts = trained(PIXELS, 1, smaller=16, slower=1 / 256, n_steps=200)
    assert whole[0][0] / 16 == pytest.approx(parts[0][0])
    assert whole[1][0] == pytest.approx(parts[1][0])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_large_start_is_to_blame_and_not_the_rate(seed):
    published = trained(PIXELS, seed)
    small_start = trained(PIXELS, seed, smaller=16)
    assert right(small_start, PIXELS) > 0.85
    assert right(published, PIXELS) < 0.65
    assert right(trained(PIXELS, seed, slower=1 / 256), PIXELS) < right(published, PIXELS)
    # The hidden weights do learn: without that the network is worse.
    assert right(trained(PIXELS, seed, slower=0), PIXELS) < right(published, PIXELS) - 0.05
    drawn = start(seed)[1][0][0]
    assert np.linalg.norm(published[0][0] - drawn) > 0.1 * np.linalg.norm(drawn)


def test_chapter_05_prints_who_is_to_blame_on_five_seeds():
    *rows, alone, moved = printed("05", "tried = experiment()").splitlines()
    shares = [int(part) for part in re.findall(r"(\d+)%", moved)]
    # The published hidden weights move by about half of their length, from every start.
    assert len(shares) == 5
    assert 40 <= min(shares) <= max(shares) <= 60
    found = 100 * side_by_side(training.experiment())[1].T
    assert numbers(alone) == pytest.approx(found[0], abs=0.06)
    assert [numbers(row)[-1] for row in rows] == pytest.approx(found.mean(axis=1), abs=0.06)
    published, small_start, small_rate, both, frozen = found
    assert np.ptp(published) > 10  # 77 % is one draw
    assert round(published[0], 1) == 77.4
    assert small_start.min() > max(92, published.max())
    assert np.all(both > 90)
    assert np.all(small_rate < published - 20)
    assert small_rate.mean() < 52
    assert np.all(frozen < 55)


def test_from_a_quarter_of_the_start_on_its_size_makes_little_difference():
    rows = [numbers(row) for row in printed("05", "doses = [1, 2").splitlines()]
    means = np.array([row[-1] for row in rows])
    assert np.all(np.diff(means[:3]) > 0.5)
    assert np.ptp(means[2:]) < 1


def test_knowing_as_many_digits_is_not_reading_as_many():
    *rows, each = printed("05", "for n in (20_000, 60_000)").splitlines()
    assert each.endswith("True")  # from every start, and not only in the mean
    known, new = np.array([numbers(row)[-2:] for row in rows]).reshape(2, 4, 2).T  # (4, 2) each
    published, half, small, both = range(4)
    assert known[half, 1] == pytest.approx(known[small, 0], abs=0.5)
    assert max(new[published, 1], new[half, 1]) < new[small, 0] - 1
    # Of the two changes, the slower rate helps as well if it is given the time.
    assert new[both, 0] < new[small, 0]
    assert new[both, 1] > new[small, 1] + 1
    assert known[both, 1] < known[small, 0]


def test_at_ten_times_the_rate_it_takes_both_changes():
    said = printed("05", "for name, on in scaled.items():\n    for rate").splitlines()
    slow, raw, divided = (
        next(numbers(line) for line in said if re.match(rf"{name} +rate +{rate}", line))
        for name, rate in [("raw", "0.01"), ("raw", "0.1"), ("divided by 16", "0.1")]
    )
    # The small start alone brings little of what it brought: rounding alone moves it by a point.
    assert raw[-1] - raw[-2] < 0.2 * (slow[-1] - slow[-2])
    assert divided[-2] > raw[-1] + 3


# --- no page

FALSE = [
    r"hardly learns from such a unit",
    r"a problem for learning",
    r"hardly anything is learned from such",
    r"so almost no gradient reaches",
    r"can hardly be moved",
    r"what is saturated hardly learns",
    r"with it the gradient, is nearly 0",
    r"wrong and cannot learn",
]


def test_no_page_tells_the_old_story():
    book = notebooks.ROOT / "book"
    texts = {path: path.read_text(encoding="utf-8") for path in book.glob("*.md")}
    for folder in notebooks.FOLDERS.values():  # hints stand in both, explanations in the solutions
        for path in folder.glob("*.ipynb"):
            cells = nbformat.read(path, as_version=4).cells
            texts[path] = "\n".join(cell.source for cell in cells)
    old = re.compile("|".join(FALSE))
    told = {str(path): old.findall(" ".join(text.split())) for path, text in texts.items()}
    assert not {path: found for path, found in told.items() if found}
