"""A model goes into a file and comes back the same, and a bad file gets a sentence."""

import json

import numpy as np
import pytest
from sklearn.exceptions import NotFittedError

from nnlib import LogisticRegression, NNClassifier, Perceptron
from nnlib.estimators import files

RNG = np.random.default_rng(0)
X = RNG.normal(size=(40, 3))
Y = RNG.integers(0, 2, size=40)
MODELS = [
    NNClassifier(hidden_units=(6, 5), activation="tanh", n_epochs=3, random_state=1),
    NNClassifier(hidden_units=[4], early_stopping=True, n_epochs=3, random_state=1),
    NNClassifier(n_epochs=np.int64(2), l2=np.float64(1e-3)),
    LogisticRegression(n_epochs=3, l1=1e-3, random_state=1),
    Perceptron(n_epochs=3, random_state=1),
]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "model.npz"


@pytest.mark.parametrize("model", MODELS, ids=repr)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "names",
    [
        np.array(["no", "yes"]),
        np.array(["no", "yes"], object),
        np.array([3, 7]),
        np.array([-1.0, 2.0]),
        np.array([False, True]),
    ],
    ids=["words", "objects", "integers", "floats", "bools"],
)
def test_a_loaded_model_answers_the_same_and_learns_on_the_same(model, dtype, names, path):
    x, y = X.astype(dtype), names[Y]
    model.fit(x, y).save(path)
    loaded = type(model).load(path)
    for _ in range(2):
        assert loaded.classes_.dtype == model.classes_.dtype
        np.testing.assert_array_equal(loaded.predict(x), model.predict(x))
        ask = "decision_function" if isinstance(model, Perceptron) else "predict_proba"
        got, expected = getattr(loaded, ask)(x), getattr(model, ask)(x)
        np.testing.assert_array_equal(got, expected)
        assert got.dtype == expected.dtype == dtype
        for learner in (model, loaded):
            learner.partial_fit(x, y)
    for curve in ("loss_curve_", "validation_loss_curve_", "mistakes_"):
        assert getattr(loaded, curve, None) == getattr(model, curve, None)


def test_options_and_names_of_features_come_back(path):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(X, columns=["a", "b", "ü"])
    model = NNClassifier(hidden_units=(6, 5), n_epochs=2, random_state=1).fit(frame, Y)
    model.save(path)
    loaded = NNClassifier.load(str(path))
    assert loaded.get_params() == model.get_params()
    assert loaded.feature_names_in_.tolist() == ["a", "b", "ü"]
    with pytest.raises(ValueError, match="feature names should match"):
        loaded.predict(frame[["b", "a", "ü"]])


def test_a_generator_is_kept_as_what_it_gives_next(path):
    model = LogisticRegression(random_state=np.random.default_rng(5), n_epochs=1).fit(X, Y)
    model.save(path)
    loaded = LogisticRegression.load(path)
    assert loaded.random_state is None
    expected = model.partial_fit(X, Y).predict_proba(X)
    np.testing.assert_array_equal(loaded.partial_fit(X, Y).predict_proba(X), expected)


def test_a_file_is_written_whole_or_not_at_all(path, monkeypatch):
    model = MODELS[3].fit(X, Y)
    model.save(path)
    before = path.read_bytes()

    def full(file, **arrays):
        file.write(b"half of it")
        raise OSError("no space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="no space left"):
        model.save(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_what_is_not_fitted_is_not_saved(path):
    with pytest.raises(NotFittedError):
        NNClassifier().save(path)
    assert not path.exists()


def test_an_option_that_no_file_can_hold_is_refused(path):
    model = MODELS[3].fit(X, Y)
    model.verbose = object()
    with pytest.raises(ValueError, match="what a file cannot keep: <object"):
        model.save(path)
    model.verbose = False


# --- bad files


def change(path, facts=(), drop=(), **arrays):
    """Write the file again with other facts or arrays."""
    with np.load(path) as content:
        kept = {name: content[name] for name in content.files if name not in drop}
    text = json.dumps({**json.loads(kept["facts"].tobytes()), **dict(facts)})
    np.savez(path, **{**kept, "facts": np.frombuffer(text.encode(), np.uint8), **arrays})


@pytest.fixture
def saved(path):
    NNClassifier(hidden_units=(5,), n_epochs=1, random_state=0).fit(X, Y).save(path)
    return path


def refused(path, cls=NNClassifier):
    with pytest.raises(ValueError, match="model") as error:
        cls.load(path)
    return str(error.value)


def test_a_file_of_something_else_is_refused(path):
    path.write_text("a,b\n1,2\n")
    assert "is no model: it is not an .npz file" in refused(path)
    path.write_bytes(b"")
    assert "is no model" in refused(path)
    with open(path, "wb") as file:
        np.save(file, X)
    assert "is no model: it is not an .npz file" in refused(path)
    np.savez(path, X=X)
    assert "is no model: it is an .npz file of something else" in refused(path)
    np.savez(path, facts=np.array([1, 2]))
    assert "is an .npz file of something else" in refused(path)


def test_every_cut_of_a_file_is_noticed(saved):
    content = saved.read_bytes()
    for length in range(2, len(content), 97):
        saved.write_bytes(content[:length])
        assert "damaged or was cut off" in refused(saved)


def test_a_flipped_byte_is_noticed(saved):
    content = bytearray(saved.read_bytes())
    place = content.index(b"NUMPY") + 200
    content[place] ^= 0xFF
    saved.write_bytes(content)
    assert "damaged or was cut off" in refused(saved)


def test_objects_are_never_loaded(saved):
    change(saved, **{"parameter 0.W": np.array([print, 1], object)})
    assert "damaged" in refused(saved)


def test_a_newer_file_says_what_to_do(saved):
    change(saved, {"version": files.VERSION + 1})
    assert "written by a newer nnlib (file version 2, this one reads up to 1)" in refused(saved)


def test_a_file_of_another_class_names_its_own(saved):
    sentence = refused(saved, LogisticRegression)
    assert "holds a NNClassifier, not a LogisticRegression: use NNClassifier.load" in sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"facts": {"options": {"hidden_units": [5], "colour": "red"}}}, "colour"),
        ({"facts": {"options": {"hidden_units": [9]}}}, "parameter 0.W has shape"),
        ({"facts": {"options": {"n_epochs": 0}}}, "n_epochs must be"),
        ({"facts": {"classes": ["a", "b", "c"], "classes_dtype": "<U1"}}, "parameter 2.W"),
        ({"facts": {"rng": {"bit_generator": "MT19937"}}}, "PCG64"),
        ({"facts": {"dtype": "int8"}}, "int8"),
        ({"drop": ["parameter 2.b"]}, "parameter 2.b"),
        ({"velocity 0.W": np.zeros(3)}, "velocity 0.W has shape"),
    ],
    ids=str,
)
def test_a_model_that_does_not_fit_together_is_refused(saved, changes, sentence):
    change(saved, **changes)
    message = refused(saved)
    assert "is not whole" in message
    assert sentence in message


def test_a_file_that_is_not_there_is_python_s_own_error(path):
    with pytest.raises(FileNotFoundError):
        NNClassifier.load(path)
