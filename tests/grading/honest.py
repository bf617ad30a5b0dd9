"""What honest students write around a right answer: none of it makes the answer wrong.

Each is one kind. Those above and below stand in the answer's own cell, those within in its
function; the others write the function itself in another way. ``test_honest_variants.py`` tries
each alone, and several by lot around the right answers that the catalogue has, here and in a
kernel of Jupyter's.
"""

import ast
import builtins
import inspect
import textwrap

from nnlib.exercises import REGISTRY
from nnlib.grading.offers import OFFERS
from nnlib.judge.stub import answer_source

PLT = "import matplotlib.pyplot as plt\n"
ABOVE = [
    "%load_ext autoreload\n%autoreload 2",
    "!pip install -q numpy matplotlib",
    "%pip install torch",
    "%conda install scipy",
    "!nvidia-smi",
    "!ls -la | head -3",
    "if True:\n    !ls\n    %time kept = 1",
    "for i in range(2):\n    %timeit -n1 -r1 i",
    "%config InlineBackend.figure_format = 'retina'",
    "%env OMP_NUM_THREADS=1",
    "%who",
    "here = %pwd\n%cd ..",
    "%run helpers.py",
    "%store kept",
    "?np.sum\nnp.max?\nnp.max??",
    "%precision 3",
    "%xmode Minimal",
    "import warnings; warnings.filterwarnings('ignore')",
    "import os; os.environ['OMP_NUM_THREADS'] = '1'",
    "import sys; print(sys.version, sys.platform, sys.executable)",
    "import time; start = time.perf_counter(); time.sleep(0.01)",
    "import random; random.seed(0); random.shuffle([1, 2])",
    "rng = np.random.default_rng(0)\nnoise = rng.normal(size=(3, 2))",
    "rng = np.random.RandomState(1)\nnp.random.shuffle([1, 2])",
    "from typing import *\nVector = List[float]",
    "from math import exp, log, sqrt",
    "import numpy\nimport numpy.linalg as la\nnorm = la.norm([3, 4])",
    "import pandas as pd\ntable = pd.DataFrame({'a': [1, 2]})\nprint(table.describe())",
    "import scipy\nfrom scipy import stats, optimize",
    "import functools, itertools, collections, operator, string, textwrap, heapq, bisect",
    "from enum import Enum\nclass Colour(Enum):\n    RED = 1\nassert Colour(1) is Colour.RED",
    "from collections import namedtuple\nPair = namedtuple('Pair', 'a b')\nprint(Pair(1, 2).b)",
    "from typing import NamedTuple\nclass Both(NamedTuple):\n    a: int = 1\nassert Both().a == 1",
    "from abc import ABC, abstractmethod\nclass B(ABC):\n    @abstractmethod\n    def f(self): ...",
    "from typing import Protocol, TypedDict\nclass P(Protocol):\n    x: int\n"
    "class D(TypedDict):\n    y: str",
    "import logging\nlogging.basicConfig(level=logging.INFO)\nlogging.info('begins')",
    "from pathlib import Path\nhere = Path('.').resolve()\nfiles = list(Path('.').glob('*.csv'))",
    "import os\nprint(os.getcwd(), os.path.exists('data'), os.listdir('.'))",
    "import json, pickle, copy\njson.loads(json.dumps({'a': 1})), pickle.loads(pickle.dumps([1]))",
    "import timeit\ntimeit.timeit('sum([1])', number=10)",
    "import threading\nthread = threading.Thread(target=print, args=(1,))\nthread.start()\n"
    "thread.join()",
    "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(2) as pool:\n"
    "    print(list(pool.map(abs, [-1])))",
    "import multiprocessing as mp\nfrom multiprocessing import Pool\nprint(mp.cpu_count())",
    "import platform\nprint(platform.platform(), platform.python_version())",
    "import datetime as dt\nprint(dt.datetime.now(), dt.date.today())",
    "import locale\nlocale.setlocale(locale.LC_ALL, 'de_DE.UTF-8')",
    "import gc, sys\ngc.collect()\nsys.getsizeof([1])",
    "import inspect\nprint(inspect.signature(lambda Z: Z))\nprint(inspect.getsource(np.sum))",
    "import doctest\nprint(doctest.testmod())",
    "import unittest\nclass Tests(unittest.TestCase):\n    def test(self):\n"
    "        self.assertEqual(1, 1)\nunittest.main(argv=[''], exit=False)",
    "import sqlite3, hashlib, base64, uuid, zlib\nhashlib.sha256(b'a').hexdigest(), uuid.uuid4()",
    "import tempfile\nwith tempfile.TemporaryDirectory() as folder:\n    print(folder)",
    "print('🎉', 'ψ', '\\N{GREEK SMALL LETTER ALPHA}', sep='\\t', end='\\n\\n', flush=True)",
    "_ = 5\n__ = [_]\n_1, α, Ω_2 = 1, 2, 3",
    "id = 5; input = 'x'; dir = vars = next = hash = 1",
    "from IPython.display import Image, Audio, YouTubeVideo\nYouTubeVideo('x', width=300)",
    "from IPython.core.interactiveshell import InteractiveShell\n"
    "InteractiveShell.ast_node_interactivity = 'all'",
    "get_ipython().run_line_magic('config', 'InlineBackend.figure_format=\"svg\"')",
    "from IPython.display import display_html, Javascript\ndisplay_html('<b>a</b>', raw=True)",
    "import wandb\nrun = wandb.init(project='nn')\nwandb.log({'loss': 1})",
    "import jax\nimport jax.numpy as jnp\nfrom jax import grad, jit\nkey = jax.random.PRNGKey(0)",
    "from sklearn.datasets import load_digits\nX, y = load_digits(return_X_y=True)\nX = X / 16",
    "from sklearn.model_selection import train_test_split\n"
    "X_a, X_b, y_a, y_b = train_test_split(np.eye(4), [0, 1, 0, 1])\nprint(X_a.shape)",
    "from sklearn.linear_model import LogisticRegression as L\nmodel = L().fit([[1], [2]], [0, 1])",
    PLT + "plt.figure(figsize=(3, 3)); plt.plot([1]); plt.savefig('a.png'); plt.close('all')",
    PLT + "with plt.xkcd():\n    plt.plot([1])",
    PLT + "fig = plt.figure()\nax = fig.add_subplot(111, projection='3d')\nax.view_init(30, 30)",
    PLT + "from matplotlib import animation\nfilm = animation.FuncAnimation(plt.figure(), print)",
    "import matplotlib as mpl\nmpl.rcParams['font.size'] = 8\nmpl.use('Agg')",
    PLT + "from matplotlib.ticker import MaxNLocator as M\nplt.gca().xaxis.set_major_locator(M(3))",
    PLT + "colour = plt.get_cmap('viridis')(0.5)[:3]\nr, g, b, *_ = plt.cm.plasma(0.1)",
    PLT + "x = np.linspace(0, 1)\nplt.fill_between(x, x ** 2, alpha=0.3)\nplt.legend(['a'], loc=0)",
    "import plotly.express as px\npx.line(x=[1], y=[2]).show()",
    "import altair as alt\nfrom bokeh.plotting import figure, show\nshow(figure())",
    "from rich import print\nprint('[b]a[/b]')",
    "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    print(error)",
    "class Timer:\n    def __enter__(self): return self\n    def __exit__(self, *a): return False\n"
    "with Timer() as timer:\n    pass",
    "match [1, 2]:\n    case [a, *rest]:\n        print(f'{a=}', rest)",
    "if (n := len('abc')) > 2:\n    print(f'{n:>5}{\"x\"!r}')",
    "def count(n):\n    yield from range(n)\nprint(sum(count(4)), *count(2))",
    "squares = {x: x ** 2 for x in range(3)}; flat = [y for x in [[1]] for y in x]",
    "from contextlib import contextmanager, suppress\n@contextmanager\ndef quiet():\n    yield\n"
    "with quiet(), suppress(KeyError):\n    {}['a']",
    "import asyncio\nasync def later():\n    await asyncio.sleep(0)\n    return 1\nawait later()",
    "A = np.arange(6).reshape(2, 3); A[0] = 1; A @ A.T; A[A > 2].mean(); np.unique(A)",
    "np.linalg.svd(np.eye(2)); np.einsum('ij,jk', np.eye(2), np.eye(2)); np.fft.fft([1, 2])",
    "np.random.seed(); np.array([1, 2], dtype='float32'); np.array([[1, 2], [3]], dtype=object)",
    "A = np.matrix([[1, 2]]); M = np.ma.masked_array([1, 2], mask=[0, 1]); M.sum()",
]
# What Python refuses outside functions and loops; Jupyter has run the lines above by then.
OUTSIDE = ["return {name}", "kept = 1\nyield kept", "break"]
BELOW = [
    "1 / 0",
    "print(a_name_that_is_nowhere)",
    "assert False, 'not yet as I want it'",
    "raise KeyboardInterrupt",
    "raise ValueError('to be done')",
    *OUTSIDE,
    "help({name})",
    "{name}?\n{name}??",
    "print({name}.__name__, {name}.__doc__)",
    "import inspect\nprint(inspect.getsource({name}))",
    "import doctest\ndoctest.run_docstring_examples({name}, globals())",
    "{name} = check('{id}', {name})",
    "check('{id}', {name})\nhint('{id}')\nhint('{id}', 2)\nprogress()",
    "solution('{id}')\npuzzle('{id}')\nreview()",
    "%timeit -n1 -r1 {name}",
    "%prun {name}",
    "old_{name} = {name}\nanswers = [{name}, old_{name}]\nanswers_by_name = {{'{name}': {name}}}",
    "try:\n    {name}('nonsense', 1, 2, 3, 4)\nexcept Exception as error:\n    print(type(error))",
    "with open('answer.txt', 'w') as file:\n    file.write(str({name}))",
    "import pickle\npickle.dumps({name})",
    "import dis\ndis.dis({name})",
    "assert callable({name}), {name}\nprint(f'{{{name}!r}}')",
    PLT + "plt.plot([{name}]); plt.title('{name}'); plt.show()",
    "display({name}, {name})",
    "globals()['kept'] = {name}; print(sorted(locals())[:3], dir()[:3], vars() is globals())",
    "import types\nassert isinstance({name}, (types.FunctionType, type)) or True",
    "if __name__ == '__main__':\n    print('here')",
    "del_me = 1\ndel del_me",
    "from copy import deepcopy\ncopied = deepcopy({name})",
    "from unittest import mock\nwith mock.patch('builtins.print'):\n    print(1)",
]
WITHIN = [
    "print('called', end='')",
    "global n_calls\nn_calls = globals().get('n_calls', 0) + 1",
    "import numpy as np",
    "from math import exp",
    "given = dict(locals())",
    "import warnings\nwarnings.warn('slow')",
    "import logging\nlogging.warning('called')\nlogging.getLogger('a').debug('b')",
    "import time\ntime.sleep(0.0001)",
    "np.seterr(all='ignore')",
    "with np.errstate(all='ignore'):\n    pass",
    "np.set_printoptions(precision=3)",
    "import sys\nsys.stdout.write('x')\nsys.stdout.flush()\nsys.stderr.write('y')",
    "import random\nrandom.random()\nnp.random.rand()",
    "steps: int = 3\nname: str = 'x'\nassert steps, name",
    "try:\n    pass\nfinally:\n    done = True",
    "def helper(*args, **options):\n    return args\nhelper(1)",
    "from tqdm import tqdm\nfor _ in tqdm(range(2), leave=False):\n    pass",
    "import matplotlib.pyplot as plt\nplt.figure(); plt.plot([1]); plt.close()",
    "if False:\n    raise RuntimeError",
    "from functools import reduce\nreduce(max, [1, 2])",
    "history = []\nhistory.append(len(history))",
    "np.testing.assert_allclose(1.0, 1.0)",
    "class Local:\n    pass\nLocal()",
    "square = lambda x: x ** 2\nsquare(2)",
]


