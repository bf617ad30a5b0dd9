"""Answers that are taken from elsewhere, meddle with files or lie about what they are."""

import os
from pathlib import Path

import pytest

import nnlib
from tests.grading.classmates import full, submission
from tests.grading.hostile import (
    ANSWERS,
    HONEST,
    IDS,
    WRONG,
    graded,
    softmax_that,
    with_softmax,
    without,
)

pytestmark = pytest.mark.usefixtures("nothing_left", "hurry")

THEFTS = {
    "from the library": "from nnlib import softmax",
    "from the library's module": "from nnlib.functions.activations import softmax",
    "from the library, renamed": "import nnlib.functions.activations as a\nsoftmax = a.softmax",
    "through importlib": (
        "import importlib\nsoftmax = importlib.import_module('nnlib.functions.activations').softmax"
    ),
    "without the finder": (
        "import sys\nsys.meta_path = sys.meta_path[1:]\nsys.modules.pop('nnlib', 0)\n"
        "sys.path[:0] = [ROOT, ROOT + '/nnlib']\n"
        "try:\n    from nnlib.functions.activations import softmax\n"
        "except ImportError:\n    from activations import softmax"
    ),
    "by absolute path": (
        "import importlib.util as u\ns = u.spec_from_file_location('a', ROOT + "
        "'/nnlib/functions/activations.py')\nm = u.module_from_spec(s)\ns.loader.exec_module(m)\n"
        "softmax = m.softmax"
    ),
    "from the solutions": (
        "import json\nfor c in json.load(open(ROOT + '/solutions/01-sigmoid-softmax.ipynb'))"
        "['cells']:\n    if 'def softmax' in ''.join(c['source']): exec(''.join(c['source']))"
    ),
    "from the tests": "exec(open(ROOT + '/tests/functions/test_activations.py').read())",
    "from a neighbour": (
        "import json, glob\nfor path in glob.glob(CLASS + '/**', recursive=True) + "
        "[CLASS + '/anna.ipynb']:\n"
        "    for c in json.load(open(path))['cells']:\n"
        "        if 'def softmax' in ''.join(c['source']): exec(''.join(c['source']))"
    ),
    "from the parent's memory": (
        "import os\nmemory = open(f'/proc/{os.getppid()}/mem', 'rb')\nsoftmax = memory.read"
    ),
    "from the parent's files": (
        "import os\nfor n in range(64):\n    print(open(f'/proc/{os.getppid()}/fd/{n}').read())"
    ),
    "from scipy": "from scipy.special import softmax",
    "from scikit-learn": "from sklearn.utils.extmath import softmax",
    "by a link": "import os\nos.symlink(ROOT, '/tmp/root')",
    "from the network": (
        "import urllib.request\nexec(urllib.request.urlopen('http://127.0.0.1:1/').read())"
    ),
}


@pytest.mark.parametrize("name", THEFTS)
def test_an_answer_taken(each_sandbox, tmp_path, name):
    (tmp_path / "anna.ipynb").write_bytes(HONEST)
    root = Path(nnlib.__file__).parents[1]
    facts = f"ROOT, CLASS = {str(root)!r}, {str(tmp_path)!r}\n"
    _, flags = graded(with_softmax(facts + THEFTS[name]), each_sandbox, without("01-softmax"))
    if "nnlib" in THEFTS[name]:
        assert "nnlib is named in the answer to 01-softmax" in flags
    assert [p.name for p in tmp_path.iterdir()] == ["anna.ipynb"]
    assert (tmp_path / "anna.ipynb").read_bytes() == HONEST


DAMAGES = {
    "writes over": "open(CLASS + '/anna.ipynb', 'w').write('mine')",
    "deletes": "import os; os.remove(CLASS + '/anna.ipynb')",
    "deletes all": "import shutil; shutil.rmtree(CLASS)",
    "moves": "import os; os.rename(CLASS + '/anna.ipynb', CLASS + '/eve.ipynb')",
    "leaves a file": "open(CLASS + '/new', 'w').write('x')",
    "leaves a file in /tmp": "open('/tmp/left-behind-by-a-submission', 'w').write('x')",
    "takes the rights": "import os; os.chmod(CLASS + '/anna.ipynb', 0)",
    "calls home": ("import socket; socket.create_connection(('127.0.0.1', 9), 1).send(b'answers')"),
}


def test_answers_that_meddle_with_files(each_sandbox, tmp_path):
    """They do no harm and change no mark: such a line is passed over like an honest one.

    All stand in one submission, each above the right answer to an exercise of its own.
    """
    (tmp_path / "anna.ipynb").write_bytes(HONEST)
    before = (tmp_path / "anna.ipynb").stat()
    answers = dict(ANSWERS)
    for exercise_id, line in zip(IDS[: len(DAMAGES)], DAMAGES.values(), strict=True):
        answers[exercise_id] = f"CLASS = {str(tmp_path)!r}\n{line}\n{ANSWERS[exercise_id]}"
    graded(submission(answers), each_sandbox, full())
    assert [p.name for p in tmp_path.iterdir()] == ["anna.ipynb"]
    assert (tmp_path / "anna.ipynb").stat()[:7] == before[:7]
    assert not os.path.exists("/tmp/left-behind-by-a-submission")


