"""An array that remembers how it was computed: its sums and products, with rules for the way
back."""

import numpy as np

from nnlib.autodiff.tensor import Tensor
from nnlib.exercises._helpers import last_entry
from nnlib.exercises._kinds import array_where, single
from nnlib.exercises.chapter07._tensor_mistakes import Mistakes
from nnlib.exercises.chapter07._tensor_slips import Slips
from nnlib.exercises.chapter07._tensors import A, B, G, cases, counts, drawn
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="07-tensor",
    title="An array that remembers",
    minutes=10,
    difficulty=2,
    points=2,
    reference=Tensor,
    blank=("__add__", "__mul__"),
    rtol=1e-8,
    atol=1e-10,
    part=(
        "recording", "__array_ufunc__", "__init__", "__repr__", "as_tensor", "__add__", "__mul__",
        "__radd__", "__rmul__",
    ),
    shared=("recording",),
    hints=(
        "It's `Value` again, but where a local gradient stood, a number, there is now a function: "
        "it gets G, what arrives at the result, and returns what goes on to the parent.",
        "On the way back through a sum each parent gets what arrived, and through a product what "
        "arrived times the *other* factor, entry by entry.",
        "First make a Tensor of `other`, with `Tensor.as_tensor`. Then `return Tensor(..., (self, "
        'other), (lambda G: ..., lambda G: ...), "+")`.',
    ),
    why="""Each entry of the result was computed from one entry of each parent, so what goes on is,
entry by entry, what chapter 04's box handed back: upstream times local. A rule is a function
because the upstream gradient isn't known yet. It remembers the other *tensor*, since a function
that is made inside a method keeps the variables that were there, and looks into its data on the
way back. So nobody may change that data between the two.""",
    promises={
        "tables": array_where("a", lambda a: a.ndim == 2),
        "single numbers": single("a"),
        "three axes": array_where("a", lambda a: a.ndim == 3),
        "a plain array on the right": lambda case: case.label == "a plain array",
        "a plain array on the left": lambda case: case.label == "a plain array first",
        "the same Tensor twice": lambda case: case.label == "a tensor with itself",
        "a row for each row": lambda case: case.label.startswith("broadcast"),
        "results of boxes": lambda case: case.label == "results of boxes",
        "long decimals": lambda case: case.label == "long decimals",
        "nothing to be remembered": lambda case: case.label == "nothing recorded",
        "entries of 0": lambda case: case.label == "entries of 0",
    },
)  # fmt: skip

OPERATIONS = {"+": lambda a, b: a + b, "*": lambda a, b: a * b}


def _both(combine):
    return lambda Tensor, a, b: combine(Tensor(a, name="a"), Tensor(b, name="b"))


def _results(combine):
    """Both were computed from others, which have no part in this box."""

    def make(Tensor, a, b):
        first = Tensor(a, (Tensor(2 * a),), (lambda G: G / 2,), "/", "a")
        return combine(first, Tensor(b, (Tensor(3 * b),), (lambda G: G / 3,), "/", "b"))

    return make


def _plain(combine, *, first):
    def make(Tensor, a, b):
        t = Tensor(a, name="a")
        return combine(b, t) if first else combine(t, b)

    return make


def _unrecorded(combine):
    """How many parents and rules a result has that was made while nothing was to be remembered."""

    def use(Tensor, a, b):
        one, other = Tensor(a, name="a"), Tensor(b, name="b")
        with last_entry(Tensor, "recording", False):
            return counts(combine(one, other))

    return use


FORGETS = (
    "While the last entry of `recording` is False, a new Tensor remembers nothing, and yours does. "
    "The constructor sees to that: hand parents and rules over to it, `Tensor(…, parents, rules)`, "
    "and set none of them afterwards."
)


def _itself(combine):
    def make(Tensor, a):
        t = Tensor(a, name="a")
        return combine(t, t)

    return make


