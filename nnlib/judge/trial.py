"""Try a learner's answer on one case, and survive whatever it does.

The answer may raise, hang, print without end, try to leave the notebook, recurse
for ever or change its arguments. All of that is an outcome, to be judged like a
wrong value.
"""

from __future__ import annotations

import contextlib
import io
import linecache
import os
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import numpy as np

from nnlib.judge.deadline import TimeUp, deadline

if TYPE_CHECKING:
    from nnlib.judge.exercise import Case

SECONDS = 3.0
MAX_COPY = 1_000_000  # numbers; a larger result is wrong anyway, and may not fit in memory twice
MAX_OUTPUT = 2000  # characters of the learner's own printing that are kept
NOTHING = object()


@dataclass(frozen=True)
class Outcome:
    """What came of one case.

    Attributes
    ----------
    value : object
        What the answer returned, or ``NOTHING`` if it raised.
    error : BaseException or None
    line, function : str
        The learner's own line that raised, if it could be found, and what it is part of.
    changed : tuple of str
        Arguments that are no longer what they were.
    printed : str
        The start of what the answer printed.
    """

    value: object = NOTHING
    error: BaseException | None = None
    line: str = ""
    function: str = ""
    changed: tuple[str, ...] = ()
    printed: str = ""

    @property
    def timed_out(self) -> bool:
        return isinstance(self.error, TimeUp)


class Tried(NamedTuple):
    """A case, what the reference and the answer made of it, and how they differ, if they do."""

    case: Case
    expected: Outcome
    outcome: Outcome
    difference: str


def try_case(attempt: Any, case: Case, seconds: float = SECONDS) -> Outcome:
    """Run a case on an answer, with copies of its arguments.

    Returns
    -------
    Outcome
    """
    args = {name: _copy(value) for name, value in case.args.items()}
    output = _FirstCharacters()
    value, error, line, function = NOTHING, None, "", ""
    try:
        with _quiet(output), _staying(), deadline(seconds):
            value = _copy(case.use(attempt, *args.values()))  # it may be a buffer used again
    except BaseException as caught:  # SystemExit and KeyboardInterrupt among them
        if isinstance(caught, KeyboardInterrupt) and not isinstance(caught, TimeUp):
            raise  # this one is the learner's own Ctrl-C
        error, (line, function) = caught, _own_line(caught)
    changed = tuple(name for name, value in case.args.items() if not _same(value, args[name]))
    return Outcome(value, error, line, function, changed, output.getvalue())


class _FirstCharacters(io.StringIO):
    """A stream that keeps the first characters and drops the rest."""

    def write(self, text: str) -> int:
        room = MAX_OUTPUT - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)

    def close(self) -> None:
        """Stay open: what was printed is still wanted."""


@contextlib.contextmanager
def _quiet(output: io.StringIO) -> Iterator[None]:
    """Catch what is printed; overflow warnings are for the verdict, not the page."""
    with (
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(output),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _staying() -> Iterator[None]:
    """Keep ``exit()`` from ending the kernel: in a notebook it asks IPython to leave."""

    def refuse(*_: object) -> NoReturn:
        raise SystemExit

    places = [(os, "_exit"), (os, "abort")]
    if "IPython" in sys.modules and (shell := sys.modules["IPython"].get_ipython()):
        places.append((shell, "ask_exit"))  # which the shell of a web page does not have
    kept = [(place, name, getattr(place, name)) for place, name in places if hasattr(place, name)]
    for place, name, _ in kept:
        setattr(place, name, refuse)
    try:
        yield
    finally:
        for place, name, function in kept:
            setattr(place, name, function)


def _copy(value: Any) -> Any:
    if type(value) is np.ndarray and value.size <= MAX_COPY:
        return value.copy()
    return value


def _same(before: object, after: Any) -> bool:
    """True unless an array argument was changed in place."""
    if not isinstance(before, np.ndarray):
        return True
    return before.shape == after.shape and before.tobytes() == after.tobytes()


def _own_line(error: BaseException) -> tuple[str, str]:
    """The learner's last line on the way to an error, as "line 3: …", and its function."""
    if hasattr(error, "own_line"):  # it comes from another process, which has told it
        return error.own_line
    found, function = "", ""
    traceback = error.__traceback__
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        name = traceback.tb_frame.f_code.co_name
        if _is_learners(file):
            text = linecache.getline(file, traceback.tb_lineno).strip()
            found = f"line {traceback.tb_lineno}: {text}" if text else ""
        if file != __file__:
            function = name
        traceback = traceback.tb_next
    return found, function


def _is_learners(file: str) -> bool:
    """True for a notebook's cell or a script; not for an installed library."""
    ours = os.path.dirname(os.path.dirname(__file__))
    libraries = (os.path.dirname(np.__file__), os.path.dirname(os.__file__), ours)
    return not file.startswith(libraries) and "site-packages" not in file


def said(error: object) -> str:
    """What an error says; nothing if even that fails."""
    try:
        return str(error)
    except Exception:
        return ""
