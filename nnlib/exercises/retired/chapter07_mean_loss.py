"""The mean loss of all samples, from the means of unequal batches."""

import numpy as np

from nnlib.exercises._kinds import array_where, float32
from nnlib.functions import losses
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
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
    promises={
        "unequal sizes": array_where("sizes", lambda n: len(set(n)) > 1),
        "one batch": array_where("sizes", lambda n: len(n) == 1),
        "batches of one": array_where("sizes", lambda n: (n == 1).all()),
        "a smaller last batch": array_where(
            "sizes", lambda n: n[-1] < n[0] and (n[:-1] == n[0]).all()
        ),
        "float32": float32("losses"),
    },
    survivors={
        "losses @ (sizes / sizes.sum()) -> sizes / sizes.sum() @ losses": (
            "a dot product has no order"
        ),
    },
)


@exercise.cases
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


@exercise.wrong
class Mistakes:
    def mean_of_means(losses, sizes):
        """This is the plain mean of the batches' means: a batch of 8 counts as much as one of
        32. Every *sample* should count alike."""
        return np.mean(losses)

    def total(losses, sizes):
        """This is the sum over all samples. One step is left: divide by how many there are."""
        return np.sum(losses * sizes)

    def by_the_batches(losses, sizes):
        """The total of all samples is divided by the number of batches. Divide by the number of
        samples."""
        return np.mean(losses * sizes)

    def sizes_forgotten_above(losses, sizes):
        """The batches' means are added up and divided by the number of samples. They are means:
        first get each batch's own sum back, with its size."""
        return np.sum(losses) / np.sum(sizes)

    def sum_of_means(losses, sizes):
        """This is the sum of the batches' means. The loss of the whole is a mean as well."""
        return np.sum(losses)

    def divided_again(losses, sizes):
        """Each loss is divided by the size of its batch, but it is a mean already. Multiply
        instead, to get the batch's own sum back."""
        return np.sum(losses / sizes)

    def not_added_up(losses, sizes):
        """This is one number for each batch: its share of the result. Add the shares up."""
        return losses * sizes / np.sum(sizes)

    def divided_again_and_averaged(losses, sizes):
        """Each loss is divided by the size of its batch, but it is a mean already; and the batches
        are averaged, which makes them count alike. First get each batch's own sum back."""
        return np.mean(losses / sizes)

    def divided_twice(losses, sizes):
        """Each loss is divided by the size of its batch, but it is a mean already: multiply
        instead, to get the batch's own sum back."""
        return np.sum(losses / sizes) / np.sum(sizes)

    def upside_down(losses, sizes):
        """The fraction is upside down: the total loss stands above, the number of samples below."""
        return np.sum(sizes) / np.sum(losses * sizes)

    def by_the_losses(losses, sizes):
        """The total is divided by the sum of the losses. A mean divides by the number of what was
        added: the samples."""
        return np.sum(losses * sizes) / np.sum(losses)

    def mean_and_division(losses, sizes):
        """Two means are taken: `np.mean` has divided by the number of batches, and then comes the
        number of samples. Add up, and divide once."""
        return np.mean(losses * sizes) / np.sum(sizes)

    def mean_times_the_samples(losses, sizes):
        """The plain mean of the batches is multiplied by the number of all samples. Each batch's
        mean is to be multiplied by its own size, before anything is added."""
        return np.mean(losses) * np.sum(sizes)

    def whole_division(losses, sizes):
        """`//` drops what is behind the point. Divide with `/`."""
        return np.sum(losses * sizes) // np.sum(sizes)

    def last_batch_left_out(losses, sizes):
        """The last batch is left out. It is smaller, but its samples count like the others."""
        if len(losses) == 1:
            return np.float64(np.nan)
        return np.sum(losses[:-1] * sizes[:-1]) / np.sum(sizes[:-1])

    def returned_in_the_loop(losses, sizes):
        """Only the first batch is in the sum. Return after the loop, not in it."""
        return losses[0] * sizes[0] / np.sum(sizes)


@exercise.right
class Variants:
    def by_average(losses, sizes):
        """`np.average` takes weights and divides by their sum itself."""
        return np.average(losses, weights=sizes)

    def by_a_product(losses, sizes):
        return losses @ (sizes / sizes.sum())

    def in_a_loop(losses, sizes):
        total, n = 0.0, 0
        for loss, size in zip(losses, sizes, strict=True):
            total, n = total + float(loss) * int(size), n + int(size)
        return total / n

    def sample_by_sample(losses, sizes):
        """Each batch's loss is repeated for every one of its samples, and then the plain mean is
        right. This is what the weights mean, at the cost of a number for each sample."""
        return np.mean(np.repeat(losses, sizes))
