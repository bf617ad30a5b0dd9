"""The graph that plays: what it reads, where it places it, and which gradients it finds."""

import itertools
from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnlib.autodiff import Value, topological_order
from nnlib.widgets import GraphStepper
from nnlib.widgets.graph_layout import layout
from nnlib.widgets.graph_reading import MOST, read_graph, say


def named(value, name):
    value.name = name
    return value


def two_ways():
    """x = 2, h = x² = 4, L = h² + 4 h: to h the gradient comes as 8 + 4."""
    h = named(Value(2.0, name="x") ** 2, "h")
    return named(h**2 + h * 4, "L"), h


def some_graph(rng, n=13):
    """Values at random, all of which go into the result."""
    values = [Value(v) for v in rng.uniform(0.5, 1.5, 4)]
    while len(values) < n:
        a, b = (values[i] for i in rng.integers(len(values), size=2))
        kind = rng.integers(5)
        values.append([a + b, a * b, a - b * 2, a.tanh(), a.sigmoid()][kind])
    used = {id(p) for v in values for p in v.parents}
    ends = [v for v in values if id(v) not in used]
    return sum(ends[1:], ends[0])


class Plain(SimpleNamespace):
    """The least that a learner's own class has."""


def plain(data, *parents, local=()):
    return Plain(data=data, parents=parents, local_gradients=local)


@pytest.mark.parametrize("seed", range(20))
def test_it_finds_the_gradients_that_the_engine_finds(seed):
    value = some_graph(np.random.default_rng(seed))
    value.backward()
    figure = GraphStepper(value, step=-1)
    engine = [v.grad for v in topological_order(value)]
    np.testing.assert_allclose(figure.gradients, engine, rtol=1e-12, atol=1e-300)
    assert figure.disagreements == {}
    assert [node["data"] for node in figure.nodes] == [v.data for v in topological_order(value)]


@pytest.mark.parametrize("seed", range(20))
def test_values_stand_apart_and_right_of_their_parents(seed):
    order = topological_order(some_graph(np.random.default_rng(seed), n=26))
    parents = [[order.index(p) for p in value.parents] for value in order]
    places, bends = layout(parents)
    for n, mine in enumerate(parents):
        for p in mine:
            assert places[p][0] < places[n][0]
            assert [at for at, _ in bends[p, n]] == [*np.arange(places[p][0] + 1, places[n][0])]
    for (column, height), (other, another) in itertools.combinations(places, 2):
        assert column != other or abs(height - another) > 0.999
    assert min(height for _, height in places) >= 0


def test_a_chain_is_straight_and_a_tree_has_no_crossing():
    w, x, b, y = (Value(v, name=n) for v, n in zip([1, 2, -3, 1], "wxby", strict=True))
    figure = GraphStepper(((w * x + b).sigmoid() - y) ** 2)
    at = {node["label"]: place for node, place in zip(figure.nodes, figure.places, strict=True)}
    heights = [h for label, (_, h) in at.items() if " " in label or "²" in label]
    assert max(heights) - min(heights) < 0.15
    assert at["w"][1] < at["x"][1] < at["b"][1]
    assert at["b"][0] == at["w × x"][0]  # an input stands right before its use


def test_a_result_that_is_an_input_is_a_graph_too():
    assert repr(GraphStepper(Value(3.0, name="x"), step=-1)) == "step 1 of 1: x = 3; gradients: x 1"


def test_each_step_finds_one_number():
    value, _ = two_ways()
    figure = GraphStepper(value)
    assert repr(figure) == "step 0 of 11: x = 2, 4"
    figure.step = 4
    assert repr(figure) == "step 4 of 11: x = 2, h = 4, h² = 16, 4, h × 4 = 16, L = 32"
    for step, gradients in [(5, "L 1"), (8, "L 1, h × 4 1, h² 1, h 4"), (10, "h² 1, h 12")]:
        figure.step = step
        assert repr(figure).endswith(gradients)
    figure.step = 11
    assert repr(figure).endswith("h 12, x 48")


def test_an_engine_that_forgets_a_share_is_told():
    value, h = two_ways()
    value.backward()
    assert GraphStepper(value).disagreements == {}
    h.grad = 8.0
    figure = GraphStepper(value, step=-1)
    assert figure.disagreements == {"h": (8.0, 12.0)}
    assert repr(figure).endswith("; h: the engine says 8, the shares add up to 12")
    figure.step = 0
    assert "engine" not in repr(figure)


def test_a_figure_that_only_goes_forward_knows_no_gradient():
    value, _ = two_ways()
    figure = GraphStepper(value, step=-1, back=False)
    assert repr(figure) == "step 4 of 4: x = 2, h = 4, h² = 16, 4, h × 4 = 16, L = 32"
    drawn = Figure()
    figure.draw(drawn)
    words = [text.get_text() for text in drawn.axes[0].texts]
    assert "L = 32" in words
    assert not any("grad" in text for text in words)


def test_before_backward_there_is_nothing_to_compare():
    value, _ = two_ways()
    assert GraphStepper(value).disagreements == {}


def test_a_learners_own_class_is_drawn():
    a, b = plain(2), plain(np.float64(3))
    figure = GraphStepper(plain(6, a, b, local=[3.0, 2.0]), step=-1)
    assert repr(figure) == "step 4 of 4: 2, 3, ?(2, 3) = 6; gradients: ?(2, 3) 1, 3 2, 2 3"


def test_numbers_are_said_as_briefly_as_they_can_be():
    said = [say(v) for v in [2.0, -0.0, 0.25, 1 / 3, -1234.5678, 3e-5, -2.6e7]]
    assert said == ["2", "0", "0.25", "0.333", "-1234.568", "3e-5", "-3e7"]


def test_operations_are_written_as_in_a_formula():
    a, b = Value(2.0, name="a"), Value(3.0, name="b")
    formulas = {
        "a + b": a + b,
        "(a + b) × a": (a + b) * a,
        "(a − b)²": (a - b) ** 2,
        "a⁻¹": a**-1,
        "a^0.5": a**0.5,
        "−a": -a,
        "max(a, b)": a.max(b),
        "tanh(a × b)": (a * b).tanh(),
        "a × b + a": a * b + a,
        "the box +": a * b + a * b + a * b + a,
    }
    assert [read_graph(v)[-1].label for v in formulas.values()] == [*formulas]


def test_the_first_editions_four_numbers_still_make_their_graph():
    figure = GraphStepper(1.5, 2.0, -3.5, 1.0, step=-1)
    assert "a = 0.378" in repr(figure)
    assert "w -0.293" in repr(figure)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: 3.0, "this float has no data and no parents and no local_gradients"),
        (lambda: Plain(data=1, parents=()), "this Plain has no local_gradients"),
        (lambda: Plain(data=1, parents=set(), local_gradients=()), "this Plain has a set"),
        (lambda: plain(6, plain(2), plain(3), local=[3.0]), "'6' has 2 parents and 1 local"),
        (lambda: plain(np.ones(3)), "data has to be a finite number"),
        (lambda: plain(1, plain(2), local=[np.nan]), "local_gradients has to be a finite"),
        (lambda: sum(Value(float(v)) for v in range(MOST)), f"more than {MOST} values"),
    ],
)
def test_what_is_no_graph_gets_a_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        GraphStepper(make())


def test_a_circle_gets_a_sentence():
    a = plain(1)
    a.parents, a.local_gradients = (plain(1, a, local=[1.0]),), (1.0,)
    with pytest.raises(ValueError, match="in a circle"):
        GraphStepper(a)
