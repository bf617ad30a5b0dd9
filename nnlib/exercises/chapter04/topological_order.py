"""All values of a graph in one list, parents first."""

import numpy as np

from nnlib.autodiff import value
from nnlib.autodiff.value import topological_order
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter04._graphs import (
    ALONE,
    FORK,
    LABELS,
    MEET_EARLY,
    THREE_LEVELS,
    build,
    drawn,
    lines,
    places,
)
from nnlib.exercises.chapter04._visit_mistakes import Visits, along_all_paths, from_a_stack
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="04-topological-order",
    title="Parents first",
    minutes=20,
    difficulty=3,
    points=2,
    reference=value.topological_order,
    hints=(
        "Suppose that a helper puts a value into the list, and first sees to it that its parents "
        "stand there. What must it do for each parent?",
        "A value with two paths to the end is reached twice, and must stand in the list once. Keep "
        "a set of those that you have been to, and do nothing for one that is in it. (A set tells "
        "Values apart as objects: two that hold the same number are two.)",
        "Inside, `def visit(v):`. If v has not been seen: note it, visit each of its parents, and "
        "only then append v. Outside, two empty collections, one call, one return.",
    ),
    why="""A value is appended when the visits to all of its parents have come back, and by then
each of them has been appended. So no value can stand before one of its parents, whatever the graph
looks like. The set sees to it that a value with many paths to the end is visited once: without it
the visits would follow every single path, and there can be millions. Python's `visit` may call
itself about a thousand times deep, which is enough for anything in this chapter.""",
    distractors=("        for parent in v.parents[:1]:", "        order.append(v.data)"),
    promises={
        "a value without parents": lambda case: case.label.startswith("a value without"),
        "a value on two paths": lambda case: "two paths" in case.label,
        "a value twice in one box": lambda case: "twice in one box" in case.label,
        "paths of different lengths": lambda case: "a long path" in case.label,
        "equal numbers": lambda case: "drawn" in case.label,
        "called again": lambda case: "called again" in case.label,
        "values of one name": lambda case: "same name" in case.label,
        "a parent that was met before, and a new one": lambda case: "met before" in case.label,
        "used on three levels": lambda case: "three levels" in case.label,
    },
)


def _places(order):
    """The places in their graph of the values in the list; what came instead, if it is no list."""
    return places(order) if isinstance(order, list | tuple) else order


def _use(graph, look, name=""):
    def use(answer):
        found = _places(answer(build(answer, graph, name=name)[-1]))
        return np.array(look(found)) if isinstance(found, list) else found

    return use


def _arrows(graph):
    """Pairs of a parent's place and its child's."""
    place = {name: i for i, (name, *_) in enumerate(graph)}
    return [(place[p], place[name]) for name, _, parents in graph for p, _ in parents]


def _in_order(graph):
    def look(found):
        at = {place: found.index(place) for place in found}
        late = len(found)
        return sum(at.get(a, late) < at.get(b, -1) for a, b in _arrows(graph))

    return look


def _parents_afterwards(answer):
    values = build(answer, FORK)
    answer(values[-1])
    return np.array(lines(values))


def _added_by_a_second_call(answer, *, same):
    value, another = (build(answer, FORK)[-1] for _ in range(2))
    one, other = (_places(answer(v)) for v in (value, value if same else another))
    return np.array(len(other) - len(one)) if isinstance(other, list) else other


def _twice_on_one(answer):
    return _added_by_a_second_call(answer, same=True)


def _on_another(answer):
    return _added_by_a_second_call(answer, same=False)


COUNT = "The list is too short or too long: each value that leads to the last one should stand in "
COUNT += "it once, and so should the last one itself."
DIFFERENT = "Some values are missing: all that lead to the last one belong into the list, those "
DIFFERENT += "without parents too, and the last one itself."
NAMES = (
    "Right, but not where several values have the same name. A name is for drawings only, and most "
)
NAMES += "values have none: ask whether *this* value has been seen, not whether its name has."
CHANGED = "After the call the graph is no longer what it was: parents of a value are gone. Read "
CHANGED += "`v.parents`, and leave them in their place: the backward pass will need them."
ORDER = (
    "A value stands in front of one of its parents. In the backward pass the parent would have its "
)
ORDER += (
    "turn before its gradient is complete: parents first. (Was the list made of a set? That has "
)
ORDER += "no order.)"
LAST = "The value that you were given should be the last of the list: nothing stands behind it."
AGAIN = "A second call gives something else than the first one. Does a list or a set live outside "
AGAIN += "the function, or among its defaults, `order=[]`?"


