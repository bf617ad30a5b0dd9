"""What a page is told of an answer, which stands alone in its card."""

import builtins
import dis
import types

import pytest

from nnlib.exercises import REGISTRY
from nnlib.exercises.on_page import names, told
from nnlib.judge.stub import answer_source, stub_source

RIGHT = "def sigmoid(Z):\n    return 1 / (1 + np.exp(-Z))"
WRONG = "def sigmoid(Z):\n    return 1 / (1 + np.exp(Z))"


def wanted(code):
    """The names that some code takes from around it."""
    found = {
        i.argval for i in dis.get_instructions(code) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")
    }
    inner = (part for part in code.co_consts if isinstance(part, types.CodeType))
    return found.union(*map(wanted, inner))


@pytest.mark.parametrize("name", REGISTRY)
def test_an_answer_finds_all_that_it_uses(name):
    exercise = REGISTRY[name]
    scope = names(exercise)
    assert exercise.name not in scope
    code = compile(answer_source(exercise), "answer", "exec")
    own = {exercise.name, "__module__", "__qualname__", "super"}
    defined = {i.argval for i in dis.get_instructions(code) if i.opname == "STORE_NAME"}
    within = {
        name for part in code.co_consts if hasattr(part, "co_names") for name in part.co_names
    }
    missing = wanted(code) - set(scope) - set(dir(builtins)) - own - defined
    assert not [name for name in missing if name not in within or exercise.kind != "class"]
    exec(compile(stub_source(exercise), "stub", "exec"), scope)
    assert exercise.name in scope


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        (RIGHT, "correct", "Another right answer"),
        (f"{RIGHT}\n\nsigmoid = check('01-sigmoid', sigmoid)", "correct", "Correct."),
        (WRONG, "not yet", "The curve is the wrong way round"),
        (f"print('hello')\n{WRONG}", "not yet", "hello"),
        ("def sigmoid(Z):\n    raise NotImplementedError", "not attempted", "Not attempted"),
        ("def sigmoid(Z):\n    return nope", "not yet", "line 2: return nope"),
        ("def sigmoid(Z)\n    pass", "not yet", "Line 1, <code>def sigmoid(Z)</code>: expected"),
        (
            "def sigmoid(Z):\n    Z = 2 * Z\nZ = 1\nreturn Z",
            "not yet",
            "Line 4, <code>return Z</code>: ",
        ),
        ("def sigmoid(Z):\n    Z = 2 * Z\nZ = 1\nreturn Z", "not yet", "From line 3 on your lines"),
        ("return 1", "not yet", "indented under a line with <code>def</code>?"),
        ("class A:\n    def f(): ...\n    return 1", "not yet", "Line 3, <code>return 1</code>: "),
        ("break", "not yet", "Line 1, <code>break</code>: 'break' outside loop."),
        (
            "def sigmoid(Z):\nreturn 1",
            "not yet",
            "Line 2, <code>return 1</code>: expected an indent",
        ),
        (
            "def sigmoid(Z):\n",
            "not yet",
            "Line 1, <code>def sigmoid(Z):</code>: expected an indent",
        ),
        ("E = 2.0^2", "not yet", "a power with <code>**</code>"),
        ("x = y", "not yet", "<code>line 1: x = y</code>. It raises NameError"),
        ("def sigmoit(Z):\n    return Z", "not yet", "called <code>sigmoid</code>"),
        ("import sys\nsys.exit()", "not yet", "It raises SystemExit"),
        ("a\0b", "not yet", "Python cannot read your answer"),
        ("x = '\ud800'", "not yet", "It raises UnicodeEncodeError"),
        ("<img src=x onerror=alert(1)>", "not yet", "&lt;img"),
    ],
)
def test_whatever_is_written_there_is_a_verdict(text, status, says):
    verdict = told("01-sigmoid", text)
    assert verdict["status"] == status
    assert says in verdict["html"]
    assert "chapter goes on" not in verdict["html"]
    assert ("computed with the book's own answer" in verdict["html"]) == (status == "correct")
    assert "<code></code>" not in verdict["html"]
    assert "<img" not in verdict["html"]


def test_lines_that_never_end_are_stopped(monkeypatch):
    monkeypatch.setattr("nnlib.exercises.on_page.SECONDS", 0.2)
    said = told("01-sigmoid", "while True:\n    pass")["html"]
    assert "before anything of it was checked" in said


def test_nothing_is_recorded(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress"))
    told("01-sigmoid", WRONG)
    told("01-sigmoid", RIGHT)
    assert not (tmp_path / "progress").exists()


def test_a_hunt_counts_its_measurements():
    exercise = REGISTRY["08-the-hunt"]
    one = answer_source(exercise)
    said = told("08-the-hunt", one)
    assert said["status"] == "correct"
    assert "That was measurement" in said["html"]
