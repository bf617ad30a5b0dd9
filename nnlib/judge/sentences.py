"""The sentences of a verdict: what is wrong with an answer, and what usually helps."""

from __future__ import annotations

import dis
import inspect
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from nnlib._common.types import Array
from nnlib.judge.comparing import close, far, is_plain
from nnlib.judge.grid import Grid
from nnlib.judge.plainest_case import right_inputs, right_results
from nnlib.judge.relations import relation
from nnlib.judge.trial import NOTHING, Difference, Outcome, Tried, said, unfilled
from nnlib.judge.verdict import show, show_value

if TYPE_CHECKING:
    from types import CodeType

    from nnlib.judge.exercise import Case, Exercise

WRONG = "has the right shape, but not the right values."
LEFT_OUT = (
    "holds entries that were never put in. `np.empty` leaves in them whatever stood in the memory, "
    "which may look right: does a loop end too soon, or pass some over? Does `+=` add to what "
    "was never set?"
)
CHANGED = "changed its argument"
ONE_OF_MANY = ("sum", "mean", "min", "max", "argmin", "argmax", "prod", "std", "var", "all", "any")


def difference(
    exercise: Exercise, case: Case, expected: Outcome, outcome: Outcome
) -> Difference | None:
    """The first difference between two outcomes, if there is one."""
    what = case.result or f"{exercise.name}({', '.join(case.args)})"
    if outcome.error is not None:
        kind = f"raised {type(outcome.error).__name__}"
        return Difference(kind, _raised(exercise, expected, outcome, what))
    got, want = outcome.value, np.asarray(expected.value)
    if got is None:
        return Difference("None", f"{what} is None. Did you forget to return the result?")
    if not is_plain(got):
        sentence = f"{what} is a {_type_name(got)}; expected {_expected_type(want)}."
        return Difference("type", sentence)
    got = np.asarray(got)
    if got.dtype.kind not in "iuf":
        sentence = f"{what} holds {got.dtype} values; expected numbers ({want.dtype})."
        return Difference("dtype", sentence)
    if got.shape != want.shape:
        came = f"has the shape {got.shape}" if got.ndim else "is a single number"
        wanted = want.shape if got.ndim and want.ndim else _expected_type(want)
        return Difference("shape", f"{what} {came}; expected {wanted}.")
    if np.isfinite(want).all() and not np.isfinite(got).all():
        bad = "NaN" if np.isnan(got).any() else "infinity"
        return Difference("finite", f"{what} holds {bad} where a finite number is expected.")
    if not close(exercise, got, want):
        marked = got.dtype.itemsize > 2  # the mark of a byte, 255, is a pixel as well
        if want.ndim and marked and ((got == unfilled(got)) & (want != unfilled(got))).any():
            return Difference("unfilled", f"{what} {LEFT_OUT}")
        wrong = WRONG if want.ndim else "is a number, but not the right one."
        return Difference("values", f"{what} {wrong}")
    if names := _changed_names(exercise, outcome):
        return Difference("changed", f"The result is right, but your code {_changed(names)}.")
    return None


def _changed_names(exercise: Exercise, outcome: Outcome) -> list[str]:
    """What is no longer as it was given: the case's arrays, or lists by the answer's arguments."""
    asked = list(inspect.signature(exercise.reference).parameters) if outcome.replaced else []
    lists = [asked[i] if isinstance(i, int) else i for i in outcome.replaced]
    return list(dict.fromkeys([*outcome.changed, *lists]))


def _changed(names: list[str]) -> str:
    """What was changed, as the end of a sentence."""
    *most, last = names
    return CHANGED + (f"s {', '.join(most)} and {last}" if most else f" {last}")


def in_full(exercise: Exercise, attempt: Any, row: Tried, tried: list[Tried]) -> str:
    """The plain sentence for a difference, or the case's own, and what usually helps."""
    case, _, outcome, difference = row
    kind, sentence = difference or Difference("", "")
    related = relation(row, tried, lambda got, want: close(exercise, got, want))
    if case.otherwise and kind == "values":
        sentence = case.otherwise
    elif related and kind == "values":
        what = sentence.partition(" has the right shape")[0].partition(" is a number")[0]
        end = "" if related.endswith("?") else "."
        sentence = f"{what} is not right yet. In all cases {related}{end}"
    if kind == "shape" and not np.asarray(outcome.value).ndim:
        sentence += _without_axis(attempt)
    outcomes = [outcome, *(r.outcome for r in tried)]
    changed = next((one for one in outcomes if one.changed or one.replaced), None)
    if changed:
        names = _changed_names(exercise, changed)
        if kind != "changed":
            sentence += f" Your code also {_changed(names)}."
        is_lent = names[0] in exercise.lent
        sentence += _instead(names[0], is_list=not changed.changed, is_lent=is_lent)
    return _agreeing(sentence, case.result) + _borrowed(exercise, attempt)


