"""What honest notebooks do above their answers, and what of it a sandbox does not have.

A submission has nine such habits, each in an answer's own cell, where it is nearest to doing
harm: the exercise that lost its points says which. ``test_honest_oddities.py`` has modules, plots
and time.
"""

import itertools
import json

import pytest

from nnlib.grading import marking, running
from nnlib.grading.chapters import own_cells
from nnlib.grading.commands import as_python
from nnlib.grading.feedback import IN_DOUBT, feedback_page
from nnlib.grading.grade import DISPUTED, grade
from nnlib.grading.record import Attempt, Identity, Record, Run
from nnlib.grading.sandbox.link import Link
from nnlib.grading.submission import MAX_CELLS
from tests.grading.classmates import (
    as_file,
    code_cell,
    filled_in,
    full,
    grade_id,
    points,
    right,
    submission,
)

ANSWERS = right()
PLAIN = {
    "a dataclass": (
        "from dataclasses import dataclass, field\nfrom typing import ClassVar\n@dataclass\n"
        "class Setting:\n    rate: float = 0.1\n    best: ClassVar[int] = 2\n"
        "    seen: list[int] = field(default_factory=list)\n"
        "assert Setting.__annotations__['rate'] is float\nassert Setting(0.2).best == 2"
    ),
    "time": "%time kept = 3\nassert kept == 3\nagain = %time kept + 1\nassert again == 4",
    "what a command gives": (
        "files = !ls\nprint(len(files), files[0])\nfor file in files:\n    print(file)\n"
        "best = %timeit -o sum([1])\nassert not best.best > 1"
    ),
    "a sign in brackets": "%matplotlib inline\nE = [1, 2]\nodd = (7\n  % len(E))\nassert odd == 1",
    "await": (
        "import asyncio\nasync def three():\n    await asyncio.sleep(0)\n    return 3\n"
        "task = asyncio.create_task(three())\nassert await task == 3\n"
        "async def each():\n    yield 1\nasync for one in each():\n    pass\nassert one == 1"
    ),
    "a wish to IPython": (
        "in_colab = 'google.colab' in str(get_ipython())\nassert not in_colab\n"
        "get_ipython().run_line_magic('matplotlib', 'inline')\n"
        "from IPython import get_ipython as shell\nshell().system('ls')"
    ),
    "the chapter's imports": (
        "fig, ax = plt.subplots()\nax.plot([1])\nplots.show(1)\ndisplay(SoftmaxBars())"
    ),
    "words": (
        "from IPython.display import Markdown, Math\ndisplay(Markdown('**a**'), Math('b'))\n"
        "import seaborn as sns\nsns.set_theme()\nimport sympy, requests, ipywidgets"
    ),
    "a main module": (
        "import __main__, pickle, typing\nclass Net:\n    layers: 'list[int]'\nnet = Net()\n"
        "assert type(pickle.loads(pickle.dumps(net))) is Net\nassert __main__.Net is Net\n"
        "assert typing.get_type_hints(Net) == {'layers': list[int]}"
    ),
}
FROM_OUTSIDE = {
    "typing": "name = input('Who? ')\nprint(f'Hello {name}')",
    "typing a number": "n = int(input())\nfor i in range(n):\n    print(i)",
    "writing": "with open('notes.txt', 'w') as f:\n    f.write('a')\nnp.savetxt('a.txt', [1])",
    "reading": "W = np.load('mine.npy')\nprint(W.shape, W + 1)\nrows = open('my.csv').read()",
    "a program": "import subprocess\ndone = subprocess.run(['ls'], text=True)\nprint(done.stdout)",
    "the network": (
        "import urllib.request\nwith urllib.request.urlopen('http://example.org') as page:\n"
        "    text = page.read()\nprint(text[:10])"
    ),
    "the chapter's data": "digits = load_digits()\nprint(X_train.shape)\nn = digits[0] + 1",
    "the chapter's functions": (
        "minus_log(0.5)\nmarked = [minus_log(z) for z in (0.1, 0.2)]\na = marked[0]"
    ),
    "a future": (
        "from __future__ import annotations\nimport dataclasses\nfrom typing import ClassVar\n"
        "@dataclasses.dataclass\nclass Kept:\n    a: Unknown = 1\n    b: ClassVar[int] = 2\n"
        "assert Kept.__annotations__['a'] == 'Unknown'\nassert len(dataclasses.fields(Kept)) == 1"
    ),
}  # fmt: skip


def lost(result):
    return {mark.id: mark.reason for mark in result.marks if mark.points != mark.max_points}


@pytest.mark.parametrize("habits", [PLAIN, FROM_OUTSIDE], ids=["plain", "from outside"])
def test_a_habit_above_an_answer_costs_nothing(each_sandbox, habits):
    answers, names = dict(ANSWERS), {i: [] for i in ANSWERS}
    for i, (name, habit) in zip(itertools.cycle(ANSWERS), habits.items(), strict=False):
        answers[i] = f"{habit}\n{answers[i]}"
        names[i].append(name)
    assert all(names.values())
    result = grade(submission(answers), "01", 1, each_sandbox)
    assert {", ".join(names[i]): reason for i, reason in lost(result).items()} == {}
    assert result.flags == []


def test_no_line_of_the_plain_ones_fails(sandbox):
    """Else what an answer builds on could be missing."""
    with Link(sandbox) as link:
        link.run("\n".join([running.PRELUDE, *own_cells("01").imports]), "cell 0", 10)
        for name, code in PLAIN.items():
            link.run(as_python(code), f"cell {name}", 10)


