"""Max pooling, forward and backward."""

import numpy as np

from nnlib.exercises._helpers import draw_arrays
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
from nnlib.exercises.chapter09._max_pool2d_largest_mistakes import Largest
from nnlib.exercises.chapter09._max_pool2d_mistakes import Mistakes
from nnlib.exercises.chapter09._shared import channels
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import convolution


def _has_ties(case):
    """A case in which several numbers of a square are the largest."""
    squares = np.array(convolution.Squares(case.args["size"]).in_squares(case.args["X"]))
    return ((squares == squares.max(axis=0)).sum(axis=0) > 1).any()


exercise = Exercise(
    id="09-max-pool2d",
    title="The largest of four",
    minutes=20,
    difficulty=3,
    points=3,
    reference=convolution.MaxPool2d,
    blank=("forward", "backward"),
    hints=(
        "Forward: `self.in_squares(X)` gives one array for each place in a square, all of the same "
        "shape. You want the largest of them, entry by entry. Backward: a max does with a gradient "
        "what it did in chapter 04.",
        "Make a dX of zeros and cut that into squares as well: what you write into these views "
        "stands in dX. `zip` gives you the places of X and those of dX side by side, so you can "
        "ask at the one and write at the other.",
        "In a loop over the places of a square: `is_largest = (pixel == self.A) & ...`. The second "
        "part is for ties: an array of booleans that remembers which squares still have to find "
        "their largest.",
    ),
    why="""A max routes: all of the gradient goes to the number that was the largest, and the others
get nothing. Because the squares don't overlap, every pixel gets a gradient from one square at most,
so nothing has to be added up. Ties are frequent, since over empty paper all scores are the same,
and then one of the four gets the gradient and not all of them: the output was *one* number, and it
can't have four times its own influence.""",
    distractors=("    is_largest = pixel == self.A",),
    promises={
        "squares of 2": lambda case: case.args["size"] == 2,
        "larger squares": lambda case: case.args["size"] > 2,
        "the largest in the last place of a larger square": lambda case: (
            case.args["size"] == 3 and case.args["X"][0, 2, 2, 0] == case.args["X"].max()
        ),
        "pixels that are left over at the edge": lambda case: (
            case.args["X"].shape[1] % case.args["size"] > 0
            and case.args["X"].shape[2] % case.args["size"] > 0
        ),
        "several that are the largest": _has_ties,
        "one that is the largest by very little": lambda case: case.label == "nearly equal",
        "a square of numbers below 0": array_where("X", lambda X: (X[:, :2, :2] < 0).all()),
        "one channel": channels("X", False),
        "several channels": channels("X", True),
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "whole numbers": array_where("X", lambda X: X.dtype.kind == "i"),
        "float32": float32("X"),
    },
    survivors={
        "(pixel == self.A) & not_found -> not_found & (pixel == self.A)": "the same in other words",
        "not_found &= ~is_largest -> not_found = not_found & ~is_largest": "the same, newly made",
    },
)


def _forward(MaxPool2d, X, size):
    return MaxPool2d(size).forward(X)


def _backward(MaxPool2d, X, size, dA):
    layer, other = MaxPool2d(size), MaxPool2d(size)
    # A batch before this one, of another size, must leave no trace.
    layer.forward(-np.concatenate([X, X]))
    layer.backward(np.concatenate([dA, 2 * dA]))
    layer.forward(X)
    other.forward(1 - X)  # nor may another layer of the network
    return layer.backward(dA)


@exercise.cases
def _(rng):
    def draw(label, N, high, wide, C, size, dtype=np.float64):
        X = rng.permutation(N * high * wide * C).reshape(N, high, wide, C) / 10 - 1.25
        shape = N, high // size, wide // size, C
        return label, {"X": X.astype(dtype), "size": size} | draw_arrays(rng, dtype, dA=shape)

    one = np.array([[1.0, 3, 0, 2], [2, 0, 5, 4]]).reshape(1, 2, 4, 1)
    ties = np.array([[5.0, 2, 0, 1], [5, 5, 1, 1]]).reshape(1, 2, 4, 1)  # not side by side
    nearly = np.array([[1.0, 1, 2, 2], [1, 1.0000001, 2.0000001, 2]]).reshape(1, 2, 4, 1)
    below = np.array([[-4.0, -2], [-3, -1]]).reshape(1, 2, 2, 1)
    three = draw("squares of 3 x 3", 2, 6, 3, 1, 3)
    three[1]["X"][0, 2, 2] = 9.0  # else the largest might stand among the first four, every time
    two = {"size": 2, "dA": np.array([7.0, -3]).reshape(1, 1, 2, 1)}
    for label, args in [
        ("an image of 2 x 4", {"X": one, **two}),
        ("several that are the largest", {"X": ties, **two}),
        ("nearly equal", {"X": nearly, **two}),
        ("all below 0", {"X": below, "size": 2, "dA": np.full((1, 1, 1, 1), 5.0)}),
        draw("2 images of 4 x 6 with 3 channels", 2, 4, 6, 3, 2),
        draw("an image of 5 x 7, of which a row and a column are left over", 1, 5, 7, 2, 2),
        three,
        draw("float32", 3, 4, 2, 1, 2, np.float32),
    ]:
        forward = {name: args[name] for name in ("X", "size")}
        yield Case(label, forward, _forward, "layer.forward(X)", "forward")
        back = "layer.backward(dA), after layer.forward(X),"
        yield Case(label, args, _backward, back, "backward")
    whole = {"X": np.array([[1, 3, 0, 2], [2, 0, 5, 4]]).reshape(1, 2, 4, 1), "size": 2}
    whole["dA"] = np.array([0.5, -1.5]).reshape(1, 1, 2, 1)
    yield Case("whole numbers", whole, _backward, back, "backward")


exercise.wrong(Largest)
exercise.wrong(Mistakes)


@exercise.right
class Variants:
    class by_the_winners_number(convolution.MaxPool2d):
        """`argmax` remembers, one number a square, who has won; of several it takes the first by
        itself. So the images needn't be kept."""

        def forward(self, X):
            squares = np.array(self.in_squares(X))
            self.shape, self.winner = X.shape, squares.argmax(axis=0)
            return squares.max(axis=0)

        def backward(self, dA):
            dX = np.zeros(self.shape, dA.dtype)
            for k, d_pixel in enumerate(self.in_squares(dX)):
                d_pixel[...] = np.where(self.winner == k, dA, 0)
            return dX

    class square_by_square(convolution.MaxPool2d):
        """A loop over all squares, with `argmax` in each: slow, and nothing is left to be
        understood."""

        def forward(self, X):
            self.X, s = X, self.size
            N, H, W, C = X.shape
            A = np.zeros((N, H // s, W // s, C), X.dtype)
            for n, i, j, c in np.ndindex(A.shape):
                A[n, i, j, c] = X[n, i * s : i * s + s, j * s : j * s + s, c].max()
            return A

        def backward(self, dA):
            dX, s = np.zeros(self.X.shape, dA.dtype), self.size
            for n, i, j, c in np.ndindex(dA.shape):
                square = self.X[n, i * s : i * s + s, j * s : j * s + s, c]
                u, v = divmod(int(square.argmax()), s)
                dX[n, i * s + u, j * s + v, c] = dA[n, i, j, c]
            return dX
