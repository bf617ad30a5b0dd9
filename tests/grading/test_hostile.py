"""Hostile and broken submissions: each earns what it deserves, and nobody else loses a point.

Where nothing else is said a submission has the right answer to every exercise of chapter 01
but softmax, and the test says what it has there and which points that costs.
"""

import json
import os
import re
from pathlib import Path

import pytest

import nnlib
from nnlib.exercises import REGISTRY
from nnlib.grading import grade as grading
from nnlib.grading import marking, running
from nnlib.grading.grade import grade
from nnlib.judge.stub import answer_source
from tests.grading.classmates import (
    as_file,
    code_cell,
    exercises_of,
    filled_in,
    full,
    grade_id,
    points,
    released,
    right,
    stubs,
    submission,
)

pytestmark = pytest.mark.usefixtures("nothing_left", "hurry")
ANSWERS = right()
SOFTMAX = ANSWERS["01-softmax"]
HONEST = submission(ANSWERS)
SEED = 12345
WRONG = "def softmax(Z):\n    return np.zeros(np.shape(Z))\n"


@pytest.fixture
def hurry(monkeypatch):
    monkeypatch.setattr(running, "CELL_SECONDS", 2.0)


def without(*lost):
    """All points but those."""
    return full() | dict.fromkeys(lost, 0)


def graded(data, sandbox, expected, seed=SEED):
    """Grade a submission, then an honest one in the same process, as a worker would."""
    result = grade(data, "01", seed, sandbox)
    reasons = {mark.id: mark.reason for mark in result.marks if mark.points != mark.max_points}
    assert points(result) == expected, reasons
    assert points(grade(HONEST, "01", seed, sandbox)) == full()
    assert all(mark.status != "correct" or mark.points == mark.max_points for mark in result.marks)
    json.dumps([mark.reason for mark in result.marks])
    return {mark.id: mark for mark in result.marks}, result.flags


def with_softmax(code):
    return submission(ANSWERS | {"01-softmax": code})


def softmax_that(lines):
    """A softmax that does something with its scores before it gives zeros."""
    body = "\n".join("    " + line for line in lines.strip("\n").split("\n"))
    return f"import sys, os\ndef softmax(Z):\n{body}\n    return np.zeros(np.shape(Z))\n"


def test_a_correct_submission_earns_all(each_sandbox):
    _, flags = graded(HONEST, each_sandbox, full())
    assert flags == []


def test_an_untouched_chapter_earns_nothing(each_sandbox):
    marks, _ = graded(as_file(released()), each_sandbox, dict.fromkeys(full(), 0))
    assert {mark.status for mark in marks.values()} == {"not attempted"}


@pytest.mark.parametrize(
    ("code", "status", "says"),
    [
        (
            "def softmax(Z):\n    E = np.exp(Z)\n    return E / E.sum(-1, keepdims=True)",
            "not yet",
            "Right for small scores",
        ),
        (stubs()["01-softmax"], "not attempted", ""),
        ("def softmax(Z)\n    return Z", "not yet", "SyntaxError"),
        ("def softmax(Z):\nreturn Z", "not yet", "IndentationError"),
        ("1 / 0", "not yet", "ZeroDivisionError: division by zero (line 1: 1 / 0)"),
        ("", "not attempted", "There is nothing called softmax"),
        ("my_softmax = lambda Z: Z", "not attempted", "There is nothing called softmax"),
        (SOFTMAX.replace("def softmax", "def Softmax"), "not attempted", "nothing called softmax"),
        ("softmax = ...", "not attempted", ""),
        ("softmax = None", "not attempted", "nothing called"),
        ("softmax = 3", "not yet", "should be a function, but it is a int"),
        ("class softmax: pass", "not yet", "softmax"),
        ("del softmax", "not yet", "NameError"),
        ("# \ud800", "not yet", "UnicodeEncodeError"),
        ("x = '\0'", "not yet", "null bytes"),
        ("return 1", "not yet", "SyntaxError"),
        ("await x", "not yet", "SyntaxError"),
        ("-" * 90_000 + "1", "not yet", "The cell raised"),
        ("1" + "+1" * 45_000, "not yet", "The cell raised"),
    ],
    ids=range(19),
)
def test_a_wrong_answer_costs_its_own_points_only(sandbox, code, status, says):
    marks, _ = graded(with_softmax(code), sandbox, without("01-softmax"))
    assert marks["01-softmax"].status == status
    assert says in marks["01-softmax"].reason


