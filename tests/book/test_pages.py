"""The pages that are made of facts are what the facts give, and say that they are made."""

import pytest

from bookbuild import instructors, pages


def test_all_are_up_to_date():
    assert pages.main(["--check"]) == 0


@pytest.mark.parametrize("path", pages.PAGES, ids=lambda path: path.name)
def test_a_page_names_what_writes_it_in_its_front_matter(path):
    first, said, *_ = path.read_text(encoding="utf-8").splitlines()
    assert first == "---"
    script = said.split("written by ")[1].split(",")[0]
    assert (pages.ROOT / script).is_file()


def test_the_check_names_the_page_that_is_not_up_to_date(monkeypatch, capsys):
    other = {instructors.WRONG_ANSWERS: (lambda: "something else", "bookbuild/instructors.py")}
    monkeypatch.setattr(pages, "PAGES", pages.PAGES | other)
    assert pages.main(["--check"]) == 1
    assert capsys.readouterr().err.startswith("not up to date: solutions/wrong-answers.md;")
