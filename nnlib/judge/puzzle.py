"""Lines to sort: a reference taken apart, wrong lines for it, and the orders in which it is right.

What the learner would write is cut into its lines, and put together again in another order it is
judged like any answer. A wrong line comes from a named mistake: put in place of the right line it
earns the mistake's sentence, which says why it is wrong.
"""

from __future__ import annotations

import ast
import contextlib
import difflib
import inspect
import io
import keyword
import sys
import textwrap
import tokenize
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnlib.judge.judge import judge
from nnlib.judge.stub import answer_source, blank_functions, body_lines

if TYPE_CHECKING:
    from nnlib.judge.exercise import Exercise

LEAST = 4  # lines; fewer are no puzzle
MOST_WRONG = 2
LIKE = 0.5  # how like a right line a wrong one has to be
MOST_TRIED = 12  # lines that look like a right one; a check each
MOST_ORDERS = 500


@dataclass(frozen=True)
class Cut:
    """A reference in three parts: lines before the ones to sort, these, and lines after them.

    Attributes
    ----------
    before, lines, after : tuple of str
        ``lines`` are logical lines, without comments, with the indentation that they have under
        their function's ``def``.
    indent : str
        What stands in front of all of them in the source.
    head : str
        The function's ``def`` line, which stays where it is.
    """

    before: tuple[str, ...]
    lines: tuple[str, ...]
    after: tuple[str, ...]
    indent: str = ""
    head: str = ""

    def put_together(self, lines: Iterable[str]) -> str:
        """The source with these lines in place of the reference's."""
        body = textwrap.indent("\n".join(lines), self.indent)
        return "\n".join([*self.before, body, *self.after])


@dataclass(frozen=True)
class WrongLine:
    """A line that does not belong: where it would stand, and the sentence that says why."""

    text: str
    place: int
    sentence: str


def cut(exercise: Exercise) -> Cut | None:
    """Take an exercise's reference apart.

    Returns
    -------
    Cut or None
        Of a class with several methods to write, the longest; None if no part has ``LEAST`` lines,
        and of a hunt, where nothing is to be written.
    """
    if exercise.budget:
        return None
    parts = _parts(answer_source(exercise), exercise)
    longest = max(parts, key=lambda part: len(part.lines))
    return longest if len(longest.lines) >= LEAST else None


def answer_of(exercise: Exercise, source: str) -> Any:
    """What a source defines under the exercise's name, with what the reference's module has.

    Raises whatever the source raises.
    """
    if exercise.kind == "variable":
        scope = {"np": np, **exercise.reference.given()}
    else:
        scope = dict(vars(sys.modules[exercise.reference.__module__]))
    exec(source, scope)
    return scope[exercise.name]


def is_right(exercise: Exercise, source: str) -> bool:
    """True if what a source defines is judged to be correct."""
    try:
        answer = answer_of(exercise, source)
    except Exception:  # lines in this order are no program, or a name is not there yet
        return False
    return bool(judge(exercise, answer))


def right_orders(exercise: Exercise, part: Cut) -> list[list[int]]:
    """The orders of the lines that are judged to be correct, the reference's first.

    Neighbours are exchanged in each order that is right. What depends on nothing but each other
    can be reached so, one exchange after the other.
    """
    first = tuple(range(len(part.lines)))
    found, tried, waiting = [first], {first}, [first]
    while waiting and len(found) < MOST_ORDERS:
        order = waiting.pop(0)
        for i in range(len(order) - 1):
            other = (*order[:i], order[i + 1], order[i], *order[i + 2 :])
            if other in tried:
                continue
            tried.add(other)
            if is_right(exercise, part.put_together(part.lines[k] for k in other)):
                found.append(other)
                waiting.append(other)
    return [list(order) for order in found]


