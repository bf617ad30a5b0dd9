"""What every chapter promises its reader: pace, opener, close, and figures with words."""

import re

import nbformat
import pytest
import yaml

import nnlib.widgets
from book.figures import course_map
from bookbuild import notebooks
from bookbuild.chapters import chapters
from nnlib.exercises import REGISTRY
from nnlib.exercises.questions import all_questions

SOURCES = sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md"))
CHAPTERS = pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.stem)


def cells(source, kind=None):
    found = nbformat.read(notebooks.target(source, "chapter"), as_version=4).cells
    return [cell for cell in found if kind in (None, cell.cell_type)]


@CHAPTERS
def test_it_opens_and_closes_in_the_same_way(source):
    opener = cells(source)[0].source
    assert re.match(rf"# {source.name[:2]} · ", opener)
    for promise in [
        "**What you'll do.**",
        "**What you'll learn.**",
        "**What you need.**",
        "**Time.**",
    ]:
        assert promise in opener
    headings = re.findall(r"^## (.+)$", "\n".join(c.source for c in cells(source)), re.M)
    main = [heading for heading in headings if not heading.startswith("Extra: ")]
    assert main[-3:] == ["Recap", "Check yourself", "Further reading"]
    assert headings[-1] == main[-1]


@CHAPTERS
def test_the_recap_is_short_and_the_questions_have_folded_answers(source):
    text = "\n".join(cell.source for cell in cells(source, "markdown"))
    recap = text.split("## Recap")[1].split("##")[0]
    assert 3 <= recap.count("\n* ") <= 5
    asked = text.split("## Check yourself")[1].split("\n## ")[0]
    if "**Question.**" in asked:  # they answer by themselves: tests/book/test_questions.py
        assert 4 <= asked.count("**Question.**") <= 6
        return
    questions = asked.split("<details>")
    assert 4 <= len(re.findall(r"^\d\. ", questions[0], re.M)) <= 6
    assert len(re.findall(r"^\d\. ", questions[0], re.M)) == len(
        re.findall(r"^\d\. ", questions[1], re.M)
    )


@CHAPTERS
def test_text_and_code_take_turns(source):
    kinds = [cell.cell_type for cell in cells(source)]
    end = next(i for i, c in enumerate(cells(source)) if c.source.startswith("## Recap"))
    runs = "".join("m" if kind == "markdown" else "c" for kind in kinds[:end])
    # The text after a result, the next heading's, and an exercise's card may meet.
    assert "mmmm" not in runs


