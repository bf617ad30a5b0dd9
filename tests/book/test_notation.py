"""The table of symbols names things that exist, and the chapter where each is first met."""

import functools
import io
import re
import tokenize

from bookbuild import notebooks

ROWS = [
    [field.strip() for field in line.strip("|\n").split("|")]
    for line in (notebooks.ROOT / "book" / "notation.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| $")
]
MATHS = re.compile(r"(?<!\$)\$\$?([^$]+)\$")
SHAPE = re.compile(r"\(([A-Z](?:, [A-Z])*),?\)")  # (N, D)
# Before their own chapter these letters stood for something else.
OTHERWISE = {
    ("A", "00"),  # any table of numbers
    ("G", "00"),  # a small table of ours
    ("P", "00"),  # any table, of which one entry a row is picked
    ("f", "01"),  # a scale for evidence, and a price, that are looked for
    ("f'", "01"),
    ("m", "01"),  # a pixel of an average
    ("slope", "02"),  # of a loss
    ("activation", "03"),  # chosen by its name, for a network of the library
    ("v", "04"),  # a box of a computation
}


@functools.cache
def chapters():
    """Number, text and code of each chapter, in order."""
    found = []
    for path in sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md")):
        cells = [c for kind in notebooks.FOLDERS for c in notebooks.expand(path, kind).cells]
        code = [cell.source for cell in cells if cell.cell_type == "code"]
        found.append((path.name[:2], "\n".join(cell.source for cell in cells), "\n".join(code)))
    return found


@functools.cache
def names_in(code):
    """The names that a program uses: nothing of its comments and texts."""
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return {token.string for token in tokens if token.type == tokenize.NAME}


def uses(symbol, text):
    """Whether a formula, or the shape of an array, has the symbol."""
    places = " ".join([*MATHS.findall(text), *SHAPE.findall(text)])
    return re.search(rf"(?<![A-Za-z\\]){re.escape(symbol)}(?![A-Za-z'])", places) is not None


def names_of(row):
    """The names in the row's second column."""
    return re.findall(r"`(?:len\()?(\w+)\)?`", row[1])


def test_every_row_names_the_chapter_in_which_it_is_first_met():
    assert len(ROWS) > 10
    for row in ROWS:
        symbols = re.findall(r"\$(.+?)\$", row[0])
        first = next(
            number
            for number, text, code in chapters()
            if any(uses(s, text) and (s, number) not in OTHERWISE for s in symbols)
            or any((n, number) not in OTHERWISE for n in names_of(row) if n in names_in(code))
        )
        assert row[-1].startswith(f"[{first}]({first}-"), row


def test_every_name_in_code_stands_in_some_chapter():
    everything = "\n".join(code for _, _, code in chapters())
    for row in ROWS:
        for name in names_of(row):
            assert re.search(rf"\b{name}\b", everything), f"{name} is in no chapter"


def test_every_symbol_has_one_row():
    symbols = [symbol for row in ROWS for symbol in re.findall(r"\$(.+?)\$", row[0])]
    assert len(set(symbols)) == len(symbols)


def test_a_numbered_formula_stands_on_one_line():
    r"""Sphinx puts a formula of several lines into ``split``, where MathJax takes no ``\tag``."""
    broken = [
        (chapter, formula)
        for chapter, text, _ in chapters()
        for formula in re.findall(r"\$\$(.+?)\$\$", text, re.DOTALL)
        if r"\tag" in formula and r"\\" in formula
    ]
    assert broken == []
