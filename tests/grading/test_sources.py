"""Folders and zips that may be made by anybody: what is read of them, and what is not."""

import os
import stat
import zipfile

import pytest

from nnlib.grading.notebook import DAMAGED, GONE, LOCKED, MAX_NOTEBOOK
from nnlib.grading.roster import find_students
from nnlib.grading.sources import Folder, SubmissionsError, Zip, open_source
from tests.grading.classmates import decomposed


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
    assert folder.read("gone.ipynb") == GONE


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
    assert Zip(path).read("jane.ipynb") == DAMAGED


def test_an_entry_with_a_password_does_not_stop_the_class(tmp_path):
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("jane.ipynb", "{}")
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert Zip(path).read("jane.ipynb") == LOCKED


def test_what_is_no_zip_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(SubmissionsError, match="is no zip that can be read"):
        open_source(path)
    with pytest.raises(SubmissionsError, match="there is no folder, zip or notebook"):
        open_source(tmp_path / "gone")


def test_a_single_notebook_will_do(tmp_path):
    for name in ("Jane Doe.IPYNB", "Bob.ipynb"):
        (tmp_path / name).write_text(name)
    source = open_source(tmp_path / "Jane Doe.IPYNB")
    assert source.paths() == ["Jane Doe.IPYNB"]
    assert source.read("Jane Doe.IPYNB") == b"Jane Doe.IPYNB"
    assert [s.name for s in find_students(source)] == ["Jane Doe"]


def test_a_zip_with_too_many_entries_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("nnlib.grading.sources.MAX_ENTRIES", 3)
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(4):
            archive.writestr(f"{i}.ipynb", "")
    with pytest.raises(SubmissionsError, match="has 4 entries, expected at most 3"):
        Zip(path)
