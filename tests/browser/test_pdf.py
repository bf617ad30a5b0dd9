"""The printed book: its pages linked, bookmarked and numbered, hints and answers at the end."""

import re
import shutil

import pytest
import yaml
from bs4 import BeautifulSoup
from pypdf import PdfReader

from bookbuild import paper, pdf
from nnlib.exercises.catalogue import CHAPTERS

TITLE = "Neural networks from scratch"
FEW = 2  # pages of each part that are printed
TOC = yaml.safe_load((pdf.ROOT / "_toc.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(html):
    return pdf.read_pages(html, TOC)


@pytest.fixture(scope="module")
def stitched(html, pages):
    return pdf.stitch(html, pages, TITLE)


@pytest.fixture(scope="module")
def whole(stitched):
    return BeautifulSoup(stitched, "html.parser")


@pytest.fixture(scope="module")
def chapters(whole):
    found = whole.find_all("section", id=re.compile(r"^book/\d\d-[^#]+\.html$"))
    assert len(found) == len(CHAPTERS)
    return found


@pytest.fixture(scope="module")
def few(pages):
    """The first of each part's pages: to print them all takes minutes, and shows no more."""
    parts = {part: [name for of, name in pages if of == part] for part, _ in pages}
    return [(part, name) for part, names in parts.items() for name in names[:FEW]]


@pytest.fixture(scope="module")
def some(html, few):
    """Those pages in one, as they are printed."""
    return BeautifulSoup(pdf.stitch(html, few, TITLE), "html.parser")


@pytest.fixture(scope="module")
def first(some):
    """Their chapters."""
    found = some.find_all("section", id=re.compile(r"^book/\d\d-[^#]+\.html$"))
    assert len(found) == FEW
    return found


@pytest.fixture(scope="module")
def printed(html, few, some, tmp_path_factory):
    if shutil.which("chromium") is None:
        pytest.skip("there is no `chromium` on the PATH")
    out = tmp_path_factory.mktemp("pdf") / "book.pdf"
    with pytest.MonkeyPatch.context() as once:
        once.setattr(pdf, "read_pages", lambda *_: few)
        once.setattr(pdf, "stitch", lambda *_: str(some))  # which takes its time
        assert pdf.main(["--html", str(html), "--out", str(out)]) == 0
    assert [file.name for file in out.parent.iterdir()] == ["book.pdf"]
    return PdfReader(out)


@pytest.fixture(scope="module")
def numbers(printed):
    return pdf.pages_of(printed.stream)


def test_every_id_is_there_once_and_every_link_leads_somewhere(whole):
    ids = [tag["id"] for tag in whole.select("[id]")]
    assert len(ids) == len(set(ids))
    links = [a["href"] for a in whole.select("a[href]") if a["href"].startswith("#")]
    assert len(links) > 500
    assert [link for link in links if link[1:] not in ids] == []


def test_only_the_web_is_linked_otherwise(whole):
    schemes = {a["href"].split(":")[0] for a in whole.select("a[href]") if a["href"][0] != "#"}
    assert schemes <= {"https", "http", "mailto"}


def test_every_picture_is_a_file(whole):
    pictures = whole.select("img")
    assert len(pictures) > 50
    for picture in pictures:
        address = picture["src"]
        assert address.startswith("data:") or pdf.Path(address.removeprefix("file://")).is_file()


def test_nothing_stays_folded(whole):
    assert whole.select("details")
    assert whole.select("details:not([open])") == []


def test_hints_and_answers_stand_at_a_chapters_end_and_only_there(chapters):
    for chapter in chapters:
        back = chapter.find("section", class_="back")
        before, _, after = chapter.get_text().partition(back.h2.get_text())
        assert re.findall("Hint 1|Model answer[^:]|✓", before) == []
        assert _squeezed(after) == _squeezed(back.get_text().partition(back.h2.get_text())[2])
        questions = chapter(class_="question-card")
        exercises = chapter("section", class_="exercise")
        assert len(back(class_="answer")) == len(questions) > 5
        assert len(back(class_="hints")) == len(exercises) > 3
        places = {tag["id"] for tag in back(id=True)}
        for asked in [*questions, *exercises]:
            link = asked.select_one(".see .page-of")
            assert link["href"][1:] in places, asked["id"]


def test_what_only_a_screen_can_use_is_not_printed(chapters):
    for chapter in chapters:
        assert chapter.find(class_="not-attempted") is None
        assert chapter.select(".tag_check .cell_input, details.hide, .stub-brief") == []
        assert len(chapter(class_="stub-full")) > 3


def test_neither_the_reference_nor_what_is_for_instructors_is_printed(whole, html):
    for page in pdf.NOT_PRINTED:
        assert (html / f"{page}.html").is_file()
        assert whole.find(id=f"{page}.html") is None


def test_of_the_solutions_only_the_exercises_are_printed(whole):
    section = whole.find(id="solutions/01-sigmoid-softmax.html")
    headings = [" ".join(h.get_text().split()) for h in section.select("h2, h3")]
    assert headings[0].startswith("Exercise 1.1")
    assert len(headings) > 3
    assert [h for h in headings if not h.startswith("Exercise")] == []
    assert "Another right answer" in section.get_text()


def test_it_has_the_size_of_a_book_and_a_cover(printed):
    millimetres = [round(float(side) / 72 * 25.4) for side in printed.pages[0].mediabox[2:]]
    assert millimetres == [176, 250]
    cover = " ".join(printed.pages[0].extract_text().split())
    assert cover.startswith(f"{TITLE} In this free book")


def test_the_contents_name_the_pages(printed, numbers, first):
    before = printed.pages[2 : numbers[first[0]["id"]] - 1]
    text = "".join(page.extract_text() for page in before)
    assert re.findall(rf"\b{paper.BLANK}\b", text) == []
    text = _squeezed(text)
    for chapter in first:
        section = chapter("h2")[2]
        for place, heading in [(chapter["id"], chapter.h1), (pdf._place(section)[0], section)]:
            assert _squeezed(paper.title_of(heading)) + str(numbers[place]) in text


def test_every_page_says_which_it_is_and_whose(printed, numbers, first):
    place = first[1]["id"]
    for number in range(numbers[place], numbers[place] + 4):
        text = _squeezed(printed.pages[number - 1].extract_text())
        head = _squeezed(paper.title_of(first[1].h1) if number % 2 else TITLE)
        assert head in text
        assert str(number) in text


def test_a_hint_is_on_the_page_that_its_exercise_names(printed, numbers, first):
    exercise = first[1].find("section", class_="exercise")
    end = numbers[f"{exercise['id']}-hints"]
    text = "".join(p.extract_text() for p in printed.pages[numbers[exercise["id"]] - 1 :][:2])
    assert f"Hints:page{end}" in "".join(text.split())
    assert _squeezed(exercise.h3.get_text()) in _squeezed(printed.pages[end - 1].extract_text())


def test_every_page_has_its_bookmark(printed, few, some):
    bookmarks = {_squeezed(item.title) for item in _flat(printed.outline)}
    headings = {_squeezed(h.get_text().rstrip("#")) for h in some.select("h1")}
    assert len(headings) >= len(few)
    assert headings <= bookmarks


def test_formulas_are_set(printed):
    text = "".join(page.extract_text() for page in printed.pages[:40])
    assert "Arrays and shapes" in text
    assert re.findall(r"\\frac|\\sum|\$[a-zA-Z]", text) == []


def test_without_a_book_it_says_what_to_do(tmp_path, capsys):
    assert pdf.main(["--html", str(tmp_path)]) == 1
    assert "run `make book` first" in capsys.readouterr().err


def test_formulas_are_set_whichever_page_brings_mathjax(tmp_path):
    page = "<html><head><title>A</title>{}</head><body><article><h1>A</h1></article></body></html>"
    (tmp_path / "front.html").write_text(page.format(""))
    (tmp_path / "chapter.html").write_text(
        page.format("<script src='_static/mathjax.js'></script>")
    )
    whole = pdf.stitch(tmp_path, [("", "front"), ("The course", "chapter")], "A book")
    assert (tmp_path / "_static" / "mathjax.js").as_uri() in whole
    assert "A book" in whole


@pytest.mark.parametrize(
    ("address", "new"),
    [
        ("03-b.html#part", "#book/03-b.html#part"),
        ("../solutions/03-b.html", "#solutions/03-b.html"),
        ("#here", "#book/02-a.html#here"),
        ("../_images/abc.png", ""),
        ("https://example.org/03-b.html", "https://example.org/03-b.html"),
    ],
)
def test_links_are_renamed(address, new):
    names = {"book/02-a", "book/03-b", "solutions/03-b"}
    assert pdf._new_address(address, "book/02-a", names) == new


def _flat(outline):
    for item in outline:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


def _squeezed(text):
    return re.sub(r"\W+", "", text)
