"""Every exercise of the catalogue: what must pass passes, what must fail says why."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest

import nnlib
from nnlib.exercises import REGISTRY, catalogue, check, find
from nnlib.exercises.catalogue import CHAPTERS, RETIRED
from nnlib.judge.judge import judge
from nnlib.judge.stub import answer_source, stub_source
from tests.exercises.known import SEEDS

EXERCISES = [*REGISTRY.values(), *RETIRED.values()]  # those of old notebooks too
BLANK = [exercise for exercise in EXERCISES if exercise.to_repair is None]
REPAIRS = [exercise for exercise in EXERCISES if exercise.to_repair is not None]
# The arguments that a docstring or a task calls whole: labels, signs, counts.
WHOLE = {"y", "answers", "corner", "max_epochs", "n", "n_classes", "n_steps", "patience", "sizes"}
WHOLE |= {"step", "orders", "batch_size", "n_epochs", "rng", "n_in", "down", "right"}
WHOLE |= {"size", "stride", "padding", "shape"}  # of patches and images
WHOLE |= {"K", "n_hidden", "place", "rows", "row", "columns", "n_groups"}
WHOLE |= {"d", "allowed", "mask"}  # of positional encodings; masks
WHOLE |= {"labels", "k", "y_known"}  # of neighbours that vote
WHOLE |= {"digits", "n_more", "window"}  # of a list that is gone on with
WHOLE |= {"whole"}  # as in a + 2
CHECKED = re.compile(r'check\("(\d\d-[\w-]+)"')


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


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_a_case_holds_integers_only_where_they_are_promised(exercise):
    given = {(n, case.label) for case in exercise.draw_cases() for n in whole_numbers(case.args)}
    promised = {"whole numbers"} & set(exercise.promises)  # of any argument, and in a case so named
    given = {(name, label) for name, label in given if label not in promised}
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
    longest = {3: 30, 4: 30, 5: 45}.get(exercise.difficulty, 20)  # with a pencil
    assert 2 <= exercise.minutes <= (45 if exercise.budget else longest)
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
    ids = [exercise_id for exercise_id in REGISTRY if exercise_id[:2] == number]
    assert ids == [f"{number}-{name.replace('_', '-')}" for name in chapter.ORDER]


def test_ids_begin_with_their_chapter_and_are_in_order():
    ids = list(REGISTRY)
    assert [exercise_id[:2] for exercise_id in ids] == sorted(i[:2] for i in ids)
    assert all(exercise_id[2] == "-" for exercise_id in ids)


def test_an_id_is_never_used_again_and_none_that_was_handed_out_is_lost():
    assert set(REGISTRY) & set(RETIRED) == set()
    folder = Path(__file__).parent.parent / "first_edition"
    asked = {i for path in folder.glob("*.py") for i in CHECKED.findall(path.read_text("utf-8"))}
    assert len(asked) > 40
    assert asked - set(REGISTRY) - set(RETIRED) == set(), "see nnlib/exercises/retired"
    for exercise_id, exercise in RETIRED.items():
        module = sys.modules[exercise.mistakes[0].wrong.__module__]
        assert module.__name__.endswith(f"chapter{exercise_id.replace('-', '_')}")


def test_a_retired_exercise_goes_on(monkeypatch, capsys):
    without = {i: exercise for i, exercise in REGISTRY.items() if i != "01-nll"}
    monkeypatch.setattr(catalogue, "RETIRED", {"01-nll": REGISTRY["01-nll"]})
    monkeypatch.setattr(catalogue, "REGISTRY", without)
    assert find("01-nll").id == "01-nll"
    check("01-nll", None)
    assert "not attempted" in capsys.readouterr().out


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

    assert "variance" in judge(find(exercise_id), standardize).reason


# Units as (w1, w2, b).
OR, AND = (1, 1, -0.5), (1, 1, -1.5)


@pytest.mark.parametrize(
    ("units", "words"),
    [
        (((-1, 1, -0.19), (1, -1, -0.19), OR), "or too close to them"),
        (((-1, 1, -0.5), (1, -1, -0.1), OR), "if an input is 0.1 too high"),
        (((-1, 1, -0.9), (1, -1, -0.9), OR), "too near to (0, 1) or to (1, 0)"),
        (((-2, 2, -1.7), (1, -1, -0.5), OR), "too near to (0, 1) or to (1, 0)"),
        (((1, 1, 0), (-1, -1, 1.5), AND), "too near to (0, 0)"),
        (((1, 1, -0.5), (-1, -1, 1.9), AND), "too near to (1, 1)"),
        (((-1, 1, -0.5), (1, -1, -0.5), (1, 1, -0.15)), "or too close to it"),
        (((-1, 1, -0.5), (1, -1, -0.5), (1, 1, -0.9)), "its score is hardly above 0"),
        (((-1, 1, -0.5), (1, 1, -0.5), OR), "they answer alike"),
        (((1, 1, -0.5), (1, 1, -1.5), (-1, 1, 0.5)), "Every answer is the wrong way round"),
    ],
)
def test_what_is_wrong_with_weights_from_paper_is_told(units, words):
    six = [part for *w, b in units for part in (np.array(w), b)]
    assert words in judge(REGISTRY["03-xor-weights"], lambda: tuple(six)).reason
