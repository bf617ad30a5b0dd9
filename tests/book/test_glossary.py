"""The glossary and the chapters: each word in its place, and linked once on a page."""

import re

from bookbuild import notebooks

TEXT = (notebooks.ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^(\S.*)\n((?:  .+\n)+)", TEXT, re.M)


def test_every_word_is_used_in_the_chapter_that_brings_it_in():
    assert len(ENTRIES) > 40
    missing = []
    for terms, meaning in ENTRIES:
        (stem,) = re.findall(r"\]\((\d\d-.+)\.ipynb\)", meaning)
        chapter = (notebooks.SOURCES / f"{stem}.md").read_text(encoding="utf-8").lower()
        chapter = " ".join(chapter.replace("*", "").split())
        missing += [(t, stem) for t in terms.lower().split(", ") if t.rstrip("e") not in chapter]
    assert not missing


def test_no_earlier_chapter_brings_the_word_in():
    earlier = []
    for terms, meaning in ENTRIES:
        (number,) = re.findall(r"\]\((\d\d)-.+\.ipynb\)", meaning)
        for term in terms.split(", "):
            bold = re.compile(rf"\*\*{re.escape(term)}(e?s)?\*\*", re.I)
            for source in sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md")):
                if source.name[:2] < number and bold.search(source.read_text(encoding="utf-8")):
                    earlier.append((term, source.name))
    assert not earlier


def test_the_words_are_in_order():
    terms = [terms.lower() for terms, _ in ENTRIES]
    assert terms == sorted(terms)