@exercise.cases
def _(rng):
    one, other, upstream = (drawn(rng, 2, 2, 3) for _ in range(3))
    row = np.array([2.0, -1.0, 0.5])
    for sign, combine in OPERATIONS.items():
        said, both = f"a {sign} b", _both(combine)
        numbers = {"a": np.array(3.0), "b": np.array(5.0), "G": np.array(2.0)}
        yield from cases("single numbers", numbers, both, said, sign)
        yield from cases("two tables", {"a": A, "b": B, "G": G}, both, said, sign)
        results = _results(combine)
        yield from cases("results of boxes", {"a": A, "b": B, "G": G}, results, said, sign)
        fine = {"a": A / 3, "b": B / 7, "G": G}
        yield from cases("long decimals", fine, both, said, sign)
        zeros = {"a": A * (A > 0), "b": B * (B != 5), "G": G}
        yield from cases("entries of 0", zeros, both, said, sign)
        yield from cases("three axes", {"a": one, "b": other, "G": upstream}, both, said, sign)
        yield from cases("broadcast, a row b", {"a": A, "b": row, "G": G}, both, said, sign, "b")
        plain = _plain(combine, first=False)
        yield from cases("a plain array", {"a": A, "b": B, "G": G}, plain, said, sign, "b")
        plain = _plain(combine, first=True)
        said = f"b {sign} a"
        yield from cases("a plain array first", {"a": A, "b": 2.0, "G": G}, plain, said, sign, "b")
        what, told = "What is kept", {"otherwise": FORGETS, "numbers": False}
        given = {"a": A, "b": B}
        yield Case("nothing recorded", given, _unrecorded(combine), what, sign, **told)
        said = f"a {sign} a"
        yield from cases("a tensor with itself", {"a": A, "G": G}, _itself(combine), said, sign)


exercise.wrong(Mistakes)
exercise.wrong(Slips)


@exercise.right
class Variants:
    class without_a_box_for_plain_arrays(Tensor):
        def __add__(self, other):
            if hasattr(other, "parents"):
                return Tensor(self.data + other.data, (self, other), (lambda G: G, lambda G: G))
            return Tensor(self.data + other, (self,), (lambda G: G,))

        def __mul__(self, other):
            if not hasattr(other, "parents"):
                return Tensor(self.data * other, (self,), (lambda G: G * other,))
            rules = (lambda G: G * other.data, lambda G: G * self.data)
            return Tensor(self.data * other.data, (self, other), rules)

    class by_the_class(Tensor):
        def __add__(self, other):
            other = other if isinstance(other, type(self)) else type(self)(other)
            rules = (lambda G: G, lambda G: G)
            return type(self)(self.data + other.data, (self, other), rules, "+")

        def __mul__(self, other):
            other = other if isinstance(other, type(self)) else type(self)(other)
            rules = (lambda G: G * other.data, lambda G: G * self.data)
            return type(self)(self.data * other.data, (self, other), rules, "*")

    class with_def(Tensor):
        """A rule may be a function with a name: `def` inside a method makes a new one at every
        call, and it remembers `self` and `other` as a `lambda` does."""

        def __add__(self, other):
            other = Tensor.as_tensor(other)

            def as_it_came(G):
                return G

            return Tensor(self.data + other.data, (self, other), (as_it_came, as_it_came), "+")

        def __mul__(self, other):
            other = Tensor.as_tensor(other)

            def to_self(G):
                return other.data * G

            def to_other(G):
                return self.data * G

            return Tensor(self.data * other.data, (self, other), (to_self, to_other), "*")

    class in_steps(Tensor):
        """First the array, then what is to be remembered, then the Tensor. It takes more lines, and
        each line says one thing."""

        def __add__(self, other):
            other = Tensor.as_tensor(other)
            total = np.add(self.data, other.data)
            rules = [lambda G: G, lambda G: G]
            return Tensor(total, [other, self], rules)

        def __mul__(self, other):
            other = Tensor.as_tensor(other)
            product = np.multiply(self.data, other.data)
            rules = [lambda G: G * self.data, lambda G: G * other.data]
            return Tensor(product, [other, self], rules)