def test_what_was_not_read_says_so_when_an_answer_uses_it(sandbox):
    """And the rest of the cell is there."""
    uses = {
        "01-sigmoid": "W = np.load('mine.npy')\ndef sigmoid(Z):\n    return W + Z",
        "01-softmax": "def softmax(Z):\n    return X_train * Z",
        "01-nll": "from nnlib.datasets import load_mnist\ndef nll(Y, P):\n    return load_mnist()",
    }
    reasons = lost(grade(submission(ANSWERS | uses), "01", 1, sandbox))
    says = "is not there while the course grades your answers"
    assert {i: reasons[i].count(says) for i in uses} == dict.fromkeys(uses, 1)
    assert "mine.npy" in reasons["01-sigmoid"]
    assert "X_train" in reasons["01-softmax"]


def test_what_a_chapter_gives_works_for_large_arrays_too(sandbox):
    """It is no question to the grader, whose messages are bounded."""
    answers = right("04")
    first = next(iter(answers))
    answers[first] = (
        "P = softmax(np.zeros((2000, 2000)))\nassert P.shape == (2000, 2000)\n"
        "assert one_hot([0, 1] * 10_000, 2)[-1, 1] == 1\n"
        "import inspect\nassert relu([-1.0, 2.0]).tolist() == [0, 2]\n"
        "theirs, sigmoid = sigmoid, None\nassert sigmoid_prime(0.0) == 0.25\n"
        f"sigmoid = theirs\n{answers[first]}"
    )
    assert lost(grade(submission(answers, "04"), "04", 1, sandbox)) == {}


def told_correct(notebook, *ids):
    """The notebook with the outputs of checks that found these answers right."""
    for cell in notebook["cells"]:
        if (exercise_id := grade_id(cell).removesuffix("-check")) in ids:
            text = f"✓ {exercise_id} Whatever: correct. From here on the chapter uses yours."
            cell["outputs"] = [{"output_type": "display_data", "data": {"text/plain": [text]}}]
    return as_file(notebook)


def test_who_was_right_by_their_own_check_is_told_of_first(sandbox):
    wrong = ANSWERS | {"01-nll": "def nll(Y, P):\n    return X_train", "01-combine": "import nnlib"}
    result = grade(told_correct(filled_in(wrong), "01-nll", "01-softmax"), "01", 1, sandbox)
    assert points(result) == full() | {"01-nll": 0, "01-combine": 0}
    assert result.disputed == ["01-nll"]
    assert result.flags[0] == DISPUTED.format("01-nll")
    assert len(result.flags) > 1
    record = Record(Identity("a", "A"), Attempt(result=result))
    assert feedback_page(Run("01", 1, "0"), record).count(IN_DOUBT) == 1


REFUSED = {
    "too much code": lambda n: as_file(
        n | {"cells": n["cells"] + [code_cell("x = 1\n" * 9000)] * 9}
    ),
    "cut off": lambda n: json.dumps(n, ensure_ascii=False).encode()[:-9],
    "cut off, in UTF-16": lambda n: json.dumps(n, ensure_ascii=False).encode("utf-16")[:-9],
    "without cells": lambda n: json.dumps({"pages": n["cells"]}).encode(),
}


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_so_is_who_was_right_in_a_notebook_that_cannot_be_read(sandbox, refused):
    notebook = json.loads(told_correct(filled_in(ANSWERS), "01-nll", "01-softmax"))
    result = grade(refused(notebook), "01", 1, sandbox)
    assert result.unread
    assert points(result) == dict.fromkeys(full(), 0)
    assert result.disputed == ["01-softmax", "01-nll"]
    assert result.flags[0] == DISPUTED.format("01-softmax, 01-nll")
    assert grade(refused(filled_in(ANSWERS)), "01", 1, sandbox).disputed == []


def test_so_is_who_was_right_in_a_cell_that_was_not_read(sandbox):
    notebook = json.loads(told_correct(filled_in(ANSWERS), "01-nll"))
    empty = {"cell_type": "markdown", "metadata": {}, "source": "#"}
    result = grade(as_file({"cells": [empty] * MAX_CELLS + notebook["cells"]}), "01", 1, sandbox)
    assert result.disputed == ["01-nll"]


def test_a_value_is_not_guessed_below_its_check(sandbox):
    name = "00-average-three"
    answer = right("00")[name]

    def below(*codes):
        notebook = filled_in(right("00") | {name: "average_three = 0 * X[0]"}, "00")
        at = [grade_id(cell) for cell in notebook["cells"]].index(f"{name}-check") + 1
        notebook["cells"][at:at] = map(code_cell, codes)
        return points(grade(as_file(notebook), "00", 1, sandbox))

    guesses = [f"average_three = {i} * X[0]" for i in range(30)]
    assert below(*guesses, answer) == full("00")
    assert below(*guesses, answer, guesses[0]) == full("00") | {name: 0}


def test_no_more_than_a_few_answers_below_a_check_are_judged(sandbox, monkeypatch):
    judged = []
    judge = marking.judge
    monkeypatch.setattr(marking, "judge", lambda e, *rest: judged.append(e.id) or judge(e, *rest))
    notebook = filled_in(ANSWERS | {"01-nll": "def nll(Y, P):\n    return -1"})
    notebook["cells"] += [code_cell(f"def nll(Y, P):\n    return {i}") for i in range(100)]
    assert points(grade(as_file(notebook), "01", 1, sandbox)) == full() | {"01-nll": 0}
    assert judged.count("01-nll") == 1 + marking.MOST_BELOW