@exercise.cases
def _(rng):
    graphs = {
        **LABELS,
        "two paths that meet before the end, b = 2·a, c = b**2, d = c·a and L = 2·d": MEET_EARLY,
        "a graph that was drawn": drawn(rng, 6),
        "a larger drawn one": drawn(rng, 9),
    }
    how_many = "The count of each value's parents afterwards"
    yield Case("the graph afterwards", {}, _parents_afterwards, how_many, "", CHANGED)
    what = "What a second call adds"
    yield Case("called again", {}, _twice_on_one, what, "", AGAIN)
    yield Case("called again for another graph", {}, _on_another, what, "", AGAIN)
    for label, graph in graphs.items():
        count = _use(graph, len)
        yield Case(label, {}, count, "The length", "", COUNT)
        yield Case(
            label,
            {},
            _use(graph, lambda n: len(set(n))),
            "The number of different ones",
            "",
            DIFFERENT,
        )
        if graph is THREE_LEVELS:
            alike = _use(graph, len, name="v")
            yield Case("values of the same name", {}, alike, "The length", "", NAMES)
        if graph is not ALONE:
            yield Case(
                label,
                {},
                _use(graph, _in_order(graph)),
                "The number of arrows that point on",
                "",
                ORDER,
            )
        last = graph[-1][0]
        yield Case(
            label,
            {},
            _use(graph, lambda n, last=last: float(n[-1:] == [last])),
            "The last place, 1 if it is right,",
            "",
            LAST,
        )


def _gathered(v, seen, order, *, first=False, mark=True):
    """The answer with one thing changed."""
    if v not in seen:
        if mark:
            seen.add(v)
        if first:
            order.append(v)
        for parent in v.parents:
            _gathered(parent, seen, order, first=first, mark=mark)
        if not first:
            order.append(v)
    return order


def _by_breadth(v):
    order, waiting, seen = [], [v], {v}
    while waiting:
        order.append(waiting.pop(0))
        for parent in order[-1].parents:
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return order


exercise.wrong(Visits)


