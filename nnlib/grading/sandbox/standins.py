"""What stands in the child for modules that are not there.

What only shows something, such as a plot, does nothing, wherever it is used. Any other module
can be imported and named, since an answer may need nothing of it; what uses it raises ``Absent``.
A stand-in holds no number and never leaves the child, so that nobody gains by one.
"""

from __future__ import annotations

import ast
import linecache
import opcode
import sys
import types
from collections.abc import Iterator
from importlib.machinery import ModuleSpec  # here: within Finder it would ask Finder for itself
from typing import Any, ClassVar, NoReturn

import numpy as np

# By the first part of the name, or the first two of the course's own.
SHOWS = {
    "IPython", "altair", "bokeh", "graphviz", "google.colab", "ipywidgets", "matplotlib",
    "mpl_toolkits", "nnlib.plots", "nnlib.widgets", "plotly", "pylab", "rich", "seaborn", "tqdm",
    "wandb",
}  # fmt: skip
LOOPS = {"tqdm", "tqdm_notebook", "track"}
RANGES = {"trange", "tnrange"}
TWO = [  # operators between two things
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift",
    "rshift", "and", "xor",
]  # fmt: skip
PYPLOT = {"matplotlib.pyplot", "matplotlib.pylab", "pylab"}
IMPORTING = "<frozen importlib._bootstrap"  # and _bootstrap_external
GUARDS = ("ImportError", "ModuleNotFoundError", "Exception")


class Absent(RuntimeError):
    """Something was to be used that is not there."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not there while the course grades your answers")
        self.what = what


Absent.__name__ = "RuntimeError"  # as which a student's sentence tells it


class StandIn:
    """Stands for a thing that is not there: it can be named, but is no number.

    Parameters
    ----------
    name : str
        Of the thing.
    """

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "_name", name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "_name":  # which a copy asks for before it has it
            raise AttributeError(name)
        return type(self)(f"{self._name}.{name}")

    def __repr__(self) -> str:
        return f"<{self._name}>"

    def __setattr__(self, name: str, value: object) -> None:
        """Forget it."""

    def __mro_entries__(self, bases: object) -> tuple[type, ...]:
        return ()  # a class that inherits from it stands without it

    def __instancecheck__(self, thing: object) -> bool:
        return False

    def __or__(self, other: object) -> StandIn:
        return self  # an annotation, as a rule

    __ror__ = __or__

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise Absent(self._name)

    __int__ = __float__ = __index__ = __complex__ = __array__ = _refuse


class Missing(StandIn):
    """Stands for what a submission cannot use while it is graded."""

    __call__ = __getitem__ = __setitem__ = __delitem__ = __iter__ = __len__ = StandIn._refuse
    __enter__ = __exit__ = __array_ufunc__ = __array_function__ = StandIn._refuse


class Silent(StandIn):
    """Stands for what only shows something: whatever is done with it does nothing."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        of, _, name = self._name.rpartition(".")
        if name in LOOPS and (args or "iterable" in options):
            return Bar(self._name, args[0] if args else options["iterable"])
        if name in RANGES:
            return Bar(self._name, range(*args))
        if name == "subplots":
            axes = _axes(f"{self._name}.axes", *args[:2], **options)
            return (Silent(f"{self._name}.figure"), axes) if of in PYPLOT else axes
        if len(args) == 1 and not options and isinstance(args[0], types.FunctionType | type):
            return args[0]  # it is a decorator
        return self

    def __iter__(self) -> Iterator[Any]:
        """As many as they are unpacked into, or else one."""
        return iter([self] * _n_unpacked(sys._getframe(1)))

    def __array_ufunc__(self, *_: object, **__: object) -> Silent:
        return self

    __array_function__ = __array_ufunc__

    def __getitem__(self, key: object) -> Silent:
        return self

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __len__(self) -> int:
        return 1

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __format__(self, form: str) -> str:
        return repr(self)


