"""Units that are switched off at random while the network learns."""

import numpy as np

from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter06._dropout_mistakes import Mistakes
from nnlib.exercises.chapter06._dropout_scale_mistakes import Scales
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import layers

exercise = Exercise(
    id="06-dropout",
    title="Dropout",
    minutes=12,
    difficulty=3,
    points=4,
    reference=layers.Dropout,
    blank=("forward", "backward"),
    hints=(
        "`self.rng.random(A.shape)` gives a number between 0 and 1 for every unit of every sample. "
        "Which of them are below `self.rate`, and how often does that happen?",
        "On average a unit is on in a fraction 1 - rate of the batches. By which number must it be "
        "multiplied when it's on, so that its average stays what it was?",
        "`backward` must do to the gradient what `forward` did to the activations in the same "
        "batch, so `forward` has to keep it. Outside training `forward` "
        "changes nothing; but a mask of an earlier batch must not be left then, because `backward` "
        "goes by the *last* `forward`.",
    ),
    why="""A unit is on with the probability 1 − rate, so multiplied by 1 / (1 − rate) its average
is what it would be without dropout, and when the network answers nothing has to be scaled. Both
directions multiply by the same mask: a unit that was off had no part in the loss, so it has no
gradient. Out of training the mask is 1, and it has to be set, since the mask of the last batch
would still be there.""",
    promises={
        "float32": lambda case: case.label == "float32",
        "in training": lambda case: "in training" in case.label,
        "out of training": lambda case: "out of training" in case.label,
        "after a training": lambda case: "after a training" in case.label,
        "rate 0": array_where("rate", lambda rate: rate == 0),
        "several rates": array_where("rate", lambda rate: rate not in (0, 0.5)),
        "the switch turned between forward and backward": lambda case: "switch" in case.label,
        "activations of 0": lambda case: "all of it 0" in case.result,
    },
    survivors={
        "self.rng.random(A.shape) < self.rate -> self.rng.random(A.shape) <= self.rate": (
            "no random number is just the rate"
        ),
        "self.rng.random(A.shape) >= self.rate -> self.rng.random(A.shape) > self.rate": (
            "no random number is just the rate"
        ),
    },
    distractors=(
        "    is_on = self.rng.random(A.shape[1]) >= self.rate",
        "    self.mask = is_on.astype(A.dtype)",
    ),
)
SHAPE = (120, 80)


def _layer(Dropout, rate, training=True, seed=0):
    layer = Dropout(rate, rng=seed)
    layer.training = training
    return layer


def _entries(array):
    """The values that are in it, as far as they can be told apart."""
    return np.unique(np.asarray(array, dtype=float).round(6))[:6]


def _out(Dropout, rate, A):
    return _layer(Dropout, rate, training=False).forward(A)


def _back_out(Dropout, rate, dA):
    layer = _layer(Dropout, rate, training=False)
    layer.forward(dA + 1)
    return layer.backward(dA)


def _after_training(Dropout, rate, A):
    layer = _layer(Dropout, rate)
    layer.forward(A)
    layer.training = False
    return np.vstack([layer.forward(A), layer.backward(A)])


def _values(Dropout, rate):
    return _entries(_layer(Dropout, rate).forward(np.full(SHAPE, 3.0)))


def _back_values(Dropout, rate):
    layer = _layer(Dropout, rate)
    layer.forward(np.full(SHAPE, 3.0))
    return _entries(layer.backward(np.full(SHAPE, 2.0)))


def _about_as_many(Dropout, rate):
    """Whether the rate is met, where the units are drawn one by one: of a few draws, one for each
    row or column, a part that is off by chance says nothing, and `_differ` tells them."""
    off = np.asarray(_layer(Dropout, rate).forward(np.ones(SHAPE))) == 0
    by_rows, by_columns = (off == off[:, :1]).all(), (off == off[0]).all()
    return int(by_rows or by_columns or abs(np.mean(off) - rate) < 0.04)


