"""A convolution, forward and backward."""

import numpy as np

from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import batch, batch_of_one, float32
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
        "three lines of `Dense`, and the gradient of the table goes back to the pixels with "
        "`add_patches`. It needs the shape of the *padded* images, which forward has to keep.",
        "forward: `X = self.pad(X)`, `P = patches(...)`, `self.rows = P.reshape(-1, ...)`. "
        "backward: `d_rows = dZ.reshape(-1, ...)`, and at the end `self.unpad(add_patches(...))`.",
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


class _Other(convolution.Conv2d):
    """Conv2d in parts, each of which an answer may get wrong."""

    def cut(self, X):
        return patches(X, self.size, self.stride)

    def table(self, P):
        return P.reshape(-1, P.shape[3])

    def scores(self, Z):
        return Z

    def forward(self, X):
        X = self.pad(X)
        self.shape = X.shape
        P = self.cut(X)
        self.rows = self.table(P)
        Z = self.scores(self.rows @ self.W + self.b)  # here, as errors name their function
        return Z.reshape(*P.shape[:3], -1)

    def gradient(self, dW, d_rows):
        return dW

    def sum_of(self, d_rows, dZ):
        return d_rows.sum(axis=0)

    def to_pixels(self, dP):
        return self.unpad(add_patches(dP, self.shape, self.size, self.stride))

    def backward(self, dZ):
        d_rows = dZ.reshape(-1, dZ.shape[3])
        self.dW = self.gradient(self.rows.T @ d_rows, d_rows)
        self.db = self.sum_of(d_rows, dZ)
        return self.to_pixels((d_rows @ self.W.T).reshape(*dZ.shape[:3], -1))


