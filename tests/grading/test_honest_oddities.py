"""What honest notebooks hold beside their answers costs nothing, and helps no cheat.

Imports of what the sandbox lacks, plots and progress bars, NumPy set to raise, training that
takes too long: each stands in the answer's own cell, where it is nearest to doing harm.
"""

import ast
import re
import textwrap

import nbformat
import pytest

from nnlib.grading import running
from nnlib.grading.grade import grade
from nnlib.grading.sandbox.link import Link
from nnlib.judge.stub import answer_source
from tests.grading.classmates import (
    as_file,
    code_cell,
    exercises_of,
    filled_in,
    full,
    points,
    right,
    submission,
)
from tests.grading.honest import within

ANSWERS = right()
EXERCISES = exercises_of("01")
N = len(EXERCISES)
SOFTMAX = ANSWERS["01-softmax"]
NAME = "def softmax(Z):\n"
BODY = SOFTMAX.replace("def softmax", "def mine")
ABSENT = "is not there while the course grades your answers"


def test_a_stand_in_can_be_copied_and_shown(sandbox):
    code = "import copy, torch\nimport matplotlib.pyplot as plt\n"
    code += "assert str([copy.deepcopy(torch.a), copy.copy(plt.b)])"
    assert lost(graded(sandbox, f"{code}\n{SOFTMAX}")) == {}


def batches(cases):
    """Names of cases, as many at a time as the chapter has exercises; the last begins anew."""
    names = [*cases]
    return [(names[i : i + N] + names)[:N] for i in range(0, len(names), N)]


def in_one(sandbox, cases, batch, *, write):
    """Grade a submission with a case an exercise.

    Returns the cases that lost points: what was said, and the points that were left.
    """
    answers = {e.id: write(cases[name], e) for e, name in zip(EXERCISES, batch, strict=True)}
    names = {e.id: name for e, name in zip(EXERCISES, batch, strict=True)}
    result = grade(submission(answers), "01", 1, sandbox)
    assert "meddled" not in " ".join([*result.flags, *lost(result).values()])
    return {names[i]: (reason, mark_of(result, i).points) for i, reason in lost(result).items()}


def graded(sandbox, code, *, first=""):
    """The result where softmax's cell has that text."""
    return grade(submission(ANSWERS | {"01-softmax": code}, first=first), "01", 1, sandbox)


def mark_of(result, exercise_id="01-softmax"):
    return next(mark for mark in result.marks if mark.id == exercise_id)


def lost(result):
    """Reasons of what did not earn all its points."""
    return {mark.id: mark.reason for mark in result.marks if mark.points != mark.max_points}


def costs_softmax(result, says=""):
    assert points(result) == full() | {"01-softmax": 0}, lost(result)
    assert says in mark_of(result).reason
    assert "meddled" not in " ".join([*result.flags, *lost(result).values()])


IMPORTS = [
    "import keras",
    "import torch, tensorflow as tf",
    "import torch.nn.functional as F",
    "from torch import nn",
    "from tensorflow.keras.layers import *",
    "import google.colab",
    "import nnlib.widgets",
    "from nnlib.widgets import SoftmaxBars",
    "import my_own_helpers",
    "import torch; torch.manual_seed(0)",
    "import torch\nprint(torch.__version__)",
    "from google.colab import drive\ndrive.mount('/content/drive')",
    "import tensorflow as tf\nphysical = tf.config.list_physical_devices()\nn = len(physical)",
    "from keras.datasets import mnist\n(X, y), (A, b) = mnist.load_data()\nX = X / 255",
    "import torch\nclass Net(torch.nn.Module):\n    def forward(self, x): return x\nnet = Net()",
    "import torch\nwith torch.no_grad():\n    x = torch.zeros(3)",
    "import pandas as pd\nrows = pd.DataFrame({'a': [1]})\nrows['b'] = rows['a'] + 1\nrows.head()",
    "import numpy as np, scipy.stats as st\np = np.exp(st.norm.pdf(0.0))\nq = 1 - p",
    "import importlib.util\nif importlib.util.find_spec('torch'):\n    1 / 0",
    "try:\n    import cupy as xp\nexcept ImportError:\n    import numpy as xp\nxp.zeros(3)",
    "try:\n    from numba import njit\nexcept Exception:\n    njit = print\n@njit\ndef f(): pass",
]


