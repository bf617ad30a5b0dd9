"""The reader of digits without training: a layer whose largest score names the nearest average."""

import numpy as np

from nnlib.by_hand import centroids
from nnlib.exercises._helpers import first, second, spelled
from nnlib.exercises._kinds import array_where, float32
from nnlib.exercises.chapter00._nearest_centroid import (
    layer_with,
    layer_with_sums,
    right_bias,
    squares,
)
from nnlib.judge.exercise import Case, Exercise


def _the_bias_decides(case):
    """Whether some average, read by its own layer, would be misread without the biases."""
    W, b = centroids.nearest_centroid(*case.args.values())
    own = np.arange(W.shape[1])
    return ((W.T @ W + b).argmax(axis=1) == own).all() and ((W.T @ W).argmax(axis=1) != own).any()


exercise = Exercise(
    id="00-nearest-centroid",
    title="A reader of digits without a single step of training",
    minutes=30,
    difficulty=5,
    points=5,
    reference=centroids.nearest_centroid,
    hints=(
        "On paper, with one sample x and one average μ: multiply out the sum of (x - μ)² into "
        "three sums. One has x alone in it, one has both, one has μ alone.",
        "The sum with both in it is a dot product of x with something of the class: that gives "
        "the columns of W, and you have a function for them, and `.T`. The sum with x alone is the "
        "same number for all ten classes, so it can't change which is smallest: drop it. What is "
        "left has to be *small* for the nearest average, and a score has to be *large*. So turn "
        "the sign, and divide by what stands before the sum that has both x and μ in it.",
        "Now the sum with both in it is just x @ W. The rest belongs to the class alone: that is "
        "b. Three lines: `M = ...`, `b = ...` with a sum over the features of each average, and "
        "`return ..., b`.",
    ),
    promises={
        "ten classes, by default": lambda case: "n_classes" not in case.args,
        "another number of classes": lambda case: case.args.get("n_classes", 10) != 10,
        "an average of zeros": lambda case: (
            (centroids.nearest_centroid(*case.args.values())[0] == 0).all(axis=0).any()
        ),
        "biases that decide": _the_bias_decides,
        "as many classes as features": lambda case: (
            case.args.get("n_classes", 10) == case.args["X"].shape[1]
        ),
        "averages of several samples": array_where("y", lambda y: np.bincount(y).max() > 1),
        "numbers below 0": array_where("X", lambda X: (X < 0).any()),
        "float32": float32("X"),
    },
    why="""The squared distance multiplied out is |x|² - 2 x·μ + |μ|². The first term doesn't know
the class, so it can't change which distance is smallest. What is left, -2 x·μ + |μ|², has to be as
small as possible; turn the sign and halve it, and x·μ - |μ|²/2 has to be as large as possible. The
first part is a dot product of the sample with the class's average, so the averages are the columns
of W; the second is a number of the class alone, so it is the bias. It is needed for fairness: an
average with large numbers has a large dot product with *everything*, and the bias takes back what
it gets for its length alone.""",
)


@exercise.cases
def _(rng):
    rows = []
    X = np.array([[1.0, 1.0], [3.0, 4.0], [5.0, 4.0], [0.0, 0.0], [1.0, -1.0], [-1.0, 1.0]])
    y = np.array([0, 1, 1, 2, 2, 2])
    rows.append(("3 classes of 2 features", {"X": X, "y": y, "n_classes": 3}))

    def draw(N, D, K, dtype=np.float64):
        y = np.concatenate([np.arange(K), rng.integers(0, K, size=N - K)])
        X = rng.normal(1, 1, size=(N, D)).round(1).astype(dtype)
        return {"X": X, "y": rng.permutation(y)} | ({"n_classes": K} if K != 10 else {})

    rows.append(("4 classes of 3 features", draw(9, 3, 4)))
    rows.append(("3 classes of 3 features", draw(7, 3, 3)))
    rows.append(("ten classes of 5 features", draw(14, 5, 10)))
    rows.append(("float32", draw(8, 4, 3, np.float32)))
    for label, args in rows:
        yield Case(label, args, first, "W", "W")
        yield Case(label, args, second, "b", "b")