FIRST_CELL = """
import numpy as np, sys, os, gc, types
children = [o for o in gc.get_objects() if type(o).__name__ == "Child"]
child = children[0]
channel, protocol = child.channel, sys.modules["protocol"]
"""
FIND_SOCKET = """
import os, stat
fds = []
for fd in range(3, 64):
    try:
        if stat.S_ISSOCK(os.fstat(fd).st_mode):
            fds.append(fd)
    except OSError:
        pass
import json, struct
def say(message, data=b"", claim=None):
    text = message if type(message) is bytes else json.dumps(message).encode()
    head = struct.pack("<II", len(text), len(data) if claim is None else claim)
    os.write(fds[0], head + text + data)
"""

ENDINGS = {
    "leaves by os._exit": "import os; os._exit(0)",
    "leaves by sys.exit": "import sys; sys.exit(0)",
    "leaves by exit": "exit()",
    "raises SystemExit": "raise SystemExit(0)",
    "raises KeyboardInterrupt": "raise KeyboardInterrupt",
    "raises GeneratorExit": "raise GeneratorExit",
    "raises StopIteration": "raise StopIteration",
    "raises an error that cannot be shown": (
        "class Odd(BaseException):\n    def __str__(self): raise self\nraise Odd"
    ),
    "raises an error with an odd name": (
        "raise type('a' * 1000 + '<b>', (ValueError,), {})('\\ud800')"
    ),
    "raises all errors at once": "raise BaseExceptionGroup('all', [SystemExit(), ValueError()])",
    "aborts": "import os; os.abort()",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "crashes the stack": ("import sys; sys.setrecursionlimit(10**9)\ndef f(): return f()\nf()"),
    "calls itself for ever": "def f(): return f()\nf()",
    "wants 30 GB": "np.ones(30_000_000_000 // 8)",
    "wants 30 GB piece by piece": "kept = []\nwhile True: kept.append(np.ones(10_000_000))",
    "prints a million lines": "for i in range(1_000_000): print(i)",
    "prints 100 MB": "for i in range(100): print('x' * 1_000_000)",
    "writes 100 MB past print": (
        "import os\nfor i in range(100): os.write(1, b'x' * 1_000_000); os.write(2, b'x' * 1000)"
    ),
    "starts 60 processes": (
        "import subprocess\nfor i in range(60): subprocess.Popen(['sleep', '1000'])"
    ),
    "is a fork bomb": "import os\nwhile True: os.fork()",
    "is a bomb of threads": (
        "import threading\nwhile True: threading.Thread(target=lambda: input() or 1).start()"
    ),
    "leaves a daemon behind": (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n"
        "    if os.fork() == 0: time.sleep(1000)"
    ),
    "closes every file": "import os\nos.closerange(0, 64)",
    "stops itself": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "kills the parent": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
    "reaches for everybody": "import os\nos.kill(-1, 0)",  # were it let, it should do no harm
    "asks for input": "input('password: ')",
    "is no text": "print('\\ud800')\nraise ValueError('\\ud800')",
}
STOPPED = [
    "code took too long and was stopped",
    "code ended the whole program: by an exit, or for want of memory",
]