def _same_mask(Dropout, rate):
    layer = _layer(Dropout, rate)
    layer.forward(np.ones((SHAPE[0] + 1, SHAPE[1])))
    A = np.asarray(layer.forward(np.ones(SHAPE)))
    return int(np.array_equal(A != 0, np.asarray(layer.backward(np.ones(SHAPE))) != 0))


def _back_from_nothing(Dropout, rate):
    """Whether where the activations are 0, so that what came out doesn't say which units were on,
    the same gradients come back as elsewhere."""
    back = []
    for A in (np.zeros(SHAPE), np.ones(SHAPE)):
        layer = _layer(Dropout, rate)
        layer.forward(A)
        back.append(_entries(layer.backward(np.full(SHAPE, 2.0))))
    return int(np.array_equal(*back))


def _switched(before):
    """A use that turns the switch between forward and backward, and asks whether the way back is
    the one of the last forward: with ones both ways the same comes out."""

    def use(Dropout, rate):
        layer = _layer(Dropout, rate, training=before)
        A = np.array(layer.forward(np.ones(SHAPE)), dtype=float)
        layer.training = not before
        dA = np.asarray(layer.backward(np.ones(SHAPE)), dtype=float)
        return int(A.shape == dA.shape and np.abs(A - dA).max() < 1e-6)

    return use


def _by_chance(Dropout, rate):
    """Whether the number of units that are off varies, from sample to sample, from unit to unit
    and from batch to batch, where the units are drawn one by one (`_differ` tells the others)."""
    layer, counts = _layer(Dropout, rate), set()
    for _ in range(8):
        off = np.asarray(layer.forward(np.ones(SHAPE))) == 0
        if (off == off[:, :1]).all() or (off == off[0]).all():
            return 1
        rows, columns = off.sum(axis=1), off.sum(axis=0)
        if (rows == rows[0]).all() or (columns == columns[0]).all():
            return 0
        counts.add(int(off.sum()))
    return int(len(counts) > 1)


def _differ(Dropout, rate):
    off = np.asarray(_layer(Dropout, rate).forward(np.ones(SHAPE))) == 0
    samples = any((row != off[0]).any() for row in off)
    units = any((column != off[:, 0]).any() for column in off.T)
    return np.array([samples, units], dtype=int)


def _anew(Dropout, rate):
    layer = _layer(Dropout, rate)
    one, two = (np.array(layer.forward(np.ones(SHAPE))) for _ in range(2))
    return int((one != two).any())


def _repeats(Dropout, rate):
    one, two = (np.asarray(_layer(Dropout, rate).forward(np.ones(SHAPE))) for _ in range(2))
    other = np.asarray(_layer(Dropout, rate, seed=1).forward(np.ones(SHAPE)))
    return np.array([np.array_equal(one, two), np.array_equal(one, other)], dtype=int)


def _stays_single(Dropout, rate):
    """Whether float32 stays float32, where nothing else is wrong: the rest is told first."""
    ones = np.ones(SHAPE, np.float32)
    questions = (
        _about_as_many,
        _same_mask,
        _anew,
        _back_from_nothing,
        _by_chance,
        _switched(True),
        _switched(False),
    )
    rest = [use(Dropout, rate) == 1 for use in questions]
    rest += [*_differ(Dropout, rate), (_after_training(Dropout, rate, ones) == 1).all()]
    rest.append(np.array_equal(_repeats(Dropout, rate), [1, 0]))
    for values, on in [(_values, 3), (_back_values, 2)]:
        rest.append(np.array_equal(values(Dropout, rate), np.round([0, on / (1 - rate)], 6)))
    layer = _layer(Dropout, rate)
    out, back = layer.forward(ones), layer.backward(ones)
    single = [getattr(array, "dtype", None) == np.float32 for array in (out, back)]
    return int(all(single) or not all(rest))


