"""The zip of feedback is named as Canvas and Moodle want to read it."""

import zipfile

import pytest

from nnlib.grading.hand_back import name_in_zip, write_feedback_zip
from nnlib.grading.record import Attempt, Identity, Record, Result

MOODLES = "Jane Doe_11_assignsubmission_file"


@pytest.mark.parametrize(
    ("lms", "path", "name"),
    [
        ("canvas", "doejane_11_22_01-sigmoid.ipynb", "doejane_11_22_feedback.html"),
        ("canvas", "doejane_LATE_11_22_a_33_44_b.ipynb", "doejane_LATE_11_22_feedback.html"),
        ("canvas", "export/doejane_11_22_x.ipynb", "doejane_11_22_feedback.html"),
        ("canvas", "jane.ipynb", None),
        ("canvas", f"{MOODLES}_/x.ipynb", None),
        ("moodle", f"{MOODLES}_/x.ipynb", f"{MOODLES}/feedback.html"),
        ("moodle", f"export/{MOODLES}/a/x.ipynb", f"{MOODLES}/feedback.html"),
        ("moodle", f"{MOODLES}_x_12_assignsubmission_file.ipynb", f"{MOODLES}/feedback.html"),
        ("moodle", "doejane_11_22_x.ipynb", None),
    ],
    ids=range(9),
)
def test_a_page_is_named_after_the_submission(lms, path, name):
    assert name_in_zip(path, lms) == name


def moodle_reads(name):
    """The participant whom Moodle (4.1 and later) finds in a path, and the file that is left."""
    parts = name.split("/")
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) >= 4 and info[1].isdigit() and info[2:4] == ["assignsubmission", "file"]:
            return int(info[1]), "/".join(parts)
    return None


def test_moodle_finds_the_participant():
    name = name_in_zip(f"{MOODLES}_/x.ipynb", "moodle")
    assert moodle_reads(name) == (11, "feedback.html")


def canvas_reads(name):
    """The user and the attachment that Canvas finds: the first two numbers between underscores."""
    return [int(part) for part in name.split("_") if part.isdigit()][:2]


def test_canvas_finds_the_student_and_the_file():
    name = name_in_zip("doejane_LATE_11_22_33_x.ipynb", "canvas")
    assert canvas_reads(name) == [11, 22]


def test_who_has_no_grade_or_no_name_of_the_lms_is_left_out(tmp_path):
    (tmp_path / "feedback").mkdir()
    result = Result([], [], None, 1)
    paths = ["an\udcff_1_2_x.ipynb", "bob.ipynb", "cid_3_4_x.ipynb", "dan_5_6_x.ipynb"]
    records = []
    for key, path in zip("abcd", paths, strict=True):
        (tmp_path / "feedback" / f"{key}.html").write_text(key)
        records.append(Record(Identity(key, key.upper()), Attempt(path, result=result)))
    records[2].waits = "not graded yet"
    records[3].last.result = None
    assert write_feedback_zip(tmp_path, "canvas", records) == ["B"]
    with zipfile.ZipFile(tmp_path / "feedback-canvas.zip") as archive:
        assert archive.namelist() == ["an\\udcff_1_2_feedback.html"]
        assert archive.read("an\\udcff_1_2_feedback.html") == b"a"
