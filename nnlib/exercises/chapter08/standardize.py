"""A repair: samples are standardized by their own batch."""

import numpy as np

from nnlib.functions import preprocessing
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="08-standardize",
    title="Repair the ruler",
    minutes=4,
    difficulty=2,
    points=2,
    reference=preprocessing.standardize,
    hints=(
        "One argument of the function is never read. A good editor underlines it.",
        "What has a sample's place on the scale to do with the other samples that happen to come "
        "with it? The scale was fixed when the network was trained.",
        "The last line is right. Three lines take their numbers from the wrong array.",
    ),
    why="""Mean and spread are learned from the training samples, like the weights, and
then belong to the network. With the test batch's own mean and spread each prediction depends
on its neighbours, and a batch of one becomes all zeros. On the whole test set the two rulers
nearly agree, since it is large and drawn like the training set: so the accuracy shows
nothing.""",
)


@exercise.cases
def _(rng):
    def draw(N, M, D, dtype=np.float64):
        X, X_train = (rng.normal(2, 3, size=(n, D)).round(1).astype(dtype) for n in (N, M))
        return {"X": X, "X_train": X_train}

    yield Case("4 samples, 7 to train", draw(4, 7, 3))
    yield Case("a batch of one", draw(1, 5, 2))
    one = draw(3, 4, 2)
    one["X_train"][:, 1] = 2.0
    yield Case("a feature that is constant in the training", one)
    two = draw(5, 6, 2)
    two["X"][:, 0] = 1.0
    yield Case("a feature that is constant in the test", two)
    X_train = np.array([[0.0, 1], [2, 5], [7, 3]])
    yield Case("whole numbers", {"X": np.array([[1.0, 2], [4, 0]]), "X_train": X_train})
    small = {name: 0.01 * array for name, array in draw(3, 5, 2).items()}
    yield Case("features on a small scale", small)
    yield Case("float32", draw(2, 6, 4, np.float32))
    rounded = draw(2, 3, 2)
    rounded["X_train"][:, 1] = 0.1  # 0.1 + 0.1 + 0.1 is not 3 * 0.1
    little = draw(2, 4, 2)
    little["X_train"][:, 1] = [2.0, 2.0, 2.0001, 2.0]
    # A group of their own: other mistakes are told whatever the guard asks.
    group = "constant or not"
    yield Case("a feature that is 0.1 in every training sample", rounded, group=group)
    yield Case("a feature that varies only a little", little, group=group)


@exercise.broken(
    "A sample's result changes with the company that it comes in, and a batch of one becomes all "
    "zeros."
)
def standardize(X, X_train):
    """Shift and scale each column, to mean 0 and spread 1 in the training data.

    A column that is constant in X_train has no spread to divide by and is only shifted.

    Parameters
    ----------
    X : array (N, D)
        The samples to be standardized: the training samples, or any others.
    X_train : array (M, D)
        The training samples, from which means and spreads are taken.

    Returns
    -------
    array (N, D)
    """
    mean = np.mean(X, axis=0)  # (D,)
    spread = np.std(X, axis=0)  # (D,)
    varies = np.max(X, axis=0) > np.min(X, axis=0)  # (D,)
    return (X - mean) / np.where(varies, spread, 1)


def _scaled(X, mean, spread):
    with np.errstate(divide="ignore", invalid="ignore"):
        return (X - mean) / spread


def _or_one(spread):
    return np.where(spread > 0, spread, 1)


def _tiny_number_added(tiny):
    """The mistake of that size: no guard, but a divisor that is never 0."""

    def tiny_number_added(X, X_train):
        return _scaled(X, X_train.mean(axis=0), X_train.std(axis=0) + tiny)

    tiny_number_added.__doc__ = f"""A feature that is constant in the training is divided by
        {tiny:g}, and what differs a little becomes gigantic. Such a feature should only be
        shifted."""
    return tiny_number_added


