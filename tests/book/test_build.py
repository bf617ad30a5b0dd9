"""The builder: what it makes of a chapter's source, and that all of it is up to date."""

import functools
from pathlib import Path

import nbformat
import pytest

from bookbuild import notebooks
from nnlib.exercises import REGISTRY
from nnlib.widgets import SoftmaxBars

SOURCES = sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md"))


@functools.cache
def expanded(source, kind):
    """A chapter's cells; every exercise is looked for in all of them."""
    return notebooks.expand(source, kind).cells


def cells_of(kind, exercise_id):
    for source in SOURCES:
        for cell in expanded(source, kind):
            if cell.metadata.get("nbgrader", {}).get("grade_id") == exercise_id:
                yield cell


def test_an_edited_notebook_is_noticed_and_the_message_says_where_to_edit(monkeypatch, capsys):
    source = SOURCES[0]
    notebook = notebooks.expand(source, "chapter")
    notebook.cells[1].source += "\n# edited by hand"
    monkeypatch.setattr(notebooks, "expand", lambda *_: notebook)
    assert notebooks.main(["--check", source.name[:2]]) == 1
    assert f"book/_src/{source.name}" in capsys.readouterr().err


@pytest.mark.parametrize("exercise_id", REGISTRY)
def test_each_exercise_stands_in_exactly_one_chapter_with_its_number(exercise_id):
    (stub,) = cells_of("chapter", exercise_id)
    (answer,) = cells_of("solution", exercise_id)
    assert "TODO" in stub.source
    assert "TODO" not in answer.source
    chapters = [s.name[:2] for s in SOURCES if f'"{exercise_id}"' in s.read_text()]
    assert chapters == [exercise_id[:2]]


@pytest.mark.parametrize("exercise_id", REGISTRY)
def test_cells_carry_nbgraders_metadata(exercise_id):
    (stub,) = cells_of("chapter", exercise_id)
    (check,) = cells_of("chapter", f"{exercise_id}-check")
    facts = stub.metadata.nbgrader
    assert (facts.solution, facts.grade, facts.locked) == (True, False, False)
    facts = check.metadata.nbgrader
    assert (facts.solution, facts.grade, facts.locked) == (False, True, True)
    assert facts.points == REGISTRY[exercise_id].points
    assert facts.schema_version == 3


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.stem)
@pytest.mark.parametrize("kind", notebooks.FOLDERS)
def test_a_notebook_is_valid_small_and_free_of_traces(source, kind):
    path = notebooks.target(source, kind)
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert path.stat().st_size < 2**20
    text = "".join(
        str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", ""))
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )
    assert " at 0x" not in text
    whole = path.read_text(encoding="utf-8")
    for trace in ["/tmp/", "ipykernel_", str(notebooks.ROOT), str(Path.home()) + "/"]:
        assert trace not in whole
    assert not any(
        output.output_type == "error" or output.get("name") == "stderr"
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )


def test_expanding_twice_gives_the_same_cells():
    for source in SOURCES:
        one, two = (notebooks.essence(notebooks.expand(source, "chapter")) for _ in range(2))
        assert one == two


