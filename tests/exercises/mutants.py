"""Mutants of every right answer: small changes that make it wrong, or show a check's blind spot.

    python -m tests.exercises.mutants [ID …]     prints the score and every survivor

The reference and each variant are changed, for a loop, an einsum and a broadcast go wrong in
different ways. A mutant survives if the check calls it correct. Those that do are either the
same function in other words, or differ only where no legal input goes; each exercise says
which and why.
"""

import ast
import copy
import inspect
import sys
import textwrap

import numpy as np

from nnlib.exercises import REGISTRY, find
from nnlib.judge.judge import refused_untried
from nnlib.judge.sentences import difference
from nnlib.judge.stub import answer_source
from nnlib.judge.trial import try_case
from tests.exercises.known import seeds_of

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
PLAIN = {"float", "int", "np.asarray"}
SYMMETRIC = {"np.multiply", "np.add", "np.isclose", "np.maximum", "np.minimum"}


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
    if isinstance(node, ast.keyword) and node.arg != "strict" and ast.unparse(node.value) == "True":
        yield ast.keyword(node.arg, ast.Constant(False))
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    yield from learners_slips(node)
    if isinstance(node, ast.Call):
        plain = ast.unparse(node.func) in PLAIN  # the result is the same without it
        if node.args and not isinstance(node.args[0], ast.Starred) and not plain:
            yield node.args[0]  # the call dropped
        for i in [i for i, word in enumerate(node.keywords) if word.arg != "strict"]:
            yield ast.Call(node.func, node.args, node.keywords[:i] + node.keywords[i + 1 :])
        if len(node.args) == 2 and ast.unparse(node.func) not in SYMMETRIC:
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


def called(node, *names):
    """True for a call of one of NumPy's functions."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {f"np.{n}" for n in names}


def same(one, other):
    """True for two expressions that read alike."""
    return ast.unparse(one) == ast.unparse(other)


def learners_slips(node):
    """Yield what learners do to an expression: an epsilon, a clip, integers, a view for a copy."""
    if called(node, "log", "sqrt"):
        inside = ast.BinOp(node.args[0], ast.Add(), ast.Constant(1e-3))
        yield ast.Call(node.func, [inside], node.keywords)
    if called(node, "exp"):
        inside = ast.parse(f"np.clip({ast.unparse(node.args[0])}, -10, 10)", mode="eval").body
        yield ast.Call(node.func, [inside, *node.args[1:]], node.keywords)
    if called(node, "log"):
        yield ast.parse(f"np.maximum({ast.unparse(node)}, -10)", mode="eval").body
    if called(node, "zeros", "zeros_like", "empty", "empty_like", "full", "array", "asarray"):
        others = [keyword for keyword in node.keywords if keyword.arg != "dtype"]
        integers = ast.keyword("dtype", ast.Name("int", ast.Load()))
        yield ast.Call(node.func, node.args, [*others, integers])
    if isinstance(node, ast.Call) and ast.unparse(node).endswith(".copy()"):
        yield node.func.value
    match node:
        case ast.Assign([target], ast.BinOp(left, op, right)) if same(target, left):
            yield ast.AugAssign(target, op, right)


class Replace(ast.NodeTransformer):
    """Put a changed node in the place of the n-th node of a tree."""

    def __init__(self, target, changed):
        self.target, self.changed = target, changed

    def visit(self, node):
        return self.changed if node is self.target else self.generic_visit(node)


def right_answers(exercise):
    """Yield the source and the namespace of each right answer: the reference, the variants."""
    module = sys.modules.get(getattr(exercise.reference, "__module__", ""))
    scope = {"np": np, **(vars(module) if module and exercise.kind != "variable" else {})}
    if exercise.kind == "variable":
        scope |= exercise.reference.given()
    yield answer_source(exercise), scope
    for variant in exercise.variants:
        source = textwrap.dedent(inspect.getsource(variant))
        yield source, vars(sys.modules[variant.__module__])


def never_matters(exercise, node, changed):
    """True for a change that cannot show: ``x -= 1`` to ``x = x - 1``, except where a class
    should change an array of its caller's."""
    if not (isinstance(node, ast.AugAssign) and isinstance(changed, ast.Assign)):
        return False
    return exercise.kind != "class" or not isinstance(node.target, ast.Name)


