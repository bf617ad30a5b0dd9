"""Whose submission is whose, in folders and zips that may be made by anybody."""

import os
import stat
import unicodedata
import zipfile

import pytest

from nnlib.grading.notebook import MAX_NOTEBOOK
from nnlib.grading.submissions import (
    Folder,
    SubmissionsError,
    Zip,
    find_students,
    open_source,
    read_roster,
)


class Listed:
    """A source that has these paths."""

    def __init__(self, *paths):
        self.listed = sorted(paths)

    def paths(self):
        return self.listed


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


def test_a_file_added_by_hand_leaves_an_export_one():
    files = ["export/anna_1_2_x.ipynb", "export/bob_3_4_x.ipynb", "export/Dan.ipynb"]
    assert [name for name, _ in owners(*files).values()] == ["anna", "bob", "Dan"]


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


def test_a_notebook_may_be_named_in_capitals_and_with_dots():
    (student,) = find_students(Listed("Dr. Who.IPYNB"))
    assert (student.name, student.paths) == ("Dr. Who", ["Dr. Who.IPYNB"])
    assert owners("J.Doe_4711_assignsubmission_file_/a.ipynb").popitem()[1] == ("J.Doe", "4711")


def test_other_files_are_nobodys_without_a_roster():
    paths = ["export/a_1_2_x.ipynb", "export/b_3_4_y.ipynb"]
    assert set(owners("grades.csv", "export/notes.txt", *paths)) == set(paths)