LIES = {
    "np.allclose is always true": (
        "np.allclose = np.array_equal = np.isclose = lambda *a, **k: True\n" + WRONG
    ),
    "np.testing is silent": (
        "for n in dir(np.testing): setattr(np.testing, n, lambda *a, **k: None)\n" + WRONG
    ),
    "all and isinstance are always true": (
        "import builtins\nbuiltins.all = builtins.isinstance = lambda *a: True\n" + WRONG
    ),
    "json says what it likes": (
        "import json\nold = json.dumps\njson.dumps = lambda x, **k: old(x).replace("
        "'0x0.0p+0', '0x1.0p+0')\n" + WRONG
    ),
    "an array that lies": """
class Lying(np.ndarray):
    def __eq__(self, other): return np.True_
    def __ne__(self, other): return np.False_
    def __sub__(self, other): return np.zeros(self.shape)
    __rsub__ = __sub__
    def all(self, *a): return True
    shape = property(lambda self: (2, 3))
    def __array__(self, *a, **k): return np.ones(3) / 3
def softmax(Z):
    return np.zeros(np.shape(Z)).view(Lying)
""",
    "an object that is equal to all": """
class Equal:
    __eq__ = __le__ = __ge__ = __lt__ = __gt__ = lambda self, other: True
    __array__ = lambda self, *a, **k: np.ones(3)
    __abs__ = __sub__ = __rsub__ = __float__ = lambda self, *a: 0.0
    dtype, shape, ndim, size = np.dtype(float), (3,), 1, 3
    __class__ = np.ndarray
def softmax(Z):
    return Equal()
""",
    "a number that is equal to all": """
class Number(float):
    __eq__ = __le__ = lambda self, other: True
def softmax(Z):
    return Number(1)
""",
    "an array of objects": """
class Equal:
    __eq__ = __le__ = lambda self, other: True
def softmax(Z):
    return np.full(np.shape(Z), Equal(), object)
""",
    "NaN everywhere": "def softmax(Z):\n    return np.full(np.shape(Z), np.nan)",
    "texts": "def softmax(Z):\n    return np.full(np.shape(Z), 'right')",
    "complex numbers": "def softmax(Z):\n    return np.exp(Z) + 0j",
    "booleans": "def softmax(Z):\n    return np.ones(np.shape(Z), bool)",
    "a masked array": "def softmax(Z):\n    return np.ma.masked_all(np.shape(Z))",
    "a broadcast giant": "def softmax(Z):\n    return np.broadcast_to(0.5, (10**6, 10**6))",
    "a large array": "def softmax(Z):\n    return np.ones(2_000_000)",
    "many large arrays": "def softmax(Z):\n    return [np.ones(1_000_000)] * 100",
    "a list of lists without end": "def softmax(Z):\n    x = []\n    x.append(x)\n    return x",
    "a generator": "def softmax(Z):\n    yield np.zeros(3)",
    "itself": "def softmax(Z):\n    return softmax",
    "a class": (
        "def softmax(Z):\n    class A:\n        mro = _link = _number = _class_number = print\n"
        "    return A"
    ),
    "ellipsis": "def softmax(Z):\n    return ...",
    "an int of a million digits": "def softmax(Z):\n    return 10 ** 1_000_000",
    "a callable object": (
        "class F:\n    def __call__(self, Z): return np.zeros(np.shape(Z))\n"
        "    def __getattr__(self, name): return self\nsoftmax = F()"
    ),
    "frames of the caller": softmax_that("""
frame = sys._getframe()
while frame is not None:
    for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
        if type(value).__name__ in ("Outcome", "Case", "Exercise"): return value.value
        if getattr(value, "__name__", "") == "softmax" and value is not softmax: return value(Z)
    frame = frame.f_back
"""),
    "all objects there are": softmax_that("""
import gc
for value in gc.get_objects():
    if getattr(value, "__name__", "") == "softmax" and value is not softmax: return value(Z)
    if type(value).__name__ in ("Outcome", "Case", "Exercise"): return value.value
"""),
    "a call to check": "from nnlib.exercises import check\nsoftmax = check('01-softmax', None)",
    "a call to solution": (
        "from nnlib.exercises import solution, REGISTRY\nsoftmax = REGISTRY['01-softmax'].reference"
    ),
}


@pytest.mark.parametrize("name", LIES)
def test_an_answer_that_is(each_sandbox, name):
    graded(with_softmax(LIES[name]), each_sandbox, without("01-softmax"))
