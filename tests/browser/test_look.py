"""The look of the pages: letters, weight, stillness, cards without scripts and on paper."""

import gzip

import pytest

from nnlib._common import look
from tests.browser.test_every_page import SHIFTS, TYPESET

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
CHAPTER = "book/02-perceptron.html"
CARD = "section#exercise-2-1-the-step-unit"


def style(page, selector, name):
    return page.locator(selector).first.evaluate(f"e => getComputedStyle(e).{name}")


def rgb(colour):
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


def test_styles_and_scripts_are_light(tab, places):
    sizes = {}
    page = tab()

    def weigh(response):
        if response.request.resource_type in ("stylesheet", "script"):
            sizes[response.url] = len(gzip.compress(response.body()))

    page.on("response", weigh)
    page.goto(f"{places['http']}/{CHAPTER}", wait_until="networkidle")
    assert any("frame.css" in url for url in sizes)
    ours = {url: size for url, size in sizes.items() if "mathjax" not in url}
    assert sum(ours.values()) < 300_000, ours


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", [CHAPTER, "book/index.html", "book/api.html"])
def test_nothing_moves_when_the_letters_come(tab, places, name, viewport):
    """Letters that come late take the room that their stand-ins had."""
    page = tab(viewport=viewport, formulas=True)

    def late(route):
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*.woff2", late)
    page.goto(f"{places['http']}/{name}")
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_function(TYPESET)
    assert page.evaluate(SHIFTS) < 0.05


def test_each_kind_of_text_has_its_typeface(tab, places):
    page = tab(f"{places['http']}/{CHAPTER}", viewport=WIDE)
    page.wait_for_function("document.fonts.status === 'loaded'")
    for selector, family in [
        ("article p", "Source Serif 4"),
        ("article h1", "Source Serif 4"),
        ("nav.bd-links a", "Fira Sans"),
        (f"{CARD} .exercise-card > p", "Fira Sans"),
        ("article div.highlight pre", "Source Code Pro"),
    ]:
        assert style(page, selector, "fontFamily").startswith(f'"{family}"'), selector
    loaded = page.evaluate("[...document.fonts].map(f => f.status === 'loaded' && f.family)")
    loaded = {str(family).strip('"') for family in loaded}
    assert {"Source Serif 4", "Fira Sans", "Source Code Pro"} <= loaded


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_headings_are_as_large_as_their_rank(tab, places, viewport):
    page = tab(f"{places['file']}/{CHAPTER}", viewport=viewport)
    sizes = [style(page, f"article {tag}", "fontSize") for tag in ["h1", "h2", "h3", "p"]]
    sizes = [float(size.removesuffix("px")) for size in sizes]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 4


def test_what_goes_in_and_what_comes_out_differ(tab, places):
    page = tab(f"{places['file']}/{CHAPTER}")
    given, came = "article .cell_input pre", "article .output.stream pre"
    assert style(page, given, "backgroundColor") == rgb(look.value("ground"))
    assert style(page, came, "backgroundColor") == "rgba(0, 0, 0, 0)"
    assert style(page, came, "borderLeftWidth") == "3px"
    assert style(page, came, "borderTopWidth") == "0px"


