"""Stubs and answers are cut from the library and cannot drift from it."""

import ast
import dataclasses
import inspect
import re
import textwrap

import numpy as np
import pytest

import nnlib
from nnlib.exercises import REGISTRY
from nnlib.judge.stub import HUNT, REPAIR, answer_source, stub_source, without_annotations
from tests.judge.scope import scope_of

CODE = [exercise for exercise in REGISTRY.values() if exercise.kind != "variable"]
BLANK = [exercise for exercise in CODE if exercise.to_repair is None]
REPAIRS = [exercise for exercise in CODE if exercise.to_repair is not None]


def run(source, name):
    scope = {"np": np, **vars(nnlib)}
    exec(source, scope)
    return scope[name]


def bare_signature(thing):
    """Its signature without types, which learners are not shown."""
    signature = inspect.signature(thing)
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    return signature.replace(parameters=bare, return_annotation=signature.empty)


@pytest.mark.parametrize("exercise", BLANK, ids=lambda e: e.id)
def test_signature_and_docstring_of_the_stub_are_the_librarys(exercise):
    stub = run(stub_source(exercise), exercise.name)
    told = re.split(r"\n\n +(?:Notes|References)\n", exercise.reference.__doc__)[0]
    assert stub.__doc__.rstrip() == told.rstrip()
    # A method that is inherited, and not shown, keeps its types.
    assert bare_signature(stub) == bare_signature(exercise.reference)
    for name in exercise.blank:
        ours, theirs = getattr(stub, name), getattr(exercise.reference, name)
        assert inspect.getdoc(ours) == inspect.getdoc(theirs)
        if isinstance(theirs, property):
            ours, theirs = ours.fget, theirs.fget
        assert inspect.signature(ours) == bare_signature(theirs)


ANNOTATED = '''
class Adam:
    """Steps."""

    m: Arrays
    names: tuple[str, ...] = ("é", "b")

    @one_thread()
    def step(
        self, params: dict[str, Array], *others: int, rate: float = 1e-8, **options: "x"
    ) -> None:
        # A colon: and an arrow -> stay.
        t: int = len(params)
'''
BARE = '''
class Adam:
    """Steps."""

    names = ("é", "b")

    def step(self, params, *others, rate=1e-8, **options):
        # A colon: and an arrow -> stay.
        t = len(params)
'''


def test_annotations_and_called_decorators_are_cut_out_and_all_else_stays():
    assert without_annotations(ANNOTATED) == BARE.rstrip("\n")
    assert without_annotations(BARE) == BARE.rstrip("\n")


@pytest.mark.parametrize("exercise", CODE, ids=lambda e: e.id)
def test_learners_are_shown_no_annotations(exercise):
    for source in (stub_source(exercise), answer_source(exercise)):
        for node in ast.walk(ast.parse(source)):
            assert not isinstance(node, ast.AnnAssign)
            assert getattr(node, "annotation", None) is None
            assert getattr(node, "returns", None) is None


@pytest.mark.parametrize("exercise", REPAIRS, ids=lambda e: e.id)
def test_the_stub_of_a_repair_is_the_broken_code_with_the_references_signature(exercise):
    source = stub_source(exercise)
    assert source.startswith(HUNT if exercise.budget else REPAIR)
    assert "@" not in source.splitlines()[1]
    stub = run(source, exercise.name)
    assert type(stub) is type(exercise.reference)
    assert stub.__doc__
    assert inspect.signature(stub) == bare_signature(exercise.reference)
    for name in exercise.blank:
        ours, theirs = getattr(stub, name), getattr(exercise.reference, name)
        assert inspect.signature(ours) == bare_signature(theirs)


@pytest.mark.parametrize("exercise", REPAIRS, ids=lambda e: e.id)
def test_a_repair_is_a_matter_of_a_few_lines(exercise):
    stub, answer = (ast.parse(source(exercise)) for source in (stub_source, answer_source))
    lines = [ast.unparse(tree).splitlines() for tree in (stub, answer)]
    docstring = exercise.reference.__doc__
    changed = [line for line in lines[1] if line not in lines[0] and line.strip() not in docstring]
    assert 1 <= sum(bool(line.strip()) for line in changed) <= 6


@pytest.mark.parametrize("exercise", BLANK, ids=lambda e: e.id)
def test_the_stub_holds_nothing_of_the_answer(exercise):
    answer = ast.parse(textwrap.dedent(inspect.getsource(exercise.reference))).body[0]
    functions = (
        [answer]
        if exercise.kind == "function"
        else [n for n in answer.body if getattr(n, "name", "") in exercise.blank]
    )
    stub = stub_source(exercise)
    for function in functions:
        for statement in function.body[1:]:
            assert ast.unparse(statement) not in stub


@pytest.mark.parametrize("exercise", BLANK, ids=lambda e: e.id)
def test_an_answer_is_one_that_a_good_beginner_could_write(exercise):
    tree = ast.parse(answer_source(exercise)).body[0]
    functions = (
        [tree]
        if exercise.kind == "function"
        else [n for n in tree.body if getattr(n, "name", "") in exercise.blank]
    )
    for function in functions:
        assert function.body[-1].end_lineno - function.body[0].end_lineno <= 12
        assert not any(isinstance(node, ast.Raise) for node in ast.walk(function))


@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_the_answers_source_gives_the_answer(exercise):
    from nnlib.judge.judge import judge

    scope = scope_of(exercise)
    exec(answer_source(exercise), scope)
    assert judge(exercise, scope[exercise.name])


def test_a_method_that_is_not_there_cannot_be_cut_out():
    exercise = dataclasses.replace(REGISTRY["06-dense"], blank=("forward", "sideways"))
    with pytest.raises(ValueError, match=r"06-dense: Dense has no method \['sideways'\]"):
        stub_source(exercise)


def no_body():
    """Nothing else."""


def test_a_function_of_a_docstring_alone_has_nothing_to_cut_out():
    exercise = dataclasses.replace(REGISTRY["01-nll"], reference=no_body)
    with pytest.raises(ValueError, match="no_body has nothing under its docstring"):
        stub_source(exercise)


def test_an_exercise_that_is_a_class_names_its_methods():
    with pytest.raises(ValueError, match="06-dense: name the methods to be written"):
        dataclasses.replace(REGISTRY["06-dense"], blank=())
