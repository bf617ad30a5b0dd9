"""The chapters, as the front page's table tells them: the one place where their minutes stand."""

import re
from typing import NamedTuple

from bookbuild.paths import BOOK

ROW = re.compile(
    r"^\| \[(?P<number>\d\d) · (?P<title>.+?)\]\((?P<file>[\w.-]+)\) \| (?P<builds>.+) "
    r"\| (?P<minutes>\d+) \| (?P<needs>[^|]+) \|$",
    re.MULTILINE,
)


class Chapter(NamedTuple):
    """A row of the table."""

    number: str
    title: str
    file: str
    builds: str  # what the reader builds, in words that may hold links
    minutes: int
    needs: str

    @property
    def link(self):
        """The chapter's link, as the table has it."""
        return f"[{self.number} · {self.title}]({self.file})"


def chapters(book=BOOK):
    """The chapters in their order; none where the folder has no front page.

    Parameters
    ----------
    book : Path
        The folder of the book.
    """
    page = book / "index.md"
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    rows = (found.groupdict() for found in ROW.finditer(text))
    return [Chapter(**{**row, "minutes": int(row["minutes"])}) for row in rows]
