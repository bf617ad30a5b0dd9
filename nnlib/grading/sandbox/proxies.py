"""Proxies of what stays in the child: its functions, objects and classes, by number."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from nnlib.grading.sandbox.link import Link


class RemoteFunction:
    """A function in the child."""

    _link: Link
    _number: int

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._link.call(self._number, "", args, options)

    def beside(self, name: str) -> Any:
        """What the child has under a name, for a check that needs an object of its kind."""
        return self._link.look(name)


OPERATORS = (  # those that checks use
    "add", "radd", "mul", "rmul", "pow", "matmul", "truediv", "rtruediv", "getitem",
)  # fmt: skip


class RemoteObject:
    """An object in the child: its methods, operators among them, and its attributes."""

    _class_number: int
    __iter__ = None  # square brackets alone don't make a sequence

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._link.get(self._number, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._link.set(self._number, name, value)


def _operator(name: str) -> Callable[..., Any]:
    def operate(self: RemoteObject, *others: Any) -> Any:
        return self._link.call(self._number, name, others, {})

    return operate


for _name in OPERATORS:
    setattr(RemoteObject, f"__{_name}__", _operator(f"__{_name}__"))


def _property(name: str) -> property:
    """What is read and set there under a name."""
    return property(
        lambda self: self._link.get(self._number, name),
        lambda self, value: self._link.set(self._number, name, value),
    )


def remote(base: type, link: Link, number: int, kind: str) -> Any:
    """A proxy for an object or a function of the child's, by the name of its type."""
    body = {"__module__": "builtins"}  # for a message that tells it
    proxy: Any = object.__new__(type(printable(kind[:100]), (base,), body))
    proxy.__dict__.update(_link=link, _number=number)
    return proxy


def remote_class(
    link: Link, number: int, name: str, methods: list[str], properties: list[str]
) -> type:
    """A proxy for a class of the child's: calling it makes an object there.

    Its methods and properties stand in it by name, so that a check can see which were written.
    """

    def construct(cls: type, *args: Any, **options: Any) -> Any:
        made = link.call(number, "", args, options)
        if not isinstance(made, RemoteObject):
            return made
        proxy: Any = object.__new__(cls)
        proxy.__dict__.update(made.__dict__)
        return proxy

    def forward(method: str) -> Callable[..., Any]:
        def call(self: RemoteObject, *args: Any, **options: Any) -> Any:
            return self._link.call(self._number, method, args, options)

        return call

    def set_in_class(name: str, value: Any) -> None:
        link.set(number, name, value)

    # A check may need objects of other classes there: ``beside``, as for a function.
    body = {"__new__": construct, "_class_number": number, "beside": staticmethod(link.look)}
    body["set_in_class"] = staticmethod(set_in_class)
    own = [m for m in methods if not (m.startswith("__") and m.endswith("__"))]
    body |= {method: forward(method) for method in own}
    body |= {name: _property(name) for name in properties if not name.startswith("__")}
    return type(printable(name), (RemoteObject,), body)


def of_a_type_named(name: str) -> Any:
    """An object whose type has that name, for a message that tells it."""
    if name.startswith("array of object"):
        return np.empty(0, object)
    return type(printable(name), (), {"__module__": "builtins"})()


def printable(name: str) -> str:
    """A name that a type can have."""
    return "".join(c for c in name if c.isprintable()) or "object"
