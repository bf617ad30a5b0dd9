"""The playable figures in a browser: in the built book, and each class on a page of its own."""

import functools
import http.server
import json
import re
import threading

import ipywidgets.embed
import pytest

import build
from nnlib.datasets import four_clusters, separable
from nnlib.widgets import LineOverPoints, SoftmaxBars, TwoHiddenUnits

CHAPTERS = ["01-sigmoid-softmax", "02-perceptron"]
PHONE, SMALL = {"width": 390, "height": 844}, {"width": 320, "height": 640}
# The theme declares this one twice on every page; it is not ours.
KNOWN = "THEBE_JS_URL"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def places(html):
    """The book by http and from disk."""
    handler = functools.partial(Quiet, directory=str(html))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {"http": f"http://127.0.0.1:{server.server_port}", "file": html.as_uri()}
        server.shutdown()


@pytest.fixture
def tab(chromium):
    """Open pages with no network but this machine; collect what goes wrong."""
    contexts, errors = [], []

    def here_only(route):
        url = route.request.url
        here = re.match(r"file:|blob:|data:|http://127\.0\.0\.1", url)
        route.continue_() if here else route.abort()

    def open_page(url, **settings):
        context = chromium.new_context(**settings)
        contexts.append(context)
        context.route("**/*", here_only)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [error for error in errors if KNOWN not in error] == []


def play(page, figure):
    """Move the first slider by keyboard and a button or handle by mouse: the words follow."""
    says = figure.locator("[aria-live]")
    slider = figure.locator("input[type=range]").first
    slider.focus()
    heard = [says.inner_text()]
    for key in ["ArrowRight", "End", "Home"]:
        before = slider.get_attribute("aria-valuetext")
        page.keyboard.press(key)
        assert slider.get_attribute("aria-valuetext") != before
        heard.append(says.inner_text())
    assert len(set(heard)) >= 2, heard
    figure.get_by_role("button", name="Start again").click()
    assert says.inner_text().split("(")[0] == heard[0].split("(")[0]
    box = slider.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
    assert says.inner_text() != heard[0]


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_figures_play_in_the_book(tab, places, chapter, way):
    page = tab(f"{places[way]}/book/{chapter}.html")
    page.wait_for_selector(".playable.live")
    for figure in page.locator(".playable").all():
        play(page, figure.locator(".nnlib-figure"))
        assert not figure.locator("img").is_visible()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_without_javascript_the_picture_stands_there(tab, places, chapter):
    page = tab(f"{places['file']}/book/{chapter}.html", java_script_enabled=False)
    for picture in page.locator(".playable img").all():
        assert picture.is_visible()
        assert len(picture.get_attribute("alt")) > 40


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_page_around_shows_through_in_the_dark_too(tab, places, chapter, scheme):
    page = tab(f"{places['file']}/book/{chapter}.html", color_scheme=scheme)
    figure = page.locator(".nnlib-figure").first
    figure.wait_for()
    ink, boxes = figure.evaluate(
        """e => { const seen = []; const ink = getComputedStyle(e).color;
        for (; !e.matches('article'); e = e.parentElement) seen.push(getComputedStyle(e).backgroundColor);
        return [ink, seen] }"""  # noqa: E501
    )
    brightness = sum(int(v) for v in re.findall(r"\d+", ink)[:3]) / 3
    assert brightness > 170 if scheme == "dark" else brightness < 90
    assert set(boxes) == {"rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("viewport", [PHONE, SMALL], ids=["390", "320"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_it_fits_a_phone(tab, places, chapter, viewport):
    page = tab(f"{places['file']}/book/{chapter}.html", viewport=viewport)
    page.wait_for_selector(".playable.live")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    for figure in page.locator(".nnlib-figure").all():
        assert figure.evaluate("e => e.scrollWidth <= e.clientWidth + 1")


@pytest.fixture
def alone(tab, tmp_path):
    """A figure on a page of its own, with the book's script."""

    def show(figure, **settings):
        data = ipywidgets.embed.embed_data(views=[figure], drop_defaults=False)
        kind = '<script type="application/vnd.jupyter.widget-{}+json">{}</script>'
        state = kind.format("state", json.dumps(data["manager_state"]).replace("</", "<\\/"))
        view = kind.format("view", json.dumps(data["view_specs"][0]))
        script = (build.ROOT / "book" / "_static" / "playable.js").read_text()
        page = tmp_path / "figure.html"
        page.write_text(
            '<!doctype html><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f'<div class="playable">{view}</div>{state}<script>{script}</script>'
        )
        page = tab(page.as_uri(), **settings)
        page.wait_for_selector(".playable.live")
        return page, page.locator(".nnlib-figure")

    return show


FIGURES = {
    "bars": lambda: SoftmaxBars([2, 4, 6, 8]),
    "line": lambda: LineOverPoints(*separable(60, gap=0.4, rng=4), w=(1, -1)),
    "units": lambda: TwoHiddenUnits(*four_clusters(50, rng=0)),
}


@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
def test_each_figure_says_what_python_says(alone, make):
    """The numbers are computed twice; they have to be the same."""
    figure = make()
    page, shown = alone(figure)
    play(page, shown)
    shown.get_by_role("button", name="Start again").click()
    said = shown.locator("[aria-live]").inner_text().split("(lowest")[0]
    words = re.findall(r"\d+ of \d+|\d\.\d{3}", said)
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


def test_two_lines_can_be_played_into_a_solution(alone):
    _, shown = alone(FIGURES["units"]())
    says = shown.locator("[aria-live]")
    assert says.inner_text() == "h1 OR h2: 75 of 100 right."
    for slider, value in zip(
        shown.locator("input").all(), ["135", "0.7", "-45", "0.7"], strict=True
    ):
        slider.fill(value)
    assert says.inner_text() == "h1 OR h2: 100 of 100 right."
    shown.get_by_role("button", name="AND", exact=True).click()
    assert says.inner_text() == "h1 AND h2: 50 of 100 right."
