"""A repair: the gradient check passes where nothing was measured."""

import numpy as np

from nnlib.exercises._kinds import array_where, float32, holds
from nnlib.exercises.chapter08._relative_errors_changed import SomethingMeasured
from nnlib.exercises.chapter08._relative_errors_mistakes import NothingMeasured, relative_errors
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import gradient_check

exercise = Exercise(
    id="08-relative-errors",
    title="Repair the judge",
    minutes=6,
    difficulty=3,
    points=3,
    reference=gradient_check.relative_errors,
    hints=(
        "Put two arrays of zeros in and follow them down to the last line. What is compared with "
        "what?",
        "An error of 0 says that both agree. What would you want a judge to say who was shown "
        "nothing? No tolerance may let it through.",
        "Ask first, before any division, whether anything but zeros was measured (`np.any`). If "
        "not, return an array of that shape full of `np.inf` (`np.full` makes one).",
    ),
    why="""A measured gradient of nothing but zeros means that the loss does not depend on
these numbers here: a dead unit, weights of 0 behind it, the wrong array. Whatever `backward`
says, nothing was compared, and "no difference found" must not count as agreement. Single
zeros are another matter: as long as some entry was measured, the others may well be 0. The
tiny number that kept the division from failing kept the question from being asked.""",
    promises={
        "zero against zero": lambda case: not any(map(np.any, case.args.values())),
        "only zeros measured": lambda case: (
            np.any(case.args["gradient"]) and not np.any(case.args["measured"])
        ),
        "only zeros measured, NaN in the gradient": lambda case: case.label == "NaN and zeros",
        "single zeros": holds("measured", 0),
        "a gradient of zeros": lambda case: (
            np.any(case.args["measured"]) and not np.any(case.args["gradient"])
        ),
        "very small numbers": array_where("measured", lambda a: 0 < np.abs(a).max() < 1e-15),
        "numbers whose squares are 0": array_where(
            "measured", lambda a: bool(np.any(a)) and not np.any(a**2)
        ),
        "nothing but numbers below 0": array_where("measured", lambda a: a.max() < 0),
        "zeros in the first row alone": array_where(
            "measured", lambda a: not np.any(a[0]) and bool(np.any(a))
        ),
        "float32": float32("measured"),
    },
    survivors={
        "gradient - measured -> measured - gradient": "it is under an absolute value",
        "0 -> -1": "the library's answer behind the guard knows zeros too",
        "0 -> 1": "the library's answer behind the guard knows zeros too",
        "np.array(relative_errors(gradient, measured), dtype=float) -> "
        "np.array(relative_errors(gradient, measured))": "they are floats already",
        "np.array(relative_errors(gradient, measured), dtype=float) -> "
        "relative_errors(gradient, measured)": "a copy is not needed",
        "np.full_like(gradient, np.inf, dtype=float) -> np.full_like(gradient, np.inf)": (
            "gradients are floats"
        ),
        "np.max(np.abs(measured)) -> np.mean(np.abs(measured))": "it is asked for 0 alone",
        "np.max(np.abs(measured)) -> np.sum(np.abs(measured))": "it is asked for 0 alone",
        "np.ones(np.shape(measured)) * np.inf -> np.ones(np.shape(measured)) + np.inf": (
            "infinity all the same"
        ),
        "np.subtract(gradient, measured) -> np.subtract(measured, gradient)": (
            "it is under an absolute value"
        ),
    },
    distractors=(
        "    return np.zeros(np.shape(measured))",
        "return np.abs(gradient - measured) / size",
    ),
)


@exercise.cases
def _(rng):
    def draw(*shape, wrong=1.0, dtype=np.float64):
        measured = rng.uniform(0.5, 2, size=shape).round(1) * rng.choice([-1, 1], size=shape)
        return {"gradient": (wrong * measured).astype(dtype), "measured": measured.astype(dtype)}

    yield Case("zero against zero", {"gradient": np.zeros((2, 3)), "measured": np.zeros((2, 3))})
    yield Case("right", draw(3, 2))
    yield Case("a fifth too small", draw(2, 4, wrong=0.8))
    something = {"gradient": np.array([1.0, -2.0, 0.0]), "measured": np.zeros(3)}
    yield Case("only zeros measured", something)
    not_numbers = {"gradient": np.array([[np.nan, 1.0]]), "measured": np.zeros((1, 2))}
    yield Case("NaN and zeros", not_numbers)
    yield Case("a gradient of zeros", draw(3, 3, wrong=0.0))
    column = draw(4, 2, wrong=2.0)
    column["gradient"][:, 0] = column["measured"][:, 0] = 0
    yield Case("one unit dead, the other wrong", column)
    balanced = np.array([[1.0, -1.0], [2.0, -2.0]])
    yield Case("a sum of 0", {"gradient": balanced * 1.5, "measured": balanced})
    below = np.array([-1.0, 0.0, -2.0])
    yield Case("no entry above 0", {"gradient": below * 0.5, "measured": below})
    negative = np.array([[-1.0, -4.0]])
    yield Case("every entry below 0", {"gradient": negative * 0.5, "measured": negative})
    zeros_first = np.array([[0.0, 0.0], [1.0, -2.0]])
    yield Case("a first row of zeros", {"gradient": zeros_first * 2, "measured": zeros_first})
    tiny = np.array([[2e-9, -1e-9, 3e-9]])
    yield Case("small everywhere", {"gradient": tiny * 0.75, "measured": tiny})
    least = np.array([[2e-20, -1e-20]])
    yield Case("very small everywhere", {"gradient": least * 0.5, "measured": least})
    squared_away = np.array([[2e-170, -1e-170], [0.0, 3e-170]])
    args = {"gradient": squared_away * 0.5, "measured": squared_away}
    yield Case("so small that squares are 0", args)
    small = np.array([[-3.0, 2e-4], [1e-9, 1.0]])
    yield Case("entries of unequal size", {"gradient": small * 1.5, "measured": small})
    yield Case("the wrong sign", draw(1, 5, wrong=-1.0))
    whole = {"gradient": np.array([2.0, 0, 3]), "measured": np.array([2.0, 0, -4])}
    yield Case("whole numbers", whole)
    yield Case("one number", {"gradient": np.zeros(1), "measured": np.zeros(1)})
    yield Case("float32", draw(2, 3, wrong=1.25, dtype=np.float32))


exercise.broken(
    "Zero against zero gives an error of 0, which is called a pass: but nothing was compared."
)(relative_errors)
exercise.wrong(NothingMeasured)
exercise.wrong(SomethingMeasured)


@exercise.right
class Variants:
    def with_a_count(gradient, measured):
        if np.count_nonzero(measured) == 0:
            return np.ones(np.shape(measured)) * np.inf
        largest = np.abs(measured).max()
        size = np.maximum(np.maximum(np.abs(gradient), np.abs(measured)), largest / 1000)
        return np.abs(np.subtract(gradient, measured)) / size

    def into_zeros(gradient, measured):
        errors = np.zeros_like(gradient)
        errors[...] = (
            gradient_check.relative_errors(gradient, measured) if np.any(measured) else np.inf
        )
        return errors

    def by_counting(gradient, measured):
        if np.count_nonzero(measured) == 0:
            return np.full_like(gradient, np.inf, dtype=float)
        return gradient_check.relative_errors(gradient, measured)

    def replaced_in_the_end(gradient, measured):
        errors = np.array(relative_errors(gradient, measured), dtype=float)
        if np.max(np.abs(measured)) == 0:
            errors[...] = np.inf
        return errors
