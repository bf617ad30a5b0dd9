"""Exercises of chapter 07: the same network in another library. None of them needs Keras."""

import itertools

import numpy as np

from nnlib.by_hand import keras_layout
from nnlib.functions import losses
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import schedules


def _count(answer, sizes):
    return answer([int(size) for size in sizes])


count_parameters = Exercise(
    id="07-count-parameters",
    title="Count from the sizes",
    minutes=3,
    difficulty=1,
    points=1,
    reference=keras_layout.count_parameters,
    hints=(
        "Take the sizes in neighbouring pairs: each pair, inputs and units, is one dense layer.",
        "A layer from D inputs to H units has D * H weights and H biases.",
        "Add up over the layers, in a loop: `for i in range(...)`, with sizes[i] inputs and "
        "sizes[i + 1] units. There is one layer fewer than there are sizes.",
    ),
    why="""Each unit has one weight for each input and one bias, so a layer from D inputs to H units
holds `(D + 1) * H` numbers. Neighbouring sizes are one layer. The inputs themselves are not
units: they have neither weights nor biases.""",
)


@count_parameters.cases
def _(rng):
    rows = [
        ("one layer", [3, 2]),
        ("two layers", [5, 4, 3]),
        ("three layers", [7, 2, 6, 4]),
        ("two layers that are alike", [4, 4, 4]),
        ("sizes of 1", [1, 1, 5]),
        ("sizes drawn at random", rng.integers(2, 90, size=5)),
    ]
    for label, sizes in rows:
        yield Case(label, {"sizes": np.array(sizes)}, _count, "count_parameters(sizes)")


@count_parameters.mistake("The biases are missing: every unit has one besides its weights.")
def forgot_the_biases(sizes):
    return sum(a * b for a, b in itertools.pairwise(sizes))


@count_parameters.mistake(
    "There is one bias for every number of the list, the inputs too. Inputs are not units and "
    "have no bias."
)
def biases_for_the_inputs(sizes):
    return forgot_the_biases(sizes) + sum(sizes)


@count_parameters.mistake(
    "The biases are counted by the inputs of each layer. A bias belongs to a unit: one for each "
    "output of the layer."
)
def biases_by_input(sizes):
    return forgot_the_biases(sizes) + sum(sizes[:-1])


@count_parameters.mistake("Each layer has a single bias here. It has one for each of its units.")
def one_bias_a_layer(sizes):
    return forgot_the_biases(sizes) + len(sizes) - 1


@count_parameters.mistake("These are the units. Count the numbers that they hold.")
def counted_units(sizes):
    return sum(sizes[1:])


@count_parameters.mistake(
    "All sizes are multiplied with each other. Multiply neighbours only, and add up the layers."
)
def multiplied_all(sizes):
    return int(np.prod(sizes))


@count_parameters.mistake("One layer only is counted. Add up all of them.")
def first_layer_only(sizes):
    return (sizes[0] + 1) * sizes[1]


@count_parameters.mistake(
    "The last layer is missing. There is one layer fewer than there are sizes; do not leave out "
    "one more."
)
def last_layer_missing(sizes):
    return keras_layout.count_parameters(sizes[:-1])


@count_parameters.variant
def counted_in_a_loop(sizes):
    total, n_in = 0, sizes[0]
    for n_out in sizes[1:]:
        total += n_in * n_out + n_out
        n_in = n_out
    return total


@count_parameters.variant
def counted_with_arrays(sizes):
    sizes = np.array(sizes)
    return np.sum(sizes[:-1] * sizes[1:]) + np.sum(sizes[1:])


@count_parameters.variant
def counted_by_making_them(sizes):
    return sum(np.zeros((a + 1, b)).size for a, b in itertools.pairwise(sizes))


def _pairs(arrays):
    return [tuple(arrays[i : i + 2]) for i in range(0, len(arrays), 2)]


def _flat_given(answer, *arrays):
    return None if answer(_pairs(arrays)) is None else 1


def _flat_length(answer, *arrays):
    return len(answer(_pairs(arrays)))


def _flat_entry(place):
    """A use that flattens pairs and looks at one array of the list."""
    return lambda answer, *arrays: answer(_pairs(arrays))[place]


