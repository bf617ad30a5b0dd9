"""The playable figures in a browser: in the built book, and each class on a page of its own."""

import itertools
import re

import numpy as np
import pytest

from bookbuild import notebooks
from nnlib import Dense, ReLU, Sequential, mlp_init, nearest_centroid
from nnlib.autodiff import Value, topological_order
from nnlib.by_hand.many_starts import train_starts
from nnlib.by_hand.sigmoid_unit import sigmoid_unit_grad
from nnlib.by_hand.training import train_with_momentum
from nnlib.datasets import four_clusters, load_digits, separable
from nnlib.functions.losses import binary_cross_entropy
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
    train_two_units,
)
from nnlib.widgets.shapes import W_START, X_START

SOURCES = sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md"))
CHAPTERS = [path.stem for path in SOURCES if "nnlib.widgets" in path.read_text("utf-8")]
PHONE, SMALL = {"width": 390, "height": 844}, {"width": 320, "height": 640}


def figures(page):
    """What can be played with on a chapter's page, beside its questions and its lines to sort."""
    page.wait_for_function("() => !document.querySelector('.playable:not(.live)')")
    found = page.locator(".nnlib-figure:not(.question, .puzzle)")
    assert found.count()
    return found


def play(page, figure):
    """Move the first slider by keyboard and a button or handle by mouse: the words follow."""
    if figure.locator(".pad").count():
        return draw_a_seven(page, figure)
    says = figure.locator("[aria-live]")
    slider = figure.locator("input[type=range]").first
    slider.focus()
    heard = [says.inner_text()]
    at_the_end = slider.input_value() == slider.get_attribute("max")
    for key in ["ArrowLeft", "Home", "End"] if at_the_end else ["ArrowRight", "End", "Home"]:
        before = slider.get_attribute("aria-valuetext")
        page.keyboard.press(key)
        assert slider.get_attribute("aria-valuetext") != before
        heard.append(says.inner_text())
    # On four points, which no line divides, three stay right wherever the line goes.
    moves = "of 4 right" not in heard[0]
    assert len(set(heard)) >= 2 or not moves, heard
    figure.get_by_role("button", name="Start again").click()
    assert says.inner_text().split("(")[0] == heard[0].split("(")[0]
    box = slider.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
    assert says.inner_text() != heard[0] or not moves


SEVEN = [(0.25, 0.15), (0.75, 0.15), (0.45, 0.88)]  # the corners, in shares of the paper


def on_paper(figure, corners, n=8):
    """Points along the corners of a stroke, on the screen."""
    figure.locator(".pad").scroll_into_view_if_needed()
    box = figure.locator(".pad").bounding_box()
    corners = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in corners]
    points = [corners[0]]
    for (x, y), (u, v) in itertools.pairwise(corners):
        points += [(x + (u - x) * i / n, y + (v - y) * i / n) for i in range(1, n + 1)]
    return points


def drag(page, points):
    """A stroke of the mouse through points on the screen."""
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point)
    page.mouse.up()


def draw_a_seven(page, figure):
    """With the mouse, on cleared paper; then with the keyboard."""
    says = figure.locator("[aria-live]")
    if figure.get_by_role("button", name="Clear").is_enabled():
        figure.get_by_role("button", name="Clear").click()
    assert says.inner_text() == "The paper is empty: draw a digit."
    points = on_paper(figure, SEVEN)
    drag(page, points)
    drawn = says.inner_text()
    assert re.match(r"It looks like an? \d \((over )?\d+ %\)\.", drawn)
    figure.get_by_role("button", name="Undo").click()
    assert says.inner_text() == "The paper is empty: draw a digit."
    figure.locator(".pad").focus()
    for key in 8 * ["ArrowUp"] + [" "] + 14 * ["ArrowDown"] + [" "]:
        page.keyboard.press(key)
    assert figure.locator(".ink path").count() == 1
    assert says.inner_text().startswith("It looks like")
    return drawn


def test_the_network_of_chapter_06_reads_a_drawn_seven_as_a_seven(tab, places):
    page = tab(f"{places['file']}/book/06-mnist.html")
    figure = figures(page).filter(has=page.locator(".pad"))
    assert re.match(r"It looks like a 7 \(", draw_a_seven(page, figure))


# A chapter is opened three times for all of this, since that takes seconds.
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_figures_play_from_disk_and_the_page_shows_through_in_the_dark_too(tab, places, chapter):
    page = tab(f"{places['file']}/book/{chapter}.html", color_scheme="light")
    first = figures(page).first
    assert grounds(first)[0] < 90
    assert set(grounds(first)[1]) == {"rgba(0, 0, 0, 0)"}
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert grounds(first)[0] > 170
    assert set(grounds(first)[1]) == {"rgba(0, 0, 0, 0)"}
    all_play(page)


def grounds(figure):
    """How bright its ink is, and the ground colours of it and of all around it."""
    ink, boxes = figure.evaluate(
        """e => { const seen = []; const ink = getComputedStyle(e).color;
        for (; !e.matches('article'); e = e.parentElement) seen.push(getComputedStyle(e).backgroundColor);
        return [ink, seen] }"""  # noqa: E501
    )
    return sum(int(v) for v in re.findall(r"\d+", ink)[:3]) / 3, boxes


def all_play(page):
    for figure in figures(page).all():
        play(page, figure)
        assert not figure.locator("img").is_visible()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_figures_play_by_http_on_a_phone_and_fit_it(tab, places, chapter):
    page = tab(f"{places['http']}/book/{chapter}.html", viewport=PHONE, formulas=True)
    assert figures(page).first.is_visible()
    all_play(page)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    for viewport in (PHONE, SMALL):
        page.set_viewport_size(viewport)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        for figure in page.locator(".nnlib-figure").all():
            assert figure.evaluate("e => e.scrollWidth <= e.clientWidth + 1")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_without_javascript_the_picture_stands_there(tab, places, chapter):
    page = tab(f"{places['file']}/book/{chapter}.html", java_script_enabled=False)
    for picture in page.locator(".playable img").all():
        assert picture.is_visible()
        assert len(picture.get_attribute("alt")) > 40


def two_ways():
    """x = 2, h = x², and the result h² + 4 h, to which h goes two ways."""
    h = Value(2.0, name="x") ** 2
    h.name = "h"
    result = h**2 + h * 4
    result.name = "L"
    return result


def network_of_values():
    """Two hidden units and an output, for one sample: 28 values in twelve columns."""
    x = [Value(1.0, name="x1"), Value(-1.0, name="x2")]
    a = [(Value(1.0) * x[0] + Value(0.5) * x[1] + Value(0.1)).tanh() for _ in range(2)]
    return -(Value(1.0) * a[0] + Value(-2.0) * a[1] + Value(0.3)).sigmoid().log()


def digits_browser():
    """Test digits with probabilities that nobody computed."""
    digits = load_digits()
    shares = np.random.default_rng(0).dirichlet(np.ones(10), len(digits.X_test))
    return DigitsBrowser(digits.X_test, digits.y_test, shares)


