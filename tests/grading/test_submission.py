"""A submitted file may be anything; what is the student's in it is found all the same."""

import hashlib
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from nnlib.grading import reading
from nnlib.grading.grade import grade
from nnlib.grading.notebook import DAMAGED, LOCKED, MAX_NOTEBOOK, NotebookError
from nnlib.grading.submission import (
    MAX_ALL_CODE,
    MAX_CODE,
    MAX_SHOWN,
    answers,
    fingerprint,
    parse_submission,
    prints,
    text_id,
)
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

EXERCISES = exercises_of("01")
ANSWERS = right()


def read(data):
    return parse_submission(data, EXERCISES)


def read_cells(*cells):
    return read(json.dumps({"cells": list(cells)}).encode())


def test_a_filled_in_chapter_has_its_answers_and_nothing_odd():
    notebook = read(submission(ANSWERS))
    assert {i: c.code for c in notebook.cells for i in c.exercises} == ANSWERS
    assert notebook.flags == []


def test_a_notebook_of_an_earlier_edition_is_called_one():
    (old,) = (exercise for exercise in EXERCISES if exercise.id == "01-nll")
    today = [exercise for exercise in EXERCISES if exercise is not old]
    notebook = parse_submission(submission(ANSWERS), today, [old])
    (flag,) = notebook.flags
    assert flag.startswith("handed out with an earlier edition: 01-nll is no longer asked for")
    told = reading.read_submission(submission(ANSWERS), today, [old])
    assert told.submission.flags == [flag]
    assert old.id not in told.answers


def test_of_the_untouched_chapter_only_the_stubs_are_run():
    notebook = read(as_file(released()))
    assert [cell.exercises for cell in notebook.cells] == [(e.id,) for e in EXERCISES]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"\xff\xfe\x00", "no notebook"),
        (b"{", "the file is cut off"),
        (b"null", "no list of cells"),
        (b"[]", "no list of cells"),
        (b'{"cells": {}}', "no list of cells"),
        (b'{"cells": "abc"}', "no list of cells"),
        (b"[" * 100_000, "no notebook"),
        (b'{"a":' * 100_000, "no notebook"),
        (b'{"cells": ' + b"9" * 10_000 + b"}", "no notebook"),
        (submission(ANSWERS)[:-2000], "the file is cut off"),
        (bytes(MAX_NOTEBOOK + 1), "larger than 50 MB"),
        (b"PK\x03\x04rest of a zip", "no notebook: it is a zip, or a document of Word"),
        (b"%PDF-1.7 and so on", "no notebook: it is a PDF"),
        (b"<!doctype html>", "no notebook: it is a web page"),
        (DAMAGED, "no notebook: it is a damaged entry of the zip"),
        (LOCKED, "no notebook: it is an entry of the zip that is locked"),
    ],
    ids=lambda x: x if isinstance(x, str) else str(x[:12]),
)
def test_what_is_no_notebook_is_called_so(data, says):
    with pytest.raises(NotebookError, match=says):
        read(data)


ODD_CELLS = [
    None,
    3,
    "cell",
    [],
    {},
    {"cell_type": "code"},
    {"cell_type": ["code"], "source": "x = 1"},
    {"cell_type": "markdown", "source": "x = 1"},
    {"cell_type": "code", "source": None},
    {"cell_type": "code", "source": 3},
    {"cell_type": "code", "source": ["a", 3]},
    {"cell_type": "code", "source": {"a": 1}},
    {"cell_type": "code", "source": " \n "},
    {"cell_type": "code", "source": "x" * (MAX_CODE + 1)},
]


@pytest.mark.parametrize("cell", ODD_CELLS, ids=lambda cell: json.dumps(cell)[:40])
def test_an_odd_cell_is_left_out(cell):
    good = {"cell_type": "code", "source": "x = 1"}
    assert [c.code for c in read_cells(cell, good).cells] == ["x = 1"]


@pytest.mark.parametrize(
    "metadata",
    [None, 3, [], {"nbgrader": None}, {"nbgrader": []}, {"nbgrader": {"grade_id": ["01-nll"]}}],
    ids=json.dumps,
)
def test_odd_metadata_does_no_harm(metadata):
    cell = {"cell_type": "code", "source": "x = 1", "metadata": metadata}
    assert read_cells(cell).cells[0].exercises == ()