IMPORTS = {line: line for line in IMPORTS}


@pytest.mark.parametrize("batch", batches(IMPORTS), ids=range(len(batches(IMPORTS))))
def test_what_is_not_there_costs_nothing_that_does_not_need_it(each_sandbox, batch):
    found = in_one(
        each_sandbox, IMPORTS, batch, write=lambda line, e: f"{line}\n{answer_source(e)}"
    )
    assert found == {}


@pytest.mark.parametrize("batch", batches(IMPORTS), ids=range(len(batches(IMPORTS))))
def test_nor_does_it_in_cells_above_all(sandbox, batch):
    notebook = filled_in(ANSWERS)
    notebook["cells"][:0] = map(code_cell, batch)
    assert lost(grade(as_file(notebook), "01", 1, sandbox)) == {}


def test_nor_does_it_where_all_stands_in_one_cell(each_sandbox):
    code = "import numpy as np\nimport keras\nkeras.utils.set_random_seed(1)\n"
    cell = code_cell(code + "\n\n".join(ANSWERS.values()))
    assert lost(grade(as_file({"cells": [cell]}), "01", 1, each_sandbox)) == {}


DEF = "def {name}(Z, *_):\n"
NEEDS = {  # {a} is the right answer
    f"import torch\n{DEF}    return torch.softmax(torch.tensor(Z), -1).numpy()": "torch.",
    f"{DEF}    from scipy.special import softmax\n    return softmax(Z, axis=-1)": "scipy.",
    "from torch.nn.functional import {name}": "torch.nn.functional.{name}",
    "import torch\n{name} = torch.nn.Softmax(dim=-1)": "torch.nn.Softmax",
    f"import torch\nW = torch.ones(3)\n{DEF}    return W * Z": "torch.ones",
    f"import torch\nW = torch.ones\n{DEF}    return np.multiply(Z, W)": "torch.ones",
    f"import torch\n{DEF}    return torch": "torch",
    f"import torch\n{DEF}    return [torch.pi]": "torch.pi",
    "import torch\n@torch.compile\n{a}": "torch.compile",
    "from my_helpers import {name}": "my_helpers.{name}",
}


def filled(code, exercise):
    """A case for an exercise: with its name, and its right answer where it wants that."""
    return code.replace("{name}", exercise.name).replace("{a}", answer_source(exercise))


@pytest.mark.parametrize("batch", batches(NEEDS), ids=range(len(batches(NEEDS))))
def test_an_answer_that_needs_it_says_so(each_sandbox, batch):
    found = in_one(each_sandbox, {code: code for code in NEEDS}, batch, write=filled)
    assert {code: points for code, (_, points) in found.items()} == dict.fromkeys(batch, 0)
    for exercise, code in zip(EXERCISES, batch, strict=True):
        assert ABSENT in found[code][0], code
        assert NEEDS[code].replace("{name}", exercise.name) in found[code][0]


