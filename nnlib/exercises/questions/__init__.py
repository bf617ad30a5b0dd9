"""The questions of all chapters, as the builder has written them here from the chapters' sources.

Who reads the files beside this one reads the answers.
"""

from __future__ import annotations

import difflib
import json
from functools import cache
from pathlib import Path
from typing import Any

from nnlib._common.record import RENAMED

Facts = dict[str, Any]  # what nnlib.widgets.Question takes


@cache
def all_questions() -> dict[str, Facts]:
    """Each question's facts by its id, in the order of the course.

    Returns
    -------
    dict of str to dict
    """
    questions = {}
    for path in sorted(Path(__file__).parent.glob("chapter[0-9][0-9].json")):
        for facts in json.loads(path.read_text(encoding="utf-8")):
            questions[facts["id"]] = facts
    return questions


def find_question(question_id: str) -> Facts:
    """The question of that id, or old id; ValueError names the nearest ids if there is none."""
    questions, question_id = all_questions(), RENAMED.get(question_id, question_id)
    if question_id in questions:
        return questions[question_id]
    near = difflib.get_close_matches(str(question_id), questions, n=3, cutoff=0.3)
    rest = f" Did you mean {' or '.join(near)}?" if near else ""
    raise ValueError(f"there is no question {question_id!r}.{rest}")
