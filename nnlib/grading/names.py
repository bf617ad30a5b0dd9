"""Whether two writings of a name are one student's: in any script, and in either order."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnlib.grading.owners import Owner
    from nnlib.grading.roster import Student

# Unicode has no accent that turns these into the letters for which people write them.
STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
NO_LETTERS = "\u02bb\u02bc\u0640"  # apostrophes, and what stretches an Arabic word
PARTICIPANT = "participant {}"  # a number of Moodle's that is nothing else's
AS_WRITTEN, AS_WRITTEN_BARE, N_RANKS = 2, 4, 6  # places in what _forms gives, and its length


def composed(text: str) -> str:
    """A text with each accent in one character with its letter; macOS takes them apart."""
    return unicodedata.normalize("NFC", text)


def match(
    owners: Iterable[Owner], roster: Sequence[Student], *, family_first: bool, participants: bool
) -> dict[Owner, int]:
    """The numbers on the roster of those owners of files who are one student beyond doubt.

    Parameters
    ----------
    owners : iterable of Owner
    roster : list of Student
    family_first : bool
        True if the names of the files put the family name first, whatever the roster does.
    participants : bool
        True if the LMS's numbers are those of Moodle's participants.
    """
    known = _known(roster)
    claims: dict[int, list[tuple[int, Owner]]] = defaultdict(list)
    for owner in owners:
        ids = {owner.name, *([PARTICIPANT.format(owner.lms_id)] if participants else [])}
        for rank, forms in enumerate(_forms(owner.lms_id, ids, owner.name)):
            if family_first and rank in (AS_WRITTEN, AS_WRITTEN_BARE):
                continue
            found = {i for form in forms for i in known[rank].get(form, ())}
            if len(found) == 1:
                claims[found.pop()].append((rank, owner))
                break
            if found and rank >= AS_WRITTEN:  # not guessed, and not by a vaguer rule either
                break
    return {owner: i for i, claimed in claims.items() for owner in _undoubted(claimed)}


def _known(roster: Sequence[Student]) -> list[dict[str, set[int]]]:
    """For each rank, the numbers on the roster that a form leads to."""
    known: list[dict[str, set[int]]] = [defaultdict(set) for _ in range(N_RANKS)]
    for i, student in enumerate(roster):
        ranks = _forms(student.lms_id, {student.id, *student.also}, student.name)
        for of_rank, forms in zip(known, ranks, strict=True):
            for form in forms:
                of_rank[form].add(i)
    return known


def _undoubted(claimed: list[tuple[int, Owner]]) -> list[Owner]:
    """Of those who may be one student of the roster, the owners who surely are."""
    sure = [(rank, owner) for rank, owner in claimed if rank < AS_WRITTEN_BARE]
    if not sure and len(claimed) == 1:
        sure = claimed
    # Who has two ids in an LMS is two people, of the same name.
    several = len({owner.lms_id for _, owner in sure if owner.lms_id}) > 1
    return [owner for rank, owner in sure if rank == 0 or not (several and owner.lms_id)]


def _forms(lms_id: str, ids: set[str], name: str) -> list[set[str]]:
    """What a student is found by, the surest first; names without case, spaces and signs.

    A name counts in its own order, then with any of its words first, then both without accents.
    """
    words, bare = _words(name), _words(name, accents=False)
    found = [{lms_id}, ids, {"".join(words)}, _turned(words), {"".join(bare)}]
    return [forms - {""} for forms in [*found, _turned(bare)]]


def _turned(words: list[str]) -> set[str]:
    """The words in one, from each of the first few on: given or family name first."""
    return {"".join(words[i:] + words[:i]) for i in range(min(len(words), 8))}


def _words(name: str, *, accents: bool = True) -> list[str]:
    """The words of a name, of letters of any script; the same however a system encodes them."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    if not accents:
        marked = unicodedata.normalize("NFKD", text).translate(STROKES)
        text = "".join(c for c in marked if not _is_accent(c))
    kept = (c for c in text if c not in NO_LETTERS and unicodedata.category(c) != "Cf")
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in kept).split()


def _is_accent(character: str) -> bool:
    """True for accents and for vowel points of Arabic and Hebrew, not for India's vowels."""
    kind = unicodedata.combining(character)
    return 10 <= kind <= 36 or kind >= 200
