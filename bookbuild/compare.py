"""Compare two builds of the book, page by page: python -m bookbuild.compare USUAL NEXT

Whatever builds it, the book has to say the same: text, pictures, code and what it printed,
formulas, figures that play, cards, folds and links. Of the frame around the text, which is the
theme's, the words, links and buttons are compared, and of what a page loads, our own files.

What may differ, and why that is no loss:

* Next to a heading myst-parser 5 puts the address that GitHub would give it. More addresses are
  welcome; none may be missing, since a reader or a teacher may have linked to it.
* Sphinx 9 marks the parts of a function's signature more finely. Its words are compared.
* Sphinx 7 loads MathJax on a page without formulas too, if one of the pages under it has some.
* A script that Sphinx 7 puts into a page twice stands there once.
"""

import difflib
import hashlib
import itertools
import json
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, NavigableString
from bs4.element import PreformattedString
from tqdm import tqdm

from bookbuild.paths import BOOK
from nnlib._common import look

OURS = {path.name for path in (BOOK / "_static").rglob("*") if path.is_file()} | {look.PATH.name}
SHOWN = 3  # differences of a page; the rest mostly follows from them


def compare(usual, new):
    """Say in which pages two builds differ.

    Parameters
    ----------
    usual, new : Path
        Folders of built books.

    Returns
    -------
    differences : list of str
        Each names its page.
    counts : Counter
        How much of each kind was compared.
    """
    differences, counts = [], Counter()
    names = [{path.relative_to(folder) for path in pages_of(folder)} for folder in (usual, new)]
    differences += [f"{name}: only in {usual}" for name in sorted(names[0] - names[1])]
    differences += [f"{name}: only in {new}" for name in sorted(names[1] - names[0])]
    for name in tqdm(sorted(names[0] & names[1]), unit="page", leave=False, disable=None):
        if name.suffix != ".html":
            if (usual / name).read_bytes() != (new / name).read_bytes():
                differences.append(f"{name}: another content")
            continue
        pages = [read_page(folder / name) for folder in (usual, new)]
        lost = addresses(pages[0]) - addresses(pages[1])
        differences += [f"{name}: nothing has the address #{place}" for place in sorted(lost)]
        lines = [list(read(pages[0], usual / name)), list(read(pages[1], new / name))]
        counts.update(line.split(" ", 1)[0] for line in lines[0])
        counts["page"] += 1
        differences += [f"{name}: {what}" for what in explained(*lines)]
    return differences, counts


def pages_of(folder):
    """The pages of a built book, and the notebooks and texts that it offers."""
    yield from (path for path in folder.rglob("*.html") if "_static" not in path.parts)
    yield from (path for path in (folder / "_sources").rglob("*") if path.is_file())


def read_page(path):
    """A page, without what may be there or not."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    if not page.select_one(".math"):
        for script in page.find_all("script"):
            if "mathjax" in str(script).lower():
                script.decompose()
    return page


def addresses(page):
    """Every place of a page that a link can lead to."""
    return {tag["id"] for tag in page.select("[id]")}


def read(page, path):
    """What a page says, a line for each thing, which begins with what kind it is of."""
    yield from read_head(page)
    article = page.article or page.new_tag("article")
    yield from read_article(article, path)
    article.clear()
    yield from read_frame(page.body) if page.body else ()


def read_head(page):
    """The title, our own files, and each script that stands in the page."""
    head = page.head or page
    yield f"title {head.title.get_text() if head.title else ''}"
    seen = {}
    for tag in head.find_all(["link", "script", "meta"]):
        address = urlsplit(tag.get("src") or tag.get("href") or "").path
        if tag.name == "meta":
            seen[f"meta {sorted(tag.attrs.items())}"] = None
        elif Path(address).name in OURS:
            seen[f"file {address}"] = None
        elif tag.name == "script" and not address:
            seen[f"script {tag.get('type', '')} {script_text(tag)}"] = None
    yield from seen


def read_article(tag, path):
    """All of a tag's elements and texts, in their order."""
    for child in tag.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString) and child.strip():  # no comment
                yield f"text {' '.join(child.split())}"
            continue
        classes = child.get("class", [])
        if child.name == "span" and set(child.attrs) == {"id"} and not child.contents:
            continue  # an address; see `addresses`
        if child.name == "pre":
            printed = child.find_parent(class_="cell_output") is not None
            yield f"{'output' if printed else 'code'} {child.get_text()!r}"
        elif child.name == "dt" and "sig" in classes:
            yield f"signature {child.get('id')} {''.join(child.get_text().split())}"
        elif child.name == "script":
            yield f"script {child.get('type', '')} {script_text(child)}"
        else:
            yield f"{kind(child, classes)} <{child.name} {shown(child, path)}>"
            yield from read_article(child, path)
            yield f"end </{child.name}>"


def kind(tag, classes):
    """A word for a tag, for the message."""
    if tag.name in {"img", "details", "a", "table"}:
        return {"img": "picture", "details": "fold", "a": "link", "table": "table"}[tag.name]
    special = {"math": "formula", "exercise-card": "card", "playable": "figure", "toggle": "fold"}
    return next((special[name] for name in classes if name in special), "element")


def shown(tag, path):
    """A tag's attributes; of a picture its content, whatever its file is called."""
    attributes = dict(tag.attrs)
    source = attributes.get("src", "")
    if tag.name == "img" and not urlsplit(source).scheme:
        picture = path.parent / unquote(urlsplit(source).path)
        attributes["src"] = hashlib.sha256(picture.read_bytes()).hexdigest()
    return sorted(attributes.items())


def script_text(script):
    """What a script says; of a figure's settings, whatever their order is."""
    text = script.get_text()
    return (
        json.dumps(json.loads(text), sort_keys=True) if "json" in script.get("type", "") else text
    )


def read_frame(body):
    """Words, links and buttons around the article, whatever they are made of."""
    for tag in body.descendants:
        if isinstance(tag, PreformattedString) or tag.parent.name in {"script", "style"}:
            continue
        if isinstance(tag, NavigableString):
            if tag.strip():
                yield f"text {' '.join(tag.split())}"
        elif tag.name == "a":
            yield f"link {tag.get('href')} {tag.get('download')}"
        elif tag.name in {"button", "input"}:
            yield f"button {tag.get('aria-label')} {tag.get('title')} {tag.get('placeholder')}"


def explained(usual, new):
    """Sentences that say how two lists of lines differ."""
    matcher = difflib.SequenceMatcher(None, usual, new)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    for _, i, i_end, j, j_end in changes[:SHOWN]:
        yield clipped(usual[i:i_end], new[j:j_end])
    if len(changes) > SHOWN:
        yield f"{len(changes) - SHOWN} more differences"


def clipped(old, new):
    """The first line of each side, from a little before the place where they part."""
    old, new = (lines[0] if lines else "nothing" for lines in (old, new))
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    start = max(0, len(list(same)) - 40)
    what = old.split(" ", 1)[0] if start else ""
    one, two = (f"{what} …{line[start:]}" if start else line for line in (old, new))
    return f"{one[:200]!r} became {two[:200]!r}"


def main(usual, new):
    """Print what differs; return the exit code."""
    differences, counts = compare(Path(usual), Path(new))
    for line in differences:
        print(line, file=sys.stderr)
    if not differences:
        kinds = ["link", "picture", "code", "output", "formula", "figure", "card", "fold"]
        numbers = ", ".join(f"{kind} {counts[kind]}" for kind in kinds)
        print(f"{counts['page']} pages say the same in both builds ({numbers})")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
