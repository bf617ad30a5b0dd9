"""check, hint, solution and progress as a learner meets them."""

import io
import json
import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from nnlib._common import record
from nnlib._common.record import FILE, progress_file, read_done, read_record, record_done
from nnlib.exercises import (
    REGISTRY,
    check,
    find,
    hint,
    learner,
    progress,
    puzzle,
    showing,
    solution,
)
from nnlib.judge.stub import answer_source
from nnlib.judge.verdict import to_html

DAY = "2026-12-01"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Each test has a folder, a progress file and a memory of hints of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NNLIB_PROGRESS", raising=False)
    for name, empty in [("_hints_seen", {}), ("_lent", {}), ("_solved", set())]:
        monkeypatch.setattr(learner, name, empty)
    monkeypatch.setattr(learner, "_puzzles_seen", set())
    monkeypatch.setattr(record, "today", lambda: date.fromisoformat(DAY))
    return tmp_path


def wrong(Z):
    return Z * 0


def solved(exercise_id):
    """A right answer that is not the library's own object."""
    reference = find(exercise_id).reference
    return lambda *args: reference(*args)


def test_check_returns_the_learners_own_function_once_it_is_right(capsys):
    def mine(Z):
        return find("01-softmax").reference(Z)

    assert check("01-softmax", mine) is mine
    assert "✓" in capsys.readouterr().out


def test_until_then_it_returns_the_librarys_and_says_so(capsys):
    assert check("01-softmax", wrong) is find("01-softmax").reference
    assert "the library's" in capsys.readouterr().out
    assert check("06-count-parameters", ...) == find("06-count-parameters").answer()


def test_a_tensor_of_ones_own_and_lent_boxes_stop_recording_together():
    exercise = find("07-tensor")
    scope = {"np": np}
    exec(answer_source(exercise), scope)
    mine = check("07-tensor", scope["Tensor"])
    assert mine is scope["Tensor"] is not exercise.reference
    mine.exp = check("07-elementwise", None).exp
    mine.recording.append(False)
    try:
        assert mine([1.0]).exp().parents == (mine([1.0]) * 2).parents == ()
    finally:
        mine.recording.pop()
    assert len(mine([1.0]).exp().parents) == 1


def test_check_raises_while_nbgrader_grades_and_never_otherwise(monkeypatch):
    check("01-softmax", wrong)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(AssertionError, match="01-softmax"):
        check("01-softmax", wrong)
    check("01-softmax", solved("01-softmax"))
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    check("01-softmax", wrong)


def test_hints_come_one_by_one(capsys):
    hints = find("01-nll").hints
    for n in range(1, len(hints) + 2):
        hint("01-nll")
        shown = capsys.readouterr().out
        assert [text in shown for text in hints] == [i < n for i in range(len(hints))]


def test_in_a_notebook_a_hint_is_a_page_of_its_own_with_nothing_unescaped(monkeypatch):
    import IPython

    shown = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: object())
    monkeypatch.setattr(IPython.display, "display", shown.append)
    hint("01-nll")
    solution("01-nll", show=True)
    first, answer = (thing._repr_html_() for thing in shown)
    assert find("01-nll").hints[0].split("`")[0] in first
    assert "`" not in first
    assert "<pre>def nll(" in answer
    note = learner.Note("a < b", ["c < `d`"], "e < f")._repr_html_()
    for escaped in ["a &lt; b", "c &lt; <code>d</code>", "<pre>e &lt; f</pre>"]:
        assert escaped in note


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It is *into* the box.", "It is <em>into</em> the box."),
        ("*its own feature*: `a * b * c`", "<em>its own feature</em>: <code>a * b * c</code>"),
        ("`f(*a, *b)` or (*two*)", "<code>f(*a, *b)</code> or (<em>two</em>)"),
        *[(code, code) for code in ["0 * log(0), n * m", "2*x*3", "f(*a, **b)", "for *: x ** 2"]],
    ],
)
def test_asterisks_are_emphasis_in_prose_alone(text, shown):
    assert to_html(text) == shown


def test_a_console_that_knows_no_tick_still_says_correct(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "ascii", write_through=True))
    check("01-softmax", solved("01-softmax"))
    assert b"01-softmax Softmax for a batch: correct" in raw.getvalue()


def test_the_solution_waits_until_the_hints_are_used(capsys):
    exercise = find("01-nll")
    solution("01-nll")
    first = capsys.readouterr().out
    assert "3 hints are left" in first
    assert "np.log" not in first
    for _ in exercise.hints:
        hint("01-nll")
    capsys.readouterr()
    solution("01-nll")
    assert "np.log(p_right)" in capsys.readouterr().out