PLOT = "import matplotlib.pyplot as plt\n"
SHOWS = {
    "plot": PLOT + "plt.plot([1, 2]); plt.title('a'); plt.show()",
    "settings": PLOT + "plt.rcParams['figure.dpi'] = 90\nplt.rcParams.update({'font.size': 9})",
    "style": PLOT + "plt.style.use('ggplot')\nwith plt.style.context('dark'):\n    plt.plot([1])",
    "one axes": PLOT + "fig, ax = plt.subplots()\nax.plot([1])\nfig.tight_layout()",
    "a grid": (
        PLOT + "fig, axes = plt.subplots(2, 3, figsize=(6, 4))\nassert axes.shape == (2, 3)\n"
        "axes[0, 1].imshow(np.eye(2))\nfor i, ax in enumerate(axes.flat):\n    ax.axis('off')\n"
        "assert i == 5"
    ),
    "a row": (
        PLOT + "fig, (left, right) = plt.subplots(1, 2)\nleft.plot([1])\n"
        "seen = [x for ax, x in zip(plt.subplots(ncols=3)[1], 'abc')]\nassert seen == list('abc')"
    ),
    "what a plot gives": (
        PLOT + "n, bins, patches = plt.hist([1, 2])\nline, = plt.plot([1])\nfirst, *rest = n\n"
        "line.set_color('red')\ntop = 1.1 * plt.ylim()[1] + 1\nif top > 3: plt.ylim(0, top)\n"
        "print(f'{top:.2f}')\nimage = plt.imshow(np.eye(2))\nplt.colorbar(image)\n"
        "colours = plt.cm.viridis(np.linspace(0, 1, 3))\ncolours[5 % len(colours)]"
    ),
    "seaborn": "import seaborn as sns\nsns.set()\nax = sns.heatmap(np.eye(2))\nax.set(title='')",
    "display": "display([1], clear=True)\nshown = display('a', display_id=True)\nshown.update('b')",
    "IPython": (
        "from IPython.display import HTML, clear_output, display\nclear_output(wait=True)\n"
        "display(HTML('<b>a</b>'))"
    ),
    "tqdm": (
        "from tqdm.auto import tqdm, trange\nassert [x for x in tqdm([1, 2])] == [1, 2]\n"
        "assert list(trange(3)) == [0, 1, 2]\nbar = tqdm(enumerate('ab'), total=2, desc='a')\n"
        "for i, letter in bar:\n    bar.set_postfix(loss=1)\nassert (i, letter) == (1, 'b')\n"
        "with tqdm(total=2) as bar:\n    bar.update(1)\nassert len(tqdm([1, 2])) == 2"
    ),
    "tqdm of tqdm": "import tqdm\nassert list(tqdm.tqdm(range(2))) == [0, 1]\ntqdm.tqdm.write('a')",
    "widgets": (
        "import ipywidgets as widgets\n@widgets.interact(x=(0, 9))\ndef show(x): return x + 1\n"
        "assert show(1) == 2\nout = widgets.Output()\nwith out:\n    print(1)"
    ),
    "the course's": (
        "from nnlib import plots\nfrom nnlib.widgets import SoftmaxBars\nplots.show(1)\n"
        "display(SoftmaxBars())"
    ),
    "an annotation": PLOT + "def draw(ax: plt.Axes | None = None) -> plt.Figure: pass",
}


@pytest.mark.parametrize("batch", batches(SHOWS), ids=range(len(batches(SHOWS))))
def test_what_only_shows_does_nothing_above_an_answer(sandbox, batch):
    found = in_one(sandbox, SHOWS, batch, write=lambda code, e: f"{code}\n{answer_source(e)}")
    assert found == {}


def test_and_no_line_of_it_fails(sandbox):
    """Each cell runs to its end."""
    with Link(sandbox) as link:
        link.run(running.PRELUDE, "cell 0", 10)
        for name, code in SHOWS.items():
            link.run(f"{code}\nREACHED = {name!r}", f"cell {name}", 10)
            assert link.look("REACHED") == name


@pytest.mark.parametrize("batch", batches(SHOWS), ids=range(len(batches(SHOWS))))
def test_nor_does_it_within_an_answer(sandbox, batch):
    def write(code, exercise):  # with variables of their own: some would be an argument's
        lines = f"def draw():\n{textwrap.indent(code, '    ')}\ndraw()"
        return within(lines)(answer_source(exercise), exercise.name)

    found = in_one(sandbox, SHOWS, batch, write=write)
    assert found == {}


SHOWN = {
    f"{PLOT}{DEF}    return plt.plot(Z)": f"matplotlib.pyplot.plot {ABSENT}",
    f"{PLOT}{DEF}    return np.asarray(plt.hist(Z)[0])": f"matplotlib.pyplot.hist {ABSENT}",
    f"{PLOT}{DEF}    return plt.hist(Z)[0] / 2": ABSENT,
    f"{PLOT}{DEF}    return np.exp(plt.hist(Z)[0])": ABSENT,
    f"{PLOT}{DEF}    return float(plt.ylim()[0])": ABSENT,
    f"{PLOT}{DEF}    return [*plt.plot(Z)]": ABSENT,
    "from matplotlib.mlab import {name}": "",
    f"{DEF}    return display(Z)": ABSENT,
    f"from tqdm import tqdm\n{DEF}    return tqdm(Z)": ABSENT,
    "from tqdm import tqdm as {name}": "",
    "from nnlib.plots import {name}": "",
    "from nnlib.widgets import {name}": "",
    "class tqdm:\n    def __call__(self, Z, *_): return Z\n{name} = tqdm()": "",
    f"import tqdm as t\n@t.tqdm\n{DEF}    return 0 * Z": "",
    f"{PLOT}@plt.plot\nclass {{name}}: pass": "",
    f"{PLOT}class Lie(plt.Axes):\n    __eq__ = lambda *a: True\n{{name}} = Lie()": "",
}


