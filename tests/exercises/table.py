"""What each check has been tried with, as a table in Markdown.

    python -m tests.exercises.table [ID …]

Cases are counted by the kinds of input that the exercise promises, mutants are those of all its
right answers. A survivor is one that the check calls correct; its file says why.
"""

import sys
from collections import Counter

from nnlib.exercises import REGISTRY, find
from tests.exercises.mutants import mutants, right_answers

HEAD = ("exercise", "cases", "of these", "mutants", "survivors", "named mistakes", "spellings")


def row(exercise):
    """The cells of an exercise's row: its counts, and in words which kinds its cases are of."""
    cases = exercise.draw_cases()
    kinds = Counter({kind: sum(map(is_one, cases)) for kind, is_one in exercise.promises.items()})
    n_mutants = sum(1 for source, _ in right_answers(exercise) for _ in mutants(exercise, source))
    return (
        exercise.id,
        len(cases),
        ", ".join(f"{kind} {n}" for kind, n in kinds.items()),
        n_mutants,
        len(exercise.survivors),
        len({mistake.name for mistake in exercise.mistakes}),
        len(exercise.mistakes),
    )


def main():
    """Print a row for each exercise and, under them, the sums."""
    rows = [row(exercise) for exercise in map(find, sys.argv[1:] or REGISTRY)]
    sums = [sum(column) if type(column[0]) is int else "" for column in zip(*rows, strict=True)]
    for cells in (HEAD, ["---"] * len(HEAD), *rows, [f"{len(rows)} exercises", *sums[1:]]):
        print(f"| {' | '.join(map(str, cells))} |")


if __name__ == "__main__":
    main()