def confusion():
    """Where nobody's probabilities confuse the test digits."""
    digits = load_digits()
    shares = np.random.default_rng(0).dirichlet(np.ones(10), len(digits.X_test))
    return ConfusionExplorer(digits.X_test, digits.y_test, shares, row=8, column=1)


def draw_digit(sample=0, upright=False):
    """A network that has learned nothing."""
    layers = [Dense(784, 6, rng=0), ReLU(), Dense(6, 10, rng=1)]
    X = np.random.default_rng(0).random((2, 784))
    return DrawDigit(Sequential(layers), X, np.array([3, 8]), sample=sample, upright=upright)


def paint_digit():
    """Nearest centroid, and three digits to repaint."""
    digits = load_digits()
    layer = nearest_centroid(digits.X_train, digits.y_train)
    return PaintDigit(digits.X_test[:3], digits.y_test[:3], *layer)


def kernel_walk():
    """Two digits of random pixels, and a kernel that finds upright edges."""
    X = np.random.default_rng(0).random((2, 784))
    return KernelWalk(X, np.array([3, 8]), [[1, 0, -1]] * 3, place=300)


def attention_grid():
    """A list of twenty entries whose queries fit their keys, more or less."""
    K = np.random.default_rng(3).normal(size=(20, 16))
    Q = K + 0.5 * np.random.default_rng(4).normal(size=K.shape)
    return AttentionGrid(Q, K, np.arange(20) % 10, entry=3)


FIRST = mlp_init((64, 10, 10), bound=1, rng=0)


def train_digits(**settings):
    """Three hundred digits to learn from, and the test digits as new ones."""
    digits = load_digits()
    seen, new = digits.X_train[:300], digits.X_test
    return TrainDigits(seen, digits.y_train[:300], new, digits.y_test, FIRST, **settings)


STARTS = [mlp_init((2, 2, 1), bound=1, rng=k) for k in range(40)]

INK = """e => {
    const seen = [...e.querySelectorAll(".layers svg")][0].querySelectorAll("rect");
    const ink = [...seen].filter(r => Number(r.getAttribute("fill-opacity")) > 0.3);
    const mean = name => ink.reduce((sum, r) => sum + Number(r.getAttribute(name)), 0) / ink.length;
    return [mean("x"), mean("y")];
}"""


def test_a_drawing_in_a_corner_is_centred_unless_it_is_to_stay(alone):
    page, shown = alone(draw_digit(sample=-1))
    points = on_paper(shown, [(0.1, 0.1), (0.3, 0.1), (0.2, 0.3)])
    drag(page, points)
    assert all(11 < place < 16 for place in shown.evaluate(INK))
    shown.get_by_label("fit and centre").uncheck()
    assert all(2 < place < 8 for place in shown.evaluate(INK))
    shown.get_by_label("fit and centre").check()
    assert all(11 < place < 16 for place in shown.evaluate(INK))


WIDTH_OF_INK = """e => {
    const seen = [...e.querySelectorAll(".layers svg")][0].querySelectorAll("rect");
    const ink = [...seen].filter(r => Number(r.getAttribute("fill-opacity")) > 0.3);
    const x = ink.map(r => Number(r.getAttribute("x")));
    return Math.max(...x) - Math.min(...x);
}"""


def test_a_slanted_stroke_stands_up_before_the_network_sees_it(alone):
    slanted = [(0.3, 0.9), (0.7, 0.1)]
    for upright, low, high in [(False, 8, 20), (True, 1, 5)]:
        page, shown = alone(draw_digit(sample=-1, upright=upright))
        drag(page, on_paper(shown, slanted))
        assert low <= shown.evaluate(WIDTH_OF_INK) <= high


FIGURES = {
    "layers": ActivationLayers,
    "attention": attention_grid,
    "broadcast": lambda: BroadcastBack([[1.0, 10, 2], [-1, 3, 0.5]]),
    "graph": lambda: GraphStepper(two_ways()),
    "confusion": confusion,
    "microscope": GradientMicroscope,
    "race": lambda: OptimizerRace(momentum=0.6),
    "digits": digits_browser,
    "bars": lambda: SoftmaxBars([2, 4, 6, 8]),
    "product": Shapes,
    "sum": lambda: Shapes(mode="broadcasting", shape=(3, 1)),
    "chain": lambda: SlopeChain(z=1.7, depth=4),
    "slopes": lambda: ScoreSlopes([1470.2, 1700, 1685.5], 2, temperature=64),
    "likelihood": lambda: Likelihood([0.8, 0.9, 0.6]),
    "line": lambda: LineOverPoints(*separable(60, gap=0.4, rng=4), w=(1, -1)),
    "by hand": lambda: LineOverPoints(*separable(60, gap=0.4, rng=4), w=(1, -1), learns=""),
    "mistakes": lambda: LineOverPoints(*separable(60, gap=0.4, rng=4), learns="mistakes", w=(0, 0)),
    "stairs": lambda: Staircase(np.sin(6 * np.linspace(0, 1, 101)), stairs=12),
    "trainer": train_digits,
    "train": lambda: TrainTwoUnits(*four_clusters(50, rng=0), STARTS, n_steps=600),
    "units": lambda: TwoHiddenUnits(*four_clusters(50, rng=0)),
    "paint": paint_digit,
    "kernel": kernel_walk,
}


@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
def test_each_figure_says_what_python_says(alone, make):
    """The numbers are computed twice; they have to be the same."""
    figure = make()
    page, shown = alone(figure)
    play(page, shown)
    shown.get_by_role("button", name="Start again").click()
    said = shown.locator("[aria-live]").inner_text().split("(lowest")[0]
    words = re.findall(r"\d+ of \d+|\d\.\d{3}|= \d+(?!\.?\d)", said)
    assert words
    assert all(word in repr(figure) for word in words), (words, repr(figure))


@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
def test_plain_keys_stay_with_the_figure(alone, make):
    page, shown = alone(make())
    page.evaluate("window.heard = []; addEventListener('keydown', e => heard.push(e.key))")
    shown.locator("input").first.focus()
    for key in ["ArrowLeft", "x", "Home", "Control+s", "Tab"]:
        page.keyboard.press(key)
    assert page.evaluate("heard") == ["Control", "s"]


@pytest.mark.parametrize("name", ["line", "units"])
def test_a_line_is_moved_and_turned_by_its_handles(alone, name):
    page, shown = alone(FIGURES[name]())
    for handle in [0, 1]:
        before = [i.input_value() for i in shown.locator("input").all()]
        box = shown.locator(".handle .dot").nth(handle).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y - 25, steps=4)
        page.mouse.up()
        assert [i.input_value() for i in shown.locator("input").all()] != before
        if name == "line":  # two hidden units keep their arrows' lengths, and whole degrees
            at = shown.locator(".handle .dot").nth(handle).bounding_box()
            assert abs(at["x"] + at["width"] / 2 - x - 60) < 8


