"""Max pooling, forward and backward."""

import numpy as np

from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32
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
        "shape. You want the largest of them, entry by entry. Backward: you know what a max does "
        "with a gradient since chapter 04.",
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
        "pixels that are left over at the edge": lambda case: (
            case.args["X"].shape[1] % case.args["size"] > 0
            and case.args["X"].shape[2] % case.args["size"] > 0
        ),
        "several that are the largest": _has_ties,
        "a square of numbers below 0": array_where("X", lambda X: (X[:, :2, :2] < 0).all()),
        "one channel": channels("X", False),
        "several channels": channels("X", True),
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
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
    below = np.array([[-4.0, -2], [-3, -1]]).reshape(1, 2, 2, 1)
    two = {"size": 2, "dA": np.array([7.0, -3]).reshape(1, 1, 2, 1)}
    for label, args in [
        ("an image of 2 x 4", {"X": one, **two}),
        ("several that are the largest", {"X": ties, **two}),
        ("all below 0", {"X": below, "size": 2, "dA": np.full((1, 1, 1, 1), 5.0)}),
        draw("2 images of 4 x 6 with 3 channels", 2, 4, 6, 3, 2),
        draw("an image of 5 x 7, of which a row and a column are left over", 1, 5, 7, 2, 2),
        draw("squares of 3 x 3", 2, 6, 3, 1, 3),
        draw("float32", 3, 4, 2, 1, 2, np.float32),
    ]:
        forward = {name: args[name] for name in ("X", "size")}
        yield Case(label, forward, _forward, "layer.forward(X)", "forward")
        back = "layer.backward(dA), after layer.forward(X),"
        yield Case(label, args, _backward, back, "backward")


class _Other(convolution.MaxPool2d):
    """Pooling whose gradient is written by one rule for each pixel of a square."""

    def share(self, pixel, k):
        return pixel == self.A

    def backward(self, dA):
        dX = np.zeros(self.X.shape, dA.dtype)
        places = zip(self.in_squares(self.X), self.in_squares(dX), strict=True)
        for k, (pixel, d_pixel) in enumerate(places):
            d_pixel[...] = dA * self.share(pixel, k)
        return dX