@pytest.fixture
def roster(tmp_path):
    def make(text):
        (tmp_path / "roster.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_roster(tmp_path / "roster.csv")

    return make


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


WORLD = """name,id,lms_id
Анна Иванова,anna,
Мар\u02bcяна Ковальчук,mar,
王小明,wang,
田中 さくら,sakura,
김민준,kim,
محمد علي الأحمد,moh,
שרה כהן,sarah,
Ελένη Παπαδοπούλου,eleni,
अनु शर्मा,anu,
अन शर्मा,ana,
Nguyễn Thị Hương,huong,
Łukasz Żółć,luk,
Ayşe Yıldız,ayse,
Gabriel García Márquez,gabo,
Zoë Strauß,zoe,
"""


def decomposed(text):
    """As macOS writes the names of files."""
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("encoded", [str, decomposed], ids=["NFC", "NFD"])
@pytest.mark.parametrize(
    ("path", "student_id"),
    [
        ("Анна Иванова.ipynb", "anna"),
        ("ивановаанна_12_3_x.ipynb", "anna"),
        ("Иванова Анна_17_assignsubmission_file_/x.ipynb", "anna"),
        ("АННА_ИВАНОВА/x.ipynb", "anna"),
        ("Мар'яна Ковальчук.ipynb", "mar"),
        ("王小明_4711_assignsubmission_file_/作業.ipynb", "wang"),
        ("小明 王_4711_assignsubmission_file_/x.ipynb", "wang"),
        ("田中さくら_12_3_x.ipynb", "sakura"),
        ("さくら\u3000田中.ipynb", "sakura"),
        ("김민준_12_3_x.ipynb", "kim"),
        ("محمد علي الأحمد.ipynb", "moh"),
        ("الأحمدمحمدعلي_12_3_x.ipynb", "moh"),
        ("مُحَمَّد علي الاحمد.ipynb", "moh"),
        ("\u200fمحمـد علي الأحمد\u200f.ipynb", "moh"),
        ("שָׂרָה כהן.ipynb", "sarah"),
        ("παπαδοπούλουελένη_LATE_12_3_x.ipynb", "eleni"),
        ("ΕΛΕΝΗ ΠΑΠΑΔΟΠΟΥΛΟΥ.ipynb", "eleni"),
        ("अनु शर्मा.ipynb", "anu"),
        ("शर्माअन_12_3_x.ipynb", "ana"),
        ("nguyễnthịhương_12_3_x.ipynb", "huong"),
        ("Huong Nguyen Thi.ipynb", "huong"),
        ("zolclukasz_12_3_x.ipynb", "luk"),
        ("Ayse Yildiz.ipynb", "ayse"),
        ("AYŞE YILDIZ.ipynb", "ayse"),
        ("garcíamárquezgabriel_12_3_x.ipynb", "gabo"),
        ("Zoe Strauss.ipynb", "zoe"),
        ("ＺＯＥ　ＳＴＲＡＵＳＳ.ipynb", "zoe"),
    ],
)  # fmt: skip
def test_a_name_in_any_script_is_found_on_the_roster(roster, path, student_id, encoded):
    for people in (WORLD, decomposed(WORLD)):
        students = find_students(Listed(encoded(path)), roster(people))
        assert [(s.id, s.paths) for s in students if s.paths] == [(student_id, [encoded(path)])]


def handed_in(files, people):
    """Notebooks of each id on the roster, and those of nobody."""
    students = find_students(Listed(*files), people)
    return {s.id: s.paths for s in students if s.paths}


def test_without_accents_a_name_counts_for_one_student_only(roster):
    two = roster("name,id\nJörg Müller,1\nJorg Muller,2\n")
    assert handed_in(["Jorg Muller.ipynb", "Jörg Müller.ipynb"], two) == {
        "1": ["Jörg Müller.ipynb"],
        "2": ["Jorg Muller.ipynb"],
    }
    assert handed_in(["Jõrg Muller.ipynb"], two) == {"": ["Jõrg Muller.ipynb"]}
    one = roster("name,id\nJörg Müller,1\n")
    assert handed_in(["Jorg Muller.ipynb"], one) == {"1": ["Jorg Muller.ipynb"]}
    files = ["Jorg Muller.ipynb", "Jörg Müller.ipynb"]
    assert handed_in(files, one) == {"1": [files[1]], "": [files[0]]}
    students = find_students(Listed("Jorg Muller.ipynb", "Jõrg Muller.ipynb"), one)
    assert [s.id for s in students if s.paths] == ["", ""]


def test_a_vowel_is_no_accent(roster):
    people = roster("name,id\nअनु,1\nか,2\n")
    assert handed_in(["अन.ipynb"], people) == {"": ["अन.ipynb"]}
    assert handed_in(["が.ipynb"], people) == {"": ["が.ipynb"]}


def test_whose_names_are_each_others_turned_round_is_not_mixed_up(roster):
    people = roster("name,id,lms_id\nThomas Martin,1,\nMartin Thomas,2,22\n")
    plain = ["Martin Thomas.ipynb", "Thomas Martin.ipynb"]
    assert handed_in(plain, people) == {"1": [plain[1]], "2": [plain[0]]}
    # Canvas writes the family name first, the roster does not say which one that is.
    canvas = ["martinthomas_11_5_x.ipynb", "thomasmartin_22_6_x.ipynb"]
    assert handed_in(canvas, people) == {"2": [canvas[1]], "": [canvas[0]]}


def test_two_people_of_one_name_are_not_taken_for_one_of_the_roster(roster):
    files = [f"Jane Doe_{i}_assignsubmission_file_/x.ipynb" for i in (1, 2)]
    students = find_students(Listed(*files), roster("name,id\nJane Doe,jd\n"))
    assert [s.paths for s in students if s.id != "jd"] == [[files[0]], [files[1]]]
    known = roster("name,id,lms_id\nJane Doe,jd,2\n")
    assert handed_in(files, known) == {"jd": [files[1]], "": [files[0]]}


def test_canvas_tells_the_id_of_who_is_found_by_name(roster):
    people = "name,id,lms_id\nJane Doe,jd,\nBob Ross,br,5\n"
    canvas = ["doejane_11_1_x.ipynb", "doejane_11_2_y.ipynb", "rossbob_12_3_x.ipynb"]
    found = find_students(Listed(*canvas), roster(people))
    assert {s.id: s.lms_id for s in found} == {"jd": "11", "br": "5"}
    moodle = "Jane Doe_11_assignsubmission_file_/x.ipynb"
    assert {s.lms_id for s in find_students(Listed(moodle), roster(people))} == {"", "5"}


def test_a_name_of_a_thousand_words_is_looked_up_too(roster):
    name = " ".join(f"w{i}" for i in range(10_000))
    assert list(handed_in([f"{name}.ipynb"], roster("name,id\nJane,1\n"))) == [""]


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
    assert next(s for s in students if s.paths).flags == ["she is not on the roster"]


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
        ("name;id\nJane;1\n", "expected name, id"),
        ("id\n1\n", "expected name, id"),
        ("name,id\na,1\nb,1\n", "more than one student with the id 1"),
        (b"name,id\n\xff\xfe,1\n", "no CSV"),
        ("name,id\n" + "x" * 200_000 + ",1\n", "no CSV"),
    ],
    ids=range(5),
)
def test_a_roster_that_cannot_be_read_is_refused_with_a_sentence(roster, text, says):
    with pytest.raises(SubmissionsError, match=says):
        roster(text)


