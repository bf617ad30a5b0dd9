"""Who is in the class, and which notebook is whose."""

import pytest

from nnlib.grading.roster import find_students
from nnlib.grading.sources import SubmissionsError
from tests.grading.classmates import Listed


def test_two_students_of_the_same_name_stay_two():
    students = find_students(
        Listed(
            "Jane Doe_1_assignsubmission_file_/a.ipynb", "Jane Doe_2_assignsubmission_file_/a.ipynb"
        )
    )
    assert [student.name for student in students] == ["Jane Doe"] * 2
    assert len({student.key for student in students}) == 2


@pytest.mark.parametrize(
    "paths",
    [
        ["a_1.ipynb", "a_1_2_x.ipynb"],
        ["Jane Doe.ipynb", "Jane_Doe-9ee0e7a4.ipynb"],
        ["jane.ipynb", "Jane.ipynb"],
        ["éa.ipynb", "èa.ipynb"],
        ["....ipynb", "---.ipynb"],
    ],
)
def test_files_of_different_students_have_different_and_harmless_names(paths):
    students = find_students(Listed(*paths))
    keys = [student.key for student in students]
    assert len({key.casefold() for key in keys}) == len(paths)
    assert all(key and key.replace("-", "").replace("_", "").isalnum() for key in keys)
    again = {s.paths[0]: s.key for s in find_students(Listed(*reversed(paths)))}
    assert again == {s.paths[0]: s.key for s in students}


@pytest.mark.parametrize(
    "name",
    ["a b", "a'b", 'a"b', "<script>x", "a;b&c", "$(touch x)", "..", "x" * 200, "名前", "a\x1b[31m"],
)
def test_a_key_is_safe_as_a_files_name(name):
    key = find_students(Listed(f"{name}/01.ipynb"))[0].key
    assert len(key) <= 60
    assert key.replace("-", "").replace("_", "").isalnum()
    assert key.isascii()


def test_a_student_may_have_several_notebooks():
    (student,) = find_students(Listed("jane/b.ipynb", "jane/a.ipynb", "jane.IPYNB"))
    assert student.paths == ["jane.IPYNB", "jane/a.ipynb", "jane/b.ipynb"]


PEOPLE = "name,id,lms_id\nJané Doe,jd1,4711\nBob Ross,br2,\nCarl,c3,99\n"


@pytest.mark.parametrize(
    ("path", "student_id"),
    [
        ("somebody_4711_1_x.ipynb", "jd1"),
        ("jd1.ipynb", "jd1"),
        ("submitted/br2/01/x.ipynb", "br2"),
        ("jane doe.ipynb", "jd1"),
        ("doejane_5_6_x.ipynb", "jd1"),
        ("BOB-ROSS/x.ipynb", "br2"),
        ("Bob Ross_123_assignsubmission_file_/x.ipynb", "br2"),
    ],
)
def test_a_student_is_found_on_the_roster(roster, path, student_id):
    students = {s.id: s for s in find_students(Listed(path), roster(PEOPLE))}
    assert students[student_id].paths == [path]
    assert len(students) == 3
    others = [s for s in students.values() if s.id != student_id]
    assert all(s.flags == ["nothing was handed in"] for s in others)


@pytest.mark.parametrize(
    ("paths", "says"),
    [
        (["Carl.pdf"], "only Carl.pdf"),
        (["Carl/a.py", "Carl/b.py"], "only Carl/a.py, Carl/b.py"),
        ([f"Carl/{i}.py" for i in range(9)], "Carl/3.py, Carl/4.py and 4 more"),
        (["c3.tar.gz", "carl_99_1_x.docx"], "only carl_99_1_x.docx"),
        (["Carl.pdf", "jd1.ipynb"], "only Carl.pdf"),
    ],
    ids=range(5),
)
def test_who_handed_in_no_notebook_is_told_from_who_handed_in_nothing(roster, paths, says):
    carl = next(s for s in find_students(Listed(*paths), roster(PEOPLE)) if s.id == "c3")
    assert carl.paths == []
    assert carl.flags[0].startswith("no notebook was handed in, only ")
    assert carl.flags[0].endswith(says)


def test_canvas_tells_the_id_of_who_is_found_by_name(roster):
    people = "name,id,lms_id\nJane Doe,jd,\nBob Ross,br,5\n"
    canvas = ["doejane_11_1_x.ipynb", "doejane_11_2_y.ipynb", "rossbob_12_3_x.ipynb"]
    found = find_students(Listed(*canvas), roster(people))
    assert {s.id: s.lms_id for s in found} == {"jd": "11", "br": "5"}
    moodle = "Jane Doe_11_assignsubmission_file_/x.ipynb"
    assert {s.lms_id for s in find_students(Listed(moodle), roster(people))} == {"", "5"}


def test_who_handed_in_nothing_may_have_been_mistaken_for_nobody(roster):
    people = "name,id\nJane Doe,1\nBob Ross,2\nCarl,3\n"
    there = ["Bob Ross.ipynb", "Carl.pdf"]
    students = find_students(Listed(*there, "J. D.ipynb"), roster(people))
    assert {s.name: bool(s.waits) for s in students} == {
        "Jane Doe": True, "Bob Ross": False, "Carl": False, "J. D": False
    }  # fmt: skip
    assert not any(s.waits for s in find_students(Listed(*there), roster(people)))


