"""What a learner types in a notebook: check, hint, puzzle, solution, question, review, …"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from nnlib._common import record
from nnlib._common.record import (
    read_record,
    record_again,
    record_done,
    record_setting,
    record_try,
)
from nnlib.exercises.catalogue import REGISTRY, find
from nnlib.exercises.hunting import spend
from nnlib.exercises.progress import Progress
from nnlib.exercises.puzzles import has_puzzle, puzzle_of
from nnlib.exercises.questions import all_questions, find_question
from nnlib.exercises.reviewing import Review
from nnlib.exercises.showing import Note, show_puzzle, show_question
from nnlib.exercises.showing import show as _show
from nnlib.judge.judge import BUGS_LEFT, judge
from nnlib.judge.other_answers import other_answers
from nnlib.judge.stub import answer_source, stub_source
from nnlib.judge.verdict import Verdict

BORROWED = (
    "`{}` is the library's own here, lent by an earlier check or imported. Run the cell with your "
    "answer again, then this one."
)
_hints_seen: dict[str, int] = {}
_puzzles_seen: set[str] = set()
_lent: dict[str, Any] = {}  # the library's answers that check has handed out
_reviewed: dict[str, int] = {}  # exercises that review brought back, and the seed of their data
_solved: set[str] = set()  # in this session, whether or not a progress file is kept


def check(exercise_id: str, attempt: Any) -> Any:
    """Check an answer, say what came of it, and return what the chapter goes on with.

    Whatever the answer does, the page goes on: an error, an endless loop or a wrong
    value only shows in the verdict. (While nbgrader grades, an answer that is not
    correct raises, which is how nbgrader learns of it.)

    Parameters
    ----------
    exercise_id : str
        Such as ``"01-softmax"``.
    attempt : object
        Your function, class or value.

    Returns
    -------
    object
        Your own answer if it is correct, the library's until then.

    Notes
    -----
    Meanwhile BLAS runs on one thread, unless the environment fixes another number; afterwards it
    has as many as before.
    """
    exercise = find(exercise_id)
    if attempt is _lent.get(exercise_id, exercise.reference):
        # The name still holds what an earlier check lent out: that is nobody's own answer.
        verdict = Verdict(exercise, "not attempted", BORROWED.format(exercise.name))
    else:
        verdict = judge(exercise, attempt, seed=_reviewed.get(exercise_id, 0))
    if not verdict and os.environ.get("NBGRADER_EXECUTION") == "autograde":
        raise AssertionError(str(verdict))
    verdict = with_more(verdict, attempt)
    _show(verdict)
    if exercise_id in _reviewed and verdict.status != "not attempted":
        record_again(exercise_id, right=bool(verdict))
    if verdict:
        _solved.add(exercise_id)
        record_done(exercise_id)
        for name in exercise.shared:
            setattr(attempt, name, getattr(exercise.reference, name))
        return attempt
    if verdict.status != "not attempted":
        record_try(exercise_id)
    if exercise.budget and isinstance(attempt, type):
        return attempt  # a hunt goes on with what is being repaired
    return _lent.setdefault(exercise_id, exercise.answer())


def with_more(verdict: Verdict, attempt: Any) -> Verdict:
    """A verdict with other right answers, and with the count of a hunt's measurements."""
    exercise = verdict.exercise
    if verdict:
        verdict = replace(verdict, others=tuple(other_answers(exercise, attempt)))
    if exercise.budget and _tells_of_a_hunt(verdict):
        verdict = replace(verdict, reason=f"{verdict.reason} {spend(exercise)}".strip())
    return verdict


def _tells_of_a_hunt(verdict: Verdict) -> bool:
    """True where a verdict is worth a measurement: not of the code as given, nor of an error."""
    given = getattr(verdict.exercise.to_repair, "__name__", "")
    counts = verdict.reason.startswith(BUGS_LEFT) and verdict.mistake != given
    return bool(verdict) or counts


