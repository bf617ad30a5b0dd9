"""The course's exercises: what a learner calls, and the catalogue behind it.

check("01-softmax", softmax)    is it right, and if not, why?
hint("01-softmax")              a hint; call again for the next
puzzle("04-mlp-backward")       the lines of the answer, to be sorted
solution("01-softmax")          the answer, explained
question("01-odds")             a question that answers
review()                        what is due from earlier chapters
measure("slopes", Reader)       a law of chapter 08's hunt, measured
plant(17)                       a hunt of one's own, for a friend
check_claim(sentence="…", …)    what a claim of one's own is still missing
progress()                      what is done, chapter by chapter
show_answers()                  everything at once, without waiting
"""

from nnlib.exercises import _old_names  # noqa: F401  (it gives old notebooks their names)
from nnlib.exercises.catalogue import REGISTRY, find
from nnlib.exercises.claims import check_claim
from nnlib.exercises.hunting import measure, plant
from nnlib.exercises.learner import (
    check,
    hint,
    progress,
    puzzle,
    question,
    review,
    show_answers,
    solution,
)

__all__ = [
    "REGISTRY",
    "check",
    "check_claim",
    "find",
    "hint",
    "measure",
    "plant",
    "progress",
    "puzzle",
    "question",
    "review",
    "show_answers",
    "solution",
]
