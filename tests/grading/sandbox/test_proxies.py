"""A function, a class or an object in the child can be used as if it were here."""

import numpy as np
import pytest

from nnlib.grading.sandbox.link import ChildGone, Link


@pytest.fixture
def link(sandbox):
    with Link(sandbox) as link:
        yield link


def test_a_proxy_of_an_object_has_its_attributes_and_methods(link):
    link.run(
        """
class Counter:
    def __init__(self, start): self.n = start
    def add(self, k=1): self.n = self.n + k; return self
    def fails(self): return self.nothing
def make(): return Counter(np.ones(2))
""".replace("np", "__import__('numpy')"),
        "cell 1",
        10,
    )
    Counter = link.look("Counter")
    assert isinstance(Counter, type)
    assert Counter.__name__ == "Counter"
    counter = Counter(3)
    assert isinstance(counter, Counter)
    assert counter.n == 3
    counter.add(k=4)
    assert counter.add().n == 8
    counter.n = np.arange(3)
    assert counter.n.tolist() == [0, 1, 2]
    assert type(link.look("make")()).__name__ == "Counter"
    with pytest.raises(AttributeError) as caught:
        counter.fails()
    assert caught.value.name == "nothing"
    assert type(caught.value.obj).__name__ == "Counter"
    assert caught.value.own_line == ("line 5: def fails(self): return self.nothing", "fails")
    with pytest.raises(AttributeError):
        _ = counter.missing


def test_arguments_changed_in_place_are_changed_here_too(link):
    link.run(
        """
def change(params, grads, x):
    params["W"] -= grads["W"]
    params["b"] = params["W"][0]
    del params["old"]
    x += 1
""",
        "cell 1",
        10,
    )
    W, x = np.ones((2, 2)), np.zeros(3, np.float32)
    params = {"W": W, "old": np.zeros(1)}
    link.look("change")(params, {"W": np.full((2, 2), 0.25)}, x)
    assert list(params) == ["W", "b"]
    assert params["W"] is W  # the very array, changed
    assert W.tolist() == [[0.75, 0.75], [0.75, 0.75]]
    assert params["b"].tolist() == [0.75, 0.75]
    assert x.tolist() == [1, 1, 1]


def test_entries_of_lists_replaced_there_are_replaced_here_too(link):
    link.run(
        """
def change(params, losses):
    W, b = params[0]
    params[0] = (W + 1, b)
    params.reverse()
    losses.append(0.5)
    return params
""",
        "cell 1",
        10,
    )
    first, second = (np.zeros(2), np.ones(3)), (np.full(2, 5.0), np.full(3, 7.0))
    params, losses = [first, second], []
    link.look("change")(params, losses)
    assert params[0] is second  # the very pair
    assert params[1][0].tolist() == [1, 1]
    assert params[1][1] is first[1]  # the very array, in a new pair
    assert first[0].tolist() == [0, 0]
    assert losses == [0.5]


def test_a_list_may_be_changed_before_and_after_a_question_to_us(link):
    def ours(params):
        seen.append(len(params))

    seen = []
    link.offer({"ours": ours})
    code = "def f(params):\n  params.pop(0)\n  ours(params)\n  params.append(params[0])"
    link.run(code, "cell 1", 10)
    x, y = np.zeros(1), np.ones(1)
    params = [x, y]
    link.look("f")(params)
    assert seen == [1]
    assert [part is y for part in params] == [True, True]


def test_an_argument_that_comes_back_is_the_very_array(link):
    link.run("def f(x, y): x += 1; return [x, (y, y + 0)]", "cell 1", 10)
    x, y = np.zeros(2), np.ones(2)
    one, (other, copy) = link.look("f")(x, y)
    assert one is x
    assert x.tolist() == [1, 1]
    assert other is y
    assert copy is not y


def test_a_generator_of_random_numbers_moves_on_here_too(link):
    link.run("def f(rng): return np.random.default_rng(rng).random(3)", "cell 1", 10)
    link.offer({}, "import numpy as np", ["np"])
    here, there = np.random.default_rng(3), np.random.default_rng(3)
    for _ in range(2):
        assert link.look("f")(there).tolist() == here.random(3).tolist()
    assert there.integers(10**9) == here.integers(10**9)


def test_an_argument_that_comes_back_again_and_again_is_too_much(link):
    link.run("def f(x): return [x] * 1000", "cell 1", 10)
    assert len(link.look("f")(np.zeros(10))) == 1000
    with pytest.raises(ChildGone, match="more arrays than a message may hold"):
        link.look("f")(np.zeros(100_000))


def test_a_list_that_has_grown_beyond_measure_is_told_by_its_first_entries(link):
    link.run("def f(x): x.extend(range(10**6))", "cell 1", 10)
    given = [7]
    link.look("f")(given)
    assert given[0] == 7
    assert 1 < len(given) < 10**4


def test_the_child_calls_a_function_of_ours_and_sees_its_errors(link):
    def half(x, *, add=0.0):
        if np.size(x) == 0:
            raise ValueError("nothing to halve")
        return x / 2 + add

    link.offer({"half": half})
    code = "def f(x): return half(half(x), add=1.0)\ndef g(h, x): return h(x) + h(x)"
    link.run(code, "cell 1", 10)
    assert link.look("f")(np.array([4.0])).tolist() == [2.0]
    assert link.look("g")(half, 3.0) == 3.0
    with pytest.raises(ValueError, match="nothing to halve"):
        link.look("f")(np.zeros(0))


def test_what_is_printed_in_a_call_is_passed_on_and_in_a_cell_is_not(link, capsys):
    link.run("print('cell')\ndef f(): print('call' * 10_000)", "cell 1", 10)
    assert capsys.readouterr().out == ""
    link.look("f")()
    assert capsys.readouterr().out == ("call" * 10_000)[:2000]


def test_a_link_that_is_closed_says_so(link):
    link.run("def f(): return 1", "cell 1", 10)
    f = link.look("f")
    link.close()
    with pytest.raises(RuntimeError, match="it was put away"):
        f()


def test_a_transposed_array_stays_one_on_its_way_to_the_child(link):
    """Else an answer that works on x.ravel() would be wrong beside the judge and right here."""
    link.run("def f(x): x.ravel()[:] = 0; return x", "cell 1", 10)
    table = np.arange(6.0).reshape(3, 2)
    assert link.look("f")(table.T).any()
    assert not link.look("f")(table.copy()).any()
