"""Diagrams are what their scripts draw, in one grammar, and can be read on a phone."""

import re
from html import unescape
from xml.etree import ElementTree

import numpy as np
import pytest

from book.figures.__main__ import HERE, pictures
from bookbuild import diagram, made_up_class
from bookbuild.diagram import Diagram
from bookbuild.paths import BOOK
from nnlib._common import look

PICTURES = pictures()
ALL = pytest.mark.parametrize("name", PICTURES)
PHONE = 358  # pixels for a picture on a phone of 390
CHARACTER = 0.58  # of the size: a mean width, in DejaVu Sans, which is wide
SVG = "{http://www.w3.org/2000/svg}"


def texts(name):
    """Each text of a drawing: its words, size, place and end that is fixed."""
    for element in ElementTree.parse(HERE / f"{name}.svg").iter(f"{SVG}text"):
        facts = element.attrib
        size, x = float(facts["font-size"]), float(facts["x"])
        yield "".join(element.itertext()), size, x, facts["text-anchor"]


@ALL
def test_the_committed_picture_is_what_its_script_draws(name):
    told = f"run python -m book.figures {name}"
    assert (HERE / f"{name}.svg").read_text(encoding="utf-8") == PICTURES[name]().svg(), told


def test_there_is_no_picture_without_a_script_and_none_that_no_page_shows():
    assert {path.stem for path in HERE.glob("*.svg")} == set(PICTURES)
    pages = "".join(p.read_text("utf-8") for p in [*BOOK.glob("_src/*.md"), *BOOK.glob("*.md")])
    photographs = {path.stem for path in HERE.glob("*.png")}
    assert photographs == set(made_up_class.PICTURES)
    assert photographs == set(re.findall(r"\(figures/([\w-]+)\.png\)", pages))
    shown = set(re.findall(r"\(figures/([\w-]+)\.svg\)", pages))
    # A chapter of the first edition doesn't show its rung yet.
    later = {name for name in PICTURES if name.startswith("ladder-")} - shown
    assert shown | later == set(PICTURES)


@ALL
def test_its_text_can_be_read_on_a_phone_and_stays_inside(name):
    for words, size, x, anchor in texts(name):
        assert size * PHONE / diagram.WIDTH >= 11, words
        width = CHARACTER * size * len(words)
        left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
        assert left >= 0, words
        assert left + width <= diagram.WIDTH, words


@ALL
def test_its_colours_are_those_of_the_look(name):
    colours = set(re.findall(r"#[0-9a-f]{6}", PICTURES[name]().svg()))
    assert colours <= {*map(str, look._light().values())}


def test_text_that_is_too_small_is_refused():
    with pytest.raises(ValueError, match="phone"):
        Diagram(10).text(0, 0, "x", size=9)


def test_symbols_are_italic_and_a_minus_is_a_minus():
    d = Diagram(10)
    d.text(0, 0, "*z* = -1.5 < a-b")
    assert "font-style='italic'>z</tspan> = −1.5 &lt; a-b</text>" in d.svg()


def test_an_arrow_ends_where_it_is_said_to():
    d = Diagram(10)
    d.arrow((0, 0), (30, 40))
    assert 'd="M30 40L' in d.svg()


def test_forward_is_blue_and_back_is_orange_and_they_are_apart():
    d = Diagram(10)
    d.both_ways((0, 0), (0, 40))
    there, back = (part for part in d.parts if "stroke-width" in part)
    assert diagram.FORWARD in there
    assert diagram.BACK in back
    assert there != back
    assert re.search(r'd="M(\S+) ', there)[1] != re.search(r'd="M(\S+) ', back)[1]


def test_a_drawing_of_numbers_shows_those_that_are_computed():
    """The chapter prints them too: z -0.500, a 0.378, L 0.974."""
    words = {unescape(text) for text, *_ in texts("chain")}
    assert {"z = −0.5", "a = 0.378", "L = 0.974", "da = −2.649"} <= words


def test_the_chain_leaves_to_the_reader_what_a_question_asks():
    """Question 04-dz and the backward pass after it stand beside this drawing."""
    words = {unescape(text) for text, *_ in texts("chain")}
    assert {"dz = ?", "du = ?", "db = ?", "dw = ?", "dx = ?"} <= words


@pytest.mark.slow
def test_the_digit_on_the_cover_is_read_so_by_a_network():
    from book.figures import network

    # Which nine leaves just that doubt depends on the processor; that this one does, does not.
    reader, data = network.train_reader()
    proba = reader.predict_proba(data.X_test[[network.NINE]])[0]
    assert np.argsort(proba)[-2:].tolist() == np.argsort(network.P)[-2:].tolist() == [4, 9]