# What covers the shadows at a box's edges where nothing goes on beyond them.
UNLIKE_THEIR_GROUND = """() => {
  const probe = document.body.appendChild(document.createElement("i"));
  const ground = e => {
    const colour = getComputedStyle(e).backgroundColor;
    return colour === "rgba(0, 0, 0, 0)" && e.parentElement ? ground(e.parentElement) : colour;
  };
  return [...document.querySelectorAll("article :is(pre, section > div.math)")]
    .filter(e => e.getClientRects().length && getComputedStyle(e).backgroundImage !== "none")
    .filter(e => {
      probe.style.color = getComputedStyle(e).getPropertyValue("--under");
      return getComputedStyle(probe).color !== ground(e);
    }).map(e => e.textContent.slice(0, 60));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shadows_are_covered_in_the_colour_of_the_ground(tab, places, scheme):
    page = tab(f"{places['http']}/{CHAPTER}", viewport=WIDE, color_scheme=scheme)
    shaded = "e => getComputedStyle(e).backgroundImage !== 'none'"
    boxes = page.locator("article pre")
    assert sum(box.evaluate(shaded) for box in boxes.all()) > 20
    assert page.evaluate(UNLIKE_THEIR_GROUND) == []


def test_a_page_says_what_it_is_about_and_has_one_viewport(html, every_page):
    for name in every_page:
        head = (html / name).read_text(encoding="utf-8").partition("</head>")[0]
        assert head.count('name="viewport"') == 1, name
        assert head.count('property="og:title"') == 1, name
    chapter = (html / CHAPTER).read_text(encoding="utf-8")
    assert '<meta name="description" content="Build a unit that decides' in chapter
    assert "fontawesome" not in chapter
    assert not list((html / "_static").rglob("*fontawesome*"))


def test_the_contract_is_folded_and_unfolds_in_place(tab, places):
    page = tab(f"{places['file']}/{CHAPTER}")
    brief, full = (page.locator(f"{CARD} .stub-{part}") for part in ["brief", "full"])
    assert "Parameters" not in brief.inner_text()
    assert not full.is_visible()
    page.locator(f"{CARD} summary", has_text="Full contract").click()
    assert "Parameters" in full.inner_text()
    assert not brief.is_visible()


def test_a_card_leads_back_and_on(tab, places):
    page = tab(f"{places['file']}/{CHAPTER}")
    page.locator(f"{CARD} .to-next").click()
    assert page.url.endswith("#exercise-2-2-how-far-from-the-line")
    page.locator("section#exercise-2-2-how-far-from-the-line .to-section").click()
    assert page.locator("section:target > h2").is_visible()


def test_a_card_works_without_scripts(tab, places):
    page = tab(f"{places['file']}/{CHAPTER}", java_script_enabled=False)
    page.locator(f"{CARD} summary", has_text="Hint 2").click()
    assert page.get_by_text("the bias comes on top").is_visible()
    page.locator(f"{CARD} summary", has_text="Full contract").click()
    assert page.locator(f"{CARD} .stub-full").is_visible()


def test_on_paper_a_card_has_its_hints_and_its_whole_contract(tab, places):
    page = tab(f"{places['file']}/{CHAPTER}")
    page.emulate_media(media="print")
    for selector in [".stub-full", ".exercise-hints p"]:
        found = page.locator(f"{CARD} {selector}")
        heights = found.evaluate_all("all => all.map(e => e.offsetHeight)")
        assert heights
        assert all(height > 10 for height in heights), selector
    assert not page.locator(f"{CARD} .stub-brief").is_visible()
    assert not page.locator(f"{CARD} .nnlib-verdict").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_verdict_lets_its_cards_ground_through(tab, places, scheme):
    page = tab(f"{places['file']}/book/08-find-the-bug.html", color_scheme=scheme)
    verdict = page.locator(".nnlib-verdict.not-yet").first
    grounds = verdict.evaluate("""e => {
        const grounds = [];
        for (; !e.classList.contains("exercise-card"); e = e.parentElement)
            grounds.push(getComputedStyle(e).backgroundColor);
        return grounds;
    }""")
    assert grounds[0].startswith("rgba(")
    assert set(grounds[1:]) == {"rgba(0, 0, 0, 0)"}


def test_solutions_stand_apart_in_the_sidebar(tab, places):
    page = tab(f"{places['file']}/solutions/02-perceptron.html", viewport=WIDE)
    widths = page.locator(".bd-sidebar-primary p.caption").evaluate_all(
        "all => all.map(e => [e.innerText, getComputedStyle(e).borderTopWidth])"
    )
    assert dict(widths) == {"The course": "0px", "To look things up": "0px", "Solutions": "1px"}


def test_formulas_that_are_a_little_too_wide_fit_a_phone(tab, places):
    page = tab(f"{places['http']}/book/10-attention.html", viewport=PHONE, formulas=True)
    page.evaluate("MathJax.startup.promise")
    page.wait_for_timeout(100)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("div.math")].map(box =>
            [box.scrollWidth - box.clientWidth, parseFloat(getComputedStyle(box).fontSize)])"""
    )
    over, size = zip(*sizes, strict=True)
    assert max(over) <= 1
    assert 11 <= min(size) < max(size)  # the widest one is set smaller, and still read