def _layers(rng, sizes, dtype=np.float64):
    """Arguments W_1, b_1, W_2, b_2, … of a network."""
    args = {}
    for i in range(1, len(sizes)):
        args[f"W_{i}"] = rng.normal(size=(sizes[i - 1], sizes[i])).round(1).astype(dtype)
        args[f"b_{i}"] = rng.normal(size=sizes[i]).round(1).astype(dtype)
    return args


def _networks(rng):
    yield "two layers: 3 inputs, 4 units, 2 units", _layers(rng, [3, 4, 2])
    yield "one layer", _layers(rng, [2, 3])
    yield "a square layer", _layers(rng, [3, 3, 3])
    yield "three layers, float32", _layers(rng, [2, 5, 3, 4], np.float32)
    yield "one input and one unit", _layers(rng, [1, 1])
    whole = {"W_1": np.array([[1.0, 2], [3, 4], [5, 6]]), "b_1": np.array([7.0, 8])}
    yield "whole numbers", whole


to_keras = Exercise(
    id="07-to-keras",
    title="Weights for Keras",
    minutes=4,
    difficulty=2,
    points=1,
    reference=keras_layout.to_keras,
    hints=(
        "The arrays stay as they are. Only the list changes: the pairs are opened, one after "
        "the other.",
        "Start with an empty list, go through the layers, and put two arrays at its end for each.",
        "`weights = []`, then `for W, b in params:` with one line that adds both, then return it.",
    ),
    why="""Keras keeps the arrays of all layers in one flat list, kernel and bias in turn, in the
order of the layers. The shapes are ours, `(D, H)` and `(H,)`, so nothing is transposed. A nested
comprehension does it in one line: `[array for pair in params for array in pair]`.""",
)


@to_keras.cases
def _(rng):
    for label, args in _networks(rng):
        yield Case(label, args, _flat_given, "to_keras(params)", "list")
        yield Case(label, args, _flat_length, "len(to_keras(params))", "list")
        for place in range(len(args)):
            result = f"to_keras(params)[{place}]"
            yield Case(label, args, _flat_entry(place), result, "list")


@to_keras.mistake(
    "All weights come first and all biases after them. Keras goes layer by layer: W and b of the "
    "first, then W and b of the second."
)
def weights_then_biases(params):
    return [W for W, _ in params] + [b for _, b in params]


@to_keras.mistake("The bias comes before the weights of its layer. Keras has the kernel first.")
def bias_first(params):
    return [array for W, b in params for array in (b, W)]


@to_keras.mistake(
    "The weights are transposed. Keras's kernel has the shape (D, H), as yours has: leave it."
)
def transposed(params):
    return [array for W, b in params for array in (W.T, b)]


@to_keras.mistake("The biases are missing: each layer has two arrays.")
def weights_only(params):
    return [W for W, _ in params]


@to_keras.mistake("These are still pairs, one for each layer. Open them: one flat list of arrays.")
def still_pairs(params):
    return list(params)


@to_keras.mistake(
    "This is a list of lists, one for each layer. Open them: one flat list of arrays."
)
def lists_of_two(params):
    return [[W, b] for W, b in params]


@to_keras.mistake("The layers are in the wrong order: the first of the network comes first.")
def last_layer_first(params):
    return keras_layout.to_keras(params[::-1])


@to_keras.mistake(
    "Only one layer is in the list. Does the list start anew with each layer, or is it returned "
    "before the loop has ended?"
)
def first_layer(params):
    return list(params[0])


@to_keras.mistake(
    "Only the last layer is in the list. It should keep what the layers before have put there."
)
def last_layer(params):
    return list(params[-1])


@to_keras.variant
def opened_by_a_comprehension(params):
    return [array for pair in params for array in pair]


@to_keras.variant
def opened_by_append(params):
    weights = []
    for layer in params:
        weights.append(layer[0])
        weights.append(np.array(layer[1]))
    return weights


@to_keras.variant
def opened_by_sum(params):
    return sum((tuple(pair) for pair in params), ())


def _pairs_given(answer, *arrays):
    return None if answer(list(arrays)) is None else 1


def _number_of_pairs(answer, *arrays):
    return len(answer(list(arrays)))


def _size_of_first_pair(answer, *arrays):
    return len(answer(list(arrays))[0])


