"""BLAS computes on one thread for who trains, predicts or checks, and on as many as before then."""

import os
import pkgutil
import subprocess
import sys

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from bookbuild.paths import ROOT
from nnlib import SGD, Dense, LogisticRegression, NNClassifier, Sequential, softmax, train
from nnlib._common import threads
from nnlib.exercises import REGISTRY
from nnlib.judge.judge import judge


def n_threads():
    return {
        library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"
    }


def watched(monkeypatch, name, seen):
    """Write down the number of threads whenever the function of that name is called."""
    where, _, attribute = name.rpartition(".")
    original = getattr(pkgutil.resolve_name(where), attribute)

    def function(*args, **kwargs):
        seen.append(n_threads())
        return original(*args, **kwargs)

    monkeypatch.setattr(name, function)


@pytest.fixture
def free(monkeypatch):
    for name in threads.VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_one_thread_meanwhile_and_the_callers_own_number_afterwards(free):
    with threadpool_limits(3, user_api="blas"):
        seen = []
        network, rng = Sequential([Dense(2, 2, rng=0)]), np.random.default_rng(0)
        X, y = rng.normal(size=(8, 2)), np.array([0, 1] * 4)
        train(
            network, X, y, optimizer=SGD(), n_epochs=1, on_epoch=lambda _: seen.append(n_threads())
        )
        assert seen == [{1}]
        assert n_threads() == {3}


def test_a_network_predicts_on_one_thread(free):
    class Watching(Dense):
        def forward(self, X):
            seen.append(n_threads())
            return super().forward(X)

    seen = []
    with threadpool_limits(3, user_api="blas"):
        network = Sequential([Watching(2, 2, rng=0)])
        network.predict(np.ones((4, 2)))
        network.predict_proba(np.ones((4, 2)))
        assert seen == [{1}, {1}]
        assert n_threads() == {3}


@pytest.mark.parametrize("estimator", [NNClassifier, LogisticRegression])
def test_an_estimator_fits_and_predicts_on_one_thread(free, monkeypatch, estimator):
    X, y = np.random.default_rng(0).normal(size=(12, 3)), np.array([0, 1] * 6)
    seen = []
    watched(monkeypatch, "nnlib.networks.fused._Part.forward", seen)
    watched(monkeypatch, "nnlib.networks.sequential.Sequential.forward", seen)
    with threadpool_limits(3, user_api="blas"):
        model = estimator(n_epochs=1, random_state=0).fit(X, y)
        while_fitting = len(seen)
        model.predict(X), model.predict_proba(X), model.score(X, y)
        assert n_threads() == {3}
    assert 0 < while_fitting < len(seen)
    assert all(number == {1} for number in seen)


@pytest.mark.parametrize("right", [True, False])
def test_a_check_runs_the_answer_on_one_thread(free, right):
    def answer(Z):
        seen.append(n_threads())
        return softmax(Z) if right else Z

    seen = []
    with threadpool_limits(3, user_api="blas"):
        assert (judge(REGISTRY["01-softmax"], answer).status == "correct") == right
        assert n_threads() == {3}
    assert seen
    assert all(number == {1} for number in seen)


def test_estimators_and_checks_obey_the_environment(free, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "2")

    def answer(Z):
        seen.append(n_threads())
        return softmax(Z)

    seen = []
    X, y = np.random.default_rng(0).normal(size=(12, 3)), np.array([0, 1] * 6)
    watched(monkeypatch, "nnlib.networks.fused._Part.forward", seen)
    with threadpool_limits(3, user_api="blas"):  # as if a BLAS had read it
        NNClassifier(n_epochs=1, random_state=0).fit(X, y)
        judge(REGISTRY["01-softmax"], answer)
    assert seen
    assert all(number == {3} for number in seen)


def test_the_callers_number_is_back_after_an_error_too(free):
    with threadpool_limits(3, user_api="blas"):
        with pytest.raises(ZeroDivisionError), threads.one_thread():
            1 / 0  # noqa: B018
        assert n_threads() == {3}


def test_a_number_that_the_environment_fixes_is_obeyed(free, monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    with threadpool_limits(2, user_api="blas"), threads.one_thread():
        assert n_threads() == {2}


TRAINED = """
import numpy as np
from nnlib import SGD, Dense, Dropout, ReLU, Sequential, train
rng = np.random.default_rng(0)
X, y = rng.normal(size=(700, 20)).astype(np.float32), rng.integers(0, 3, size=700)
network = Sequential([Dense(20, 30, rng=rng, dtype=np.float32), ReLU(), Dropout(0.3, rng=rng),
                      Dense(30, 3, rng=rng, dtype=np.float32)])
history = train(network, X, y, optimizer=SGD(0.1, momentum=0.9), n_epochs=3, batch_size=256,
                rng=1, fused=True)
print(network.params["0.W"].tobytes().hex(), history["loss"])
"""


def test_fused_training_gives_the_same_bits_on_one_core_and_on_two():
    said = set()
    for fixed in ({}, {"OPENBLAS_NUM_THREADS": "1"}):
        environment = {k: v for k, v in os.environ.items() if k not in threads.VARIABLES} | fixed
        done = subprocess.run(
            [sys.executable, "-c", TRAINED],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        said.add(done.stdout)
    assert len(said) == 1


def test_whoever_sets_the_variables_comes_before_numpy():
    code = "import sys, bookbuild.quiet_tests; print('numpy' in sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "False\n"


def test_the_process_of_a_test_has_one_thread():
    assert n_threads() == {1}
