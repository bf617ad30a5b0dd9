"""Pictures of a chapter are counted, and each has its address."""

import pytest

from bookbuild.sphinx import figure_numbers

PICTURE = '<img alt="a curve" src="../_images/abc.png" />'


def test_each_picture_is_followed_by_its_number():
    body = figure_numbers.numbered(f"<p>{PICTURE}</p><p>{PICTURE}</p>", 3)
    assert body.index("Figure 3.1") < body.index("Figure 3.2")
    assert body.count('id="figure-3-1"') == body.count('href="#figure-3-1"') == 1


def test_a_picture_that_is_a_link_has_its_number_behind_it():
    linked = f'<a href="../_images/abc.png">{PICTURE}\n</a>'
    assert figure_numbers.numbered(linked, 3).startswith(f"{linked}<span")


@pytest.mark.parametrize("tag", ['<img src="../_static/logo.svg">', "<p>_images/abc.png</p>"])
def test_nothing_else_is_counted(tag):
    assert figure_numbers.numbered(tag, 3) == tag


@pytest.mark.parametrize(("page", "counted"), [("book/03-a", True), ("book/glossary", False)])
def test_only_chapters_have_numbers(page, counted):
    context = {"body": PICTURE}
    figure_numbers.number(None, page, "page.html", context, None)
    assert ("Figure 3.1" in context["body"]) == counted