@pytest.mark.parametrize("batch", batches(SHOWN), ids=range(len(batches(SHOWN))))
def test_nothing_is_gained_by_it(each_sandbox, batch):
    found = in_one(each_sandbox, {code: code for code in SHOWN}, batch, write=filled)
    assert {code: points for code, (_, points) in found.items()} == dict.fromkeys(batch, 0)
    assert {code for code, (said, _) in found.items() if SHOWN[code] not in said} == set()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (
            "import sys, types\nkeras = sys.modules['keras'] = types.ModuleType('keras')\n"
            "keras.softmax = lambda Z: 0 * Z\nfrom keras import softmax",
            "",
        ),
        (
            "import sys\nclass Yes:\n    __getattr__ = lambda *a: Yes()\n"
            "    __call__ = lambda *a, **k: True\n"
            "for n in ['matplotlib', 'nnlib', 'nnlib.functions', 'standins', 'json', 'child']:\n"
            "    sys.modules[n] = Yes()\nfrom nnlib.functions import softmax",
            "",
        ),
        (
            "import sys\ns = sys.modules['standins']\ns.Finder.find_spec = lambda *a: None\n"
            "s.Library.offered['softmax'] = s.Silent('x')\nfrom nnlib import softmax",
            "",
        ),
        (
            "import sys\nA = sys.modules['standins'].Absent\nclass Odd(A):\n"
            "    __str__ = lambda self: 1 / 0\n    what = property(str)\nraise Odd('a')",
            "",
        ),
        (
            "import sys\nA = sys.modules['standins'].Absent\n"
            f"for _ in range(10**9): pass\nraise A('a')\n{NAME}    return 0 * Z",
            "",
        ),
    ],
    ids=range(5),
)
def test_nor_is_it_by_a_change_of_what_is_not_there(each_sandbox, monkeypatch, code, says):
    monkeypatch.setattr(running, "CELL_SECONDS", 2.0)
    costs_softmax(graded(each_sandbox, code), says)


SETTINGS = {
    "np.seterr": "np.seterr(all='raise')",
    "np.seterr with a call": "np.seterr(all='call')\nnp.seterrcall(lambda *a: 1 / 0)",
    "np.errstate": "np.errstate(all='raise').__enter__()",
    "warnings": "import warnings\nwarnings.simplefilter('error')",
    "the print options": "np.set_printoptions(precision=1, formatter={'all': lambda x: 1 / 0})",
    "the recursion limit": "import sys\nsys.setrecursionlimit(60)",
    "an alarm": "import signal\nsignal.alarm(1)\nimport time\nT = time.time()",
    "seeds": "import random\nrandom.seed(1); np.random.seed(1)",
}
DEEP = """
def nested(n): return n and nested(n - 1)
nested(200)
str(np.zeros(3)), np.zeros(3) / 0.0, np.log(np.zeros(2)), np.exp(np.array(-1e4))
import warnings
warnings.warn("odd")
"""


def deep(exercise, below=""):
    """An exercise's right answer that does what such settings might forbid."""
    return f"{within(DEEP)(answer_source(exercise), exercise.name)}\n{below}"


def test_what_a_notebook_sets_does_not_reach_the_tries(each_sandbox):
    """Each is set in the cell of an answer, and its check comes before the next is."""
    cells = {name: f"import numpy as np\n{code}" for name, code in SETTINGS.items()}
    for batch in batches(cells):
        found = in_one(each_sandbox, cells, batch, write=lambda code, e: deep(e, code))
        assert found == {}


def test_nor_does_what_it_sets_in_cells_above_all(each_sandbox):
    notebook = filled_in({e.id: deep(e) for e in EXERCISES})
    for code in reversed(SETTINGS.values()):
        notebook["cells"].insert(0, code_cell(f"import numpy as np\n{code}"))
    assert lost(grade(as_file(notebook), "01", 1, each_sandbox)) == {}


def test_and_it_is_as_the_notebook_set_it_in_the_next_cell(sandbox):
    with Link(sandbox) as link:
        link.run(
            "import numpy as np\nnp.seterr(all='raise')\ndef f(): return np.exp(-1e4)", "cell 1", 10
        )
        assert link.look("f")() == 0
        with pytest.raises(FloatingPointError):
            link.run("np.exp(-1e4)", "cell 2", 10)