def test_an_id_nested_as_deeply_as_json_allows_does_no_harm():
    depth = 850
    while depth < 10_000_000:
        text = json.dumps({"cells": [{"cell_type": "code", "source": "x", "id": "ID"}]})
        data = text.replace('"ID"', "[" * depth + "]" * depth).encode()
        try:
            assert len(read(data).cells) == 1
        except NotebookError:
            return  # JSON itself refuses: how deep it goes depends on the Python
        depth += depth // 80
    pytest.fail("JSON never refused")


def test_a_source_may_be_lines_and_begin_with_a_byte_order_mark():
    data = json.dumps({"cells": [{"cell_type": "code", "source": ["x = 1\n", "y = 2"]}]})
    assert read(data.encode("utf-8-sig")).cells[0].code == "x = 1\ny = 2"


def test_ipythons_commands_are_not_run():
    cell = read_cells(code_cell("%timeit f()\n!rm -rf /\nif a:\n    %pip install x\nb % 2")).cells[
        0
    ]
    assert cell.code == "pass\npass\nif a:\n    pass\nb % 2"


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("np.exp?", "pass"),
        ("??softmax", "pass"),
        ("files = !ls", "files = get_ipython()"),
        ("a, b = !ls", "a, b = get_ipython()"),
        ("t = %timeit -o f()", "t = get_ipython()"),
        ("%time y = f(2 % 3)", "y = f(2 % 3)"),
        ("y = %time f()", "y = f()"),
        ("if y:\n    %time f()\nelse:\n    !ls 'a", "if y:\n    f()\nelse:\n    pass"),
        ("!pip install \\\n  torch", "pass\n"),
        ("%matplotlib inline\ny = (7\n     % len(E))", "pass\ny = (7\n     % len(E))"),
        ('!echo (\n!echo """', "pass\npass"),
    ],
)
def test_nor_are_its_questions_and_what_it_assigns(line, left):
    assert read_cells(code_cell(f"{line}\nx = 1")).cells[0].code == f"{left}\nx = 1"


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("%%time\nx = 1", "pass\nx = 1"),
        ("%%capture out\n%time x = 1", "pass\nx = 1"),
        ("%%bash\nls -la", "pass"),
        ("\n%%writefile f.py\nnll = 0", "pass"),
        ("  def f():\n      return 1", "def f():\n    return 1"),
        ("\n\tx = 1\n\ty = 2", "\nx = 1\ny = 2"),
        ("%a\n" * 300 + "x = 1", "%a\n" * 300 + "x = 1"),
        ("x = 1\n y = %", "x = 1\n y = %"),
    ],
)
def test_a_cell_is_taken_as_ipython_takes_it(code, left):
    assert read_cells(code_cell(code)).cells[0].code == left


def test_a_line_of_python_may_begin_with_a_sign():
    code = "x = (7\n     % 3\n     != 2)"
    assert read_cells(code_cell(code)).cells[0].code == code


def test_too_many_cells_are_not_all_read():
    notebook = read_cells(*[code_cell("x = 1")] * 2001)
    assert len(notebook.cells) == 2000
    assert "only the first 2000 of 2001 cells were read" in notebook.flags


def changed(change):
    """Flags of a chapter in which each cell went through a change; None deletes it."""
    notebook = filled_in(ANSWERS)
    notebook["cells"] = [new for cell in notebook["cells"] for new in change(cell)]
    return read(as_file(notebook)).flags


def test_deleted_check_cells_are_noticed():
    flags = changed(lambda cell: [] if grade_id(cell) == "01-nll-check" else [cell])
    assert flags == ["the check cell of 01-nll is missing"]


@pytest.mark.parametrize("text", ["pass", "nll = check('01-nll', nll)", "import os"])
def test_edited_check_cells_are_noticed(text):
    def edit(cell):
        return [cell | {"source": text} if grade_id(cell) == "01-nll-check" else cell]

    assert changed(edit) == ["the check cell of 01-nll was edited"]


def test_emptied_check_cells_count_as_missing():
    def empty(cell):
        return [cell | {"source": ""} if grade_id(cell) == "01-nll-check" else cell]

    assert changed(empty) == ["the check cell of 01-nll is missing"]