@exercise.wrong
class Mistakes:
    class forgot_the_bias(_Other):
        """The bias is forgotten: each kernel adds its own to all of its scores."""

        def scores(self, Z):
            return Z - self.b

    class forgot_the_padding(_Other):
        """Right without padding. With it, `self.pad` has to put the zeros around the images before
        the patches are cut."""

        def pad(self, X):
            return X

        def unpad(self, X):
            return X

    class forgot_to_pad(_Other):
        def pad(self, X):
            return X

    forgot_the_padding = spelled(forgot_the_padding, forgot_to_pad)
    del forgot_to_pad

    class forgot_the_stride(_Other):
        """Right for stride 1. The stride stands in `self.stride`, and `patches` takes it as its
        third argument; so does `add_patches`."""

        def cut(self, X):
            return patches(X, self.size)

        def to_pixels(self, dP):
            return self.unpad(add_patches(dP, self.shape, self.size))

    class forgot_the_stride_backward(_Other):
        """The gradient of the images is wrong where the stride is larger than 1: `add_patches`
        takes it as its fourth argument."""

        def to_pixels(self, dP):
            return self.unpad(add_patches(dP, self.shape, self.size))

    class zeros_still_around_it(_Other):
        """dX is as large as the *padded* images. Take the zeros' gradients away: `self.unpad`."""

        def to_pixels(self, dP):
            return add_patches(dP, self.shape, self.size, self.stride)

    class shape_before_the_padding(_Other):
        """With padding the patches don't fit into the images that they go back to. They were cut
        from the *padded* images: keep the shape of those."""

        def forward(self, X):
            Z = super().forward(X)
            self.shape = X.shape
            return Z

    class shape_before_and_not_unpadded(shape_before_the_padding):
        def unpad(self, X):
            return X

    shape_before_the_padding = spelled(shape_before_the_padding, shape_before_and_not_unpadded)
    del shape_before_and_not_unpadded

    class as_large_as_the_images(_Other):
        """The scores are given the height and width of the images. There are fewer places than
        pixels: take H' and W' from the shape of the patches."""

        def forward(self, X):
            X = self.pad(X)
            self.shape = X.shape
            self.rows = self.table(self.cut(X))
            return (self.rows @ self.W + self.b).reshape(*X.shape[:3], -1)

    class scores_in_a_table(_Other):
        """The scores are a table with a row for each patch. The next layer wants images: (N, H',
        W', K)."""

        def forward(self, X):
            Z = super().forward(X)
            return Z.reshape(-1, Z.shape[3])

    class divided_by_N(_Other):
        """dW is divided by the number of images. The loss is already a mean, so its 1/N is inside
        dZ."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW = self.dW / len(dZ)
            return dX

    class divided_by_the_places(_Other):
        """dW is divided by the number of patches. A weight is used in all of them, and the
        gradients from all of them add up: nobody divides."""

        def gradient(self, dW, d_rows):
            return dW / len(d_rows)

    class both_divided_by_N(_Other):
        """dW and db are divided by the number of images. The loss is already a mean, so its 1/N is
        inside dZ."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW, self.db = self.dW / len(dZ), self.db / len(dZ)
            return dX

    class both_divided_by_the_places(_Other):
        """dW and db are means over the patches. Weights and biases are used in all of them, and the
        gradients from all of them add up: nobody divides."""

        def gradient(self, dW, d_rows):
            return dW / len(d_rows)

        def sum_of(self, d_rows, dZ):
            return d_rows.mean(axis=0)

    class mean_for_db(_Other):
        """db is a mean over the patches; it should be their sum. The bias is added to the score of
        each."""

        def sum_of(self, d_rows, dZ):
            return d_rows.mean(axis=0)

    class db_over_the_batch_alone(_Other):
        """db has been summed over the images alone. A kernel has one bias for all places: sum over
        them too, so that K numbers are left."""

        def sum_of(self, d_rows, dZ):
            return dZ.sum(axis=0)

    class db_over_the_places_alone(_Other):
        """db has been summed over the places alone, so each image has its own. A kernel has one
        bias for all images: sum over them too, so that K numbers are left."""

        def sum_of(self, d_rows, dZ):
            return dZ.sum(axis=(1, 2))

    class db_a_single_number(_Other):
        """db is a single number: without an axis the sum runs over the kernels as well. Each has a
        bias of its own."""

        def sum_of(self, d_rows, dZ):
            return d_rows.sum()

    class transposed_dW(_Other):
        """dW is transposed: the gradient of W has W's own shape, (size * size * C, K)."""

        def gradient(self, dW, d_rows):
            return dW.T

    class patches_for_pixels(_Other):
        """backward returns the gradient of the *patches*. The layer before wants that of the
        pixels: `add_patches` adds up what belongs to each."""

        def to_pixels(self, dP):
            return dP

    class rows_for_pixels(_Other):
        def to_pixels(self, dP):
            return dP.reshape(-1, dP.shape[3])

    patches_for_pixels = spelled(patches_for_pixels, rows_for_pixels)
    del rows_for_pixels

    class a_table_for_add_patches(_Other):
        """`add_patches` is given a table. It wants the patches with the axes of images and places,
        (N, H', W', size * size * C): give them back first, with `reshape`."""

        def to_pixels(self, dP):
            return super().to_pixels(dP.reshape(-1, dP.shape[3]))

    class dW_not_summed(_Other):
        """dW still has axes for images and places. The same W is used in all of them, so their
        gradients add up, until W's own shape is left."""

        def forward(self, X):
            X = self.pad(X)
            self.shape, self.P = X.shape, self.cut(X)
            return self.P @ self.W + self.b

        def backward(self, dZ):
            self.dW, self.db = self.P.mT @ dZ, dZ.sum(axis=(0, 1, 2))
            return self.to_pixels(dZ @ self.W.T)

    class forgot_to_return_dX(_Other):
        """backward returns nothing: the layer before needs dX to go on."""

        def backward(self, dZ):
            super().backward(dZ)

    class returns_everything(_Other):
        """backward returns several things. dW and db are kept in `self`; what is returned is dX
        alone."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            return dX, self.dW, self.db

    class batches_added_up(_Other):
        """A gradient of an earlier batch is still in there. Each `backward` gives the gradients of
        its own batch alone."""

        def backward(self, dZ):
            dW, db = getattr(self, "dW", 0), getattr(self, "db", 0)
            dX = super().backward(dZ)
            self.dW, self.db = dW + self.dW, db + self.db
            return dX

    class moves_its_weights(_Other):
        """The weights have moved during `backward`. A layer computes gradients only; the step is
        the optimizer's."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.W -= 0.1 * self.dW
            return dX

    class kept_in_the_class(_Other):
        """Two layers share their patches: they're kept in the class, where the next layer
        overwrites them. `self.rows` belongs to one layer."""

        def forward(self, X):
            Z = super().forward(X)
            type(self).last = self.rows
            return Z

        def backward(self, dZ):
            self.rows = type(self).last
            return super().backward(dZ)

    class first_batch_kept(_Other):
        """dW is that of another batch: the first patches are kept, and none that come later. Every
        `forward` keeps its own."""

        def forward(self, X):
            Z = super().forward(X)
            if not hasattr(self, "kept"):
                self.kept = self.rows
            return Z

        def backward(self, dZ):
            self.rows = self.kept
            return super().backward(dZ)

    class table_of_images(_Other):
        """A product does not fit: the table has a row for each image, with all of its patches in
        it. W wants rows of `size * size * C` numbers, one a patch."""

        def table(self, P):
            return P.reshape(len(P), -1)

    class signs_turned_round(_Other):
        """dW has the wrong sign. A gradient points uphill; the minus comes later, when the
        optimizer takes its step."""

        def gradient(self, dW, d_rows):
            return -dW


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
