"""A claim of one's own: what the capstone asks of it, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nnlib.exercises.showing import Note, show
from nnlib.functions.differences import difference as compare

SEEDS = 3  # at least so many on each side
ENOUGH = 3  # uncertainties, from which on a difference is one
VERDICTS = ("helps", "harms", "can't tell")
WORDS = 5  # of a sentence, at least


def check_claim(
    *,
    sentence: str = "",
    verdict: str = "",
    baseline: Mapping[str, Any] | None = None,
    changed: Mapping[str, Any] | None = None,
    seeds: Sequence[int] = (),
    without: Sequence[float] = (),
    with_it: Sequence[float] = (),
    chosen_on: str = "",
    difference: float | None = None,
    uncertainty: float | None = None,
    test: float | None = None,
    looks_at_test: int = 0,
) -> list[str]:
    """Say what a claim is still missing, a sentence for each thing.

    Parameters
    ----------
    sentence : str
        The claim.
    verdict : {"helps", "harms", "can't tell"}
        What the numbers say of what was changed.
    baseline, changed : dict
        All settings of the two ways, under the same names. They differ in one.
    seeds : sequence of int
        The seeds of the trainings, the same ones on both sides.
    without, with_it : sequences of float
        Accuracies on the validation data, from 0 to 1, one for each seed.
    chosen_on : str
        What settings were chosen on, such as ``"validation"``.
    difference, uncertainty : float
        Of the accuracies, as chapter 10's ``difference`` gives them.
    test : float
        The accuracy on the test data of the way that was chosen.
    looks_at_test : int
        How often the test data were looked at.

    Returns
    -------
    list of str
        What is missing; empty if nothing is.
    """
    missing = [
        *_of_the_words(sentence, verdict),
        *_of_the_control(baseline or {}, changed or {}),
        *_of_the_seeds(seeds, without, with_it),
    ]
    if not missing:  # the numbers can be compared
        missing += _of_the_difference(verdict, without, with_it, difference, uncertainty)
    missing += _of_the_data(chosen_on, test, looks_at_test)
    good = "Nothing is missing: this is a claim with its control and its uncertainty."
    show(Note("Your claim", missing or [good]))
    return missing


def _of_the_words(sentence: str, verdict: str) -> list[str]:
    missing = []
    if len(sentence.split()) < WORDS:
        missing.append("sentence: say in a sentence what you claim, of what, and on which data.")
    if verdict not in VERDICTS:
        missing.append(f"verdict: it should be one of {', '.join(VERDICTS)}; it is {verdict!r}.")
    return missing


def _of_the_control(baseline: Mapping[str, Any], changed: Mapping[str, Any]) -> list[str]:
    if len(baseline) < 2 or len(changed) < 2:
        return [
            "baseline, changed: write down all settings of both ways, in two dictionaries, such as "
            '{"n_hidden": 50, "momentum": 0.0}.'
        ]
    if set(baseline) != set(changed):
        names = ", ".join(sorted(set(baseline) ^ set(changed)))
        return [f"baseline, changed: {names} stands in one of them only. Name it in both."]
    differing = [name for name in baseline if not _same(baseline[name], changed[name])]
    if not differing:
        return ["changed: it has the same settings as the baseline. What have you changed?"]
    if len(differing) > 1:
        return [
            f"changed: {', '.join(differing)} differ, so nobody can tell which of them did it. "
            "Change one thing, or run the other combinations too."
        ]
    return []


def _same(one: Any, other: Any) -> bool:
    return bool(np.array_equal(np.asarray(one, dtype=object), np.asarray(other, dtype=object)))


def _of_the_seeds(
    seeds: Sequence[int], without: Sequence[float], with_it: Sequence[float]
) -> list[str]:
    missing = []
    if len(set(seeds)) < SEEDS:
        missing.append(f"seeds: at least {SEEDS} different ones; there are {len(set(seeds))}.")
    for name, numbers in [("without", without), ("with_it", with_it)]:
        if len(numbers) != len(seeds) or not len(seeds):
            missing.append(
                f"{name}: one accuracy for each seed, and the same seeds on both sides; there are "
                f"{len(numbers)} for {len(seeds)} seeds."
            )
        elif not all(0 <= number <= 1 for number in numbers):
            missing.append(f"{name}: accuracies go from 0 to 1, so 97 % is 0.97.")
        elif len(set(numbers)) == 1:
            missing.append(
                f"{name}: all are the same to the last digit. Does the seed reach the start and "
                "the order of the batches?"
            )
    return missing


def _of_the_difference(
    verdict: str,
    without: Sequence[float],
    with_it: Sequence[float],
    difference: float | None,
    uncertainty: float | None,
) -> list[str]:
    how_much, how_sure = compare(with_it, without)
    given = (difference, uncertainty)
    if any(number is None for number in given):
        return ["difference, uncertainty: compute them from the two lists, by `difference`."]
    if not np.allclose(np.array(given, dtype=float), [how_much, how_sure], atol=1e-6):
        return [
            f"difference, uncertainty: your lists give {how_much:+.4f} and {how_sure:.4f}, and you "
            f"say {difference:+.4f} and {uncertainty:.4f}."
        ]
    if abs(how_much) < ENOUGH * how_sure:
        right, why = "can't tell", f"is less than {ENOUGH} times"
    else:
        right, why = ("helps" if how_much > 0 else "harms"), f"is at least {ENOUGH} times"
    if verdict == right:
        return []
    return [
        f"verdict: the difference, {how_much:+.4f}, {why} its uncertainty, {how_sure:.4f}. That "
        f"makes it {right!r}, and not {verdict!r}."
    ]


def _of_the_data(chosen_on: str, test: float | None, looks: int) -> list[str]:
    missing = []
    if "valid" not in chosen_on.lower():
        missing.append("chosen_on: settings are chosen on validation data; say that they were.")
    if test is None or not 0 <= test <= 1:
        missing.append("test: the accuracy of the way that you've chosen, on the test data.")
    if looks != 1:
        missing.append(
            f"looks_at_test: once, at the very end; it says {looks}. Who has looked more often "
            "says so, and takes other data for the test, or calls the number a validation."
        )
    return missing