@pytest.mark.parametrize(("w", "b"), [((3.7, 4.25), 1), ((-1, 3), 0.5), ((1.8, 1.2), 2.4)])
def test_an_arrow_pulled_straight_out_leaves_the_line_where_it_is(alone, w, b):
    """Past the largest weight and the picture's edge too: w and b keep their proportions."""
    figure = LineOverPoints(*separable(60, gap=0.4, rng=4), w=w, b=b)
    page, shown = alone(figure)
    middle = "e => [e.getScreenCTM().e, e.getScreenCTM().f]"
    base, tip = (np.array(h.evaluate(middle)) for h in shown.locator(".line .handle .dot").all())
    page.mouse.move(*tip)
    page.mouse.down()
    for times in [1.5, 2, 4]:
        page.mouse.move(*base + times * (tip - base))
        words = repr(figure).split(": ")[1].split(",")[0]
        assert shown.locator("[aria-live]").inner_text().startswith(words)
        now = np.array([float(i.input_value()) for i in shown.locator("input").all()[:3]])
        factor = min(times, 5 / np.abs([*w, b]).max())
        assert now == pytest.approx(factor * np.array([*w, b]), abs=0.02)  # in hundredths
    page.mouse.up()


# How strong the colour is at a point of the plane, where layers lie over one another.
STRENGTH = """(ground, [x, y]) => 1 - [...ground.children].reduce((through, layer) => {
  const point = Object.assign(ground.ownerSVGElement.createSVGPoint(), { x, y });
  if (!layer.isPointInFill(point)) return through;
  return through * (1 - getComputedStyle(layer).fillOpacity * getComputedStyle(ground).opacity);
}, 1)"""


@pytest.mark.parametrize(("w", "low", "high"), [((0.01, 0.01), 0, 0.03), ((4, 4), 0.35, 0.45)])
def test_the_sides_of_a_line_are_coloured_as_strongly_as_the_unit_is_sure(alone, w, low, high):
    _, shown = alone(LineOverPoints(*separable(60, gap=0.4, rng=4), w=w))
    ground = shown.locator(".ground")
    for corner in [[-2.4, -2.4], [2.4, 2.4]]:
        assert low <= ground.evaluate(STRENGTH, corner) <= high
    assert ground.evaluate(STRENGTH, [0, 0]) < 0.03


def test_two_lines_can_be_played_into_a_solution(alone):
    figure = FIGURES["units"]()
    _, shown = alone(figure)
    says = shown.locator("[aria-live]")
    assert not figure.divides()
    assert says.inner_text() == "unit 1 OR unit 2: 75 of 100 right."
    view, *lines, _ = shown.locator("input").all()
    view.fill("2")
    assert says.inner_text().endswith("right. No line was found that divides the activations.")
    for slider, value in zip(lines, ["135", "0.7", "-45", "0.7"], strict=True):
        slider.fill(value)
    able = "A line can divide the activations."
    assert says.inner_text() == f"unit 1 OR unit 2: 100 of 100 right. {able}"
    shown.get_by_role("button", name="AND", exact=True).click()
    assert says.inner_text() == f"unit 1 AND unit 2: 50 of 100 right. {able}"
    view.fill("1")  # the scores are as little divided as the inputs
    assert says.inner_text().endswith("50 of 100 right. No line was found that divides the scores.")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_plane_moves_over_the_scores_to_the_activations_and_back(alone, motion):
    figure = FIGURES["units"]()
    page, shown = alone(figure, reduced_motion=motion)
    view = shown.get_by_role("slider", name="from the plane of the inputs")
    edges = "e => [e.getBoundingClientRect().x, e.getBoundingClientRect().right]"
    square, points = shown.locator(".inner").evaluate(edges), shown.locator(".point")
    middle, unit = sum(square) / 2, (square[1] - square[0]) / 4  # of the plane's own lengths
    before = points.first.bounding_box()
    for stop, name in [("1", "scores z"), ("2", "activations a")]:
        button = shown.get_by_role("button", name=name)
        button.click()
        if motion == "reduce":
            assert view.input_value() == stop
        page.wait_for_function(
            "([input, stop]) => input.value === stop", arg=[view.element_handle(), stop]
        )
        assert button.get_attribute("aria-pressed") == "true"
        for n in (0, 30, 60, 90):
            box = points.nth(n).bounding_box()
            at = box["x"] + box["width"] / 2
            z, a = figure.scores(figure.X)[n, 0], figure.activations(figure.X)[n, 0]
            place = 0.6 * z / figure.steepness if stop == "1" else 2 * (2 * a - 1)
            assert at == pytest.approx(middle + unit * place, abs=3)
        assert not shown.locator(".handle").first.is_visible()
    shown.get_by_role("button", name="inputs x").press("Enter")
    page.wait_for_function("input => input.value === '0'", arg=view.element_handle())
    # The slider says 0 before the picture stands there: its handles are back when it does.
    shown.locator(".handle").first.wait_for()
    assert points.first.bounding_box() == pytest.approx(before, abs=0.5)


@pytest.mark.parametrize("width", [390, 900])
def test_the_score_stands_where_the_hand_does_not_hide_it(alone, width):
    """On a phone between the picture and the sliders, and elsewhere under both."""
    _, shown = alone(FIGURES["units"](), viewport={"width": width, "height": 800})
    picture, says, sliders = (
        shown.locator(part).bounding_box() for part in (".sides > svg", ".says", ".sides > div")
    )
    assert says["y"] >= picture["y"] + picture["height"] - 1
    if width == 390:
        assert says["y"] + says["height"] <= sliders["y"] + 1
    else:
        assert says["y"] >= sliders["y"] + sliders["height"] - 1


def test_the_graph_goes_forward_and_back_by_button_and_key(alone):
    figure = FIGURES["graph"]()
    page, shown = alone(figure)
    says = shown.locator("[aria-live]")
    heard = [says.inner_text()]
    for step in range(1, 12):
        shown.get_by_role("button", name="Forward" if step < 5 else "Back").click()
        heard.append(says.inner_text())
    assert [words.split(": ", 1)[1] for words in heard] == [
        "The inputs are given: x = 2, 4.",
        "h = x² = 2² = 4",
        "h² = 4² = 16",
        "h × 4 = 4 × 4 = 16",
        "L = h² + h × 4 = 16 + 16 = 32. All numbers are there. Now the backward pass begins.",
        "L gets 1: it grows as much as it grows itself.",
        "h² gets 1 × 1 = 1.",
        "h × 4 gets 1 × 1 = 1.",
        "h gets 1 × 4 = 4, the first of 2 shares.",
        "4 gets 1 × 4 = 4.",
        "h gets 1 × 8 = 8 more: 12 in all.",
        "x gets 12 × 4 = 48.",
    ]
    assert heard[6].startswith("Step 6 of 11, back: ")
    shown.get_by_role("button", name="Back").click(force=True)  # there is no further
    assert says.inner_text() == heard[11]
    shown.locator(".stage").focus()
    for key, step in [("ArrowLeft", 10), ("Home", 0), ("ArrowRight", 1), ("End", 11)]:
        page.keyboard.press(key)
        assert says.inner_text() == heard[step]
    shown.get_by_role("slider", name="step").fill("8")
    assert says.inner_text() == heard[8]