@exercise.wrong
class Mistakes:
    def children_first(v):
        """The list is the wrong way round: the value that you were given comes first, and its
        parents come later. Put a value in *after* its parents."""
        return _gathered(v, set(), [])[::-1]

    def before_its_parents(v):
        """Each value is put into the list before its parents are visited. Append it when their
        visits are over."""
        return _gathered(v, set(), [], first=True)

    before_its_parents = spelled(before_its_parents, from_a_stack)

    def turned_round_at_the_end(v):
        """Turning the list round at the end isn't enough where paths have different lengths: a
        value that was met early, on the short path, has to wait for the long one. Append a value
        when the visits to its parents are over."""
        return _gathered(v, set(), [], first=True)[::-1]

    def row_by_row(v):
        """The graph is searched row by row, parents, then grandparents, and turned round. A value
        that is both, on a short path and on a long one, comes too late then. Append a value when
        the visits to its parents are over."""
        return _by_breadth(v)[::-1]

    def row_by_row_from_the_end(v):
        """The graph is searched row by row from the end, so children come first. Parents should
        come first, and turning this list round won't do either where paths have different
        lengths."""
        return _by_breadth(v)

    def once_for_each_path(v):
        """A value stands in the list once for every path that leads to it. Keep a set of those
        that you have been to, and pass over them."""
        return _gathered(v, set(), [], mark=False)

    once_for_each_path = spelled(once_for_each_path, *along_all_paths)

    def only_those_with_parents(v):
        """Values without parents are missing. The weights are among them, and it's their gradients
        that we are after."""
        return [u for u in _gathered(v, set(), []) if u.parents]

    def without_itself(v):
        """The value itself is missing. It's the last of the list, and the first to hand back."""
        return _gathered(v, set(), [])[:-1]

    def parents_only(v):
        """Only the value and its own parents are in the list. Go on to their parents, and so on,
        until there are none."""
        return [*dict.fromkeys(v.parents), v]

    def only_the_first_parent(v):
        """Only one parent of each value is followed. A box may have two of them: go through all
        of `v.parents`."""
        order = [v]
        while order[0].parents:
            order.insert(0, order[0].parents[0])
        return order

    def equal_numbers_are_one(v):
        """Two different values with the same number are taken for one. Ask whether *this* value
        has been seen, not whether its `data` has."""
        order, seen = [], set()

        def visit(v):
            if v.data not in seen:
                seen.add(v.data)
                for parent in v.parents:
                    visit(parent)
                order.append(v)

        visit(v)
        return order

    def sorted_by_number(v):
        """The values are sorted by their numbers. A parent's number may be larger or smaller than
        its child's: it says nothing about the order."""
        return sorted(_gathered(v, set(), []), key=lambda u: u.data)

    def itself_twice(v):
        """The value itself stands in the list twice. The visit to it appends it already, as it does
        for every other."""
        return [*_gathered(v, set(), []), v]

    def names_only(v):
        """The list holds names or numbers. Put in the values themselves: in the backward pass
        each has a gradient to hand on."""
        return [u.data for u in _gathered(v, set(), [])]

    def a_set(v):
        """This is a set, which has no order. A list is wanted."""
        return set(_gathered(v, set(), []))

    def a_generator(v):
        """A generator comes back, which gives the values one by one and only once. A list is
        wanted: the backward pass reads it from its end."""
        yield from _gathered(v, set(), [])

    def lists_in_lists(v):
        """The list holds lists. The visits to the parents should put their values into one and
        the same list, or their lists should be joined with `+`."""
        return [[_gathered(parent, set(), [])] for parent in v.parents] + [v]

    def the_value_alone(v):
        """Only the value itself is in the list. What comes back from the visits to its parents
        is lost: each call makes a list of its own. Let an inner function append to one list."""
        return [v]

    def its_own_parents_twice(v):
        """Only the value and its own parents are in the list, and one that is a parent twice
        stands there twice. Go on to their parents, and so on, and take each value once."""
        return [*v.parents, v]

    def parents_taken_away(v):
        """After the call the graph is no longer what it was: parents of a value are gone. Read
        `v.parents`, and leave them in their place: the backward pass will need them."""
        order = _gathered(v, set(), [])
        for u in order:
            u.parents = ()
        return order

    def equal_names_are_one(v):
        """Right, but not where several values have the same name. A name is for drawings only, and
        most values have none: ask whether *this* value has been seen, not whether its name has."""
        order, seen = [], set()

        def visit(v):
            if v.name not in seen:
                seen.add(v.name)
                for parent in v.parents:
                    visit(parent)
                order.append(v)

        visit(v)
        return order

    def not_returned(v):
        """Nothing comes back: `return` the list at the end of the outer function."""
        _gathered(v, set(), [])


@exercise.right
class Variants:
    def with_a_stack(v):
        """Nothing calls itself here, so there's no limit to the depth: the function keeps its own
        list of what is still to do, and comes back to a value once its parents are done."""
        order, seen, to_do = [], set(), [(v, False)]
        while to_do:
            u, parents_are_done = to_do.pop()
            if parents_are_done:
                order.append(u)
            elif u not in seen:
                seen.add(u)
                to_do.append((u, True))
                for parent in u.parents:
                    to_do.append((parent, False))
        return order

    def lists_of_lists(v):
        """Each parent's own list comes first, then the value, and what stands there already is
        passed over. It's short, and slow in large graphs: it follows every path."""
        order = []
        for parent in v.parents:
            for u in topological_order(parent):
                if u not in order:
                    order.append(u)
        return [*order, v]

    def when_all_parents_are_there(v):
        found, waiting = [], [v]
        for u in waiting:
            waiting += [parent for parent in dict.fromkeys(u.parents) if parent not in waiting]
        while waiting:
            ready = [u for u in waiting if all(parent in found for parent in u.parents)]
            found += ready
            waiting = [u for u in waiting if u not in ready]
        return found