def wrong_lines(exercise: Exercise, part: Cut) -> list[WrongLine]:
    """One or two lines that do not belong, each a named mistake in place of the right line.

    An exercise's ``distractors`` go first. Otherwise lines are cut out of its mistakes, the most
    like the right ones first, for these are the ones to think about. Such a line has to earn the
    sentence of the mistake that it comes from.
    """
    if exercise.distractors:
        return [_named(exercise, part, text) for text in exercise.distractors]
    chosen: list[WrongLine] = []
    for text, sentence in _lines_of_mistakes(exercise, part)[:MOST_TRIED]:
        if _most_like(text, part.lines) in [line.place for line in chosen]:
            continue
        with contextlib.suppress(Exception):  # a line may need what only its mistake has
            line = _named(exercise, part, text)
            chosen += [line] if line.sentence == sentence else []
        if len(chosen) == MOST_WRONG:
            break
    return chosen


def _named(exercise: Exercise, part: Cut, text: str) -> WrongLine:
    """A wrong line with the sentence that it earns in place of the right one."""
    place = _most_like(text, part.lines)
    lines = [*part.lines[:place], text, *part.lines[place + 1 :]]
    verdict = judge(exercise, answer_of(exercise, part.put_together(lines)))
    if not verdict.mistake:
        raise ValueError(f"{exercise.id}: {text.strip()!r} is none of its named mistakes")
    return WrongLine(text, place, verdict.reason)


def _lines_of_mistakes(exercise: Exercise, part: Cut) -> list[tuple[str, str]]:
    """Lines of the mistakes that could stand for one of the right ones, with their sentences."""
    found: dict[tuple[str, str], float] = {}
    for mistake in exercise.mistakes:
        try:
            parts = _parts(textwrap.dedent(inspect.getsource(mistake.wrong)), exercise)
        except (OSError, TypeError, SyntaxError, ValueError, AttributeError):
            continue  # made by another function, or written in another way
        for text in (line for other in parts for line in other.lines if line not in part.lines):
            right = part.lines[_most_like(text, part.lines)]
            alike = _likeness(text, right)
            if alike > LIKE and (_indent(text), _keyword(text)) == (
                _indent(right),
                _keyword(right),
            ):
                found.setdefault((text, mistake.sentence), alike)
    return sorted(found, key=lambda line: -found[line])


def _parts(source: str, exercise: Exercise) -> list[Cut]:
    """The parts of a source that the learner writes, each cut out of it."""
    lines = source.splitlines()
    if exercise.kind == "variable":
        return [Cut((), tuple(_logical_lines(source)), ())]
    parts = []
    for function in blank_functions(exercise, ast.parse(source)):
        start, stop = body_lines(function)
        indent = " " * function.body[0].col_offset
        body = _logical_lines(textwrap.dedent("\n".join(lines[start - 1 : stop])))
        before, after = tuple(lines[: start - 1]), tuple(lines[stop:])
        head = lines[function.lineno - 1].strip()
        parts.append(Cut(before, tuple(body), after, indent, head))
    return parts


def _logical_lines(source: str) -> list[str]:
    """The lines of a source without comments; a statement over several lines stays together."""
    lines = source.splitlines()
    found, start = [], 0
    for token in tokenize.generate_tokens(io.StringIO(source + "\n").readline):
        row, column = token.start
        if token.type == tokenize.COMMENT:
            lines[row - 1] = lines[row - 1][:column].rstrip()
        elif token.type == tokenize.NEWLINE:
            found.append("\n".join(line for line in lines[start:row] if line.strip()))
            start = row
    return found


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _keyword(text: str) -> str:
    """What kind of statement a line is: ``for``, ``return``, or nothing."""
    word = text.split(maxsplit=1)[0]
    return word if keyword.iskeyword(word) else ""


def _likeness(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, a, b).ratio()


def _most_like(text: str, lines: Sequence[str]) -> int:
    """The place of the line that a wrong one stands for."""
    return max(range(len(lines)), key=lambda n: _likeness(text, lines[n]))
