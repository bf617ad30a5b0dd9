"""Arrays as a verdict draws them."""

import re

import numpy as np

from nnlib.judge.grid import draw


def off(value, *places):
    wrong = np.zeros(value.shape, bool)
    for place in places:
        wrong[place] = True
    return wrong


def test_an_array_is_drawn_as_numpy_prints_it():
    for value in [
        np.array([1.0, -0.25, 30]),
        np.array([[1, 2], [-3, 40]]),
        np.array([[np.nan, np.inf]]),
        np.zeros((2, 1), np.float32),
        np.array([True, False]),
        np.zeros((0, 3)),
        np.zeros((1, 2, 2)),
        np.array(["a", "b,c"]),
    ]:
        assert str(draw(value)) == str(value)


def test_what_is_wrong_has_a_star():
    value = np.array([[1.0, 200], [0.5, -1]])
    assert str(draw(value, off(value, (0, 1), (1, 0)))).split("\n") == [
        "[[  1.   200.* ]",
        " [  0.5*  -1.  ]]  * is wrong",
    ]
    shown = draw(value, off(value, (0, 1), (1, 0))).to_html()
    assert re.findall("<b>(.*?) *</b>", shown) == ["200.*", "  0.5*"]
    assert str(draw(value, off(value, (0, 1)), mark=False)) == str(value)


def test_if_all_is_wrong_no_star_tells_anything_apart():
    value = np.array([1.0, 2.0])
    assert str(draw(value, off(value, ...))) == "[1. 2.]  every entry is wrong"
    assert str(draw(value[:1], off(value[:1], 0))) == "[1.]"


def test_of_a_large_array_the_part_around_the_first_wrong_entry_is_drawn():
    value = np.arange(2000).reshape(40, 50)
    text = str(draw(value, off(value, (20, 30), (39, 49))))
    assert "1030*" in text
    assert text.count("\n") == 5
    assert "…" in text
    assert text.endswith("shape (40, 50); * is wrong, 2 of 2000 entries are")
    corner = str(draw(value))
    assert corner.startswith("[[  0   1")
    assert corner.endswith("]  shape (40, 50)")
    line = str(draw(np.arange(40), off(np.arange(40), 39)))
    assert line.startswith("[…")
    assert "39*" in line