@pytest.mark.parametrize("where", ["cell", "function"])
@pytest.mark.parametrize("name", ENDINGS)
def test_an_answer_that(sandbox, name, where, capfd):
    code = ENDINGS[name]
    code = f"{code}\n{WRONG}" if where == "cell" else softmax_that(code)
    marks, flags = graded(with_softmax(code), sandbox, without("01-softmax"))
    stopped = {how: f"the answer to 01-softmax: their {how}" for how in STOPPED}
    told = {flag for how, flag in stopped.items() if how in marks["01-softmax"].reason}
    # What is told is the first wrong case; a later one may have been stopped.
    assert told <= set(flags) <= set(stopped.values())
    assert capfd.readouterr() == ("", "")


LOOPS = {
    "for ever": "while True: pass",
    "for ever, asleep": "import time\ntime.sleep(10_000)",
    "for ever, deaf": """
import signal
for number in signal.valid_signals():
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
while True:
    try:
        while True: pass
    except BaseException: pass
""",
    "for ever, in C": "sum(iter(int, 1))",
    "for ever, in a regular expression": "import re; re.match('(a*)*b', 'a' * 60)",
    "for ever, printing": "while True: print('x' * 1000)",
    "nearly for ever": "import time\ntime.sleep(2.7)",
}


@pytest.mark.slow
@pytest.mark.parametrize("where", ["cell", "function"])
@pytest.mark.parametrize("name", LOOPS)
def test_an_answer_that_runs(each_sandbox, name, where):
    code = LOOPS[name].strip("\n")
    code = f"{code}\n{WRONG}" if where == "cell" else softmax_that(code)
    marks, _ = graded(with_softmax(code), each_sandbox, without("01-softmax"))
    assert "took too long" in marks["01-softmax"].reason or name == "nearly for ever"


def test_many_endless_cells_stop_at_the_time_for_all(sandbox, monkeypatch):
    monkeypatch.setattr(running, "SUBMISSION_SECONDS", 5.0)
    monkeypatch.setattr(running, "CELL_SECONDS", 1.0)
    notebook = filled_in(ANSWERS)
    endless = [code_cell("while True: pass")] * 1000
    notebook["cells"][:0] = endless
    marks, flags = graded(as_file(notebook), sandbox, dict.fromkeys(full(), 0))
    assert "The time for your notebook was over" in marks["01-softmax"].reason
    assert sorted(flags) == [
        "a cell of their own: their code took too long and was stopped",
        "the time for their notebook was over before all was judged",
    ]


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


@pytest.mark.parametrize("name", DAMAGES)
def test_an_answer_that_meddles_with_files(each_sandbox, tmp_path, name):
    (tmp_path / "anna.ipynb").write_bytes(HONEST)
    before = (tmp_path / "anna.ipynb").stat()
    code = f"CLASS = {str(tmp_path)!r}\n{DAMAGES[name]}\n{SOFTMAX}"
    marks, _ = graded(with_softmax(code), each_sandbox, without("01-softmax"))
    assert "Error" in marks["01-softmax"].reason
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
    "a wish to AST transformers": ("get_ipython().ast_transformers.append(None)\n" + SOFTMAX),
    "a wish to IPython": "from IPython import get_ipython\nget_ipython().quiet\n" + SOFTMAX,
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
def test_an_answer_that_is(sandbox, name):
    graded(with_softmax(LIES[name]), sandbox, without("01-softmax"))


