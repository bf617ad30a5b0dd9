"""`import nnlib` stays light: scikit-learn comes with the first estimator."""

import subprocess
import sys

import numpy as np
import pytest

import nnlib
from nnlib._common.old_names import OLD_NAMES, find_old_name

HEAVY = ["sklearn", "scipy", "matplotlib", "pandas", "tqdm", "joblib"]


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_nothing_heavy_is_imported_with_the_library():
    asked = f"import sys, nnlib; print([name for name in {HEAVY} if name in sys.modules])"
    assert run(asked) == "[]"
    assert run(asked.replace("nnlib;", "nnlib; nnlib.NNClassifier;")).startswith("['sklearn'")


def test_the_displays_need_scikit_learn_only_once_they_look_at_an_estimator():
    assert run("import sys, nnlib.plots; print('sklearn' in sys.modules)") == "False"


def test_the_estimators_are_there_when_asked_for():
    assert run("from nnlib import NNClassifier; print(NNClassifier())") == "NNClassifier()"
    assert run("from nnlib import *; print(Perceptron())") == "Perceptron()"
    listed = "import sys, nnlib; print('NNClassifier' in dir(nnlib), 'sklearn' in sys.modules)"
    assert run(listed) == "True False"


def test_every_public_name_is_listed_and_there():
    assert set(nnlib.__all__) <= set(dir(nnlib))
    for name in nnlib.__all__:
        assert getattr(nnlib, name).__name__ == name if callable(getattr(nnlib, name)) else True


def test_a_name_of_a_notebook_that_was_handed_out_still_works_but_is_not_listed():
    from nnlib import likelihood

    P = np.array([[0.2, 0.8], [0.3, 0.7]])
    np.testing.assert_array_equal(likelihood(P, np.array([1, 0])), [0.8, 0.3])
    for name in OLD_NAMES:
        assert getattr(nnlib, name) is find_old_name(name)
        assert name not in nnlib.__all__
        assert name not in dir(nnlib)


def test_a_name_that_is_not_there_says_so():
    with pytest.raises(AttributeError, match="module 'nnlib' has no attribute 'NNRegressor'"):
        _ = nnlib.NNRegressor
