"""What a student wrote is text in every report, and a report is whole or the old one."""

import csv
import html.parser
import io
import json

import pytest

from nnlib.grading import report
from nnlib.grading.feedback import Links, feedback_page
from nnlib.grading.record import Adjustment, Attempt, Identity, Mark, Record, Result, Run
from tests.grading.classmates import exercises_of

EXERCISES = exercises_of("01")
TOTAL = sum(exercise.points for exercise in EXERCISES)
MAX, HALF = f"{TOTAL:g}", f"{TOTAL / 2:g}"  # as a report writes them
DATE = "2026-11-29T14:05+01:00"
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
    "{{ 7 * 7 }}{% if x %}",
    "half a pair \ud800",
    "a,b;c\"d'e",
]


def record(name="Jane", code="x = 1", reason="", result=True, **facts):
    marks = [
        Mark(e.id, e.title, e.points / 2, e.points, "not yet", reason, "", [(name, code)], code)
        for e in EXERCISES
    ]
    came = Result(marks, [], None, 7) if result else None
    last = Attempt("jane.ipynb", "", DATE, [reason] if reason else [], came)
    return Record(Identity("jane", name, name, "4711"), last, **facts)


def page_of(record, **options):
    return feedback_page(RUN, record, **options)


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
    tags = [tag for tag, _ in page.tags if tag != "span"]  # those colour code
    assert len(tags) == len([tag for tag, _ in plain.tags if tag != "span"]) + reasons
    assert not {"script", "img"} & set(tags)
    assert all({*a} <= {"class"} for tag, a in page.tags if tag == "span")
    assert sum(data == text for data in page.texts) >= 2 * len(EXERCISES) or "\r" in text


def test_a_page_says_what_was_earned_and_with_which_seed():
    page = page_of(record(reason="`np.exp` is <missing>."))
    assert f"Chapter 01: {HALF} of {MAX} points" in page
    assert "<code>np.exp</code> is &lt;missing&gt;." in page
    assert "seed 7" in page


def test_what_was_seen_is_set_as_a_sentence():
    page = page_of(record("seen", "`P` is <empty>, which is seen here."))
    assert "<p>Seen: <code>P</code> is &lt;empty&gt;, which is seen here.</p>" in page
    assert 'class="values"' not in page


def test_why_a_file_could_not_be_read_is_said_once():
    broken = record(reason="The file is empty.")
    broken.result.unread = "The file is empty."
    page = page_of(broken)
    assert page.count("The file is empty.") == 1


def test_a_page_says_when_of_which_file_and_which_parts_are_right():
    jane = record()
    jane.result.marks[0].parts = [("w", True), ("", False)]
    text = " ".join("".join(Page(page_of(jane)).texts).split())
    assert "Graded on 29 November 2026, 14:05" in text
    assert "File jane.ipynb" in text
    assert "✓ w ✗ all else" in text
    assert text.count("0.5 of 1") == 2 * sum(e.points == 1 for e in EXERCISES)


def test_a_page_leads_to_the_book_where_there_is_one():
    def addresses(links):
        tags = Page(page_of(record(), links=links)).tags
        return [facts["href"] for tag, facts in tags if tag == "a" and facts["href"][0] != "#"]

    assert addresses(Links.to("")) == []
    book = Links.to("https://example.org/nn/book/index.html")
    first = "/01-sigmoid-softmax.html#exercise-1-1-sigmoid"
    assert addresses(book)[0] == f"https://example.org/nn/book{first}"
    assert len(addresses(book)) == len(EXERCISES)
    both = Links.to("https://example.org/nn/", solutions=True)
    assert addresses(both)[1] == f"https://example.org/nn/solutions{first}"
    with pytest.raises(ValueError, match=r"address is 'javascript:1', expected .* https://"):
        Links.to("javascript:1")
    with pytest.raises(ValueError, match="need the book's address as well"):
        Links.to("", solutions=True)


def test_what_an_instructor_decides_counts_and_is_shown(tmp_path):
    jane = record("Jane", adjusted={
        "01-sigmoid": Adjustment(1.0, "Explained <it> well."), "": Adjustment(-1.5, "Late."),
    })  # fmt: skip
    total = f"{TOTAL / 2 + 0.5 - 1.5:g}"
    page = page_of(jane)
    assert f"Chapter 01: {total} of {MAX} points" in page
    assert "in the place of 0.5: Explained &lt;it&gt; well." in page
    assert "-1.5 points from whoever graded: Late." in page
    write(tmp_path, jane, lms="moodle")
    with open(tmp_path / "grades.csv", encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["01-sigmoid"], row["points"]) == ("1", total)
    with open(tmp_path / "grades-moodle.csv", encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["Chapter 01"] == total
    (told,) = json.loads((tmp_path / "grades.json").read_text("utf-8"))["students"]
    assert told["points"] == float(total)
    assert told["adjusted"][""]["comment"] == "Late."
    jane.adjusted[""] = Adjustment(-100.0)
    assert jane.total([e.id for e in EXERCISES]) == 0


def test_a_page_lists_the_attempts():
    earlier = record().last
    earlier.date = "2026-11-20T09:00+01:00"
    jane = record(earlier=[earlier])
    text = " ".join("".join(Page(page_of(jane)).texts).split())
    says = f"20 November 2026, 09:00 {HALF} points 29 November 2026, 14:05 {HALF} points counts"
    assert f"Your attempts {says}" in text


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