def test_an_interrupted_write_leaves_the_old_notebook(tmp_path, monkeypatch):
    path = tmp_path / "chapter.ipynb"
    path.write_text("old")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(notebooks.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        notebooks.write_atomically(path, "new")
    assert path.read_text() == "old"


def test_a_widget_that_needs_python_leaves_its_picture_only():
    slider = {"model_module": "@jupyter-widgets/controls", "model_name": "IntSlider", "state": {}}
    data = {notebooks.VIEW: {"model_id": "c0ffee"}, "image/png": "…"}
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", data)])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata["widgets"] = {notebooks.STATE: {"state": {"c0ffee": slider}}}
    notebooks.stored_figures(notebook)
    assert list(cell.outputs[0].data) == ["image/png"]


def test_figures_are_counted_and_what_is_not_displayed_is_dropped():
    def model(**state):
        return {"model_module": "anywidget", "model_name": "AnyModel", "state": state}

    models = {
        "c0ffee": model(layout="IPY_MODEL_dead", _esm="…", tooltip=None),
        "dead": model(width=None),
        "beef": model(_esm="never displayed"),
    }
    output = nbformat.v4.new_output("display_data", {notebooks.VIEW: {"model_id": "c0ffee"}})
    cell = nbformat.v4.new_code_cell(outputs=[output])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata["widgets"] = {notebooks.STATE: {"state": models}}
    kept = notebooks.stored_figures(notebook)["widgets"][notebooks.STATE]["state"]
    assert list(kept) == ["figure-1", "figure-1-layout"]
    assert kept["figure-1"]["state"] == {"_esm": "…", "layout": "IPY_MODEL_figure-1-layout"}
    assert {o.data[notebooks.VIEW]["model_id"] for o in cell.outputs} == {"figure-1"}


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """A notebook with one stored figure, as its class was before; and the figure's state there."""
    state = SoftmaxBars([1, 2], temperature=3).get_state()
    old = {k: v for k, v in state.items() if v is not None and k != "controls"}
    path = tmp_path / "01-sigmoid-softmax.ipynb"

    def write(**changes):
        state = old | {"_esm": "old", "_css": "old"} | changes
        models = {"figure-1": {"model_module": "anywidget", "state": state}}
        notebook = nbformat.v4.new_notebook(
            metadata={"widgets": {notebooks.STATE: {"state": models}}}
        )
        nbformat.write(notebook, path)
        return path

    def read():
        metadata = nbformat.read(path, as_version=4).metadata
        return metadata.widgets[notebooks.STATE].state["figure-1"].state

    monkeypatch.setattr(notebooks, "ROOT", tmp_path)
    return write, read


def test_a_stored_figure_gets_the_module_the_looks_and_the_settings_of_today(stored):
    write, read = stored
    path = write()
    assert notebooks.has_old_figures(path)
    assert notebooks.renew_figures(path) == 0
    assert not notebooks.has_old_figures(path)
    assert (read()["_esm"], read()["_css"]) == (SoftmaxBars._esm, SoftmaxBars._css)
    assert read()["controls"] is True
    assert (read()["temperature"], read()["logits"]) == (3.0, [1.0, 2.0])  # stay as they were
    assert list(read()) == sorted(read())


def test_a_figure_that_only_a_run_can_renew_is_left_as_it_is(stored, capsys):
    write, read = stored
    path = write(brightness=1)
    assert notebooks.renew_figures(path) == 1
    assert "SoftmaxBars has no longer ['brightness']; build it" in capsys.readouterr().err
    assert notebooks.has_old_figures(path)
    assert read()["_esm"] == "old"


@pytest.fixture
def small_chapter(tmp_path, monkeypatch):
    """A chapter of one sentence and one line of code, and its notebook with a stored output."""
    for name, folder in (("ROOT", "."), ("SOURCES", "_src"), ("BOOK", "book")):
        (tmp_path / folder).mkdir(exist_ok=True)
        monkeypatch.setattr(notebooks, name, tmp_path / folder)
    monkeypatch.setitem(notebooks.FOLDERS, "chapter", tmp_path / "book")
    source = tmp_path / "_src" / "00-small.md"

    def write(text, code):
        source.write_text(f"{text}\n\n```{{code-cell}} ipython3\n{code}\n```\n")
        return source

    notebook = notebooks.expand(write("Old words.", "print(6 * 7)"), "chapter")
    output = nbformat.v4.new_output("stream", text="42\n")
    notebook.cells[-1].update(outputs=[output], execution_count=1)
    nbformat.write(notebook, tmp_path / "book" / "00-small.ipynb")
    return write


def test_new_words_come_into_a_notebook_whose_outputs_stay(small_chapter):
    source = small_chapter("New words.", "print(6 * 7)")
    assert not notebooks.is_up_to_date(source, "chapter")
    assert notebooks.renew_words(source, "chapter") == 0
    assert notebooks.is_up_to_date(source, "chapter")
    text, code = nbformat.read(notebooks.target(source, "chapter"), as_version=4).cells
    assert text.source == "New words."
    assert (code.outputs[0].text, code.execution_count) == ("42\n", 1)


@pytest.mark.parametrize("code", ["print(6 * 8)", "print(6 * 7)\n```\n\n```{code-cell}\n1 + 1"])
def test_new_code_has_to_be_run_and_the_message_names_it(small_chapter, code, capsys):
    source = small_chapter("New words.", code)
    assert notebooks.renew_words(source, "chapter") == 1
    assert code.splitlines()[-1] in capsys.readouterr().err
    text = nbformat.read(notebooks.target(source, "chapter"), as_version=4).cells[0]
    assert text.source == "Old words."