@exercise.wrong
class Mistakes:
    class mean_for_max(convolution.MaxPool2d):
        """The mean of each square is kept. This is *max* pooling: the largest."""

        def forward(self, X):
            super().forward(X)
            return np.mean(self.in_squares(X), axis=0)

    class smallest(convolution.MaxPool2d):
        """The smallest of each square is kept. Wanted is the largest."""

        def forward(self, X):
            self.X = X
            self.A = np.min(self.in_squares(X), axis=0)
            return self.A

    class not_below_zero(convolution.MaxPool2d):
        """Where all numbers of a square are below 0, your result is 0. The largest of -4 and -2 is
        -2: begin with the first number, not with 0."""

        def forward(self, X):
            return np.maximum(super().forward(X), 0)

    class largest_in_size(convolution.MaxPool2d):
        """Signs have been ignored: a -4 counts for more than a 3. Wanted is the largest number."""

        def forward(self, X):
            self.X = X
            self.A = np.max(np.abs(self.in_squares(X)), axis=0)
            return self.A

    class one_number_an_image(convolution.MaxPool2d):
        """This is one number for each channel of an image. Each *square* has its largest."""

        def forward(self, X):
            self.X = X
            self.A = X.max(axis=(1, 2))
            return self.A

    class largest_of_everything(convolution.MaxPool2d):
        """This is a single number, the largest of all. `axis=0` compares the arrays of the list
        entry by entry, so that each square keeps its own."""

        def forward(self, X):
            self.X = X
            self.A = np.max(self.in_squares(X))
            return self.A

    class squares_of_2_only(convolution.MaxPool2d):
        """Right for squares of 2 × 2. `self.in_squares` returns as many arrays as a square has
        pixels, 9 for a size of 3: don't take them for four."""

        def forward(self, X):
            self.X = X
            one, two, three, four = self.in_squares(X)
            self.A = np.maximum(np.maximum(one, two), np.maximum(three, four))
            return self.A

    class two_of_them(convolution.MaxPool2d):
        """`np.maximum` compares two arrays, and a square has more pixels than that. `np.max` of the
        whole list, with `axis=0`, compares all of them."""

        def forward(self, X):
            self.X = X
            self.A = np.maximum(*self.in_squares(X))
            return self.A

    class largest_place(convolution.MaxPool2d):
        """These are the places of the largest numbers, from `argmax`. Wanted are the numbers
        themselves."""

        def forward(self, X):
            super().forward(X)
            return np.argmax(self.in_squares(X), axis=0)

    class to_all_that_are_largest(_Other):
        """Where several numbers of a square are the largest, each of them gets the whole gradient.
        It should go to one, the first."""

    class to_the_last(_Other):
        """Where several numbers of a square are the largest, the last one gets the gradient. It
        should be the first, row by row."""

        def backward(self, dA):
            dX = np.zeros(self.X.shape, dA.dtype)
            squares = [*zip(self.in_squares(self.X), self.in_squares(dX), strict=True)]
            not_found = np.ones(dA.shape, bool)
            for pixel, d_pixel in reversed(squares):
                d_pixel[...] = dA * ((pixel == self.A) & not_found)
                not_found &= pixel != self.A
            return dX

    class shared_among_the_largest(_Other):
        """Where several numbers of a square are the largest, they share the gradient. It should go
        to one of them, the first."""

        def backward(self, dA):
            self.n = sum(pixel == self.A for pixel in self.in_squares(self.X))
            return super().backward(dA / self.n)

    class to_everybody(_Other):
        """Every pixel of a square gets the gradient. Only the one that was the largest had any
        influence."""

        def share(self, pixel, k):
            return 1

    class spread_evenly(_Other):
        """The gradient is spread over the square, as for a mean. All of it belongs to the pixel
        that was the largest."""

        def share(self, pixel, k):
            return 1 / self.size**2

    class to_the_upper_left(_Other):
        """Each gradient goes to the upper left pixel of its square, whichever was the largest."""

        def share(self, pixel, k):
            return k == 0

    class the_mask_alone(convolution.MaxPool2d):
        """This is a mask: 1 where a number was the largest. The gradient that comes in, dA, has to
        be multiplied with it."""

        def backward(self, dA):
            return super().backward(np.ones_like(dA))

    class the_mask_of_all_alone(_Other):
        def backward(self, dA):
            return super().backward(np.ones_like(dA))

    the_mask_alone = spelled(the_mask_alone, the_mask_of_all_alone)
    del the_mask_of_all_alone

    class written_nowhere(convolution.MaxPool2d):
        """The gradient is all zeros. `d_pixel = …` gives a name to a new array and leaves dX as it
        is; `d_pixel[...] = …` writes into the view, and so into dX."""

        def backward(self, dA):
            return np.zeros(self.X.shape, dA.dtype)

    class a_list_of_squares(convolution.MaxPool2d):
        """What comes back is a list of arrays, one for each place in a square. The layer before
        wants images: write each into its place of a dX of zeros."""

        def backward(self, dA):
            return [dA * (pixel == self.A) for pixel in self.in_squares(self.X)]

    class all_of_dA_where_it_fits(convolution.MaxPool2d):
        """On the left only the entries of the mask are chosen, and on the right stands the whole
        dA. Choose the same entries there, or multiply dA by the mask."""

        def backward(self, dA):
            dX = np.zeros(self.X.shape, dA.dtype)
            places = zip(self.in_squares(self.X), self.in_squares(dX), strict=True)
            for pixel, d_pixel in places:
                d_pixel[pixel == self.A] = dA
            return dX

    class largest_of_the_gradients(_Other):
        """The gradient goes to where the number is the largest of the whole image. Each square has
        a largest of its own."""

        def share(self, pixel, k):
            return pixel == self.X.max(axis=(1, 2), keepdims=True)

    class as_small_as_it_came(convolution.MaxPool2d):
        """The gradient has the shape of the *output*. The layer before wants one for each pixel of
        the images that came in."""

        def backward(self, dA):
            return dA

    class without_the_edge(convolution.MaxPool2d):
        """The gradient is smaller than the images. Pixels that were left over at the edge get one
        as well, 0."""

        def backward(self, dA):
            dX = super().backward(dA)
            high, wide = (n // self.size * self.size for n in dX.shape[1:3])
            return dX[:, :high, :wide]

    class times_the_number(_Other):
        """The gradient is multiplied by the number itself. Where a max lets through, its slope is
        1."""

        def backward(self, dA):
            return convolution.MaxPool2d.backward(self, dA) * self.X

    class divided_by_N(convolution.MaxPool2d):
        """The gradient is divided by the number of images. The 1/N came in with the loss: a layer
        divides by nothing."""

        def backward(self, dA):
            return super().backward(dA) / len(dA)

    class kept_in_the_class(convolution.MaxPool2d):
        """Two layers share what they keep: it stands in the class, where the next layer overwrites
        it. `self.X` belongs to one layer."""

        def forward(self, X):
            A = super().forward(X)
            type(self).last = self.X, self.A
            return A

        def backward(self, dA):
            self.X, self.A = type(self).last
            return super().backward(dA)

    class forgot_to_return_it(convolution.MaxPool2d):
        """backward returns nothing: the layer before needs the gradient of its output."""

        def backward(self, dA):
            super().backward(dA)

    class cut_to_integers(convolution.MaxPool2d):
        """The gradient has lost what is behind the point: the array that it's written into holds
        integers."""

        def backward(self, dA):
            return super().backward(dA).astype(int)


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
