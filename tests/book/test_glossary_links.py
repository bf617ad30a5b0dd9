"""The glossary's links, in a small book that is built here."""

import re

import pytest
from sphinx.application import Sphinx

from bookbuild import notebooks

GLOSSARY = """# Glossary

```{glossary}
axis
  A direction of an array. ([00](00-first.md))

layer
  One step. ([00](00-first.md))

hidden layer
  A {term}`layer` between "two" others. ([01](01-second.md))

penalty, price
  What is paid. ([01](01-second.md))

test set
  Looked at once. ([00](00-first.md))

view
  A window onto an array. ([00](00-first.md))
```
"""
FIRST = """# A layer in the title

The opener promises a layer, two penalties and one more penalty.

## On the axes

Not `layer`, not $layer$, not [a layer](01-second.md), not *Axis, the novel*, not layer-wise.

<details><summary>Hint</summary>

A folded test set.

</details>

A **view**; its axes; the word **layer**; each **layer that is** explained; the second layer; **test
set**.
"""
SECOND = """# Second

One layer below a hidden layer: a PRICE, a penalty, an axis. In my view all is in view.

## More

The **hidden layer**.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The built pages, by name."""
    place = tmp_path_factory.mktemp("small")
    texts = {"glossary": GLOSSARY, "00-first": FIRST, "01-second": SECOND}
    (place / "book").mkdir()
    for name, text in texts.items():
        (place / "book" / f"{name}.md").write_text(text)
    (place / "index.md").write_text("# All\n\n```{toctree}\n:glob:\nbook/*\n```\n")
    extensions = notebooks.ROOT
    (place / "conf.py").write_text(
        f"import sys\nsys.path.insert(0, {str(extensions)!r})\n"
        "extensions = ['myst_parser', 'bookbuild.sphinx.glossary_links']\n"
        "myst_enable_extensions = ['dollarmath']\n"
    )
    out = place / "html"
    Sphinx(place, place, out, place / "trees", "html", status=None, warningiserror=True).build()
    return {name: (out / "book" / f"{name}.html").read_text() for name in texts}


def links(page):
    """Where the page's words lead: (address, anchor, words before and in the link)."""
    found = re.findall(r'(\S*)\s*<a class="glossary-word[^>]*>[^<]*</a>', page)
    tags = re.findall(r'<a class="glossary-word[^>]*>[^<]*', page)
    assert len(found) == len(tags)
    return [
        (
            re.search('href="([^"]*)"', tag)[1],
            re.search('id="([^"]*)"', tag)[1],
            f"{before} {tag.split('>')[1]}".split(),
        )
        for before, tag in zip(found, tags, strict=True)
    ]


def test_each_word_is_linked_once_where_its_own_chapter_explains_it(pages):
    assert links(pages["00-first"]) == [
        ("glossary.html#term-penalty-price", "word-penalty-price", ["two", "penalties"]),
        ("glossary.html#term-view", "word-view", ["<strong>", "view"]),
        ("glossary.html#term-axis", "word-axis", ["its", "axes"]),
        ("glossary.html#term-layer", "word-layer", ["<strong>", "layer"]),
        ("glossary.html#term-test-set", "word-test-set", ["<strong>", "test", "set"]),
    ]


def test_elsewhere_at_its_first_use_but_for_everyday_words_and_a_longer_before_a_shorter(pages):
    assert [(anchor, words) for _, anchor, words in links(pages["01-second"])] == [
        ("word-layer", ["<p>One", "layer"]),
        ("word-penalty-price", ["a", "PRICE"]),
        ("word-hidden-layer", ["<strong>", "hidden", "layer"]),
    ]


def test_the_link_says_the_meaning_and_nothing_of_the_text_is_lost(pages):
    assert 'title="A layer between “two” others."' in pages["01-second"]
    words = re.sub(r"<[^>]+>", "", pages["01-second"])
    assert "One layer below a hidden layer: a PRICE, a penalty, an axis." in words


def test_the_glossary_leads_to_the_place_in_the_chapter(pages):
    back = re.findall(r'href="(\d\d-\w+)\.html#([\w-]+)"', pages["glossary"])
    assert len(back) == 6
    for chapter, anchor in back:
        assert pages[chapter].count(f'id="{anchor}"') == 1
