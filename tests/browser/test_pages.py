"""The built book as its readers open it: from disk, wide and on a phone."""

import base64
import io
import re

import pytest
from matplotlib.image import imread

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def pages(html):
    found = sorted(html.glob("book/*.html")) + sorted(html.glob("solutions/*.html"))
    assert len(found) >= 20
    return found


# The smallest letter of a drawing is 9 points high, of 72 to the inch; it has 130 pixels.
def test_the_front_pages_figures_can_be_read_on_a_phone(tab, places):
    page = tab(f"{places['file']}/book/index.html", viewport=PHONE)
    scales = page.evaluate(
        "[...document.querySelectorAll('article img')].map(i => i.width / i.naturalWidth)"
    )
    assert len(scales) == 2
    assert all(9 / 72 * 130 * scale >= 10 for scale in scales)


def test_no_page_is_heavy(pages):
    for path in pages:
        text = path.read_text(encoding="utf-8")
        pictures = set(re.findall(r'src="(\.\./_images/[^"]+)"', text))
        size = len(text.encode()) + sum((path.parent / p).stat().st_size for p in pictures)
        assert size < 1_500_000, path


def test_formulas_are_typeset(chromium, pages):
    page = chromium.new_page()
    page.goto(next(p for p in pages if "01-" in p.name and "book" in p.parts).as_uri())
    page.wait_for_selector("mjx-container", timeout=20_000)
    assert "\\frac" not in page.inner_text("article")
    assert "(1.1)" in page.inner_text("article")


# Without its frame a block must not let its margins out: the picture would move.
UNFRAME = """(formulas, [first, end]) => formulas.slice(first, end)
  .flatMap(formula => [formula, ...formula.querySelectorAll("mjx-container")])
  .filter(e => getComputedStyle(e).overflow !== "visible")
  .map(e => { e.style.overflow = "visible"; e.style.display = "flow-root" }).length"""
FRAME = """formulas => formulas
  .flatMap(formula => [formula, ...formula.querySelectorAll("mjx-container")])
  .forEach(e => { e.style.overflow = e.style.display = "" })"""
# A view that begins with one of the formulas: those that are seen whole, with some room around.
IN_VIEW = """(formulas, first) => {
  scrollTo(0, formulas[first].getBoundingClientRect().top + scrollY - 10);
  const boxes = formulas.slice(first).map(formula => formula.getBoundingClientRect());
  const seen = boxes.filter(box => box.bottom + 10 < innerHeight);
  return seen.map(({ x, y, width, height }) => [x, y - 8, x + width, y + height + 8]);
}"""


@pytest.fixture(scope="module")
def formulas(html, pages):
    """One page, by http, that holds the displayed formulas of all chapters and nothing else."""
    chapters = [p for p in pages if p.parent.name == "book" and p.name[0].isdigit()]
    texts = [path.read_text(encoding="utf-8") for path in chapters]
    found = [re.findall(r'<div class="math [^>]*>.*?</div>', text, re.S) for text in texts]
    assert all(found[1:])  # chapter 00 has few
    whole = "\n".join(formula for of_one in found for formula in of_one)
    head, article, rest = texts[4].partition('<article class="bd-article">')
    text = head + article + whole + rest[rest.index("</article>") :]
    scripts = re.findall(r"<script.*?</script>", text, re.S)
    for script in scripts:  # which look for what is not there any more
        if "mathjax" not in script.lower():
            text = text.replace(script, "")
    return text, sum(map(len, found))


def test_no_displayed_formula_is_cut_off(tab, places, formulas):
    """A sign's ink may stand out of its box, so pictures are compared: with the frame, without.

    One page for three ratios of pixels, and one picture for all that is seen at once: a formula
    takes long to be typeset, and a picture to be taken.
    """
    text, number = formulas
    page = tab(viewport=WIDE, formulas=True)
    page.route("**/book/formulas.html", lambda route: route.fulfill(body=text))
    page.goto(f"{places['http']}/book/formulas.html")
    page.wait_for_function("() => MathJax.startup.promise.then(() => true)")
    page.add_style_tag(content=".bd-header { position: static !important }")  # it covers some
    shown = page.locator("div.math:has(mjx-container)")
    assert shown.count() == number >= 60
    devtools = page.context.new_cdp_session(page)
    for scale in [1, 1.5, 2]:
        ratio = {"deviceScaleFactor": scale, "mobile": False}
        devtools.send("Emulation.setDeviceMetricsOverride", {**WIDE, **ratio})
        page.wait_for_function(f"devicePixelRatio === {scale}")
        cut, unframed, first = [], 0, 0
        while first < number:
            boxes = shown.evaluate_all(IN_VIEW, first)
            assert boxes
            framed = picture(devtools)
            unframed += shown.evaluate_all(UNFRAME, [first, first + len(boxes)])
            whole = picture(devtools)
            for n, box in enumerate(boxes, first):
                left, top, right, bottom = (round(scale * side) for side in box)
                around = slice(max(top, 0), bottom), slice(left, right)
                if abs(framed[around] - whole[around]).max() >= 0.02:
                    cut.append(shown.nth(n).inner_text())
            first += len(boxes)
        assert cut == []
        assert unframed >= number  # each had a frame that could have cut it
        shown.evaluate_all(FRAME)