def hint(exercise_id: str) -> None:
    """Show a hint; each further call shows one more.

    Parameters
    ----------
    exercise_id : str
    """
    exercise = find(exercise_id)
    seen = _hints_seen[exercise_id] = min(_hints_seen.get(exercise_id, 0) + 1, len(exercise.hints))
    rest = len(exercise.hints) - seen
    more = (
        f"{rest} more: run the cell again."
        if rest
        else f"That was the last one. {_next_step(exercise_id)}"
    )
    if exercise.budget:
        more = f"{more} {spend(exercise)}"
    hints = [f"Hint {i + 1}: {text}" for i, text in enumerate(exercise.hints[:seen])]
    _show(Note(f"{exercise.id} {exercise.title}", [*hints, more]))


def puzzle(exercise_id: str) -> None:
    """Show the lines of an exercise's answer, to be put in their order: the step after the hints.

    Parameters
    ----------
    exercise_id : str
    """
    exercise = find(exercise_id)
    _puzzles_seen.add(exercise_id)
    facts = puzzle_of(exercise_id)
    if facts is None:
        title = f"{exercise.id} {exercise.title}"
        lines = [
            "The answer is too short for lines to sort.",
            f'Its hints: hint("{exercise_id}"). The answer itself: solution("{exercise_id}").',
        ]
        _show(Note(title, lines))
    else:
        show_puzzle(facts)


def solution(exercise_id: str, *, show: bool = False) -> None:
    """Show the answer and why it is so; first offer what is left of hints and lines to sort.

    Parameters
    ----------
    exercise_id : str
    show : bool
        Show it in any case.
    """
    exercise = find(exercise_id)
    title = f"{exercise.id} {exercise.title}"
    kept = read_record()
    left = len(exercise.hints) - _hints_seen.get(exercise_id, 0)
    solved = exercise_id in _solved | kept.done or exercise_id in kept.puzzles
    unsorted = has_puzzle(exercise_id) and exercise_id not in _puzzles_seen
    everything = show or kept.settings.get("show_answers", False)
    if everything or solved or not (left or unsorted):
        _show(Note(title, [exercise.why], code=answer_source(exercise)))
        return
    offers = []
    if left:
        hints = "1 hint is" if left == 1 else f"{left} hints are"
        offers.append(f'{hints} left: hint("{exercise_id}").')
    if unsorted:
        offers.append(_next_step(exercise_id))
    offers.append(f'To see the solution all the same: solution("{exercise_id}", show=True).')
    _show(Note(title, offers))


def _next_step(exercise_id: str) -> str:
    """What there is after the last hint."""
    if has_puzzle(exercise_id):
        return f'The lines of the answer are there to be sorted: puzzle("{exercise_id}").'
    return f'The answer: solution("{exercise_id}").'


def question(question_id: str) -> None:
    """Ask a question of the course; the answer stays on this computer, with your progress.

    Parameters
    ----------
    question_id : str
        Such as ``"01-odds"``.
    """
    show_question(find_question(question_id))


def review() -> None:
    """Show what is due today, at most five things: questions and short exercises.

    What you have answered or solved comes back after a day, or three if it was right at once,
    and the more often it is right, the later: after 3, 7, 16 and 35 days. What was wrong comes
    back the next day. An exercise is checked with other data than before.
    """
    found = Review(read_record(), record.today())
    _show(Note("Review", found.told()))
    for item in found.due:
        if item.kind == "question":
            show_question(find_question(item.name), with_text=True)
        else:
            exercise = find(item.name)
            _reviewed[item.name] = record.today().toordinal()
            check_again = f'{exercise.name} = check("{exercise.id}", {exercise.name})'
            lines = ["From memory: copy this to a new cell, write it and run it."]
            code = f"{stub_source(exercise)}\n\n{check_again}"
            _show(Note(f"{exercise.id} {exercise.title}", lines, code=code))


def show_answers(shown: bool = True) -> None:
    """Show everything at once: questions with their answers, solutions without hints before them.

    The setting is kept with your progress, and holds from the next question on.

    Parameters
    ----------
    shown : bool
        False goes back to questions that wait for an answer.
    """
    record_setting("show_answers", value=shown)
    now = "Questions are open from now on." if shown else "Questions wait for an answer again."
    back = f"To change that: show_answers({not shown})."
    _show(Note("Answers", [now, back]))


def progress() -> None:
    """Show by chapter what is done, how the puzzles and questions went, where you guessed wrong."""
    _show(Progress(REGISTRY.values(), all_questions().values()))
