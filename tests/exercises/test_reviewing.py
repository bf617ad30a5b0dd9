"""What a review brings back, and when."""

from datetime import date, timedelta

import pytest

from nnlib._common import record
from nnlib._common.record import read_record, record_answer, record_done
from nnlib.exercises import check, find, learner, review, showing
from nnlib.exercises.questions import all_questions
from nnlib.exercises.reviewing import BOXES, MOST, Review, due_on

FIRST = date(2026, 12, 1)
QUESTIONS = [name for name in all_questions() if name.startswith("01")]


def day(n):
    return FIRST + timedelta(n)


@pytest.fixture(autouse=True)
def clock(tmp_path, monkeypatch):
    """A folder of one's own, and a function that sets the day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NNLIB_PROGRESS", raising=False)
    for name, empty in [("_lent", {}), ("_reviewed", {}), ("_solved", set())]:
        monkeypatch.setattr(learner, name, empty)

    def set_day(n):
        monkeypatch.setattr(record, "today", lambda: day(n))

    set_day(0)
    return set_day


def due(n):
    return [item.name for item in Review(read_record(), day(n)).due]


def mine(Z):
    return find("01-softmax").reference(Z)


def test_what_is_right_waits_longer_each_time_and_what_is_wrong_comes_back_tomorrow():
    met, days = {}, 0
    for wait in [*BOXES[1:], BOXES[-1]]:
        met[day(days)] = True
        assert due_on(met) == day(days + wait)
        days += wait
    met[day(days)] = False
    assert due_on(met) == day(days + BOXES[0])
    assert due_on({date.min: True}) < day(0)  # from a record without days


def test_of_a_day_only_the_first_answer_counts(clock):
    name = QUESTIONS[0]
    record_answer(name, "1", right=False)
    record_answer(name, "2", right=True)
    assert due(0) == []
    assert due(1) == [name]
    clock(1)
    record_answer(name, "2", right=True)
    assert due(3) == []
    assert due(1 + BOXES[1]) == [name]


def test_five_at_most_the_longest_waiting_first_with_two_exercises(clock):
    for n, name in enumerate(QUESTIONS[:4]):
        clock(n)
        record_answer(name, "1", right=False)
    clock(0)
    for name in ["01-sigmoid", "01-softmax", "01-nll", "04-mlp-backward"]:
        record_done(name)
    chosen = due(30)
    assert len(chosen) == MOST
    assert [name for name in chosen if name in QUESTIONS] == QUESTIONS[:3]
    assert chosen[-2:] == [QUESTIONS[2], "01-sigmoid"] or {"01-sigmoid", "01-softmax"} < {*chosen}
    record_done("no such")
    assert due(30) == chosen


def test_it_says_what_there_is(clock, monkeypatch, capsys):
    review()
    assert "nothing to review yet" in capsys.readouterr().out
    record_answer(QUESTIONS[0], "1", right=False)
    review()
    said = capsys.readouterr().out
    assert "Nothing is due today" in said
    assert "1 thing comes back on Wednesday, 2 December." in said
    clock(1)
    shown = []
    monkeypatch.setattr(showing, "show", shown.append)
    review()
    assert "1 thing is due today" in capsys.readouterr().out
    (figure,) = shown
    assert figure.asks.endswith(all_questions()[QUESTIONS[0]]["asks"])
    assert "From chapter 01" in figure.asks
    figure.tries = [{"given": "2", "right": True}]
    assert due(1) == []


def test_an_exercise_comes_back_as_its_stub_with_other_data(clock, monkeypatch, capsys):
    seeds = []
    judged = learner.judge

    def judge(exercise, attempt, seed=0):
        seeds.append(seed)
        return judged(exercise, attempt, seed=seed)

    monkeypatch.setattr(learner, "judge", judge)
    check("01-softmax", mine)
    clock(BOXES[1])
    capsys.readouterr()
    review()
    said = capsys.readouterr().out
    assert "raise NotImplementedError" in said
    assert 'softmax = check("01-softmax", softmax)' in said
    check("01-softmax", lambda Z: 0 * Z)
    assert due(BOXES[1]) == []
    assert due(BOXES[1] + 1) == ["01-softmax"]
    check("01-softmax", mine)  # of a day the first counts
    assert due(BOXES[1] + 1) == ["01-softmax"]
    assert seeds[0] == 0
    assert seeds[1] == seeds[2] == day(BOXES[1]).toordinal()


def test_a_chapter_run_again_is_no_review(clock):
    check("01-softmax", mine)
    clock(1)
    check("01-softmax", mine)
    assert due(BOXES[1]) == ["01-softmax"]
