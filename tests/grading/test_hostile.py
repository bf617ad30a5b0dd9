"""Broken and odd submissions: each earns what it deserves, and nobody else loses a point."""

import json

import pytest

from nnlib.exercises import REGISTRY
from nnlib.grading import grade as grading
from nnlib.grading import marking, running
from nnlib.grading.grade import grade
from nnlib.judge.stub import answer_source, stub_source
from tests.grading.classmates import (
    as_file,
    code_cell,
    exercises_of,
    filled_in,
    full,
    grade_id,
    points,
    released,
    right,
    stubs,
    submission,
)
from tests.grading.hostile import (
    ANSWERS,
    HONEST,
    SEED,
    SOFTMAX,
    WRONG,
    graded,
    with_softmax,
    without,
)

pytestmark = pytest.mark.usefixtures("nothing_left", "hurry")


def test_a_correct_submission_earns_all(each_sandbox):
    _, flags = graded(HONEST, each_sandbox, full())
    assert flags == []


def test_an_untouched_chapter_earns_nothing(each_sandbox):
    marks, _ = graded(as_file(released()), each_sandbox, dict.fromkeys(full(), 0))
    assert {mark.status for mark in marks.values()} == {"not attempted"}


def test_what_is_asked_after_the_time_for_all_is_not_judged(sandbox, monkeypatch):
    class Late(running.CellRunner):
        def answer_to(self, exercise, last):
            answer = super().answer_to(exercise, last)
            self.end = 0
            return answer

    monkeypatch.setattr(grading, "CellRunner", Late)
    result = grade(HONEST, "01", SEED, sandbox)
    assert points(result) == dict.fromkeys(full(), 0)
    assert result.marks[0].reason == "The time for your notebook was over by then."


def test_an_error_of_the_judge_costs_one_exercise_and_is_flagged(sandbox, monkeypatch):
    def judge(exercise, attempt, seed, seconds):
        if exercise.id == "01-softmax":
            raise RuntimeError("odd")
        return real(exercise, attempt, seed, seconds)

    real = marking.judge
    monkeypatch.setattr(marking, "judge", judge)
    result = grade(HONEST, "01", SEED, sandbox)
    assert points(result) == without("01-softmax")
    assert result.flags == ["judging 01-softmax failed: RuntimeError: odd"]


@pytest.mark.parametrize("asks", ["run", "look"])
def test_the_instructors_ctrl_c_ends_the_grading(sandbox, monkeypatch, asks):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(running.Link, asks, interrupted)
    with pytest.raises(KeyboardInterrupt):
        grade(HONEST, "01", SEED, sandbox)


def test_a_cell_that_ends_its_child_beside_an_exercise_that_is_a_value_costs_nothing_else(sandbox):
    first = next(e for e in REGISTRY.values() if e.kind == "variable")
    data = submission(right(first.chapter), first.chapter, first="import os; os._exit(0)")
    assert points(grade(data, first.chapter, SEED, sandbox)) == full(first.chapter)
    answers = right(first.chapter) | {first.id: "import os; os._exit(0)"}
    result = grade(submission(answers, first.chapter), first.chapter, SEED, sandbox)
    assert points(result) == full(first.chapter) | {first.id: 0}


def test_an_honest_answer_may_build_on_a_lent_one_also_after_a_death(sandbox):
    answers = ANSWERS | {
        "01-sigmoid": stubs()["01-sigmoid"],
        "01-softmax": "import os; os._exit(1)",
        "01-nll": ANSWERS["01-nll"].replace("\n", "\n    assert sigmoid(0.0) == 0.5\n", 1),
    }
    graded(submission(answers), sandbox, without("01-sigmoid", "01-softmax"))


def test_a_patched_numpy_hurts_only_what_follows_in_the_same_notebook(sandbox):
    code = "np.exp = np.zeros_like\n" + SOFTMAX
    # The slope of the sigmoid calls their own sigmoid, and log_softmax is theirs, with their exp.
    # What calls softmax or log_softmax has ours.
    lost = without("01-softmax", "01-log-softmax", "01-sigmoid-prime")
    graded(with_softmax(code), sandbox, lost)


def test_a_thread_left_behind_harms_nobody(each_sandbox):
    code = "import threading\nthreading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()\n"
    graded(with_softmax(code + SOFTMAX), each_sandbox, full())


def test_a_right_answer_may_come_from_an_odd_place(sandbox):
    lines = SOFTMAX.replace("def softmax", "def mine")
    for code in [
        f"{lines}\nsoftmax = mine",
        f"{lines}\nsoftmax = lambda Z: mine(Z)",
        f"{lines}\nimport functools\nsoftmax = functools.partial(mine)",
        f"{lines}\nimport functools\nsoftmax = functools.cache(lambda: 0) and mine",
        f"{lines}\nimport functools\n@functools.wraps(mine)\ndef softmax(*a): return mine(*a)",
        f"{lines}\nsoftmax = np.vectorize(mine, signature='(k)->(k)')",
        f"{lines}\nclass F:\n    def __call__(self, Z): return mine(Z)\nsoftmax = F()",
    ]:
        graded(with_softmax(code), sandbox, full())


