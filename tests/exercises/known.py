"""Judge the many known answers of an exercise, none of them twice.

`judge` compares an answer with every named mistake, so that judging n of them would try each n
times. Here cases are drawn once for each seed, and what an answer did with a case is remembered.
A named mistake that fits itself alone on the cases of one seed is not tried on those of two more.
"""

import contextlib
import functools
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
        patch.setattr(judging, "named_mistake", functools.partial(named_mistake, monkeypatch))
        if exercise.kind != "variable":  # whose one case is new each time, and whose values too
            patch.setattr(exercise, "draw_cases", draw_once)
            patch.setattr(judging, "try_case", try_once)
            patch.setattr(comparing, "try_case", try_once)
        yield


def named_mistake(monkeypatch, exercise, attempt, *given):
    """What `comparing.named_mistake` finds for an answer that is a named mistake itself.

    More cases could only take away what fits as well: the mistake itself does as it does.
    """
    if any(mistake.wrong is attempt for mistake in exercise.mistakes):
        with monkeypatch.context() as patch:
            patch.setattr(comparing, "OTHER_SEEDS", ())
            found = comparing.named_mistake(exercise, attempt, *given)
        if found is not None:
            return found
    return comparing.named_mistake(exercise, attempt, *given)
