"""Build the wheel, install it into an empty environment, and use it from an empty folder.

mypy, from the environment that this runs in, reads a user's file against the installed types.
What the wheel needs comes in the versions of requirements.txt. The wheel is kept in _build/dist.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST, ALONE = ROOT / "_build" / "dist", ROOT / "_build" / "alone"
# Run with -I: neither the folder nor PYTHONPATH can lend it anything.
TRIAL = """
import sys
from pathlib import Path

import numpy as np

import nnlib
import nnlib.plots
from nnlib.datasets import load_digits, load_mnist
from nnlib.exercises import check

assert Path(nnlib.__file__).is_relative_to(sys.prefix), nnlib.__file__
print("nnlib", nnlib.__version__, "from", nnlib.__file__)
print("MNIST", load_mnist().X_train.shape, "digits", load_digits().X_train.shape)


def softmax(Z):
    E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def unsteady(Z):
    return np.exp(Z) / np.exp(Z).sum()


assert check("01-softmax", softmax) is softmax
assert check("01-softmax", unsteady) is not unsteady
"""
# What an editor says to a user: one line is wrong on purpose, and mypy has to notice.
TYPED = """
from nnlib import SGD, Dense, NNClassifier, ReLU, Sequential, train
from nnlib.datasets import load_digits

digits = load_digits()
network = Sequential([Dense(64, 20, rng=0), ReLU(), Dense(20, 10, rng=1)])
history = train(network, digits.X_train, digits.y_train, optimizer=SGD(0.1), n_epochs=1)
losses: list[float] = history["loss"]
network.predict("a digit")  # type: ignore[arg-type]
NNClassifier(hidden_units=(20,)).fit(digits.X_train.tolist(), digits.y_train).predict_proba([[0]])
"""


def run(*command, **options):
    subprocess.run(list(map(str, command)), check=True, **options)


def main():
    for folder in (DIST, ALONE):
        shutil.rmtree(folder, ignore_errors=True)
    # The wheel is made from the source distribution, so both are complete or neither.
    run(
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        DIST,
        ROOT,
        stdout=subprocess.DEVNULL,
    )
    (wheel,) = DIST.glob("*.whl")
    venv.create(ALONE, with_pip=True)
    programs = ALONE / ("Scripts" if os.name == "nt" else "bin")
    pip = [programs / "python", "-m", "pip", "--disable-pip-version-check"]
    run(*pip, "install", "-q", "-c", ROOT / "requirements.txt", wheel)
    run(*pip, "check")
    empty = ALONE / "empty"
    empty.mkdir()
    run(programs / "python", "-I", "-c", TRIAL, cwd=empty)
    (empty / "user.py").write_text(TYPED)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", os.devnull]
    run(*mypy, "--python-executable", programs / "python", "user.py", cwd=empty)
    run(programs / "nnlib-grade", "--help", cwd=empty, stdout=subprocess.DEVNULL)
    print(f"{wheel.name} works alone")


if __name__ == "__main__":
    main()
