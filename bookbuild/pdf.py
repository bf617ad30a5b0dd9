"""Print the built book as one PDF: python -m bookbuild.pdf [--html DIR] [--out FILE]

The pages that `make book` built are put into one, in the order of the table of contents,
and Chromium prints it: links between pages become links within the PDF, headings become
its bookmarks, and of a figure that plays its picture is shown. Of the solutions, whose chapters
the reader has just read, only the exercises are printed. What else is different on paper says
bookbuild/paper.py.

It is printed twice: no page's number is known before, and Chromium, which can count pages, cannot
name the page of a link's target (target-counter).
"""

import argparse
import base64
import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup
from pypdf import PdfReader
from tqdm import tqdm

import nnlib
from book.figures.network import NINE
from bookbuild import paper
from bookbuild.browser import FLAGS, chromium
from bookbuild.paths import ROOT
from nnlib._common import look
from nnlib.datasets import load_mnist

STYLE = ROOT / "bookbuild" / "pdf.css"
# What is no part of a book to be read: the library's reference, and two pages for instructors.
NOT_PRINTED = {"book/api", "book/instructors", "solutions/wrong-answers"}
# What is not painted takes its place and half the time.
NOTHING_SEEN = "main, main * { visibility: hidden !important; }"
TURN = """pages => {
  for (const link of document.querySelectorAll(".page-of"))
    link.textContent = pages[link.getAttribute("href").slice(1)];
}"""
PREFACE = """
<article><section><h1>Before you begin</h1>
<p><strong>On paper.</strong> You can read this edition without a computer, but its exercises want
one: <code class="literal">make lab</code> opens the chapters as notebooks, and
<code class="literal">make read</code> puts an editor into each exercise, which says what is wrong
with an answer and why. The hints to the exercises and the answers to the questions stand at the end
of their chapter{solutions}; wherever you will want to turn a page, its number is named. A figure
that can be played with on a screen stands still here, and code that only draws a figure is left
out.</p>
</section></article>"""


def read_pages(html, toc):
    """The part (caption) and file of every page that is in the table of contents and built.

    Parameters
    ----------
    html : Path
        Folder of the built book.
    toc : dict
        What _toc.yml says.

    Returns
    -------
    list of (str, str)
        Caption and name without ending, such as ``("The course", "book/02-perceptron")``.
    """
    pages = [("", toc["root"])]
    for part in toc["parts"]:
        pages += [(part["caption"], chapter["file"]) for chapter in part["chapters"]]
    built = [(part, page) for part, page in pages if (html / f"{page}.html").is_file()]
    return [(part, page) for part, page in built if page not in NOT_PRINTED]


def anchor(page, fragment=""):
    """The id, in the one big page, of a page or of a place on it."""
    return f"{page}.html#{fragment}" if fragment else f"{page}.html"


def stitch(html, pages, title):
    """All pages as one.

    Parameters
    ----------
    html : Path
        Folder of the built book.
    pages : list of (str, str)
        As ``read_pages`` gives them.
    title : str
        Stands on the first page.

    Returns
    -------
    str
        An HTML page, whose pictures and style sheets are files of the book.
    """
    whole = _frame(html, [page for _, page in pages])
    for script in whole.head.find_all("script"):
        if "mathjax" not in str(script).lower():
            script.decompose()
    scripts = [s for s in whole.body.find_all("script") if "mathjax" in str(s).lower()]
    whole.title.string = title
    whole.html["data-theme"] = "light"  # which colours of code go by
    main = whole.new_tag("main", attrs={"class": "bd-article"})
    names = {page for _, page in pages}
    listed, parts = [], {}
    for part, page in tqdm(pages, unit="page", leave=False, disable=None):
        if page == pages[0][1]:
            section = _preface(html, page, names)
        else:
            section = _section(html, page, names, only_exercises=page.startswith("solutions/"))
        heading = paper.title_of(section.h1)
        with_sections = section.find("section", class_="back")
        sections = section("h2") if with_sections else []
        entry = (section["id"], heading, [_place(h) for h in sections])
        parts.setdefault(part, []).append(entry)
        listed.append((section["id"], heading))
        main.append(section)
    main.insert(0, paper.contents(list(parts.items())))
    main.insert(0, _imprint(html, pages[0][1]))
    main.insert(0, _cover(html, pages[0][1], title))
    whole.head.append(whole.new_tag("style"))
    heads = paper.running_heads([*listed, ("contents", "Contents")], title)
    whole.head.find_all("style")[-1].string = STYLE.read_text("utf-8") + heads
    whole.body.clear()
    whole.body.append(main)
    for script in scripts:
        whole.body.append(script)
    return str(whole)


def _place(heading):
    """The id under which a heading is found, and its words."""
    return heading.find_parent("section")["id"], paper.title_of(heading)


def _frame(html, names):
    """A page whose head serves for all: the first that loads MathJax, if one does."""
    for name in names:
        frame = _parse(html, name)
        if frame.head.select_one("script[src*=mathjax]"):
            break
    else:
        name, frame = names[0], _parse(html, names[0])
    first = _parse(html, names[0])  # which has a style sheet of its own
    for page, at in [(frame, name), (first, names[0])]:
        _point_at_files(page.head, html / at, html)
    sheets = "link[rel=stylesheet]"
    known = {link["href"] for link in frame.head.select(sheets)}
    frame.head.extend([link for link in first.head.select(sheets) if link["href"] not in known])
    return frame


def _parse(html, page, part=r".*"):
    text = (html / f"{page}.html").read_text(encoding="utf-8")
    return BeautifulSoup(re.search(part, text, re.S)[0], "html.parser")


