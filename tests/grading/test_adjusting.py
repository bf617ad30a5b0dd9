"""What an instructor writes into adjust.csv counts, or is refused with the number of its row."""

import pytest

from nnlib.grading.adjusting import read_adjustments
from nnlib.grading.record import Adjustment
from nnlib.grading.roster import Student
from nnlib.grading.sources import SubmissionsError
from tests.grading.classmates import exercises_of

PEOPLE = [
    Student("jd", "Jane Doe", "jd", "4711"), Student("br", "Bob Ross", "br", "99"),
    Student("t1", "Twin", "t1"), Student("t2", "Twin", "t2"), Student("99", "Ninety-nine", "x"),
]  # fmt: skip
HEAD = "student,exercise,points,comment\n"


@pytest.fixture
def read(tmp_path):
    def read(text):
        (tmp_path / "adjust.csv").write_text(text, "utf-8")
        return read_adjustments(tmp_path / "adjust.csv", PEOPLE, exercises_of("01"))

    return read


def test_without_the_file_nothing_is_adjusted(tmp_path):
    assert read_adjustments(tmp_path / "adjust.csv", PEOPLE, []) == {}


@pytest.mark.parametrize("who", ["jd", "4711", "Jane Doe"])
def test_a_student_has_an_id_or_a_name(read, who):
    found = read(f"{HEAD}{who},01-nll,1.5,Well explained\n{who},,-1,Late\n")
    says = {"01-nll": Adjustment(1.5, "Well explained"), "": Adjustment(-1.0, "Late")}
    assert found == {"jd": says}


def test_excel_may_have_written_it(read):
    found = read("Student;Exercise;Points;Comment\njd;01-nll;1,5;Ja\n;;;\n")
    assert found == {"jd": {"01-nll": Adjustment(1.5, "Ja")}}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("student,points\njd,1\n", "has the columns student, points, and not exercise, comment"),
        (HEAD + "jd,01-nll,1,\nnn,01-nll,1,\n", "row 3: 'nn' is the id or the name of nobody"),
        (HEAD + "Twin,01-nll,1,\n", "row 2: 'Twin' is the id or the name of 2 students"),
        (HEAD + "99,01-nll,1,\n", "row 2: '99' is the id or the name of 2 students"),
        (HEAD + "jd,01-nil,1,\n", "row 2: there is no exercise '01-nil', there are 01-sigmoid, "),
        (HEAD + "jd,01-nll,2.5,\n", "row 2: 2.5 points for 01-nll, expected 0 to 2"),
        (HEAD + "jd,01-nll,-1,\n", "row 2: -1 points for 01-nll, expected 0 to 2"),
        (HEAD + "jd,01-nll,two,\n", "row 2: its points are 'two', expected a number"),
        (HEAD + "jd,01-nll,nan,\n", "row 2: its points are 'nan', expected a number"),
        (HEAD + "jd,,1,\njd,,2,\n", "row 3: jd has a row for the whole chapter already"),
    ],
    ids=range(10),
)
def test_what_makes_no_sense_is_refused_with_its_row(read, text, says):
    with pytest.raises(SubmissionsError, match=says):
        read(text)
