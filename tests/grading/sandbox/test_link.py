"""The parent's side of a child: what it hands back and forth, and what it does not put up with."""

import time

import numpy as np
import pytest

from nnlib.grading.sandbox import Unconfined
from nnlib.grading.sandbox.link import ChildGone, Link

pytestmark = pytest.mark.usefixtures("nothing_left")


@pytest.fixture
def link():
    with Link(Unconfined()) as link:
        yield link


def test_an_object_that_is_handed_back_is_the_same_one(link):
    link.run("class A: pass\na = A()\ndef same(x, y): return x is a and y is A", "cell 1", 10)
    assert link.look("same")(link.look("a"), link.look("A")) is True


def test_an_object_has_its_own_attributes_and_none_of_pythons(link):
    link.run("class A:\n    def __array__(self): return 1 / 0\na = A()\na.b = 3", "cell 1", 10)
    proxy = link.look("a")
    assert proxy.b == 3
    assert not hasattr(proxy, "__array__")  # else NumPy would ask for it


def test_a_class_may_make_something_else(link):
    link.run("class A:\n    def __new__(cls): return 3", "cell 1", 10)
    assert link.look("A")() == 3


def test_a_function_of_ours_must_not_ask_the_child_while_it_is_asking(link):
    link.run("def one(): return 1\ndef use(f): return f()", "cell 1", 10)
    one, use = link.look("one"), link.look("use")
    assert use(lambda: 2) == 2
    with pytest.raises(ChildGone, match="within its own question"):
        use(lambda: one())
    assert "within its own question" in link.how_it_ended


# Two seconds, for on a busy machine the cell may need one of them to end.
SPEAKS_LATER = """
import gc, threading
(child,) = [o for o in gc.get_objects() if type(o).__name__ == "Child"]
threading.Timer(2, lambda: child.channel.send({"value": 3})).start()
"""


def test_who_speaks_before_being_asked_is_out_for_good(link):
    link.run(SPEAKS_LATER, "cell 1", 10)
    end = time.monotonic() + 10
    while link.channel.is_quiet() and time.monotonic() < end:
        time.sleep(0.02)
    for _ in range(2):
        with pytest.raises(ChildGone, match="meddled with the grading: it spoke before"):
            link.look("x")


def test_an_argument_that_does_not_fit_is_the_students_own_error(link):
    link.offer({"ones": lambda n: np.ones(n)})
    with pytest.raises(ValueError, match="too large while the course grades"):
        link.run("ones(10**9)", "cell 1", 10)
    link.run("right = ones(3).sum()", "cell 2", 10)  # and goes on
    assert link.look("right") == 3
