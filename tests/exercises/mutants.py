"""Mutants of every reference: small changes that make it wrong, or show a check's blind spot.

    python -m tests.exercises.mutants        prints the score and every survivor

A mutant survives if the check calls it correct. Those that do are either the same function
in other words, or differ only where no legal input goes; each exercise says which and why.
"""

import ast
import copy
import sys
import textwrap

import numpy as np

from nnlib.exercises import REGISTRY
from nnlib.judge.judge import judge
from nnlib.judge.stub import answer_source

SWAPS = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div, ast.Add],
    ast.Div: [ast.Mult, ast.FloorDiv],
    ast.MatMult: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.Lt],
}


def mutate(node):
    """Yield a changed copy of a node for each small change that fits it."""
    if isinstance(node, ast.BinOp):
        for swap in SWAPS.get(type(node.op), []):
            yield ast.BinOp(node.left, swap(), node.right)
        if not isinstance(node.op, ast.Add | ast.Mult):  # those may be exchanged
            yield ast.BinOp(node.right, node.op, node.left)
        yield node.left
        yield node.right
    if isinstance(node, ast.AugAssign):
        for swap in SWAPS.get(type(node.op), []):
            yield ast.AugAssign(node.target, swap(), node.value)
        load = copy.deepcopy(node.target)
        load.ctx = ast.Load()
        yield ast.Assign([node.target], ast.BinOp(load, node.op, node.value))
        yield ast.Pass()
    if isinstance(node, ast.Compare):
        for swap in SWAPS.get(type(node.ops[0]), []):
            yield ast.Compare(node.left, [swap()], node.comparators)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(-node.value - 1)
    if isinstance(node, ast.Constant) and node.value is True:
        yield ast.Constant(False)
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    if isinstance(node, ast.Call):
        if node.args and not isinstance(node.args[0], ast.Starred):
            yield node.args[0]  # the call dropped
        for i in range(len(node.keywords)):
            yield ast.Call(node.func, node.args, node.keywords[:i] + node.keywords[i + 1 :])
        if len(node.args) == 2:
            yield ast.Call(node.func, node.args[::-1], node.keywords)
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("sum", "mean", "max"):
            for other in {"sum", "mean", "max"} - {node.func.attr}:
                function = ast.Attribute(node.func.value, other, ast.Load())
                yield ast.Call(function, node.args, node.keywords)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        for element in node.slice.elts:
            yield ast.Subscript(node.value, element, node.ctx)
        yield ast.Subscript(
            node.value, ast.Tuple([ast.Slice(), *node.slice.elts[1:]], ast.Load()), node.ctx
        )


class Replace(ast.NodeTransformer):
    """Put a changed node in the place of the n-th node of a tree."""

    def __init__(self, target, changed):
        self.target, self.changed = target, changed

    def visit(self, node):
        return self.changed if node is self.target else self.generic_visit(node)


def mutants(exercise):
    """Yield (description, source) for every mutant of an exercise's answer."""
    tree = ast.parse(answer_source(exercise))
    for position, _ in enumerate(learners_nodes(exercise, tree)):
        for variant in range(20):
            fresh = ast.parse(answer_source(exercise))
            node = list(learners_nodes(exercise, fresh))[position]
            changes = list(mutate(node))
            if variant >= len(changes):
                break
            before = ast.unparse(node)
            changed = changes[variant]
            after = ast.unparse(ast.fix_missing_locations(copy.deepcopy(changed)))
            mutated = ast.fix_missing_locations(Replace(node, changed).visit(fresh))
            source = ast.unparse(mutated)
            yield f"{before} -> {after}", source


def learners_nodes(exercise, tree):
    """The nodes that the learner writes: no docstrings, no given methods, no defaults."""
    if exercise.kind == "variable":
        bodies = [tree.body]
    elif exercise.kind == "function":
        bodies = [tree.body[0].body]
    else:
        bodies = [n.body for n in tree.body[0].body if getattr(n, "name", "") in exercise.blank]
    for body in bodies:
        for statement in body:
            for node in ast.walk(statement):
                is_docstring = isinstance(node, ast.Constant) and isinstance(node.value, str)
                if not is_docstring:
                    yield node


def run(exercise, source):
    """The mutant as an object, in the namespace of the library's own module."""
    module = sys.modules.get(getattr(exercise.reference, "__module__", ""), None)
    scope = {"np": np, **(vars(module) if module and exercise.kind != "variable" else {})}
    if exercise.kind == "variable":
        scope.update(exercise.reference.given())
    exec(compile(textwrap.dedent(source), "<mutant>", "exec"), scope)
    return scope[exercise.name]


def survivors(exercise):
    """Return (number of mutants, descriptions of those that the check calls correct)."""
    alive, n = [], 0
    original = ast.unparse(ast.parse(answer_source(exercise)))
    for description, source in mutants(exercise):
        if source == original:
            continue
        n += 1
        try:
            attempt = run(exercise, source)
        except Exception:  # a variable whose lines fail never reaches the check
            continue
        if judge(exercise, attempt, seconds=1.0):
            alive.append(description)
    return n, alive


def main():
    """Print the score of every exercise."""
    total = killed = 0
    for exercise in REGISTRY.values():
        n, alive = survivors(exercise)
        total, killed = total + n, killed + n - len(alive)
        print(f"{exercise.id:24} {n - len(alive):3} of {n:3} rejected")
        for description in alive:
            print(f"    survives: {description}")
    print(f"{killed} of {total} mutants rejected ({killed / total:.1%})")


if __name__ == "__main__":
    main()
