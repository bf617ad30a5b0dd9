"""The length of all gradients of a network, as one arrow."""

import itertools

import numpy as np

from nnlib.by_hand import mlp
from nnlib.exercises._helpers import pairs_of
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-gradient-norm",
    title="How long is the gradient?",
    minutes=5,
    difficulty=2,
    points=2,
    reference=mlp.gradient_norm,
    hints=(
        "Think of all the gradients, weights and biases of all layers, as one long arrow. How long "
        "is it, by Pythagoras?",
        "Square every entry, add up *everything*, and take one root at the very end.",
        "Go through the pairs of the list in a loop; for each pair add `np.sum(...)` of both "
        "squared arrays to a total.",
    ),
    why="""All entries of all gradients together are one arrow with hundreds of components, and
its length is the root of the sum of their squares. The root comes once: the lengths of the parts do
not add up to the length of the whole, as little as the two short sides of a triangle add up to
the long one.""",
)


def _of_layers(answer, *arrays):
    """Pack arrays into the list of pairs that a network's gradients are."""
    return answer(pairs_of(arrays))


@exercise.cases
def _(rng):
    def draw(*sizes, dtype=np.float64):
        names = ("dW1", "db1", "dW2", "db2", "dW3", "db3")
        arrays = []
        for D, H in itertools.pairwise(sizes):
            arrays += [rng.normal(size=(D, H)).astype(dtype), rng.normal(size=H).astype(dtype)]
        return dict(zip(names, arrays, strict=False))

    def case(label, arrays):
        pairs = ", ".join(f"(dW{i + 1}, db{i + 1})" for i in range(len(arrays) // 2))
        return Case(label, arrays, _of_layers, f"gradient_norm([{pairs}])")

    small = {"dW1": np.array([[2.0], [1.0]]), "db1": np.array([2.0])}
    yield case("one small layer", small)
    yield case("two layers", draw(4, 3, 2))
    yield case("three layers", draw(3, 5, 2, 4))
    whole = {"dW1": np.array([[1.0, -4], [0, 3]]), "db1": np.array([-1.0, 1])}
    yield case("whole numbers", whole)
    yield case("float32", draw(5, 4, 3, dtype=np.float32))
    zeros = {"dW1": np.zeros((2, 3)), "db1": np.zeros(3)}
    yield case("all zeros", zeros)


def _parts(grads):
    return [part for pair in grads for part in pair]


@exercise.wrong
class Mistakes:
    def weights_alone(grads):
        """The biases are missing: each pair holds two gradients."""
        return np.sqrt(sum(np.sum(dW**2) for dW, _ in grads))

    def biases_alone(grads):
        """The weights are missing: each pair holds two gradients."""
        return np.sqrt(sum(np.sum(db**2) for _, db in grads))

    def without_the_root(grads):
        """The root is missing: this is the square of the length."""
        return sum(np.sum(part**2) for part in _parts(grads))

    def sum_of_lengths(grads):
        """The lengths of the parts are added up. Add up the *squares* of everything first, and
        take one root at the end."""
        return sum(np.sqrt(np.sum(part**2)) for part in _parts(grads))

    def sum_of_layer_lengths(grads):
        """The lengths of the layers are added up. Add up the squares of *all* layers, and take
        one root at the end."""
        return sum(np.sqrt(np.sum(dW**2) + np.sum(db**2)) for dW, db in grads)

    def root_of_the_sum_of_lengths(grads):
        """The lengths of the parts are added up, and then comes another root. What adds up are
        the *squares* of the lengths."""
        return np.sqrt(sum(np.sqrt(np.sum(part**2)) for part in _parts(grads)))

    def the_largest_size(grads):
        """This is the largest entry, its sign aside. Every entry makes the arrow longer: take
        them all."""
        return max(np.max(np.abs(part)) for part in _parts(grads))

    def the_largest_entry(grads):
        """This is the largest entry. Every entry makes the arrow longer, negative ones too:
        take them all."""
        return max(np.max(part) for part in _parts(grads))

    def first_layer_alone(grads):
        """Only the first layer is measured. Go through the whole list."""
        return mlp.gradient_norm(grads[:1])

    def last_layer_alone(grads):
        """Only the last layer is measured: earlier ones must stay in the total."""
        return mlp.gradient_norm(grads[-1:])

    def root_of_the_mean(grads):
        """This is the root of the *mean* square. The length takes the sum: more entries, longer
        arrow."""
        return mlp.gradient_norm(grads) / np.sqrt(sum(part.size for part in _parts(grads)))

    def biases_spread_over_the_rows(grads):
        """The biases are counted once for each *row* of the weights: adding the two arrays has
        spread them. Sum up each of the two on its own."""
        return np.sqrt(sum(np.sum(dW**2 + db**2) for dW, db in grads))

    def squares_of_sums(grads):
        """Each array is summed up before it is squared, so that signs cancel. Square every
        entry first."""
        return np.sqrt(sum(np.sum(part) ** 2 for part in _parts(grads)))

    def means_of_parts(grads):
        """These are *means* of squares, one of each array. The length takes sums: more entries,
        longer arrow."""
        return np.sqrt(sum(np.mean(part**2) for part in _parts(grads)))

    def the_list_as_an_array(grads):
        """NumPy cannot make one array of this list: its parts have different shapes. Square and
        add up each part on its own."""
        return np.linalg.norm(grads)

    def sum_of_entries(grads):
        """The entries are added without being squared, so that signs cancel."""
        return sum(np.sum(part) for part in _parts(grads))

    def sum_of_sizes(grads):
        """Absolute values are added up. That is a length too, but walked along the axes: use
        squares and a root."""
        return sum(np.sum(np.abs(part)) for part in _parts(grads))


@exercise.right
class Variants:
    def of_one_long_arrow(grads):
        return np.linalg.norm(np.concatenate([np.ravel(part) for part in _parts(grads)]))

    def in_a_loop(grads):
        total = 0.0
        for dW, db in grads:
            total += float((dW * dW).sum()) + float(db @ db)
        return total**0.5

    def of_norms(grads):
        return np.linalg.norm([np.linalg.norm(part) for part in _parts(grads)])
