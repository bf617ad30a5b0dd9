"""What the grader's tests share: the sandboxes of this machine, and a watch over processes."""

import os
import time

import pytest

from nnlib.grading import running
from nnlib.grading.rosters import read_roster
from nnlib.grading.sandbox import Bubblewrap, Landlocked, SandboxError, choosing
from tests.grading.classmates import descendants, processes


def _usable(kind):
    """A sandbox of that kind, or why there is none here."""
    try:
        made = kind()
        choosing.try_out(made)
    except (SandboxError, OSError, ImportError) as error:
        return None, f"{kind.__name__} does not work here: {error}"
    return made, ""


@pytest.fixture(scope="session")
def made():
    return {kind: _usable(kind) for kind in (Bubblewrap, Landlocked)}


@pytest.fixture(params=[Bubblewrap, Landlocked], ids=lambda kind: kind.__name__)
def each_sandbox(request, made):
    """Every sandbox of this machine, one after the other."""
    found, reason = made[request.param]
    if found is None:
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def sandbox(made):
    """The strongest sandbox of this machine."""
    for found, _ in made.values():
        if found is not None:
            return found
    pytest.skip("; ".join(reason for _, reason in made.values()))


@pytest.fixture
def nothing_left():
    """Afterwards no process is left that was not there before, nor one that ran away."""
    before = set(processes())
    yield
    for _ in range(50):
        left = descendants(os.getpid())
        strays = [
            (number, command)
            for number, (_, command) in processes().items()
            if number not in before
            and "child_start.main(" in command
            and str(os.getpid()) not in command
        ]
        mine = [entry for entry in left if entry[0] not in before]
        if not mine:
            break
        time.sleep(0.1)
    assert mine == [], strays


@pytest.fixture
def roster(tmp_path):
    def make(text):
        (tmp_path / "roster.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_roster(tmp_path / "roster.csv")

    return make


@pytest.fixture
def hurry(monkeypatch):
    """A student's cell has two seconds, for tests of cells that never end."""
    monkeypatch.setattr(running, "CELL_SECONDS", 2.0)