class Bar(Silent):
    """A bar of progress: a loop runs over what it was given."""

    def __init__(self, name: str, items: Any) -> None:
        super().__init__(name)
        object.__setattr__(self, "_items", items)

    def __getattr__(self, name: str) -> Any:
        return getattr(Silent(self._name), name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def _operators() -> None:
    """Arithmetic gives the stand-in again, or is refused; nothing is less than one that shows."""
    for name in [*TWO, *(f"r{name}" for name in TWO), "neg", "pos", "abs", "invert", "round"]:
        setattr(Missing, f"__{name}__", Missing._refuse)
        setattr(Silent, f"__{name}__", lambda self, *_: self)
    for name in ("lt", "le", "gt", "ge"):
        setattr(Missing, f"__{name}__", Missing._refuse)
        setattr(Silent, f"__{name}__", lambda self, _: False)


_operators()


def _axes(name: str, nrows: Any = 1, ncols: Any = 1, squeeze: bool = True, **_: object) -> Any:
    """Axes in the shape that matplotlib gives them."""
    axes = np.empty((int(nrows), int(ncols)), object)
    for i in range(axes.size):
        axes.flat[i] = Silent(name)
    if not squeeze:
        return axes
    return axes.item() if axes.size == 1 else axes.squeeze()


def _n_unpacked(frame: types.FrameType) -> int:
    """How many names stand left of the ``=``, if a value is being unpacked there; else 1."""
    code, i = frame.f_code.co_code, frame.f_lasti
    if code[i] == opcode.opmap["UNPACK_SEQUENCE"]:
        return code[i + 1]
    if code[i] == opcode.opmap["UNPACK_EX"]:  # before the star, and in a prefix after it
        after = code[i - 1] if i and code[i - 2] == opcode.opmap["EXTENDED_ARG"] else 0
        return code[i + 1] + after
    return 1


def stand_in(name: str) -> StandIn:
    """What stands for a thing of that name."""
    parts = name.split(".")
    shows = parts[0] in SHOWS or ".".join(parts[:2]) in SHOWS
    return Silent(name) if shows else Missing(name)


class Library(types.ModuleType):
    """A module that is not there; in the course's own are the few names that the parent offers."""

    __path__: Any = ()
    __version__ = "0"
    offered: ClassVar[dict[str, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        ours = self.__name__.partition(".")[0] == "nnlib" and name in self.offered
        return self.offered[name] if ours else stand_in(f"{self.__name__}.{name}")


# What nnlib.exercises has for learners besides check.
SAY_SOMETHING = (
    "hint",
    "progress",
    "puzzle",
    "question",
    "review",
    "show_answers",
    "solution",
)


class Finder:
    """Finds what is nowhere else: the course's library, what shows, and all that cells import."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        top = name.partition(".")[0]
        if top == "nnlib" or type(stand_in(name)) is Silent or _is_asked_for():
            return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]  # all it needs
        return None

    def create_module(self, spec: ModuleSpec) -> Library:
        return Library(spec.name)

    def exec_module(self, module: Any) -> None:
        if module.__name__ == "nnlib.exercises":
            module.check = lambda exercise_id, attempt: attempt
            for name in SAY_SOMETHING:
                setattr(module, name, lambda *_, **__: None)
            module.display = Silent("display")


def _is_asked_for() -> bool:
    """True if a cell imports something, and would not rather know that it is not there."""
    frame: Any = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename.startswith(IMPORTING):
        frame = frame.f_back
    if frame is None or not _is_a_cells(frame):
        return False  # Python's own modules and NumPy do without what is not there
    while frame is not None:
        if _is_a_cells(frame) and _is_guarded(frame):
            return False
        frame = frame.f_back
    return True


def _is_a_cells(frame: types.FrameType) -> bool:
    return frame.f_code.co_filename.startswith("cell ")


def _is_guarded(frame: types.FrameType) -> bool:
    """True if the line that runs stands in a ``try`` that catches an error of import."""
    tree = ast.parse("".join(linecache.getlines(frame.f_code.co_filename)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and _runs(node.body, frame.f_lineno):
            caught = [handler.type for handler in node.handlers]
            if any(kind is None or any(g in ast.unparse(kind) for g in GUARDS) for kind in caught):
                return True
    return False


def _runs(body: list[ast.stmt], line: int) -> bool:
    return body[0].lineno <= line <= (body[-1].end_lineno or 0)