def test_the_graph_shows_the_numbers_and_gradients_that_python_finds(alone):
    value = two_ways()
    figure = GraphStepper(value, step=-1)
    _, shown = alone(figure)
    seen = shown.locator(".wide .value").all_text_contents()
    for node, gradient, text in zip(figure.nodes, figure.gradients, seen, strict=True):
        assert f"{node['data']:.10g}" in text
        assert f"grad {gradient:.10g}" in text
    assert [text for text in seen if "4 + 8" in text] == [t for t in seen if "h = 4" in t]


def test_a_graph_that_only_goes_forward_shows_no_gradient(alone):
    page, shown = alone(GraphStepper(two_ways(), back=False))
    shown.locator(".stage").focus()
    page.keyboard.press("End")
    says = shown.locator("[aria-live]").inner_text()
    assert says.startswith("Step 4 of 4, forward")
    assert says.endswith("All numbers are there.")
    assert "grad" not in shown.locator(".wide").text_content()
    assert "Back" not in shown.text_content()


def test_a_learners_wrong_gradient_is_marked_when_the_shares_are_added(alone):
    value = two_ways()
    value.backward()
    page, shown = alone(GraphStepper(value, step=-1))
    assert shown.locator("[aria-live]").inner_text().endswith("found the same gradients.")
    order = topological_order(value)
    order[0].grad = 16.0  # as of x = for x +=
    page, shown = alone(GraphStepper(value, step=-1))
    complaint = "Look: for x the engine says 16, but the shares add up to 48."
    assert shown.locator("[aria-live]").inner_text().endswith(complaint)
    assert "not 16" in shown.locator(".wide .differs").text_content()
    shown.locator(".stage").focus()
    page.keyboard.press("ArrowLeft")
    assert not shown.locator(".differs").count()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1440, "height": 900}], ids=["390", "1440"])
