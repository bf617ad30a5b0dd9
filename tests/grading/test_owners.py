"""Whose a file is, in folders and zips that may be made by anybody."""

import pytest

from nnlib.grading.roster import find_students
from nnlib.grading.sources import SubmissionsError
from tests.grading.classmates import Listed


def owners(*paths, roster=()):
    students = find_students(Listed(*paths), roster)
    return {path: (s.name, s.lms_id) for s in students for path in s.paths}


@pytest.mark.parametrize(
    ("path", "name", "lms_id"),
    [
        ("doejane_1234_567890_01-sigmoid.ipynb", "doejane", "1234"),
        ("doejane_LATE_1234_567890_01-sigmoid-2.ipynb", "doejane", "1234"),
        ("doejane_1234_567890_a_b_c.ipynb", "doejane", "1234"),
        ("Jane Doe_4711_assignsubmission_file_/01.ipynb", "Jane Doe", "4711"),
        ("Jane Doe_4711_assignsubmission_file/x/01.ipynb", "Jane Doe", "4711"),
        ("Jane_Ann Doe_4711_assignsubmission_file_/01.ipynb", "Jane_Ann Doe", "4711"),
        ("Jané O'Döe_4711_assignsubmission_file_01.ipynb", "Jané O'Döe", "4711"),
        ("submitted/jane/01/01-sigmoid.ipynb", "jane", ""),
        ("jane.ipynb", "jane", ""),
        ("jane/01.ipynb", "jane", ""),
        ("Jane Doe/deep/er/01.ipynb", "Jane Doe", ""),
    ],
)
def test_a_name_tells_whose_it_is(path, name, lms_id):
    assert owners(path) == {path: (name, lms_id)}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("12-34 - Jane Doe - Oct 3, 2026 1015 PM/01.ipynb", "Jane Doe"),
        ("12-34 - Jane Doe- Sep 24, 2026 856 PM/01.ipynb", "Jane Doe"),
        ("12-34 - Jane - Doe - October 13, 2026 1015 AM - a - b.ipynb", "Jane - Doe"),
        ("Homework 1_jdoe_attempt_2026-10-03-22-15-30_01.ipynb", "jdoe"),
        ("Home_work_jdoe_attempt_2026-10-03-22-15-30_a_b_attempt_c.ipynb", "jdoe"),
        ("hw1-submissions/hw1-jane-doe/01.ipynb", "jane-doe"),
    ],
)
def test_other_programs_say_it_in_other_ways(path, name):
    assert [found for found, _ in owners(path).values()] == [name]


def test_of_blackboards_names_only_what_is_the_homeworks_is_left_out():
    when = "attempt_2026-10-03-22-15-30"
    names = {f"Week_1_2_{who}_{when}_x.ipynb": who for who in ("jane_doe", "bob_doe", "doe")}
    assert {path: name for path, (name, _) in owners(*names).items()} == names
    export = {f"export/{path}": name for path, name in names.items()}
    assert {path: name for path, (name, _) in owners(*export).items()} == export


def test_two_attempts_in_brightspace_are_one_students():
    when = ("Oct 3, 2026 1015 PM", "Oct 4, 2026 901 AM")
    paths = [f"12-34 - Jane Doe - {date}/x.ipynb" for date in when]
    (student,) = find_students(Listed(*paths))
    assert student.paths == sorted(paths)
    twins = [*paths, "13-34 - Jane Doe - Oct 3, 2026 1015 PM/x.ipynb"]
    assert len(find_students(Listed(*twins))) == 2


def test_github_classrooms_folder_may_be_named_itself():
    source = Listed("hw1-jane/x.ipynb", "hw1-bob/x.ipynb")
    source.name = "hw1-submissions"
    assert [s.name for s in find_students(source)] == ["bob", "jane"]


@pytest.mark.parametrize(
    "name",
    ["1-2 - Anna Ang - Oct 3, 2026 1015 PM.ipynb", "anna_attempt_2026-10-03-22-15-30_x.ipynb"],
)
def test_nor_are_they_another_programs(name):
    canvas = [f"eve_7_8_{name}", "anna_1_9_x.ipynb", "bob_2_9_x.ipynb"]
    assert owners(*canvas)[canvas[0]] == ("eve", "7")
    assert owners(canvas[0])[canvas[0]] == ("eve", "7")


def test_of_a_course_folder_the_submitted_ones_are_the_students():
    found = owners("submitted/jane/01/x.ipynb", "submitted/bob/01/x.ipynb", "release/01/x.ipynb")
    assert found["submitted/jane/01/x.ipynb"][0] == "jane"
    assert found["submitted/bob/01/x.ipynb"][0] == "bob"


def test_an_export_in_a_folder_of_its_own_is_recognised():
    paths = ["export/a_1_2_x.ipynb", "export/b_3_4_y.ipynb"]
    assert owners(*paths) == {paths[0]: ("a", "1"), paths[1]: ("b", "3")}


