"""Copied answers are found under other names, and honest ones are not taken for copies."""

import random

import pytest

from bookbuild import made_up_class
from nnlib.grading.prints import prints_of
from nnlib.grading.similar import similar
from nnlib.grading.submission import MAX_PRINTS, prints

CODE = """
def f(Z, axis=-1):
    E = np.exp(Z - np.max(Z, axis=axis, keepdims=True))
    return E / np.sum(E, axis=axis, keepdims=True)
"""
OTHER_NAMES = """
# mine
def f(
    scores, axis=-1,
):
    'My own words.'
    top = np.exp(scores - np.max(scores, axis=axis, keepdims=True))

    return top / np.sum(top, axis=axis, keepdims=True)
"""


def numbers(code):
    return {found.number for found in prints_of(code)}


def test_other_names_spaces_and_words_make_no_other_prints():
    common = numbers(CODE) & numbers(OTHER_NAMES)
    assert len(common) >= len(numbers(CODE)) - 3  # a comma was added


def test_another_way_has_other_prints():
    other = "def f(Z, axis=-1):\n    return scipy.special.softmax(Z - Z.max(axis), axis)"
    assert len(numbers(CODE) & numbers(other)) <= 2


def test_prints_tell_the_lines_that_they_are_of():
    lines = {line for found in prints_of(CODE) for line in range(found.first, found.last + 1)}
    assert lines == {2, 3, 4}


@pytest.mark.parametrize(
    "code", ["", "x = 1", "def f(:", "(" * 5000, "\0", "'", "x = '\ud800'", "a = b + c * d"]
)
def test_what_is_no_python_or_too_short_has_no_prints(code):
    assert prints_of(code) == []


def test_a_passage_as_long_as_one_print_has_one():
    assert len(prints_of("a = b + c * d -e")) == 1


def test_what_was_handed_out_is_nobodys_own():
    assert prints(CODE, "") != []
    assert prints(CODE, CODE) == []
    many = "\n".join(f"x = x + {i} * y" for i in range(4000))
    assert len(prints(many, "")) == MAX_PRINTS


def made_up(n, seed):
    """Prints of a made-up class, in which the last two have copied from the first two."""
    lot = random.Random(seed)
    found = [made_up_class.answers(lot) for _ in range(n)]
    found[-1] = {i: disguised(code) for i, code in found[0].items()}
    found[-2] = dict(found[1])
    stubs = {e.id: made_up_class.stub_source(e) for e in made_up_class.exercises()}
    return {
        str(place): frozenset((i, p[0]) for i, code in one.items() for p in prints(code, stubs[i]))
        for place, one in enumerate(found)
    }


def disguised(code):
    return made_up_class.renamed(code) if code.startswith("def ") else code


@pytest.mark.parametrize("seed", range(3))
def test_in_a_made_up_class_the_copies_are_found_and_nobody_else(seed):
    pairs = similar(made_up(30, seed))
    assert {(pair.one, pair.other) for pair in pairs} == {("0", "29"), ("1", "28")}
    assert all(pair.share > 0.95 for pair in pairs)


def test_what_all_have_in_common_says_nothing():
    same = frozenset(("a", i) for i in range(50))
    assert similar({str(i): same for i in range(20)}) == []
    assert similar({}) == []
