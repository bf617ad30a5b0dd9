"""A repair: samples are standardized by their own batch."""

import numpy as np

from nnlib.exercises._kinds import batch, batch_of_one, float32
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
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "float32": float32("X"),
        "constant in the training": lambda case: (np.ptp(case.args["X_train"], axis=0) == 0).any(),
        "constant in the test": lambda case: (
            len(case.args["X"]) > 1 and (np.ptp(case.args["X"], axis=0) == 0).any()
        ),
        "a constant whose mean is rounded": lambda case: (
            (np.ptp(case.args["X_train"], axis=0) == 0) & (case.args["X_train"].std(axis=0) > 0)
        ).any(),
        "features on a tiny scale": lambda case: (case.args["X_train"].std(axis=0) < 1e-7).any(),
    },
    survivors={
        "0 -> -1": "the rows of a constant column are all equal",
        "0 -> 1": "the rows of a constant column are all equal",
        "X_train - X_train.mean(axis=0) -> X_train.mean(axis=0) - X_train": "it is squared",
    },
    distractors=(
        "mean = np.mean(X, axis=0)",
        "spread = np.var(X_train, axis=0)",
    ),
)


@exercise.cases
def _(rng):
    def draw(N, M, D, dtype=np.float64):
        X, X_train = (rng.normal(2, 3, size=(n, D)).round(1).astype(dtype) for n in (N, M))
        return {"X": X, "X_train": X_train}

    X_train = np.array([[0.0, 1], [2, 5], [7, 3]])
    yield Case("whole numbers", {"X": np.array([[1.0, 2], [4, 0]]), "X_train": X_train})
    yield Case("4 samples, 7 to train", draw(4, 7, 3))
    yield Case("a batch of one", draw(1, 5, 2))
    one = draw(3, 4, 2)
    one["X_train"][:, 1], one["X_train"][:2, 0] = 2.0, [9.0, -4.0]  # above and below it
    yield Case("a feature that is constant in the training", one)
    two = draw(5, 6, 2)
    two["X"][:, 0] = 1.0
    yield Case("a feature that is constant in the test", two)
    small = {name: 0.01 * array for name, array in draw(3, 5, 2).items()}
    yield Case("features on a small scale", small)
    yield Case("float32", draw(2, 6, 4, np.float32))
    little = draw(2, 4, 2)
    little["X_train"][:, 1] = [2.0, 2.0, 2.0001, 2.0]
    # A group of their own: other mistakes are told whatever the guard asks.
    group = "constant or not"
    yield Case("a feature that varies only a little", little, group=group)
    grains = draw(2, 4, 2)
    grains["X"][:, 1], grains["X_train"][:, 1] = [2e-9, 5e-10], [0, 1e-9, 1e-9, 0]
    yield Case("a feature whose numbers are tiny", grains, group=group)
    tenths = {"X": np.array([[0.1], [0.3]]), "X_train": np.full((3, 1), 0.1)}
    yield Case("a feature that is 0.1 in all of the training", tenths, group=group)


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


def _varies(X_train):
    return np.ptp(X_train, axis=0) > 0


def _or_one(spread):
    # As the found code guards: a constant column's spread may be rounded to a little above 0.
    return np.where(spread > 1e-12, spread, 1)


def _tiny_number_added(tiny):
    """The mistake of that size: no guard, but a divisor that is never 0."""

    def tiny_number_added(X, X_train):
        return _scaled(X, X_train.mean(axis=0), X_train.std(axis=0) + tiny)

    tiny_number_added.__doc__ = f"""A feature that is constant in the training is divided by
        {tiny:g}, and what differs a little becomes gigantic. Such a feature should only be
        shifted."""
    return tiny_number_added


