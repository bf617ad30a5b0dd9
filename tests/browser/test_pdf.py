"""The printed book: every page of the table of contents, linked and bookmarked."""

import re
import shutil

import pytest
import yaml
from bs4 import BeautifulSoup
from pypdf import PdfReader

from bookbuild import pdf
from nnlib.exercises.catalogue import CHAPTERS

TOC = yaml.safe_load((pdf.ROOT / "_toc.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(html):
    return pdf.read_pages(html, TOC)


@pytest.fixture(scope="module")
def whole(html, pages):
    return BeautifulSoup(pdf.stitch(html, pages, "Neural networks from scratch"), "html.parser")


@pytest.fixture(scope="module")
def printed(html, tmp_path_factory):
    if shutil.which("chromium") is None:
        pytest.skip("there is no `chromium` on the PATH")
    out = tmp_path_factory.mktemp("pdf") / "book.pdf"
    assert pdf.main(["--html", str(html), "--out", str(out)]) == 0
    assert [file.name for file in out.parent.iterdir()] == ["book.pdf"]
    return PdfReader(out)


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


def test_of_the_solutions_only_the_exercises_are_printed(whole):
    section = whole.find(id="solutions/01-sigmoid-softmax.html")
    assert "Exercise 1.1" in section.get_text()
    headings = [h.get_text() for h in section.select("h2, h3")]
    assert len(headings) > 3
    assert [h for h in headings if not h.startswith("Exercise")] == []


def test_a_page_beside_the_solutions_is_printed_whole(whole):
    section = whole.find(id="solutions/wrong-answers.html")
    assert len(section.select("h2")) == len(CHAPTERS)


def test_every_page_has_its_bookmark(printed, pages, whole):
    bookmarks = {_squeezed(item.title) for item in _flat(printed.outline)}
    headings = {_squeezed(h.get_text().rstrip("#")) for h in whole.select("h1")}
    assert len(headings) > 20
    assert headings <= bookmarks


def test_formulas_are_set(printed):
    text = "".join(page.extract_text() for page in printed.pages[:60])
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
