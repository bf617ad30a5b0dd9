"""A network with ten hidden units that learns to read the small digits in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.types import Array, Number, Params
from nnlib._common.validation import int_between, number_between, samples_and_labels
from nnlib.by_hand.mlp import mlp_forward
from nnlib.by_hand.training import loss_and_grads, momentum_step
from nnlib.functions.activations import sigmoid
from nnlib.functions.preprocessing import standardize
from nnlib.plots import show_images
from nnlib.widgets.chance import uniform
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHAPES = [(64, 10), (10,), (10, 10), (10,)]  # W_h, b_h, W_o, b_o
SIZE = 760
BATCH = 32
BOUNDS = {"learning_rate": (0.001, 100), "momentum": (0, 0.95), "spread": (0.001, 10)}
# Each start has so many numbers by chance for itself; from SHUFFLES on they shuffle the digits.
PLACES, SHUFFLES = 65_536, 1024


class TrainDigits(Playable):
    """A network (64, 10, 10) of sigmoids and a softmax learns digits of 8 by 8 pixels.

    The curves show the accuracy on new digits, and on those it learns from, while it trains; the
    curves of earlier settings stay, paler. Beside them are the weights of the hidden units as
    images. The page computes all of it: it has the digits, and takes the same steps as Python.

    Parameters
    ----------
    X : array (N, 64)
        Digits to learn from, with whole pixels from 0 to 16; they are standardized by the figure.
    y : array (N,) of int
        Their classes.
    X_new, y_new : arrays (M, 64) and (M,)
        New digits, on which the accuracy is measured.
    first : list of (W, b)
        Where start 0 begins, as ``mlp_init((64, 10, 10), bound=1)`` draws it. It is multiplied
        by ``spread``; other starts are drawn by the figure in the same way.
    learning_rate : float
        From 0.001 to 100.
    momentum : float
        From 0 to 0.95.
    spread : float
        Bound of the weights at the start, from 0.001 to 10.
    start : int
        Which start, from 0 to 999.
    epoch : int
        After how many epochs the network is shown.
    n_epochs : int
        Where the training ends, from 1 to 30. Each epoch shows all digits, in batches of 32.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If the digits are no such digits, the start is no such network, or a setting is out of its
        range.

    Notes
    -----
    The still picture shows the network at the end of its training.
    """

    _esm = module("chance.js", "train_digits.js")
    _css = style("train_digits.css")
    _n_seen = traitlets.Int().tag(sync=True)  # N: the first of all digits are to learn from
    _ink = traitlets.Bytes().tag(sync=True)  # a bit a pixel: is there ink?
    _shades = traitlets.Bytes().tag(sync=True)  # four bits where there is: 1 to 16, less 1
    _y = traitlets.Bytes().tag(sync=True)  # uint8
    _first = traitlets.Bytes().tag(sync=True)  # float32: W_h, b_h, W_o, b_o
    learning_rate = traitlets.Float().tag(sync=True)
    momentum = traitlets.Float().tag(sync=True)
    spread = traitlets.Float().tag(sync=True)
    start = traitlets.Int().tag(sync=True)
    epoch = traitlets.Int().tag(sync=True)
    n_epochs = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        X_new: ArrayLike,
        y_new: ArrayLike,
        first: Params,
        *,
        learning_rate: float = 1.0,
        momentum: float = 0.0,
        spread: float = 0.1,
        start: int = 0,
        epoch: int = 0,
        n_epochs: int = 20,
        controls: bool = True,
    ) -> None:
        sets = [samples_and_labels("TrainDigits", *each) for each in ((X, y), (X_new, y_new))]
        pixels = np.concatenate([images for images, _ in sets])
        labels = np.concatenate([of_set for _, of_set in sets])
        whole = np.isin(pixels, np.arange(17)).all()
        if pixels.shape[1] != 64 or not whole or labels.max() > 9:
            raise ValueError("digits must be 64 whole pixels from 0 to 16, labelled from 0 to 9")
        if len(sets[0][0]) > 2000:
            raise ValueError(f"there must be at most 2000 digits, got {len(sets[0][0])}")
        shapes = [np.shape(array) for pair in first for array in pair]
        if shapes != SHAPES:
            raise ValueError(f"first must have weights and biases {SHAPES}, got {shapes}")
        flat = np.concatenate([np.ravel(array) for pair in first for array in pair])
        self.first = finite("first", flat, (SIZE,)).astype("<f4")  # as the page has it
        settings = {"learning_rate": learning_rate, "momentum": momentum, "spread": spread}
        settings = {name: number_between(name, settings[name], *BOUNDS[name]) for name in settings}
        n_epochs = int_between("n_epochs", n_epochs, 1, 30)
        raw = sets[0][0].astype(float)
        self.X, self.X_new = (standardize(images.astype(float), raw) for images, _ in sets)
        self.y, self.y_new = (of_set for _, of_set in sets)
        inked = pixels > 0
        shades = np.append(pixels[inked] - 1, [0]).astype(np.uint8)  # one more, if they are odd
        pairs = shades[: 2 * (len(shades) // 2)].reshape(-1, 2)
        super().__init__(
            _n_seen=len(self.y),
            _ink=np.packbits(inked).tobytes(),
            _shades=(pairs[:, 0] << 4 | pairs[:, 1]).astype(np.uint8).tobytes(),
            _y=labels.astype(np.uint8).tobytes(),
            _first=self.first.tobytes(),
            start=int_between("start", start, 0, 999),
            epoch=int_between("epoch", epoch, 0, n_epochs),
            n_epochs=n_epochs,
            controls=controls,
            **{name: float(value) for name, value in settings.items()},
        )

    def begin(self) -> Array:
        """All weights and biases at the start, one after the other: (760,)."""
        if self.start == 0:
            return self.spread * self.first.astype(float)
        theta = 2 * uniform(self.start * PLACES, SIZE) - 1
        for _, b in split(theta):
            b[:] = 0
        return self.spread * theta

    def trained(self, *epochs: int) -> list[Params]:
        """The network that is shown, after each of these numbers of epochs in rising order."""
        theta, networks = self.begin(), []
        last, N = np.zeros(SIZE), len(self.y)
        for epoch in range(max(epochs) + 1):
            if epoch in epochs:
                networks.append(split(theta))
            keys = uniform(self.start * PLACES + SHUFFLES + epoch * N, N)
            order = np.argsort(keys, kind="stable")
            for rows in np.split(order, range(BATCH, N, BATCH)):
                _, grads = loss_and_grads(self.X[rows], self.y[rows], split(theta))
                slope = np.concatenate([part.ravel() for pair in grads for part in pair])
                theta, last = momentum_step(theta, last, slope, self.learning_rate, self.momentum)
        return networks

    def right(self, params: Params) -> tuple[int, int]:
        """How many digits a network reads rightly, of the new ones and of the others."""
        sets = (self.X_new, self.y_new), (self.X, self.y)
        named = [mlp_forward(X, params, sigmoid)[1][-1].argmax(axis=1) for X, _ in sets]
        new, seen = (int(np.sum(k == y)) for k, (_, y) in zip(named, sets, strict=True))
        return new, seen

    def loss(self, params: Params) -> Number:
        """The loss of a network on the digits that it learns from."""
        return loss_and_grads(self.X, self.y, params)[0]

    def __repr__(self) -> str:
        [params] = self.trained(self.epoch)
        new, seen = self.right(params)
        rate = f"rate {self.learning_rate:g}, momentum {self.momentum:g}"
        return (
            f"{rate}, start {self.start} within ±{self.spread:g}, epoch {self.epoch}: "
            f"{new} of {len(self.y_new)} new digits right, "
            f"{seen} of {len(self.y)} that it learns from, loss {self.loss(params):.3f}"
        )

    def draw(self, figure: Figure) -> None:
        """Draw the accuracies over all epochs and the hidden units after the last one."""
        figure.set_size_inches(6.4, 3)
        left, right = figure.subplots(1, 2, width_ratios=[1, 1.1])
        epochs = range(self.n_epochs + 1)
        networks = self.trained(*epochs)
        counts = np.array([self.right(params) for params in networks])
        new, seen = (counts / [len(self.y_new), len(self.y)]).T
        left.plot(epochs, new, label="new digits")
        left.plot(epochs, seen, ":", label="those it learns from")
        stretched = lambda share: -np.sqrt(np.maximum(1 - share, 0))  # noqa: E731
        left.set_yscale("function", functions=(stretched, lambda height: 1 - height**2))
        left.set(ylim=(0, 1), yticks=[0, 0.5, 0.8, 0.9, 0.95, 0.98, 1], xlabel="epoch")
        left.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
        left.legend(loc="lower right")
        left.set_title(f"{new[-1]:.0%} of new digits are read")
        letters, W_h = list("ABCDEFGHIJ"), networks[-1][0][0]
        show_images(W_h.T, letters, n_columns=5, symmetric=True, ax=right)
        right.set_title("What the hidden units look at", pad=14)


def split(theta: Array) -> Params:
    """Cut all weights and biases into (W, b) of each layer."""
    cuts = np.cumsum([np.prod(shape) for shape in SHAPES])[:-1]
    parts = [part.reshape(s) for part, s in zip(np.split(theta, cuts), SHAPES, strict=True)]
    return list(zip(parts[::2], parts[1::2], strict=True))
