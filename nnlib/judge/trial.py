"""Try a learner's answer on one case, and survive whatever it does.

The answer may raise, hang, print without end, try to leave the notebook, recurse
for ever or change its arguments. All of that is an outcome, to be judged like a
wrong value.
"""

from __future__ import annotations

import contextlib
import functools
import io
import linecache
import os
import re
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import numpy as np

from nnlib._common.types import Array
from nnlib.judge.deadline import TimeUp, deadline

if TYPE_CHECKING:
    from nnlib.judge.exercise import Case

SECONDS = 3.0
MAX_COPY = 1_000_000  # numbers; a larger result is wrong anyway, and may not fit in memory twice
MAX_OUTPUT = 2000  # characters of the learner's own printing that are kept
NOTHING = object()
UNFILLED = 2.0**100  # what `np.empty` holds in a check, in float32 too


@dataclass(frozen=True)
class Outcome:
    """What came of one case.

    Attributes
    ----------
    value : object
        What the answer returned, or ``NOTHING`` if it raised.
    error : BaseException or None
    line, function : str
        The learner's own line that raised, if it could be found, and the method that it came to.
    changed : tuple of str
        Arguments of the case that are no longer what they were.
    replaced : tuple of int or str
        Which arguments of the answer itself, by place or by name, are lists, tuples or dictionaries
        whose entries have been replaced.
    printed : str
        The start of what the answer printed.
    by_check : bool
        The error arose in the check, in a call of the answer or in what was done with its result.
    returned : str
        What a function returned, in words, for a check that cannot go on with it.
    took : float
        Seconds.
    """

    value: object = NOTHING
    error: BaseException | None = None
    line: str = ""
    function: str = ""
    changed: tuple[str, ...] = ()
    replaced: tuple[int | str, ...] = ()
    printed: str = ""
    by_check: bool = False
    returned: str = ""
    took: float = 0.0

    @property
    def timed_out(self) -> bool:
        return isinstance(self.error, TimeUp)


class Difference(NamedTuple):
    """How an answer differs from what was expected: a word for it, and a sentence.

    The words are those of the order in which things are compared: "values", "changed", ….
    """

    kind: str
    sentence: str


class Tried(NamedTuple):
    """A case, what the reference and the answer made of it, and how they differ, if they do."""

    case: Case
    expected: Outcome
    outcome: Outcome
    difference: Difference | None


def try_case(attempt: Any, case: Case, seconds: float = SECONDS) -> Outcome:
    """Run a case on an answer, with copies of its arguments.

    Returns
    -------
    Outcome
    """
    args = {name: _copy_given(value) for name, value in case.args.items()}
    output = _FirstCharacters()
    value, error, line, function = NOTHING, None, "", ""
    calls = _Calls()
    begun = time.perf_counter()
    try:
        with _quiet(output), _staying(), _nothing_by_luck(), deadline(seconds):
            used = case.use(calls.noting(attempt), *args.values())
            value = _copy(used)  # it may be a buffer used again
    except BaseException as caught:  # SystemExit and KeyboardInterrupt among them
        if isinstance(caught, KeyboardInterrupt) and not isinstance(caught, TimeUp):
            raise  # this one is the learner's own Ctrl-C
        error, (line, function) = caught, _own_line(caught)
    took = time.perf_counter() - begun
    changed = tuple(name for name, value in case.args.items() if not _same(value, args[name]))
    by_check = error is not None and _is_checks(error)
    printed = output.getvalue()
    replaced = tuple(dict.fromkeys(calls.replaced))
    return Outcome(
        value, error, line, function, changed, replaced, printed, by_check, calls.returned, took
    )


class _Calls:
    """What a check's calls of an answer did: what came back, and whose entries were replaced."""

    def __init__(self) -> None:
        self.returned = ""  # in words
        self.replaced: list[int | str] = []

    def noting(self, attempt: Any) -> Any:
        """The answer, if it is a function one that notes what its calls do."""
        if isinstance(attempt, type) or not callable(attempt):
            return attempt

        def answer(*args: Any, **options: Any) -> Any:
            given: list[tuple[Any, Any]] = [*enumerate(args), *options.items()]
            before = [(where, *held) for where, value in given for held in _held(value)]
            try:
                result = attempt(*args, **options)
            finally:
                now = ((where, _entries(holder), entries) for where, holder, entries in before)
                self.replaced += [where for where, *both in now if not _same_things(*both)]
            self.returned = _in_words(result)
            return result

        answer.__wrapped__ = attempt  # type: ignore[attr-defined]  # for a check that looks beside it
        return answer


