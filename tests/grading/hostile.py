"""What hostile submissions are made of, and how they are graded: each beside an honest one.

Where nothing else is said a submission has the right answer to every exercise of chapter 01
but softmax, and the test says what it has there and which points that costs.
"""

import itertools
import json

from nnlib.grading.grade import grade
from tests.grading.classmates import exercises_of, full, points, right, submission

ANSWERS = right()
SOFTMAX = ANSWERS["01-softmax"]
HONEST = submission(ANSWERS)
SEED = 12345
WRONG = "def softmax(Z):\n    return np.zeros(np.shape(Z))\n"
IDS = [exercise.id for exercise in exercises_of("01")]
LAST = exercises_of("01")[-1]  # a ruined child has nothing to answer after it
WRONG_LAST = f"def {LAST.name}(Z, Y):\n    return np.zeros(np.shape(Z))\n"
BAD, GOOD = exercises_of("01")[::2], exercises_of("01")[1::2]  # where several share a submission
FROM_SOFTMAX_ON = IDS[IDS.index("01-softmax") :]  # what a ruined child has still to answer

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


def without(*lost):
    """All points but those."""
    return full() | dict.fromkeys(lost, 0)


EACH = 4  # an honest one costs as much as a hostile one
n_graded = itertools.count(1)


def graded(data, sandbox, expected, seed=SEED):
    """Grade a submission; after some, an honest one in the same process, as a worker would."""
    result = grade(data, "01", seed, sandbox)
    reasons = {mark.id: mark.reason for mark in result.marks if mark.points != mark.max_points}
    assert points(result) == expected, reasons
    if next(n_graded) % EACH == 0:
        assert points(grade(HONEST, "01", seed, sandbox)) == full(), f"one of the last {EACH}"
    assert all(mark.status != "correct" or mark.points == mark.max_points for mark in result.marks)
    json.dumps([mark.reason for mark in result.marks])
    return {mark.id: mark for mark in result.marks}, result.flags


def with_softmax(code):
    return submission(ANSWERS | {"01-softmax": code})


def with_last(code):
    return submission(ANSWERS | {LAST.id: code})


def batches(names):
    """Names, as many at a time as there are bad exercises; the last batch begins anew."""
    names, n = [*names], len(BAD)
    return [(names[i : i + n] + names)[:n] for i in range(0, len(names), n)]


def zeros(exercise):
    """A wrong answer."""
    return f"def {exercise.name}(*given):\n    return np.zeros(3)\n"


def softmax_that(lines):
    """A softmax that does something with its scores before it gives zeros."""
    body = "\n".join("    " + line for line in lines.strip("\n").split("\n"))
    return f"import sys, os\ndef softmax(Z):\n{body}\n    return np.zeros(np.shape(Z))\n"
