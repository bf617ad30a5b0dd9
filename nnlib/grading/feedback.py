"""A student's page: what each exercise earned and why, their code, and where to read on."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from nnlib.grading.chapters import own_cells
from nnlib.grading.pages import page
from nnlib.grading.record import Mark, Record, Run
from nnlib.judge.verdict import IN_WORDS

IN_DOUBT = (
    "By the output that is stored in your notebook, your own check found this right. Whoever "
    "grades has been told to look at it."
)
INDEX = re.compile(r"(/book)?/?(index\.html)?$")


class Links(NamedTuple):
    """Where a page leads to.

    Attributes
    ----------
    book : str
        The book's address, without ``/book/index.html``; empty for no links.
    solutions : bool
        Whether to lead to the explained solutions as well.
    """

    book: str = ""
    solutions: bool = False

    @classmethod
    def to(cls, address: str, *, solutions: bool = False) -> Links:
        """Links to a book at an address.

        Raises
        ------
        ValueError
            If it is no address, or there is none for the solutions.
        """
        if address and not address.startswith(("https://", "http://", "file://")):
            raise ValueError(
                f"the book's address is {address!r}, expected one that begins with https://"
            )
        if solutions and not address:
            raise ValueError("links to the solutions need the book's address as well: --book")
        return cls(INDEX.sub("", address), solutions)

    def of(self, exercise_id: str) -> list[tuple[str, str]]:
        """Addresses for an exercise, and what they lead to."""
        chapter = own_cells(exercise_id[:2])
        place = f"{chapter.page}.html#{chapter.sections.get(exercise_id, '')}"
        if not (self.book and chapter.page):
            return []
        found = [(f"{self.book}/book/{place}", "The exercise in the book")]
        if self.solutions:
            found.append((f"{self.book}/solutions/{place}", "The explained solution"))
        return found


NO_LINKS = Links()


def feedback_page(run: Run, record: Record, links: Links = NO_LINKS) -> str:
    """A student's page, which needs nothing but itself."""
    result = record.result
    if result is None:
        raise ValueError(f"there is no result of {record.student.name!r}, expected one")
    ids = [mark.id for mark in result.marks]
    return page(
        "feedback.html",
        run=run,
        record=record,
        result=result,
        total=record.total(ids),
        added=record.adjusted.get(""),
        exercises=[_facts(mark, record, links) for mark in result.marks],
        attempts=[*record.earlier, record.last],
    )


def _facts(mark: Mark, record: Record, links: Links) -> dict[str, Any]:
    """What the page says of an exercise."""
    adjusted = record.adjusted.get(mark.id)
    return {
        "mark": mark,
        "points": adjusted.points if adjusted else mark.points,
        "adjusted": adjusted,
        "in_doubt": IN_DOUBT if record.result and mark.id in record.result.disputed else "",
        "words": [(name.capitalize(), text) for name, text in mark.rows if name in IN_WORDS],
        "values": [(name, text) for name, text in mark.rows if name not in IN_WORDS],
        "links": links.of(mark.id),
    }