def _pair_entry(layer, place):
    """A use that makes pairs of a flat list and looks at one array of one pair."""

    def use(answer, *arrays):
        params = answer(list(arrays))
        if isinstance(params, tuple):  # so that a place too far is the same error for both
            params = list(params)
        return params[layer][place]

    return use


from_keras = Exercise(
    id="07-from-keras",
    title="And back again",
    minutes=4,
    difficulty=2,
    points=1,
    reference=keras_layout.from_keras,
    hints=(
        "The flat list holds two arrays for each layer: at the places 0 and 1 those of the first, "
        "at 2 and 3 those of the second.",
        "The even places hold the weights, the odd places the biases. `range` can go in steps, "
        "and so can a slice: `weights[::2]`.",
        "Go through the even places i, and for each of them make the pair of the arrays at i and "
        "one place further.",
    ),
    why="""The weights of layer i lie at place 2i, its biases at the next one. `range` with a step
of 2 goes to the first of each pair. `zip(weights[::2], weights[1::2])` says the same: all even
places beside all odd ones.""",
)


@from_keras.cases
def _(rng):
    for label, args in _networks(rng):
        yield Case(label, args, _pairs_given, "from_keras(weights)", "pairs")
        yield Case(label, args, _number_of_pairs, "len(from_keras(weights))", "pairs")
        yield Case(label, args, _size_of_first_pair, "len(from_keras(weights)[0])", "pairs")
        for i in range(len(args)):
            result = f"from_keras(weights)[{i // 2}][{i % 2}]"
            yield Case(label, args, _pair_entry(i // 2, i % 2), result, "pairs")


@from_keras.mistake(
    "Every array is paired with its neighbour, so most of them stand in two pairs. Go in steps "
    "of two."
)
def overlapping(weights):
    return list(itertools.pairwise(weights))


@from_keras.mistake(
    "The first half of the list is paired with the second. That fits a list with all weights "
    "before all biases; Keras has each bias right after its weights."
)
def halves(weights):
    n = len(weights) // 2
    return list(zip(weights[:n], weights[n:], strict=True))


@from_keras.mistake("The bias comes first in these pairs. Ours are (W, b): weights, then bias.")
def pairs_exchanged(weights):
    return [(b, W) for W, b in keras_layout.from_keras(weights)]


@from_keras.mistake("The list is still flat. Put the two arrays of a layer into a pair.")
def still_flat(weights):
    return list(weights)


@from_keras.mistake("The layers are in the wrong order: the first of the network comes first.")
def pairs_reversed(weights):
    return keras_layout.from_keras(weights)[::-1]


@from_keras.mistake("The weights are transposed. Both libraries use the shape (D, H): leave it.")
def pairs_transposed(weights):
    return [(W.T, b) for W, b in keras_layout.from_keras(weights)]


@from_keras.mistake("These are two lists, of weights and of biases. Make one pair for each layer.")
def two_lists(weights):
    return weights[::2], weights[1::2]


@from_keras.mistake(
    "This is a bare `zip`: it can be walked through once, and has neither length nor places. Make "
    "a list of it."
)
def bare_zip(weights):
    return zip(weights[::2], weights[1::2], strict=True)


@from_keras.mistake("Only the first layer is there. Go through the whole list.")
def first_pair(weights):
    return [(weights[0], weights[1])]


@from_keras.variant
def paired_by_zip(weights):
    return list(zip(weights[::2], weights[1::2], strict=True))


@from_keras.variant
def paired_by_iterator(weights):
    arrays = iter(weights)
    return [[W, next(arrays)] for W in arrays]


@from_keras.variant
def paired_in_a_loop(weights):
    params = []
    for i in range(len(weights) // 2):
        params.append((weights[2 * i], np.array(weights[2 * i + 1])))
    return params


mean_loss = Exercise(
    id="07-mean-loss",
    title="The mean NLL from batches",
    minutes=5,
    difficulty=2,
    points=2,
    reference=losses.mean_loss,
    hints=(
        "A batch of 500 samples should count more than one of 20. The mean over all samples is "
        "their total loss divided by their number.",
        "The mean of a batch times its size is the total of that batch.",
        "Multiply the two arrays entry by entry, add up, and divide by the number of all samples, "
        "which is also a sum.",
    ),
    why="""The mean of a batch times its number of samples gives back the sum over them. All sums
together, over all samples, are the mean of the whole set. Where every batch has the same size,
the plain mean of the means is the same number, which is how the mistake goes unnoticed until the
last batch is smaller.""",
)


@mean_loss.cases
def _(rng):
    def draw(B, dtype=np.float64):
        values = rng.uniform(0.1, 3, size=B).round(2).astype(dtype)
        return {"losses": values, "sizes": rng.permutation(np.arange(3, 3 + B))}

    rows = [
        ("a large batch and a small one", [1.0, 4.0], [32, 8]),
        ("one batch", [0.75], [7]),
        ("batches of one sample", [0.5, 2.0, 0.2], [1, 1, 1]),
        ("losses as whole numbers", [1.0, 3, 2], [4, 1, 2]),
        ("47 batches of 32, and one of 23", rng.uniform(0.1, 1, size=48), [32] * 47 + [23]),
    ]
    for label, values, sizes in rows:
        yield Case(label, {"losses": np.array(values), "sizes": np.array(sizes)})
    yield Case("5 batches of unequal sizes", draw(5))
    yield Case("float32", draw(4, np.float32))


@mean_loss.mistake(
    "This is the plain mean of the batches' means: a batch of 8 counts as much as one of 32. "
    "Every *sample* should count alike."
)
def mean_of_means(losses, sizes):
    return np.mean(losses)


@mean_loss.mistake(
    "This is the sum over all samples. One step is left: divide by how many there are."
)
def total(losses, sizes):
    return np.sum(losses * sizes)


@mean_loss.mistake(
    "The total of all samples is divided by the number of batches. Divide by the number of samples."
)
def by_the_batches(losses, sizes):
    return np.mean(losses * sizes)


@mean_loss.mistake(
    "The batches' means are added up and divided by the number of samples. They are means: first "
    "get each batch's own sum back, with its size."
)
def sizes_forgotten_above(losses, sizes):
    return np.sum(losses) / np.sum(sizes)


@mean_loss.mistake(
    "This is the sum of the batches' means. The loss of the whole is a mean as well."
)
def sum_of_means(losses, sizes):
    return np.sum(losses)


@mean_loss.mistake(
    "Each loss is divided by the size of its batch, but it is a mean already. Multiply instead, "
    "to get the batch's own sum back."
)
def divided_again(losses, sizes):
    return np.sum(losses / sizes)


@mean_loss.mistake("This is one number for each batch: its share of the result. Add the shares up.")
def not_added_up(losses, sizes):
    return losses * sizes / np.sum(sizes)


@mean_loss.variant
def mean_by_average(losses, sizes):
    return np.average(losses, weights=sizes)


@mean_loss.variant
def mean_by_product(losses, sizes):
    return losses @ (sizes / sizes.sum())


@mean_loss.variant
def mean_in_a_loop(losses, sizes):
    total, n = 0.0, 0
    for loss, size in zip(losses, sizes, strict=True):
        total, n = total + float(loss) * int(size), n + int(size)
    return total / n


stop_early = Exercise(
    id="07-stop-early",
    title="When to stop",
    minutes=8,
    difficulty=3,
    points=2,
    reference=schedules.stop_early,
    hints=(
        "Go through the losses once. What must you remember on the way? Two numbers are enough.",
        "The lowest loss so far, and how many epochs have passed since. A new lowest loss sets "
        "the second one back to 0.",
        "`enumerate(losses, start=1)` counts the epochs. Start with `lowest = np.inf` and "
        "`waited = 0`. In the loop: is it a new lowest loss, or one more epoch of waiting? Return "
        "the epoch when `waited` has reached `patience`; and what after the loop?",
    ),
    why="""Two numbers carry all that the rule needs from the past: the lowest loss so far and the
epochs since. A loss that only equals the lowest is no improvement. The rule ends a training
`patience` epochs *behind* its best one, so whoever wants the best weights has to keep a copy of
them.""",
)


@stop_early.cases
def _(rng):
    def entry(label, losses, patience, dtype=np.float64):
        args = {"losses": np.array(losses, dtype), "patience": patience}
        return Case(label, args, _stop, "stop_early(losses, patience)")

    yield entry("lowest after 3 of 7 epochs", [5, 4, 2, 3, 4, 5, 6], 2)
    yield entry("it falls to the end", [5, 4, 3, 2, 1], 2)
    yield entry("a bump before the lowest", [5, 3, 4, 2, 3, 1, 2, 3, 4, 5], 2)
    yield entry("falls again, but to no new low", [6, 2, 5, 4, 3, 2.5, 2.2, 1], 3)
    yield entry("the lowest comes a second time", [3, 1, 2, 1, 2, 1, 2], 3)
    yield entry("it never gets better than at first", [1, 2, 3, 4, 5], 3)
    yield entry("patience 1", [3, 2, 1, 1.5, 0.5], 1)
    yield entry("patience for more epochs than there are", [2, 1, 3, 4], 9)
    yield entry("one epoch", [0.7], 1)
    yield entry("losses as whole numbers", [9, 7, 8, 6, 7, 8, 9], 3)
    noisy = np.abs(np.linspace(-1, 1.5, 60)) + rng.normal(0, 0.1, 60) + 1
    yield entry("60 epochs with noise", noisy, 4)
    yield entry("60 epochs with noise, float32", noisy, 7, np.float32)


def _stop(answer, losses, patience):
    return answer(losses, int(patience))


def _stop_when(losses, patience, better, last=None):
    """Walk through the losses; better(losses, i) says whether epoch i is one to hope on."""
    waited = 0
    for i in range(len(losses)):
        waited = 0 if better(losses, i) else waited + 1
        if waited == patience:
            return i + 1
    return len(losses) if last is None else last


def _lowest(losses, i):
    return i == 0 or losses[i] < min(losses[:i])


@stop_early.mistake(
    "This is the epoch with the lowest loss. Nobody knows that it was the lowest until `patience` "
    "more epochs have gone by; wanted is the epoch after which the training ends."
)
def best_so_far(losses, patience):
    end = schedules.stop_early(losses, patience)
    return int(np.argmin(losses[:end])) + 1


@stop_early.mistake(
    "This is the epoch with the lowest loss of all. The rule goes from epoch to epoch and does not "
    "know the losses to come."
)
def best_of_all(losses, patience):
    return int(np.argmin(losses)) + 1


@stop_early.mistake(
    "The epochs are counted from 0 where it stops: that is the place in the list, and one less "
    "than the number of epochs."
)
def counted_from_zero(losses, patience):
    i = _stop_when(losses, patience, _lowest, last=-1)
    return len(losses) if i == -1 else i - 1


@stop_early.mistake(
    "This is one less than the number of epochs: the place of the last one in a list that starts "
    "at 0."
)
def last_place(losses, patience):
    return schedules.stop_early(losses, patience) - 1


@stop_early.mistake(
    "The first epoch counts as one of waiting here. It sets the lowest loss, so there is nothing "
    "yet to wait for."
)
def first_epoch_waits(losses, patience):
    return _stop_when(losses, patience, lambda L, i: i > 0 and L[i] < min(L[:i]))


@stop_early.mistake(
    "This adds the patience to the epoch with the lowest loss of all. The rule goes from epoch to "
    "epoch: it can end long before that one, and never after the last."
)
def best_of_all_and_patience(losses, patience):
    return best_of_all(losses, patience) + patience


@stop_early.mistake(
    "Each loss is compared with the one before it. It should be compared with the lowest so far: a "
    "loss that falls again, but not below that, is no progress."
)
def compared_with_the_one_before(losses, patience):
    return _stop_when(losses, patience, lambda L, i: i == 0 or L[i] < L[i - 1])


@stop_early.mistake(
    "The waiting adds up over the whole training. With each new lowest loss the patience is "
    "fresh again."
)
def never_fresh(losses, patience):
    worse = np.cumsum([not _lowest(losses, i) for i in range(len(losses))])
    return int(np.argmax(worse == patience)) + 1 if patience in worse else len(losses)


@stop_early.mistake(
    "A loss that only equals the lowest counts as progress here. A *new* lowest loss is below all "
    "before it."
)
def equal_is_better(losses, patience):
    return _stop_when(losses, patience, lambda L, i: i == 0 or L[i] <= min(L[:i]))


@stop_early.mistake(
    "It waits for one epoch too many: it should end as soon as `patience` epochs have brought "
    "nothing new."
)
def one_too_many(losses, patience):
    return schedules.stop_early(losses, patience + 1)


@stop_early.mistake(
    "It gives up one epoch too soon. Does the epoch with the lowest loss count as one of waiting?"
)
def one_too_soon(losses, patience):
    return schedules.stop_early(losses, patience - 1) if patience > 1 else 1


@stop_early.mistake(
    "It ends at the first epoch that brings no new lowest loss, whatever `patience` says."
)
def no_patience(losses, patience):
    return schedules.stop_early(losses, 1)


@stop_early.mistake("Where the patience never runs out, all epochs are run: return their number.")
def zero_at_the_end(losses, patience):
    return _stop_when(losses, patience, _lowest, last=0)


@stop_early.variant
def stopped_by_looking_back(losses, patience):
    for n in range(1, len(losses) + 1):
        if n - 1 - np.argmin(losses[:n]) >= patience:
            return n
    return len(losses)


@stop_early.variant
def stopped_by_comparing_minima(losses, patience):
    for n in range(patience + 1, len(losses) + 1):
        if min(losses[n - patience : n]) >= min(losses[: n - patience]):
            return n
    return len(losses)


@stop_early.variant
def stopped_with_the_best_epoch(losses, patience):
    lowest, best, epoch = losses[0], 0, 0
    while epoch < len(losses) and epoch - best < patience:
        epoch += 1
        if epoch < len(losses) and losses[epoch] < lowest:
            lowest, best = losses[epoch], epoch
    return min(epoch + 1, len(losses))


def _run(*names):
    """A use that runs a batch through layers with these activations."""

    def use(answer, X, *arrays):
        return answer(X, list(arrays), list(names))

    return use


run_layers = Exercise(
    id="07-run-layers",
    title="Read a description",
    minutes=8,
    difficulty=3,
    points=3,
    reference=keras_layout.run_layers,
    hints=(
        "Go through the layers. Each takes two arrays of the flat list and one name, and what it "
        "gives is the input of the next.",
        "For the layer with number i: which two places of the list are its own? "
        "`ACTIVATIONS[name]` is a function, which you can call at once.",
        "Start with `A = X`. `enumerate(activations)` gives each layer's number and name. In the "
        "loop two lines: pick W and b, then make the new A. Return it after the loop.",
    ),
    why="""A description is a list, and running it is a loop over that list. Nothing in it knows
whether it came from Keras or from us: the arrays carry the sizes, the names choose the functions.
The last layer is no exception; "linear" leaves its scores as they are, "softmax" makes
probabilities of them.""",
)


@run_layers.cases
def _(rng):
    def draw(N, sizes, dtype=np.float64):
        X = rng.normal(size=(N, sizes[0])).round(1).astype(dtype)
        return {"X": X, **_layers(rng, sizes, dtype)}

    one = {"X": np.array([[1.0, -2.0]]), "W_1": np.array([[1.0], [0.25]]), "b_1": np.array([0.1])}
    large = {"X": np.array([[1000.0], [-1000.0]]), "W_1": np.array([[1.0, -1.0, 0.5]])}
    whole = {"X": np.array([[1.0, 0], [2, -1], [-3, 1]]), "W_1": np.array([[1.0, -2], [3, 1]])}
    rows = [
        ("two layers: 3 inputs, 4 units, 2 units", draw(5, [3, 4, 2]), ["tanh", "softmax"]),
        ("one layer, a batch of one", one, ["sigmoid"]),
        ("two square layers", draw(4, [3, 3, 3]), ["relu", "sigmoid"]),
        ("three layers, float32", draw(6, [4, 5, 3, 2], np.float32), ["relu", "tanh", "linear"]),
        ("scores near ±1000", {**large, "b_1": np.zeros(3)}, ["softmax"]),
        ("whole numbers", {**whole, "b_1": np.array([1.0, 0])}, ["relu"]),
    ]
    for label, args, names in rows:
        shown = ", ".join(f'"{name}"' for name in names)
        result = f"run_layers(X, weights, [{shown}])"
        yield Case(label, args, _run(*names), result)


def _with(weights, activations, X, step):
    A = X
    for i, name in enumerate(activations):
        A = step(i, A, weights[2 * i], weights[2 * i + 1], keras_layout.ACTIVATIONS[name])
    return A


@run_layers.mistake("The biases are missing: add each layer's b to its scores.")
def without_biases(X, weights, activations):
    return _with(weights, activations, X, lambda i, A, W, b, f: f(A @ W))


@run_layers.mistake(
    "The last layer's activation is missing: these are its scores. The description gives it one "
    "too."
)
def last_without(X, weights, activations):
    return keras_layout.run_layers(X, weights, [*activations[:-1], "linear"])


@run_layers.mistake("No layer has its activation: these are scores of scores.")
def no_activation(X, weights, activations):
    return keras_layout.run_layers(X, weights, ["linear"] * len(activations))


@run_layers.mistake(
    "Only the last layer has its activation; the ones before it hand on bare scores. Every layer "
    "has one."
)
def activation_of_the_last_only(X, weights, activations):
    linear = ["linear"] * (len(activations) - 1)
    return keras_layout.run_layers(X, weights, [*linear, activations[-1]])


@run_layers.mistake(
    "All layers have the activation of the first. Each name belongs to its own layer."
)
def first_for_all(X, weights, activations):
    return keras_layout.run_layers(X, weights, [activations[0]] * len(activations))


@run_layers.mistake(
    "All layers have the activation of the last. Each name belongs to its own layer."
)
def last_for_all(X, weights, activations):
    return keras_layout.run_layers(X, weights, [activations[-1]] * len(activations))


@run_layers.mistake(
    "The activation stands before the product, on the layer's input. It belongs to the layer's "
    "scores, after the bias."
)
def activation_first(X, weights, activations):
    return _with(weights, activations, X, lambda i, A, W, b, f: f(A) @ W + b)


@run_layers.mistake(
    "The bias is added after the activation. It is part of the score that goes into it."
)
def bias_last(X, weights, activations):
    return _with(weights, activations, X, lambda i, A, W, b, f: f(A @ W) + b)


@run_layers.mistake("Only the first layer has been run. Return after the loop, not in it.")
def returned_in_the_loop(X, weights, activations):
    return keras_layout.run_layers(X, weights, activations[:1])


@run_layers.mistake(
    "From the second layer on, the wrong two arrays are taken: each layer's start one place "
    "further than those of the layer before. How many places does a layer fill?"
)
def one_place_a_layer(X, weights, activations):
    A = X
    for i, name in enumerate(activations):
        W, b = weights[i], weights[i + 1]
        A = keras_layout.ACTIVATIONS[name](A @ W + b)
    return A


@run_layers.mistake(
    "This is what comes of a list with all weights before all biases. In Keras's order each bias "
    "follows its own weights."
)
def places_of_another_library(X, weights, activations):
    n = len(weights) // 2
    A = X
    for i, name in enumerate(activations):
        A = keras_layout.ACTIVATIONS[name](A @ weights[i] + weights[n + i])
    return A


@run_layers.mistake(
    "Every layer was given X itself. What one layer gives is the input of the next."
)
def every_layer_sees_x(X, weights, activations):
    return _with(weights, activations, X, lambda i, A, W, b, f: f(X @ W + b))


@run_layers.mistake("The weights are transposed; W has the shape (D, H) and stands as it is.")
def weights_transposed(X, weights, activations):
    return _with(weights, activations, X, lambda i, A, W, b, f: f(A @ W.T + b))


@run_layers.variant
def run_by_pairs(X, weights, activations):
    for W, b, name in zip(weights[::2], weights[1::2], activations, strict=True):
        X = keras_layout.ACTIVATIONS[name](np.dot(X, W) + b)
    return X


@run_layers.variant
def run_by_calling_itself(X, weights, activations):
    if not activations:
        return X
    A = keras_layout.ACTIVATIONS[activations[0]](X @ weights[0] + weights[1])
    return run_by_calling_itself(A, weights[2:], activations[1:])


@run_layers.variant
def run_with_if(X, weights, activations):
    A = X
    for i in range(len(activations)):
        Z = A @ weights[2 * i] + weights[2 * i + 1]
        A = Z if activations[i] == "linear" else keras_layout.ACTIVATIONS[activations[i]](Z)
    return A