FORGERIES = {
    # in the cell, before anything is asked
    "an answer before the question": (
        FIND_SOCKET + "say({'id': 9, 'value': {'float': '0x1p+0'}, 'changed': {}})\n" + WRONG
    ),
    "a hundred answers before the question": (
        FIND_SOCKET + "for i in range(100): say({'id': i, 'value': None, 'changed': "
        "{'arrays': [], 'dicts': []}, 'printed': ''})\n" + WRONG
    ),
    "the right number and one too many": (
        FIRST_CELL + "channel.send({'id': child.request, 'value': None, 'printed': ''})\n" + WRONG
    ),
    "bytes without sense": FIND_SOCKET + "os.write(fds[0], b'\\xff' * 1000)\n" + WRONG,
    "a length without a message": (
        FIND_SOCKET + "os.write(fds[0], struct.pack('<II', 999_999, 0))\n"
        "import time\ntime.sleep(100)"
    ),
    "a hundred megabytes": (
        FIND_SOCKET + "os.set_blocking(fds[0], False)\n"
        "try:\n    while True: os.write(fds[0], bytes(1_000_000))\nexcept OSError: pass\n" + WRONG
    ),
    "the end of the conversation": (
        FIND_SOCKET + "import socket\nsocket.socket(fileno=fds[0]).shutdown(2)\n" + WRONG
    ),
}
VALUES = {
    "a huge array": {"array": "f8", "shape": [10**9], "scalar": False},
    "an array with more bytes than there are": {"array": "f8", "shape": [3], "scalar": False},
    "a negative shape": {"array": "f8", "shape": [-1, -1], "scalar": False},
    "an odd type": {"array": "O", "shape": [1], "scalar": False},
    "a type that is a list": {"array": ["f8"], "shape": [1], "scalar": False},
    "endless nothing": {"array": "f8", "shape": [0] + [10**7] * 15, "scalar": False},
    "an object that is not there": {"object": 10**9, "type": "int"},
    "an object without a type": {"object": 0},
    "an object of an odd type": {"object": 0, "type": "\ud800\0"},
    "a class of odd methods": {"object": 0, "type": "type", "class": "\0", "methods": [1]},
    "a class with a metaclass": {
        "object": 0,
        "type": "type",
        "class": "A",
        "methods": ["_class_number", "mro", "__new__"],
    },
    "nothing": {},
    "a bare list": [1, 2],
    "a bare number": 1.5,
}
MESSAGES = {
    "no value": {},
    "an odd error": {"error": []},
    "an error that ends the grading": {"error": {"type": "SystemExit", "bases": ["SystemExit"]}},
    "an error that looks like Ctrl-C": {
        "error": {"type": "KeyboardInterrupt", "bases": ["KeyboardInterrupt"]}
    },
    "an error of a worker": {
        "error": {"type": "BrokenExecutor", "bases": ["BrokenProcessPool", "RuntimeError"]}
    },
    "an error with an odd name": {"error": {"type": "\0\ud800", "bases": ["ValueError"]}},
    "an error that wants more": {"error": {"type": "x", "bases": ["UnicodeDecodeError"]}},
    "odd changes": {"value": None, "changed": [1]},
    "changes of what was not sent": {
        "value": None,
        "changed": {"arrays": [[99, None]], "dicts": []},
    },
    "an argument that became another": {
        "value": None,
        "changed": {"arrays": [[0, {"list": []}]], "dicts": []},
    },
    "changes without pairs": {"value": None, "changed": {"arrays": [1], "dicts": [[0, [1]]]}},
    "a question about no function": {"callback": 99, "args": {"list": []}, "options": {"dict": []}},
    "a question with odd arguments": {"callback": 0, "args": None, "options": None},
    "a question without a number": {"callback": "print", "args": {"list": []}},
    "another number": {"id": 10**6, "value": None},
    "a number that is none": {"id": [], "value": None},
}
ANSWERING = """
def answer(message, data):
    if message.get("name") != "softmax" and message["do"] != "call":
        return type(child).answer(child, message, data)
    channel.send({"id": child.request, "changed": {"arrays": [], "dicts": []}} | MESSAGE)
child.answer = answer
"""


@pytest.mark.parametrize("name", FORGERIES)
def test_forged_on_the_socket(sandbox, name):
    graded(with_softmax(FORGERIES[name]), sandbox, without("01-softmax"))


@pytest.mark.parametrize("name", VALUES)
def test_a_forged_value(sandbox, name):
    code = f"{WRONG}{FIRST_CELL}MESSAGE = {{'value': {VALUES[name]!r}}}\n{ANSWERING}"
    forged = with_softmax(code)
    graded(forged, sandbox, without("01-softmax", "01-one-hot", "01-nll", "01-log-softmax"))


