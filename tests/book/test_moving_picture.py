"""The README's moving picture: light enough, and about what the check says today."""

import re

import numpy as np
import pytest
from PIL import Image

from bookbuild import moving_picture
from bookbuild.paths import ROOT
from nnlib.exercises import find
from nnlib.judge.judge import judge

README = (ROOT / "README.md").read_text("utf-8")
NAME = moving_picture.PICTURE.relative_to(ROOT).as_posix()
ALT = re.search(rf"!\[(.*?)\]\({re.escape(NAME)}\)", README)


def test_it_is_there_light_and_named_in_the_readme():
    assert ALT, NAME
    assert moving_picture.PICTURE.stat().st_size < 1e6
    with Image.open(moving_picture.PICTURE) as picture:
        assert picture.size == moving_picture.SIZE
        assert picture.n_frames > 20
        assert picture.info["loop"] == 0


def test_its_first_frame_is_the_one_with_the_digit_drawn():
    with Image.open(moving_picture.PICTURE) as picture:
        ink = []
        for number in (0, 1):
            picture.seek(number)
            ink.append(np.sum(np.asarray(picture.convert("L")) < 100))
    assert ink[0] > 1.1 * ink[1], "the second frame has empty paper"


@pytest.mark.parametrize(("line", "passes"), [("WRONG", False), ("RIGHT", True)])
def test_what_is_written_in_it_earns_these_verdicts(line, passes):
    exercise = find(moving_picture.EXERCISE)
    scope = {"np": np}
    exec(f"def step_unit(X, w, b):\n    {getattr(moving_picture, line)}", scope)
    said = judge(exercise, scope["step_unit"])._repr_html_()
    assert ("Correct." in said) == passes
    if not passes:
        sentence = "a sample whose score is exactly 0 gets a 1 here"
        assert sentence in ALT[1]
        assert sentence in said.lower().replace("<code>", "").replace("</code>", "")
