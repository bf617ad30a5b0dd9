"""Figures under a finger: what it takes follows it, and anywhere else the page scrolls."""

import itertools
import re

import numpy as np
import pytest

from nnlib.datasets import four_clusters
from nnlib.widgets import Shapes, TwoHiddenUnits
from tests.browser.test_widgets import (
    FIGURES,
    PHONE,
    SEVEN,
    SMALL,
    draw_digit,
    figures,
    on_paper,
)

# Neither line upright, since a finger that moves along a line leaves it as it is.
SLANTED = {
    **FIGURES,
    "units": lambda: TwoHiddenUnits(*four_clusters(50), W=[[1, 1], [0.5, -1]]),
    "drawing": lambda: draw_digit(sample=-1),
}
# What a finger can take, beside sliders.
HANDLES = ".line:not(.fixed) .handle .dot, .here .dot, .pad, .dot:has(.reach)"
STEP = 10  # pixels between two touches
FINGER = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


def swipe(page, points):
    """Move a finger along points on the screen."""
    touch = page.context.new_cdp_session(page)
    for i, (x, y) in enumerate(points):
        kind = "touchMove" if i else "touchStart"
        at = [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    touch.detach()


def swipe_up(page, x, y):
    """A finger goes straight up, as it does to scroll."""
    swipe(page, [(x, y - way) for way in range(0, 61, STEP)])


def middle(element):
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def state(shown):
    """All that the reader can change, as the figure shows it."""
    return shown.evaluate("""figure => [
        [...figure.querySelectorAll("input")].map(e => e.getAttribute("aria-valuetext")),
        figure.querySelector("[aria-live]").innerText,
        figure.querySelectorAll(".ink path").length,
    ]""")


@pytest.fixture
def with_room(alone):
    """A figure in the middle of a long page, and how far the page is scrolled."""

    def show(name):
        page, shown = alone(SLANTED[name](), **FINGER)
        page.evaluate("document.body.style.padding = '100vh 0'")
        shown.evaluate("figure => figure.scrollIntoView()")
        return page, shown, page.evaluate("scrollY")

    return show


@pytest.mark.parametrize("name", [*SLANTED])
def test_handles_and_sliders_follow_a_finger(with_room, name):
    page, shown, top = with_room(name)
    handles = shown.locator(HANDLES).all()
    known = {
        "line": 3,
        "by hand": 2,
        "units": 4,
        "drawing": 1,
        "likelihood": 3,
        "race": 1,
        "chain": 1,
    }
    assert len(handles) == known.get(name, 0)
    for handle in handles:
        before, at = state(shown), np.array(middle(handle))
        swipe_up(page, *at)
        assert state(shown) != before
        if name not in ["drawing", "likelihood", "chain"]:  # a dot keeps to its curve, be it flat
            assert np.hypot(*(middle(handle) - at)) > 15
        assert page.evaluate("scrollY") == top
    for slider in shown.locator("input[type=range]").all():
        slider.scroll_into_view_if_needed()
        top, before = page.evaluate("scrollY"), slider.get_attribute("aria-valuetext")
        box = slider.bounding_box()
        came_to = set()
        for ends in [(0.3, 0.8), (0.8, 0.3)]:  # the handles may have left it at one of them
            there = box["x"] + box["width"] * np.linspace(*ends, 5)
            swipe(page, [(x, box["y"] + box["height"] / 2) for x in there])
            came_to.add(slider.get_attribute("aria-valuetext"))
        assert came_to != {before}
        assert page.evaluate("scrollY") == top


@pytest.mark.parametrize("name", [*SLANTED])
def test_a_finger_beside_the_handles_or_up_over_a_slider_scrolls(with_room, name):
    page, shown, top = with_room(name)
    before = state(shown)
    if name in ["line", "units"]:  # on the picture, between its handles
        plane = shown.locator("svg").first.bounding_box()
        swipe_up(page, plane["x"] + 40, plane["y"] + plane["height"] - 40)
    else:
        swipe_up(page, *middle(shown.locator(".says")))
    page.wait_for_function("top => scrollY > top", arg=top)
    assert state(shown) == before
    for slider in shown.locator("input[type=range]").all()[:1]:
        slider.scroll_into_view_if_needed()
        top = page.evaluate("scrollY")
        swipe_up(page, *middle(slider))
        page.wait_for_function("top => scrollY > top", arg=top)


def test_a_finger_draws_without_scrolling(tab, places):
    page = tab(f"{places['file']}/book/06-mnist.html", viewport=SMALL, has_touch=True)
    for figure in figures(page).filter(has=page.locator(".pad")).all():
        points = on_paper(figure, SEVEN)
        before = page.evaluate("scrollY")
        swipe(page, points)
        assert re.match(r"It looks like a 7 \(", figure.locator("[aria-live]").inner_text())
        assert page.evaluate("scrollY") == before


@pytest.mark.parametrize("width", [390, 320])
def test_the_paper_and_its_bars_are_seen_together_on_a_phone(alone, width):
    _, shown = alone(draw_digit(sample=-1), viewport={"width": width, "height": 640})
    paper, bars = (shown.locator(kind).bounding_box() for kind in [".pad", ".class-bars"])
    assert paper["x"] + paper["width"] <= bars["x"]
    assert abs(paper["y"] - bars["y"]) < 5
    assert abs(paper["height"] - bars["height"]) < 60
    for one, two in itertools.pairwise(shown.locator(".class-row").all()):
        assert one.bounding_box()["y"] < two.bounding_box()["y"]


@pytest.mark.parametrize("width", [390, 320])
def test_a_finger_finds_every_number_and_every_size(alone, width):
    """What is tapped is large enough, the product fits the phone, and a tap on an entry says it."""
    settings = {**FINGER, "viewport": {"width": width, "height": 640}}
    for mode in ["product", "broadcasting"]:
        page, shown = alone(Shapes(mode=mode), **settings)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for button in shown.get_by_role("button").all():
            box = button.bounding_box()
            assert min(box["width"], box["height"]) >= 28, button.get_attribute("aria-label")
        shown.locator(".array:visible").last.locator(".box:visible").last.tap()
        said = " ".join(shown.locator("[aria-live]").inner_text().split())
        assert said == repr(Shapes(mode=mode, entry=5))
