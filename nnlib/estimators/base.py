"""What the estimators share: checks of the data, labels of any kind, and files."""

from __future__ import annotations

import numbers
from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets, unique_labels
from sklearn.utils.validation import check_is_fitted, validate_data

from nnlib._common.types import Array, FilePath
from nnlib.estimators.files import read_model, write_model

FLOATS = [np.float64, np.float32]  # float32 stays float32, everything else becomes float64


class Classifier(ClassifierMixin, BaseEstimator):
    """A classifier whose labels may be numbers or words.

    Inside, a label is its place in ``classes_``, from 0 to K - 1. A subclass gives what it has
    learned (``_state``) and restores it (``_restore``); the rest of a file is written here.
    """

    def _read(self, X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """Check the data of ``fit`` and learn the classes: X (N, D), labels 0 to K - 1."""
        X, y = validate_data(self, X, y, dtype=FLOATS)
        check_classification_targets(y)
        classes, codes = np.unique(y, return_inverse=True)
        if len(classes) < 2:
            raise ValueError(
                f"{type(self).__name__} needs samples of at least 2 classes, "
                f"got 1 class: {classes.tolist()}"
            )
        self.classes_ = classes
        return X, codes

    def _read_more(
        self, X: ArrayLike, y: ArrayLike, classes: ArrayLike | None, *, first: bool
    ) -> tuple[Array, Array]:
        """Check the data of ``partial_fit``, whose first call must name all classes."""
        if first and classes is None:
            raise ValueError(
                "the first call of partial_fit needs classes, all labels there will ever be"
            )
        known = unique_labels(classes) if first else self.classes_
        if classes is not None and not np.array_equal(unique_labels(classes), known):
            raise ValueError(
                f"classes is {np.asarray(classes).tolist()}, but before it was {known.tolist()}"
            )
        X, y = validate_data(self, X, y, reset=first, dtype=FLOATS if first else self._dtype)
        check_classification_targets(y)
        if strangers := sorted(set(y.tolist()) - set(known.tolist())):
            raise ValueError(f"y holds {strangers}, but the classes are {known.tolist()}")
        self.classes_ = known
        return X, np.searchsorted(known, y)

    def _read_samples(self, X: ArrayLike) -> Array:
        """Check the data of ``predict``, in the type that the model computes in."""
        check_is_fitted(self)
        return validate_data(self, X, reset=False, dtype=self._dtype)

    def _new_rng(self) -> np.random.Generator:
        """The model's own generator, from ``random_state``, which is left as it is."""
        seed = self.random_state
        if isinstance(seed, np.random.Generator | np.random.RandomState):
            seed = int(seed.uniform(0, 2**32))
        elif seed is not None and (not isinstance(seed, numbers.Integral) or seed < 0):
            raise ValueError(
                "random_state must be None, an integer of at least 0, or one of NumPy's "
                f"generators, got {seed!r}"
            )
        return np.random.default_rng(None if seed is None else int(seed))

    def save(self, path: FilePath) -> None:
        """Write the fitted model to a file, completely or not at all.

        The file holds options, classes, what was learned, and the state of the optimizer and
        of the random numbers, so that a loaded model's ``partial_fit`` gives what this one's
        would have given. For a generator given as ``random_state`` the file holds None.

        Parameters
        ----------
        path : str or path
            The file to write; ``.npz`` is the usual ending.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            If nothing has been learned yet.
        ValueError
            If an option or a label is of a kind that the file cannot hold.
        """
        check_is_fitted(self)
        options = self.get_params()
        if not isinstance(options["random_state"], numbers.Integral):
            options["random_state"] = None
        names = getattr(self, "feature_names_in_", None)
        facts, arrays = self._state()
        facts |= {
            "class": type(self).__name__,
            "options": options,
            "classes": self.classes_.tolist(),
            "classes_dtype": self.classes_.dtype.str,
            "n_features_in": self.n_features_in_,
            "feature_names_in": None if names is None else names.tolist(),
            "dtype": np.dtype(self._dtype).name,
            "rng": self._rng.bit_generator.state,
        }
        write_model(path, facts, arrays)

    @classmethod
    def load(cls, path: FilePath) -> Self:
        """Read a model that ``save`` wrote.

        Parameters
        ----------
        path : str or path
            The file to read.

        Returns
        -------
        The fitted model

        Raises
        ------
        ValueError
            If the file is no model of this class, was cut off, or is newer than this library.
        """
        facts, arrays = read_model(path, cls.__name__)
        try:
            options = facts["options"]
            model = cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in options.items()})
            model.classes_ = np.array(facts["classes"], facts["classes_dtype"])
            model.n_features_in_ = int(facts["n_features_in"])
            if facts["feature_names_in"] is not None:
                model.feature_names_in_ = np.array(facts["feature_names_in"], object)
            model._dtype = {"float32": np.float32, "float64": np.float64}[facts["dtype"]]
            model._rng = np.random.default_rng(0)
            model._restore(facts, arrays)
            model._rng.bit_generator.state = facts["rng"]
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}: the model in it is not whole: {error!r}") from error
        return model
