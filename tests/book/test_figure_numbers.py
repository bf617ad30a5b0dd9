"""Pictures of a chapter are counted, and each has its address and its caption below."""

from types import SimpleNamespace

import pytest
from docutils import nodes

from bookbuild.sphinx import figure_numbers


def drawn(caption="A finding."):
    """What myst-nb makes of a cell with a picture and a caption."""
    return nodes.figure("", nodes.container("", nodes.image()), nodes.caption("", caption))


def diagram(*after):
    """What MyST makes of an image, and of what stands after it."""
    return [nodes.paragraph("", "", nodes.image()), *after]


def italics(text="A finding."):
    return nodes.paragraph("", "", nodes.emphasis("", text))


def made(*children, page="book/03-a"):
    doctree = nodes.section("", *children)
    figure_numbers.make_figures(SimpleNamespace(env=SimpleNamespace(docname=page)), doctree)
    return doctree


def captions(doctree):
    return [caption.astext() for caption in doctree.findall(nodes.caption)]


def test_pictures_of_both_kinds_are_counted_in_the_order_of_the_page():
    doctree = made(drawn("One."), *diagram(italics("Two.")), drawn("Three."))
    assert captions(doctree) == ["Figure 3.1 One.", "Figure 3.2 Two.", "Figure 3.3 Three."]


def test_the_number_is_below_the_picture_and_leads_to_it():
    (figure,) = made(drawn()).findall(nodes.figure)
    assert [type(child) for child in figure] == [nodes.container, nodes.caption]
    assert figure["ids"] == ["figure-3-1"]
    assert next(figure.findall(nodes.reference))["refid"] == "figure-3-1"


def test_a_sentence_in_italics_under_a_diagram_becomes_its_caption():
    doctree = made(*diagram(italics(), nodes.paragraph("", "More.")))
    figure, more = doctree
    assert [type(child) for child in figure] == [nodes.image, nodes.caption]
    assert more.astext() == "More."


@pytest.mark.parametrize(
    "after", [[], [nodes.paragraph("", "Text.")], [nodes.note("", italics())], [drawn()]]
)
def test_nothing_else_becomes_one(after):
    doctree = made(*diagram(*(node.deepcopy() for node in after)))
    assert isinstance(doctree[0], nodes.paragraph)


@pytest.mark.parametrize(("page", "counted"), [("solutions/03-a", True), ("book/glossary", False)])
def test_only_chapters_have_numbers(page, counted):
    (text,) = captions(made(*diagram(italics()), page=page))
    assert text == ("Figure 3.1 A finding." if counted else "A finding.")


def test_a_figure_of_another_page_has_an_address_too():
    (figure,) = made(drawn(), page="book/performance").findall(nodes.figure)
    assert figure["ids"] == ["figure-1"]


def test_sphinx_does_not_count_too():
    config = SimpleNamespace(numfig=True)
    figure_numbers.without_other_numbers(None, config)
    assert config.numfig is False