def _renamed(code, name, new):
    """The code with its function under another name, wherever it calls itself."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            node.name = new
        elif isinstance(node, ast.Name) and node.id == name:
            node.id = new
    return ast.unparse(tree)


def _typed(code, name):
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = ast.parse("np.ndarray | float", mode="eval").body
            for arg in node.args.args:
                arg.annotation = ast.parse("np.ndarray | float | int", mode="eval").body
    return ast.unparse(tree)


def _decorated(code, name):
    return (
        "import functools\ndef timed(function):\n    @functools.wraps(function)\n"
        "    def inner(*args, **options):\n        return function(*args, **options)\n"
        f"    return inner\n@timed\n{code}"
    )


def _other_names(code, name):
    """The code with other names for the variables that its functions make for themselves."""
    tree = ast.parse(code)
    nodes = list(ast.walk(tree))
    made = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    made -= {n.arg for n in nodes if isinstance(n, ast.arg)} | {name}
    for node in nodes:
        if isinstance(node, ast.Global | ast.Nonlocal):
            made -= {*node.names}
    new = {old: f"{old}_of_mine" for old in made}
    for node in nodes:
        if isinstance(node, ast.Name):
            node.id = new.get(node.id, node.id)
    return ast.unparse(tree)


def _tabs(code, name):
    lines = code.split("\n")
    n = [len(line) - len(line.lstrip(" ")) for line in lines]
    if any(i % 4 for i in n):
        return code
    return "\n".join("\t" * (i // 4) + line.lstrip(" ") for i, line in zip(n, lines, strict=True))


WRITTEN = {  # only for functions
    "with types": _typed,
    "with types that are texts": lambda c, n: f"from __future__ import annotations\n{_typed(c, n)}",
    "decorated": _decorated,
    "under errstate": lambda c, n: f"@np.errstate(all='ignore')\n{c}",
    "another name": lambda c, n: f"{_renamed(c, n, f'my_{n}')}\n{n} = my_{n}",
    "a lambda": lambda c, n: f"{_renamed(c, n, f'my_{n}')}\n{n} = lambda *a, **o: my_{n}(*a, **o)",
    "a partial": lambda c, n: f"from functools import partial\n{_renamed(c, n, f'my_{n}')}\n"
    f"{n} = partial(my_{n})",
    "an object": lambda c, n: f"{_renamed(c, n, f'my_{n}')}\nclass Answer:\n"
    f"    def __call__(self, *a, **o):\n        return my_{n}(*a, **o)\n{n} = Answer()",
    "a closure": lambda c, n: f"def make():\n{textwrap.indent(_renamed(c, n, f'my_{n}'), '    ')}\n"
    f"    return my_{n}\n{n} = make()",
    "a static method": lambda c, n: f"class Answers:\n    @staticmethod\n"
    f"{textwrap.indent(_renamed(c, n, f'my_{n}'), '    ')}\nmine = {n} = Answers.my_{n}",
    "a bound method": lambda c, n: f"{_renamed(c, n, f'my_{n}')}\nclass Answers:\n"
    f"    def my_{n}(self, *a, **o):\n        return my_{n}(*a, **o)\n{n} = Answers().my_{n}",
    "other variables": _other_names,
    "twice": lambda c, n: f"def {n}(*a):\n    raise NotImplementedError\n\n{c}",
    "under an if": lambda c, n: f"if True:\n{textwrap.indent(c, '    ')}",
    "under a try": lambda c, n: f"try:\n{textwrap.indent(c, '    ')}\nexcept Exception:\n    pass",
    "under with": lambda c, n: f"with np.errstate():\n{textwrap.indent(c, '    ')}",
    "in a loop": lambda c, n: f"for _ in range(2):\n{textwrap.indent(c, '    ')}",
    "with tabs": _tabs,
    "with Windows's lines": lambda c, n: c.replace("\n", "\r\n"),
    "with blanks at the ends": lambda c, n: "\n\n" + c.replace("\n", "   \n") + "\n\n\n",
    "indented": lambda c, n: textwrap.indent(c, "    "),
    "with semicolons": lambda c, n: f"{c}\n;".replace("\n;", "\nprint();"),
    "with comments": lambda c, n: "# Ünicode ✓ 漢字\n" + c.replace("\n", "  # \\ 'x' \"\"\"\n", 1),
    "timed": lambda c, n: f"%%time\n{c}",
    "captured": lambda c, n: f"%%capture output\n{c}",
    "as ast writes it": lambda c, n: ast.unparse(ast.parse(c)),
    "from a text": lambda c, n: f"exec({c!r}, globals())",
    "wrapped by numpy's own": lambda c, n: f"{c}\n{n}.__doc__ = 'mine'; {n}.author = 'me'",
    "calling itself": lambda c, n: f"{_renamed(c, n, f'my_{n}')}\ndef {n}(*a, again=True, **o):\n"
    f"    return {n}(*a, again=False, **o) if again else my_{n}(*a, **o)",
}  # fmt: skip


def within(lines):
    """What puts lines at the top of an answer's function."""

    def write(code, name):
        tree = ast.parse(code)
        function = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name)
        function.body[:0] = ast.parse("if True:\n" + textwrap.indent(lines, "    ")).body[0].body
        return ast.unparse(tree)

    return write


