"""What pages lose of the theme, and what their heads say."""

from docutils.core import publish_doctree

from bookbuild.sphinx import frame, pages

PAGE = """<html><head><meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<!-- So that users can add custom icons -->
<script defer src="../_static/scripts/fontawesome.js?digest=5"></script>
<script src="../_static/searchtools.js?v=1"></script>
<script src="../searchindex.js"></script>
<script src="../_static/doctools.js"></script>
</head><body><p class="caption" role="heading"><span class="caption-text">Solutions</span></p>
<p class="caption" role="heading"><span class="caption-text">The course</span></p></body></html>"""


def test_a_page_keeps_one_viewport_and_no_script_that_it_does_not_use():
    slim = frame.slim(PAGE)
    assert slim.count("viewport") == 1
    assert "doctools.js" in slim
    for name in ["fontawesome", "search", "custom icons"]:
        assert name not in slim
    assert slim.count("caption solutions") == 1
    assert frame.slim(slim) == slim


def test_the_search_page_keeps_the_search():
    slim = frame.slim(PAGE, is_search=True)
    assert "searchtools.js" in slim
    assert "searchindex.js" in slim
    assert "fontawesome" not in slim


def test_a_description_is_the_first_paragraph_that_says_something_whole_words_of_it():
    told = "A unit adds up what comes in, and answers yes if the sum is large. " * 5
    text = pages.description(publish_doctree(f"Short.\n\n**What you'll do.** {told}"))
    assert text.startswith("A unit adds up")
    assert text.endswith(" …")
    assert 150 < len(text) <= 202
    assert text.removesuffix(" …") in told
    assert pages.description(None) == ""


def test_columns_of_numbers_are_aligned_and_no_others():
    table = """
==== ===== ======= ====
what ratio  mixed  none
==== ===== ======= ====
a    0.5   1
b    −12%  one
c          3
==== ===== ======= ====
"""
    tree = publish_doctree(table)
    pages.align_numbers(None, tree)
    rows = [[cell["classes"] for cell in row] for row in tree.findall(pages.nodes.row)]
    assert rows == [[[], ["number"], [], []]] * 4