def test_the_solution_offers_the_lines_to_sort_first(capsys):
    exercise = find("04-mlp-backward")
    for _ in exercise.hints:
        hint("04-mlp-backward")
    offer = 'sorted: puzzle("04-mlp-backward")'
    assert capsys.readouterr().out.count(offer) == 1
    solution("04-mlp-backward")
    first = capsys.readouterr().out
    assert offer in first
    assert "grads.append" not in first
    puzzle("04-mlp-backward")
    assert "lines to sort" in capsys.readouterr().out
    solution("04-mlp-backward")
    assert "grads.append" in capsys.readouterr().out


def test_how_a_puzzle_went_is_kept_and_opens_the_solution(capsys, monkeypatch):
    shown = []
    monkeypatch.setattr(showing, "show", shown.append)
    puzzle("04-mlp-backward")
    for right in (False, True):
        shown[0].tries = [*shown[0].tries, {"given": "grads = []", "right": right}]
    assert read_record().puzzles == {"04-mlp-backward": True}
    monkeypatch.setattr(learner, "_puzzles_seen", set())  # another day
    solution("04-mlp-backward")
    assert "grads.append" in capsys.readouterr().out
    progress()
    assert "1 puzzle sorted" in capsys.readouterr().out


def test_a_short_answer_has_no_lines_to_sort(capsys):
    puzzle("01-softmax")
    said = capsys.readouterr().out
    assert "too short for lines to sort" in said
    assert 'hint("01-softmax")' in said


def test_the_solution_can_be_asked_for_at_once(capsys):
    solution("01-nll", show=True)
    assert "np.log(p_right)" in capsys.readouterr().out


def test_the_solution_is_open_to_who_has_solved_it(capsys):
    check("01-softmax", solved("01-softmax"))
    capsys.readouterr()
    solution("01-softmax")
    assert "keepdims=True" in capsys.readouterr().out


def test_progress_is_kept_beside_the_notebooks(own_folder, capsys):
    check("01-sigmoid", wrong)
    assert read_done() == set()
    check("01-sigmoid", solved("01-sigmoid"))
    check("01-sigmoid", solved("01-sigmoid"))
    assert read_done() == {"01-sigmoid"}
    kept = [json.loads(line) for line in (own_folder / FILE).read_text().splitlines() if line]
    assert kept == [{"tried": "01-sigmoid", "on": DAY}, {"correct": "01-sigmoid", "on": DAY}]
    capsys.readouterr()
    progress()
    shown = capsys.readouterr().out
    n = sum(exercise_id.startswith("01") for exercise_id in REGISTRY)
    assert f"1 of {n}" in shown
    assert shown.count("chapter") == len({exercise_id[:2] for exercise_id in REGISTRY})


def test_a_damaged_progress_file_costs_only_the_damaged_lines(own_folder):
    record_done("01-sigmoid")
    path = own_folder / FILE
    path.write_bytes(path.read_bytes() + b'\xff\xfe\n[1]\n"x"\n{"correct": "01-so')
    record_done("01-nll")
    assert read_done() == {"01-sigmoid", "01-nll"}


def test_two_kernels_do_not_lose_each_others_progress():
    code = (
        "import sys; from nnlib._common.record import record_done\n"
        "for i in range(100): record_done(f'{sys.argv[1]}-{i}')"
    )
    kernels = [subprocess.Popen([sys.executable, "-c", code, name]) for name in ("a", "b")]
    assert [kernel.wait() for kernel in kernels] == [0, 0]
    assert read_done() == {f"{name}-{i}" for name in ("a", "b") for i in range(100)}


def test_a_read_only_folder_keeps_nobody_from_learning(own_folder, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(own_folder / "missing" / "file"))
    mine = solved("01-sigmoid")
    assert check("01-sigmoid", mine) is mine


@pytest.mark.parametrize("exercise_id", REGISTRY)
def test_running_a_check_again_does_not_praise_the_borrowed_answer(exercise_id, capsys):
    lent = check(exercise_id, None)
    again = check(exercise_id, lent)
    assert again is lent
    shown = capsys.readouterr().out
    assert shown.count("not attempted") == 2
    assert "lent by an earlier check" in shown
    assert read_done() == set()


def test_an_empty_setting_turns_progress_off(own_folder, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", "")
    record_done("01-sigmoid")
    assert progress_file() is None
    assert list(own_folder.iterdir()) == []


def test_progress_lines_are_json(own_folder):
    record_done("01-sigmoid")
    lines = [line for line in (own_folder / FILE).read_text().splitlines() if line]
    assert [json.loads(line) for line in lines] == [{"correct": "01-sigmoid", "on": DAY}]