def around(kind):
    """Every way, by name, that an answer of a kind can be written in: code and exercise to code."""
    ways = {f"above: {a}": lambda c, e, a=a: f"{a}\n{c}" for a in ABOVE}
    ways |= {
        f"below: {b}": lambda c, e, b=b: f"{c}\n{b.format(name=e.name, id=e.id)}" for b in BELOW
    }
    if kind == "function":
        ways |= {f"within: {w}": lambda c, e, w=w: within(w)(c, e.name) for w in WITHIN}
        ways |= {f"written: {n}": lambda c, e, w=w: w(c, e.name) for n, w in WRITTEN.items()}
    return ways


FOR_CLASSES = {  # of the ways in which a function is written
    "under an if", "under a try", "in a loop", "with Windows's lines", "with blanks at the ends",
    "with comments", "captured", "as ast writes it", "from a text",
}  # fmt: skip
BEGIN_A_CELL = {"timed", "captured", "indented"}


def by_lot(lot, code, exercise):
    """The code in one to four ways, and their names."""
    names = {"within": WITHIN, "written": WRITTEN, "below": BELOW, "above": ABOVE}
    if exercise.kind != "function" or exercise.to_repair:
        del names["within"]
        names["written"] = sorted(FOR_CLASSES) if exercise.kind == "class" else []
    chosen = {where: lot.choice([*of]) for where, of in names.items() if of and lot.random() < 0.6}
    if chosen.get("written") in BEGIN_A_CELL:
        chosen.pop("above", None)
    if chosen.get("written") == "indented":
        chosen.pop("below", None)
    if "await" in chosen.get("above", "") and chosen.get("below") in OUTSIDE:
        del chosen["below"]  # Jupyter runs nothing of such a cell
    if "within" in chosen:
        code = within(chosen["within"])(code, exercise.name)
    if "written" in chosen:
        code = WRITTEN[chosen["written"]](code, exercise.name)
    if "below" in chosen:
        code = f"{code}\n{chosen['below'].format(name=exercise.name, id=exercise.id)}"
    if "above" in chosen:
        code = f"{chosen['above']}\n{code}"
    return code, ", ".join(f"{where}: {what}" for where, what in chosen.items())


