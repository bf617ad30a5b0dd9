"""What SECURITY.md promises is what the grader does."""

from pathlib import Path

import pytest

import nnlib
from nnlib.grading.sandbox import Bubblewrap, Landlocked, allowed
from nnlib.grading.sandbox.link import Link

PAGE = (Path(__file__).parent.parent.parent / "SECURITY.md").read_text("utf-8")
USR = allowed.SYSTEM[0]


def test_it_names_the_numbers_and_files_of_the_sandbox():
    assert f"({allowed.MEMORY // 10**9} GB of address space)" in PAGE
    assert f"({allowed.CPU_SECONDS} seconds)" in PAGE
    assert all(f"`{name}`" in PAGE for name in allowed.CHILD_FILES)


def test_it_says_which_version_is_mended():
    major, minor, _ = nnlib.__version__.split(".")
    assert f"\n| {major}.{minor} | yes |\n" in PAGE


def can(sandbox, code):
    """Whether code can do something in a sandbox."""
    with Link(sandbox) as link:
        try:
            link.run(code, "a try", 20)
        except OSError:
            return False
    return True


@pytest.mark.parametrize(
    ("code", "in_bubblewrap", "with_landlock"),
    [
        (f"import os; os.listdir({USR!r})", True, False),
        ("open('/etc/passwd')", False, False),
        ("import os; os.stat('/etc/passwd')", False, True),  # that it exists
        (f"open({allowed.__file__!r})", False, False),
        ("open('/tmp/a', 'w')", False, False),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", False, False),
    ],
)
def test_what_a_child_can_do_is_what_it_says(made, code, in_bubblewrap, with_landlock):
    expected = {Bubblewrap: in_bubblewrap, Landlocked: with_landlock}
    here = {kind: sandbox for kind, (sandbox, _) in made.items() if sandbox}
    if not here:
        pytest.skip("no sandbox works here")
    assert {kind: can(one, code) for kind, one in here.items()} == {k: expected[k] for k in here}
