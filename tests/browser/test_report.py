"""The grader's pages: right on a phone, in both schemes, and with links that lead somewhere."""

import pytest

from nnlib.grading.chapters import own_cells
from nnlib.grading.classroom import Classroom
from nnlib.grading.feedback import Links
from nnlib.grading.record import Adjustment, Attempt, Identity, Mark, Record, Result
from nnlib.grading.roster import find_students
from tests.browser.test_every_page import AXE, AXE_SAYS
from tests.grading.classmates import CHAPTERS, Listed, exercises_of, right

CODE = right()
WRONG = "def nll(Y, P):\n    # " + "a long line " * 20 + "\n    return -np.sum(Y * P)  # 0.5"
LONG = [("Z", "[[1. 2. 3. 4. 5. 6. 7. 8. 9.]]" * 4), ("seen", "`nll(Y, P)` is off."), ("got", "3")]


def record(key, *, turn=0):
    """A student whose answers are right, wrong, right in part and not attempted."""
    marks = []
    for i, e in enumerate(exercises_of("01"), turn):
        kind = i % 4
        status = ["correct", "not yet", "not yet", "not attempted"][kind]
        points = [e.points, 0, e.points / 2, 0][kind]
        mark = Mark(e.id, e.title, points, e.points, status, code=CODE[e.id])
        if status == "not yet":
            mark.reason, mark.mistake = "This is the sum; the loss is its *mean*.", "a_sum"
            mark.rows, mark.code = LONG, WRONG
            mark.prints = [(1000 * i + k, 1, 2) for k in range(9)]
        if kind == 2:
            mark.parts = [("w", True), ("b", False)]
        marks.append(mark)
    flags = ["the check cell of 01-nll was edited", "nnlib is named in a cell of their own"]
    result = Result(marks, flags, f"{key}", 7, disputed=["01-nll"])
    date = "2026-11-29T14:05+01:00"
    path = f"{key}_with_a_very_long_name_of_a_file_that_has_no_place_to_break_01.ipynb"
    last = Attempt(path, "d", date, flags, result)
    return Record(Identity(key, key.title()), last, [last])


@pytest.fixture
def report(tmp_path, monkeypatch):
    """A report of four, two of whom are alike."""
    people = {key: record(key, turn=turn) for key, turn in
              [("ann", 0), ("bob", 0), ("cleo", 1), ("dan", 2)]}  # fmt: skip
    source = Listed(*(f"{key}.ipynb" for key in people))
    links = Links.to("https://example.org/", solutions=True)
    room = Classroom(source, find_students(source), "01", tmp_path, links=links)
    monkeypatch.setattr(room.folder, "read", people.get)
    room.adjusted = {"ann": {"01-nll": Adjustment(1.0, "Well explained."), "": Adjustment(-1.0)}}
    room.write()
    return tmp_path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["class.html", "feedback/ann.html"])
def test_a_page_is_right_on_a_phone(tab, report, page, scheme):
    settings = {"viewport": {"width": 390, "height": 800}, "color_scheme": scheme}
    opened = tab((report / page).as_uri(), bypass_csp=True, **settings)
    opened.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    if page == "class.html":
        assert opened.locator(".beside .hll").count() > 0
    opened.add_script_tag(path=str(AXE))
    # Today's browsers let the keyboard scroll what scrolls, without a stop at each line of code.
    rules = {"rules": {"scrollable-region-focusable": {"enabled": False}}}
    assert opened.evaluate(AXE_SAYS, [None, rules]) == []


def test_nothing_is_asked_for_and_nothing_runs(tab, report):
    opened = tab((report / "class.html").as_uri())
    assert opened.evaluate("performance.getEntriesByType('resource').length") == 0
    assert opened.locator("script").count() == 0


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_exercise_has_the_section_that_feedback_links_to(html, chapter):
    known = own_cells(chapter)
    assert set(known.sections) == {exercise.id for exercise in exercises_of(chapter)}
    for folder in ("book", "solutions"):
        text = (html / folder / f"{known.page}.html").read_text("utf-8")
        assert [i for i in known.sections.values() if f'id="{i}"' not in text] == []