def test_a_large_graph_pans_and_follows_the_step(alone, viewport):
    page, shown = alone(GraphStepper(network_of_values()), viewport=viewport)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    stage = shown.locator(".stage")
    sizes = shown.locator("svg text:visible").evaluate_all(
        """texts => texts.filter(t => t.textContent).map(t => parseFloat(getComputedStyle(t).fontSize)
        * t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width)"""  # noqa: E501
    )
    assert min(sizes) >= 11
    stage.focus()
    steps = int(shown.get_by_role("slider", name="step").get_attribute("max"))
    for key in ["End", *5 * ["ArrowLeft"], *5 * ["Home"], *(steps // 2) * ["ArrowRight"]]:
        page.keyboard.press(key)
        page.wait_for_function(
            """() => { const [on, stage] = ['svg .value.on rect', '.stage'].map(name =>
            [...document.querySelectorAll(name)].find(e => e.getBoundingClientRect().width));
            if (!on) return true;
            const [a, b] = [on, stage].map(e => e.getBoundingClientRect());
            return a.left >= b.left && a.right <= b.right + 1 && a.top >= b.top && a.bottom <= b.bottom + 1 }"""  # noqa: E501
        )


def test_a_digit_is_repainted_by_mouse_and_by_keys(alone):
    figure = paint_digit()
    page, shown = alone(figure)
    says, canvas = shown.locator("[aria-live]"), shown.locator(".canvas")
    box = canvas.bounding_box()

    def over(row, column):
        return box["x"] + box["width"] * (column + 0.5) / 8, box["y"] + box["height"] * (
            row + 0.5
        ) / 8

    page.mouse.move(*over(2, 4))
    assert shown.get_by_text("place 8 × 2 + 4 = 20 of the 64 numbers").is_visible()
    page.mouse.click(*over(0, 0))
    figure.pixels = [16, *figure.pixels[1:]]
    assert says.inner_text().startswith("1 of 64 pixels repainted: the 2 is read as a 2")
    assert f"{figure.scores.max():.0f}" == shown.locator(".best > :last-child").inner_text()
    canvas.focus()
    for key in ["ArrowDown", "ArrowRight", " "]:
        page.keyboard.press(key)
    assert "(place 9 has ink" in says.inner_text()
    assert says.inner_text().startswith("2 of 64")
    shown.get_by_role("combobox").select_option("1")
    assert says.inner_text().startswith("0 of 64 pixels repainted: the")


def test_digits_are_leafed_through(alone):
    figure = FIGURES["digits"]()
    page, shown = alone(figure)
    says = shown.locator("[aria-live]")
    shown.get_by_role("button", name="Next").click()
    page.keyboard.press("ArrowRight")
    figure.place = 3
    assert f"loss {figure.losses[figure.shown]:.3f}." in says.inner_text().lower()
    assert says.inner_text().startswith("Digit 3 of 270: a")
    shown.get_by_role("button", name="By class").click()
    assert says.inner_text().startswith("Digit 1 of 270: a 0, read as")
    wrong = np.sum(figure.P.argmax(axis=1) != figure.y)
    assert shown.locator(".strip rect").count() == wrong


def test_paper_is_drawn_on_and_says_what_python_says(alone):
    page, shown = alone(draw_digit())
    says = shown.locator("[aria-live]")
    for sample in [0, 1]:
        shown.get_by_role("combobox").select_option(str(sample))
        assert repr(draw_digit(sample))[:-1] in says.inner_text().lower()
    draw_a_seven(page, shown)
    assert shown.get_by_role("combobox").input_value() == "-1"
    page.keyboard.press("Backspace")
    assert says.inner_text() == "The paper is empty: draw a digit."


def test_a_drawing_is_fitted_and_centred_as_in_the_data_set(alone):
    """20 of 28 pixels high, and the middle of its mass in the middle, wherever it was drawn."""
    page, shown = alone(draw_digit(sample=-1))
    for scale, left, top in [(1, 0, 0), (0.4, 0.55, 0.05)]:
        if left:
            shown.get_by_role("button", name="Clear").click()
        points = on_paper(shown, [(left + scale * x, top + scale * y) for x, y in SEVEN])
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point)
        page.mouse.up()
        squares = shown.locator(".layers .squares").first
        ink = squares.evaluate("g => [...g.children].map(c => +c.getAttribute('fill-opacity'))")
        ink = np.reshape(ink, (28, 28))
        rows = np.flatnonzero(ink.sum(axis=1))
        assert 19 <= rows[-1] - rows[0] + 1 <= 20
        middle = [np.average(np.arange(28), weights=ink.sum(axis=axis)) for axis in (0, 1)]
        assert np.abs(np.subtract(middle, 13.5)).max() <= 0.75
        assert ink.max() == 1


# What the page's own training makes of every start: the last weights, losses and right answers.
TRAIN = """([code, X, y, starts, rate, steps]) => {
  const train = Function(`${code.replace("export default", "const _ =")}; return train`)();
  const points = y.map((label, n) => ({ x: X[n], label }));
  return starts.map(start => {
    const { path, losses, right } = train(points, start, rate, steps);
    return [[...path.slice(-9)], losses[steps], right[steps]];
  });
}"""


@pytest.mark.parametrize(("rate", "steps"), [(1.0, 600), (4.0, 300)])
def test_the_page_trains_as_numpy_does(alone, rate, steps):
    figure = TrainTwoUnits(*four_clusters(50, rng=0), STARTS, learning_rate=rate, n_steps=steps)
    page, _ = alone(figure)
    starts = np.frombuffer(figure._starts).reshape(-1, 9).tolist()
    found = page.evaluate(
        TRAIN, [figure._esm, figure.X.tolist(), figure.y.tolist(), starts, rate, steps]
    )
    trained = train_starts(figure.X, figure.y, STARTS, learning_rate=rate, n_steps=steps)
    for params, kind, (theta, loss, right) in zip(trained, figure.kinds, found, strict=True):
        flat = np.concatenate([array.ravel() for pair in params for array in pair])
        np.testing.assert_allclose(theta, flat, rtol=1e-6, atol=1e-6)
        assert (right == 100) == (kind != "stuck")
        probability = train_two_units.predict(figure.X, params)
        assert loss == pytest.approx(binary_cross_entropy(figure.y, probability), rel=1e-6)


# What the page's own steps make of a start, with batches that Python has drawn.
STEPS = """([code, ink, shades, y, start, batches, rate, momentum]) => {
  const own = code.replace("export default", "const _ =");
  const { unpack, standardize, step } = Function(`${own}; return { unpack, standardize, step }`)();
  const X = standardize(unpack(ink, shades), y.length);
  const theta = Float64Array.from(start), v = new Float64Array(start.length);
  for (const rows of batches) step(theta, v, { X, y }, rows, rate, momentum);
  return [...theta];
}"""


@pytest.mark.parametrize(("rate", "momentum"), [(1.0, 0.0), (0.3, 0.9)])
def test_the_page_takes_the_steps_of_the_chapter(alone, rate, momentum):
    digits = load_digits()
    X, y = digits.X_train[:300], digits.y_train[:300]
    figure = TrainDigits(X, y, digits.X_test, digits.y_test, FIRST)
    page, _ = alone(figure)
    start = figure.trained(0)[0]
    rng = np.random.default_rng(7)
    orders = [rng.permutation(300).tolist() for _ in range(2)]
    batches = [order[at : at + 32] for order in orders for at in range(0, 300, 32)]
    seen = np.packbits(X > 0)
    flat = [float(v) for pair in start for array in pair for v in array.ravel()]
    asked = [figure._esm, seen.tolist(), [*figure._shades], y.tolist(), flat, batches]
    theta = page.evaluate(STEPS, [*asked, rate, momentum])
    params, _ = train_with_momentum(figure.X, y, start, rate, momentum, 32, 2, rng=7)
    ours = np.concatenate([array.ravel() for pair in params for array in pair])
    np.testing.assert_allclose(theta, ours, rtol=0, atol=1e-6)
    assert np.abs(ours - flat).max() > 0.1


def reaches(page, shown, epoch):
    """Wait until the figure has learned so long and is at rest."""
    says = shown.locator("[aria-live]")
    page.wait_for_function(
        "([e, words]) => e.textContent.includes(words) && e.getAttribute('aria-live') === 'polite'",
        arg=[says.element_handle(), f"epoch {epoch}:"],
    )
    return says.inner_text()


def press(shown, name):
    shown.get_by_role("button", name=name).click()


def python_says(figure, **state):
    for name, value in state.items():
        setattr(figure, name, value)
    return f"R{repr(figure)[1:]}."


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_digits_are_learned_in_the_page_as_in_python(alone, motion):
    figure = train_digits(n_epochs=3)
    page, shown = alone(figure, reduced_motion=motion)
    press(shown, "One epoch")
    assert reaches(page, shown, 1) == python_says(figure, epoch=1)
    press(shown, "Train")
    assert reaches(page, shown, 3) == python_says(figure, epoch=3)
    first = python_says(figure).split(", epoch")[0]
    press(shown, "Another start")
    assert reaches(page, shown, 0) == python_says(figure, epoch=0, start=1)
    ghost = shown.locator(".lines").last
    assert ghost.inner_text().strip().startswith(first)
    press(shown, "0.9")
    shown.get_by_role("slider", name="learning rate").fill("3")
    press(shown, "One epoch")
    state = {"learning_rate": 0.3, "momentum": 0.9, "epoch": 1}
    assert reaches(page, shown, 1) == python_says(figure, **state)
    assert shown.locator(".accuracy .ghost").count() == 1  # without an epoch there is no curve
    page.get_by_role("button", name="Copy link to this set-up").click()
    link = page.evaluate("location.hash")
    page, shown = alone(train_digits(n_epochs=3), link, reduced_motion=motion)
    assert reaches(page, shown, 1) == python_says(figure)
    press(shown, "Start again")
    reset = {"learning_rate": 1.0, "momentum": 0.0, "start": 0, "epoch": 0}
    assert reaches(page, shown, 0) == python_says(figure, **reset)
    assert not shown.locator(".ghost").count()


# How the ten images are coloured, and how often they change while the network learns.
COLOURS = """root => [...root.querySelectorAll("canvas")].map(canvas =>
    [...canvas.getContext("2d").getImageData(0, 0, 8, 8).data])"""


def test_the_images_of_the_units_are_pale_at_first_and_blue_where_weights_are_above_0(alone):
    figure = train_digits(n_epochs=8)
    page, shown = alone(figure)
    pale = np.reshape(shown.evaluate(COLOURS), (10, 64, 4)).astype(int)
    assert pale[..., :3].min() > 200
    shown.get_by_role("button", name="Train").click()
    page.wait_for_function("() => document.querySelector('.says').textContent.includes('epoch 2:')")
    shown.get_by_role("button", name="Pause").click()  # it ends with a whole epoch
    page.wait_for_function("() => document.querySelector('.says').ariaLive === 'polite'")
    figure.epoch = int(re.search(r"epoch (\d+)", shown.locator(".says").inner_text())[1])
    assert 2 <= figure.epoch < 8
    W_h = figure.trained(figure.epoch)[0][0][0]
    red, _, blue, _ = np.moveaxis(np.reshape(shown.evaluate(COLOURS), (10, 64, 4)), 2, 0)
    clear = np.abs(W_h.T) > 0.2 * np.abs(W_h).max()
    assert clear.sum() > 50
    np.testing.assert_array_equal((blue > red)[clear], (W_h.T > 0)[clear])


def test_two_units_learn_under_the_slider_and_by_themselves(alone):
    figure = FIGURES["train"]()
    page, shown = alone(figure)
    says = shown.locator("[aria-live]")
    slider = shown.get_by_role("slider", name="step of training")
    for position in ["20", "90", "120"]:
        slider.fill(position)
        figure.step = int(slider.get_attribute("aria-valuetext").split()[1])
        words = repr(figure).split(";")[0].replace("start 0, step", "Start 0, step")
        assert says.inner_text() == f"{words}."
    slider.fill("0")
    shown.get_by_role("button", name="Train").click()
    page.wait_for_function("input => +input.value > 20", arg=slider.element_handle())
    assert says.get_attribute("aria-live") == "off"  # who listens hears the end, not every step
    shown.get_by_role("button", name="Pause").click()
    now = says.inner_text()
    assert "step 0:" not in now
    page.wait_for_timeout(200)
    assert says.inner_text() == now
    assert says.get_attribute("aria-live") == "polite"
    shown.get_by_role("button", name="Train").click()
    page.wait_for_function(
        "says => says.textContent.includes('step 600')", arg=says.element_handle()
    )
    assert figure.kinds[0] == "stuck"
    assert says.inner_text().endswith("It is stuck: some points are still on the wrong side.")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_start_that_is_chosen_learns(alone, motion):
    figure = FIGURES["train"]()
    _, shown = alone(figure, reduced_motion=motion)
    says = shown.locator("[aria-live]")
    for kind in ["corners", "stripe", "stuck"]:
        group = shown.get_by_role("group", name=f"{kind}: {figure.kinds.count(kind)} starts")
        assert group.get_by_role("radio").count() == figure.kinds.count(kind)
    start = figure.kinds.index("stripe")
    shown.get_by_role("radio", name=f"start {start}", exact=True).click()
    assert says.inner_text().startswith(f"Start {start}, step {600 if motion == 'reduce' else ''}")
    shown.locator("input:checked").press("ArrowRight")
    second = figure.kinds.index("stripe", start + 1)
    assert says.inner_text().startswith(f"Start {second}, step")
    if motion == "reduce":
        assert shown.get_by_role("button", name="Train to the end").is_visible()
        assert "It has found the stripe" in says.inner_text()
    shown.get_by_role("button", name="Another start").click()
    assert says.inner_text().startswith(f"Start {second + 1},")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_shades_take_the_pages_colours_and_follow_the_theme(alone, scheme):
    page, shown = alone(TrainTwoUnits(*four_clusters(50, rng=0), STARTS[3:4], step=2000))
    image = shown.locator(".ground image")
    before = image.get_attribute("href")
    page.evaluate("scheme => { document.documentElement.dataset.theme = scheme }", scheme)
    page.wait_for_timeout(50)
    assert (image.get_attribute("href") != before) == (scheme == "dark")
    colours = image.evaluate("""async image => {
      const picture = Object.assign(new Image(), { src: image.getAttribute('href') });
      await picture.decode();
      const paint = new OffscreenCanvas(48, 48).getContext('2d');
      paint.drawImage(picture, 0, 0);
      return [...paint.getImageData(0, 0, 48, 48).data].filter((_, i) => i % 4 !== 1);
    }""")
    red, blue, alpha = np.reshape(colours, (-1, 3)).T
    sure = alpha > 90
    assert sure.sum() > 1000
    assert np.any(red[sure] > blue[sure] + 100)
    assert np.any(blue[sure] > red[sure] + 100)


def test_a_step_downhill_is_a_step_of_gradient_descent(alone):
    figure = LineOverPoints(*separable(60, gap=0.4, rng=4), w=(1, -1), learning_rate=2)
    _, shown = alone(figure)
    gradient = sigmoid_unit_grad(figure.X, figure.y, np.array(figure.w), figure.b)
    figure.w, figure.b = (np.array(figure.w) - 2 * gradient[0]).tolist(), -2 * gradient[1]
    shown.get_by_role("button", name="One step downhill").click()
    words = repr(figure).split(": ")[1]
    assert shown.locator("[aria-live]").inner_text().startswith(f"Step 1: {words}")


def test_mistakes_are_made_one_by_one_until_none_is_left(alone):
    figure = FIGURES["mistakes"]()
    page, shown = alone(figure)
    says = shown.locator("[aria-live]")
    for figure.mistakes in range(1, 10):
        shown.get_by_role("button", name="Next mistake").click()
        words = repr(figure).split(": ")[1]
        assert says.inner_text().startswith(f"Mistake {figure.mistakes}, in epoch")
        assert words in says.inner_text()
    assert says.inner_text().endswith("the rule has stopped.")
    shown.get_by_role("button", name="Next mistake").click()
    assert says.inner_text().startswith("Mistake 9,")
    shown.locator("input").first.focus()
    page.keyboard.press("ArrowLeft")
    assert says.inner_text().startswith("Mistake 8,")


def test_the_dot_on_the_map_moves_w_and_the_way_starts_there(alone):
    figure = LineOverPoints(*four_clusters(50, rng=0), w=(1, -1), b=0.5, learning_rate=10)
    page, shown = alone(figure)
    box = shown.locator(".here .dot").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 20, steps=3)
    page.mouse.up()
    w1, w2 = (float(i.input_value()) for i in shown.locator("input").all()[:2])
    assert w1 > 1.5
    assert w2 < -1.2
    shown.get_by_role("button", name="20 steps").click()
    assert shown.locator(".way polyline").get_attribute("points").count(",") == 21
    loss = float(re.search(r"loss (\d\.\d+)", shown.locator("[aria-live]").inner_text())[1])
    assert loss > 0.75  # too long a step jumps over the lowest place again and again


