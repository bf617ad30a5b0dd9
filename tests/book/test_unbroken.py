"""A number and what belongs to it stand on one line, a formula and its mark too."""

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from bookbuild.sphinx.unbroken import bind, bind_marks


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("It reads 40 % of them.", "It reads 40_% of them."),
        ("Kernels of 3 × 3, not 5 × 5 pixels.", "Kernels of 3_×_3, not 5_×_5 pixels."),
        ("the 50 000 digits, 1 234 567 pixels", "the 50_000 digits, 1_234_567 pixels"),
        ("In 2003 100 people, and 3 of 10 100s", "In 2003 100 people, and 3 of 10 100s"),
        ("In code ``40 % 7`` is 5.", "In code 40 % 7 is 5."),
        ("From -1 to (-2), at 3-5 or 09-conv2d", "From \u22121 to (\u22122), at 3-5 or 09-conv2d"),
        ("In code ``x[-1]`` is last.", "In code x[-1] is last."),
    ],
)
def test_no_line_ends_within_a_number(typed, stands):
    tree = publish_doctree(typed)
    bind(None, tree)
    assert tree.astext().replace("\u00a0", "_") == stands


@pytest.mark.parametrize(
    ("typed", "bound"),
    [
        ("Its error :math:`d`, and more.", ["d,"]),
        (r"The score (:math:`z`) of :math:`w`'s arrow.", ["(z)", "w's"]),
        ("From :math:`a` to :math:`b`.", ["b."]),
        ("Of :math:`a` alone, (:math:`b` + 1).", ["(b"]),
    ],
)
def test_no_line_ends_between_a_formula_and_its_mark(typed, bound):
    tree = publish_doctree(typed)
    words = tree.astext()
    bind_marks(None, tree)
    found = [node.astext() for node in tree.findall(nodes.inline) if "unbroken" in node["classes"]]
    assert found == bound
    assert tree.astext() == words


def test_short_code_stays_in_one_line():
    tree = publish_doctree("Ask ``--help``, or ``python -m nnlib.grading --help`` at length.")
    bind_marks(None, tree)
    short, long = tree.findall(nodes.literal)
    assert "unbroken" in short["classes"]
    assert "unbroken" not in long["classes"]
