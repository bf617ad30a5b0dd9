"""Write the page of sources: python -m bookbuild.sources [--check]

The course repeats what five texts print, and two papers. Each published number is an entry of
claims.yml; the cell that computes ours carries the entry's id in its metadata
(`claims: [A-softmax]`). This script reads the number out of that cell's stored output,
compares, and writes book/sources.md. --check only says whether the page is up to date.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

import nbformat
import yaml
from mdit_py_plugins.anchors.index import slugify

from bookbuild.paths import BOOK, SOURCES

PAGE = BOOK / "sources.md"


@dataclass(frozen=True)
class Claim:
    """A published result, and where the course computes it.

    Attributes
    ----------
    id : str
        The letter of its source and a name: "A-softmax".
    what : str
        What was computed, in Markdown.
    published : list of str
        The numbers as they were printed, to their last digit; none where the text leaves
        them to the reader.
    ours : str
        Regular expression; its groups find our numbers in the cell's output, in order.
    checked : list of str
        Where nothing was published: what the text's own code (or, for "the true gradient",
        its corrected code) was found to give, when it was run apart from this course;
        "…" where that was not written down.
    unit : str
        Written behind every number.
    why : str
        Why ours differ. Without it they must agree to the last published digit.
    """

    id: str
    what: str
    published: list
    ours: str
    checked: tuple = ()
    unit: str = ""
    why: str = ""


def read_claims():
    """The texts and their claims, from claims.yml."""
    facts = yaml.safe_load((SOURCES / "claims.yml").read_text(encoding="utf-8"))
    return facts["texts"], [Claim(**claim) for claim in facts["claims"]]


def find_cells():
    """For each claim's id: the notebook, the heading above the cell, and its output."""
    found = {}
    for path in sorted(BOOK.glob("*.ipynb")):
        heading = ""
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                heading = [heading, *re.findall(r"^## (.+)$", cell.source, re.M)][-1]
            for claim in cell.metadata.get("claims", []):
                if claim in found:
                    raise ValueError(f"{claim} is claimed by two cells of the book")
                text = "".join(o.text for o in cell.outputs if o.output_type == "stream")
                found[claim] = (path.name, heading, text)
    return found


def our_numbers(claim, output):
    """Our numbers, as the cell printed them."""
    found = re.finditer(claim.ours, output, re.M)
    numbers = [number for match in found for number in match.groups() or [match.group()]]
    if not numbers:
        raise ValueError(f"{claim.id}: nothing in the cell's output matches {claim.ours!r}")
    return numbers


def agree(published, ours):
    """True if each of ours, rounded as the published one is, equals it."""
    pairs = zip(published, ours, strict=False)
    return len(published) == len(ours) and all(
        theirs == "…" or same(theirs, mine) for theirs, mine in pairs
    )


def same(theirs, mine):
    """True if a number of ours has every digit of theirs."""
    if not re.fullmatch(r"-?[\d.]+(e-?\d+)?", mine):  # a matrix, a range
        return theirs == mine
    theirs, mine = Decimal(theirs), Decimal(mine)
    last_digit = theirs.as_tuple().exponent
    if mine.as_tuple().exponent > last_digit:  # not printed finely enough to tell
        return False
    return mine.quantize(theirs) == theirs


def page():
    """The text of sources.md."""
    texts, claims = read_claims()
    cells = find_cells()
    printed = [claim for claim in claims if claim.published]
    same = sum(not claim.why for claim in printed)
    lines = [INTRO.format(n=len(printed), same=same)]
    for letter, text in texts.items():
        lines += [f"## {text['title']}", text["about"]]
        lines.append("| what | published | this course, and where |\n| --- | --- | --- |")
        for claim in claims:
            if not claim.id.startswith(letter):
                continue
            name, heading, output = cells[claim.id]
            mine = our_numbers(claim, output)
            chapter = f"{name[:2]} · " if name[:2].isdigit() else ""
            link = f"[{chapter}{heading}]({name}#{slugify(heading)})"
            row = [claim.what, listed(claim.published, claim.unit) or _not_published(claim)]
            # On a phone a column of links would leave none for the numbers.
            row.append("<br>".join(filter(None, [listed(mine, claim.unit), claim.why, link])))
            lines[-1] += "\n| " + " | ".join(row) + " |"
        lines.append("**What to correct when you read it.** " + text["corrections"])
    return "\n\n".join(line.strip() for line in lines) + "\n"


INTRO = """
# Sources, and their numbers recomputed

The course grew out of five texts, and its last two chapters out of papers. Their ideas are told
here in our own words, their set-ups are run again in the chapters, and their numbers stand beside
ours below, two of the papers at the end. None of
ours is typed: each is read out of the stored output of the cell that computed it. Of the
{n} published results {same} come out to the last digit that was published; for the others the table
says why not. The papers behind the methods are listed under [References](references.md).
"""


def _not_published(claim):
    """What stands in the place of a number that the text does not print."""
    if not claim.checked:
        return "not printed"
    return f"not printed; its code, run apart, gives {listed(claim.checked, claim.unit)}"


def listed(numbers, unit):
    """Numbers as one line of text."""
    return ", ".join(f"{number}{unit}" for number in numbers)