def test_a_name_that_two_have_is_not_guessed(roster):
    twins = roster("name,id\nJane Doe,1\nJane Doe,2\n")
    students = find_students(Listed("Jane Doe.ipynb"), twins)
    assert [(s.id, bool(s.paths)) for s in sorted(students, key=lambda s: s.id)] == [
        ("", True),
        ("1", False),
        ("2", False),
    ]
    assert next(s for s in students if s.paths).flags == ["not on the roster"]


def test_somebody_who_is_not_on_the_roster_keeps_apart(roster):
    people = roster("name,id\nJane Doe,eve\nJane Doe,x\n")
    students = find_students(Listed("Jane Doe/a.ipynb", "eve/a.ipynb", "EVE.ipynb"), people)
    assert len({s.key.casefold() for s in students}) == len(students) == 4


def test_a_roster_may_have_marks_blanks_and_empty_lines(roster):
    people = roster(b"\xef\xbb\xbf Name , ID,LMS ID\n Jane ,1, 2\n,,\n\nBob,3\n")
    assert [(s.name, s.id, s.lms_id) for s in people] == [("Jane", "1", "2"), ("Bob", "3", "")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name|id\nJane|1\n", "expected name, id"),
        ("id\n1\n", "expected name, id"),
        ("name,id\na,1\nb,1\n", "more than one student with the id 1"),
        ("name,id,lms_id\na,1,7\nb,2,7\nc,3,\nd,4,\n", "one student with the LMS id 7"),
        (b"name,id\n\x81,1\n", "no CSV"),
        ("name,id\n" + "x" * 200_000 + ",1\n", "no CSV"),
    ],
    ids=range(6),
)
def test_a_roster_that_cannot_be_read_is_refused_with_a_sentence(roster, text, says):
    with pytest.raises(SubmissionsError, match=says):
        roster(text)


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Chapter 01 (55)\n"
    "    Points Possible,,,,,16.00\n"
    '"Doe, Jane",4711,s1,jd1,A,\n"Ross, Bob",99,s2,br2,A,\n"Student, Test",7,,,A,\n'
)
MOODLE = (
    "Identifier,Full name,ID number,Email address,Status,Grade\n"
    "Participant 4711,Jane Doe,s1,jd1@example.org,Submitted,-\n"
    "Participant 99,Bob Ross,s2,br2@example.org,,-\n"
)
BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator\n"
    "#s1,#jd1,Doe,Jane,jd1@example.org,#\n#s2,#br2,Ross,Bob,br2@example.org,#\n"
)
BLACKBOARD = "Last Name,First Name,Username,Student ID\nDoe,Jane,jd1,s1\nRoss,Bob,br2,s2\n"
GITHUB = (
    "identifier,github_username,github_id,name\n"
    "s1,jd1,501,Jane Doe\ns2,br2,502,Bob Ross\n"
)  # fmt: skip
EXCEL = "name;id;lms_id\nJane Doe;s1;4711\nBob Ross;s2;99\n"
EXPORTS = {
    "Canvas": (CANVAS, "doejane_4711_1_x.ipynb"),
    "Moodle": (MOODLE, "Participant 4711_4711_assignsubmission_file/x.ipynb"),
    "Brightspace": (BRIGHTSPACE, "11-22 - Jane Doe - Oct 3, 2026 1015 PM/x.ipynb"),
    "Blackboard": (BLACKBOARD, "Homework 1_jd1_attempt_2026-10-03-22-15-30_x.ipynb"),
    "GitHub": (GITHUB, "hw1-submissions/hw1-jd1/x.ipynb"),
    "Excel": (EXCEL, "doejane_4711_1_x.ipynb"),
}


@pytest.mark.parametrize("lms", EXPORTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_roster_may_be_what_an_lms_or_excel_exports(roster, lms, encoding):
    text, path = EXPORTS[lms]
    people = roster(text.encode(encoding))
    assert [(s.name, s.id) for s in people] == [("Jane Doe", "s1"), ("Bob Ross", "s2")]
    canvas = {"Canvas": ["4711", "99"], "Excel": ["4711", "99"]}
    assert [s.lms_id for s in people] == canvas.get(lms, ["", ""])
    found = {s.name: s.paths for s in find_students(Listed(path), people)}
    assert found == {"Jane Doe": [path], "Bob Ross": []}


def test_excel_writes_tabs_and_the_letters_of_western_windows(roster):
    (jane,) = roster("name;id\nJané Dö;1\n".encode("cp1252"))
    assert jane.name == "Jané Dö"
    (jane,) = roster("name\tid\nJané Dö\t1\n".encode("utf-16"))
    assert jane.name == "Jané Dö"


def test_moodles_number_of_a_participant_is_no_number_of_another_lms(roster):
    people = roster(MOODLE)
    canvas = ["rosseve_4711_1_x.ipynb", "rossbob_5_2_x.ipynb"]
    found = {s.name: s.paths for s in find_students(Listed(*canvas), people)}
    assert found == {"Bob Ross": canvas[1:], "Jane Doe": [], "rosseve": canvas[:1]}