@pytest.mark.parametrize("name", MESSAGES)
def test_a_forged_message(sandbox, name):
    code = f"{WRONG}{FIRST_CELL}MESSAGE = {MESSAGES[name]!r}\n{ANSWERING}"
    forged = with_softmax(code)
    graded(forged, sandbox, without("01-softmax", "01-one-hot", "01-nll", "01-log-softmax"))


def test_every_answer_that_raises_what_would_end_the_grading(sandbox):
    """Also to the questions that grading asks beside the judge's."""
    code = FIRST_CELL + (
        "child.answer = lambda message, data: channel.send({'id': child.request, 'error': "
        "{'type': 'SystemExit', 'bases': ['SystemExit', 'BaseException']}, 'changed': {}})\n"
    )
    lost = ["01-softmax", "01-one-hot", "01-nll", "01-log-softmax"]
    graded(with_softmax(code), sandbox, without(*lost))
    graded(submission(ANSWERS, first=code), sandbox, dict.fromkeys(full(), 0))


def test_a_child_cannot_change_what_it_was_given(sandbox):
    """What the grader offers stays the grader's: the next student is judged with it."""
    forged = (
        FIRST_CELL
        + """
def answer(message, data):
    if message["do"] != "offer":
        return type(child).answer(child, message, data)
    args = sys.modules["child"].Arguments(data, child.resolve)
    changed = []
    for i, form in enumerate(message["names"].values()):
        value = args.decode(form)
        if isinstance(value, np.ndarray):
            changed.append([i, protocol.Writer().encode(np.zeros(3))])
    writer = protocol.Writer()
    forms = [[0, writer.encode(np.zeros((1437, 64)))]]
    channel.send({"id": child.request, "value": None, "changed":
                  {"arrays": forms, "dicts": []}}, writer.buffers)
child.answer = answer
"""
    )
    answers = right("00")
    grade(submission(answers, "00", first=forged), "00", SEED, sandbox)
    honest = grade(submission(answers, "00"), "00", SEED, sandbox)
    assert points(honest) == full("00")


TOO_LARGE = "too large while the course grades"
ORACLES = {
    "a huge size": ("one_hot(np.zeros(1, int), 10**9)", TOO_LARGE),
    "a huge size in an array": ("one_hot(np.zeros(1, int), np.array(10**9))", TOO_LARGE),
    "a huge size in a scalar": ("one_hot(np.zeros(1, int), np.int64(10**9))", TOO_LARGE),
    "many labels of many classes": ("one_hot(np.zeros(100_000, int), 10_000)", TOO_LARGE),
    "odd arguments": ("one_hot('a', {'b': [None]})", "TypeError"),
    "an object": (
        "one_hot(type('A', (), {'__module__': '__main__'})(), 3)",
        "IndexError: only integers",
    ),
    "a function": ("one_hot(lambda: 1, 3)", "IndexError: only integers"),
    "a million questions": (
        "for i in range(1_000_000): one_hot(np.zeros(1, int), 3)",
        "took too long|too many questions",  # which comes first depends on the machine
    ),
}


@pytest.mark.parametrize("name", ORACLES)
def test_a_lent_function_is_asked_for(sandbox, name):
    """one_hot is not answered, so the grader lends its own: it must not do all that is asked."""
    code, says = ORACLES[name]
    asking = {"01-one-hot": stubs()["01-one-hot"], "01-nll": f"{code}\n{ANSWERS['01-nll']}"}
    marks, _ = graded(submission(ANSWERS | asking), sandbox, without("01-one-hot", "01-nll"))
    assert re.search(says, marks["01-nll"].reason)


def test_what_is_asked_after_the_time_for_all_is_not_judged(sandbox, monkeypatch):
    class Late(running.CellRunner):
        def answer_to(self, exercise, last):
            answer = super().answer_to(exercise, last)
            self.end = 0
            return answer

    monkeypatch.setattr(grading, "CellRunner", Late)
    result = grade(HONEST, "01", SEED, sandbox)
    assert points(result) == dict.fromkeys(full(), 0)
    assert result.marks[0].reason == "The time for your notebook was over by then."


