"""The kernels that carry a gradient back."""

import numpy as np

from nnlib.by_hand import convolution
from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where, float32
from nnlib.exercises.chapter09._shared import counted
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="09-kernels-back",
    title="The way back is a convolution",
    minutes=20,
    difficulty=5,
    points=5,
    reference=convolution.kernels_back,
    hints=(
        "Do it in one dimension first: a row of five pixels a, b, c, d, e and a kernel of two "
        "weights p, q. Write down the four scores. Then ask the pixel c: which scores does it go "
        "into, and with which weight into each?",
        "c goes into the second score with q and into the third with p. So what comes back to c is "
        "a weighted sum of a patch of *scores*, and the weights stand in it the other way round. "
        "With several kernels a patch of scores has K channels, and each pixel has C gradients.",
        "Unfold W to its four axes first: row in the kernel, column, channel, kernel. Two of the "
        "four are to be read backwards, two are to change places, and then the first three become "
        "rows again.",
    ),
    why="""Score [i, j] is computed from pixel [i + u, j + v] with the weight [u, v], so pixel
[a, b] goes into score [a - u, b - v]: where the weight's index goes up, that of the score goes
down. Read in the order of the scores, the weights are those of the kernel rotated by 180°. So
there it is again: the rotation that a convolution has in mathematics, and that ours left out on the
way forward.
On the way there a patch has C channels and gives K scores; on the way back it has K and gives C.
So channels and kernels exchange their parts, as rows and columns do in `dZ @ W.T`, which is this
for a kernel of a single pixel.""",
    promises={
        "a kernel of a single pixel": lambda case: case.args["size"] == 1,
        "a kernel of 2 x 2": lambda case: case.args["size"] == 2,
        "a kernel of 3 x 3": lambda case: case.args["size"] == 3,
        "one channel": lambda case: len(case.args["W"]) == case.args["size"] ** 2,
        "several channels": lambda case: len(case.args["W"]) > case.args["size"] ** 2,
        "one kernel": array_where("W", lambda W: W.shape[1] == 1),
        "several kernels": array_where("W", lambda W: W.shape[1] > 1),
        "as many channels as kernels": lambda case: (
            len(case.args["W"]) == case.args["size"] ** 2 * case.args["W"].shape[1]
        ),
        "float32": float32("W"),
    },
    survivors={
        "1 -> 2": "`reshape` takes -2 for -1: any number below 0 is the size to be found out",
        "1 -> -2": "of three axes, -2 is 1",
    },
)


@exercise.cases
def _(rng):
    def draw(label, C, K, size, dtype=np.float64):
        return Case(label, draw_arrays(rng, dtype, W=(size**2 * C, K)) | {"size": size})

    yield Case("a kernel of 2 x 2", {"W": counted(4, 1), "size": 2})
    yield Case("2 kernels of a pixel", {"W": counted(1, 2), "size": 1})
    yield Case("2 channels, a kernel of 2 x 2", {"W": counted(8, 1), "size": 2})
    yield Case("2 channels, 2 kernels", {"W": counted(8, 2), "size": 2})
    yield draw("a kernel of 3 x 3", 1, 1, 3)
    yield draw("3 channels, 2 kernels of 3 x 3", 3, 2, 3)
    yield draw("2 channels, 4 kernels of 2 x 2, float32", 2, 4, 2, np.float32)


def _unfolded(W, size):
    return W.reshape(size, size, -1, W.shape[1])


def _folded(W):
    return W.reshape(-1, W.shape[3])