def _article(html, page):
    """What a page says, without what is around it, which takes as long to read."""
    return _parse(html, page, r"<article.*</article>").article


def _preface(html, page, names):
    """What a reader should know before: of the front page the chapters, the needs and the map."""
    article = _article(html, page)
    solved = any(name.startswith("solutions/") for name in names)
    words = ", and the explained solutions in the last part" if solved else ""
    preface = BeautifulSoup(PREFACE.format(solutions=words), "html.parser").article
    for found in article.select(".front-map > p, .front-cards")[::-1]:
        preface.h1.insert_after(found)
    return _as_section(preface, html, page, names)


def _cover(html, page, title):
    """The cover: what the front page says of the book, and a digit of chapter 06's."""
    article = _article(html, page)
    sentence = article.find(class_="front-sentence")
    image = load_mnist(n_validation=0).X_test[NINE].reshape(28, 28)
    words = sentence.get_text() if sentence else ""
    return paper.cover(title, words, image / image.max(), f"Edition {nnlib.__version__}")


def _imprint(html, page):
    """The page behind the cover: the rights, as the front page has them."""
    rights = _article(html, page).select("#rights > p")
    words = "".join(str(p) for p in rights)
    return BeautifulSoup(f"<div class='imprint'>{words}</div>", "html.parser").div


def _section(html, page, names, only_exercises):
    """The article of one page, its ids and links renamed for the one big page."""
    article = _article(html, page)
    if only_exercises:
        heading, exercises = article.h1, article.select("section[id^=exercise-]")
        if exercises:
            article.section.clear()
            article.section.extend([heading, *exercises])
    return _as_section(article, html, page, names)


def _as_section(article, html, page, names):
    """An article as a section of the one big page."""
    for script in article.find_all("script"):
        script.decompose()
    for tag in article(id=True):
        tag["id"] = anchor(page, tag["id"])
    for link in article("a", href=True):
        link["href"] = _new_address(link["href"], page, names)
        if not link["href"]:
            link.unwrap()  # to a file that a PDF does not have
    _point_at_files(article, html / page, html)
    paper.rearrange(article, page)
    article.name, article["id"] = "section", anchor(page)
    return article


def _new_address(address, page, names):
    """Where a link leads now: into the one big page, to the web, or nowhere ("")."""
    parts = urlsplit(address)
    if parts.scheme:
        return address
    target = Path("/", page).parent.joinpath(unquote(parts.path)) if parts.path else Path("/", page)
    name = Path(*_resolved(target)).with_suffix("").as_posix()
    return "#" + anchor(name, parts.fragment) if name in names else ""


def _resolved(path):
    """The steps of an absolute path without its `..`."""
    steps = []
    for step in path.parts[1:]:
        steps = steps[:-1] if step == ".." else [*steps, step]
    return steps


def _point_at_files(tag, page, html):
    """Make relative addresses of pictures, style sheets and scripts absolute."""
    for name, attribute in [("img", "src"), ("script", "src"), ("link", "href")]:
        for found in tag.find_all(name, attrs={attribute: True}):
            address = urlsplit(found[attribute])
            if not address.scheme:
                file = page.parent.joinpath(unquote(address.path)).resolve()
                found[attribute] = _on_white(file) if file.suffix == ".svg" else file.as_uri()


def _on_white(drawing):
    """A drawing, whose own paper has the colour of a page on the screen, as an address."""
    text = drawing.read_text("utf-8").replace(look.value("paper"), "#ffffff")
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()


def print_pdf(page, out, program):
    """Let Chromium print one page.

    Parameters
    ----------
    page : Path
        HTML file.
    out : Path
        PDF file, written when it is whole.
    program : str
        Chromium.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        tab = browser.new_page(color_scheme="light")
        tab.set_default_timeout(300_000)
        tab.goto(page.as_uri())
        tab.evaluate("MathJax.startup.promise.then(() => true)")  # the formulas are there
        unfinished = out.with_suffix(".part")
        hidden = tab.add_style_tag(content=NOTHING_SEEN)
        tab.pdf(path=unfinished, prefer_css_page_size=True, tagged=False)
        hidden.evaluate("style => style.remove()")
        tab.evaluate(TURN, pages_of(unfinished))
        tab.pdf(
            path=unfinished,
            outline=True,
            tagged=True,
            print_background=True,
            prefer_css_page_size=True,
        )
        unfinished.replace(out)
        browser.close()


def pages_of(printed):
    """The number of the page of each place that a link of a PDF leads to."""
    reader = PdfReader(printed)
    numbers = {page.indirect_reference.idnum: i for i, page in enumerate(reader.pages, 1)}
    places = reader.named_destinations
    return {place[1:]: numbers[there.raw_get("/Page").idnum] for place, there in places.items()}


def main(argv=None):
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Print the built book as one PDF.")
    parser.add_argument("--html", type=Path, default=ROOT / "_build" / "html", metavar="DIR")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "_build" / "neural-networks-from-scratch.pdf"
    )
    options = parser.parse_args(argv)
    if not (options.html / "index.html").is_file():
        print(f"There is no book in {options.html}: run `make book` first", file=sys.stderr)
        return 1
    program = chromium()
    if program is None:
        print("`chromium`, which prints the PDF, is not on the PATH", file=sys.stderr)
        return 1
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    pages = read_pages(options.html, toc)
    whole = options.out.with_suffix(".html")
    whole.write_text(stitch(options.html, pages, config["title"]), encoding="utf-8")
    print("Printing, twice, which takes about a minute …")
    try:
        print_pdf(whole, options.out, program)
    finally:
        whole.unlink()
    print(f"The book is in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
