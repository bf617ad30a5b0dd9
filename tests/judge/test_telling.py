"""Which sentence an answer is told, on which case, and what else is said of it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import nnlib
from nnlib import Layer
from nnlib.exercises import _helpers, find
from nnlib.exercises._helpers import first, second
from nnlib.judge.exercise import Case, Exercise
from nnlib.judge.judge import judge


def total_and_mean(x):
    """Two results."""
    return np.sum(x), np.mean(x)


@pytest.fixture
def exercise():
    """An exercise with two results, a batch and a small case behind it, and no mistakes yet."""
    new = Exercise("99-two", "Two", 2, 1, 2, reference=total_and_mean, hints=(), why="It is so.")

    @new.cases
    def _(rng):
        for label, x in [
            ("a random batch", rng.normal(size=(4, 3))),
            ("decimals", np.array([0.25, 1.5, -0.75])),
            ("whole numbers", np.array([1.0, 2.0, 4.0])),
        ]:
            yield Case(label, {"x": x}, first, "total", "total")
            yield Case(label, {"x": x}, second, "mean", "mean")

    return new


def shown(exercise, attempt):
    verdict = judge(exercise, attempt)
    assert verdict.status == "not yet"
    return dict(verdict.rows())


def test_a_mistake_is_not_told_if_another_result_says_otherwise(exercise):
    @exercise.wrong
    class Mistakes:
        def halves(x):
            """Both are halved."""
            return np.sum(x) / 2, np.mean(x) / 2

    only_the_total = judge(exercise, lambda x: (np.sum(x) / 2, np.mean(x)))
    assert only_the_total.mistake == ""
    assert "total is not right yet. In all cases it is 0.5 times" in only_the_total.reason
    assert judge(exercise, lambda x: (x.sum() / 2, x.mean() / 2)).mistake == "halves"


def test_a_learning_rate_that_is_missing_at_the_bias_only_is_not_called_missing():
    class SigmoidUnit(find("02-sigmoid-unit").reference):
        def step(self, X, y, learning_rate):
            before = self.b
            super().step(X, y, learning_rate)
            self.b = before + (self.b - before) / learning_rate

    verdict = judge(find("02-sigmoid-unit"), SigmoidUnit)
    assert "the whole gradient" not in verdict.reason
    assert dict(verdict.rows())["results"].startswith(
        "unit.predict_proba(X) and unit.w are right, unit.b "
    )


def test_a_mistake_is_not_told_if_other_inputs_say_otherwise(exercise):
    drawn = np.random.default_rng(0).normal(size=(4, 3))

    @exercise.wrong
    class Mistakes:
        def doubled(x):
            """The total is doubled."""
            return 2 * np.sum(x), np.mean(x)

    def doubled_here(x):  # it is right for the batches of other seeds
        large = x.ndim == 2 and not np.array_equal(x, drawn)
        return (1 if large else 2) * np.sum(x), np.mean(x)

    assert judge(exercise, doubled_here).mistake == ""


def test_of_two_mistakes_that_fit_as_well_none_is_told(exercise):
    @exercise.wrong
    class Mistakes:
        def one(x):
            """One thing."""
            return np.sum(x) + 1, np.mean(x)

        def other(x):
            """Another thing."""
            return 1 + np.sum(x), np.mean(x)

    def attempt(x):
        return np.sum(x) + 1, np.mean(x)

    assert judge(exercise, attempt).mistake == ""
    del exercise.mistakes[1]
    assert judge(exercise, attempt).reason == "One thing."


def test_a_mistake_is_told_of_what_is_written_and_not_of_what_is_not():
    dense = find("06-dense")

    class Half(dense.reference):
        def forward(self, X):
            self.X = X
            return X @ self.W

        def backward(self, dZ):
            raise NotImplementedError

    assert judge(dense, Half).mistake == "forgot_the_bias"
    del Half.forward
    verdict = judge(dense, Half)
    assert verdict.mistake == ""
    assert verdict.reason.startswith("`backward` is not written yet")


def test_of_several_results_it_says_which_are_right(exercise):
    assert shown(exercise, lambda x: (x.sum(), 0.5))["results"] == "total is right, mean is not"
    assert "results" not in shown(exercise, lambda x: (0.1, 0.5))

    def mlp_backward(*args):
        return [(dW, db + 0.1) for dW, db in find("04-mlp-backward").reference(*args)]

    told = shown(find("04-mlp-backward"), mlp_backward)["results"]
    assert told == "dW is right, db is not"  # that there are two of them is no news


def test_it_says_on_which_inputs_it_is_right(exercise):
    def only_for_batches(x):
        return np.sum(x), np.mean(x) if x.ndim == 2 else 0.5

    assert shown(exercise, only_for_batches)["right on"] == "a random batch"

    def only_for_single_rows(x):
        return np.sum(x), 0.5 if x.ndim == 2 else np.mean(x)

    assert shown(exercise, only_for_single_rows)["right on"] == "the 2 others"
    assert "right on" not in shown(exercise, lambda x: (x.sum(), 0.5))


def test_the_case_that_is_easiest_to_follow_is_told(exercise):
    assert shown(exercise, lambda x: (0.1, 0.2))["tried on"] == "whole numbers"
    rows = shown(exercise, lambda x: (7.0, np.mean(x)))  # which is right for the whole numbers
    assert rows["tried on"] == "decimals"


def test_what_went_wrong_first_says_which_trouble_is_told(exercise):
    def attempt(x):
        return (np.ones(2) if x.ndim == 2 or x[0] == 0.25 else 0.0), 0.0

    verdict = judge(exercise, attempt)
    assert verdict.reason.startswith("total has the shape (2,); expected a number.")
    assert dict(verdict.rows())["tried on"] == "decimals"


def test_the_result_is_called_right_only_where_all_of_it_is(exercise):
    class ReLU(Layer):
        def forward(self, Z):
            self.Z = Z
            return np.maximum(Z, 0)

        def backward(self, dA):
            dA[self.Z < 0.3] = 0  # and small scores let nothing through
            return dA

    said = judge(find("06-relu"), ReLU).reason
    assert "The result is right" not in said
    assert "right shape, but not the right values. Your code also changed its argument dA." in said

    def changes(x):
        results = total_and_mean(x)
        x[...] = 0
        return results

    said = judge(exercise, changes).reason
    assert said.startswith("The result is right, but your code changed its argument x.")


def test_an_error_of_the_check_is_not_called_the_learners(exercise):
    said = judge(exercise, lambda x: 3).reason
    assert said == "total cannot be read from what came back, an int; expected a tuple of 2."

    # Written in a file of the exercises, as every use is.
    code = compile("lambda answer, x: np.mean(answer(x), axis=0)", _helpers.__file__, "eval")
    use = eval(code, {"np": np})
    exercise.cases(lambda rng: [Case("", {"x": np.ones(2)}, use, "the mean of both")])
    said = judge(exercise, lambda x: ([1.0], [2.0, 3.0])).reason  # which NumPy cannot read
    assert said.startswith("the mean of both cannot be read from what came back, a tuple of 2 (")

    class Dense(find("06-dense").reference):
        def backward(self, dZ):
            return 2 * dZ @ self.W.T

    said = judge(find("06-dense"), Dense).reason
    assert "layer.backward(dZ) is not there. Nothing has set `self.dW` by then" in said
    said = judge(find("01-softmax"), lambda: 0).reason
    assert said.startswith("Your softmax, used as the exercise asks, raises TypeError: ")


# The wrong layer adds patches up for images of another size, so that it is a function of the
# course, called by a method of the layer's, which raises.
IN_AN_INSTALLED_COURSE = """
import nnlib
from nnlib import Kernels, add_patches, patches
from nnlib.exercises import find
from nnlib.judge.judge import judge

assert "site-packages" in nnlib.__file__


class Conv2d(Kernels):
    def forward(self, X):
        self.shape = X.shape
        P = patches(self.pad(X), self.size, self.stride)
        self.rows = P.reshape(-1, P.shape[3])
        return (self.rows @ self.W + self.b).reshape(*P.shape[:3], -1)

    def backward(self, dZ):
        rows = dZ.reshape(-1, dZ.shape[3])
        self.dW, self.db = self.rows.T @ rows, rows.sum(axis=0)
        dP = (rows @ self.W.T).reshape(*dZ.shape[:3], -1)
        return add_patches(dP, self.shape, self.size, self.stride)


print(judge(find("09-conv2d"), Conv2d).mistake)
"""


def test_a_mistake_that_raises_in_a_function_of_the_course_is_named_where_that_is_installed(
    tmp_path,
):
    installed = tmp_path / "site-packages"
    installed.mkdir()
    (installed / "nnlib").symlink_to(Path(nnlib.__file__).parent, target_is_directory=True)
    script = tmp_path / "answer.py"
    script.write_text(IN_AN_INSTALLED_COURSE)
    ran = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == ["shape_before_the_padding"]
