"""Print the built book as one PDF: python -m bookbuild.pdf [--html DIR] [--out FILE]

The pages that `make book` built are put into one, in the order of the table of contents,
and Chromium prints it: links between pages become links within the PDF, headings become
its bookmarks, folded answers lie open, and of a figure that plays its picture is shown.
Of the solutions, whose chapters the reader has just read, only the exercises are printed.
"""

import argparse
import shutil
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup
from tqdm import tqdm

from bookbuild.paths import ROOT

STYLE = """
@page { size: A4; margin: 18mm 17mm 20mm; }
html { font-size: 10pt; }
body { display: block; }
main { max-width: none; }
h1 { break-before: page; }
h1, h2, h3, summary { break-after: avoid; }
img, svg, tr, .admonition, mjx-container[display] { break-inside: avoid; }
.headerlink, .copybtn, .toggle-button, button, .cell_input.removed { display: none !important; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
details > summary { list-style: none; }
#contents a { text-decoration: none; }
#contents p { margin: 0.15rem 0; }
.title h1 { break-before: avoid; padding-top: 80mm; text-align: center; font-size: 2.4rem; }
.output img { max-width: 78%; }
"""
FOOTER = """
<div style="font: 8pt sans-serif; color: #666; width: 100%; text-align: center">
<span class="pageNumber"></span></div>"""


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
    return [(part, page) for part, page in pages if (html / f"{page}.html").is_file()]


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
    whole.head.append(whole.new_tag("style"))
    whole.head.find_all("style")[-1].string = STYLE
    main = whole.new_tag("main", attrs={"class": "bd-article"})
    names = {page for _, page in pages}
    headings = []
    for part, page in tqdm(pages, unit="page", leave=False, disable=None):
        section = _section(html, page, names, only_exercises=page.startswith("solutions/"))
        headings.append((part, page, section.h1.get_text().rstrip("#")))
        main.append(section)
    main.insert(0, _front(title, headings))
    whole.body.clear()
    whole.body.append(main)
    for script in scripts:
        whole.body.append(script)
    return str(whole)


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


def _parse(html, page):
    return BeautifulSoup((html / f"{page}.html").read_text(encoding="utf-8"), "html.parser")


def _section(html, page, names, only_exercises):
    """The article of one page, its ids and links renamed for the one big page."""
    article = _parse(html, page).select_one("article")
    if only_exercises:
        heading, exercises = article.h1, article.select("section[id^=exercise-]")
        if exercises:
            article.section.clear()
            article.section.extend([heading, *exercises])
    for script in article.find_all("script"):
        script.decompose()
    for tag in article.select("[id]"):
        tag["id"] = anchor(page, tag["id"])
    for link in article.select(".to-section, .to-next"):
        link.decompose()  # a reader of paper turns the page
    for link in article.select("a[href]"):
        link["href"] = _new_address(link["href"], page, names)
        if not link["href"]:
            link.unwrap()  # to a file that a PDF does not have
    _point_at_files(article, html / page, html)
    for details in article.find_all("details"):
        details["open"] = ""
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
                found[attribute] = page.parent.joinpath(unquote(address.path)).resolve().as_uri()


def _front(title, headings):
    """The title and the table of contents."""
    lines = [f"<div><div class='title'><h1>{title}</h1></div><nav id='contents'><h1>Contents</h1>"]
    last = None
    for part, page, heading in headings:
        if part != last and part:
            lines.append(f"<p><strong>{part}</strong></p>")
        last = part
        lines.append(f"<p><a href='#{anchor(page)}'>{heading}</a></p>")
    return BeautifulSoup("\n".join([*lines, "</nav></div>"]), "html.parser").div


def print_pdf(page, out, chromium):
    """Let Chromium print one page.

    Parameters
    ----------
    page : Path
        HTML file.
    out : Path
        PDF file, written when it is whole.
    chromium : str
        The program.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(color_scheme="light")
        tab.set_default_timeout(300_000)
        tab.goto(page.as_uri())
        tab.evaluate("MathJax.startup.promise.then(() => true)")  # the formulas are there
        unfinished = out.with_suffix(".part")
        tab.pdf(
            path=unfinished,
            outline=True,
            tagged=True,
            print_background=True,
            prefer_css_page_size=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOTER,
        )
        unfinished.replace(out)
        browser.close()


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
    chromium = shutil.which("chromium")
    if chromium is None:
        print("`chromium`, which prints the PDF, is not on the PATH", file=sys.stderr)
        return 1
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    pages = read_pages(options.html, toc)
    whole = options.out.with_suffix(".html")
    whole.write_text(stitch(options.html, pages, config["title"]), encoding="utf-8")
    print("Printing, which takes about half a minute …")
    try:
        print_pdf(whole, options.out, chromium)
    finally:
        whole.unlink()
    print(f"The book is in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
