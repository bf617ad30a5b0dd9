"""Answers that are wrong, end the program or never end: each costs its own points only."""

import pytest

from nnlib.grading import marking, running
from nnlib.grading.sandbox import link
from tests.grading.classmates import (
    as_file,
    code_cell,
    filled_in,
    full,
    stubs,
    submission,
)
from tests.grading.hostile import (
    ANSWERS,
    BAD,
    SOFTMAX,
    WRONG,
    batches,
    graded,
    softmax_that,
    with_softmax,
    without,
    zeros,
)

pytestmark = pytest.mark.usefixtures("nothing_left", "hurry")


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
        ("await nobody_defines_this", "not yet", "NameError"),
        ("-" * 90_000 + "1", "not yet", "The cell raised"),
        ("1" + "+1" * 45_000, "not yet", "The cell raised"),
    ],
    ids=range(19),
)
def test_a_wrong_answer_costs_its_own_points_only(sandbox, code, status, says):
    marks, _ = graded(with_softmax(code), sandbox, without("01-softmax"))
    assert marks["01-softmax"].status == status
    assert says in marks["01-softmax"].reason


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


def wrong_answer_that(exercise, lines, where):
    """A function that gives zeros; in its cell, or within itself, there stand lines above that."""
    if where == "cell":
        return f"{lines}\n{zeros(exercise)}"
    body = "\n".join("    " + line for line in lines.split("\n"))
    return f"import sys, os\n{zeros(exercise)}".replace("    return", f"{body}\n    return")


@pytest.mark.parametrize("where", ["cell", "function"])
@pytest.mark.parametrize("batch", batches(ENDINGS), ids=range(len(batches(ENDINGS))))
def test_an_answer_that(each_sandbox, batch, where, capfd):
    """Four in a submission, and beside each a right answer, which it must not harm."""
    answers, names = dict(ANSWERS), {}
    for exercise, name in zip(BAD, batch, strict=True):
        answers[exercise.id] = wrong_answer_that(exercise, ENDINGS[name], where)
        names[exercise.id] = name
    marks, flags = graded(submission(answers), each_sandbox, without(*names))
    stopped = {(i, how): f"the answer to {i}: their {how}" for i in names for how in STOPPED}
    told = {flag for (i, how), flag in stopped.items() if how in marks[i].reason}
    # What is told is the first wrong case; a later one may have been stopped.
    assert told <= set(flags) <= set(stopped.values()), names
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
    "nearly for ever": "import time\ntime.sleep(1.7)",
}


@pytest.mark.slow
@pytest.mark.parametrize("where", ["cell", "function"])
@pytest.mark.parametrize("name", LOOPS)
def test_an_answer_that_runs(each_sandbox, monkeypatch, name, where):
    monkeypatch.setattr(running, "CELL_SECONDS", 1.0)  # as good as two for them
    monkeypatch.setattr(link, "CALL_SECONDS", 2.0)
    monkeypatch.setattr(marking, "SLOWER", 1)  # three seconds for all calls of an answer
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
