"""The page about the class: what most got wrong, without names, and what needs a person."""

import html.parser
import re

import pytest

from nnlib.grading.class_page import Class, Outcome, beside, grouped
from nnlib.grading.classroom import Classroom
from nnlib.grading.pages import in_words, page, without_comments
from nnlib.grading.record import Attempt, Identity, Mark, Record, Result
from nnlib.grading.roster import LATE, find_students
from nnlib.grading.similar import Pair
from tests.grading.classmates import Listed, exercises_of

EXERCISES = exercises_of("01")
POINTS = {exercise.id: exercise.points for exercise in EXERCISES}


def record(name, wrong=None, *, flags=(), prints=(), waits=""):
    """A student who has all right but the exercises named, each with a mistake and its code."""
    wrong = wrong or {}
    marks = []
    for e in EXERCISES:
        mistake, code = wrong.get(e.id, ("", "x = 1"))
        status = "not yet" if mistake else "correct"
        points = 0 if mistake else e.points
        reason = f"This is {mistake}." if mistake else ""
        marks.append(Mark(e.id, e.title, points, e.points, status, reason, mistake, [], code))
    marks[0].prints = list(prints)
    last = Attempt(f"{name}.ipynb", "d", "", list(flags), Result(marks, list(flags), None, 1))
    return Record(Identity(name.lower(), name), last, waits=waits)


def taken(*records):
    found = Class([Outcome(exercise) for exercise in EXERCISES])
    for one in records:
        found.add(one)
    return found


def test_exercises_are_to_be_discussed_where_the_class_lost_most():
    nll, softmax, grad = "01-nll", "01-softmax", "01-softmax-nll-grad"
    found = taken(
        record("A", {nll: ("a sum", "long = 1\nx = 2"), softmax: ("an overflow", "y = 1")}),
        record("B", {nll: ("a sum", "# B wrote this\nx = 2")}),
        record("C", {nll: ("a sign", "z = 3"), grad: ("N times", "g = 1")}),
        record("D"),
    )
    lost = [(o.exercise.id, o.lost) for o in found.most_lost()]
    expected = {nll: 3 * POINTS[nll], grad: POINTS[grad], softmax: POINTS[softmax]}
    assert lost == sorted(expected.items(), key=lambda item: -item[1])
    of_nll = next(o for o in found.outcomes if o.exercise.id == nll)
    assert [(w.sentence, w.n, w.code) for w in of_nll.by_frequency()] == [
        ("This is a sum.", 2, "x = 2"), ("This is a sign.", 1, "z = 3")
    ]  # fmt: skip
    assert [wrong.n for _, wrong in found.mistakes()] == [2, 1, 1, 1]
    assert (of_nll.n, of_nll.percent("correct"), of_nll.points) == (4, 25, POINTS[nll])


def test_who_waits_or_could_not_be_read_is_no_part_of_the_numbers():
    unread = record("B")
    unread.result.unread = "The file is empty."
    nobody = Record(Identity("c", "C"), Attempt(flags=["nothing was handed in"]))
    found = taken(record("A"), unread, nobody, record("D", waits="not graded yet"))
    assert found.totals == [sum(POINTS.values())]
    assert [o.n for o in found.outcomes] == [1] * len(EXERCISES)
    assert [row["total"] is None for row in found.rows] == [False, False, False, True]
    assert found.histogram(sum(POINTS.values()))[-1] == 1


def test_flags_are_grouped_whatever_exercise_they_are_of():
    several = "3 notebooks were handed in, 2 graded: d/x.ipynb counts"
    flags = [
        ("A", "the check cell of 01-nll was edited"),
        ("B", "the check cell of 01-softmax, 01-nll was edited"),
        ("C", "nnlib is named in a cell of their own"),
        ("D", several),
    ]
    assert grouped(flags) == {
        "the check cell of … was edited": ["A (01-nll)", "B (01-softmax, 01-nll)"],
        "nnlib is named in a cell of their own": ["C"],
        "several notebooks were handed in": [f"D ({several})"],
    }


def test_similar_answers_stand_side_by_side_with_the_lines_that_are_alike():
    one = record("A", prints=[(7, 1, 1), (8, 3, 4)])
    other = record("B", prints=[(8, 2, 2)])
    for who, code in ((one, "a = 1\n\nb = 2\nc = 3"), (other, "# B\nb = 2")):
        who.result.marks[0].code = code
    common = frozenset({(EXERCISES[0].id, 8)})
    (answer,) = beside(Pair("a", "b", 1.0, common), one, other)
    assert answer["title"] == EXERCISES[0].title
    assert answer["sides"] == [("a = 1\nb = 2\nc = 3", {2, 3}), ("b = 2", {1})]


def test_a_code_without_comments_has_no_docstring_either():
    code = 'def f(x):\n    """By Jane."""\n    # Jane\n\n    return "#" + x  # Jane\n'
    assert without_comments(code, [1, 3, 5]) == ('def f(x):\n    return "#" + x', {1, 2})


@pytest.mark.parametrize(
    ("date", "says"),
    [("2026-11-29T14:05+01:00", "29 November 2026, 14:05"), ("", ""), ("yesterday", "")],
)
def test_a_date_is_said_in_words(date, says):
    assert in_words(date) == says


class Texts(html.parser.HTMLParser):
    """Tags and text of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A classroom whose records are made up."""

    def make(*records):
        source = Listed(*(f"{r.student.key}.ipynb" for r in records))
        made = Classroom(source, find_students(source), "01", tmp_path)
        monkeypatch.setattr(made.folder, "read", {r.student.key: r for r in records}.get)
        return made

    return make


def test_names_stand_below_what_can_be_shown_to_a_class(room, tmp_path):
    code = "def nll(Y, P):\n    # Anna's\n    return <b>1"
    named = "nnlib is named in a cell of their own"
    made = room(
        record("Anna", {"01-nll": ("a sum", code)}, flags=[LATE + "anna.ipynb"]),
        record("Bert", {"01-nll": ("a sum", code)}, flags=[named]),
        record("Cleo"),
    )
    made.write()
    text = (tmp_path / "class.html").read_text("utf-8")
    found = Texts(text)
    to_show, _, for_one = re.sub(r"\s+", " ", found.text).partition("From here on")
    assert "2 students: This is a sum. An answer of this kind" in to_show
    assert not re.search("anna|bert|cleo", to_show, re.I)
    assert "Those who tried lost points nowhere else." in to_show
    assert "Late, as Canvas says anna " in for_one
    assert f"{named}: bert" in for_one
    links = [facts["href"] for tag, facts in found.tags if tag == "a"]
    assert links == [f"feedback/{name}.html" for name in ("anna", "bert", "cleo")]
    assert "<b>1" not in text
    assert not {"script", "img", "b"} & {tag for tag, _ in found.tags}


def test_a_class_without_a_grade_has_a_page(room, tmp_path):
    room().write()
    assert "0 of 0 students graded." in (tmp_path / "class.html").read_text("utf-8")


def test_a_fact_that_a_template_lacks_is_an_error():
    with pytest.raises(Exception, match="is undefined"):
        page("class.html")
