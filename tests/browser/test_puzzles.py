"""Lines to sort in a browser: by mouse, by keys and by finger."""

import pytest

from nnlib.exercises.puzzles import puzzle_of
from nnlib.widgets import Puzzle
from tests.browser.test_every_page import AXE, AXE_SAYS
from tests.browser.test_touch import swipe

NAME = "04-mlp-backward"
FACTS = puzzle_of(NAME)
PAGE = "book/04-backpropagation.html"
WIDE, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
FINGER = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


def standing(figure):
    """The lines as they stand, the bar among them."""
    return [text.strip() for text in figure.locator(".lines > li").all_inner_texts()]


def row(figure, text):
    return figure.locator(".lines > li", has=figure.page.get_by_text(text.strip(), exact=True))


def handle(figure, text):
    return figure.get_by_role("button", name=f"Move: {text.strip()}", exact=True)


def middle(element):
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def put(page, figure, text, place, way):
    """Move a line to a place in the list."""
    now = [words.removeprefix("⠇").strip() for words in standing(figure)]
    steps = place - now.index(text.strip())
    if not steps:
        return
    if way == "keys":
        handle(figure, text).focus()
        for key in ["Enter", *[("ArrowDown" if steps > 0 else "ArrowUp")] * abs(steps), " "]:
            page.keyboard.press(key)
        return
    grip = handle(figure, text) if way == "touch" else row(figure, text)
    grip.scroll_into_view_if_needed()
    start, goal = middle(grip), figure.locator(".lines > li").nth(place).bounding_box()
    end = goal["y"] + goal["height"] * (0.9 if steps > 0 else 0.1)
    way_there = [(start[0], start[1] + (end - start[1]) * k / 8) for k in range(9)]
    if way == "touch":
        swipe(page, way_there)
        return
    page.mouse.move(*way_there[0])
    page.mouse.down()
    for point in way_there[1:]:
        page.mouse.move(*point)
    page.mouse.up()


def check(figure):
    figure.get_by_role("button", name="Check").click()
    return figure.locator(".response").inner_text()


@pytest.mark.parametrize("way", ["mouse", "keys", "touch"])
def test_lines_are_sorted_and_the_first_that_is_wrong_is_told(alone, way):
    settings = FINGER if way == "touch" else {"viewport": {"width": 900, "height": 1000}}
    page, figure = alone(Puzzle(FACTS), **settings)
    wrong = FACTS["wrong"][0]["text"]
    put(page, figure, wrong, 0, way)
    assert "does not belong" in (said := check(figure))
    assert "The slope is taken at the activations" in said
    last = len(standing(figure)) - 1
    for line in FACTS["wrong"]:
        put(page, figure, line["text"], last, way)
    for place, text in enumerate(FACTS["lines"]):
        put(page, figure, text, place, way)
    put(page, figure, FACTS["lines"][1], 0, way)
    assert "The first line out of place: for i in" in check(figure)
    assert figure.locator(".line.wrong").count() == 1
    put(page, figure, FACTS["lines"][0], 0, way)
    put(page, figure, FACTS["lines"][-1], last, way)
    assert "1 of the lines under the bar must go in" in check(figure)
    put(page, figure, FACTS["lines"][-1], len(FACTS["lines"]) - 1, way)
    assert check(figure).startswith("Right. ")


def test_keys_say_where_a_line_is_and_can_take_it_back(alone):
    page, figure = alone(Puzzle(FACTS))
    before = standing(figure)
    says = figure.locator(".unseen[aria-live]")
    figure.locator(".handle").first.focus()
    page.keyboard.press("ArrowDown")  # nothing is held: to the next line
    page.keyboard.press("Enter")
    n = len(FACTS["lines"]) + len(FACTS["wrong"])
    assert says.inner_text().startswith(f"Picked up, line 2 of {n}.")
    page.keyboard.press("ArrowDown")
    assert says.inner_text() == f"line 3 of {n}"
    for _ in range(n):
        page.keyboard.press("ArrowDown")
    assert says.inner_text() == "left over"
    assert standing(figure) != before
    page.keyboard.press("Escape")
    assert standing(figure) == before
    assert says.inner_text() == f"Back again, line 2 of {n}."


def test_either_order_of_lines_is_right_where_the_check_says_so(alone):
    facts = puzzle_of("04-numerical-gradient")
    _, other = facts["orders"]
    lines = [facts["lines"][k] for k in other]
    page, figure = alone(Puzzle(facts), viewport=WIDE)
    for line in facts["wrong"]:
        put(page, figure, line["text"], len(lines) + 1, "keys")
    for place, text in enumerate(lines):
        put(page, figure, text, place, "keys")
    assert check(figure).startswith("Right. ")


@pytest.mark.parametrize("way", ["http", "file"])
def test_it_stands_folded_in_the_card_after_the_last_hint(tab, places, way):
    page = tab(f"{places[way]}/{PAGE}")
    card = page.locator(f"section.exercise:has(code:text-is('{NAME}'))").last
    folds = card.locator(".exercise-hints summary").all_inner_texts()
    assert folds[-2:] == [f"Hint {len(folds) - 1}", "Sort its lines"]
    figure = card.locator(".puzzle")
    figure.wait_for(state="attached")
    assert not figure.is_visible()
    card.get_by_text("Sort its lines").click()
    assert "out of place" in (said := check(figure)) or "does not belong" in said


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_puzzles_fit_and_have_no_barrier(tab, places, viewport, scheme):
    page = tab(f"{places['file']}/{PAGE}", viewport=viewport, color_scheme=scheme)
    page.locator(".puzzle").last.wait_for(state="attached")
    page.get_by_text("Sort its lines").last.click()
    figure = page.locator(".puzzle").last
    check(figure)
    assert figure.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    page.add_script_tag(path=AXE)
    assert page.evaluate(AXE_SAYS, [{"include": [[".exercise-hints:has(.puzzle)"]]}, {}]) == []


def test_without_javascript_the_lines_can_be_read(tab, places):
    page = tab(f"{places['file']}/{PAGE}", java_script_enabled=False)
    page.get_by_text("Sort its lines").last.click()
    assert page.locator(".puzzle-still").last.is_visible()