TRAINING = "for step in range(10**9):\n    np.exp(np.zeros(3))"
STOPPED = "their code took too long and was stopped"


SLOW = {
    "training": TRAINING,
    "asleep": "import time\ntime.sleep(1000)",
    "training of an answer": "for step in range(10**9):\n    sigmoid(np.zeros(3))",
    "one call of C": "sum(iter(int, 1))",  # in which no line of Python is reached
    "deaf": "while True:\n    try:\n        sigmoid(0.0)\n    except Exception:\n        pass",
    "one call of NumPy": "kept = 1\nprint(kept)\nnp.linalg.svd(np.ones((5000, 5000)))\nkept",
    "awaiting": "import asyncio\nawait asyncio.sleep(1000)",
    "awaiting without end": "import asyncio\nwhile True:\n    await asyncio.sleep(0)",
}


def test_slow_training_below_an_answer_does_not_cost_it(each_sandbox, monkeypatch):
    monkeypatch.setattr(running, "CELL_SECONDS", 0.7)
    (batch,) = batches(SLOW)  # each is in it
    below = {e.id: SLOW[name] for e, name in zip(EXERCISES, batch, strict=True)}
    answers = {i: f"{ANSWERS[i]}\n\n{code}" for i, code in below.items()}
    result = grade(submission(answers), "01", 1, each_sandbox)
    assert lost(result) == {}
    assert result.flags == [f"the answer to {i}: {STOPPED}" for i in answers]
    for i, training in below.items():
        says = mark_of(result, i).reason
        told = re.fullmatch(
            r"Its cell took too long and was stopped at line (\d+); what stands above that counts.",
            says,
        )
        first = len(ANSWERS[i].splitlines()) + 2
        assert told, says
        assert first <= int(told[1]) < first + len(training.splitlines())


@pytest.mark.parametrize("where", ["in its cell", "in a cell of its own"])
def test_what_ends_the_program_below_an_answer_does_not_cost_it(sandbox, where):
    end = "import os\nos._exit(0)\n1 / 0"
    notebook = filled_in(ANSWERS | {"01-softmax": f"{SOFTMAX}\n\n{end}"})
    if where != "in its cell":
        notebook = filled_in(ANSWERS, first=f"kept = np.zeros(3)\n{end}")
    result = grade(as_file(notebook), "01", 1, sandbox)
    assert lost(result) == {}
    whose = "the answer to 01-softmax" if where == "in its cell" else "a cell of their own"
    assert result.flags == [
        f"{whose}: their code ended the whole program: by an exit, or for want of memory"
    ]
    if where == "in its cell":
        line = len(SOFTMAX.splitlines()) + 3
        assert f"ended the whole program at line {line};" in mark_of(result).reason


def train_with_lent(steps):
    return f"\nfor step in range({steps}):\n    sigmoid(np.zeros(3)), sigmoid(0.0)\n"


@pytest.mark.parametrize("seconds", [0.5, 60.0])
def test_training_with_what_the_course_lends_is_no_meddling(each_sandbox, monkeypatch, seconds):
    """Each step asks the grader's process twice, more often than 20 000 times in all."""
    monkeypatch.setattr(running, "CELL_SECONDS", seconds)
    monkeypatch.setattr(running, "SUBMISSION_SECONDS", 1000.0)
    answers = right("01")
    answers["01-sigmoid"] = "def sigmoid(z):\n    return z"  # the course lends its own
    answers["01-sigmoid-prime"] += train_with_lent(12_000)
    result = grade(submission(answers, "01"), "01", 1, each_sandbox)
    assert [*lost(result)] == ["01-sigmoid"]
    flags = [f"the answer to 01-sigmoid-prime: {STOPPED}"]
    assert result.flags == (flags if seconds < 1 else [])


def test_slow_cells_do_not_take_their_time_again(sandbox, monkeypatch):
    """Other answers end their child, and the cells above are run again."""
    monkeypatch.setattr(running, "CELL_SECONDS", 1.5)
    monkeypatch.setattr(running, "SUBMISSION_SECONDS", 15.0)
    answers = {i: f"{code}\n{TRAINING}" for i, code in ANSWERS.items()}
    last = list(answers)[-1]
    for i in list(answers)[1:-1]:
        answers[i] = f"{answers[i].split('(')[0]}(*a):\n    import os\n    os._exit(0)"
    result = grade(submission(answers), "01", 1, sandbox)
    assert {i for i, p in points(result).items() if p} == {next(iter(answers)), last}


