"""Elastic deformation: OPENBLAS_NUM_THREADS=2 python -m benchmarks.elastic

Chapter 06's dense network once more, with the settings of benchmarks.mnist99 and one change: before
a digit is shifted by a pixel it's warped, anew in every epoch. Each pixel is taken from a place
that is a bit off, and neighbours from places that are off by nearly the same (Simard, Steinkraus
and Platt, 2003). How far and how smoothly are the paper's numbers; nothing was tried out. Three
seeds read the validation digits after every epoch, and no test digit.

It writes nnlib/logs/elastic.json, which chapter 09 shows.
"""

import argparse
import math
import os
from pathlib import Path

import numpy as np

from benchmarks import mnist99
from nnlib import shift_images, straighten_images
from nnlib._common.rng import as_rng
from nnlib.datasets import load_mnist

LOG = Path(__file__).resolve().parents[1] / "nnlib" / "logs" / "elastic.json"
SIGMA, ALPHA = 4.0, 34.0  # of the paper: pixels over which an offset is smoothed, and its size


def deform_images(X, rng=None, *, sigma=SIGMA, alpha=ALPHA):
    """Warp each image smoothly and at random.

    Every pixel gets a random offset between -1 and 1, down and to the right; the offsets are
    smoothed with a bell curve of ``sigma`` pixels and multiplied by ``alpha``. A pixel of the new
    image is what lies at its offset in the old one, between four pixels as a rule.

    Parameters
    ----------
    X : float array (N, P)
        Square images, one a row.
    rng : numpy.random.Generator, RandomState, int or None
        Source of random numbers.
    sigma, alpha : float
        How smooth the offsets are, and how large.

    Returns
    -------
    array (N, P)
    """
    n, side = len(X), math.isqrt(X.shape[1])
    along = np.arange(side)
    bell = np.exp(-((along - along[:, None]) ** 2) / (2 * sigma**2))
    bell = (bell / (sigma * math.sqrt(2 * math.pi))).astype(X.dtype)
    offsets = as_rng(rng).uniform(-1, 1, size=(2, n, side, side)).astype(X.dtype)
    offsets = alpha * (bell @ offsets @ bell)
    down = np.clip(along[:, None] + offsets[0], 0, side - 1)
    right = np.clip(along + offsets[1], 0, side - 1)
    upper = np.minimum(down.astype(int), side - 2)
    left = np.minimum(right.astype(int), side - 2)
    down, right = down - upper, right - left  # how far below and beside these pixels
    corner = np.arange(n)[:, None, None] * side**2 + upper * side + left
    pixels = X.ravel()
    above = pixels[corner] * (1 - right) + pixels[corner + 1] * right
    below = pixels[corner + side] * (1 - right) + pixels[corner + side + 1] * right
    return (above * (1 - down) + below * down).reshape(X.shape).astype(X.dtype, copy=False)


def warped(batch, rng):
    """Warp each digit, then shift it by at most a pixel."""
    return shift_images(deform_images(batch, rng), rng)


def main(argv=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.elastic",
        description="Train chapter 06's dense network on digits that are warped.",
    )
    parser.add_argument("--epochs", type=int, default=mnist99.EPOCHS, help="(%(default)s)")
    parser.add_argument("--log", type=Path, default=LOG, help="where to write (%(default)s)")
    options = parser.parse_args(argv)
    digits = load_mnist()
    X_train, X_val = (straighten_images(X) for X in (digits.X_train, digits.X_val))
    watch = {"validation": (X_val, digits.y_val)}
    settings = {"epochs": options.epochs, "sigma": SIGMA, "alpha": ALPHA}
    settings["threads"] = os.environ.get("OPENBLAS_NUM_THREADS", "all")
    seeds = {}
    for seed in mnist99.SEEDS:
        _, history, seconds = mnist99.fit(
            X_train, digits.y_train, seed, options.epochs, watch, augment=warped
        )
        seeds[seed] = {"seconds": round(seconds), "validation": history["validation"]}
        print(f"seed {seed}: validation {history['validation'][-1]:.4f} ({seconds:.0f} s)")
    mnist99.write_log(options.log, "settings", settings)
    mnist99.write_log(options.log, "seeds", seeds)


if __name__ == "__main__":
    main()
