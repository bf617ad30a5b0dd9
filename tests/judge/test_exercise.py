"""How an exercise is written: facts, and classes whose members are answers."""

import pytest

from nnlib.judge.exercise import Exercise


def double(x):
    """Twice as much."""
    return 2 * x


def new():
    return Exercise("99-double", "Double", 2, 1, 1, reference=double, hints=(), why="It is so.")


def halved(times):
    def halved(x):
        return x / 2**times

    halved.__doc__ = f"Halved {times} times."
    return halved


def test_each_member_is_a_mistake_and_its_docstring_the_sentence():
    exercise = new()

    @exercise.wrong
    class Mistakes:
        def squared(x):
            """This is the square.
            Add instead."""
            return x**2

        halved = tuple(map(halved, (1, 2)))

        class no_function:
            """A class."""

    assert [(mistake.name, mistake.sentence) for mistake in exercise.mistakes] == [
        ("squared", "This is the square. Add instead."),
        ("halved", "Halved 1 times."),
        ("halved", "Halved 2 times."),
        ("no_function", "A class."),
    ]
    assert all(mistake.wrong.__doc__ is None for mistake in exercise.mistakes)
    assert Mistakes.squared(3) == 9


def test_a_mistake_without_a_sentence_is_refused():
    class Mistakes:
        def squared(x):
            return x**2

    with pytest.raises(ValueError, match="99-double: squared has no docstring to say to it"):
        new().wrong(Mistakes)


def test_each_member_is_a_variant():
    exercise = new()

    @exercise.right
    class Variants:
        def by_adding(x):
            return x + x

        class with_a_class:
            pass

    assert exercise.variants == [Variants.by_adding, Variants.with_a_class]


def test_broken_code_is_the_first_mistake():
    exercise = new()

    @exercise.broken("It stays as it was.")
    def double(x):
        return x

    (mistake,) = exercise.mistakes
    assert exercise.to_repair is mistake.wrong is double
    assert (mistake.name, mistake.sentence) == ("double", "It stays as it was.")
