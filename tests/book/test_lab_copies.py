"""A learner's copies: without outputs, brought to a new edition, and never lost."""

import errno
import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from bookbuild import handouts, lab_copies, notebooks
from bookbuild.paths import BOOK

NAME = "01-a.ipynb"


def chapter(title, *more):
    printed = new_code_cell("1 + 1", id="sum", execution_count=3)
    printed.outputs = [new_output("execute_result", {"text/plain": "2"}, execution_count=3)]
    title = new_markdown_cell(title, id=handouts.digest(title))
    return new_notebook(cells=[title, printed, *more])


@pytest.fixture
def book(tmp_path):
    book = tmp_path / "book"
    (book / "figures").mkdir(parents=True)
    nbformat.write(chapter("# A"), book / NAME)
    (book / "figures" / "x.svg").write_bytes(b"picture")
    return book


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.setattr(lab_copies, "running_server", lambda work: None)
    return tmp_path / "work"


def read(path):
    return nbformat.read(path, as_version=4)


def test_many_files_are_counted_by_kind():
    names = ["00-a.ipynb", "01-b.ipynb", "glossary.md", "figures/x.svg", "figures/y.svg"]
    assert lab_copies.in_words(names) == "2 notebooks, 1 page, 2 pictures"


def add_note(path, text="my note"):
    mine = read(path)
    mine.cells.append(new_markdown_cell(text))
    nbformat.write(mine, path)


def new_edition(book):
    nbformat.write(chapter("# A, second edition"), book / NAME)


def test_a_copy_has_no_outputs_and_names_its_edition(book, work):
    assert lab_copies.renew(book, work) == [f"copied into {work}: {NAME}, figures/x.svg"]
    mine = read(work / NAME)
    assert [cell.get("outputs") for cell in mine.cells] == [None, []]
    assert mine.cells[1].execution_count is None
    assert handouts.edition_of(mine) == handouts.edition(read(book / NAME))
    assert (work / "figures" / "x.svg").read_bytes() == b"picture"
    assert lab_copies.renew(book, work) == [f"nothing new for {work}"]


def test_no_chapter_is_handed_out_with_outputs():
    chapters = sorted(BOOK.glob("*.ipynb"))
    assert len(chapters) == len(notebooks.all_sources())
    for path in chapters:
        copy = handouts.hand_out(path)
        assert not any(cell.get("outputs") for cell in copy.cells)
        assert "widgets" not in copy.metadata
        assert lab_copies.edition_before(copy, path.name, path.parent) is None  # it was never kept


def test_a_new_edition_is_merged_and_the_old_file_stays_beside_it(book, work):
    lab_copies.renew(book, work)
    add_note(work / NAME)
    before = (work / NAME).read_bytes()
    new_edition(book)
    (said,) = lab_copies.renew(book, work)
    assert said == (
        f"{NAME} has a new edition: kept 1 cell of your own. "
        "Your old copy is 01-a-before-update-1.ipynb"
    )
    mine = [cell.source for cell in read(work / NAME).cells]
    assert mine == ["# A, second edition", "1 + 1", "my note"]
    assert (work / "01-a-before-update-1.ipynb").read_bytes() == before
    assert lab_copies.renew(book, work) == [f"nothing new for {work}"]
    nbformat.write(chapter("# A, third edition"), book / NAME)
    assert "01-a-before-update-2.ipynb" in lab_copies.renew(book, work)[0]


def test_an_untouched_copy_is_renewed_without_ado(book, work):
    lab_copies.renew(book, work)
    new_edition(book)
    assert lab_copies.renew(book, work) == [
        f"{NAME} has a new edition; you had changed nothing in it"
    ]
    assert sorted(path.name for path in work.glob("*.ipynb")) == [NAME]


def test_nothing_is_merged_while_jupyterlab_is_open_on_it(book, work, monkeypatch):
    lab_copies.renew(book, work)
    add_note(work / NAME)
    before = (work / NAME).read_bytes()
    new_edition(book)
    monkeypatch.setattr(lab_copies, "running_server", lambda work: work)
    (said,) = lab_copies.renew(book, work)
    assert said == f"JupyterLab is open on {work}: close it to get what is new in {NAME}"
    assert (work / NAME).read_bytes() == before


def test_a_server_that_shows_the_folder_is_found(tmp_path, monkeypatch):
    from jupyter_server import serverapp

    work = tmp_path / "work"
    for root, found in [(work, True), (tmp_path, True), (tmp_path / "elsewhere", False)]:
        servers = [{"root_dir": str(root)}]
        monkeypatch.setattr(serverapp, "list_running_servers", lambda servers=servers: servers)
        assert (lab_copies.running_server(work) is not None) == found


