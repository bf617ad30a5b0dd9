"""A convolution, forward and backward."""

import numpy as np

from nnlib.exercises._helpers import draw_arrays
from nnlib.exercises._kinds import batch, batch_of_one, float32
from nnlib.exercises.chapter09._conv2d_mistakes import Mistakes
from nnlib.exercises.chapter09._conv2d_scores_mistakes import Scores
from nnlib.exercises.chapter09._conv2d_slips import Slips
from nnlib.exercises.chapter09._shared import channels, counted
from nnlib.functions.patches import add_patches, patches
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import convolution

exercise = Exercise(
    id="09-conv2d",
    title="The convolution",
    minutes=20,
    difficulty=4,
    points=4,
    reference=convolution.Conv2d,
    blank=("forward", "backward"),
    hints=(
        "A convolution is a dense layer whose samples are patches. So first turn the images into a "
        "table with a patch in each row, as many rows as there are patches in the whole batch; do "
        "what `Dense` does; and give the scores the shape of images again.",
        "Backward the same three steps the other way round: dZ as a table with K columns, then the "
        "three lines of `Dense`, and the gradient of the table of patches goes back to the pixels "
        "with `add_patches`, which wants the axes of images and places again. It needs the shape "
        "of the *padded* images too, which forward has to keep.",
        "forward: `X = self.pad(X)`, `P = patches(...)`, `self.rows = P.reshape(-1, ...)`. "
        "backward: `dZ_rows = dZ.reshape(-1, ...)`, the scores' gradients with a row for each "
        "patch, and at the end `self.unpad(add_patches(...))`.",
    ),
    why="""Every patch meets the same W, so all patches of all images are rows of one matrix and
samples of one dense layer. Its backward pass is that of `Dense`, to the letter: `dW` sums over all
rows, over the images *and* over the places, and this is what sharing weights means on the way back.
The gradient of the rows goes back to the pixels that they were copied from, and the zeros around
the image get a gradient as well, which nobody needs.""",
    distractors=("Z = self.rows @ self.W",),
    promises={
        "one channel": channels("X", False),
        "several channels": channels("X", True),
        "one kernel": lambda case: len(case.args["b"]) == 1,
        "several kernels": lambda case: len(case.args["b"]) > 1,
        "padding": lambda case: case.args["padding"] > 0,
        "no padding": lambda case: case.args["padding"] == 0,
        "a stride of 1": lambda case: case.args["stride"] == 1,
        "a larger stride": lambda case: case.args["stride"] > 1,
        "images that aren't square": lambda case: (
            case.args["X"].shape[1] != case.args["X"].shape[2]
        ),
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "float32": float32("X"),
    },
    survivors={
        "1 -> 2": "`reshape` takes -2 for -1: any number below 0 is the size to be found out"
    },
)


def _made(Conv2d, W, b, n_in, size, stride, padding):
    layer = Conv2d(n_in, len(b), size, stride=stride, padding=padding)
    layer.W, layer.b = W.copy(), b.copy()
    return layer


def _forward(Conv2d, W, b, X, size, stride, padding):
    return _made(Conv2d, W, b, X.shape[3], size, stride, padding).forward(X)


def _backward(name):
    """A use that runs forward and backward and looks at one of the three gradients."""

    def use(Conv2d, W, b, X, size, stride, padding, dZ):
        layer = _made(Conv2d, W, b, X.shape[3], size, stride, padding)
        other = _made(Conv2d, W, b, X.shape[3], size, stride, padding)
        # A batch before this one, of another size, must leave no trace.
        layer.forward(np.concatenate([2 * X, X]))
        layer.backward(np.concatenate([3 * dZ, dZ]))
        layer.forward(X)
        other.forward(X + 1)  # nor may another layer of the network
        dX = layer.backward(dZ)
        return dX if name == "dX" else getattr(layer, name)

    return use


@exercise.cases
def _(rng):
    def draw(N, high, wide, C, K, size, stride=1, padding=0, dtype=np.float64):
        args = draw_arrays(rng, dtype, W=(size * size * C, K), b=K, X=(N, high, wide, C))
        return with_dZ({**args, "size": size, "stride": stride, "padding": padding}, dtype)

    def with_dZ(args, dtype):
        n, high, wide, _ = args["X"].shape
        size, stride, padding = args["size"], args["stride"], args["padding"]
        places = [(side + 2 * padding - size) // stride + 1 for side in (high, wide)]
        return args | draw_arrays(rng, dtype, dZ=(n, *places, len(args["b"])))

    plain = {"W": np.array([[1.0], [0], [-1], [2]]), "b": np.array([1.0]), "X": counted(1, 2, 3, 1)}
    plain |= {"size": 2, "stride": 1, "padding": 0, "dZ": np.array([1.0, 10]).reshape(1, 1, 2, 1)}
    after = "after layer.forward(X) and layer.backward(dZ)"
    for label, args in [
        ("an image of 2 x 3, a kernel of 2 x 2", plain),
        ("2 images of 4 x 3, 2 kernels", draw(2, 4, 3, 1, 2, 2)),
        ("3 images of 4 x 5 with 2 channels, 3 kernels", draw(3, 4, 5, 2, 3, 3)),
        ("padding 1", draw(2, 3, 4, 2, 1, 3, 1, 1)),
        ("stride 2, padding 1", draw(2, 5, 6, 1, 2, 3, 2, 1)),
        ("one image of 4 x 4 with 3 channels, float32", draw(1, 4, 4, 3, 2, 2, 1, 0, np.float32)),
    ]:
        forward = {name: args[name] for name in ("W", "b", "X", "size", "stride", "padding")}
        yield Case(label, forward, _forward, "layer.forward(X)", "forward")
        yield Case(label, args, _backward("dW"), f"layer.dW {after}", "dW")
        yield Case(label, args, _backward("db"), f"layer.db {after}", "db")
        back = "layer.backward(dZ), after layer.forward(X),"
        yield Case(label, args, _backward("dX"), back, "dX")


exercise.wrong(Scores)
exercise.wrong(Mistakes)
exercise.wrong(Slips)


@exercise.right
class Variants:
    class without_a_table(convolution.Conv2d):
        """`@` takes the last axis whatever stands before it, so the patches may keep their four
        axes. For dW, `tensordot` sums over the three that count images and places."""

        def forward(self, X):
            X = self.pad(X)
            self.shape = X.shape
            self.P = patches(X, self.size, self.stride)
            return self.P @ self.W + self.b

        def backward(self, dZ):
            self.dW = np.tensordot(self.P, dZ, axes=([0, 1, 2], [0, 1, 2]))
            self.db = dZ.sum(axis=(0, 1, 2))
            dX = add_patches(dZ @ self.W.T, self.shape, self.size, self.stride)
            return self.unpad(dX)

    class patches_cut_again(convolution.Conv2d):
        """The patches are cut once more on the way back, instead of being kept: a little slower,
        and for a 5 x 5 kernel it needs a 25th of the memory."""

        def forward(self, X):
            self.X = self.pad(X)
            return patches(self.X, self.size, self.stride) @ self.W + self.b

        def backward(self, dZ):
            P = patches(self.X, self.size, self.stride)
            d_rows = dZ.reshape(-1, len(self.b))
            self.dW = P.reshape(len(d_rows), -1).T @ d_rows
            self.db = d_rows.sum(axis=0)
            dP = (d_rows @ self.W.T).reshape(P.shape)
            return self.unpad(add_patches(dP, self.X.shape, self.size, self.stride))
