"""The page of sources: every published number beside ours, out of the stored outputs."""

import nbformat
import pytest

from bookbuild import sources

TEXTS, CLAIMS = sources.read_claims()
CELLS = sources.find_cells()


def test_every_claim_has_a_cell_and_every_tagged_cell_a_claim():
    assert {claim.id for claim in CLAIMS} == set(CELLS)
    assert len({claim.id for claim in CLAIMS}) == len(CLAIMS)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_ours_is_the_published_number_or_the_page_says_why_not(claim):
    ours = sources.our_numbers(claim, CELLS[claim.id][2])
    theirs = claim.published or claim.checked
    if not theirs:  # the text only asks for it
        return
    assert len(ours) == len(theirs)
    assert sources.agree(theirs, ours) != bool(claim.why), (theirs, ours)


@pytest.mark.parametrize(
    ("published", "ours", "same"),
    [
        (["77"], ["76.85"], True),
        (["77"], ["76.4"], False),
        (["0.9809"], ["0.98"], False),  # not printed finely enough to tell
        (["0.9809"], ["0.9809"], True),
        (["1.0", "2"], ["1.0"], False),
        (["0.1", "…", "0.3"], ["0.1", "7.0", "0.3"], True),
        (["0.1", "…", "0.3"], ["0.1", "7.0", "0.4"], False),
        (["1e-14"], ["1.0e-14"], True),
        (["1e-14"], ["1.6e-14"], False),
        (["3.79101898e-08"], ["3.791018983e-08"], True),
        (["[[1, 2]]"], ["[[1, 3]]"], False),
    ],
)
def test_numbers_are_compared_to_the_last_published_digit(published, ours, same):
    assert sources.agree(published, ours) == same


def test_a_cell_that_no_longer_prints_its_number_is_named():
    with pytest.raises(ValueError, match=r"A-dot: nothing in the cell's output matches"):
        sources.our_numbers(sources.Claim("A-dot", "", [], r"\d+"), "none")


def test_a_claim_stands_in_one_cell_only(tmp_path, monkeypatch):
    cell = nbformat.v4.new_code_cell("1", metadata={"claims": ["A-dot"]})
    for name in ["00-a.ipynb", "01-b.ipynb"]:
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / name)
    monkeypatch.setattr(sources, "BOOK", tmp_path)
    with pytest.raises(ValueError, match="A-dot is claimed by two cells"):
        sources.find_cells()