def _small_spread(is_small):
    def small_spread_for_constant(X, X_train):
        spread = X_train.std(axis=0)
        return _scaled(X, X_train.mean(axis=0), np.where(is_small(spread), 1, spread))

    small_spread_for_constant.__doc__ = """A feature that does vary in the training, if only a
    little or on a tiny scale, is taken for constant, and so is not scaled. The found code asked for
    the largest and the smallest: keep that, of the right samples."""
    return small_spread_for_constant


@exercise.wrong
class Mistakes:
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
        return _scaled(X, X_train.mean(axis=0), _or_one(X_train.std(axis=0)) ** 2)

    def not_shifted(X, X_train):
        """The samples are scaled, but not shifted by the training's means."""
        return _scaled(X, 0, _or_one(X_train.std(axis=0)))

    def only_the_guard(X, X_train):
        """The guard looks at the training now, but means and spreads still come from the batch
        itself."""
        varies = X_train.max(axis=0) > X_train.min(axis=0)
        return _scaled(X, X.mean(axis=0), np.where(varies, X.std(axis=0), 1))

    def own_mean_and_guard(X, X_train):
        """The spreads are the training's now, but means and guard still come from the batch
        itself."""
        varies = X.max(axis=0) > X.min(axis=0)
        return _scaled(X, X.mean(axis=0), np.where(varies, X_train.std(axis=0), 1))

    def own_spread_guarded_by_the_training(X, X_train):
        """Means and guard are the training's now. The spreads still come from the batch itself."""
        varies = X_train.max(axis=0) > X_train.min(axis=0)
        return _scaled(X, X_train.mean(axis=0), np.where(varies, X.std(axis=0), 1))

    def divided_by_one_less(X, X_train):
        """The spread is divided by one less than the number of samples (`ddof=1`). The found code
        took NumPy's own standard deviation: keep that."""
        varies = X_train.max(axis=0) > X_train.min(axis=0)
        return _scaled(X, X_train.mean(axis=0), np.where(varies, X_train.std(axis=0, ddof=1), 1))

    def divided_by_the_range(X, X_train):
        """The range divides, largest minus smallest. The spread is the standard deviation."""
        return _scaled(X, X_train.mean(axis=0), _or_one(np.ptp(X_train, axis=0)))

    def small_spreads_raised(X, X_train):
        """A spread below 1 is made 1, so such features are not scaled. Only where a feature is
        constant does 1 divide."""
        return _scaled(X, X_train.mean(axis=0), np.maximum(X_train.std(axis=0), 1))

    def zero_for_constant(X, X_train):
        """A feature that is constant in the training becomes 0, whatever X holds. It should be
        shifted all the same."""
        return np.where(_varies(X_train), preprocessing.standardize(X, X_train), 0)

    def constant_left_alone(X, X_train):
        """A feature that is constant in the training comes back as it was. It should be shifted all
        the same."""
        return np.where(_varies(X_train), preprocessing.standardize(X, X_train), X)

    def guard_turned_round(X, X_train):
        """The guard is turned round: what varies is divided by 1, and what is constant by its
        spread."""
        spread = X_train.std(axis=0)
        return _scaled(X, X_train.mean(axis=0), np.where(_varies(X_train), 1, spread))

    def one_guard_for_all(X, X_train):
        """One constant feature keeps all the others from being scaled. Ask each feature for
        itself."""
        spread = X_train.std(axis=0)
        return _scaled(X, X_train.mean(axis=0), spread if np.all(spread > 0) else 1)

    def only_shifted(X, X_train):
        """The samples are shifted, but not scaled."""
        return X - X_train.mean(axis=0)

    def only_the_mean_divided(X, X_train):
        """Only the mean is divided: division comes before subtraction, so put the difference in
        parentheses."""
        return X - X_train.mean(axis=0) / _or_one(X_train.std(axis=0))

    def along_the_rows(X, X_train):
        """Means and spreads are taken along the rows, over different features, and do not fit. Each
        column has its own."""
        return (X - X_train.mean(axis=1)) / X_train.std(axis=1)

    def infinities_replaced(X, X_train):
        """A feature that is constant in the training is divided by 0, and what comes of it replaced
        by another number in the end. Such a feature should only be shifted."""
        return np.nan_to_num(_scaled(X, X_train.mean(axis=0), X_train.std(axis=0)))

    def both_sets(X, X_train):
        """Two things come back. Only X is wanted, standardized."""
        mean, spread = X_train.mean(axis=0), _or_one(X_train.std(axis=0))
        return (X - mean) / spread, (X_train - mean) / spread

    def between_zero_and_one(X, X_train):
        """The columns are scaled to lie between 0 and 1. Wanted is mean 0 and spread 1: keep mean
        and standard deviation, of the right samples."""
        low, high = X_train.min(axis=0), X_train.max(axis=0)
        return (X - low) / np.where(high > low, high - low, 1)

    def constant_columns_dropped(X, X_train):
        """Columns that are constant in the training are gone. They are only shifted, and keep their
        place: the result has the shape of X."""
        varies = np.ptp(X_train, axis=0) > 0
        X, X_train = X[:, varies], X_train[:, varies]
        return (X - X_train.mean(axis=0)) / X_train.std(axis=0)

    def arguments_exchanged(X, X_train):
        """The two arguments have changed places: the training samples come back, measured by the
        others."""
        return preprocessing.standardize(X_train, X)

    def means_of_the_samples(X, X_train):
        """Means and spreads are taken along the rows, one for each training *sample*. Each
        *feature* has its own: `axis=0`."""
        mean, spread = (f(X_train, axis=1, keepdims=True) for f in (np.mean, np.std))
        return (X - mean) / np.where(np.ptp(X_train, axis=1, keepdims=True) > 0, spread, 1)

    def median_for_mean(X, X_train):
        """The median is taken off, not the mean."""
        shift = X_train.mean(axis=0) - np.median(X_train, axis=0)
        spread = np.where(np.ptp(X_train, axis=0) > 0, X_train.std(axis=0), 1)
        return preprocessing.standardize(X, X_train) + shift / spread

    def written_into_the_samples(X, X_train):
        """The result is right, but the caller's X has changed: `-=` and `/=` write into it. `X -
        mean` makes a new array."""
        X[...] = preprocessing.standardize(X, X_train)
        return X

    small_spread_for_constant = (
        *(_small_spread(lambda s, b=b: s < b) for b in (1e-2, 1e-3, 1e-4, 1e-6, 1e-8)),
        _small_spread(lambda spread: np.isclose(spread, 0)),
    )

    def rounding_for_a_spread(X, X_train):
        """A column that is constant at 0.1 is divided by nearly nothing: its mean is rounded, and
        so its spread is not quite 0. The found code asked for the largest and the smallest: keep
        that, of the right samples."""
        spread = X_train.std(axis=0)
        return _scaled(X, X_train.mean(axis=0), np.where(spread > 0, spread, 1))


@exercise.right
class Variants:
    def by_hand(X, X_train):
        shifted = X_train - X_train.mean(axis=0)
        spread = np.sqrt((shifted**2).mean(axis=0))
        constant = np.all(X_train == X_train[0], axis=0)
        return (X - X_train.mean(axis=0)) / np.where(constant, 1, spread)

    def with_a_mask(X, X_train):
        """The spread of a constant column is replaced in the array itself, in place of picking
        between two values in the last line."""
        spread = np.std(X_train, axis=0)
        spread[np.ptp(X_train, axis=0) == 0] = 1
        return np.divide(np.subtract(X, np.mean(X_train, axis=0)), spread)

    def into_zeros(X, X_train):
        """One column after the other, with the question asked for each column by a plain `if`."""
        Z = np.zeros_like(X)
        for d in range(X.shape[1]):
            x = X_train[:, d]
            Z[:, d] = (X[:, d] - x.mean()) / (x.std() if x.max() > x.min() else 1)
        return Z