def test_deleted_answer_cells_are_noticed():
    flags = changed(lambda cell: [] if grade_id(cell) == "01-nll" else [cell])
    assert flags == ["the answer cell of 01-nll is missing"]


def test_a_check_cell_is_known_by_its_text_too():
    def strip(cell):
        return [cell | {"metadata": {}}] if grade_id(cell).endswith("-check") else [cell]

    assert changed(strip) == []


@pytest.mark.parametrize("data", [as_file(released("02")), as_file({"cells": []})], ids=["02", ""])
def test_another_chapters_notebook_is_called_so_once(data):
    assert read(data).flags == ["not a notebook of chapter 01: it has none of its check cells"]


@pytest.mark.parametrize(
    "code",
    [
        "def nll(Y, P): pass",
        "class nll: pass",
        "nll = 1",
        "a, (nll, *b) = c",
        "nll: int = 1",
        "import math as nll",
        "from math import exp as nll",
        "if True:\n    nll = 1",
        "for nll in []: pass",
        "(nll := 1)",
        "%%time\nnll = 1",
    ],
)
def test_a_cell_answers_the_exercise_whose_name_it_defines(code):
    assert read_cells(code_cell(code)).cells[0].exercises == ("01-nll",)
    other = code_cell(code, nbgrader={"grade_id": "01-softmax"})
    assert read_cells(other).cells[0].exercises == ("01-nll",)


@pytest.mark.parametrize(
    "code", ["nll(1, 2)", "def f():\n    nll = 1", "nll = (", "'nll'", "x.nll = 1"]
)
def test_a_cell_that_defines_no_answer_is_known_by_its_metadata_alone(code):
    assert read_cells(code_cell(code)).cells[0].exercises == ()
    tagged = code_cell(code, nbgrader={"grade_id": "01-softmax"})
    assert read_cells(tagged).cells[0].exercises == ("01-softmax",)


@pytest.mark.parametrize("name", ["01-nll", "01-nll-check"])
def test_copied_cells_are_noticed(name):
    flags = changed(lambda cell: [cell, cell] if grade_id(cell) == name else [cell])
    assert flags == [f"there are 2 cells called {name}"]


def test_a_cell_that_is_still_the_chapters_is_known_by_its_id():
    code = "x = 1"
    digest = hashlib.sha256(code.encode()).hexdigest()
    assert read_cells(code_cell(code) | {"id": digest[5:17]}).cells == []
    assert len(read_cells(code_cell("x = 2") | {"id": digest[5:17]}).cells) == 1
    assert len(read_cells(code_cell(code) | {"id": digest[5:10]}).cells) == 1


@pytest.mark.parametrize(
    "code",
    [
        "from nnlib import plots",
        "import nnlib.functions.activations as a",
        "__import__('nnlib')",
        "open('/course/nnlib/functions/activations.py')",
        "import nnlib as (",
    ],
)
def test_naming_the_library_is_noticed(code):
    assert read_cells(code_cell(code)).flags[-1] == "nnlib is named in a cell of their own"


def test_what_is_odd_in_a_thousand_cells_is_said_once():
    flags = read_cells(*[code_cell("import nnlib")] * 1000).flags
    assert flags.count("nnlib is named in a cell of their own") == 1


def test_a_docstring_may_name_the_library():
    code = 'def f():\n    """Like nnlib\'s."""'
    assert not any("nnlib" in flag for flag in read_cells(code_cell(code)).flags)


@pytest.mark.parametrize(
    "code",
    [
        "(" * 50_000,
        "-" * 90_000 + "1",
        "x" + ".a" * 45_000,
        "1" + "+1" * 45_000,
        "f" + "()" * 45_000,
        "lambda:" * 14_000 + "1",
        "[" * 150 + "]" * 150,
        "x = " + "9" * 90_000,
        "if 1:\n" + "".join(" " * i + "if 1:\n" for i in range(1, 300)),
        "\0",
        "\ud800 = 1",
        "# \ud800",
        "'\\ud800'",
        "f'" + "{x" * 1000,
        "def f():\n\tpass\n        pass",
    ],
    ids=range(15),
)
def test_code_that_no_parser_likes_does_no_harm(code):
    cell = code_cell(code, nbgrader={"grade_id": "01-nll"})
    notebook = read_cells(cell)
    assert notebook.cells[0].code == code
    assert fingerprint(answers(notebook, stubs()))


