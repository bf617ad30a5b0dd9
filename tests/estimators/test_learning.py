"""What the estimators learn: the course's own steps, true gradients, and nothing by chance."""

import itertools

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning

import nnlib.networks.batches
import nnlib.networks.training
from nnlib import (
    SGD,
    Dense,
    LogisticRegression,
    NNClassifier,
    Perceptron,
    Sequential,
    Sigmoid,
    check_network,
    logistic_grad,
    rosenblatt_update,
    train,
    xavier,
)
from nnlib.datasets import four_clusters, separable, xor_table
from nnlib.estimators.penalized import PenalizedSequential


def samples(n=60, d=4, k=3, seed=0):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, d)), rng.integers(0, k, size=n)
    X[np.arange(n), y] += 2
    return X, y


# --- the course's own steps


def test_it_is_the_network_that_one_builds_by_hand():
    X, y = samples()
    rng = np.random.default_rng(3)
    by_hand = Sequential([Dense(4, 5, rng=rng), Sigmoid(), Dense(5, 3, rng=rng)])
    history = train(by_hand, X, y, optimizer=SGD(0.2, momentum=0.5), n_epochs=4, rng=rng)
    options = {"learning_rate": 0.2, "momentum": 0.5, "n_epochs": 4, "random_state": 3}
    model = NNClassifier(hidden_units=(5,), activation="sigmoid", **options).fit(X, y)
    np.testing.assert_array_equal(model.predict_proba(X), by_hand.predict_proba(X))
    np.testing.assert_array_equal(model.predict(X), by_hand.predict(X))
    assert model.loss_curve_ == history["loss"]


def test_with_relu_the_fused_steps_learn_what_the_layers_learn():
    X, y = samples()
    options = {"hidden_units": (5, 4), "momentum": 0.5, "n_epochs": 4, "random_state": 3}
    fused = NNClassifier(**options).fit(X, y)
    # A penalty that weighs nothing leaves the fused step aside and changes no result.
    layers = NNClassifier(**options, l2=1e-300).fit(X, y)
    assert "dW" not in vars(fused.network_.layers[0])
    assert "dW" in vars(layers.network_.layers[0])
    np.testing.assert_allclose(fused.loss_curve_, layers.loss_curve_, rtol=1e-10)
    np.testing.assert_allclose(fused.predict_proba(X), layers.predict_proba(X), rtol=1e-8)


def test_logistic_regression_takes_the_steps_of_logistic_grad():
    X, y = samples()
    options = {"learning_rate": 0.3, "momentum": 0, "batch_size": len(X), "random_state": 5}
    model = LogisticRegression(n_epochs=3, **options).fit(X, y)
    W, b = xavier(4, 3, np.random.default_rng(5)), np.zeros(3)
    for _ in range(3):
        dW, db = logistic_grad(X, y, W, b)
        W, b = W - 0.3 * dW, b - 0.3 * db
    np.testing.assert_allclose(model.network_.params["0.W"], W, rtol=1e-10)
    np.testing.assert_allclose(model.network_.params["0.b"], b, rtol=1e-10)


def test_the_perceptron_takes_rosenblatts_steps():
    X, y = separable(rng=1)
    model = Perceptron(n_epochs=2, random_state=5).fit(X, y)
    w, b, rng = np.zeros(2), 0, np.random.default_rng(5)
    for _ in model.mistakes_:
        for n in rng.permutation(len(X)):
            w, b = rosenblatt_update(w, b, X[n], y[n])
    np.testing.assert_array_equal(model.w_, w)
    assert model.b_ == b


def test_the_perceptron_stops_when_it_makes_no_mistake():
    X, y = separable(rng=1)
    model = Perceptron(n_epochs=1000, random_state=0).fit(X, y)
    assert len(model.mistakes_) < 1000
    assert model.mistakes_[-1] == 0
    assert model.score(X, y) == 1


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
def test_it_learns_what_a_line_cannot_divide(activation):
    X, y = four_clusters(rng=0)
    model = NNClassifier(hidden_units=(8,), activation=activation, random_state=0).fit(X, y)
    assert model.score(X, y) == 1
    assert LogisticRegression(random_state=0).fit(X, y).score(X, y) < 0.8


