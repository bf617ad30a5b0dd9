"""Which cells only draw: their code is folded on the page, since it teaches nothing there."""

import ast

DRAWING = {"plt", "plots", "sns"}
SIMPLE = ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr
DEFINITIONS = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom


def only_draws(source, later=()):
    """True for more than four lines that draw, and leave nothing for later cells.

    Of the statements that do not print, two of three at least draw, or prepare numbers that are
    written down; nothing is defined or imported, and no name that the cell binds is read in a later
    cell before it is bound again.

    Parameters
    ----------
    source : str
        A code cell.
    later : list of str
        The code cells after it.
    """
    tree = ast.parse(source)
    if len(source.splitlines()) <= 4 or any(isinstance(n, DEFINITIONS) for n in ast.walk(tree)):
        return False
    if names(tree, ast.Store) & read_first(later):
        return False
    drawing, done = set(DRAWING), []
    for statement in (node for node in ordered(tree) if isinstance(node, SIMPLE | ast.For)):
        draws = bool(names(head(statement), ast.Load) & drawing)
        if draws:
            drawing |= names(head(statement), ast.Store)
        if not isinstance(statement, ast.For) and not prints(statement):
            done.append(draws or is_written_down(statement))
    pictures = names(tree, ast.Load) & DRAWING
    return bool(pictures) and sum(done) >= 2 / 3 * len(done)


def ordered(node):
    """A tree's nodes in the order of the text, unlike ast.walk."""
    yield node
    for child in ast.iter_child_nodes(node):
        yield from ordered(child)


def head(statement):
    """What a statement itself reads and binds: of a loop, its first line."""
    if not isinstance(statement, ast.For):
        return statement
    return ast.Tuple([statement.target, statement.iter])


def prints(statement):
    """True for a call of print."""
    call = getattr(statement, "value", None)
    return isinstance(call, ast.Call) and getattr(call.func, "id", "") == "print"


def is_written_down(statement):
    """True for an assignment of what calls nothing: numbers, names, words."""
    return not any(isinstance(node, ast.Call) for node in ast.walk(statement))


def names(tree, kind):
    """The names that are read or bound somewhere in a tree, by the kind of context."""
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in found if isinstance(node.ctx, kind)}


def read_first(cells):
    """Names that cells read before one of them binds them."""
    bound, read = set(), set()
    for source in cells:
        for statement in ast.parse(source).body:
            own = set() if isinstance(statement, SIMPLE) else names(statement, ast.Store)
            inner = {
                name
                for node in ast.walk(statement)
                if isinstance(node, ast.comprehension)
                for name in names(node.target, ast.Store)
            }
            read |= names(statement, ast.Load) - bound - own - inner
            bound |= names(statement, ast.Store) - inner
    return read
