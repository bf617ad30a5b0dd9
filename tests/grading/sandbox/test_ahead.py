"""One child in reserve: it is there before it is asked for, works like any other, and ends."""

import pytest

from nnlib.grading.sandbox import Unconfined
from nnlib.grading.sandbox.ahead import Ahead
from nnlib.grading.sandbox.link import Link

pytestmark = pytest.mark.usefixtures("nothing_left")


@pytest.fixture
def ahead():
    made = Ahead(Unconfined())
    yield made
    if made.reserve:
        process, sock = made.reserve
        sock.close()
        assert process.wait(timeout=20) == 0  # it ends because nobody holds its socket


def test_the_next_child_is_there_before_it_is_asked_for_and_is_another_one(ahead):
    with Link(ahead) as first:
        waiting = ahead.reserve[0].pid
        first.run("x = 1", "cell 1", 20)
        with Link(ahead) as second:
            assert second.process.pid == waiting != first.process.pid
            assert second.look("x") is None
            second.run("x = 2", "cell 1", 20)
            assert (first.look("x"), second.look("x")) == (1, 2)


def test_one_that_was_ended_while_it_waited_is_not_given(ahead):
    with Link(ahead):
        process, _ = ahead.reserve
        process.kill()
        process.wait()
    with Link(ahead) as link:
        assert link.process.pid != process.pid
        link.run("x = 1", "cell 1", 20)
        assert link.look("x") == 1