def picture(devtools):
    """What is seen, in the pixels of the device."""
    seen = devtools.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
    return imread(io.BytesIO(base64.b64decode(seen["data"])))


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_sentence_of_a_verdict_is_cut_off(tab, places, viewport):
    """On a phone one scrolls to the ends of arrays, but not of sentences."""
    page = tab(f"{places['file']}/book/08-find-the-bug.html", viewport=viewport)
    page.get_by_label("Show all answers and outputs").check()  # they wait: each is a symptom
    verdicts = page.locator(".nnlib-verdict")
    assert verdicts.get_by_text("has the right shape").count() >= 2
    with_rows = verdicts.filter(has=page.locator("table"))  # a hunt's has none
    assert with_rows.count() >= 2
    for verdict in verdicts.all():
        assert not any("right shape" in text for text in verdict.locator("pre").all_inner_texts())
        if viewport == WIDE:
            assert verdict.evaluate("e => e.scrollWidth - e.clientWidth") == 0
    if viewport == WIDE:
        for verdict in with_rows.all():
            left = [verdict.locator(tag).first.bounding_box()["x"] for tag in ["p", "table"]]
            assert left[0] == left[1]


def test_each_exercise_is_a_card_linked_to_its_solution_and_back(pages):
    from nnlib.exercises import REGISTRY

    link = re.compile(r'<p class="exercise-links">.*?href="([^"#]+)#([^"]+)"', re.S)
    n_cards = 0
    for path in [p for p in pages if p.parent.name == "book" and p.name[0].isdigit()]:
        there = link.findall(path.read_text(encoding="utf-8"))
        n_cards += len(there)
        for file, anchor in there:
            solved = path.parent / file
            back = link.findall(solved.read_text(encoding="utf-8"))
            assert (f"../book/{path.name}", anchor) in back
            assert f'id="{anchor}"' in path.read_text(encoding="utf-8")
    assert n_cards == len(REGISTRY)


def test_each_word_of_the_glossary_leads_to_its_chapter_and_back(html):
    text = (html / "book" / "glossary.html").read_text(encoding="utf-8")
    places = re.findall(r'href="(\d\d-[\w-]+\.html)#word-([\w-]+)"', text)
    assert len(places) == text.count("<dt id=") > 40
    for chapter, word in places:
        there = (html / "book" / chapter).read_text(encoding="utf-8")
        assert there.count(f'id="word-{word}"') == 1, (chapter, word)
        assert f'href="glossary.html#term-{word}"' in there


# The last of each card with a model answer; the page is read, but neither laid out nor run.
ENDS = """text => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const answered = card => [...card.querySelectorAll("summary")]
    .some(summary => summary.textContent.includes("Model answer"));
  return [...page.querySelectorAll(".exercise-card")].filter(answered).map(card => {
    const parts = [...card.children].filter(part => !part.matches(".exercise-links"));
    const end = parts.at(-1);
    return (end.matches(".exercise-hints") ? end.lastElementChild : end).tagName;
  });
}"""


def test_an_exercise_ends_with_its_check_or_its_model_answer(tab, pages):
    """What the text goes on to say would give a folded answer away inside the card."""
    page = tab()
    n_folded = 0
    for path in [p for p in pages if p.parent.name == "book" and p.name[0].isdigit()]:
        tags = page.evaluate(ENDS, path.read_text(encoding="utf-8"))
        assert set(tags) <= {"DETAILS"}, path.name
        n_folded += len(tags)
    assert n_folded >= 7


def test_the_way_from_an_exercise_to_its_solution_and_back(tab, pages):
    path = next(p for p in pages if "01-" in p.name and p.parent.name == "book")
    page = tab(path.as_uri())
    page.locator(".exercise-card .to-twin").first.click()
    page.wait_for_url("**/solutions/**")
    anchor = page.url.split("#")[1]
    page.locator(f"[id='{anchor}'] .to-twin").click()
    page.wait_for_url(f"{path.as_uri()}#{anchor}")


def test_every_public_name_is_on_the_reference_page_and_leads_to_its_exercise(html):
    import nnlib

    text = (html / "book" / "api.html").read_text(encoding="utf-8")
    for name in filter(lambda name: callable(getattr(nnlib, name)), nnlib.__all__):
        assert f'id="{getattr(nnlib, name).__module__}.{name}"' in text, name
    for folder in ["", "../solutions/"]:
        assert f'href="{folder}01-sigmoid-softmax.html#exercise-1-1-sigmoid"' in text


def test_hints_are_folded(tab, pages):
    page = tab(next(p for p in pages if "01-" in p.name and "book" in p.parts).as_uri())
    hint = page.locator(".exercise-card details").first
    assert hint.get_attribute("open") is None
    hint.locator("summary").click()
    assert hint.get_attribute("open") is not None
