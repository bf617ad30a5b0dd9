"""Contestants in processes of their own, and what their seconds are summed up to."""

import os

import pytest

from benchmarks import as_it_comes
from benchmarks.as_it_comes import ALL, BARE, BETTER, ONE, OURS, PIECE


def row(**seconds):
    """Two rounds of seconds; what isn't given takes a second."""
    names = (OURS, OURS + ONE, PIECE, ALL, "nnlib, layers", "nnlib, layers" + ONE, BARE, BARE + ONE)
    return {name: [1.0, 1.0] for name in names} | seconds


def test_a_share_takes_both_sides_on_one_thread_or_both_as_they_come():
    wall = {"idle": {"32": row(**{OURS: [3.0, 5.0], OURS + ONE: [9.0, 9.0], BARE: [2.0, 2.0]})}}
    processor = {"idle": {"32": row(**{OURS + ONE: [1.0, 2.0]})}}
    shares = as_it_comes.summary(wall, processor)["shares"]["32"][OURS]
    assert shares == {BARE: 2.0, BARE + ONE: 1.5}


def test_the_better_of_one_and_all_threads_is_taken_in_each_round():
    found = {"busy": {"32": row(**{OURS: [2.0, 2.0], PIECE: [1.0, 4.0], ALL: [8.0, 2.0]})}}
    summary = as_it_comes.summary({"idle": {}, **found}, {"idle": {}})
    assert summary["against the better"]["busy"] == {"32": 1.5}
    (figure,) = as_it_comes.figures(summary)
    assert (figure["against"], figure["ratio"]) == (BETTER, 1.5)


def test_every_figure_has_its_goal_and_both_columns():
    found = {"idle": {"128": row(**{OURS + ONE: [4.0, 4.0]})}}
    summary = as_it_comes.summary(found, found)
    against, better = as_it_comes.figures(summary)
    assert (against["what"], against["against"]) == ("one epoch, batches of 128", BARE)
    assert (against["ratio"], against["as it comes"], against["goal"]) == (4.0, 1.0, 1.12)
    assert better["goal"] == 1.15


def test_a_contestant_trains_in_a_process_of_its_own_when_it_is_asked():
    with as_it_comes.process(BARE + ONE) as ask:
        assert min(ask(512, 0)) > 0
        assert min(ask(128, 2)) > 0


@pytest.mark.skipif(os.name == "nt", reason="asks for processes as Unix does")
def test_what_spins_ends_with_the_measurement():
    with as_it_comes.spinning(2) as children:
        assert [child.poll() for child in children] == [None, None]
    assert all(child.poll() is not None for child in children)