SAYS = {
    "single": (
        "float32 came in and float64 came out, so all that follows becomes float64 and slower. "
        "Give the mask the type of `A`, with `.astype(A.dtype)`."
    ),
    "switch": (
        "The switch was turned between `forward` and `backward`, and the way back followed the "
        "switch. It has to be the way back of the last `forward`, so keep what that did."
    ),
    "by chance": (
        "The number of units that are off is always the same. Each unit is off with the "
        "probability `rate`, by itself, so their number varies by chance."
    ),
    "as many": "The part of the units that is off isn't near `rate`.",
    "mask": "Forward and back, other units are off. Keep in `forward` what `backward` needs.",
    "nothing": (
        "Where an activation is 0 another gradient comes back than elsewhere. A 0 that came in "
        "isn't a unit that's off: keep which units were on, and not what came out."
    ),
    "differ": "Which units are off should be drawn for every unit of every sample.",
    "anew": "Two batches have the same units switched off. Draw anew in every `forward`.",
    "repeats": "Draw all random numbers from `self.rng`, so that a training can be repeated.",
}


@exercise.cases
def _(rng):
    A = np.array([[1.0, 2, -3], [4, 0, 5]])
    told = {"numbers": False}
    for rate in (0.5, 0.2, 0.75):
        only, label = {"rate": rate}, f"in training, rate {rate:g}"
        what = "the values in layer.forward(A), where A is all 3,"
        yield Case(label, only, _values, what, "forward")
        what = "the values in layer.backward(dA), where dA is all 2,"
        yield Case(label, only, _back_values, what, "backward")
        said = SAYS["as many"]
        yield Case(label, only, _about_as_many, "how many are off", "forward", said, **told)
        yield Case(label, only, _same_mask, "which are off", "backward", SAYS["mask"], **told)
        yield Case(label, only, _differ, "which are off", "random", SAYS["differ"], **told)
        yield Case(label, only, _anew, "a second batch", "random", SAYS["anew"], **told)
        yield Case(label, only, _repeats, "another layer", "random", SAYS["repeats"], **told)
        yield Case(label, only, _by_chance, "their number", "random", SAYS["by chance"], **told)
        what = "the values in layer.backward(dA), where dA is all 2 and A was all of it 0,"
        yield Case(label, only, _back_from_nothing, what, "backward", SAYS["nothing"], **told)
    yield Case("in training, rate 0", {"rate": 0.0}, _values, "the values in layer.forward(A),")
    out = {"rate": 0.5, "A": A}
    yield Case("out of training", out, _out, "layer.forward(A)", "out of training")
    back = {"rate": 0.5, "dA": A}
    yield Case("out of training", back, _back_out, "layer.backward(dA)", "out of training")
    after = "layer.forward(A), and layer.backward(A) under it,"
    yield Case("after a training", out, _after_training, after, "out of training")
    said = SAYS["single"]
    yield Case("float32", {"rate": 0.5}, _stays_single, "the type", "forward", said, **told)
    for before, label in [(True, "in training"), (False, "out of training")]:
        label, said = f"{label}, and then the switch is turned", SAYS["switch"]
        way = "the way back"
        yield Case(label, {"rate": 0.5}, _switched(before), way, "backward", said, **told)


exercise.wrong(Mistakes)
exercise.wrong(Scales)


@exercise.right
class Variants:
    class by_index(layers.Dropout):
        """The entries that are off are set to 0 in a copy, where the reference multiplies by a
        mask. It says the same, and the way back has to do it once more."""

        def forward(self, A):
            self.off = self.rng.random(A.shape) < self.rate
            if not self.training:
                self.off[...] = False
            self.scale = 1 / (1 - self.rate) if self.training else 1
            out = A * self.scale
            out[self.off] = 0
            return out

        def backward(self, dA):
            out = dA * self.scale
            out[self.off] = 0
            return out

    class with_binomial(layers.Dropout):
        """A binomial draw of one coin for each unit says 1 for on and 0 for off at once, with the
        probability of staying on."""

        def forward(self, A):
            keep = 1 - self.rate
            on = self.rng.binomial(1, keep, size=A.shape).astype(A.dtype)
            self.mask = on / keep if self.training else 1
            return A * self.mask