@exercise.wrong
class Mistakes:
    def not_turned(W, size):
        """Channels and kernels have exchanged their parts, and that's right. But the kernels lie as
        they lay. Ask a single pixel which scores it goes into, and with which weights, in order."""
        return _folded(_unfolded(W, size).transpose(0, 1, 3, 2))

    def not_exchanged(W, size):
        """The kernels are turned, and that's right. But on the way back it's the K channels of dZ
        that come in and the C channels of the images that go out: these two have to change
        places."""
        return _folded(_unfolded(W, size)[::-1, ::-1])

    def as_it_is(W, size):
        """These are the kernels as they were. With one channel, one kernel and one pixel they do
        serve for the way back; what changes for two pixels, and what for two channels?"""
        return W

    def upside_down(W, size):
        """The kernels stand on their heads, but left is still left. Both axes of a kernel run the
        other way."""
        return _folded(_unfolded(W, size)[::-1].transpose(0, 1, 3, 2))

    def mirrored(W, size):
        """The kernels are mirrored from left to right, but up is still up. Both axes of a kernel
        run the other way."""
        return _folded(_unfolded(W, size)[:, ::-1].transpose(0, 1, 3, 2))

    def rows_for_columns(W, size):
        """The rows and columns of the kernels are exchanged, which mirrors them along the diagonal.
        They have to be *turned*, by half a circle."""
        return _folded(_unfolded(W, size).transpose(1, 0, 3, 2))

    def quarter_of_a_circle(W, size):
        """The kernels are turned by a quarter of a circle only. It takes half of one."""
        return _folded(np.rot90(_unfolded(W, size)).transpose(0, 1, 3, 2))

    quarter_of_a_circle = spelled(
        quarter_of_a_circle,
        lambda W, size: _folded(np.rot90(_unfolded(W, size), 3).transpose(0, 1, 3, 2)),
    )

    def transposed(W, size):
        """This is Wᵀ, a table of K rows. As in a dense layer, what came in and what goes out
        change places, but the pixels of a kernel stay in the rows: (size * size * K, C)."""
        return W.T

    def transposed_and_backwards(W, size):
        """This is Wᵀ, read backwards: a table of K rows. The pixels of a kernel have to stay in the
        rows, (size * size * K, C). Unfold W, and move its axes one by one."""
        return W[::-1].T

    transposed_and_backwards = spelled(transposed_and_backwards, lambda W, size: W[::-1, ::-1].T)

    def transposed_and_reshaped(W, size):
        """This is Wᵀ, put into the shape that is asked for. So its rows come kernel by kernel, and
        no kernel has been turned. Unfold W to four axes, and ask of each where it belongs, and
        whether it's read backwards."""
        return W.T.reshape(size * size * W.shape[1], -1)

    def one_channel_only(W, size):
        """Right for one channel. With several, W has a row for each pixel of a kernel *and* each
        channel, so it unfolds to four axes and not to three."""
        return W.reshape(size, size, W.shape[1])[::-1, ::-1].reshape(-1, 1)

    one_channel_only = spelled(
        one_channel_only,
        lambda W, size: W.reshape(size, size, -1)[::-1, ::-1].reshape(-1, 1),
        lambda W, size: W[::-1].reshape(-1, 1),
    )

    def rows_backwards_alone(W, size):
        """The rows of W are read backwards, and it's still a table for C channels and K kernels. On
        the way back it's the K that come in and the C that go out; and with several channels the
        rows hold those too."""
        return W[::-1]

    rows_backwards_alone = spelled(rows_backwards_alone, lambda W, size: W[::-1, ::-1])

    def turned_and_mirrored(W, size):
        """Half a circle, and rows and columns exchanged as well: that's a mirror along the other
        diagonal. Half a circle alone is right."""
        return _folded(_unfolded(W, size)[::-1, ::-1].transpose(1, 0, 3, 2))

    def channels_before_the_pixels(W, size):
        """W is unfolded as if the channels came first. In the order of `patches` they come last:
        row in the kernel, column, channel."""
        W = W.reshape(-1, size, size, W.shape[1])[:, ::-1, ::-1]
        return W.transpose(1, 2, 3, 0).reshape(-1, len(W))

    channels_before_the_pixels = spelled(
        channels_before_the_pixels,
        lambda W, size: (
            W.reshape(-1, size, size, W.shape[1])[:, ::-1, ::-1]
            .transpose(3, 1, 2, 0)
            .reshape(-1, len(W) // size**2)
        ),
    )

    def channels_backwards(W, size):
        """The rows of W are read backwards, and with them the channels: channel 0 has become the
        last. Unfold W first, so that the pixels of a kernel run backwards and nothing else."""
        return _folded(_unfolded(W[::-1], size).transpose(0, 1, 3, 2))

    def reshaped_for_exchanged(W, size):
        """The shape is right, but the numbers are mixed up: `reshape` leaves them in their order.
        To exchange two axes, use `transpose`."""
        W = _unfolded(W, size)[::-1, ::-1]
        return W.reshape(-1, W.shape[2])

    def everything_backwards(W, size):
        """All four axes run backwards. Only the two of the kernel's pixels do: channel 0 and kernel
        0 stay the first."""
        return _folded(_unfolded(W, size)[::-1, ::-1, ::-1, ::-1].transpose(0, 1, 3, 2))

    def signs_turned_round(W, size):
        """The signs are turned round. What is turned is the kernel, by half a circle; the weights
        keep their values."""
        return -_folded(_unfolded(W, size).transpose(0, 1, 3, 2))

    def still_unfolded(W, size):
        """These are the right numbers, on four axes. `patches` and a product want a table, one
        kernel a column: (size * size * K, C)."""
        return _unfolded(W, size)[::-1, ::-1].transpose(0, 1, 3, 2)

    def undone(W, size):
        """This looks for a matrix that undoes W. A backward pass undoes nothing: it carries a
        gradient, along the same weights, the other way."""
        return np.linalg.pinv(W)

    def kernels_backwards(W, size):
        """The kernels themselves run backwards too: the last has become kernel 0. Only their pixels
        change their order, the two axes of `size`."""
        return _folded(_unfolded(W, size)[::-1, ::-1, :, ::-1].transpose(0, 1, 3, 2))

    def kernels_before_the_pixels(W, size):
        """The new rows are sorted by kernels first. On the way back the K kernels are the
        *channels* that come in, and in the order of `patches` channels come last: row, column,
        channel."""
        return _folded(_unfolded(W, size)[::-1, ::-1].transpose(3, 0, 1, 2))

    def first_pixel_kept(W, size):
        """The first row and the first column have stayed where they were, and only what stands
        behind them runs backwards. Read backwards, the first becomes the last: row u changes
        places with row `size - 1 - u`."""
        back = -np.arange(size)
        return _folded(_unfolded(W, size)[back][:, back].transpose(0, 1, 3, 2))

    def kernels_of_3_only(W, size):
        """Right for kernels of 3 x 3 alone: a 3 (or a 9) stands where `size` (or its square)
        should."""
        n_channels = len(W) // 9
        W = W.reshape(3, 3, n_channels, W.shape[1])
        return W[::-1, ::-1].transpose(0, 1, 3, 2).reshape(-1, n_channels)

    kernels_of_3_only = spelled(
        kernels_of_3_only,
        lambda W, size: (
            W.reshape(3, 3, len(W) // 9, -1)[::-1, ::-1]
            .transpose(0, 1, 3, 2)
            .reshape(-1, len(W) // 9)
        ),
        lambda W, size: _folded(_unfolded(W, 3)[::-1, ::-1].transpose(0, 1, 3, 2)),
    )

    def channels_of_one_row(W, size):
        """Right for kernels of a single pixel. W has a row for each pixel *and* each channel, and a
        kernel has `size * size` pixels: how many channels are left?"""
        C = len(W) // size
        W = W.reshape(size, size, C, W.shape[1])
        return W[::-1, ::-1].transpose(0, 1, 3, 2).reshape(-1, C)

    def as_many_columns_as_before(W, size):
        """Right where there are as many channels as kernels. Elsewhere the table has the K columns
        that W has, and now it's the C channels that come out: there should be a column for each of
        these."""
        W = _unfolded(W, size)[::-1, ::-1].transpose(0, 1, 3, 2)
        return W.reshape(-1, W.shape[2])

    def turned_and_negated(W, size):
        """Right but for the sign. The kernels have been turned, and that's all: the weights keep
        their values."""
        return -_folded(_unfolded(W, size)[::-1, ::-1].transpose(0, 1, 3, 2))

    def kernels_before_the_channels(W, size):
        """W is unfolded as if the kernels came before the channels. Its columns are the kernels, so
        they are the last axis: row, column, channel, kernel."""
        W = W.reshape(size, size, W.shape[1], -1)
        return W[::-1, ::-1].transpose(0, 1, 3, 2).reshape(-1, W.shape[3])


@exercise.right
class Variants:
    def in_a_row(W, size):
        """The pixels of a kernel are taken as one axis, row after row. Read backwards, the last
        pixel of the last row comes first, and that's half a circle at once."""
        W = W.reshape(size * size, -1, W.shape[1])[::-1]
        return W.transpose(0, 2, 1).reshape(-1, W.shape[1])

    def pixel_by_pixel(W, size):
        """One loop over the pixels of a kernel: each has a small matrix (C, K) of its own, which is
        transposed as in a dense layer and put in the place of the opposite pixel."""
        C = len(W) // size**2
        blocks = [W[k * C : (k + 1) * C].T for k in range(size**2)]
        return np.concatenate(blocks[::-1])

    def with_rot90(W, size):
        W = np.rot90(W.reshape(size, size, -1, W.shape[1]), 2)
        return np.swapaxes(W, 2, 3).reshape(-1, W.shape[2])