@pytest.mark.parametrize(("l1", "l2"), [(0.0, 0.0), (0.03, 0.0), (0.0, 0.03), (0.02, 0.01)])
def test_gradients_are_those_of_the_loss_with_its_penalties(l1, l2):
    X, y = samples(n=7)
    layers = [Dense(4, 5, rng=0), Sigmoid(), Dense(5, 3, rng=1)]
    network = PenalizedSequential(layers, l1=l1, l2=l2)
    for report in check_network(network, X, y, loss=network.loss):
        assert report, str(report)


def test_a_gradient_without_its_penalty_would_be_found():
    X, y = samples(n=7)
    network = PenalizedSequential([Dense(4, 3, rng=0)], l2=0.3)
    plain = Sequential(network.layers)
    failed = [str(r) for r in check_network(plain, X, y, loss=network.loss) if not r]
    assert len(failed) == 1
    assert "0.W" in failed[0]


def test_penalties_pull_the_weights_and_l1_thins_them():
    X, y = samples()

    def weights(**penalties):
        return LogisticRegression(random_state=0, **penalties).fit(X, y).network_.params["0.W"]

    none, l1, l2 = weights(), weights(l1=0.1), weights(l2=0.1)
    assert np.sum(l2**2) < np.sum(none**2)
    assert np.abs(l1).sum() < np.abs(none).sum()
    assert np.sum(np.abs(l1) < 0.05) > np.sum(np.abs(l2) < 0.05)


# --- nothing by chance


def test_the_same_seed_gives_the_same_model_and_another_one_another():
    X, y = samples()
    runs = [NNClassifier(random_state=s, n_epochs=3).fit(X, y).predict_proba(X) for s in (4, 4, 5)]
    np.testing.assert_array_equal(runs[0], runs[1])
    assert not np.allclose(runs[0], runs[2])


@pytest.mark.parametrize("make", [np.random.default_rng, np.random.RandomState])
def test_a_generator_is_taken_for_a_seed(make):
    X, y = samples()
    models = [NNClassifier(random_state=make(1), n_epochs=2).fit(X, y) for _ in range(2)]
    np.testing.assert_array_equal(*(model.predict_proba(X) for model in models))


@pytest.mark.parametrize("model", [NNClassifier(n_epochs=2, l1=np.float64(1e-3)), Perceptron()])
def test_float32_stays_float32(model):
    X, y = samples(k=2)
    model.fit(X.astype(np.float32), y).partial_fit(X.astype(np.float32), y)
    if isinstance(model, Perceptron):
        arrays = [model.w_, model.decision_function(X.astype(np.float32))]
    else:
        arrays = [*model.network_.params.values(), *model._optimizer.velocity.values()]
        arrays += [*model.network_.grads.values(), model.predict_proba(X.astype(np.float32))]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


def test_two_classes_have_two_columns_that_sum_to_1():
    X, y = samples(k=2)
    P = NNClassifier(random_state=0).fit(X, y).predict_proba(X)
    assert P.shape == (60, 2)
    np.testing.assert_allclose(P.sum(axis=1), 1)


def test_a_model_keeps_nothing_of_the_samples_it_was_asked_about():
    X, y = samples()
    model = NNClassifier(random_state=0, n_epochs=1).fit(X, y)
    kept = [layer.__dict__.get("X") for layer in model.network_.layers]
    model.predict(np.ones((1000, 4)))
    for layer, before in zip(model.network_.layers, kept, strict=True):
        assert layer.__dict__.get("X") is before


# --- little by little