@exercise.wrong
class Mistakes:
    # The first: with 0.1, not to ask at all gives the same.
    def divided_by_a_rounding_error(X, X_train):
        """Right but for a rounding error: where every training sample has 0.1, the spread is
        tiny instead of 0, and divides. The found code asked for the largest and the smallest:
        keep that."""
        return _scaled(X, X_train.mean(axis=0), _or_one(X_train.std(axis=0)))

    def small_spread_for_constant(X, X_train):
        """A feature that does vary in the training, if only a little and in a single sample, is
        taken for constant, and so is not scaled. The found code asked for the largest and the
        smallest: keep that, of the right samples."""
        spread = X_train.std(axis=0)
        return _scaled(X, X_train.mean(axis=0), np.where(spread < 1e-3, 1, spread))

    def own_spread(X, X_train):
        """The means are the training's now, but the spreads still come from the batch itself."""
        return _scaled(X, X_train.mean(axis=0), _or_one(X.std(axis=0)))

    def own_mean(X, X_train):
        """The spreads are the training's now, but the means still come from the batch itself."""
        return _scaled(X, X.mean(axis=0), _or_one(X_train.std(axis=0)))

    def pooled(X, X_train):
        """Both sets together make the ruler here. Then the test samples still have a say in it:
        only the training samples should."""
        both = np.concatenate([X, X_train])
        return _scaled(X, both.mean(axis=0), _or_one(both.std(axis=0)))

    def training_samples_back(X, X_train):
        """These are the training samples, standardized. The ruler is theirs, the samples are X."""
        return _scaled(X_train, X_train.mean(axis=0), _or_one(X_train.std(axis=0)))

    def one_mean_for_all(X, X_train):
        """There is one mean for all the features. Each column has its own."""
        return _scaled(X, X_train.mean(), X_train.std())

    def divided_by_zero(X, X_train):
        """A feature that is constant in the training has a spread of 0, and dividing by it
        gives infinity or NaN. The found code was careful there: keep that."""
        return _scaled(X, X_train.mean(axis=0), X_train.std(axis=0))

    tiny_number_added = tuple(map(_tiny_number_added, (1e-7, 1e-8, 1e-12)))

    def guarded_by_the_other_spread(X, X_train):
        """The guard looks at the wrong samples: a spread divides that comes from the training,
        so what matters is which features vary *there*."""
        spread = X_train.std(axis=0)
        return _scaled(X, X_train.mean(axis=0), np.where(X.std(axis=0) > 0, spread, 1))

    def divided_by_the_variance(X, X_train):
        """The variance divides here, which is the square of the spread."""
        return _scaled(X, X_train.mean(axis=0), _or_one(X_train.var(axis=0)))

    def not_shifted(X, X_train):
        """The samples are scaled, but not shifted by the training's means."""
        return _scaled(X, 0, _or_one(X_train.std(axis=0)))


@exercise.right
class Variants:
    def by_hand(X, X_train):
        shifted = X_train - X_train.mean(axis=0)
        spread = np.sqrt((shifted**2).mean(axis=0))
        constant = np.all(X_train == X_train[0], axis=0)
        return (X - X_train.mean(axis=0)) / np.where(constant, 1, spread)

    def with_a_mask(X, X_train):
        spread = np.std(X_train, axis=0)
        spread[np.ptp(X_train, axis=0) == 0] = 1
        return np.divide(np.subtract(X, np.mean(X_train, axis=0)), spread)

    def into_zeros(X, X_train):
        Z = np.zeros_like(X)
        for d in range(X.shape[1]):
            x = X_train[:, d]
            Z[:, d] = (X[:, d] - x.mean()) / (x.std() if x.max() > x.min() else 1)
        return Z

    def with_a_tiny_bound(X, X_train):
        spread = X_train.std(axis=0)
        return (X - X_train.mean(axis=0)) / np.where(spread < 1e-8, 1, spread)
