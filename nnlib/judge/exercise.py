"""What an exercise is: one object that holds everything about it.

Each exercise has a file of its own, which reads from top to bottom: the facts, then the
cases it is tried on, the wrong answers that learners really write, each with the sentence
that it earns for a docstring, and other ways of writing it that are right too::

    exercise = Exercise(id="01-softmax", title="Softmax", reference=activations.softmax, …)

    @exercise.cases
    def _(rng):
        yield Case("three rows of four scores", {"Z": rng.normal(size=(3, 4))})

    @exercise.wrong
    class Mistakes:
        def one_sum_for_the_batch(Z):
            '''Each row should sum to 1; here the whole batch does.'''
            …

    @exercise.right
    class Variants:
        def with_einsum(Z):
            '''`einsum` names the axes, so nothing has to be transposed.'''
            …

An exercise may also be a *repair*: its stub is then code that runs and is wrong, of the
reference's name and signature, and handing that in unchanged is one of the mistakes::

    @exercise.broken("What goes wrong, as one sees it from outside.")
    def softmax(Z): …
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Draw = Callable[[np.random.Generator], Iterable["Case"]]


def call(attempt: Callable[..., Any], *args: Any) -> Any:
    """The usual way to use an answer that is a function: call it."""
    return attempt(*args)


@dataclass(frozen=True)
class Case:
    """One try: arguments, and what to do with the answer to get an array.

    Attributes
    ----------
    label : str
        What is special about it, in the learner's words: "a batch of one".
    args : dict of str to value
        Arguments by the names that the message shows.
    use : callable ``(attempt, *args) -> array``
        May construct, call, and read or set attributes, with arrays; nothing else,
        so that the attempt may just as well live in another process.
    result : str
        What the array is, for the message: ``softmax(Z)``, ``layer.dW``.
    group : str
        Cases of one group earn their points together.
    otherwise : str
        What to say if the values are wrong here first and no mistake is recognised.
    numbers : bool
        False if the sentence says it all, and what is expected and what came add nothing.
    """

    label: str
    args: dict[str, Any]
    use: Callable[..., Any] = call
    result: str = ""
    group: str = ""
    otherwise: str = ""
    numbers: bool = True


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that learners really write, and the sentence that it earns."""

    name: str
    wrong: Any
    sentence: str


@dataclass(frozen=True)
class Lines:
    """The reference of an exercise whose answer is a variable: a few lines of code.

    Attributes
    ----------
    name : str
        The variable.
    code : str
        The lines that compute it.
    given : callable ``() -> dict``
        What the chapter has defined by then, by name.
    """

    name: str
    code: str
    given: Callable[[], dict[str, Any]] = dict

    def value(self) -> Any:
        """Run the lines and return the variable."""
        scope = {"np": np, **self.given()}
        exec(self.code, scope)
        return scope[self.name]


