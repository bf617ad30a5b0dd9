"""Every exercise of the catalogue: what must pass passes, what must fail says why."""

from pathlib import Path

import numpy as np
import pytest

import nnlib
from nnlib.exercises import REGISTRY, find
from nnlib.exercises.catalogue import CHAPTERS
from nnlib.judge.judge import judge
from nnlib.judge.stub import answer_source, stub_source

EXERCISES = list(REGISTRY.values())
BLANK = [exercise for exercise in EXERCISES if exercise.to_repair is None]
REPAIRS = [exercise for exercise in EXERCISES if exercise.to_repair is not None]
MISTAKES = [(exercise, mistake) for exercise in EXERCISES for mistake in exercise.mistakes]
VARIANTS = [(exercise, variant) for exercise in EXERCISES for variant in exercise.variants]
# The arguments that a docstring or a task calls whole: labels, signs, counts.
WHOLE = {
    "y",
    "answers",
    "corner",
    "max_epochs",
    "n",
    "n_classes",
    "n_steps",
    "patience",
    "sizes",
    "step",
}
# One seed tells quickly, the others that it was not luck.
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))]


def named(pairs):
    return [f"{e.id}-{getattr(thing, 'name', None) or thing.__name__}" for e, thing in pairs]


def as_answer(exercise, thing):
    """A wrong or right answer as the learner would hand it in: a variable's is its value."""
    return thing() if exercise.kind == "variable" else thing


def whole_numbers(args):
    """The names of the arguments that are integers; an answer may fill an array like them."""
    return [name for name, value in args.items() if np.asarray(value).dtype.kind != "f"]


def untouched_stub(exercise):
    scope = {"np": np, **vars(nnlib)}
    exec(stub_source(exercise), scope)
    return scope[exercise.name]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_the_reference_is_correct_and_earns_all_points(exercise, seed):
    verdict = judge(exercise, exercise.answer(), seed=seed)
    assert verdict.status == "correct", str(verdict)
    assert verdict.points == exercise.points


@pytest.mark.parametrize("exercise", BLANK, ids=lambda e: e.id)
def test_the_untouched_stub_is_not_attempted(exercise):
    verdict = judge(exercise, untouched_stub(exercise))
    assert verdict.status == "not attempted"
    assert verdict.points == 0


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("exercise", REPAIRS, ids=lambda e: e.id)
def test_untouched_broken_code_earns_its_symptom_and_no_point(exercise, seed):
    verdict = judge(exercise, untouched_stub(exercise), seed=seed)
    assert verdict.status == "not yet"
    assert verdict.points == 0
    assert verdict.mistake == exercise.to_repair.__name__
    assert verdict.reason == exercise.mistakes[0].sentence


# Other seeds are test_seeds.py's, which draws an exercise's cases once for all its answers.
@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES, ids=named(MISTAKES))
def test_a_named_mistake_fails_with_its_own_sentence(exercise, mistake):
    verdict = judge(exercise, as_answer(exercise, mistake.wrong))
    assert verdict.status == "not yet"
    assert verdict.mistake == mistake.name, str(verdict)
    assert verdict.reason == mistake.sentence
    assert verdict.points < exercise.points