def print_of(code):
    cell = code_cell(code, nbgrader={"grade_id": "01-nll"})
    return fingerprint(answers(read_cells(cell), stubs()))


def test_a_fingerprint_is_of_what_is_said_not_of_how_it_is_set():
    one = print_of("def nll(Y, P):\n    return 1")
    assert one == print_of("def nll(Y,P):  # mine\n\n    return (1)")
    assert one != print_of("def nll(Y, P):\n    return 2")
    assert print_of("not python at") == print_of("not  python  at")


def test_a_chapter_that_nobody_answered_has_no_fingerprint():
    assert fingerprint(answers(read(as_file(released())), stubs())) is None


ENDLESS = [code_cell("x = 1\n" * (MAX_CODE // 6))] * 150
N_ENDLESS = sum(len(cell["source"]) for cell in ENDLESS)
TOO_MUCH = f"its code is {N_ENDLESS} characters long, and no more than {MAX_ALL_CODE}"


@pytest.fixture
def no_parser(monkeypatch):
    """Parsing is an error."""

    def refuse(*_):
        pytest.fail("it was parsed")

    monkeypatch.setattr("nnlib.grading.submission.ast", SimpleNamespace(parse=refuse))
    monkeypatch.setattr("nnlib.grading.submission.symtable", SimpleNamespace(symtable=refuse))


def test_endless_code_is_refused_before_it_is_parsed(no_parser):
    with pytest.raises(NotebookError, match=TOO_MUCH):
        read_cells(*ENDLESS)


def test_only_what_is_the_students_is_counted():
    code = "x = 1\n" * 1000
    mine = code_cell(code) | {"id": hashlib.sha256(code.encode()).hexdigest()[:12]}
    long = code_cell("x" * (MAX_CODE + 1))
    assert read_cells(*[mine] * 100, *[long] * 10).cells == []
    assert len(read_cells(code_cell("x = 1\n" * 10_000), *[mine] * 100).cells) == 1


def test_what_was_read_in_a_process_of_its_own_is_the_same():
    data = submission(ANSWERS | {"01-nll": "# half a pair \ud800"}, first="import nnlib")
    found = reading.read_submission(data, EXERCISES)
    assert found.submission == read(data)
    here = answers(found.submission, stubs())
    assert found.answers == {i: "\n\n".join(codes) for i, codes in here.items()}
    assert found.fingerprint == fingerprint(here)
    assert found.prints == {i: prints(code, stubs()[i]) for i, code in found.answers.items()}
    assert sum(map(len, found.prints.values())) > 20


def test_of_a_long_answer_the_beginning_is_shown():
    code = f"{ANSWERS['01-nll']}\n# {'x' * MAX_SHOWN}"
    found = reading.read_submission(submission(ANSWERS | {"01-nll": code}), EXERCISES)
    assert found.answers["01-nll"] == code[:MAX_SHOWN]


def test_the_process_that_reads_needs_nothing_of_the_library():
    *python, path = reading.COMMAND
    code = f"import runpy, sys; runpy.run_path({path!r}); print('nnlib' in sys.modules)"
    done = subprocess.run([*python, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import time\ntime.sleep(600)", "reading it took longer than 1 seconds and was stopped"),
        ("while True: pass", "reading it took longer than 1 seconds and was stopped"),
        ("raise MemoryError", "Python could not read it and gave up"),
        ("import os\nos.abort()", "Python could not read it and gave up"),
    ],
)
def test_reading_that_does_not_end_well_is_one_notebooks_trouble(monkeypatch, code, says):
    monkeypatch.setattr(reading, "COMMAND", [sys.executable, "-I", "-S", "-c", code])
    monkeypatch.setattr(reading, "READ_SECONDS", 1.0)
    with pytest.raises(NotebookError, match=says):
        reading.read_submission(submission(ANSWERS), EXERCISES)


def test_a_grader_parses_nothing_itself(no_parser, sandbox):
    assert points(grade(submission(ANSWERS), "01", 0, sandbox)) == full()


def test_it_says_why_endless_code_earns_nothing(no_parser, sandbox):
    result = grade(as_file({"cells": ENDLESS}), "01", 0, sandbox)
    assert set(points(result).values()) == {0}
    assert result.flags == [f"{TOO_MUCH} are read"]
    assert result.unread == f"I{TOO_MUCH[1:]} are read."


def test_cells_of_endless_text_are_left_out_and_told_once():
    cells = [code_cell("x" * (200_000 + i)) for i in range(150)]
    notebook = read_cells(*cells)
    assert notebook.cells == []
    long = "150 of the cells were not read, they are too long: up to 200149 characters"
    assert notebook.flags[0] == long
    assert len(notebook.flags) == 2


FORMS = {
    "UTF-16": lambda notebook: json.dumps(notebook).encode("utf-16"),
    "UTF-16 without a mark": lambda notebook: json.dumps(notebook).encode("utf-16-le"),
    "UTF-8 with a mark": lambda notebook: json.dumps(notebook).encode("utf-8-sig"),
    "nbformat 3": lambda notebook: as_file({"worksheets": [{"cells": as_nbformat_3(notebook)}]}),
    "nbformat 3 in parts": lambda notebook: as_file(
        {"worksheets": [{"cells": [cell]} for cell in as_nbformat_3(notebook)] + [None, {}]}
    ),
}


def as_nbformat_3(notebook):
    """Cells as IPython 2 wrote them: without ids, with another name for the code."""
    return [
        {"input" if key == "source" else key: value for key, value in cell.items() if key != "id"}
        for cell in notebook["cells"]
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_notebook_may_have_any_form_that_notebooks_have_had(form):
    told = reading.read_submission(FORMS[form](filled_in(ANSWERS)), EXERCISES).submission
    assert {i: c.code for c in told.cells for i in c.exercises} == ANSWERS
    assert told.flags == []
    assert len(told.cells) == len(ANSWERS)


def test_a_notebook_with_22_megabytes_of_outputs_is_read():
    notebook = filled_in(ANSWERS)
    notebook["cells"][-1]["outputs"] = [{"data": {"image/png": "x" * 22_000_000}}]
    told = reading.read_submission(as_file(notebook), EXERCISES).submission
    assert {i for cell in told.cells for i in cell.exercises} == {*ANSWERS}


@pytest.mark.parametrize("new", [lambda cell: {}, lambda cell: {"id": cell["source"][:8]}])
def test_a_chapters_cell_is_known_by_its_text_in_colab(new):
    """There, cells have lost their ids, or have others."""
    notebook = filled_in(ANSWERS)
    for cell in notebook["cells"]:
        del cell["id"]
        cell |= new({"source": "".join(cell["source"])})
    told = reading.read_submission(as_file(notebook), EXERCISES).submission
    assert [cell.exercises for cell in told.cells] == [(e.id,) for e in EXERCISES]
    assert told.flags == []


def test_a_copy_of_a_chapters_cell_is_the_students():
    own = text_id("x = 1")
    cells = [code_cell("x =  1\n"), code_cell("x = 1")]
    data = as_file({"cells": cells})
    assert [c.code for c in parse_submission(data, EXERCISES, own=[own]).cells] == ["x = 1"]


def output(text):
    return {"output_type": "display_data", "data": {"text/plain": text}}


@pytest.mark.parametrize(
    ("outputs", "is_right"),
    [
        ([output(["✓ 01-nll Likelihood: correct.", " From here on"])], True),
        ([{"output_type": "stream", "text": ["✓ 01-nll Likelihood: correct.\n"]}], True),
        ([output("✗ 01-nll Likelihood: not yet."), output("✓ 01-nll L: correct.")], True),
        ([output("✗ 01-nll Likelihood: not yet. ✓ 01-nll ")], False),
        ([output("✓ 01-nll-more L: correct.")], False),
        ([None, 3, {}, {"data": None}, {"text": [3]}, {"data": {"text/plain": {}}}], False),
        (None, False),
        ("✓ 01-nll L: correct.", False),
    ],
)
def test_what_their_own_check_said_is_read(outputs, is_right):
    cell = code_cell('nll = check("01-nll", nll)') | {"outputs": outputs}
    told = reading.read_submission(as_file({"cells": [cell]}), EXERCISES).submission
    assert told.correct == ["01-nll"] * is_right
