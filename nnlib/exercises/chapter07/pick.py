"""Entries that are picked by their places, and what goes back to them."""

import numpy as np

from nnlib.autodiff.tensor import Entries, Tensor
from nnlib.exercises.chapter07._pick_mistakes import Mistakes
from nnlib.exercises.chapter07._pick_slips import Slips
from nnlib.exercises.chapter07._tensors import A, boxed, cases, drawn, looks
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="07-pick",
    title="Entries by their places",
    minutes=14,
    difficulty=4,
    points=3,
    reference=Entries,
    blank=("pick",),
    rtol=1e-8,
    atol=1e-10,
    hints=(
        "Begin with an array of zeros, of the parent's shape, and put G where it came from. Then "
        "try it with a place that is picked twice: how many of its two gradients are left?",
        "NumPy reads and writes `back[where] += G` in one go for all places, so a place that is "
        "named twice keeps the last one only.",
        "Among the methods of `np.add` is `np.add.at`, which works through the places one by one; "
        "look it up with `help(np.add.at)`.",
    ),
    why="""Picking is copying: an entry that is picked twice goes two ways, and two gradients come
back. `back[where] += G` reads all the places first, adds, and writes them, so of two gradients at
the same place only the last survives. It's the `=` for `+=` of chapter 04 again, in a line that
has a `+=` in it. `np.add.at` adds one after the other. Embedding tables of language models live on
this rule: every word of a text picks its row, and frequent words pick the same row again and
again.""",
    distractors=("    back[where] += G",),
    promises={
        "a label for each row": lambda case: case.label.startswith("a label for each"),
        "whole rows": lambda case: "rows" in case.label,
        "a place twice": lambda case: "twice" in case.label,
        "one row": lambda case: case.label.startswith("row"),
        "a single entry": lambda case: case.label.startswith("a single"),
        "several tables": lambda case: case.label.startswith("a table of places"),
        "a rule that is called twice": lambda case: case.label.endswith("backward twice"),
        "square brackets": lambda case: case.label.endswith("in square brackets"),
        "long decimals": lambda case: case.label.endswith("long decimals"),
        "a mask": lambda case: case.label == "a mask",
        "places in a list": lambda case: case.label.startswith("a list"),
    },
)


def _picked(Boxes, a, *where):
    *where, last = where
    return boxed(Boxes, a).pick((*where, last) if where else last)


def _in_brackets(Boxes, a, rows, columns):
    return boxed(Boxes, a)[rows, columns]


def _in_a_list(Boxes, a, row, columns):
    return boxed(Boxes, a).pick((row, [int(j) for j in columns]))


@exercise.cases
def _(rng):
    y = rng.integers(0, 3, size=4)
    long = drawn(rng, 4, 3)
    for label, a, where in [
        ("a label for each row", A, (np.arange(2), np.array([2, 0]))),
        ("a label for each row, drawn", long, (np.arange(4), y)),
        ("rows 1 and 0", A, (np.array([1, 0]),)),
        ("a row twice, of two rows", A, (np.array([1, 1]),)),
        ("rows, one of them twice", long, (np.array([2, 0, 2, 3]),)),
        ("an entry twice", A, (np.array([0, 1, 0]), np.array([2, 0, 2]))),
        ("row 1", A, (1,)),
        ("a single entry", A, (1, 2)),
        ("a table of places, rows twice", long, (np.array([[0, 3], [3, 3]]),)),
    ]:
        names = ("rows", "columns")[: len(where)]
        shape = a[where].shape
        G = drawn(rng, *shape) if shape else np.array(4.0)
        given = {"a": a, **dict(zip(names, where, strict=True)), "G": G}
        said = f"a.pick(({', '.join(names)}))"
        yield from cases(label, given, _picked, said, "pick")
        if "drawn" in label or "them twice" in label:
            result = f"What goes back from {said} to a the second time that its rule is called"
            yield Case(f"{label}, backward twice", given, looks(_picked)["again"], result, "pick")
    labels = {"a": A, "rows": np.arange(2), "columns": np.array([2, 0]), "G": np.array([4.0, -1.0])}
    label = "a label for each row, in square brackets"
    yield from cases(label, labels, _in_brackets, "a[rows, columns]", "pick")
    fine = {"a": A / 3, "rows": np.array([1, 0, 1]), "G": drawn(rng, 3, 3) / 3}
    yield from cases("rows of long decimals", fine, _picked, "a.pick((rows))", "pick")
    mask = {"a": A, "mask": A > 0.7, "G": np.array([1.0, 10.0, 100.0])}
    yield from cases("a mask", mask, _picked, "a.pick(mask)", "pick")
    listed = {"a": A, "row": 1, "columns": np.array([2, 2, 0]), "G": np.array([1.0, 10.0, 100.0])}
    said = "a.pick((row, columns))"
    yield from cases("a list of columns, one of them twice", listed, _in_a_list, said, "pick")


exercise.wrong(Mistakes)
exercise.wrong(Slips)


@exercise.right
class Variants:
    class with_a_table_of_ones(Entries):
        """Picking as a matrix product: a table with a 1 for each pick, and its transpose on the way
        back. It shows that picking is linear, and costs a table of picks times entries."""

        def pick(self, where):
            places = np.arange(self.data.size).reshape(self.data.shape)[where]
            ones = np.eye(self.data.size)[np.ravel(places)]

            def rule(G):
                return (np.ravel(G) @ ones).reshape(self.data.shape)

            picked = (ones @ np.ravel(self.data)).reshape(np.shape(places))
            return Tensor(picked, (self,), (rule,), "pick")

    class with_bincount(Entries):
        """`np.bincount` with weights adds up what arrives at each place, counted through all
        entries. For many picks it's faster than `np.add.at`."""

        def pick(self, where):
            places = np.arange(self.data.size).reshape(self.data.shape)[where]

            def rule(G):
                sums = np.bincount(np.ravel(places), np.ravel(G), self.data.size)
                return sums.reshape(self.data.shape)

            return Tensor(self.data[where], (self,), (rule,), "pick")