@CHAPTERS
def test_code_cells_are_short(source):
    own = [c for c in cells(source, "code") if "nbgrader" not in c.metadata]
    lengths = sorted(len(cell.source.splitlines()) for cell in own)
    assert lengths[-1] <= 15
    assert lengths[len(lengths) // 2] <= 5
    assert max(len(line) for cell in own for line in cell.source.splitlines()) <= 88


@CHAPTERS
def test_no_cell_replaces_what_the_reader_has_written(source):
    """By a function or class of the same name; a class may go on with the reader's own."""
    asked = {e.name for e in REGISTRY.values() if e.chapter == source.name[:2]}
    for cell in cells(source, "code"):
        if "nbgrader" not in cell.metadata:
            for name, bases in re.findall(r"(?m)^(?:def|class) (\w+)(.*)", cell.source):
                assert name not in asked or bases == f"({name}):", cell.source


@CHAPTERS
def test_it_has_four_to_twelve_exercises_and_asks_for_words_of_ones_own(source):
    """In an exercise that is open, or in a question that is answered with a sentence."""
    titles = [c.source for c in cells(source, "markdown") if c.source.startswith("### Exercise")]
    assert 4 <= len(titles) <= 12
    open_ones = [text for text in titles if "· open:" in text]
    asked = [facts for name, facts in all_questions().items() if name[:2] == source.name[:2]]
    kinds = [facts["kind"] for facts in asked]
    assert open_ones or kinds.count("explain") >= 2
    assert all("<summary>Model answer</summary>" in text for text in open_ones)


@CHAPTERS
def test_every_figure_says_what_it_shows_and_prints_a_fact(source):
    for cell in cells(source, "code"):
        pictures = [o for o in cell.outputs if "image/png" in o.get("data", {})]
        printed = [o for o in cell.outputs if o.output_type == "stream"]
        if not pictures:
            continue
        alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
        assert len(alt) > 40, cell.source
        assert printed, cell.source
    for cell in cells(source, "markdown"):
        assert all(len(alt) > 40 for alt in re.findall(r"!\[(.*?)\]\(", cell.source))


@CHAPTERS
def test_every_playable_figure_is_one_of_ours_with_a_still_form(source):
    notebook = nbformat.read(notebooks.target(source, "chapter"), as_version=4)
    models = notebook.metadata.get("widgets", {}).get(notebooks.STATE, {}).get("state", {})
    outputs = [output.get("data", {}) for c in cells(source, "code") for output in c.outputs]
    shown = [data for data in outputs if notebooks.VIEW in data]
    for i, data in enumerate(shown, 1):
        assert data[notebooks.VIEW]["model_id"] == f"figure-{i}"
        state = models[f"figure-{i}"]["state"]
        # Only these play on a page; a slider of ipywidgets would vanish from it.
        assert state["_anywidget_id"].startswith("nnlib.widgets.")
        figure = getattr(nnlib.widgets, state["_anywidget_id"].split(".")[-1])
        # What an earlier figure has as well stands there.
        module, css = (
            text if isinstance(text, str) else models[text["as"]]["state"][part]
            for part, text in [("_esm", state["_esm"]), ("_css", state["_css"])]
        )
        assert module == figure._esm, "its module has changed: run `make notebooks`"
        assert css == figure._css, "its looks have changed: run `make notebooks`"
        assert {"image/png", "text/html"} & {*data}
    assert len(models) == 2 * len(shown)  # each with its layout, and nothing else


@CHAPTERS
def test_equations_are_numbered_in_order(source):
    text = "\n".join(cell.source for cell in cells(source, "markdown"))
    numbers = [int(n) for n in re.findall(rf"\\tag\{{{int(source.name[:2])}\.(\d+)\}}", text)]
    assert numbers == list(range(1, len(numbers) + 1))
    for chapter, number in re.findall(r"[Ff]ormula \((\d+)\.(\d+)\)", text):
        assert int(chapter) != int(source.name[:2]) or int(number) in numbers


@CHAPTERS
def test_the_front_page_promises_the_same_minutes(source):
    time = re.search(r"\*\*Time\.\*\* (.+)", cells(source)[0].source)[1]
    (chapter,) = (c for c in chapters() if c.number == source.name[:2])
    in_opener = [int(n) for n in re.findall(r"(\d+) (?:more|minutes)", time)]
    assert chapter.minutes == sum(in_opener), (chapter, time)


@CHAPTERS
def test_every_answer_in_the_solutions_is_found_correct(source):
    solved = nbformat.read(notebooks.target(source, "solution"), as_version=4).cells
    for cell in solved:
        if "check" in cell.metadata.get("tags", []):
            assert ": correct." in str(cell.outputs), cell.source


@CHAPTERS
def test_a_chapter_begins_with_what_is_due_and_stores_nothing_of_it(source):
    code = cells(source, "code")
    (place,) = (n for n, cell in enumerate(code) if cell.source.endswith("\nreview()"))
    assert "nnlib.exercises import" in code[place - 1].source
    assert code[place].outputs == []
    assert "skip-execution" in code[place].metadata.tags
    solved = nbformat.read(notebooks.target(source, "solution"), as_version=4)
    assert not any("review()" in cell.source for cell in solved.cells)


def test_the_contents_and_the_map_have_every_chapter():
    toc = yaml.safe_load((notebooks.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    stems = [source.stem for source in SOURCES]
    for folder in ["book", "solutions"]:
        listed = [f for f in files if re.match(rf"{folder}/\d\d-", f)]
        assert listed == [f"{folder}/{stem}" for stem in stems]
    assert sorted(course_map.PLACES) == [stem[:2] for stem in stems]