def _agreeing(sentence: str, what: str) -> str:
    """The sentence with "have" and "are" where it begins with several: "the losses"."""
    head = re.split(" of | with | beside | in | for ", what)[0]
    if head.startswith("the ") and re.search("[^s]s$", head):
        for one, several in [("has", "have"), ("is", "are"), ("holds", "hold")]:
            sentence = re.sub(f"^{re.escape(what)} {one} ", f"{what} {several} ", sentence)
    return sentence


def _without_axis(attempt: Any) -> str:
    """What a function that returned a single number calls, if it makes one number of an array."""
    used = attempt.__code__.co_names if inspect.isfunction(attempt) else ()
    called = next((name for name in used if name in ONE_OF_MANY), None)
    return f" Without an `axis`, `{called}` takes the whole array." if called else ""


def _instead(name: str, *, is_list: bool, is_lent: bool) -> str:
    """What to do so that the caller's data stay as they are."""
    if is_lent:
        return f" What you move in `{name}` has to be put back, into that very array."
    if is_list:
        return (
            f" Put what is new into a list or dictionary of your own: `{name}[…] = …` changes the "
            "caller's."
        )
    return f" Work on a new array: `{name} -= 1` changes the caller's data, `{name} - 1` does not."


def _raised(exercise: Exercise, expected: Outcome, outcome: Outcome, what: str) -> str:
    """A sentence for an answer that did not come to an end."""
    if outcome.timed_out:
        return "Your code took too long and was stopped. Is there a loop that never ends?"
    error = outcome.error
    if isinstance(error, SystemExit):
        return "Your code tried to leave the notebook (exit). Return the result instead."
    if isinstance(error, NotImplementedError):
        if exercise.kind == "class" and outcome.function.isidentifier():
            what = f"`{outcome.function}`"  # it may be one that is called on the way
        return f"{what} is not written yet: it still raises NotImplementedError."
    if isinstance(error, RecursionError):
        return "Your code calls itself for ever (RecursionError)."
    text = _shorten(said(error)).rstrip(". ")
    text = f"{type(error).__name__}{': ' + text if text else ''}"
    advice = _advice(exercise, outcome)
    if not outcome.by_check:
        return f"Your code raised {text}. {advice}".rstrip()
    if outcome.returned:
        came = f"{what} cannot be read from what came back, {outcome.returned}"
        wanted = expected.returned
        return f"{came} ({text})." if came.endswith(wanted) else f"{came}; expected {wanted}."
    if isinstance(error, AttributeError) and advice:
        return f"{what} is not there. {advice}"
    return f"Your {exercise.name}, used as the exercise asks, raises {text}. {advice}".rstrip()


def _advice(exercise: Exercise, outcome: Outcome) -> str:
    """What usually helps with an error of that kind; empty for the rarer ones."""
    error = outcome.error
    if isinstance(error, AttributeError) and type(error.obj).__name__ == exercise.name:
        return f"Nothing has set `self.{error.name}` by then: which method should keep it?"
    if isinstance(error, NameError) and error.name:
        asked = f"Is `{error.name}` spelled right?"
        if exercise.kind == "class":
            kept = "and another method has to keep it under that name"
            return f"{asked} Inside a class it may want `self.` in front, {kept}."
        names = inspect.signature(exercise.reference).parameters
        return f"{asked} {exercise.name} is given {listed(names)}."
    if isinstance(error, TypeError) and said(error) == f"{exercise.name}() takes no arguments":
        return (
            f"`{exercise.name}` has no `__init__`, so nothing can be handed to it. Is it the class "
            "that you meant, and is `__init__` spelled right?"
        )
    if advice := power(outcome):
        return advice
    if "truth value of an array" in said(error):
        return (
            "A whole array stands where a single True or False is wanted, as after `if`. To decide "
            "for each entry, take the comparison itself, or `np.where`."
        )
    misfit = re.search("broadcast|mismatch|not aligned", said(error))
    if isinstance(error, ValueError | IndexError) and misfit:
        return "The shapes do not fit: write down the shape of each array in that line."
    return ""


