"""The hunt of chapter 08: every bug is found by its law, and by no other, in whatever company."""

import ast
import itertools
import re
import warnings

import numpy as np
import pytest

from bookbuild import notebooks
from nnlib.by_hand.reader import Reader
from nnlib.datasets import load_digits
from nnlib.exercises import check, find, found, hint, hunting, measure, plant
from nnlib.exercises.chapter08 import _bugs, _measures, the_hunt
from nnlib.exercises.chapter08._bugs import POOL, as_class, draw_bugs, named, planted
from nnlib.judge.judge import judge
from nnlib.judge.sentences import difference
from nnlib.judge.stub import stub_source
from nnlib.judge.trial import try_case

HUNT = find("08-the-hunt")
EACH = pytest.mark.parametrize("bug", POOL, ids=lambda bug: bug.name)
MASKS = [bug for bug in POOL if bug.masks]
QUIET = [bug for bug in POOL if not bug.masks]


@pytest.fixture(autouse=True)
def _nothing_spent(monkeypatch):
    monkeypatch.setattr(hunting, "_spent", {})


def broken_laws(program, seed=0):
    """The laws that a program breaks; an error counts for none of them."""
    laws = set()
    for case in HUNT.draw_cases(seed):
        want, came = try_case(Reader, case), try_case(program, case)
        assert came.error is None, (case.label, came.error)
        if difference(HUNT, case, want, came):
            laws.add(case.group)
    return laws


def with_bugs(*bugs):
    return as_class(planted(bugs))


def test_the_pool_is_large_and_each_law_has_a_bug():
    assert len(POOL) > 20
    assert {case.group for case in HUNT.draw_cases()} == {*_bugs.LAWS} == {*_measures.MEASURES}


def test_the_program_without_a_bug_keeps_every_law():
    for seed in range(10):
        assert broken_laws(as_class(_bugs.PROGRAM), seed) == set()


@EACH
def test_each_bug_breaks_its_own_law_and_no_other(bug):
    for seed in range(5):
        assert broken_laws(with_bugs(bug), seed) == {bug.law}


@pytest.mark.parametrize("loud", MASKS, ids=lambda bug: bug.name)
def test_no_two_bugs_of_a_draw_cancel_and_none_adds_a_law(loud):
    pairs = [(a, b) for a, b in itertools.combinations(QUIET, 2) if a.law != b.law]
    drawn = [(loud, a, b) for a, b in pairs if loud.law not in (a.law, b.law)]
    assert len(drawn) > 50
    for bugs in drawn:
        assert broken_laws(with_bugs(*bugs)) == {bug.law for bug in bugs}, bugs


def test_a_draw_is_one_loud_bug_and_two_others_of_three_laws():
    drawn = [draw_bugs(seed) for seed in range(200)]
    for bugs in drawn:
        assert [bug.masks for bug in bugs] == [True, False, False]
        assert len({bug.law for bug in bugs}) == 3
    assert {bug.name for bugs in drawn for bug in bugs} == {bug.name for bug in POOL}
    assert draw_bugs(7) == draw_bugs(7)
    assert len({tuple(bug.name for bug in bugs) for bugs in drawn}) > 100


def accuracies(*bugs, n_epochs=3, seed=1):
    digits = load_digits()
    X, y = digits.X_train[:700].astype(float), digits.y_train[:700]
    new = digits.X_test.astype(float), digits.y_test
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return with_bugs(*bugs)(seed=seed).fit(X, y, n_epochs, new)[-1, 1:]


@pytest.mark.parametrize("loud", MASKS, ids=lambda bug: bug.name)
def test_a_loud_bug_keeps_the_log_at_chance_whatever_else_is_wrong(loud):
    for other in [bug for bug in QUIET if bug.law != loud.law]:
        assert accuracies(loud, other).max() < 0.25, other.name


@pytest.mark.parametrize("bug", QUIET, ids=lambda bug: bug.name)
def test_without_it_the_others_learn_so_the_log_hardly_tells(bug):
    for seed in (1, 2, 3):
        assert accuracies(bug, seed=seed, n_epochs=5).min() > 0.5


def test_while_everything_is_zero_a_gradient_check_sees_no_bug_of_the_hidden_layer():
    zero = next(bug for bug in POOL if bug.name == "whole_division")
    for name in ("mask_by_activations", "mean_for_sum", "scores_for_activations"):
        other = next(bug for bug in POOL if bug.name == name)
        alone = _measures.slopes(with_bugs(zero))
        assert _measures.slopes(with_bugs(zero, other)) == alone
        assert "got 0.00000   measured 0.00000" in alone
        assert _measures.slopes(with_bugs(other)) != _measures.slopes(Reader)


@EACH
def test_what_is_measured_shows_the_bug(bug):
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        shown = _measures.MEASURES[bug.law](with_bugs(bug))
    assert shown != _measures.MEASURES[bug.law](Reader)


def test_the_programs_text_is_that_of_the_notebook():
    assert stub_source(HUNT).endswith(planted(named(*the_hunt.CHOSEN)))
    scope = {"np": np}
    exec(stub_source(HUNT), scope)
    assert judge(HUNT, scope["Reader"]).reason == "Bugs left: 3."