def test_an_error_of_the_judge_costs_one_exercise_and_is_flagged(sandbox, monkeypatch):
    def judge(exercise, attempt, seed):
        if exercise.id == "01-softmax":
            raise RuntimeError("odd")
        return real(exercise, attempt, seed)

    real = marking.judge
    monkeypatch.setattr(marking, "judge", judge)
    result = grade(HONEST, "01", SEED, sandbox)
    assert points(result) == without("01-softmax")
    assert result.flags == ["judging 01-softmax failed: RuntimeError: odd"]


@pytest.mark.parametrize("asks", ["run", "look"])
def test_the_instructors_ctrl_c_ends_the_grading(sandbox, monkeypatch, asks):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(running.Link, asks, interrupted)
    with pytest.raises(KeyboardInterrupt):
        grade(HONEST, "01", SEED, sandbox)


def test_a_cell_that_ends_its_child_beside_an_exercise_that_is_a_value_costs_nothing_else(sandbox):
    first = next(e for e in REGISTRY.values() if e.kind == "variable")
    data = submission(right(first.chapter), first.chapter, first="import os; os._exit(0)")
    assert points(grade(data, first.chapter, SEED, sandbox)) == full(first.chapter)
    answers = right(first.chapter) | {first.id: "import os; os._exit(0)"}
    result = grade(submission(answers, first.chapter), first.chapter, SEED, sandbox)
    assert points(result) == full(first.chapter) | {first.id: 0}


def test_an_honest_answer_may_build_on_a_lent_one_also_after_a_death(sandbox):
    answers = ANSWERS | {
        "01-sigmoid": stubs()["01-sigmoid"],
        "01-softmax": "import os; os._exit(1)",
        "01-log-softmax": (
            "def log_softmax(Z):\n    assert sigmoid(0.0) == 0.5\n"
            "    S = Z - np.max(Z, axis=-1, keepdims=True)\n"
            "    return S - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))"
        ),
    }
    graded(submission(answers), sandbox, without("01-sigmoid", "01-softmax"))


def test_a_patched_numpy_hurts_only_what_follows_in_the_same_notebook(sandbox):
    code = "np.exp = np.zeros_like\n" + SOFTMAX
    graded(with_softmax(code), sandbox, without("01-softmax", "01-log-softmax"))


def test_a_thread_left_behind_harms_nobody(each_sandbox):
    code = "import threading\nthreading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()\n"
    graded(with_softmax(code + SOFTMAX), each_sandbox, full())


def test_a_right_answer_may_come_from_an_odd_place(sandbox):
    lines = SOFTMAX.replace("def softmax", "def mine")
    for code in [
        f"{lines}\nsoftmax = mine",
        f"{lines}\nsoftmax = lambda Z: mine(Z)",
        f"{lines}\nimport functools\nsoftmax = functools.partial(mine)",
        f"{lines}\nimport functools\nsoftmax = functools.cache(lambda: 0) and mine",
        f"{lines}\nimport functools\n@functools.wraps(mine)\ndef softmax(*a): return mine(*a)",
        f"{lines}\nsoftmax = np.vectorize(mine, signature='(k)->(k)')",
        f"{lines}\nclass F:\n    def __call__(self, Z): return mine(Z)\nsoftmax = F()",
    ]:
        graded(with_softmax(code), sandbox, full())