def test_a_step_off_the_map_is_not_taken(alone):
    figure = LineOverPoints(*separable(60, gap=0.4, rng=4), w=(1, -1), learning_rate=20)
    _, shown = alone(figure)
    for _ in range(3):
        shown.get_by_role("button", name="20 steps").click()
    assert shown.locator("[aria-live]").inner_text().endswith("The next step leads off the map.")
    assert all(abs(float(i.input_value())) <= 5 for i in shown.locator("input").all()[:3])


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_a_number_runs_along_the_edges_unless_the_reader_wants_rest(alone, motion, moves):
    _, shown = alone(FIGURES["graph"](), reduced_motion=motion)
    drawn = """root => { const seen = []; new MutationObserver(all => all.forEach(({addedNodes}) =>
        seen.push(...[...addedNodes].map(n => n.getAttribute?.('class') ?? ''))))
        .observe(root, {childList: true, subtree: true}); window.seen = seen }"""
    shown.evaluate(drawn)
    shown.get_by_role("button", name="Forward").click()
    pulses = shown.evaluate("() => seen.filter(kind => kind.includes('pulse')).length")
    assert pulses == (1 if moves else 0)  # from x to h
    shown.page.wait_for_function("() => !document.querySelector('.pulse')")


def test_what_changes_together_is_drawn_once(alone):
    """A frame's work stays the same, however many settings a move changes."""
    page, shown = alone(FIGURES["line"]())
    shown.locator("input").first.fill("3")
    count = """ground => { window.drawn = 0; const before = ground.replaceChildren;
        ground.replaceChildren = function (...all) { drawn += 1; before.apply(this, all) } }"""
    shown.locator(".ground").evaluate(count)
    for n, name in enumerate(["One step downhill", "Start again"], 1):
        shown.get_by_role("button", name=name).click()
        assert page.evaluate("drawn") == n


