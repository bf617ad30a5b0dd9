"""A name is found on the roster in any script, and nobody is taken for somebody else."""

import pytest

from nnlib.grading.roster import find_students
from tests.grading.classmates import Listed, decomposed

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


def test_a_name_of_a_thousand_words_is_looked_up_too(roster):
    name = " ".join(f"w{i}" for i in range(10_000))
    assert list(handed_in([f"{name}.ipynb"], roster("name,id\nJane,1\n"))) == [""]