def test_however_many_cells_are_slow_time_remains_for_the_answers(sandbox, monkeypatch):
    monkeypatch.setattr(running, "CELL_SECONDS", 1.0)
    monkeypatch.setattr(running, "SUBMISSION_SECONDS", 10.0)
    notebook = filled_in(ANSWERS)
    notebook["cells"][:0] = [code_cell(TRAINING)] * 11
    result = grade(as_file(notebook), "01", 1, sandbox)
    assert lost(result) == {}
    assert result.flags == [f"a cell of their own: {STOPPED}"]


def test_an_argument_given_another_shape_is_no_meddling(sandbox):
    code = f"{BODY}\n{NAME}    Z.shape = (1, *Z.shape)\n    Z -= 1\n    return mine(Z)[0]"
    costs_softmax(
        graded(sandbox, code), "The result is right, but the caller's scores were overwritten"
    )


def test_what_stands_below_slow_training_was_not_reached(sandbox, monkeypatch):
    monkeypatch.setattr(running, "CELL_SECONDS", 1.0)
    result = graded(sandbox, f"{TRAINING}\n{SOFTMAX}")
    costs_softmax(result, "Your code took too long and was stopped.")


ODD = """
%matplotlib inline
!pip install torch tqdm
import warnings
import numpy as np
import google.colab
import keras
import matplotlib.pyplot as plt
import nnlib.widgets
import seaborn as sns
import tensorflow as tf
import torch
from tqdm.auto import tqdm, trange
try:
    import cupy
except ImportError:
    cupy = None
print(torch.__version__, keras.__version__)
torch.manual_seed(0)
tf.random.set_seed(0)
keras.utils.set_random_seed(0)
np.random.seed(0)
np.seterr(all="raise")
np.set_printoptions(precision=2, suppress=True)
warnings.simplefilter("error")
plt.rcParams["figure.figsize"] = (6, 4)
plt.style.use("ggplot")
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
"""
ABOVE = """
import torch
plt.plot([1, 2])
plt.show()
x = torch.zeros(3).to(device)
"""
WITHIN = """
    plt.rcParams["font.size"] = 9
    for _ in tqdm([1, 2]): plt.plot([1])
    for _ in trange(2): plt.show()
    fig, axes = plt.subplots(2, 3)
    axes[1, 2].imshow(np.eye(2))
    display(fig)
"""
BELOW = """
fig, ax = plt.subplots()
sns.heatmap(np.eye(2), ax=ax)
display(fig)
for step in trange(10**9):
    np.exp(np.zeros(3))
"""


def odd_notebook():
    """All of these around chapter 01's right answers."""
    answers = {}
    for exercise_id, code in ANSWERS.items():
        tree = ast.parse(code)
        function = tree.body[-1]
        function.body[:0] = ast.parse("if True:" + WITHIN).body[0].body
        answers[exercise_id] = f"{ABOVE}{ast.unparse(tree)}"
    answers["01-softmax"] += BELOW
    return filled_in(answers, first=ODD)


def test_an_honest_odd_notebook_earns_all(each_sandbox, monkeypatch):
    monkeypatch.setattr(running, "CELL_SECONDS", 2.0)
    result = grade(as_file(odd_notebook()), "01", 1, each_sandbox)
    assert lost(result) == {}
    assert points(result) == full()
    assert result.flags == [
        "nnlib is named in a cell of their own",
        f"the answer to 01-softmax: {STOPPED}",
    ]


def test_it_earns_all_in_nbgrader_too(sandbox, monkeypatch):
    pytest.importorskip("nbgrader")
    from nnlib.grading.nbgrader import Judge
    from nnlib.grading.sandbox import choosing

    monkeypatch.setattr(running, "CELL_SECONDS", 2.0)
    monkeypatch.setattr(choosing, "sandbox_of_this_process", lambda trust: sandbox)
    notebook = nbformat.from_dict(odd_notebook())
    Judge().preprocess(notebook, {})
    earned = {
        cell.metadata.nbgrader.grade_id.removesuffix("-check"): float(
            cell.outputs[-1].data["text/plain"]
        )
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert earned == full()