def test_a_kernel_is_drawn_walks_and_leaves_the_scores_that_python_computes(alone):
    figure = kernel_walk()
    page, shown = alone(figure)
    says = shown.locator("[aria-live]")
    weights = shown.locator(".nine button")
    weights.nth(4).click()
    figure.kernel = [1, 0, -1, 1, 1, -1, 1, 0, -1]
    assert f"{abs(figure.scores[11, 14]):.3f}" in says.inner_text()
    assert weights.nth(4).get_attribute("aria-label") == "weight in row 1, column 1: 1"
    shown.get_by_label("a kernel that is ready").select_option("blur")
    figure.kernel = [1] * 9
    assert f"{figure.scores[11, 14]:.3f}" in says.inner_text()
    before = says.inner_text()
    shown.get_by_role("button", name="Let it walk").click()
    page.wait_for_function(
        "([e, before]) => e.textContent !== before", arg=[says.element_handle(), before]
    )
    shown.get_by_role("button", name="Stop").click()
    map_ = shown.locator("svg.canvas").nth(1).bounding_box()
    page.mouse.click(
        map_["x"] + map_["width"] * 1.8 / 28.6, map_["y"] + map_["height"] * 3.8 / 28.6
    )
    assert says.inner_text().startswith("Row 2, column 0:")


def test_a_list_grows_is_looked_up_by_a_click_and_says_what_python_says(alone):
    figure = attention_grid()
    page, shown = alone(figure)
    says = shown.locator("[aria-live]")
    shown.locator(".entry").nth(5).click()
    figure.entry = 5
    assert f"its weight is {figure.weights[5]:.3f}" in says.inner_text()
    shown.get_by_role("button", name="divided by d", exact=True).click()
    figure.divisor = "all"
    assert f"its weight is {figure.weights[5]:.3f}" in says.inner_text()
    shown.get_by_label("length of the list").fill("20")
    figure.length = 20
    assert says.inner_text().startswith("A list of 20, entry 5 looked up:")
    assert f"its weight is {figure.weights[5]:.3f}" in says.inner_text()
    assert shown.locator(".entry:visible").count() == 20
    shown.locator(".stage").focus()
    page.keyboard.press("ArrowRight")
    assert "entry 6 looked up" in says.inner_text()
    shown.get_by_role("button", name="Let the list grow").click()
    page.wait_for_function("e => /list of [2-9],/.test(e.textContent)", arg=says.element_handle())


def words(says):
    """What a figure says, on one line."""
    return " ".join(says.inner_text().split())


def written(array):
    """The numbers that an array shows, row by row."""
    return [
        int(text.replace("\u2212", "-")) for text in array.locator(".box:visible").all_inner_texts()
    ]


def set_to(page, **settings):
    """Set a figure by the page's address, and wait until it has been drawn."""
    said = "&".join(f"{name}={value}" for name, value in settings.items())
    come = (
        "new Promise(done => addEventListener('hashchange', () => setTimeout(done), {once: true}))"
    )
    page.evaluate(
        f"said => {{ const come = {come}; location.hash = said; return come }}", f"figure-1?{said}"
    )


@pytest.mark.parametrize("rows", [1, 2, 3, 4])
def test_every_product_is_numpys_and_so_is_every_refusal(alone, rows):
    page, shown = alone(Shapes(), reduced_motion="reduce")
    says, result = shown.locator("[aria-live]"), shown.locator(".crossing .array").nth(2)
    for columns, inner in itertools.product([1, 2, 3, 4], repeat=2):
        for entry in [0, 2 * rows - 1]:
            figure = Shapes(rows=rows, columns=columns, inner=inner, entry=entry)
            set_to(page, rows=rows, columns=columns, inner=inner, entry=entry)
            assert words(says) == repr(figure)
        if figure.result is None:
            assert not result.is_visible()
            with pytest.raises(ValueError, match="matmul") as refused:
                figure.operands[0] @ figure.operands[1]
            assert words(says).endswith(f"ValueError: {refused.value}")
        else:
            assert written(result) == figure.result.ravel().tolist()


@pytest.mark.parametrize("shape", [(2,), (3,), (3, 1), (1, 2), ()], ids=str)
def test_every_sum_is_numpys_and_so_is_the_refusal(alone, shape):
    _, shown = alone(Shapes(mode="broadcasting"))
    says, b, result = shown.locator("[aria-live]"), *shown.locator(".in-line .array").all()[1:]
    figure = Shapes(mode="broadcasting", shape=shape)
    shown.get_by_role("button", name=str(shape), exact=True).click()
    assert words(says) == repr(figure)
    Z, array = figure.operands
    if figure.result is None:
        with pytest.raises(ValueError, match="broadcast") as refused:
            Z + array
        assert words(says).endswith(f"ValueError: {refused.value}".strip())
        assert not result.is_visible()
        return
    assert written(b) == np.broadcast_to(array, Z.shape).ravel().tolist()
    assert b.locator(".copy").count() == Z.size - array.size
    for figure.entry in range(6):
        result.locator(".box:visible").nth(figure.entry).hover()
        assert words(says) == repr(figure)
    assert written(result) == figure.result.ravel().tolist()
    b.locator(".box:visible").nth(5).click()  # a copy is the number that it is a copy of
    B = list(figure.b)
    place = int(np.broadcast_to(np.arange(array.size).reshape(shape), Z.shape)[2, 1])
    B[place] = -1 if B[place] == 3 else B[place] + 1
    assert words(says) == repr(Shapes(b=B, mode="broadcasting", shape=shape, entry=5))


