import json
from pathlib import Path

import pytest

from nnlib._common.atomic import replacing, write_atomically


def test_half_a_pair_of_surrogates_can_be_written_and_read_again(tmp_path):
    write_atomically(tmp_path / "x.json", json.dumps({"a": "é\ud800"}, ensure_ascii=False))
    assert json.loads((tmp_path / "x.json").read_text("utf-8")) == {"a": "é\ud800"}


@pytest.mark.parametrize("binary", [False, True])
@pytest.mark.parametrize("end", [KeyboardInterrupt, ValueError])
def test_what_is_not_whole_leaves_the_old_file_and_nothing_beside_it(tmp_path, binary, end):
    path = tmp_path / "grades.csv"
    write_atomically(path, "old")

    def interrupt():
        with replacing(path, binary=binary) as file:
            file.write(b"new" if binary else "new")
            raise end

    with pytest.raises(end):
        interrupt()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_rename_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "grades.csv"
    write_atomically(path, "old")

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, "new")
    assert [file.name for file in tmp_path.iterdir()] == ["grades.csv"]
    assert Path(path).read_text() == "old"
