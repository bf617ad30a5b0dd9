"""A figure's set-up in the page's address, and figures without their controls."""

import re

import pytest

from tests.browser.test_widgets import FIGURES, PHONE, SEVEN, drag, draw_digit, figures, on_paper

ALL = {**FIGURES, "drawing": lambda: draw_digit(sample=-1)}
EACH = pytest.mark.parametrize("name", [*ALL])


SHOWS = """figure => {
  const all = (which, say) => [...figure.querySelectorAll(which)].map(say);
  return [
    all("input", slider => slider.getAttribute("aria-valuetext")),
    all("[aria-pressed=true]", button => button.innerText),
    all(".ink path", path => path.getAttribute("d")),
    figure.querySelector("[aria-live]").innerText,
  ];
}"""


def shows(figure):
    """All that the reader sees of a figure's settings."""
    *settings, words = figure.evaluate(SHOWS)
    return *settings, re.sub(r"^Step \d+: (?=\d+ of)|\(lowest.*", "", words)


def play_on(page, figure, name):
    """Change all there is to change: each slider, each choice; draw two strokes."""
    if name == "drawing":
        for corners in [SEVEN, [(0.3, 0.5), (0.7, 0.5)]]:
            drag(page, on_paper(figure, corners))
        return
    for choice in figure.locator("[aria-pressed=false]").all():
        if choice.is_visible():  # another choice may have hidden it
            choice.click()
    for key, slider in enumerate(figure.locator("input[type=range]").all()):
        slider.focus()
        for _ in range(3 + key):
            page.keyboard.press("ArrowLeft" if key % 2 else "ArrowRight")
    for text in ["Forward", "One step downhill"]:
        for button in figure.get_by_role("button", name=text).all():
            button.click()


@EACH
def test_a_link_leads_to_the_figure_as_it_was(alone, name):
    page, figure = alone(ALL[name]())
    start = shows(figure)
    play_on(page, figure, name)
    played = shows(figure)
    assert played != start
    page.get_by_role("button", name="Copy link to this set-up").click()
    page.get_by_role("button", name=re.compile("^(Link copied|The link is in the)")).wait_for()
    link = page.evaluate("location.hash")
    assert re.fullmatch(r"#figure-1\?[\w=&.,~-]+", link)  # nothing that a mail would break
    assert shows(alone(ALL[name](), link)[1]) == played
    page.evaluate("location.hash = 'figure-1?controls=0'")  # the rest stays as it is
    page.wait_for_selector(".nnlib-figure.bare")
    assert shows(figure) == played


# Where a link goes that nobody gave: values that are none, names that no figure has.
NOT_OURS = [
    "figure-1?w=99,1&b=x&combine=xor&order=size&place=1.5&step=-1&logits=1&angles=0&strokes=1,2_a,3",
    "figure-1?w=&b=&strokes=500,1&temperature=NaN&_esm=1&y=Infinity&sample=77&shifts=1,9&nothing",
]
# Which figure it is makes no difference to these.
NO_SET_UP = [
    "figure-1?",
    "figure-1?%",
    "figure-2?w=1,1&b=1&combine=and&temperature=2&place=0.5&step=1&sample=1",  # another's
]


@pytest.mark.parametrize(("name", "links"), [("line", NO_SET_UP), *((n, NOT_OURS) for n in ALL)])
def test_a_link_that_nobody_gave_changes_nothing(alone, name, links):
    page, figure = alone(ALL[name]())
    start = shows(figure)
    for link in links:
        page.evaluate("link => { location.hash = link }", link)
        page.reload()  # for a page that opens with it, not for one that has it changed
        page.wait_for_selector(".playable.live")
        assert shows(figure) == start, link


SIZES = (
    """all => all.map(e => [e.getBoundingClientRect().width, e.getBoundingClientRect().height])"""
)


@EACH
def test_without_controls_only_what_it_takes_to_play_is_there(alone, name):
    figure = ALL[name]()
    figure.controls = False
    for page, shown in [alone(figure), alone(ALL[name](), "#figure-1?controls=0")]:
        hidden = shown.locator(".controls :is(input, button, select)")
        assert hidden.count()
        sizes = shown.locator(".controls").evaluate_all(SIZES)
        assert all(max(size) <= 1 for size in sizes)
        assert shown.locator("[aria-live]").is_visible()
        hidden.last.focus()  # as the tab key does
        assert hidden.last.bounding_box()["height"] > 15
        page.get_by_role("button", name="Copy link to this set-up").press("Enter")
        assert "controls=0" in page.evaluate("location.hash")


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_chapters_figure_is_set_up_and_come_to(tab, places, way):
    words = "w=3,4&b=1.5"
    page = tab(f"{places[way]}/book/02-perceptron.html", viewport=PHONE)
    figures(page)  # they are live
    number = page.locator("figure:has(.playable)").first.get_attribute("id")
    assert number.startswith("figure-2-")
    page = tab(f"{places[way]}/book/02-perceptron.html#{number}?{words}", viewport=PHONE)
    figure = page.locator(f"#{number} .nnlib-figure")
    figure.get_by_text("60 of 60 right").wait_for()
    page.wait_for_function("() => scrollY > 1000")
    assert -50 < figure.bounding_box()["y"] < PHONE["height"] / 2
    # Number and caption stand under the figure, and the link to the set-up under them.
    frame = page.locator(f"#{number}")
    caption, link = frame.locator("figcaption").bounding_box(), frame.locator(".set-up")
    assert caption["y"] >= figure.bounding_box()["y"] + figure.bounding_box()["height"]
    assert link.bounding_box()["y"] >= caption["y"] + caption["height"] - 1


def test_on_paper_stands_the_still_picture(tab, places):
    page = tab(f"{places['file']}/book/02-perceptron.html")
    n_figures = figures(page).count()
    page.emulate_media(media="print")
    frames = page.locator("figure:has(.playable)").all()
    assert len(frames) == n_figures
    for frame in frames:
        assert frame.locator("img").is_visible()
        assert frame.locator("figcaption").is_visible()
    for kind in [".nnlib-figure", ".set-up"]:
        assert not any(element.is_visible() for element in page.locator(kind).all())