def test_an_entry_lights_its_row_and_column_by_mouse_by_keys_and_by_tap(alone):
    page, shown = alone(Shapes(), has_touch=True)
    says, (W, X, Z) = shown.locator("[aria-live]"), shown.locator(".crossing .array").all()

    def lit(row, column):
        assert words(says) == repr(Shapes(entry=2 * row + column))
        on = [
            [
                n
                for n, box in enumerate(a.locator(".box:visible").all())
                if "on" in box.get_attribute("class")
            ]
            for a in (X, W)
        ]
        assert on == [[4 * row + k for k in range(4)], [2 * k + column for k in range(4)]]
        assert [box.inner_text() for box in Z.locator(".result").all()] == [
            str(Shapes().result[row, column]).replace("-", "\u2212")
        ]

    lit(1, 0)
    Z.locator(".box").nth(5).hover()
    lit(2, 1)
    Z.locator(".box").nth(0).tap()
    lit(0, 0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    lit(1, 1)
    page.keyboard.press("ArrowRight")  # there is no further column
    lit(1, 1)
    assert shown.locator(".box[tabindex='0']:visible").count() == 3  # one stop for each array


def test_numbers_and_shapes_are_changed_and_the_link_keeps_them(alone):
    page, shown = alone(Shapes())
    says, (W, X, _) = shown.locator("[aria-live]"), shown.locator(".crossing .array").all()
    X.locator(".box").nth(7).click()  # X[1, 3], a 3: after it comes -1
    W.locator(".box").nth(0).click()
    table, weights = np.array(X_START), np.array(W_START)
    table[1, 3], weights[0, 0] = -1, 2
    assert words(says) == repr(Shapes(table, weights))
    assert X.locator(".box").nth(7).get_attribute("aria-label") == "X[1, 3]: \u22121"
    more, less = (shown.get_by_role("button", name=f"one {way}") for way in ["more", "less"])
    more.nth(0).click()
    more.nth(0).click(force=True)  # there are no more than four rows
    assert X.locator(".box:visible").count() == 16
    less.nth(2).press("Enter")
    figure = Shapes(table, weights, rows=4, inner=3)
    assert words(says) == repr(figure)
    assert "is refused" in words(says)
    page.get_by_role("button", name="Copy link to this set-up").click()
    link = page.evaluate("location.hash")
    assert words(alone(Shapes(), link)[1].locator("[aria-live]")) == repr(figure)
    shown.get_by_role("button", name="Start again").click()
    assert words(says) == repr(Shapes())


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", 8), ("reduce", 0)])
def test_pairs_light_up_one_after_another_unless_the_reader_wants_rest(alone, motion, moves):
    _, shown = alone(Shapes(), reduced_motion=motion)
    shown.locator(".crossing .array").nth(2).locator(".box").nth(5).hover()
    running = shown.evaluate("e => e.getAnimations({ subtree: true }).length")
    assert running == moves


def test_the_bars_of_a_layer_stand_above_its_number(alone):
    _, figure = alone(ActivationLayers())
    ends = "bars => bars.map(bar => bar.getBoundingClientRect().bottom)"
    number = figure.locator("svg text").last.bounding_box()
    assert max(figure.locator("rect.bar").evaluate_all(ends)) < number["y"]


def test_the_fill_of_a_slider_ends_at_its_thumb_when_its_list_has_grown(alone):
    _, figure = alone(attention_grid())
    length, entry = figure.locator("input[type=range]").all()[:2]
    for n in ("20", "10"):
        length.fill(n)
        share = "e => Math.abs(e.style.getPropertyValue('--to') - e.value / e.max)"
        entry.page.wait_for_function(f"e => ({share})(e) < 1e-6", arg=entry.element_handle())


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_optimizers_race_as_nnlib_steps(alone, motion):
    figure = OptimizerRace(rate=0.05, momentum=0.6, adam_rate=0.3, start=(-7, -2), step=0)
    _, shown = alone(figure, reduced_motion=motion)
    assert shown.locator("[aria-live]").inner_text().startswith("0 of 40 steps")
    shown.get_by_role("button", name="One step").click()
    figure.step = 1
    assert shown.locator("[aria-live]").inner_text() == f"{figure!r}."
    shown.get_by_role("button", name="Race").click()
    says = shown.locator("[aria-live]", has_text="40 of 40 steps")
    says.wait_for()
    figure.step = 40
    assert says.inner_text() == f"{figure!r}."
    shown.get_by_label("rate of plain").fill("0.12")
    figure.rate = 0.12
    assert "plain descent out of the valley" in repr(figure)
    assert says.inner_text() == f"{figure!r}."


def test_each_bug_leaves_its_fingerprint_on_the_gradients_that_nnlib_computes(alone):
    figure = GradientMicroscope()
    _, shown = alone(figure)
    rows = shown.locator("tbody tr")
    for bug, exponent in [("none", -5), ("mean", -3), ("slope", -6), ("bias", -2), ("typo", -4)]:
        shown.get_by_label("bug in the gradient").select_option(bug)
        shown.get_by_label("exponent of the step").fill(str(exponent))
        figure.bug, figure.exponent = bug, exponent
        assert shown.locator("[aria-live]").inner_text() == f"{figure!r}."
        cells = [row.locator("td").all_inner_texts() for row in rows.all()]
        found = np.array(cells, dtype=str)
        found = np.char.replace(found, "\u2212", "-").astype(float)
        assert np.allclose(found[:, 0], figure.gradient(), atol=1e-6)
        assert np.allclose(found[:, 1], figure.measured(exponent), atol=1e-6)
        marked = [row.get_attribute("class") == "wrong" for row in rows.all()]
        assert marked == (figure.errors(exponent) > 1e-6).tolist()
    assert len(set(map(tuple, cells))) == 9


def test_a_field_of_the_confusion_matrix_shows_its_digits(alone):
    figure = confusion()
    page, shown = alone(figure)
    says, members = shown.locator("[aria-live]"), shown.locator(".members li")
    assert says.inner_text().startswith(repr(figure))
    assert members.count() == figure.counts[8, 1]
    row, column = np.argwhere(figure.counts == 0)[0].tolist()
    shown.locator(".field").nth(10 * row + column).click()
    assert says.inner_text() == f"{row} called {column}: 0 of {figure.counts[row].sum()}."
    assert members.count() == 0
    shown.locator(".stage").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    figure.row, figure.column = max(row - 1, 0), 0
    assert says.inner_text().startswith(repr(figure))
    shown_ink = """list => [...list.children].map(item => [...item.querySelectorAll("rect")].map(
        rect => Number(rect.getAttribute("fill-opacity"))))"""
    ink = np.array(shown.locator(".members").evaluate(shown_ink))
    digits = load_digits().X_test[figure.fields[figure.row][0]]
    assert np.allclose(ink, digits / load_digits().X_test.max(), atol=0.003)


def test_a_unit_shows_what_it_adds_up(alone):
    figure = draw_digit()
    page, shown = alone(figure)
    assert not shown.locator(".one-unit").is_visible()
    shown.get_by_label("unit of the first hidden layer").fill("3")
    figure.unit = 3
    bias, terms = figure.terms
    score = bias + terms.sum()
    sums = [bias, terms[terms > 0].sum(), terms[terms < 0].sum(), score]
    said = shown.locator(".adds").inner_text().replace("\u2212", "-")
    found = [float(number) for number in re.findall(r"(?<=[a-z] )-?\d+\.\d\d", said)]
    assert np.allclose(found[:4], sums, atol=0.006)
    assert ("nothing" in said) == (score <= 0)
    way = shown.locator(".sum").get_attribute("d")[1:].split("L")
    assert len(way) == 29  # the bias, and a sum for each row
    layer = shown.locator(".layers").first.locator("svg").nth(1).bounding_box()
    page.mouse.click(layer["x"] + 3, layer["y"] + 3)
    assert shown.get_by_label("unit of the first hidden layer").input_value() == "1"


def test_slopes_and_their_powers_are_those_of_nnlib(alone):
    figure = SlopeChain()
    _, shown = alone(figure)
    assert shown.locator("[aria-live]").inner_text() == f"{figure!r}."
    for name, z, depth in [
        ("tanh", -1.3, 7),
        ("ReLU", 2.0, 3),
        ("ReLU", -0.5, 1),
        ("sigmoid", 4.4, 9),
    ]:
        shown.get_by_role("button", name=name, exact=True).click()
        shown.get_by_label("score z").fill(str(z))
        shown.get_by_label("number of layers").fill(str(depth))
        figure.activation, figure.z, figure.depth = name, z, depth
        said = shown.locator("[aria-live]").inner_text().replace("\u2212", "-")
        assert said == f"{figure!r}."