@exercise.wrong
class Mistakes:
    def without_biases(X, y, n_classes=10):
        """W is right, and all biases are 0. Then an average with much ink has a large score for
        everything, since its dot product with any digit is large. Multiply the squared distance
        out on paper: which part of it belongs to the class alone?"""
        return layer_with(lambda M: np.zeros(len(M)))(X, y, n_classes)

    def not_halved(X, y, n_classes=10):
        """W is right, and b is twice too large. In the squared distance the product of x and μ
        stands there twice; to have it just once, as in X @ W, everything else is halved, too."""
        return layer_with(lambda M: -squares(M))(X, y, n_classes)

    def sign_of_the_bias(X, y, n_classes=10):
        """W is right, and the signs of b are turned. A *small* distance is to become a *large*
        score: what is added in the distance is subtracted in the score."""
        return layer_with(lambda M: squares(M) / 2)(X, y, n_classes)

    sign_of_the_bias = spelled(sign_of_the_bias, layer_with(squares))

    def lengths_for_squares(X, y, n_classes=10):
        """W is right, and b holds the lengths of the averages. In the squared distance stands the
        *squared* length: no root."""
        return layer_with(lambda M: -np.sqrt(squares(M)) / 2)(X, y, n_classes)

    lengths_for_squares = spelled(
        lengths_for_squares,
        layer_with(lambda M: -np.sqrt(squares(M))),
        layer_with(lambda M: np.sqrt(squares(M))),
    )

    def sums_for_squares(X, y, n_classes=10):
        """W is right, and b is made of the sums of the averages. In (x - μ)² multiplied out the
        average stands alone as μ², so its numbers are squared before they are added up."""
        return layer_with(lambda M: -np.sum(M, axis=1) / 2)(X, y, n_classes)

    sums_for_squares = spelled(
        sums_for_squares,
        layer_with(lambda M: -np.sum(M, axis=1)),
        layer_with(lambda M: np.sum(M, axis=1)),
    )

    def means_for_sums(X, y, n_classes=10):
        """W is right, and b is made of the *means* of the squares. A squared distance adds them
        up."""
        return layer_with(lambda M: -np.mean(M**2, axis=1) / 2)(X, y, n_classes)

    means_for_sums = spelled(means_for_sums, layer_with(lambda M: -np.mean(M**2, axis=1)))

    def squared_after_the_sum(X, y, n_classes=10):
        """W is right, and for b the numbers of each average are added up first and squared
        afterwards. Square each of them, then add up."""
        return layer_with(lambda M: -(np.sum(M, axis=1) ** 2) / 2)(X, y, n_classes)

    def halved_before_squaring(X, y, n_classes=10):
        """W is right, and b is half as large as it should be: the averages were halved before
        they were squared, which is a quarter. Halve the sum of the squares."""
        return layer_with(lambda M: -squares(M / 2))(X, y, n_classes)

    halved_before_squaring = spelled(halved_before_squaring, layer_with(lambda M: -squares(M) / 4))

    def everything_doubled(X, y, n_classes=10):
        """This reads as it should, since only the largest score counts: W and b are both twice as
        large as asked for. W is to hold the averages themselves, so divide both by 2."""
        return layer_with(lambda M: -squares(M), lambda M: 2 * M.T)(X, y, n_classes)

    def distances_not_turned(X, y, n_classes=10):
        """W holds -2 times the averages, so the *smallest* score is the best one. Turn the signs
        and halve, so that W holds the averages themselves."""
        return layer_with(squares, lambda M: -2 * M.T)(X, y, n_classes)

    def weights_centred(X, y, n_classes=10):
        """b is right. From every column of W the same numbers have been subtracted. Which class
        wins is the same, but W is to hold the averages themselves."""
        return layer_with(right_bias, lambda M: (M - X.mean(axis=0)).T)(X, y, n_classes)

    weights_centred = spelled(
        weights_centred, layer_with(right_bias, lambda M: (M - M.mean(axis=0)).T)
    )

    def doubled_weights(X, y, n_classes=10):
        """b is right, and W is twice too large: it is to hold the averages themselves."""
        return layer_with(right_bias, lambda M: 2 * M.T)(X, y, n_classes)

    def weights_not_transposed(X, y, n_classes=10):
        """The averages stand in the *rows* of W, as (K, D). They are to be its columns: X @ W
        wants (D, K)."""
        return layer_with(right_bias, lambda M: M)(X, y, n_classes)

    def biases_of_the_features(X, y, n_classes=10):
        """b has one number for each *feature*: the wrong axis has disappeared. One number for
        each class is wanted."""
        return layer_with(lambda M: -np.sum(M**2, axis=0) / 2)(X, y, n_classes)

    def one_bias_for_all(X, y, n_classes=10):
        """b is a single number, made of all the averages together. Each class has a bias of its
        own: give the sum an axis."""
        return layer_with(lambda M: -np.sum(M**2) / 2)(X, y, n_classes)

    def biases_in_a_column(X, y, n_classes=10):
        """The biases are right, but they stand in a column, (K, 1). A plain row (K,) lines up
        with the classes."""
        return layer_with(lambda M: right_bias(M)[:, None])(X, y, n_classes)

    biases_in_a_column = spelled(biases_in_a_column, layer_with(lambda M: right_bias(M)[None]))

    def exchanged(X, y, n_classes=10):
        """Both are right, but they come in the other order: first W, then b."""
        return centroids.nearest_centroid(X, y, n_classes)[::-1]

    def weights_only(X, y, n_classes=10):
        """Only the averages came back, without the biases. Return both, `return W, b`."""
        return centroids.class_averages(X, y, n_classes).T

    weights_only = spelled(
        weights_only,
        lambda X, y, n_classes=10: centroids.class_averages(X, y, n_classes),
        lambda X, y, n_classes=10: [centroids.class_averages(X, y, n_classes).T],
        lambda X, y, n_classes=10: [centroids.class_averages(X, y, n_classes)],
    )

    def biases_only(X, y, n_classes=10):
        """Only b came back, without the weights. Return both, `return W, b`."""
        return centroids.nearest_centroid(X, y, n_classes)[1]

    def the_scores(X, y, n_classes=10):
        """A single table came back, the scores or distances of the samples. Return what makes the
        scores of any sample, W and b: `return W, b`."""
        W, b = centroids.nearest_centroid(X, y, n_classes)
        return X @ W + b

    the_scores = spelled(
        the_scores,
        lambda X, y, n_classes=10: X @ centroids.class_averages(X, y, n_classes).T,
        lambda X, y, n_classes=10: centroids.squared_distances(
            X, centroids.class_averages(X, y, n_classes)
        ),
        lambda X, y, n_classes=10: (
            centroids.squared_distances(X, centroids.class_averages(X, y, n_classes))
            - squares(X)[:, None]
        ),
    )

    def the_answers(X, y, n_classes=10):
        """These are the answers to the samples, the class of the nearest average. Return what
        answers any sample, the layer W and b: `return W, b`."""
        W, b = centroids.nearest_centroid(X, y, n_classes)
        return (X @ W + b).argmax(axis=1)

    def whole_biases(X, y, n_classes=10):
        """W is right, and the biases are whole numbers: what stands behind the point is lost, by
        rounding or by `//`. Divide with a single `/`, and keep what comes out."""
        return layer_with(lambda M: -squares(M) // 2)(X, y, n_classes)

    whole_biases = spelled(
        whole_biases,
        layer_with(lambda M: -(squares(M) // 2)),
        layer_with(lambda M: np.round(right_bias(M))),
    )

    def caret(X, y, n_classes=10):
        """`^` is no power in Python: it compares two numbers bit by bit, and wants whole ones. A
        power is written with `**`."""
        return layer_with(lambda M: -np.sum(M ^ 2, axis=1) / 2)(X, y, n_classes)

    def always_ten_classes(X, y, n_classes=10):
        """There are always ten classes. How many there are is said by n_classes."""
        with np.errstate(all="ignore"):
            M = np.array([X[y == k].sum(axis=0) / (y == k).sum() for k in range(10)])
        return M.T, right_bias(M)

    def squares_averaged(X, y, n_classes=10):
        """W is right. For b the *samples* were squared and then averaged. In the distance stands
        the average itself, squared: the square of an average isn't the average of the squares."""
        M = centroids.class_averages(X, y, n_classes)
        b = [-np.sum(X[y == k] ** 2, axis=1).mean() / 2 for k in range(n_classes)]
        return M.T, np.array(b)

    def sums_for_averages(X, y, n_classes=10):
        """The columns of W are the *sums* of the classes. The averages divide by how many samples
        a class has."""
        M = np.array([X[y == k].sum(axis=0) for k in range(n_classes)])
        return M.T, right_bias(M)

    def shifted(X, y, n_classes=10):
        """The biases differ from one another as they should, so this reads well; but all of them
        are shifted by the same number. A class whose average is all 0 is to have the bias 0."""
        return layer_with(lambda M: right_bias(M) - right_bias(M).max())(X, y, n_classes)

    shifted = spelled(
        shifted,
        layer_with(lambda M: right_bias(M) - right_bias(M)[0]),
        layer_with(lambda M: right_bias(M) - right_bias(M).mean()),
        layer_with(lambda M: right_bias(M) - right_bias(M).min()),
    )

    def scaled_to_length_1(X, y, n_classes=10):
        """The averages have been divided by their lengths, so that no bias is needed. But then the
        largest score belongs to the average in the most similar *direction*, which isn't always
        the nearest one. W is to hold the averages as they are."""
        M = centroids.class_averages(X, y, n_classes)
        length = np.sqrt(squares(M))[:, None]
        return (M / np.where(length == 0, 1, length)).T, np.zeros(len(M))

    scaled_to_length_1 = spelled(
        scaled_to_length_1,
        layer_with(lambda M: np.zeros(len(M)), lambda M: (M / np.sqrt(squares(M))[:, None]).T),
    )

    def priors(X, y, n_classes=10):
        """The biases say how frequent each class is. They are to say how far its average lies from
        0: multiply the squared distance out."""
        return layer_with(lambda M: np.bincount(y, minlength=n_classes) / len(y))(X, y, n_classes)

    priors = spelled(
        priors,
        lambda X, y, n_classes=10: (
            centroids.class_averages(X, y, n_classes).T,
            np.log(np.bincount(y, minlength=n_classes) / len(y)),
        ),
    )

    def products_of_all_pairs(X, y, n_classes=10):
        """b is a table (K, K), with the product of every average with every other. Only each
        average's product with itself belongs to its class: (K,) numbers."""
        return layer_with(lambda M: -(M @ M.T) / 2)(X, y, n_classes)

    def pairs_of_features_for_b(X, y, n_classes=10):
        """b is a table with a number for each pair of *features*. One number for each class is
        wanted, (K,): square the averages entry by entry, and add up along the features."""
        return layer_with(lambda M: -0.5 * M.T @ M)(X, y, n_classes)

    pairs_of_features_for_b = spelled(pairs_of_features_for_b, layer_with(lambda M: M.T @ M))

    def biases_in_a_list(X, y, n_classes=10):
        """b is a Python list. Make an array (K,) of it, with `np.array`."""
        return layer_with(lambda M: right_bias(M).tolist())(X, y, n_classes)

    def the_samples_squares(X, y, n_classes=10):
        """b has the squares of the samples in it. That part of the distance depends on the digit
        and not on the class: it is dropped, and b is made of the averages alone."""
        return layer_with_sums(lambda M, X: -squares(M) / 2 + np.sum(X**2))(X, y, n_classes)

    the_samples_squares = spelled(
        the_samples_squares,
        layer_with_sums(lambda M, X: -squares(M) + np.sum(X**2)),
        layer_with_sums(lambda M, X: -(squares(M) + np.sum(X**2)) / 2),
        layer_with_sums(lambda M, X: -((X[:, None] - M) ** 2).sum(axis=(0, 2)) / 2),
        layer_with_sums(lambda M, X: -(squares(M) + np.sum(X**2) / len(X)) / 2),
        layer_with_sums(lambda M, X: -squares(M) / 2 + np.sum(X**2) / len(X)),
        layer_with_sums(lambda M, X: -squares(M) / 2 - np.sum(X**2) / len(X)),
        layer_with_sums(lambda M, X: -((X[:, None] - M) ** 2).sum(axis=(0, 2))),
    )

    def means_of_the_averages(X, y, n_classes=10):
        """W is right, and b is made of the mean of each average. In (x - μ)² multiplied out the
        average stands alone as μ²: square its numbers, and add them up."""
        return layer_with(lambda M: -np.mean(M, axis=1) / 2)(X, y, n_classes)

    means_of_the_averages = spelled(
        means_of_the_averages,
        layer_with(lambda M: -np.mean(M, axis=1)),
        layer_with(lambda M: M.mean(axis=1)),
    )

    def signs_turned(X, y, n_classes=10):
        """All the signs are turned, in W and in b, so the nearest average has the *smallest* score.
        It should have the largest: W holds the averages as they are."""
        return layer_with(lambda M: -right_bias(M), lambda M: -M.T)(X, y, n_classes)

    def frequencies_added(X, y, n_classes=10):
        """W is right. To the biases something is added that says how frequent each class is. The
        nearest average is asked for, whether its class is frequent or rare."""
        shares = np.bincount(y, minlength=n_classes) / len(y)
        return layer_with(lambda M: right_bias(M) + np.log(shares))(X, y, n_classes)

    def averages_shifted(X, y, n_classes=10):
        """From the averages the mean of all samples has been subtracted, and the samples come as
        they are. Then these are other distances: use the averages themselves."""
        return layer_with(
            lambda M: right_bias(M - X.mean(axis=0)), lambda M: (M - X.mean(axis=0)).T
        )(X, y, n_classes)


@exercise.right
class Variants:
    def with_a_product(X, y, n_classes=10):
        """Each average's dot product with itself is its squared length; `einsum` takes them row
        by row."""
        M = np.array([X[y == k].mean(axis=0) for k in range(n_classes)])
        return M.T, -0.5 * np.einsum("kd,kd->k", M, M)

    def from_the_columns(X, y, n_classes=10):
        """The squares may as well be added up in W, where the averages are columns: then the axis
        that disappears is axis 0."""
        W = np.stack([X[y == k].mean(axis=0) for k in range(n_classes)], axis=1)
        return W, -(W**2).sum(axis=0) / 2

    def class_by_class(X, y, n_classes=10):
        """One class after another, each with its weights and its bias: this reads like the sum on
        paper, and a loop over ten classes costs nothing."""
        W, b = [], []
        for k in range(n_classes):
            m = X[y == k].mean(axis=0)
            W.append(m)
            b.append(-(m @ m) / 2)
        return np.array(W).T, np.array(b)