def test_a_folder_shows_its_files_and_nothing_hidden(tmp_path):
    (tmp_path / "jane").mkdir()
    (tmp_path / "jane" / "01.ipynb").write_text("{}")
    (tmp_path / "jane" / "._01.ipynb").write_text("a Mac's")
    (tmp_path / "jane" / "notes.txt").write_text("")
    for hidden in (".ipynb_checkpoints", "__MACOSX"):
        (tmp_path / "jane" / hidden).mkdir()
        (tmp_path / "jane" / hidden / "01.ipynb").write_text("{}")
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "link.ipynb").symlink_to("/etc/passwd")
    (tmp_path / "away").symlink_to("/")
    os.mkfifo(tmp_path / "pipe.ipynb")
    assert Folder(tmp_path).paths() == ["jane/01.ipynb", "jane/notes.txt"]


def test_a_file_that_is_gone_or_huge_does_not_stop_the_class(tmp_path):
    with open(tmp_path / "huge.ipynb", "wb") as file:
        file.truncate(200_000_000)  # sparse
    folder = Folder(tmp_path)
    assert len(folder.read("huge.ipynb")) == MAX_NOTEBOOK + 1
    assert folder.read("gone.ipynb") == b"a file that cannot be read"


def test_a_zip_shows_its_files_and_nothing_that_leads_out(tmp_path):
    path = tmp_path / "all.zip"
    link = zipfile.ZipInfo("link.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("jane/01.ipynb", "{}")
        archive.writestr(link, "/etc/passwd")
        for name in [
            "../out.ipynb",
            "/etc/cron.d/x.ipynb",
            "a/../../b.ipynb",
            "c:\\x.ipynb",
            "..\\x.ipynb",
            "__MACOSX/jane/._01.ipynb",
            "jane/.ipynb_checkpoints/01.ipynb",
            "jane/notes.txt",
        ]:
            info = zipfile.ZipInfo("x")
            info.filename = name
            archive.writestr(info, "{}")
    source = open_source(path)
    assert source.paths() == ["jane/01.ipynb", "jane/notes.txt"]
    assert source.read("jane/01.ipynb") == b"{}"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["all.zip"]


@pytest.mark.parametrize("name", ["王小明", "Анна Иванова", "Zoë"])
def test_a_zip_of_a_mac_has_its_names(tmp_path, name):
    path = tmp_path / "mac.zip"
    inside = f"{decomposed(name)}/x.ipynb"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(inside, "{}")
    data = bytearray(path.read_bytes())
    data[7] &= ~8  # what says that the names are UTF-8
    data[data.index(b"PK\x01\x02") + 9] &= ~8
    path.write_bytes(data)
    source = open_source(path)
    assert source.paths() == [inside]
    assert source.read(inside) == b"{}"
    assert [s.name for s in find_students(source)] == [name]


def test_a_zip_of_dos_has_its_names(tmp_path):
    path = tmp_path / "dos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Zo~.ipynb", "{}")
    path.write_bytes(path.read_bytes().replace(b"Zo~", b"Zo\x89"))
    source = open_source(path)
    assert source.paths() == ["Zoë.ipynb"]
    assert source.read("Zoë.ipynb") == b"{}"


def test_a_zip_bomb_is_not_unpacked_to_its_end(tmp_path):
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("jane.ipynb", "w") as file,
    ):
        for _ in range(200):
            file.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    assert len(Zip(path).read("jane.ipynb")) == MAX_NOTEBOOK + 1


@pytest.mark.parametrize("method", ["ZIP_STORED", "ZIP_DEFLATED", "ZIP_BZIP2", "ZIP_LZMA"])
def test_a_damaged_entry_does_not_stop_the_class(tmp_path, method):
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w", getattr(zipfile, method)) as archive:
        archive.writestr("jane.ipynb", os.urandom(2000))
    data = bytearray(path.read_bytes())
    data[60:1000] = b"\xa5" * 940
    path.write_bytes(data)
    assert Zip(path).read("jane.ipynb") == b"a damaged entry of the zip"


def test_an_entry_with_a_password_does_not_stop_the_class(tmp_path):
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("jane.ipynb", "{}")
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert Zip(path).read("jane.ipynb") == b"a damaged entry of the zip"


def test_what_is_no_zip_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(SubmissionsError, match="is no zip that can be read"):
        open_source(path)
    with pytest.raises(SubmissionsError, match="there is no folder or zip"):
        open_source(tmp_path / "gone")


def test_a_zip_with_too_many_entries_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("nnlib.grading.submissions.MAX_ENTRIES", 3)
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(4):
            archive.writestr(f"{i}.ipynb", "")
    with pytest.raises(SubmissionsError, match="has 4 entries, expected at most 3"):
        Zip(path)