NO_SUBMISSIONS = {
    "corrupt JSON": b'{"cells": [}' + HONEST,
    "half a file": HONEST[: len(HONEST) // 2],
    "an empty file": b"",
    "deep JSON": b'{"cells": ' + b"[" * 1_000_000,
    "wrong cell types": json.dumps({"cells": [None, 1, "x", [], {"cell_type": 3}]}).encode(),
    "no cells": b'{"cells": []}',
    "another program's": b"%PDF-1.4",
    "cells of cells": json.dumps({"cells": [[released()]]}).encode(),
}


@pytest.mark.parametrize("name", NO_SUBMISSIONS)
def test_a_file_that_is_no_submission_earns_nothing(sandbox, name):
    marks, flags = graded(NO_SUBMISSIONS[name], sandbox, dict.fromkeys(full(), 0))
    assert flags
    assert {mark.status for mark in marks.values()} == {"not attempted"}


def test_a_notebook_of_200_mb_is_not_read(sandbox, tmp_path):
    from nnlib.grading.sources import Folder

    with open(tmp_path / "big.ipynb", "wb") as file:
        file.write(HONEST)
        file.truncate(200_000_000)
    _, flags = graded(Folder(tmp_path).read("big.ipynb"), sandbox, dict.fromkeys(full(), 0))
    assert flags == ["the file is larger than 20 MB"]


def edited(change):
    notebook = filled_in(ANSWERS)
    notebook["cells"] = [new for cell in notebook["cells"] for new in change(cell)]
    return as_file(notebook)


def is_check(cell):
    return grade_id(cell).endswith("-check")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("deleted", lambda cell: [] if is_check(cell) else [cell]),
        ("emptied", lambda cell: [cell | {"source": ""}] if is_check(cell) else [cell]),
        ("edited", lambda cell: [cell | {"source": "1 / 0"}] if is_check(cell) else [cell]),
        ("copied", lambda cell: [cell, cell]),
    ],
)
def test_check_cells_may_be(sandbox, name, change):
    _, flags = graded(edited(change), sandbox, full())
    assert len([flag for flag in flags if "01-softmax" in flag]) >= 1


def test_of_two_cells_with_one_id_the_later_counts(sandbox):
    def copy(first, second):
        def change(cell):
            if grade_id(cell) != "01-softmax":
                return [cell]
            return [cell | {"source": first}, cell | {"source": second}]

        return edited(change)

    graded(copy(WRONG, SOFTMAX), sandbox, full())
    _, flags = graded(copy(SOFTMAX, WRONG), sandbox, without("01-softmax"))
    assert flags == ["there are 2 cells called 01-softmax"]


def test_all_in_one_cell_without_metadata_is_graded_too(sandbox):
    code = "\n\n".join(ANSWERS.values())
    graded(json.dumps({"cells": [code_cell(code)]}).encode(), sandbox, full())


def test_answers_in_the_cells_of_others_are_graded_by_name(sandbox):
    ids = list(ANSWERS)
    rotated = dict(zip(ids, [ANSWERS[i] for i in ids[1:] + ids[:1]], strict=True))
    result = grade(submission(rotated), "01", SEED, sandbox)
    # Each answer stands one exercise too early, but sigmoid's comes last of all.
    assert points(result) == full()
    assert result.flags == ["the answer to 01-sigmoid stands below its check cell"]


def test_an_answer_that_fits_one_seed_only_is_wrong_with_another(sandbox):
    exercise = next(e for e in exercises_of("01") if e.id == "01-softmax")
    table = [
        (case.args["Z"].tolist(), exercise.reference(case.args["Z"]).tolist())
        for case in exercise.draw_cases(SEED)
    ]
    code = (
        f"TABLE = {table!r}\ndef softmax(Z):\n    for given, wanted in TABLE:\n"
        "        if Z.tolist() == given: return np.array(wanted)\n"
    )
    graded(with_softmax(code), sandbox, full(), SEED)
    graded(with_softmax(code), sandbox, without("01-softmax"), SEED + 1)


def test_nothing_in_the_child_is_an_answer():
    """The files that a child can read say nothing of the course's answers."""
    from nnlib.grading.sandbox.allowed import child_files

    texts = "".join(path.read_text("utf-8") for path in child_files())
    for exercise in REGISTRY.values():
        last = answer_source(exercise).splitlines()[-1].strip()
        assert f"{last}\n" not in texts
