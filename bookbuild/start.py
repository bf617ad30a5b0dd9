"""The first page of JupyterLab: the chapters, how far the learner is, and what is due.

It is text, written anew each time `make lab` starts, so that nothing has to be run to see it.
"""

from pathlib import Path

from bookbuild.chapters import chapters
from nnlib._common.atomic import write_atomically
from nnlib._common.record import read_record, today
from nnlib.exercises import REGISTRY
from nnlib.exercises.progress import Progress
from nnlib.exercises.questions import all_questions
from nnlib.exercises.reviewing import Review

NAME = "start.md"
PAGE = """# Start here

{due}

| chapter | you build | minutes | exercises | next |
| --- | --- | --- | --- | --- |
{rows}

Click on a chapter to open it. A cell is run by Shift+Enter; run them in order, the imports at the
top first. What you write is yours: it is saved in this folder, and a new edition of the book leaves
it alone. Beside the chapters there are the [glossary](glossary.md) and the
[notation](notation.md), and [AGENTS.md](AGENTS.md) is for an assistant that should teach you and
not solve for you.

*This page is written anew each time JupyterLab starts from the book.*
"""


def page(listed):
    """The page's text.

    Parameters
    ----------
    listed : list of Chapter
        The chapters, as the book's front page tells them.
    """
    progress = Progress(REGISTRY.values(), all_questions().values()).chapters
    rows = []
    for chapter in listed:
        done = progress.get(chapter.number)
        bar = f"{done.bar()}\u00a0{done.n_done}\u00a0of\u00a0{done.n}" if done else ""
        following = (done.todo[0] if done.todo else "all done") if done else ""
        rows.append(
            f"| {chapter.link} | {chapter.builds} | {chapter.minutes} | {bar} | {following} |"
        )
    return PAGE.format(rows="\n".join(rows), due=_due())


def _due():
    """What there is to review, in words."""
    review = Review(read_record(), today())
    if not review.due:
        return " ".join(review.told())
    n = len(review.due)
    return (
        f"**{n} {'thing is' if n == 1 else 'things are'} due for review today**: open a chapter "
        "and run its cell with `review()`, the second one."
    )


def write(book: Path, work: Path):
    """Write the page beside the chapters; the learner's record is that of the present folder."""
    if listed := chapters(book):
        write_atomically(work / NAME, page(listed))