NO_SUBMISSIONS = {
    "corrupt JSON": b'{"cells": [}' + HONEST,
    "half a file": HONEST[: len(HONEST) // 2],
    "an empty file": b"",
    "deep JSON": b'{"cells": ' + b"[" * 1_000_000,
    "wrong cell types": json.dumps({"cells": [None, 1, "x", [], {"cell_type": 3}]}).encode(),
    "no cells": b'{"cells": []}',
    "another program's": b"%PDF-1.4",
    "cells of cells": json.dumps({"cells": [[released()]]}).encode(),
}


@pytest.mark.parametrize("name", NO_SUBMISSIONS)
def test_a_file_that_is_no_submission_earns_nothing(sandbox, name):
    marks, flags = graded(NO_SUBMISSIONS[name], sandbox, dict.fromkeys(full(), 0))
    assert flags
    assert {mark.status for mark in marks.values()} == {"not attempted"}


def test_a_notebook_of_200_mb_is_not_read(sandbox, tmp_path):
    from nnlib.grading.sources import Folder

    with open(tmp_path / "big.ipynb", "wb") as file:
        file.write(HONEST)
        file.truncate(200_000_000)
    _, flags = graded(Folder(tmp_path).read("big.ipynb"), sandbox, dict.fromkeys(full(), 0))
    assert flags == ["the file is larger than 50 MB"]


def edited(change):
    notebook = filled_in(ANSWERS)
    notebook["cells"] = [new for cell in notebook["cells"] for new in change(cell)]
    return as_file(notebook)


def is_check(cell):
    return grade_id(cell).endswith("-check")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("deleted", lambda cell: [] if is_check(cell) else [cell]),
        ("emptied", lambda cell: [cell | {"source": ""}] if is_check(cell) else [cell]),
        ("edited", lambda cell: [cell | {"source": "1 / 0"}] if is_check(cell) else [cell]),
        ("copied", lambda cell: [cell, cell]),
    ],
)
def test_check_cells_may_be(sandbox, name, change):
    _, flags = graded(edited(change), sandbox, full())
    assert len([flag for flag in flags if "01-softmax" in flag]) >= 1


def test_of_two_cells_with_one_id_the_later_counts(sandbox):
    def copy(first, second):
        def change(cell):
            if grade_id(cell) != "01-softmax":
                return [cell]
            return [cell | {"source": first}, cell | {"source": second}]

        return edited(change)

    graded(copy(WRONG, SOFTMAX), sandbox, full())
    _, flags = graded(copy(SOFTMAX, WRONG), sandbox, without("01-softmax"))
    assert flags == ["there are 2 cells called 01-softmax"]


def test_all_in_one_cell_without_metadata_is_graded_too(sandbox):
    code = "\n\n".join(ANSWERS.values())
    graded(json.dumps({"cells": [code_cell(code)]}).encode(), sandbox, full())


def test_answers_in_the_cells_of_others_are_graded_by_name(sandbox):
    ids = list(ANSWERS)
    rotated = dict(zip(ids, [ANSWERS[i] for i in ids[1:] + ids[:1]], strict=True))
    result = grade(submission(rotated), "01", SEED, sandbox)
    # Each answer stands one exercise too early, but sigmoid's comes last of all.
    assert points(result) == full()
    assert result.flags == ["the answer to 01-sigmoid stands below its check cell"]


def test_an_answer_that_fits_one_seed_only_is_wrong_with_another(sandbox):
    exercise = next(e for e in exercises_of("01") if e.id == "01-softmax")
    table = [
        (case.args["Z"].tolist(), exercise.reference(case.args["Z"]).tolist())
        for case in exercise.draw_cases(SEED)
    ]
    code = (
        f"TABLE = {table!r}\ndef softmax(Z):\n    for given, wanted in TABLE:\n"
        "        if Z.tolist() == given: return np.array(wanted)\n"
    )
    # What calls it has it as long as it passes for right, and asks for other scores.
    graded(with_softmax(code), sandbox, without("01-softmax-nll-grad"), SEED)
    graded(with_softmax(code), sandbox, without("01-softmax"), SEED + 1)


def test_nothing_in_the_child_is_an_answer():
    """The files that a child can read say nothing of the course's answers."""
    from nnlib.grading.sandbox.allowed import child_files

    texts = "".join(path.read_text("utf-8") for path in child_files())
    for exercise in REGISTRY.values():
        given = stub_source(exercise).splitlines()
        own = (line.strip() for line in answer_source(exercise).splitlines() if line not in given)
        assert max(own, key=len) not in texts
