"""Judge the many known answers of an exercise, none of them twice.

`judge` compares an answer with every named mistake, so that judging n of them would try each n
times. Here cases are drawn once for each seed, and what an answer did with a case is remembered.
"""

import contextlib
import os

from nnlib.exercises.catalogue import RETIRED
from nnlib.judge import comparing
from nnlib.judge import judge as judging
from nnlib.judge.trial import SECONDS, try_case

SEEDS = range(int(os.environ.get("SEEDS", 3)))
FEW = range(int(os.environ.get("SEEDS", 1)))


def seeds_of(exercise):
    """The seeds to try; a variable has nothing to draw, and old notebooks' exercises rest."""
    if exercise.kind == "variable":
        return [0]
    return FEW if exercise.id in RETIRED else SEEDS


def as_answer(exercise, thing):
    """A wrong or right answer as the learner would hand it in: a variable's is its value."""
    return thing() if exercise.kind == "variable" else thing


@contextlib.contextmanager
def remembered(exercise, monkeypatch):
    """Draw cases and try answers once, while known answers of this exercise are judged."""
    draw, drawn, came = exercise.draw_cases, {}, {}

    def draw_once(seed=0):
        if seed not in drawn:
            drawn[seed] = draw(seed)
        return drawn[seed]

    def try_once(attempt, case, seconds=SECONDS):
        key = id(attempt), id(case)  # both live on: in the exercise, and in `drawn`
        if key not in came:
            came[key] = try_case(attempt, case, 3 * seconds)  # a busy machine is no mistake
            if came[key].error is not None:  # of an endless recursion a thousand frames would stay
                came[key].error.__traceback__ = came[key].error.__context__ = None
        return came[key]

    with monkeypatch.context() as patch:
        if exercise.kind != "variable":  # whose one case is new each time, and whose values too
            patch.setattr(exercise, "draw_cases", draw_once)
            patch.setattr(judging, "try_case", try_once)
            patch.setattr(comparing, "try_case", try_once)
        yield