@pytest.mark.parametrize(("exercise", "variant"), VARIANTS, ids=named(VARIANTS))
def test_a_legal_variant_is_correct(exercise, variant):
    verdict = judge(exercise, as_answer(exercise, variant))
    assert verdict.status == "correct", str(verdict)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_a_case_holds_integers_only_where_they_are_promised(exercise):
    given = {(n, case.label) for case in exercise.draw_cases() for n in whole_numbers(case.args)}
    assert {(name, label) for name, label in given if name not in WHOLE} == set()


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_the_cases_hold_every_kind_that_is_promised_whatever_the_seed(exercise):
    for seed in range(25):
        cases = exercise.draw_cases(seed)
        for kind, is_one in exercise.promises.items():
            assert any(map(is_one, cases)), f"seed {seed} draws no case of {kind!r}"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_an_entry_is_complete(exercise):
    assert len(exercise.mistakes) >= 3
    assert len(exercise.variants) >= 2
    assert len(exercise.hints) >= 3
    assert 1 <= exercise.difficulty <= 5
    assert 2 <= exercise.minutes <= 20
    assert exercise.points >= 1
    assert exercise.why
    by_sentence = {mistake.sentence: mistake.name for mistake in exercise.mistakes}
    assert all(by_sentence[mistake.sentence] == mistake.name for mistake in exercise.mistakes)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_hints_do_not_give_the_answer(exercise):
    given = stub_source(exercise).splitlines()
    answer = {line.strip() for line in answer_source(exercise).splitlines() if line not in given}
    for line in answer:
        core = line.removeprefix("return ")
        assert len(core) <= 25 or not any(core in hint for hint in exercise.hints)


@pytest.mark.parametrize(("number", "chapter"), CHAPTERS.items(), ids=CHAPTERS)
def test_a_chapters_order_names_its_files_which_are_named_as_ids_are(number, chapter):
    files = {path.stem for path in Path(chapter.__file__).parent.glob("*.py")}
    assert sorted(chapter.ORDER) == sorted(name for name in files if not name.startswith("_"))
    ids = [exercise.id for exercise in EXERCISES if exercise.chapter == number]
    assert ids == [f"{number}-{name.replace('_', '-')}" for name in chapter.ORDER]


def test_ids_begin_with_their_chapter_and_are_in_order():
    ids = list(REGISTRY)
    assert [exercise_id[:2] for exercise_id in ids] == sorted(i[:2] for i in ids)
    assert all(exercise_id[2] == "-" for exercise_id in ids)


def test_an_unknown_id_names_the_nearest():
    with pytest.raises(ValueError, match="01-softmax"):
        find("01-sotfmax")


# In 08 a spread above 0 is no right question: the found code asked a better one.
@pytest.mark.parametrize(
    ("exercise_id", "asks"),
    [
        ("00-standardize", "whether it varies"),
        ("00-standardize", "for a spread above 0"),
        ("08-standardize", "whether it varies"),
    ],
)
def test_a_mistake_is_named_whatever_the_guard_against_constant_columns_asks(exercise_id, asks):
    def standardize(X, X_train):
        spread = X_train.var(axis=0)
        varies = X_train.max(axis=0) > X_train.min(axis=0) if "varies" in asks else spread > 0
        return (X - X_train.mean(axis=0)) / np.where(varies, spread, 1)

    assert "variance" in judge(REGISTRY[exercise_id], standardize).reason


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (([-1, 1], -0.19), ([1, -1], -0.19)),
        (([-1, 1], -0.5), ([1, -1], -0.1)),
        (([-1, 1], -0.1), ([1, -1], -0.5)),
        (([-1, 1], -0.9), ([1, -1], -0.9)),
        (([-2, 2], -1.7), ([1, -1], -0.5)),
    ],
)
def test_lines_without_room_for_noise_are_told(first, second, seed):
    def xor_by_hand(X):
        A = np.column_stack([nnlib.step_unit(X, np.array(w), b) for w, b in (first, second)])
        return nnlib.step_unit(A, np.array([1, 1]), -0.5)

    assert "not with noise" in judge(REGISTRY["03-xor-by-hand"], xor_by_hand, seed=seed).reason


@pytest.mark.parametrize(("either", "not_both"), [(0, 2), (0, 1.5), (-0.5, 1.9), (-0.9, 1.5)])
def test_or_and_nand_without_room_for_noise_are_told(either, not_both):
    def xor_by_hand(X):
        A = [nnlib.step_unit(X, np.array([1, 1]), either)]
        A.append(nnlib.step_unit(X, np.array([-1, -1]), not_both))
        return nnlib.step_unit(np.column_stack(A), np.array([1, 1]), -1.5)

    assert "not with noise" in judge(REGISTRY["03-xor-by-hand"], xor_by_hand).reason