def right_answers(exercise):
    """The course's answer, and every variant that stands for itself."""
    written = (_for_itself(exercise, variant) for variant in exercise.variants)
    return [answer_source(exercise), *(code for code in written if code)]


def wrong_answers(exercise):
    """The named mistakes that stand for themselves, and earn nothing."""
    written = (_for_itself(exercise, mistake.wrong) for mistake in exercise.mistakes)
    return [code for code in written if code]


def _for_itself(exercise, thing):
    """The code of a function or class under the exercise's name, or nothing if it needs more."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(thing)))
    except (OSError, SyntaxError, TypeError):
        return ""
    (top,) = tree.body
    if not isinstance(top, ast.FunctionDef | ast.ClassDef):
        return ""
    if exercise.name in map(ast.unparse, getattr(top, "bases", ())):  # it changes the answer
        return ""
    if ast.get_docstring(top) is not None:
        top.body[:1] = []
    names = {node for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for name in names:
        name.id = exercise.name if name.id == top.name else name.id
    top.name = exercise.name
    known = {name.id for name in names if not isinstance(name.ctx, ast.Load)}
    known |= {*dir(builtins), "np", "math", *OFFERS[exercise.chapter]}
    known |= {e.name for e in REGISTRY.values() if e.chapter == exercise.chapter}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            known.add(node.name)
        elif isinstance(node, ast.arg):
            known.add(node.arg)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            known |= {alias.asname or alias.name for alias in node.names}
    return ast.unparse(tree) if {name.id for name in names} <= known and top.body else ""
