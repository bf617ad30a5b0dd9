"""A class of made-up students, and the pictures of its report: python -m bookbuild.made_up_class

Nobody is real. Each student answers a chapter with right answers of the course, with its named
mistakes or not at all, by lot; one is late, two hand in the same, and one copies from another and
gives all variables new names. The pictures stand on the page for instructors; this needs a
sandbox and Chromium, and is run when the report's pages look different.
"""

import ast
import builtins
import functools
import io
import json
import random
import sys
import tempfile
from pathlib import Path

from bookbuild import notebooks
from bookbuild.paths import BOOK
from nnlib.exercises import REGISTRY
from nnlib.judge.other_answers import code_of
from nnlib.judge.stub import answer_source, stub_source

NAMES = (
    "Ada Lindqvist", "Bilal Karaca", "Chiara Rossi", "Dmitri Orlov", "Emeka Obi", "Fatima Haddad",
    "Greta Holm", "Hiroshi Abe", "Ines Duarte", "Jonas Weber", "Kavya Rao", "Liam Byrne",
    "Mina Petrova", "Noah Fontaine",
)  # fmt: skip
CHAPTER = "01"
RIGHT, WRONG = 0.66, 0.27  # shares of the answers; the rest is not attempted
COPIES, DISGUISED = (3, 8), (6, 11)  # who has whose answers
LATE = 4
PICTURES = {  # width of the window, and what is to be seen
    "report-class": (820, "class.html", 780),
    "report-student": (390, "feedback/2.html", 820),
}


def exercises():
    """The exercises of the chapter."""
    return [exercise for exercise in REGISTRY.values() if exercise.chapter == CHAPTER]


@functools.cache
def wrong_answers(exercise):
    """The named mistakes that stand for themselves, as a student would hand them in."""
    if exercise.kind != "function" or exercise.to_repair:
        return []
    found = []
    for mistake in exercise.mistakes:
        try:
            code = code_of(exercise, mistake.wrong)
            ast.parse(code)
        except (AttributeError, OSError, SyntaxError, TypeError):  # made by another function
            continue
        if not _unknown_names(code) - {e.name for e in exercises()} - {"np"}:
            found.append(code)
    return found


def _unknown_names(code):
    """The names that a code takes from elsewhere."""
    names = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in ast.walk(ast.parse(code)) if isinstance(node, ast.arg)}
    return {node.id for node in names} - own - {*dir(builtins)}


@functools.cache
def right_answers(exercise):
    """The course's own answer and its variants."""
    variants = [v for v in exercise.variants if v.__doc__ and exercise.kind == "function"]
    return [answer_source(exercise), *(code_of(exercise, variant) for variant in variants)]


def answers(lot):
    """One student's answers to the chapter, by exercise."""
    found = {}
    for exercise in exercises():
        place = lot.random()
        wrong = wrong_answers(exercise)
        if place < RIGHT:
            found[exercise.id] = in_own_words(lot.choice(right_answers(exercise)), lot)
        elif place < RIGHT + WRONG and wrong:
            # Of the ways to be wrong the first is the most frequent.
            code = wrong[min(int(lot.expovariate(1.2)), len(wrong) - 1)]
            found[exercise.id] = in_own_words(code, lot)
        else:
            found[exercise.id] = stub_source(exercise)
    return found


def in_own_words(code, lot):
    """The same code as one of many would write it: other steps, methods, orders."""
    return ast.unparse(ast.fix_missing_locations(_OwnWords(lot).visit(ast.parse(code))))


class _OwnWords(ast.NodeTransformer):
    METHODS = ("sum", "mean", "max", "min", "argmax", "reshape")

    def __init__(self, lot):
        self.lot = lot

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Mult | ast.Add) and self.lot.random() < 0.3:
            node.left, node.right = node.right, node.left
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        called = node.func
        is_numpys = isinstance(called, ast.Attribute) and getattr(called.value, "id", "") == "np"
        if is_numpys and called.attr in self.METHODS and node.args and self.lot.random() < 0.4:
            node.func = ast.Attribute(node.args.pop(0), called.attr, ast.Load())
        return node

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        last = node.body[-1]
        if isinstance(last, ast.Return) and last.value and self.lot.random() < 0.5:
            name = self.lot.choice(["result", "out", "res", "value"])
            node.body[-1:] = ast.parse(f"{name} = 0\nreturn {name}").body
            node.body[-2].value = last.value
        if node.args.args and self.lot.random() < 0.25:
            name = node.args.args[0].arg
            node.body[:0] = ast.parse(f"{name} = np.asarray({name})").body
        return node


def renamed(code):
    """The same code in which every variable has another name."""
    tree = ast.parse(code)
    own = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in own:
            node.id = f"my_{node.id.lower()}"
    return ast.unparse(tree)


def class_of(names=NAMES, seed=1):
    """The answers of a whole class, by name."""
    lot = random.Random(seed)
    found = [answers(lot) for _ in names]
    one, other = COPIES
    found[other] = dict(found[one])
    one, other = DISGUISED
    variables = {e.id for e in exercises() if e.kind == "variable"}
    found[other] = {i: c if i in variables else renamed(c) for i, c in found[one].items()}
    return dict(zip(names, found, strict=True))


def notebook(filled_in):
    """A notebook of the chapter with these answers, as text."""
    source = next(notebooks.SOURCES.glob(f"{CHAPTER}-*.md"))
    content = json.loads(notebooks.target(source, "chapter").read_text("utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
            answer = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
            cell["source"] = filled_in.get(answer, cell["source"])
    return json.dumps(content)


def hand_in(folder, found):
    """Write the submissions of a class into a folder, as Canvas names them."""
    for i, (name, filled_in) in enumerate(found.items()):
        given, family = name.split()
        late = "_LATE" if i == LATE else ""
        file = f"{(family + given).lower()}{late}_{100 + i}_{900 + i}_01.ipynb"
        (folder / file).write_text(notebook(filled_in), "utf-8")


def photograph(out):
    """Write the pictures of a report's pages, with few colours."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        for name, (width, page, height) in PICTURES.items():
            view = browser.new_page(
                viewport={"width": width, "height": height}, device_scale_factor=1.5
            )
            view.goto((out / page).as_uri())
            view.evaluate("document.querySelector('section details').open = true")
            picture = Image.open(io.BytesIO(view.screenshot()))
            few = picture.convert("RGB").quantize(96, dither=Image.Dither.NONE)
            few.save(BOOK / "figures" / f"{name}.png", optimize=True)
        browser.close()


def main():
    """Grade the class and write the pictures; return the exit code."""
    from nnlib.grading.__main__ import main as grade

    with tempfile.TemporaryDirectory() as scratch:
        folder, out = Path(scratch, "submissions"), Path(scratch, "report")
        folder.mkdir()
        hand_in(folder, class_of())
        roster = Path(scratch, "roster.csv")
        lines = [f"{name},{i},{100 + i}" for i, name in enumerate(NAMES)]
        roster.write_text("\n".join(["name,id,lms_id", *lines]), "utf-8")
        options = ["--chapter", CHAPTER, "--out", str(out), "--roster", str(roster)]
        code = grade([str(folder), *options, "--book", "https://example.org/course"])
        if code == 0:
            photograph(out)
    return code


if __name__ == "__main__":
    sys.exit(main())
