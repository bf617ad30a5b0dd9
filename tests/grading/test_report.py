"""What a student wrote is text in every report, and a report is whole or the old one."""

import csv
import html.parser
import io
import json

import pytest

from nnlib.grading import report
from nnlib.grading.record import Identity, Mark, Record, Result, Run
from tests.grading.classmates import exercises_of

EXERCISES = exercises_of("01")
TOTAL = sum(exercise.points for exercise in EXERCISES)
MAX, HALF = f"{TOTAL:g}", f"{TOTAL / 2:g}"  # as a report writes them
RUN = Run("01", 7, "0.1.0", "bubblewrap")
NASTY = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "BODY",
    "TITLE",
    "$title $body ${body}",
    "half a pair \ud800",
    "a,b;c\"d'e",
]


def record(name="Jane", code="x = 1", reason="", result=True, **facts):
    marks = [
        Mark(e.id, e.title, e.points / 2, e.points, "not yet", reason, "", [(name, code)], code)
        for e in EXERCISES
    ]
    return Record(
        Identity("jane", name, name, "4711"),
        "jane.ipynb",
        flags=[reason] if reason else [],
        result=Result(marks, [], None, 7) if result else None,
        **facts,
    )


def page_of(record):
    return report.feedback_page(RUN, record.student, record.result)


def write(folder, *records, lms=None):
    report.write_reports(folder, RUN, EXERCISES, lambda: records, lms)


class Page(html.parser.HTMLParser):
    """Tags and texts of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


@pytest.mark.parametrize("text", NASTY)
def test_on_a_page_nothing_that_a_student_wrote_is_more_than_text(text):
    plain = Page(page_of(record()))
    page = Page(page_of(record(text, text, text)))
    reasons = len(EXERCISES)
    tags = [tag for tag, _ in page.tags]
    assert len(tags) == len(plain.tags) + reasons
    assert not {"script", "img"} & set(tags)
    assert sum(data == text for data in page.texts) >= 2 * len(EXERCISES) or "\r" in text


def test_a_page_says_what_was_earned_and_with_which_seed():
    page = page_of(record(reason="`np.exp` is <missing>."))
    assert f"Chapter 01: {HALF} of {MAX} points" in page
    assert "<code>np.exp</code> is &lt;missing&gt;." in page
    assert "seed 7" in page


def test_what_was_seen_is_set_as_a_sentence():
    page = page_of(record("seen", "`P` is <empty>, which is seen here."))
    assert "<p>Seen: <code>P</code> is &lt;empty&gt;, which is seen here.</p>" in page
    assert "<table>" not in page


def test_why_a_file_could_not_be_read_is_said_once():
    broken = record(reason="The file is empty.")
    broken.result.unread = "The file is empty."
    page = page_of(broken)
    assert page.count("The file is empty.") == 1


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_of_a_csv_is_a_formula(tmp_path, text):
    for lms in report.LMS:
        write(tmp_path, record(text), lms=lms)
    for path in tmp_path.glob("*.csv"):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) == 2
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in rows[1])


def test_the_gradebook_has_a_row_a_student_also_without_a_submission(tmp_path):
    there = [record("Ann"), record("Bob", result=False)]
    write(tmp_path, *there, lms="canvas")
    with open(tmp_path / "grades.csv", encoding="utf-8", newline="") as file:
        ann, bob = csv.DictReader(file)
    assert (ann["points"], ann["max_points"], ann["01-sigmoid"]) == (HALF, MAX, "0.5")
    assert (bob["points"], bob["max_points"], bob["01-sigmoid"]) == ("0", MAX, "0")
    facts = json.loads((tmp_path / "grades.json").read_text("utf-8"))
    assert facts["seed"] == 7
    assert [s["student"]["name"] for s in facts["students"]] == ["Ann", "Bob"]
    with open(tmp_path / "grades-canvas.csv", encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["Student"], row["ID"], row["Chapter 01"]) == ("Ann", "4711", HALF)


@pytest.mark.parametrize("result", [True, False])
def test_whose_points_are_not_known_has_none_in_any_table(tmp_path, result):
    there = [record("Ann"), record("Bob", result=result, waits="not yet")]
    for lms in report.LMS:
        write(tmp_path, *there, lms=lms)
        with open(tmp_path / f"grades-{lms}.csv", encoding="utf-8", newline="") as file:
            assert [row["Chapter 01"] for row in csv.DictReader(file)] == [HALF, ""]
    with open(tmp_path / "grades.csv", encoding="utf-8", newline="") as file:
        _, bob = csv.DictReader(file)
    assert {bob[e.id] for e in EXERCISES} == {bob["points"]} == {""}
    assert bob["max_points"] == MAX


def test_moodles_file_has_the_column_that_moodle_looks_for(tmp_path):
    write(tmp_path, record("Ann"), lms="moodle")
    with open(tmp_path / "grades-moodle.csv", encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert row == {"ID number": "4711", "Full name": "Ann", "Chapter 01": HALF}


def test_numbers_are_short():
    assert [report.number(x) for x in (1, 1.0, 0.5, 2 / 3, 0.0, 10.0)] == [
        "1",
        "1",
        "0.5",
        "0.67",
        "0",
        "10",
    ]


def test_csv_text_reads_back():
    rows = [["a", 'b"c', "d,e"], ["'x", 1, "two\nlines"]]
    assert list(csv.reader(io.StringIO(report.csv_text(rows), newline=""))) == [
        [str(value) for value in row] for row in rows
    ]
