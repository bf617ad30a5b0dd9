"""How benchmarks measure: interleaved, and ratios of the same round."""

import itertools

import pytest

from benchmarks.measuring import goal, interleave, met, ratio


def test_functions_take_turns_and_each_gets_its_own_seconds():
    ticks, calls = itertools.count(), []

    def slow():
        calls.append("slow")
        next(ticks)
        next(ticks)

    seconds = interleave(
        {"slow": slow, "quick": lambda: calls.append("quick")}, 2, clock=lambda: next(ticks)
    )
    assert calls == ["slow", "quick", "slow", "quick"]
    assert seconds == {"slow": [3, 3], "quick": [1, 1]}


def test_a_function_may_measure_itself():
    assert interleave({"one": lambda: 0.25}, 2) == {"one": [0.25, 0.25]}


def test_a_ratio_is_the_median_of_the_rounds_ratios():
    assert ratio([1, 20, 3], [2, 10, 3]) == 1


@pytest.mark.parametrize(("ratio", "reached"), [(0.6, True), (0.61, False)])
def test_a_goal_is_reached_or_missed(ratio, reached):
    assert met({"ratio": ratio, "goal": 0.6}) == reached


@pytest.mark.parametrize(("ratio", "reached"), [(0.8, False), (0.9, True), (1.2, False)])
def test_a_goal_on_both_sides_can_be_missed_on_both(ratio, reached):
    figure = {"ratio": ratio, "least": 0.87, "goal": 1.15}
    assert goal(figure) == "at least 0.87 and at most 1.15"
    assert met(figure) == reached