def test_the_notebooks_bugs_have_three_laws_one_is_loud_and_no_attribute_is_left_without_a_use():
    bugs = named(*the_hunt.CHOSEN)
    assert len({bug.law for bug in bugs}) == len(bugs) == 3
    assert sum(bug.masks for bug in bugs) == 1
    uses = [node for node in ast.walk(ast.parse(planted(bugs))) if isinstance(node, ast.Attribute)]
    stored, read = (
        {use.attr for use in uses if isinstance(use.ctx, how)} for how in (ast.Store, ast.Load)
    )
    assert stored <= read


def test_the_check_says_how_many_are_left_and_nothing_else():
    bugs = draw_bugs(3)
    for n in (3, 2, 1):
        verdict = judge(HUNT, with_bugs(*bugs[:n]))
        assert verdict.reason == f"Bugs left: {n}."
        assert verdict.points == pytest.approx(HUNT.points * (3 - n) / 3)
        assert verdict.details == ()
        assert verdict.rows() == ()
    assert judge(HUNT, with_bugs()).status == "correct"


def test_a_new_bug_of_ones_own_is_counted_and_an_error_is_told():
    text = planted(draw_bugs(3))
    worse = text.replace("Z - np.log(", "Z - 2 * np.log(")
    assert worse != text
    assert judge(HUNT, as_class(worse)).reason != judge(HUNT, as_class(text)).reason
    raises = as_class(_bugs.PROGRAM.replace("np.maximum(self.Z_h, 0)", "np.maximum(self.Z, 0)"))
    assert "AttributeError" in judge(HUNT, raises).reason or "self.Z" in str(judge(HUNT, raises))


def test_checks_hints_and_measurements_cost_one_each(capsys):
    chosen = named(*the_hunt.CHOSEN)
    check(HUNT.id, with_bugs(*chosen))
    assert "measurement" not in capsys.readouterr().out  # as it is given it costs nothing
    check(HUNT.id, with_bugs(*chosen[:2]))
    assert "Bugs left: 2. That was measurement 1 of 12." in capsys.readouterr().out
    hint(HUNT.id)
    assert "That was measurement 2 of 12." in capsys.readouterr().out
    measure("shift", Reader)
    said = capsys.readouterr().out
    assert "which costs nothing" in said  # it is the library's, which is right
    assert "-0.4076" in said
    measure("shift", with_bugs())
    assert "That was measurement 3 of 12." in capsys.readouterr().out
    for _ in range(10):
        measure("shift", with_bugs())
    assert "That was measurement 13; the aim is 12." in capsys.readouterr().out


def test_the_program_to_practise_on_breaks_one_law_and_costs_nothing(capsys):
    assert broken_laws(found.OtherReader) == {"batches"}
    measure("batches", found.OtherReader)
    assert "which costs nothing" in capsys.readouterr().out
    assert hunting._spent == {}


def test_the_notebooks_bugs_can_be_had_alone():
    for bugs in ((), (1,), (2, 3)):
        laws = {named(the_hunt.CHOSEN[bug - 1])[0].law for bug in bugs}
        assert broken_laws(found.reader_with(*bugs)) == laws


def test_each_bug_of_the_pool_can_be_had_alone():
    each = found.one_bug_each()
    assert [broken_laws(program) for program in each] == [{bug.law} for bug in POOL]


def test_steps_are_asked_with_gradients_that_are_not_1_nor_all_the_same():
    moved = [float(n) for n in re.findall(r"[+-]\d\.\d{4}", _measures.steps(Reader))]
    assert moved[:4] == pytest.approx([0.3, -0.2, 0.3, -0.2])
    assert moved[4:8] == pytest.approx([0.57, -0.38, 0.57, -0.38])


def test_the_program_is_folded_for_it_is_measured_before_it_is_read():
    (source,) = notebooks.SOURCES.glob("08-*.md")
    hidden = {
        kind: [
            cell.metadata["nbgrader"]["grade_id"]
            for cell in notebooks.expand(source, kind).cells
            if cell.metadata.get("jupyter", {}).get("source_hidden")
        ]
        for kind in ("chapter", "solution")
    }
    assert hidden == {"chapter": [HUNT.id], "solution": []}


def test_check_hands_the_hunters_own_program_back():
    program = with_bugs(*draw_bugs(5))
    assert check(HUNT.id, program) is program


def test_planting_shows_the_program_and_begins_anew(capsys):
    measure("shift", with_bugs())
    plant(17)
    said = capsys.readouterr().out
    for bug in draw_bugs(17):
        assert bug.wrong.strip() in said
        assert bug.story not in said
    measure("shift", with_bugs())
    assert "measurement 1 of 12" in capsys.readouterr().out
    plant(17, tell=True)
    said = capsys.readouterr().out
    assert all(bug.story in said for bug in draw_bugs(17))


@pytest.mark.parametrize(
    ("law", "program", "words"),
    [("slope", Reader, "no law 'slope'"), ("slopes", Reader(), "must be the class, not a Reader")],
)
def test_what_cannot_be_measured_gets_a_sentence(law, program, words):
    with pytest.raises(ValueError, match=words):
        measure(law, program)


@pytest.mark.parametrize("seed", [-1, 0.5, "a"])
def test_a_seed_that_is_none_gets_a_sentence(seed):
    with pytest.raises(ValueError, match="whole number"):
        plant(seed)