@pytest.mark.parametrize("model", [NNClassifier(n_epochs=3), Perceptron(n_epochs=3)])
def test_partial_fit_shows_every_sample_once(model):
    X, y = samples(k=2)
    model.set_params(random_state=0)
    whole = model.fit(X, y).predict(X)
    bit = type(model)(random_state=0)
    for _ in range(3):
        bit.partial_fit(X, y, classes=[0, 1])
    np.testing.assert_array_equal(bit.predict(X), whole)
    curve = "mistakes_" if isinstance(model, Perceptron) else "loss_curve_"
    assert getattr(bit, curve) == getattr(model, curve)


def test_partial_fit_looks_at_the_options_anew():
    X, y = samples()
    model = NNClassifier(random_state=0, momentum=0).partial_fit(X, y, classes=[0, 1, 2])
    before = model.network_.params["0.W"].copy()
    model.set_params(learning_rate=1e-12).partial_fit(X, y)
    np.testing.assert_allclose(model.network_.params["0.W"], before, atol=1e-9)


def test_partial_fit_after_early_stopping_adds_to_the_training_curve_alone():
    X, y = samples()
    model = NNClassifier(early_stopping=True, n_epochs=3, random_state=0).fit(X, y)
    held_back = list(model.validation_loss_curve_)
    assert len(model.partial_fit(X, y).loss_curve_) == len(held_back) + 1
    assert model.validation_loss_curve_ == held_back


def test_partial_fit_may_see_a_class_later_but_no_stranger():
    X, y = samples()
    model = NNClassifier(random_state=0).partial_fit(X[y < 2], y[y < 2], classes=[0, 1, 2])
    assert model.predict_proba(X).shape == (60, 3)
    model.partial_fit(X, y)
    with pytest.raises(ValueError, match=r"y holds \[3\], but the classes are \[0, 1, 2\]"):
        model.partial_fit(X, np.where(y == 2, 3, y))
    with pytest.raises(ValueError, match="but before it was"):
        model.partial_fit(X, y, classes=[0, 1])
    with pytest.raises(ValueError, match="first call of partial_fit needs classes"):
        NNClassifier().partial_fit(X, y)


# --- when to stop


def test_early_stopping_keeps_the_weights_of_the_lowest_loss():
    X, y = samples(n=100, seed=2)
    y = np.random.default_rng(0).permutation(y)  # nothing to learn: the loss soon rises
    options = {"early_stopping": True, "patience": 4, "random_state": 0, "n_epochs": 200}
    model = NNClassifier(**options).fit(X, y)
    losses = model.validation_loss_curve_
    best = int(np.argmin(losses)) + 1
    assert len(losses) == len(model.loss_curve_) == best + 4 < 200
    again = NNClassifier(**{**options, "n_epochs": best}).fit(X, y)
    np.testing.assert_array_equal(again.predict_proba(X), model.predict_proba(X))


def test_early_stopping_holds_back_the_same_share_of_each_class(monkeypatch):
    X, y = samples(n=100)
    seen = []
    real = nnlib.networks.batches.minibatches
    spy = lambda X, y, *a, **k: seen.append(y) or real(X, y, *a, **k)  # noqa: E731
    monkeypatch.setattr(nnlib.networks.batches, "minibatches", spy)
    y = np.repeat([0, 1], [80, 20])
    options = {"validation_fraction": 0.25, "random_state": 0, "n_epochs": 1}
    NNClassifier(early_stopping=True, **options).fit(X, y)
    np.testing.assert_array_equal(np.bincount(seen[0]), [60, 15])


def test_data_is_checked_once_and_not_again_by_the_training(monkeypatch):
    def refuse(*args):
        raise AssertionError("checked a second time")

    for name in ("samples_and_labels", "_check_fit"):
        monkeypatch.setattr(nnlib.networks.training, name, refuse)
    NNClassifier(n_epochs=1).fit(*samples()).partial_fit(*samples())


