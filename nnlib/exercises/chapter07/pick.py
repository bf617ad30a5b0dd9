"""Entries that are picked by their places, and what goes back to them."""

import numpy as np

from nnlib.autodiff.tensor import Entries, Tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter07._tensors import A, boxed, cases, drawn, looks, without_commas
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="07-pick",
    title="Entries by their places",
    minutes=14,
    difficulty=4,
    points=3,
    reference=Entries,
    blank=("pick",),
    hints=(
        "What was picked gets back what arrives, and what wasn't picked gets 0. So begin with an "
        "array of zeros, of the parent's shape.",
        "Now put G where it came from. Try it with a place that is picked twice: on the way "
        "back two gradients arrive there. How many of them are left in your array?",
        "NumPy reads and writes `back[where] += G` as one go for all places, so a place that "
        "is named twice keeps the last one. Among the methods of `np.add` is `np.add.at`, which "
        "works through them one by one; look it up with `help(np.add.at)`.",
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
    listed = {"a": A, "row": 1, "columns": np.array([2, 2, 0]), "G": np.array([1.0, 10.0, 100.0])}
    said = "a.pick((row, columns))"
    yield from cases("a list of columns, one of them twice", listed, _in_a_list, said, "pick")


class _Other(Entries):
    def box(self, where, rule):
        return Tensor(self.data[where], (self,), (rule,), "pick")

    def __getitem__(self, where):
        return self.pick(where)


@exercise.wrong
class Mistakes:
    class once_for_all(_Other):
        """Right as long as no place is picked twice. `back[where] += G` adds to each place only
        once, so of several gradients that arrive there one is left. They should all be added."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                back[where] += G
                return back

            return self.box(where, rule)

    class picked_again(_Other):
        """On the way back something is picked from G. G has the shape of what was picked; it
        belongs to the places it came from, in an array of zeros of the parent's shape."""

        def pick(self, where):
            return self.box(where, lambda G: G)

    class ones_at_the_places(_Other):
        """There are ones, or counts, at the picked places, whatever G is. What goes back to a place
        is what arrives for it."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                np.add.at(back, where, 1.0)
                return back

            return self.box(where, rule)

    class everywhere(_Other):
        """Entries that nobody picked get something back. If one of them moves, the result doesn't:
        0."""

        def pick(self, where):
            def rule(G):
                back = np.full(self.data.shape, G.mean())
                back[where] = G
                return back

            return self.box(where, rule)

    class times_the_data(_Other):
        """What goes back is multiplied by the picked entries. If a picked entry grows by 0.01, the
        result grows by 0.01."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                np.add.at(back, where, G * self.data[where])
                return back

            return self.box(where, rule)

    class means_of_twins(_Other):
        """Where a place was picked several times, this is the mean of what arrives. All of it goes
        back: the sum."""

        def pick(self, where):
            def rule(G):
                back, n = np.zeros_like(self.data), np.zeros_like(self.data)
                np.add.at(back, where, G)
                np.add.at(n, where, 1.0)
                return back / np.maximum(n, 1)

            return self.box(where, rule)

    class kept_between_calls(_Other):
        """Right once. The array of zeros is made when the entries are picked, outside the rule, so
        if `backward` is called a second time, the rule adds to what the first call has left in it.
        Make the zeros inside the rule."""

        def pick(self, where):
            back = np.zeros_like(self.data)

            def rule(G):
                np.add.at(back, where, G)
                return back

            return self.box(where, rule)

    class zeros_like_what_arrived(_Other):
        """The zeros have the shape of G. What goes back has an entry for each of the *parent's*,
        and the places are places in the parent: zeros of its shape."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(G)
                np.add.at(back, where, G)
                return back

            return self.box(where, rule)

    class added_to_the_data(_Other):
        """What arrives is added to the data. Gradients go into an array of their own, which begins
        with zeros."""

        def pick(self, where):
            def rule(G):
                back = self.data.copy()
                np.add.at(back, where, G)
                return back

            return self.box(where, rule)

    class in_whole_numbers(_Other):
        """The gradients have lost what is behind the point: the zeros that they are added to are
        integers."""

        def pick(self, where):
            def rule(G):
                back = np.zeros(self.data.shape, dtype=int)
                np.add.at(back, where, G)
                return back

            return self.box(where, rule)

    class an_array_comes_back(_Other):
        """What was picked is a plain array, which remembers nothing. Make a new Tensor of it, with
        its parent and a rule, each in a tuple, `(self,)`."""

        def pick(self, where):
            return self.data[where]

    class brackets_for_the_data(Entries):
        """`pick` is right, but square brackets don't call it: they hand out a plain array, which
        remembers nothing. `__getitem__ = pick`, as it was given, makes the two the same."""

        def __getitem__(self, where):
            return self.data[where]

    class nothing_written(_Other):
        """Nothing goes back but zeros. `back[where]` with several places is a copy, and what is
        added to that never comes into `back`. `np.add.at` takes `back` itself, and the places."""

        def pick(self, where):
            return self.box(where, lambda G: np.zeros_like(self.data))

    class written_into_views(_Other):
        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                picked = back[where]
                picked += G
                return back

            return self.box(where, rule)

    nothing_written = spelled(nothing_written, written_into_views)
    del written_into_views

    class picked_from_upstream(_Other):
        """The places are looked up in G. They are places in the *parent*: G has an entry for each
        pick, in the order of the picks, and goes there as it is."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                back[where] = G[where]
                return back

            return self.box(where, rule)

    class a_mask(_Other):
        """A table with ones at the picked places is multiplied by G, but G has one entry for each
        *pick* and doesn't lie over the table. Put each where it came from."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                back[where] = 1
                return back * G

            return self.box(where, rule)

    class places_in_one_row(_Other):
        """`np.put` takes the array for one long row, and the places for places in that. Here they
        are rows, or rows and columns: `np.add.at` takes them as square brackets do."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                np.put(back, where, G)
                return back

            return self.box(where, rule)

    class all_of_it_everywhere(_Other):
        """Each picked place gets the sum of all that arrives. It gets only what arrives for *it*:
        hand G over to `np.add.at` as it is."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                np.add.at(back, where, np.sum(G))
                return back

            return self.box(where, rule)

    a_tuple_without_its_comma = without_commas(Entries, "pick", "__getitem__")

    class without_rules(_Other):
        """The new Tensor has forgotten where it comes from: hand over the parent and its rule, each
        in a tuple, `(self,)`."""

        def pick(self, where):
            return Tensor(self.data[where])


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