@pytest.mark.parametrize(
    "path",
    [
        "submitted/eve/01/anna_1_2_x.ipynb",
        "submitted/eve/Anna Ang_1_assignsubmission_file_/x.ipynb",
        "submitted/eve/submitted/anna/x.ipynb",
        "eve/anna_1_2_x.ipynb",
        "eve/submitted/anna/01.ipynb",
        "eve_7_8_anna_1_2_x.ipynb",
    ],
)
def test_nobody_can_hand_in_for_somebody_else(path):
    other = "submitted/anna/01/x.ipynb" if path.startswith("submitted") else "anna_1_9_x.ipynb"
    assert owners(path, other)[path][0] == "eve"


@pytest.mark.parametrize(
    "name",
    ["x_1_assignsubmission_file_.ipynb", "_1_assignsubmission_file_x.ipynb",
     "Bob Ross_1_assignsubmission_file_bob_1_2_x.ipynb"],
)  # fmt: skip
def test_a_students_own_words_are_no_other_lms_s(name):
    canvas = [f"eve_7_8_{name}", "anna_1_9_x.ipynb", "bob_2_9_x.ipynb"]
    assert owners(*canvas)[canvas[0]] == ("eve", "7")
    assert owners(canvas[0])[canvas[0]] == ("eve", "7")
    wrapped = [f"export/{path}" for path in canvas]
    assert owners(*wrapped)[wrapped[0]] == ("eve", "7")


@pytest.mark.parametrize("slash", ["/", ""])
@pytest.mark.parametrize("name", ["Anna_1_assignsubmission_file_x.ipynb", "anna_1_2_x.ipynb"])
def test_nor_within_moodle_another_students(name, slash):
    moodle = [f"Eve_7_assignsubmission_file_{slash}{name}", "Anna_1_assignsubmission_file_/x.ipynb"]
    assert owners(*moodle)[moodle[0]] == ("Eve", "7")
    assert owners(moodle[0])[moodle[0]] == ("Eve", "7")


def test_among_plain_names_one_that_looks_like_an_lms_s_is_a_plain_one_too():
    files = ["eve/x.ipynb", "bob.ipynb", "carl.ipynb", "anna_1_2_x.ipynb"]
    assert owners(*files)[files[3]] == ("anna_1_2_x", "")


def test_an_export_with_something_beside_it_is_not_one_students():
    files = ["export/anna_1_2_x.ipynb", "export/bob_3_4_x.ipynb"]
    with pytest.raises(SubmissionsError, match=r"export .* lies template\.ipynb: name"):
        owners(*files, "template.ipynb")
    mine = ["eve/anna_1_2_x.ipynb", "bob.ipynb", "carl.ipynb"]
    assert owners(*mine)[mine[0]] == ("eve", "")
    more = ["eve/anna_1_2_x.ipynb", "eve/bob_3_4_x.ipynb", "dan/x.ipynb", "bob.ipynb"]
    assert owners(*more)[more[0]] == ("eve", "")


def test_what_canvas_calls_late_is_flagged():
    files = ["anna_LATE_1_2_x.ipynb", "anna_1_3_LATE_y.ipynb", "bob_2_4_LATE_1_2_x.ipynb"]
    late = ["handed in late, as Canvas says: anna_LATE_1_2_x.ipynb"]
    assert [s.flags for s in find_students(Listed(*files))] == [late, []]
    (wrapped,) = find_students(Listed(f"export/{files[0]}"))
    assert wrapped.flags == ["handed in late, as Canvas says: export/anna_LATE_1_2_x.ipynb"]
    (moodle,) = find_students(Listed("Ann_7_assignsubmission_file_/a_LATE_1_2_x.ipynb"))
    assert moodle.flags == []


def test_a_file_added_by_hand_leaves_an_export_one():
    files = ["export/anna_1_2_x.ipynb", "export/bob_3_4_x.ipynb", "export/Dan.ipynb"]
    assert [name for name, _ in owners(*files).values()] == ["anna", "bob", "Dan"]


def test_a_notebook_may_be_named_in_capitals_and_with_dots():
    (student,) = find_students(Listed("Dr. Who.IPYNB"))
    assert (student.name, student.paths) == ("Dr. Who", ["Dr. Who.IPYNB"])
    assert owners("J.Doe_4711_assignsubmission_file_/a.ipynb").popitem()[1] == ("J.Doe", "4711")


def test_other_files_are_nobodys_without_a_roster():
    paths = ["export/a_1_2_x.ipynb", "export/b_3_4_y.ipynb"]
    assert set(owners("grades.csv", "export/notes.txt", *paths)) == set(paths)


@pytest.mark.parametrize("form", ["{}_7_1_a.ipynb", "{}_7_assignsubmission_file_/a.ipynb"])
def test_a_number_beside_two_names_is_refused(form):
    paths = [form.format(name) for name in ("Ann", "Bob")]
    with pytest.raises(SubmissionsError, match="the number 7 stands in the files of Ann, Bob"):
        owners(*paths, form.format("Cid").replace("7", "8"))
    assert len(owners(paths[0], paths[0].replace("a.ipynb", "b.ipynb"))) == 2