@pytest.mark.parametrize("early_stopping", [False, True])
def test_an_interrupt_keeps_what_was_learned(monkeypatch, early_stopping):
    X, y = samples()
    options = {"random_state": 0, "early_stopping": early_stopping}
    two = NNClassifier(n_epochs=2, **options).fit(X, y)
    calls, real = itertools.count(), nnlib.networks.batches.minibatches

    def interrupted(*args, **kwargs):
        if next(calls) == 2:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    monkeypatch.setattr(nnlib.networks.batches, "minibatches", interrupted)
    with pytest.warns(UserWarning, match="interrupted in epoch 3 of 50"):
        model = NNClassifier(**options).fit(X, y)
    np.testing.assert_array_equal(model.predict_proba(X), two.predict_proba(X))
    assert len(model.loss_curve_) == 2


def test_an_interrupted_perceptron_keeps_what_it_learned(monkeypatch):
    X, y = samples(k=2)
    calls, real = itertools.count(), Perceptron._show_all

    def interrupted(self, X, y):
        if next(calls) == 1:
            raise KeyboardInterrupt
        return real(self, X, y)

    one = Perceptron(n_epochs=1, random_state=0).fit(X, y)
    monkeypatch.setattr(Perceptron, "_show_all", interrupted)
    with pytest.warns(UserWarning, match="interrupted in epoch 2"):
        model = Perceptron(random_state=0).fit(X, y)
    np.testing.assert_array_equal(model.w_, one.w_)


def test_a_training_that_diverges_says_so():
    X, y = samples()
    with np.errstate(all="ignore"), pytest.warns(ConvergenceWarning, match="smaller learning_rate"):
        NNClassifier(learning_rate=1e200, random_state=0).fit(X, y)


@pytest.mark.parametrize("cls", [NNClassifier, Perceptron])
@pytest.mark.parametrize("verbose", [True, False])
def test_verbose_shows_a_bar(cls, verbose, monkeypatch, capsys):
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    cls(n_epochs=3, verbose=verbose).fit(*xor_table())
    shown = capsys.readouterr()
    assert ("3/3" in shown.err) == verbose
    assert shown.out == ""
    monkeypatch.setenv("TQDM_DISABLE", "1")
    cls(n_epochs=3, verbose=verbose).fit(*xor_table())
    assert capsys.readouterr().err == ""


# --- what is refused


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"hidden_units": 50}, r"hidden_units must be a tuple such as \(50,\), got 50"),
        ({"hidden_units": (5, 0)}, "each of hidden_units must be an integer of at least 1, got 0"),
        ({"activation": "gelu"}, "activation must be one of .*'relu'.*, got 'gelu'"),
        ({"l1": -1}, "l1 must be a number of at least 0, got -1"),
        ({"l2": np.inf}, "l2 must be a number of at least 0, got inf"),
        ({"learning_rate": 0}, "learning_rate must be a number above 0, got 0"),
        ({"learning_rate": "fast"}, "learning_rate must be a number above 0, got 'fast'"),
        ({"momentum": 1}, "momentum must be a number of at least 0 and below 1, got 1"),
        ({"n_epochs": 0}, "n_epochs must be an integer of at least 1, got 0"),
        ({"batch_size": 2.5}, "batch_size must be an integer of at least 1, got 2.5"),
        ({"patience": 0}, "patience must be an integer of at least 1, got 0"),
        ({"validation_fraction": 1}, "validation_fraction must be a number between 0 and 1, got 1"),
        ({"random_state": "luck"}, "random_state must be None, an integer .*, got 'luck'"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_bad_option_is_refused_in_fit_with_a_sentence(options, sentence):
    model = NNClassifier(**options)
    with pytest.raises(ValueError, match=sentence):
        model.fit(*samples())


@pytest.mark.parametrize("cls", [NNClassifier, LogisticRegression, Perceptron])
def test_options_have_names(cls):
    with pytest.raises(TypeError, match="positional"):
        cls(10)


def test_one_class_is_refused_and_a_perceptron_takes_two():
    X, y = samples()
    with pytest.raises(ValueError, match=r"at least 2 classes, got 1 class: \[0\]"):
        NNClassifier().fit(X, np.zeros(60, int))
    with pytest.raises(ValueError, match=r"two classes apart, got \[0, 1, 2\]"):
        Perceptron().fit(X, y)
