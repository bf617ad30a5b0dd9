"""Read tables as programs export them: with commas, semicolons or tabs, and in their encodings."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from nnlib._common.types import FilePath
from nnlib.grading.names import composed
from nnlib.grading.sources import SubmissionsError

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SEPARATORS = ",;\t"


def read_table(path: FilePath) -> list[dict[str, str]]:
    """Rows by the names of their columns, in small letters; empty rows are left out.

    Excel writes semicolons where a comma is a decimal sign, UTF-16 as "Unicode text", and the
    letters of Western Windows as "CSV".

    Raises
    ------
    SubmissionsError
        If it is no table.
    """
    try:
        data = Path(path).read_bytes()
        text = data.decode(_encoding(data))
        # What separates the columns is what the first line has most of.
        separator = max(SEPARATORS, key=text.partition("\n")[0].count)
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))
    except (csv.Error, UnicodeError) as error:
        raise SubmissionsError(f"{path} is no CSV that can be read: {error}") from error
    found = [
        {key.strip().lower(): composed(value or "").strip() for key, value in row.items() if key}
        for row in rows
    ]
    return [row for row in found if any(row.values())]


def _encoding(data: bytes) -> str:
    if data.startswith(UTF_16):
        return "utf-16"
    try:
        data.decode("utf-8-sig")
    except UnicodeError:
        return "cp1252"
    return "utf-8-sig"
