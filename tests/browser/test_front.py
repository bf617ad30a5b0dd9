"""The front page: its facts are counted, its links lead somewhere, its figure plays."""

import re
from urllib.parse import unquote

import nbformat
import pytest
from bs4 import BeautifulSoup

from bookbuild import notebooks
from nnlib.exercises import REGISTRY
from tests.browser.test_widgets import SEVEN, drag, on_paper

FRONT = "book/index.html"
WIDE = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def front(html):
    return BeautifulSoup((html / FRONT).read_text(encoding="utf-8"), "html.parser")


def test_the_facts_are_those_of_the_notebooks(front):
    sources = sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md"))
    books = [nbformat.read(notebooks.target(path, "chapter"), as_version=4) for path in sources]
    checks = [c for b in books for c in b.cells if "check" in c.metadata.get("tags", [])]
    times = [re.search(r"\*\*Time\.\*\* (.+)", book.cells[0].source)[1] for book in books]
    minutes = sum(int(n) for time in times for n in re.findall(r"(\d+) (?:more|minutes)", time))
    said = front.select_one(".front-facts").get_text().replace(",", "")
    numbers = [int(n) for n in re.findall(r"\d+", said)]
    assert numbers[:2] == [len(books), len(checks)], said
    assert numbers[2] > 1000, said
    assert numbers[3] == round(minutes / 60), said
    assert len(front.select(".front-cards a")) == len(books)


def test_its_links_lead_somewhere(front, html):
    pages = {}
    for link in front.select("article a[href]"):
        file, _, name = unquote(link["href"]).partition("#")
        if "://" in file:
            continue
        path = (html / FRONT).parent / file if file else html / FRONT
        if path not in pages:
            pages[path] = path.read_text(encoding="utf-8")
        assert not name or f'id="{name}"' in pages[path], link
    verdicts = [" ".join(v["class"]) for v in front.select(".front-steps .nnlib-verdict")]
    assert verdicts == ["nnlib-verdict not-yet", "nnlib-verdict correct"]


def test_the_exercise_to_try_is_short_and_the_first(front, html):
    (link,) = front.select("a.btn-quiet")
    file, _, name = link["href"].partition("#")
    page = BeautifulSoup((html / "book" / file).read_text(encoding="utf-8"), "html.parser")
    exercise = REGISTRY[page.find(id=name).select_one(".exercise-id").get_text()]
    assert exercise is next(iter(REGISTRY.values())), "it needs no other"
    assert exercise.minutes <= 3
    assert exercise.difficulty == 1


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_digit_that_is_drawn_there_is_read(tab, places, way):
    page = tab(f"{places[way]}/{FRONT}", viewport=WIDE)
    figure = page.locator(".front-figure")
    says = figure.locator("[aria-live]")
    assert says.inner_text() == "The paper is empty: draw a digit."
    drag(page, on_paper(figure, SEVEN))
    assert re.match(r"It looks like a 7 ", says.inner_text())


def test_a_card_says_what_this_browser_knows_to_be_solved(tab, places):
    page = tab(f"{places['http']}/{FRONT}", viewport=WIDE)
    progress = page.locator(".front-cards .front-progress")
    assert progress.count() == page.locator(".front-cards a").count()
    begin = page.locator(".front-buttons a").first
    assert not progress.first.is_visible()  # nothing is kept yet
    assert begin.inner_text() == "Start with chapter 00"
    ids = progress.nth(2).get_attribute("data-exercises").split()
    page.evaluate(
        """([one, two]) => {
          const answer = (status, year) => ({ text: "def f(): ...", status, on: `${year}-01-01` });
          const put = (edition, what) =>
            localStorage.setItem(`nnlib-answers:02:${edition}`, JSON.stringify(what));
          put("old", { [one]: answer("correct", 2025), [two]: answer("correct", 2025) });
          put("new", { [two]: answer("not yet", 2026) });
        }""",
        ids[:2],
    )
    page.reload()
    assert progress.nth(2).inner_text() == f"1 of {len(ids)} exercises solved"
    assert not progress.nth(1).is_visible()
    assert begin.inner_text() == "Go on with chapter 02"
    assert begin.evaluate("link => link.href").endswith("/02-perceptron.html")