def test_what_is_saved_while_a_chapter_is_merged_is_kept(book, work, monkeypatch):
    lab_copies.renew(book, work)
    add_note(work / NAME)
    new_edition(book)
    merge = lab_copies.updates.merge

    def slowly(*args):
        add_note(work / NAME, "saved just now")
        return merge(*args)

    monkeypatch.setattr(lab_copies.updates, "merge", slowly)
    assert "was saved just now" in lab_copies.renew(book, work)[0]
    assert read(work / NAME).cells[-1].source == "saved just now"
    assert list(work.glob("*before*")) == []


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_full_disk_or_a_crash_in_the_middle_loses_nothing(book, work, monkeypatch, step):
    lab_copies.renew(book, work)
    add_note(work / NAME)
    before = (work / NAME).read_bytes()
    new_edition(book)
    steps = iter(range(1, 9))

    def full(function):
        def run(*args, **options):
            if next(steps) == step:
                raise OSError(errno.ENOSPC, "No space left on device")
            return function(*args, **options)

        return run

    with monkeypatch.context() as patch:
        patch.setattr(lab_copies, "write_atomically", full(lab_copies.write_atomically))
        patch.setattr(lab_copies.shutil, "copyfile", full(lab_copies.shutil.copyfile))
        (said,) = lab_copies.renew_chapters([(book / NAME, NAME)], work)
        assert said == f"{NAME} stays as it is: No space left on device"
    assert (work / NAME).read_bytes() == before
    assert list(work.glob("*.part")) + list(work.glob("*before*")) == []
    assert "kept 1 cell of your own" in lab_copies.renew(book, work)[0]


def test_a_file_that_is_no_notebook_is_named_and_left(book, work):
    lab_copies.renew(book, work)
    (work / NAME).write_text('{"cells": [')
    new_edition(book)
    (said,) = lab_copies.renew(book, work)
    assert said.startswith(f"{NAME} cannot be read and stays as it is (")
    assert (work / NAME).read_text() == '{"cells": ['


def test_a_copy_of_an_unknown_edition_stays(book, work):
    lab_copies.renew(book, work)
    mine = read(work / NAME)
    mine.metadata["nnlib"] = {"edition": "0123456789ab"}
    nbformat.write(mine, work / NAME)
    (said,) = lab_copies.renew(book, work)
    assert said.startswith(f"{NAME} comes from an edition that is not known here")
    assert read(work / NAME) == mine


def test_a_copy_of_the_first_edition_keeps_its_answers(tmp_path, work, monkeypatch):
    """It notes no edition; which cells are the course's is known from a list."""
    name = "06-mnist.ipynb"
    mine, new = read(BOOK / name), handouts.hand_out(BOOK / name)
    assert len(json.loads(lab_copies.FIRST.read_text())["06-mnist"]) > 50
    known = mine.cells[::2]  # as if the first edition had had every other cell
    first = {cell.id: handouts.digest(cell.source) for cell in known}
    (tmp_path / "first.json").write_text(json.dumps({"06-mnist": first}))
    monkeypatch.setattr(lab_copies, "FIRST", tmp_path / "first.json")
    (cell,) = [cell for cell in mine.cells if handouts.exercise_of(cell) == "06-sgd"]
    cell.source = "class SGD:\n    pass"
    mine.cells = [*known, *([] if cell in known else [cell])]
    work.mkdir()
    nbformat.write(mine, work / name)
    (said,) = lab_copies.renew_chapters([(BOOK / name, name)], work)
    assert "kept 1 answer. " in said
    renewed = read(work / name)
    assert [cell.id for cell in renewed.cells] == [cell.id for cell in new.cells]


def test_pages_and_pictures_that_were_changed_stay(book, work):
    lab_copies.renew(book, work)
    (work / "figures" / "x.svg").write_bytes(b"mine")
    assert lab_copies.renew(book, work) == [f"nothing new for {work}"]
    (book / "figures" / "x.svg").write_bytes(b"second edition")
    (kept,) = lab_copies.renew(book, work)
    assert kept.startswith("new in the book, but you have changed your copy, which stays: figures")
    assert lab_copies.renew(book, work) == [kept]  # until they have done something about it
    (work / "figures" / "x.svg").unlink()
    assert lab_copies.renew(book, work) == [f"copied into {work}: figures/x.svg"]
    (book / "figures" / "x.svg").write_bytes(b"third edition")
    assert lab_copies.renew(book, work)[0].startswith(f"renewed in {work}, where you had not")
    assert (work / "figures" / "x.svg").read_bytes() == b"third edition"


def test_a_lost_list_of_pages_is_no_reason_to_overwrite(book, work):
    lab_copies.renew(book, work)
    (work / lab_copies.EDITIONS / lab_copies.PAGES).write_text("{")
    (work / "figures" / "x.svg").write_bytes(b"mine, or an older one")
    (said,) = lab_copies.renew(book, work)
    assert "cannot tell" in said
    assert (work / "figures" / "x.svg").read_bytes() == b"mine, or an older one"