def mutants(exercise, source):
    """Yield (description, tree) for every mutant of an answer.

    It is one tree, changed at one place at a time: compile it before the next is asked for.
    """
    tree = ast.parse(source)
    for node in list(learners_nodes(exercise, tree)):
        before = ast.unparse(node)
        for changed in list(mutate(node)):
            if never_matters(exercise, node, changed):
                continue
            after = ast.unparse(ast.fix_missing_locations(ast.copy_location(changed, node)))
            if after != before:
                Replace(node, changed).visit(tree)
                yield f"{before} -> {after}", tree
                Replace(changed, node).visit(tree)


def learners_nodes(exercise, tree):
    """The nodes that the learner writes: no docstrings, no given methods, no defaults."""
    if exercise.kind == "variable":
        bodies = [tree.body]
        # A variant of a variable is a function that returns it.
        if isinstance(tree.body[0], ast.FunctionDef):
            bodies = [tree.body[0].body]
    elif isinstance(tree.body[0], ast.FunctionDef):
        bodies = [tree.body[0].body]
    else:
        bodies = [n.body for n in tree.body[0].body if getattr(n, "name", "") in exercise.blank]
    for body in bodies:
        for statement in body:
            for node in ast.walk(statement):
                is_docstring = isinstance(node, ast.Constant) and isinstance(node.value, str)
                if not is_docstring:
                    yield node


def run(exercise, tree, scope):
    """The mutant as an object, in the namespace of the answer that it is one of."""
    scope = dict(scope)
    exec(compile(tree, "<mutant>", "exec"), scope)
    if exercise.kind != "variable":
        return scope[tree.body[0].name]
    is_variant = isinstance(tree.body[0], ast.FunctionDef)
    return scope[tree.body[0].name]() if is_variant else scope[exercise.name]


def passes(exercise, attempt, expected, patience=1):
    """True if an answer does as the reference in every case, False if not, None if it hangs."""
    if refused_untried(exercise, attempt):
        return False
    for case, want in expected:
        limit = patience * exercise.seconds / 3  # more where the check trains
        came = try_case(attempt, case, limit)
        if difference(exercise, case, want, came):
            return None if came.timed_out else False
    return True


def survivors(exercise):
    """Return (number of mutants, those that the check calls correct, those of some seeds only)."""
    alive, lucky, n = [], [], 0
    drawn = [exercise.draw_cases(seed) for seed in seeds_of(exercise)]
    answer = exercise.answer()
    expected = [[(case, try_case(answer, case)) for case in cases] for cases in drawn]
    for source, scope in right_answers(exercise):
        for description, mutant in mutants(exercise, source):
            n += 1
            try:
                attempt = run(exercise, mutant, scope)
            except Exception:  # a variable whose lines fail never reaches the check
                continue
            came = set()
            for one in expected:
                came.add(passes(exercise, attempt, one))
                if None in came:
                    break  # it would hang with the other seeds too
            if None in came and True in came:  # or is it the machine that is busy?
                came = {passes(exercise, attempt, one, patience=10) for one in expected}
            if came == {True}:
                alive.append(description)
            elif True in came:
                lucky.append(description)
    return n, alive, lucky


def main():
    """Print the score of every exercise."""
    total = killed = 0
    for exercise in map(find, sys.argv[1:] or REGISTRY):
        n, alive, lucky = survivors(exercise)
        total, killed = total + n, killed + n - len(alive)
        print(f"{exercise.id:24} {n - len(alive):3} of {n:3} rejected")
        for description in sorted({*alive} - {*exercise.survivors}):
            print(f"    survives: {description}")
        for description in lucky:
            print(f"    survives with some seeds: {description}")
        for description in sorted({*exercise.survivors} - {*alive}):
            print(f"    said to survive, and does not: {description}")
    print(f"{killed} of {total} mutants rejected ({killed / total:.1%})")


if __name__ == "__main__":
    main()
