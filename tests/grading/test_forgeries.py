"""What a child forges on its line to the grader, and what it asks of it: nothing is won."""

import re

import pytest

from nnlib.grading.grade import grade
from tests.grading.classmates import (
    full,
    points,
    right,
    submission,
)
from tests.grading.hostile import (
    ANSWERS,
    BAD,
    FIND_SOCKET,
    FIRST_CELL,
    FROM_SOFTMAX_ON,
    LAST,
    SEED,
    WRONG_LAST,
    batches,
    graded,
    with_last,
    with_softmax,
    without,
    zeros,
)

pytestmark = pytest.mark.usefixtures("nothing_left", "hurry")

FORGERIES = {
    # in the cell, before anything is asked
    "an answer before the question": (
        FIND_SOCKET + "say({'id': 9, 'value': {'float': '0x1p+0'}, 'changed': {}})\n" + WRONG_LAST
    ),
    "a hundred answers before the question": (
        FIND_SOCKET + "for i in range(100): say({'id': i, 'value': None, 'changed': "
        "{'arrays': [], 'dicts': []}, 'printed': ''})\n" + WRONG_LAST
    ),
    "the right number and one too many": (
        FIRST_CELL
        + "channel.send({'id': child.request, 'value': None, 'printed': ''})\n"
        + WRONG_LAST
    ),
    "bytes without sense": FIND_SOCKET + "os.write(fds[0], b'\\xff' * 1000)\n" + WRONG_LAST,
    "a length without a message": (
        FIND_SOCKET + "os.write(fds[0], struct.pack('<II', 999_999, 0))\n"
        "import time\ntime.sleep(100)"
    ),
    "a hundred megabytes": (
        FIND_SOCKET + "os.set_blocking(fds[0], False)\n"
        "try:\n    while True: os.write(fds[0], bytes(1_000_000))\nexcept OSError: pass\n"
        + WRONG_LAST
    ),
    "the end of the conversation": (
        FIND_SOCKET + "import socket\nsocket.socket(fileno=fds[0]).shutdown(2)\n" + WRONG_LAST
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
    "a list that was not sent": {"value": None, "changed": {"arrays": [], "lists": [[99, []]]}},
    "a list that became another": {
        "value": None,
        "changed": {"arrays": [], "dicts": [], "lists": [[0, {"dict": []}]]},
    },
    "an entry that was never there": {
        "value": None,
        "changed": {"arrays": [], "dicts": [], "lists": [[0, [{"kept": 99}]]]},
    },
    "an array that was not sent": {"value": {"known": 99}},
    "an array by no number": {"value": {"known": "x"}},
    "a generator of nothing": {"value": {"generator": None}},
    "a generator in no state": {"value": {"generator": ["1" * 39, "x", "0", "0"]}},
    "a generator beyond its bounds": {"value": {"generator": ["9" * 39, "1", "0", "0"]}},
    "a generator that was not sent": {
        "value": None,
        "changed": {"arrays": [], "dicts": [], "generators": [[0, ["1", "1", "0", "0"]]]},
    },
    "a question about no function": {"callback": 99, "args": {"list": []}, "options": {"dict": []}},
    "a question with odd arguments": {"callback": 0, "args": None, "options": None},
    "a question without a number": {"callback": "print", "args": {"list": []}},
    "a line of no cell": {"at": 3},
    "a line that is none": {"at": [10**9]},
    "another number": {"id": 10**6, "value": None},
    "a number that is none": {"id": [], "value": None},
}
FORGED = {f"value: {name}": {"value": form} for name, form in VALUES.items()}
FORGED |= {f"message: {name}": message for name, message in MESSAGES.items()}
ANSWERING = """
is_asked = False
def answer(message, data):
    global is_asked
    if message["do"] == "look" and message["name"]:
        is_asked = message["name"] == NAME
    if not is_asked or message["do"] not in ("look", "call") or message.get("name") == "":
        return type(child).answer(child, message, data)
    channel.send({"id": child.request, "changed": {"arrays": [], "dicts": []}} | MESSAGE)
child.answer = answer
"""


@pytest.mark.parametrize("name", FORGERIES)
def test_forged_on_the_socket(each_sandbox, name):
    graded(with_last(FORGERIES[name]), each_sandbox, without(LAST.id))


def forging(exercise, message):
    """An answer whose child forges what it says when it is asked for it, and says no other lie."""
    facts = f"NAME, MESSAGE = {exercise.name!r}, {message!r}\n"
    return f"{zeros(exercise)}{FIRST_CELL}{facts}{ANSWERING}"


@pytest.mark.parametrize("batch", batches(FORGED), ids=range(len(batches(FORGED))))
def test_forged_when_it_is_asked(each_sandbox, batch):
    """Four in a submission, and beside each a right answer, which it must not harm."""
    names = {exercise.id: name for exercise, name in zip(BAD, batch, strict=True)}
    answers = ANSWERS | {e.id: forging(e, FORGED[names[e.id]]) for e in BAD}
    result = grade(submission(answers), "01", SEED, each_sandbox)
    earned = {names.get(i, i): p for i, p in points(result).items()}
    assert earned == {names.get(i, i): p for i, p in without(*names).items()}
    assert {mark.status for mark in result.marks if mark.id in names} == {"not yet"}


def test_every_answer_that_raises_what_would_end_the_grading(each_sandbox):
    """Also to the questions that grading asks beside the judge's."""
    code = FIRST_CELL + (
        "child.answer = lambda message, data: channel.send({'id': child.request, 'error': "
        "{'type': 'SystemExit', 'bases': ['SystemExit', 'BaseException']}, 'changed': {}})\n"
    )
    graded(with_softmax(code), each_sandbox, without(*FROM_SOFTMAX_ON))
    graded(submission(ANSWERS, first=code), each_sandbox, dict.fromkeys(full(), 0))


def test_a_child_cannot_change_what_it_was_given(each_sandbox):
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
    grade(submission(answers, "00", first=forged), "00", SEED, each_sandbox)
    honest = grade(submission(answers, "00"), "00", SEED, each_sandbox)
    assert points(honest) == full("00")


TOO_LARGE = "too large while the course grades"
ORACLES = {
    "a huge size": ("class_averages(np.zeros((1, 2)), np.zeros(1, int), 10**9)", TOO_LARGE),
    "a huge size in an array": (
        "class_averages(np.zeros((1, 2)), np.zeros(1, int), np.array(10**9))",
        TOO_LARGE,
    ),
    "a huge size in a scalar": (
        "class_averages(np.zeros((1, 2)), np.zeros(1, int), np.int64(10**9))",
        TOO_LARGE,
    ),
    "many labels of many classes": (
        "class_averages(np.zeros((1000, 100)), np.zeros(1000, int), 10_000)",
        TOO_LARGE,
    ),
    "odd arguments": ("class_averages('a', {'b': [None]}, 3)", "axis 0 is out of bounds"),
    "an object": (
        "class_averages(type('A', (), {'__module__': '__main__'})(), np.zeros(1), 3)",
        "TypeError",
    ),
    "a function": ("class_averages(lambda: 1, np.zeros(1), 3)", "TypeError"),
    "a million questions": (
        "for i in range(1_000_000): class_averages(np.zeros((1, 2)), np.zeros(1, int), 1)",
        "took too long|too many questions",  # which comes first depends on the machine
    ),
}


@pytest.mark.parametrize("name", ORACLES)
def test_a_lent_function_is_asked_for(each_sandbox, name):
    """The library's, lent for an answer that is wrong: it must not do all that is asked."""
    code, says = ORACLES[name]
    own, later = "00-class-averages", "00-nearest-centroid"
    answers = right("00")
    answers |= {own: "def class_averages(X, y, n_classes):\n    return 0"}
    answers |= {later: f"{code}\n{answers[later]}"}
    result = grade(submission(answers, "00"), "00", SEED, each_sandbox)
    assert points(result) == full("00") | {own: 0, later: 0}
    (reason,) = [mark.reason for mark in result.marks if mark.id == later]
    assert re.search(says, reason)
