"""Right answers, written in the ways of honest students, earn what they earn in the notebook.

Every kind is tried in every sandbox, seven or so in a submission, one an exercise: whichever
loses its points is named. Then answers to every exercise of the course, right ones and a few wrong
ones, are wrapped in several kinds by lot, once; SEEDS=25 does so as often. One kernel of Jupyter's
runs the same cells and the chapters' checks: what these say is what the grader has to say.
"""

import os
import random

import pytest
from jupyter_client.manager import start_new_kernel

from nnlib.exercises import REGISTRY
from nnlib.grading.chapters import own_cells
from nnlib.grading.grade import grade
from nnlib.grading.offers import OFFERS
from nnlib.judge.stub import answer_source
from tests.grading.classmates import CHAPTERS, exercises_of, submission
from tests.grading.honest import around, by_lot, right_answers, wrong_answers

EXERCISES = exercises_of("01")
WAYS = around("function")
N = len(EXERCISES)
NAMES = list(WAYS)
BATCHES = [NAMES[i : i + N] for i in range(0, len(NAMES), N)]
TURNS = range(int(os.environ.get("SEEDS", "1")))
WRONG = 0.15  # share of the answers by lot
# What a student's machine has and this one may lack; no command is run and nothing installed.
MACHINE = """
import importlib, locale, sys
from unittest.mock import MagicMock
for name in ["altair", "bokeh", "bokeh.plotting", "jax", "jax.numpy", "plotly", "plotly.express",
             "rich", "wandb"]:
    try:
        importlib.import_module(name)
    except ImportError:
        sys.modules[name] = MagicMock()
locale.setlocale = print
for place in ["helpers.py", "../helpers.py"]:  # there is a cell with `%cd ..`
    open(place, "w").close()
shell = get_ipython()
shell.system = print
for name in ["pip", "conda"]:
    shell.register_magic_function(print, magic_name=name)
shell.run_line_magic("load_ext", "autoreload")
"""
# Who has left the backend that shows figures in the notebook draws into the last cell's, else.
NO_FIGURE = "__import__('matplotlib.pyplot').pyplot.close('all')"
ANEW = "%reset -f\n%autoreload 0\n%cd -q {folder}\nimport numpy as np\nkept = 0"


def test_there_are_more_than_a_hundred_and_fifty():
    assert len(WAYS) >= 150


def lost(result, names):
    """The kinds that lost points, and what was said."""
    return {
        names[mark.id]: mark.reason
        for mark in result.marks
        if mark.points != mark.max_points and mark.id in names
    }


def in_ways(batch):
    """Right answers to chapter 01 in these ways, one an exercise, and the way of each."""
    names = {e.id: way for e, way in zip(EXERCISES, [*batch, *BATCHES[0]][:N], strict=True)}
    return {e.id: WAYS[names[e.id]](answer_source(e), e) for e in EXERCISES}, names


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_no_kind_costs_a_point(each_sandbox, batch):
    answers, names = in_ways(batch)
    assert lost(grade(submission(answers), "01", 1, each_sandbox), names) == {}


def by_lot_in(chapter, turn):
    """Answers to a chapter by lot, how each is wrapped, and which are wrong."""
    lot = random.Random(f"{chapter} {turn}")
    answers, names, wrong = {}, {}, set()
    for exercise in exercises_of(chapter):
        code = lot.choice(right_answers(exercise))
        mistakes = wrong_answers(exercise)
        if mistakes and exercise.kind == "function" and lot.random() < WRONG:
            code = lot.choice(mistakes)
            wrong.add(exercise.id)
        answers[exercise.id], names[exercise.id] = by_lot(lot, code, exercise)
    return answers, names, wrong


def is_asked_alone(exercise):
    """True if a check needs nothing of the cells in which the chapter shows and trains."""
    return exercise.kind != "variable" and not exercise.to_repair


class Kernel:
    """A kernel of Jupyter's, as a student has it."""

    def __init__(self, folder):
        self.folder = folder
        self.manager, self.client = start_new_kernel(kernel_name="python3", cwd=str(folder))
        self.said(MACHINE)

    def said(self, code):
        """What a cell displays."""
        found = []
        self.client.execute_interactive(
            code, allow_stdin=False, store_history=True, timeout=120, output_hook=found.append
        )
        shown = [m["content"] for m in found if m["msg_type"] == "display_data"]
        return [content["data"].get("text/plain", "") for content in shown]

    def right(self, chapter, answers):
        """Ids of the exercises that a chapter's checks find right, of those that ask alone."""
        begin = [ANEW.format(folder=self.folder), *own_cells(chapter).imports]
        begin += [f"from nnlib import {name}" for name in OFFERS[chapter]]
        self.said("\n".join(begin))
        found = set()
        for exercise in filter(is_asked_alone, exercises_of(chapter)):
            self.said(NO_FIGURE)
            self.said(answers[exercise.id])
            texts = self.said(f'{exercise.name} = check("{exercise.id}", {exercise.name})')
            if any(text.startswith(f"✓ {exercise.id} ") for text in texts):
                found.add(exercise.id)
        return found


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kernel") / "work"
    folder.mkdir()
    kernel = Kernel(folder)
    yield kernel
    kernel.client.stop_channels()
    kernel.manager.shutdown_kernel(now=True)


@pytest.mark.slow
@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_every_kind_is_right_by_the_students_own_check(kernel, batch):
    answers, names = in_ways(batch)
    found = kernel.right("01", answers)
    assert {names[i]: i for i in answers if i not in found} == {}


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_the_notebook_says_is_what_the_grader_says(made, kernel, chapter, turn):
    answers, names, wrong = by_lot_in(chapter, turn)
    told = kernel.right(chapter, answers)
    asked = [exercise.id for exercise in exercises_of(chapter) if is_asked_alone(exercise)]
    assert {names[i]: i for i in asked if (i in told) == (i in wrong)} == {}
    for sandbox in [found for found, _ in made.values() if found]:
        result = grade(submission(answers, chapter), chapter, turn, sandbox)
        said = {mark.id: mark.reason for mark in result.marks if mark.status != "correct"}
        assert {names[i]: reason for i, reason in said.items() if i not in wrong} == {}
        assert wrong <= said.keys()


def test_every_chapter_has_exercises_to_try():
    assert {exercise.chapter for exercise in REGISTRY.values()} == {*CHAPTERS}
