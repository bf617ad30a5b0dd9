"""The two pages for instructors.

book/instructors.md is book/_src/instructors.md with a table, whose minutes come from
that in index.md and whose points come from the exercises, and with counts.py's at its end.
solutions/wrong-answers.md lists the exercises' named mistakes. It gives answers away, hence its
folder: a book without solutions is without it.
"""

import re

from bookbuild import counts
from bookbuild.chapters import chapters
from bookbuild.paths import BOOK, SOLUTIONS, SOURCES
from nnlib.exercises import REGISTRY

PAGE = BOOK / "instructors.md"
WRONG_ANSWERS = SOLUTIONS / "wrong-answers.md"
INTRO = """
# Common wrong answers

What learners really write, and the sentence that they read; useful before a lecture.
"""


def table():
    """A row for each chapter, and their sum."""
    lines = ["| chapter | minutes | exercises | points |", "| --- | --- | --- | --- |"]
    total = [0, 0, 0]
    for chapter in chapters():
        exercises = [e for e in REGISTRY.values() if e.chapter == chapter.number]
        facts = [chapter.minutes, len(exercises), sum(e.points for e in exercises)]
        total = [a + b for a, b in zip(total, facts, strict=True)]
        lines.append(f"| {chapter.link} | " + " | ".join(map(str, facts)) + " |")
    return "\n".join([*lines, "| all | " + " | ".join(map(str, total)) + " |"])


def wrong_answers():
    """The text of the page of wrong answers: the named mistakes, by chapter."""
    lines = [INTRO.lstrip()]
    for chapter in chapters():
        lines += [f"## {chapter.number} · {chapter.title}", ""]
        for exercise in REGISTRY.values():
            if exercise.chapter == chapter.number:
                lines.append(f"* **{exercise.title}** (`{exercise.id}`)")
                sentences = {}
                for mistake in exercise.mistakes:  # one for all sizes of a number
                    sentences.setdefault(without_sizes(mistake.sentence), mistake.sentence)
                lines += [f"  * {sentence}" for sentence in sentences.values()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def without_sizes(sentence):
    """The sentence without what differs between a mistake's sizes: 1e-07, 100."""
    return re.sub(r"\d+e-\d+|\d{2,}", "", sentence)


def page():
    """The text of the page for instructors."""
    text = (SOURCES / "instructors.md").read_text(encoding="utf-8")
    return text.replace("{table}", table()).replace("{counts}", counts.table())
