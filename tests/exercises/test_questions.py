"""Questions as a learner answers them, and what is kept of it."""

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from nnlib._common.record import FILE, RENAMED, read_record, record_answer, record_done, record_try
from nnlib.exercises import REGISTRY, progress, question, show_answers, showing, solution
from nnlib.exercises.progress import Progress
from nnlib.exercises.questions import all_questions, find_question
from nnlib.widgets import Question


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Each test has a folder and a progress file of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NNLIB_PROGRESS", raising=False)
    return tmp_path


FACTS = {
    "id": "01-test",
    "kind": "choice",
    "about": "a test",
    "asks": "<p>Which?</p>",
    "options": [
        {"text": "this", "right": True, "says": "Because."},
        {"text": "that", "right": False, "says": "For it is not."},
    ],
}


def test_a_figure_shows_its_options_and_seals_the_rest():
    figure = Question(FACTS)
    assert figure.options == ["this", "that"]
    assert "Because" not in repr(figure)
    assert "Because" not in json.dumps(figure.get_state(), default=str)
    assert json.loads(base64.b64decode(figure.sealed))["options"] == FACTS["options"]
    bundle, _ = figure._repr_mimebundle_()
    assert "image/png" not in bundle
    shown, folded = bundle["text/html"].split("<details>")
    assert "this" in shown
    assert "Because." not in shown
    assert "Because." in folded
    assert Question(FACTS, with_text=True).asks == "<p>Which?</p>"


@pytest.mark.parametrize("name", all_questions())
def test_each_question_can_be_shown(name):
    assert Question(find_question(name))._repr_mimebundle_()[0]["text/html"]


def test_a_question_is_found_and_remembered_by_its_old_name():
    for old, new in RENAMED.items():
        assert find_question(old) == find_question(new)
        record_answer(old, "1", right=True)
        assert read_record().first[new]
        assert all(name != old for _, name in read_record().days)


def test_an_unknown_question_gets_the_nearest_names():
    with pytest.raises(ValueError, match="Did you mean 00-three-axes"):
        question("00-three-axe")


def test_what_is_answered_is_kept(monkeypatch):
    shown = []
    monkeypatch.setattr(showing, "show", shown.append)
    question("00-three-axes")
    figure = shown[0]
    figure.tries = [{"given": "(3,)", "right": False}]
    figure.tries = [*figure.tries, {"given": "(3, 1)", "right": True}]
    figure.tries = []
    figure.tries = [{"given": 3}]  # nothing that this figure says
    assert read_record().first == {"00-three-axes": False}
    lines = [json.loads(line) for line in Path(FILE).read_text().splitlines() if line]
    assert [line["given"] for line in lines] == ["(3,)", "(3, 1)"]


def test_a_setting_opens_every_question_and_every_solution(monkeypatch, capsys):
    shown = []
    monkeypatch.setattr(showing, "show", shown.append)
    for setting in (True, False):
        show_answers(setting)
        question("00-three-axes")
        assert shown.pop().opened is setting
        capsys.readouterr()
        solution("01-nll")
        assert ("np.log" in capsys.readouterr().out) is setting


def test_a_record_of_the_first_edition_is_read_and_damage_costs_a_line(own_folder):
    (own_folder / FILE).write_text('\n{"correct": "01-sigmoid"}\n')
    record_answer("01-a", "x" * 9000, right=False)
    with open(own_folder / FILE, "ab") as file:
        file.write(
            b'\xff{"question": 3}\n{"question": "01-b"}\n[]\n{"tried": ["x"]}\n{"question": "01'
        )
    record_answer("01-a", "y", right=True)
    record_answer("01-c", "", right=True)
    record_try("01-nll")
    record_try("01-nll")
    record_done("01-nll")
    record_try("01-nll")  # it is done already
    record = read_record()
    assert record.done == {"01-sigmoid", "01-nll"}
    assert record.first == {"01-a": False, "01-c": True}
    assert record.tries == {"01-nll": 2}
    assert len((own_folder / FILE).read_text(errors="replace")) < 4000


def test_two_kernels_do_not_lose_each_others_answers():
    code = (
        "import sys; from nnlib._common.record import record_answer\n"
        "for i in range(100): record_answer(f'{sys.argv[1]}-{i}', 'x', right=True)"
    )
    kernels = [subprocess.Popen([sys.executable, "-c", code, name]) for name in ("a", "b")]
    assert [kernel.wait() for kernel in kernels] == [0, 0]
    assert set(read_record().first) == {f"{name}-{i}" for name in ("a", "b") for i in range(100)}


def test_progress_says_where_intuition_was_off(capsys):
    names = [name for name in all_questions() if name.startswith("01")][:3]
    for name, right in zip(names, [True, False, True], strict=True):
        record_answer(name, "1", right=right)
    record_try("01-softmax")
    progress()
    shown = capsys.readouterr().out
    assert "1 try on the way, questions right at first: 2 of 3" in shown
    assert f"worth another look: {find_question(names[1])['about']}" in shown
    assert find_question(names[0])["about"] not in shown
    page = Progress(REGISTRY.values(), [{"id": names[1], "about": "a < b"}])._repr_html_()
    assert "worth another look: a &lt; b" in page


def test_without_answers_progress_is_as_it_was(capsys):
    progress()
    shown = capsys.readouterr().out
    assert len(shown.splitlines()) == len({exercise_id[:2] for exercise_id in REGISTRY})
