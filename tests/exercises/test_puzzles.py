"""Lines to sort: cut from the reference, with lines that named mistakes have instead."""

import pytest

from nnlib.exercises import REGISTRY
from nnlib.exercises.puzzles import has_puzzle, puzzle_of
from nnlib.judge import puzzle
from nnlib.judge.exercise import Case, Exercise, Lines
from nnlib.widgets.puzzle import Puzzle, shuffled

WITH = [exercise for exercise in REGISTRY.values() if has_puzzle(exercise.id)]


def shifted(values, by):  # (N,)
    """Shift values."""
    low = min(values)  # the smallest
    # A comment is no line of its own.
    high = max(
        values,
    )
    if high > low:
        return low + by
    return high


exercise = Exercise(
    id="00-shifted",
    title="Shifted",
    minutes=2,
    difficulty=1,
    points=1,
    reference=shifted,
    hints=("a",),
    why="b",
)


@exercise.cases
def _(rng):
    yield Case("two", {"values": [2, 1], "by": 3})
    yield Case("one", {"values": [2], "by": 3})


@exercise.wrong
class Mistakes:
    def the_highest_shifted(values, by):
        """The highest is shifted."""
        low = min(values)
        high = max(
            values,
        )
        if high > low:
            return high + by
        return high

    def nothing_shifted(values, by):
        """Nothing is shifted."""
        return min(values)


def test_a_reference_is_cut_into_its_logical_lines():
    part = puzzle.cut(exercise)
    assert part.head == "def shifted(values, by):  # (N,)"
    assert part.lines == (
        "low = min(values)",
        "high = max(\n    values,\n)",
        "if high > low:",
        "    return low + by",
        "return high",
    )
    assert puzzle.answer_of(exercise, part.put_together(part.lines))([2, 1], 3) == 4


def test_every_order_that_is_judged_right_is_found():
    part = puzzle.cut(exercise)
    assert puzzle.right_orders(exercise, part) == [[0, 1, 2, 3, 4], [1, 0, 2, 3, 4]]


def test_a_line_of_a_mistake_comes_with_its_sentence_if_it_earns_it():
    (line,) = puzzle.wrong_lines(exercise, puzzle.cut(exercise))
    assert line == puzzle.WrongLine("    return high + by", 3, "The highest is shifted.")


def test_a_wrong_line_that_is_no_named_mistake_is_refused(monkeypatch):
    monkeypatch.setattr(exercise, "distractors", ("    return low - by",))
    with pytest.raises(ValueError, match="none of its named mistakes"):
        puzzle.wrong_lines(exercise, puzzle.cut(exercise))


def test_a_short_answer_is_no_puzzle():
    lines = Lines("a", "a = 1\nb = 2\n# no line\na += b")
    short = Exercise("00-a", "A", 1, 1, 1, lines, ("a",), "b")
    assert puzzle.cut(short) is None


@pytest.mark.parametrize("exercise", WITH, ids=lambda e: e.id)
def test_what_the_puzzle_says_is_what_the_check_says(exercise):
    facts, part = puzzle_of(exercise.id), puzzle.cut(exercise)
    for order in facts["orders"]:
        assert puzzle.is_right(exercise, part.put_together(facts["lines"][k] for k in order))
    backwards = part.put_together(reversed(facts["lines"]))
    assert not puzzle.is_right(exercise, backwards)
    assert 1 <= len(facts["wrong"]) <= puzzle.MOST_WRONG
    for line in puzzle.wrong_lines(exercise, part):
        lines = [*part.lines[: line.place], line.text, *part.lines[line.place + 1 :]]
        assert not puzzle.is_right(exercise, part.put_together(lines))
        assert line.sentence in {mistake.sentence for mistake in exercise.mistakes}
        assert line.text not in part.lines


@pytest.mark.parametrize("exercise", WITH, ids=lambda e: e.id)
def test_the_lines_lie_in_disorder_and_only_they_can_be_read(exercise):
    facts = puzzle_of(exercise.id)
    lines = [*facts["lines"], *(line["text"] for line in facts["wrong"])]
    assert sorted(shuffled(facts)) == sorted(lines)
    assert shuffled(facts) == shuffled(facts)
    places = [facts["lines"].index(line) for line in shuffled(facts) if line in facts["lines"]]
    assert places not in facts["orders"]
    bundle, _ = Puzzle(facts)._repr_mimebundle_()
    words = bundle["text/plain"] + bundle["text/html"]
    assert not [line["says"] for line in facts["wrong"] if line["says"] in words]


def test_functions_of_four_lines_and_more_have_one():
    assert {"04-mlp-backward", "04-backward", "08-step-lengths"} <= {e.id for e in WITH}
    assert not has_puzzle("01-softmax")
    assert not has_puzzle("08-the-hunt")  # nothing is to be written there
