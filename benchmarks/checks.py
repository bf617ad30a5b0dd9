"""Milliseconds of an exercise's check, right or wrong, to hold against 50 that nobody notices."""

import statistics
from functools import partial

from benchmarks.measuring import interleave
from nnlib.exercises import REGISTRY
from nnlib.judge.judge import judge

WRONG = 4  # answers of an exercise that are tried beside the right one; all would take minutes


def some(mistakes):
    """At most ``WRONG`` of an exercise's mistakes, spread over all of them."""
    return mistakes[:: max(1, -(-len(mistakes) // WRONG))]


def slowest_checks(rounds, clock):
    """The slowest verdict of each exercise: the median and the worst of them."""
    worst = {}
    for exercise in REGISTRY.values():
        attempts = [exercise.answer(), *(mistake.wrong for mistake in some(exercise.mistakes))]
        if exercise.kind == "variable":
            attempts = [
                exercise.answer(),
                *(mistake.wrong() for mistake in some(exercise.mistakes)),
            ]
        calls = {i: partial(judge, exercise, attempt) for i, attempt in enumerate(attempts)}
        seconds = interleave(calls, rounds, clock=clock)
        worst[exercise.id] = 1000 * max(statistics.median(s) for s in seconds.values())
    slowest = max(worst, key=worst.get)
    return {
        "exercises": len(worst),
        "median": statistics.median(worst.values()),
        "worst": worst[slowest],
        "slowest": slowest,
    }