def power(outcome: Outcome) -> str:
    """What to write in place of ``^`` where it stands between numbers that it does not take."""
    asked = re.search("bitwise_xor|for \\^=?:", said(outcome.error))
    if isinstance(outcome.error, TypeError) and asked and "^" in outcome.line:
        return "Python writes a power with `**`, such as `x**2`; its `^` is something else."
    return ""


def _borrowed(exercise: Exercise, attempt: Any) -> str:
    """Name the notebook's variables that the code reads; empty if it reads none.

    An argument or a line that was forgotten goes unnoticed where an earlier cell has left
    a variable of that name.
    """
    if exercise.kind == "class":
        functions = [inspect.getattr_static(attempt, name, None) for name in exercise.blank]
    else:
        functions = [attempt]
    names = [
        name
        for function in functions
        if inspect.isfunction(function)
        for name in _globals_read(function.__code__)
        if isinstance(function.__globals__.get(name), np.ndarray | np.number | int | float)
    ]
    if not names:
        return ""
    sentence = f" Your code takes {listed(names)} from another cell of the notebook."
    if exercise.kind == "class":
        return f"{sentence} What the object keeps wants `self.` in front."
    return f"{sentence} Is there an argument for it, or is a line missing?"


def _globals_read(code: CodeType) -> Iterator[str]:
    """The global names that a function's code reads, its inner functions' among them."""
    for instruction in dis.get_instructions(code):
        if instruction.opname == "LOAD_GLOBAL":
            yield instruction.argval
    for inner in filter(inspect.iscode, code.co_consts):
        yield from _globals_read(inner)


def listed(names: Iterable[str]) -> str:
    """Names as a sentence shows them, each once."""
    *most, last = [f"`{name}`" for name in dict.fromkeys(names)]
    return f"{', '.join(most)} and {last}" if most else last


def not_a(kind: str, exercise: Exercise, attempt: Any) -> str:
    """The sentence for an answer that is no function where one is asked for, or no class."""
    if kind == "class" and type(attempt).__name__ == exercise.name:
        return f"This is one {exercise.name}; the check wants the class: leave out the `()`."
    got = f"{type(attempt).__name__} ({show_value(attempt)})"
    return f"{exercise.name} should be a {kind}, but it is a {got}."


def remark(tried: list[Tried]) -> str:
    """What is worth saying of a correct answer, if anything."""
    for _, expected, outcome, _ in tried:
        want, got = np.asarray(expected.value), np.asarray(outcome.value)
        if want.ndim and want.dtype == np.float32 and got.dtype == np.float64:
            return (
                "One remark: for float32 input it gives float64. That is right, but it makes "
                "training in float32 slower."
            )
    return ""


def details(
    exercise: Exercise, row: Tried, tried: list[Tried], *, named: bool
) -> tuple[tuple[str, Grid | str], ...]:
    """The rows under the reason: case, input, expected, got, and the learner's line.

    A reason that is a named mistake's does not tell the difference, which is put before them;
    a plain one says little, so there is also on which inputs the answer is right.
    """
    case, expected, outcome, difference = row
    if not case.numbers and difference and difference.kind == "values":
        return ()
    wrong = _wrong_entries(exercise, row)
    rows: list[tuple[str, Grid | str]] = []
    if named and difference:
        rows.append(("seen", difference.sentence))
    if results := right_results(tried):
        rows.append(("results", results))
    if case.label:
        rows.append(("tried on", case.label))
    if not named:
        rows += right_inputs(tried)
    rows += [(name, show(value)) for name, value in case.args.items()]
    # A variable's expected value would be the answer; after an error it is beside the point.
    if exercise.kind != "variable" and outcome.value is not NOTHING:
        rows.append(("expected", show(expected.value, wrong, mark=False)))
    if outcome.value is not NOTHING:
        rows.append(("got", show(outcome.value, wrong)))
    if outcome.line:
        rows.append(("your code", outcome.line))
    return tuple(rows)


def _wrong_entries(exercise: Exercise, row: Tried) -> Array | None:
    """Which entries of a result are wrong, where they can be compared one by one."""
    if exercise.kind == "variable" or not row.difference:
        return None  # to mark the right ones would give the answer away, one by one
    if row.difference.kind not in ("finite", "unfilled", "values"):
        return None
    return far(exercise, np.asarray(row.outcome.value), np.asarray(row.expected.value))


def _type_name(value: object) -> str:
    kind = type(value)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _expected_type(want: Array) -> str:
    return f"an array of shape {want.shape}" if want.ndim else "a number"


def _shorten(text: str, limit: int = 300) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
