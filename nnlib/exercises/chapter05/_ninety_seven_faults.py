"""What is wrong first with the settings of "Ninety-seven", in a word."""

import numpy as np

from nnlib.exercises.chapter05._exam import GOAL, ORDER, WITHOUT_HIDDEN

LOW = 0.02  # a training loss that ten epochs can bring about
CHAPTERS_OWN = 0.3  # how wide a start may be that is about as large as the chapter's own
MOST_UNITS = 30

FAULTS = (
    *("", "no names", "no dictionary", "other names", "no momentum", "missing", "unknown"),
    *("no numbers", *(f"range of {name}" for name in ORDER), "alike", "nothing", "on the way"),
    *("race", "units", "units nearly", "start", "start nearly", "loss", "loss nearly", "steps"),
)

# By settings in `ORDER`. The named mistakes are told apart by these, so that none is trained.
KNOWN = {
    (30, 0.1, 100, 0, 1451, 1): "nothing",
    (30, 0.1, 0.1, 0, 32, 10): "on the way",
    (30, 0.1, 1, 0, 32, 10): "race",
    (10, 0.1, 3, 0, 32, 10): "units",
    (20, 0.1, 0.2, 0.9, 32, 10): "units nearly",
    (30, 1, 3, 0, 32, 10): "start",
    (30, 0.4, 2, 0, 32, 10): "start nearly",
    (30, 0.1, 0.42, 0, 32, 10): "loss",
    (30, 0.1, 0.5, 0, 32, 10): "loss nearly",
    (30, 0.3, 3, 0, 32, 10): "steps",
}


def first_fault(exam, answer):
    """The number of the first thing that is wrong with settings, 0 if nothing is."""
    found = answer()
    return None if found is None else FAULTS.index(_fault(exam, answer, found))


def _fault(exam, answer, found):
    if not isinstance(found, dict):
        return "no names" if isinstance(found, list | tuple | np.ndarray) else "no dictionary"
    missing = [name for name in exam.bounds if name not in found]
    if exam.unknown(answer):
        return "other names" if missing else "unknown"
    if missing:
        return "no momentum" if missing == ["momentum"] else "missing"
    if exam.no_numbers(answer):
        return "no numbers"
    if exam.all_alike(answer):
        return "alike"
    for name in exam.bounds:
        if exam.outside(name)(answer) or (name == "rate" and found[name] == 0):
            return f"range of {name}"
    settings = tuple(found[name] for name in exam.bounds)
    return KNOWN.get(settings) or trained_fault(settings, *exam.results(answer))


def trained_fault(settings, share, loss):
    """What is wrong with networks that read such a share of new digits, after such a loss."""
    hidden, bound, *_ = settings
    if loss >= 0.1:
        return "nothing" if loss >= 1 else "on the way"
    if share >= GOAL:
        return ""
    nearly = " nearly" if share >= WITHOUT_HIDDEN else ""
    if hidden < MOST_UNITS:
        return f"units{nearly}"
    if bound > CHAPTERS_OWN:
        return f"start{nearly}"
    return f"loss{nearly}" if loss >= LOW else "steps"


def example(word):
    """Settings with this fault."""
    found = next(settings for settings, fault in KNOWN.items() if fault == word)
    return dict(zip(ORDER, found, strict=True))