def _held(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each list and dictionary of an argument, with the entries that it has now."""
    if type(value) in (list, dict):
        yield value, _entries(value)
    if type(value) in (list, tuple, dict):
        for entry in value.values() if type(value) is dict else value:
            yield from _held(entry)


def _entries(holder: Any) -> Any:
    return list(holder.items()) if type(holder) is dict else list(holder)


def _same_things(one: Any, other: Any) -> bool:
    """True for the very same thing, equal plain values, and tuples and lists of the same things."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if type(one) in (list, tuple):
        return len(one) == len(other) and all(map(_same_things, one, other))
    return type(one) in (int, float, str, bool) and one == other


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


@contextlib.contextmanager
def _nothing_by_luck() -> Iterator[None]:
    """Let `np.empty` hold no number that is right: the memory may have held the result before.

    The grader's child does the same, in its own file.
    """

    kept = {name: getattr(np, name) for name in ("empty", "empty_like")}
    for name, make in kept.items():
        setattr(np, name, _marked(make))
    try:
        yield
    finally:
        for name, make in kept.items():
            setattr(np, name, make)


@functools.cache  # a check goes through here hundreds of times
def _marked(make: Callable[..., Any]) -> Callable[..., Any]:
    """A function that makes an array, so that it fills what it makes."""

    @functools.wraps(make)
    def made(*args: Any, **options: Any) -> Any:
        array = make(*args, **options)
        if array.dtype.kind in "iufc" and array.size <= MAX_COPY:  # memory is taken by that
            array.fill(unfilled(array))
        return array

    return made


def unfilled(array: Array) -> float:
    """The number that stands in an array of that type where nothing has been put in."""
    return np.iinfo(array.dtype).max if array.dtype.kind in "iu" else UNFILLED


def _copy(value: Any) -> Any:
    if type(value) is np.ndarray and value.size <= MAX_COPY:
        return value.copy(order="K")  # a transposed array stays one
    return value


def _copy_given(value: Any) -> Any:
    """A copy of an argument of ours, of its arrays and lists too."""
    if type(value) is dict:
        return {key: _copy_given(entry) for key, entry in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(_copy_given, value))
    return _copy(value)


def _same(before: Any, after: Any) -> bool:
    """True unless an array of an argument was changed in place."""
    if isinstance(before, np.ndarray):
        return before.shape == after.shape and before.tobytes() == after.tobytes()
    return True


def _own_line(error: BaseException) -> tuple[str, str]:
    """The learner's last line on the way to an error, as "line 3: …", and the last method there.

    A method's own name says more than that of a function of the course which it has called: in
    the grader's child, that one stays out of sight. A function that is no method may have any name.
    """
    if hasattr(error, "own_line"):  # it comes from another process, which has told it
        return error.own_line
    found, function, method = "", "", ""
    for frame, number in traceback.walk_tb(error.__traceback__):
        file, code = frame.f_code.co_filename, frame.f_code
        if _is_learners(file):
            text = linecache.getline(file, number).strip()
            found = f"line {number}: {text}" if text else ""
        if file != __file__:
            function = code.co_name
            if code.co_varnames[:1] == ("self",) and not _is_installed(file):
                method = code.co_name
    is_unwritten = isinstance(error, NotImplementedError)  # then it says which function that is
    return found, function if is_unwritten else method


def _is_checks(error: BaseException) -> bool:
    """True for an error that arose while no line of the answer's was running."""
    if hasattr(error, "own_line"):  # it comes from another process, from the answer there
        return False
    frames = traceback.walk_tb(error.__traceback__)
    return not any(_is_learners(frame.f_code.co_filename) for frame, _ in frames)


def _in_words(value: Any) -> str:
    """What a value is: "a list of 3", "an array of shape (3,)", "a generator"."""
    if value is None:
        return "None"
    if type(value) is np.ndarray:
        return f"an array of shape {value.shape}"
    name = type(value).__name__
    words = f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
    return f"{words} of {len(value)}" if type(value) in (list, tuple, dict) else words


OURS = os.path.dirname(os.path.dirname(__file__))
LIBRARIES = (os.path.dirname(np.__file__), os.path.dirname(os.__file__))


def _is_learners(file: str) -> bool:
    """True for a notebook's cell or a script; not for an installed library."""
    return not file.startswith(OURS) and not _is_installed(file)


def _is_installed(file: str) -> bool:
    """True for a file of Python's own or of an installed package, but not for one of ours.

    Named mistakes stand in ours, and are to fail as an answer does wherever we are installed.
    """
    return not file.startswith(OURS) and (file.startswith(LIBRARIES) or "site-packages" in file)


def said(error: object) -> str:
    """What an error says, but for a signature in NumPy's own terms; nothing if even that fails."""
    try:
        return re.sub(r", with gufunc signature \S+", "", str(error))
    except Exception:
        return ""