@dataclass(eq=False)
class Exercise:
    """An exercise; see the top of this file for how one is written.

    Attributes
    ----------
    id : str
        Chapter and name: ``"01-softmax"``.
    title : str
    minutes : int
    difficulty : int
        1 (warm-up) to 5 (takes thought).
    points : int
    reference : function, class or Lines
        The answer, which lives in the library.
    hints : tuple of str
        They climb: the idea, the formula, the skeleton; never the answer.
    why : str
        The explanation that stands under the solution, in Markdown.
    blank : tuple of str
        For a class, the methods that the learner writes; the others are given.
    part : tuple of str
        For a class that grows in later exercises, the members that it has by now: stub and answer
        show these and no base class. Empty for all of it.
    shared : tuple of str
        For a class, attributes that a right answer has in common with the library's class, because
        answers that the library lends go on making objects of its own.
    lent : tuple of str
        Arguments that an answer changes on its way, and has to put back as they were.
    rtol, atol : float
        How near a value must come.
    seconds : float
        How long a check may take; more where the check itself trains with what is handed in.
    budget : int
        Of a hunt, how many measurements it allows. Of a hunt the check tells nothing but in how
        many groups of cases something is wrong: a bug each. 0 for what is no hunt.
    promises : dict of str to callable ``(case) -> bool``
        The kinds of input that card and docstring promise, in words, and how to tell whether a
        case is of that kind. The cases hold one of each, whatever the seed.
    survivors : dict of str to str
        Small changes to the reference that the check calls correct, as ``before -> after``, and
        why each is none of its blind spots.
    distractors : tuple of str
        One or two wrong lines among the lines to sort, each a named mistake when it stands in
        place of the right one (nnlib/judge/puzzle.py). Without them, lines are looked for in
        the mistakes.
    to_repair : function or class, optional
        The broken code that the learner is given, set by ``broken``.
    source_to_repair : str
        Its text, if that stands in no file.
    mistakes : list of Mistake
        Set by ``wrong``. The one that does just what an answer does is told, if no other does.
    variants : list
        Other right answers, set by ``right``.
    """

    id: str
    title: str
    minutes: int
    difficulty: int
    points: int
    reference: Any
    hints: tuple[str, ...]
    why: str
    blank: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    lent: tuple[str, ...] = ()
    rtol: float = 1e-5
    atol: float = 1e-7
    seconds: float = 3.0
    budget: int = 0
    promises: dict[str, Callable[[Case], bool]] = field(default_factory=dict)
    survivors: dict[str, str] = field(default_factory=dict)
    distractors: tuple[str, ...] = ()
    to_repair: Any = None
    source_to_repair: str = ""
    mistakes: list[Mistake] = field(default_factory=list)
    variants: list[Any] = field(default_factory=list)
    _cases: Any = None  # a Draw, set by ``cases``

    def __post_init__(self) -> None:
        self.why = " ".join(self.why.split())  # written over several lines, read as one
        if self.kind == "class" and not self.blank:
            raise ValueError(f"{self.id}: name the methods to be written, blank=(…)")

    @property
    def chapter(self) -> str:
        """The chapter's number: ``"01"``."""
        return self.id[:2]

    @property
    def kind(self) -> str:
        """``"function"``, ``"class"`` or ``"variable"``."""
        if isinstance(self.reference, Lines):
            return "variable"
        return "class" if inspect.isclass(self.reference) else "function"

    @property
    def name(self) -> str:
        """The name that the learner gives to the answer."""
        return self.reference.name if self.kind == "variable" else self.reference.__name__

    def answer(self) -> Any:
        """The right object: the function or class itself, or the variable's value."""
        return self.reference.value() if self.kind == "variable" else self.reference

    def draw_cases(self, seed: int = 0) -> list[Case]:
        """The cases, with inputs drawn from the seed."""
        if self.kind == "variable":
            return [Case("", {}, use=lambda value: value, result=self.name)]
        return list(self._cases(np.random.default_rng(seed)))

    def cases(self, function: Draw) -> Draw:
        """Decorator: a generator of cases, given a random number generator."""
        self._cases = function
        return function

    def wrong(self, group: type) -> type:
        """Decorator of a class: each member is a wrong answer, its docstring the sentence.

        A tuple is one mistake in several sizes. A member loses its docstring, so that what is
        shown of it is what a learner wrote.
        """
        for answer in _members(group):
            sentence = " ".join((answer.__doc__ or "").split())
            if not sentence:
                raise ValueError(f"{self.id}: {answer.__name__} has no docstring to say to it")
            answer.__doc__ = None
            # What earns the same sentence is the same mistake, however it is spelled.
            known = (mistake.name for mistake in self.mistakes if mistake.sentence == sentence)
            name = next(known, answer.__name__)
            self.mistakes.append(Mistake(name, answer, sentence))
        return group

    def right(self, group: type) -> type:
        """Decorator of a class: each member is another right answer.

        One with a docstring may be shown beside a learner's own; the docstring says in a sentence
        or two what is different about it.
        """
        self.variants += _members(group)
        return group

    def broken(self, sentence: str, source: str = "") -> Callable[[Any], Any]:
        """Decorator: the code that is to be repaired, and its symptom.

        The symptom is all that is said of it: finding the cause is the exercise. Code that was
        made from a text comes with that text.
        """

        def add(wrong: Any) -> Any:
            self.to_repair, self.source_to_repair = wrong, source
            self.mistakes.append(Mistake(wrong.__name__, wrong, sentence))
            return wrong

        return add


def _members(group: type) -> list[Any]:
    """The functions and classes in a class's body, in order; those of a tuple, one by one."""
    members: list[Any] = []
    for member in vars(group).values():
        members += member if isinstance(member, tuple) else [member]
    return [member for member in members if inspect.isfunction(member) or inspect.isclass(member)]
