"""What stands ready should nbval break: it has to see what nbval sees."""

import subprocess
import sys

from nbformat.v4 import new_code_cell, new_notebook, new_output, writes

from bookbuild import reexecute


def printing(source, stored, **metadata):
    output = new_output("stream", name="stdout", text=stored)
    return new_code_cell(source, outputs=[output], metadata=metadata)


def test_a_cell_that_says_something_else_is_named_and_no_other(tmp_path):
    cells = [
        printing("import os\nprint('the same', os.environ['TQDM_DISABLE'])", "the same 1\n"),
        printing("print(6 * 7)", "43\n"),
        printing("print(os.getpid())", "1\n", tags=["nbval-ignore-output"]),
    ]
    (tmp_path / "doctored.ipynb").write_text(writes(new_notebook(cells=cells)))
    command = [sys.executable, "-m", "bookbuild.reexecute", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout
    assert done.returncode == 1
    assert said.count("cell [") == 1
    assert "doctored.ipynb: cell [2]" in said
    assert "-stdout: 43\n+stdout: 42\n" in said


def test_without_a_difference_all_is_well(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(reexecute, "differences", lambda path: [])
    assert reexecute.main(tmp_path / "one.ipynb", tmp_path / "two.ipynb") == 0
    assert capsys.readouterr().out == "2 notebooks say what they said\n"


def test_every_text_counts_and_no_picture():
    def display(*outputs):
        shown = [new_output("display_data", {**data, "image/png": "…"}) for data in outputs]
        return reexecute.said(new_code_cell(outputs=shown))

    one, other = {"text/plain": "1"}, {"text/plain": "1", "text/html": "<b>1</b>"}
    assert display(one) != display(other)
    assert display(one, one) != display(one)
    assert not any("…" in line for line in display(one))
