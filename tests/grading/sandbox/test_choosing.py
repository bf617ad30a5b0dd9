"""Which sandbox is chosen: the strongest that was tried out and found to work."""

import subprocess

import pytest

from nnlib.grading.sandbox import Bubblewrap, Landlocked, SandboxError, Unconfined, choosing

pytestmark = pytest.mark.usefixtures("nothing_left")


class Broken(Unconfined):
    def __init__(self):
        raise OSError("broken here")


class Ends(Unconfined):
    name = "ends"

    def _command(self, *fds):
        return ["/bin/false"]


class Hangs(Unconfined):
    name = "hangs"

    def _command(self, *fds):
        return ["sleep", "1000"]


def test_the_next_best_is_chosen_where_the_best_does_not_work(monkeypatch, made):
    if made[Landlocked][0] is None:
        pytest.skip(made[Landlocked][1])
    monkeypatch.setattr(choosing, "Bubblewrap", Broken)
    assert type(choosing.choose_sandbox()) is Landlocked


def test_bubblewrap_is_found_wherever_the_path_leads(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match="there is no bwrap on the PATH"):
        Bubblewrap()
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    assert Bubblewrap()._command(3)[0] == str(program)


def test_without_a_sandbox_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr(choosing, "Bubblewrap", Broken)
    monkeypatch.setattr(choosing, "Landlocked", Ends)
    with pytest.raises(SandboxError) as caught:
        choosing.choose_sandbox()
    said = str(caught.value)
    assert said.startswith("no sandbox works on this machine (Broken: broken here; Ends: ")
    assert "it ends with exit code 1" in said
    assert "--trust-students" in said
    assert "\n" not in said
    assert choosing.choose_sandbox(trust=True).name == "none, the students are trusted"


class Confused(Unconfined):
    name = "cannot calculate"

    def _command(self, *fds):
        command = super()._command(*fds)
        command[-1] = f"import sys; sys.modules['threading'] = None; {command[-1]}"
        return command


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (Unconfined, "the course's answers can be read in it"),
        (Confused, "a calculation fails in it: "),
    ],
)
def test_a_sandbox_is_tried_out_before_it_is_trusted(kind, says):
    with pytest.raises(SandboxError, match=says):
        choosing.try_out(kind())


def test_trust_does_not_weaken_what_is_there(sandbox):
    assert choosing.choose_sandbox(trust=True).name == sandbox.name


def test_a_sandbox_that_hangs_is_not_chosen(monkeypatch):
    monkeypatch.setattr(subprocess.Popen, "wait", impatient(subprocess.Popen.wait))
    with pytest.raises(SandboxError, match="does not come to an end"):
        choosing.try_out(Hangs())


def impatient(wait):
    return lambda process, timeout=None: wait(process, timeout and min(timeout, 0.3))
