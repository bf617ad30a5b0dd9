"""Wrong answers to "Parents first" that visit parents too often, or too few of them."""

from nnlib.exercises._helpers import spelled


def _along_all_paths(v):
    """A value once for every path that leads to it, always behind its parents."""
    return [u for parent in v.parents for u in _along_all_paths(parent)] + [v]


def _visited(v):
    """The right list."""
    return list(dict.fromkeys(_along_all_paths(v)))


def _distance(v):
    """How far a value is from an input, on the shortest path."""
    return 1 + min(map(_distance, v.parents)) if v.parents else 0


def _stopping(*, appended):
    """The visits end at the first parent that has been seen, with or without the value itself."""

    def stopped_at_a_parent_seen(v):
        """A visit ends at the first parent that has been seen before, and the parents behind it
        are never reached. Pass over this one alone: `break` and `return` leave the whole loop."""
        order, seen = [], set()

        def visit(v):
            seen.add(v)
            met = False
            for parent in v.parents:
                met = parent in seen
                if met:
                    break
                visit(parent)
            if appended or not met:
                order.append(v)

        visit(v)
        return order

    return stopped_at_a_parent_seen


def from_a_stack(v):
    """Every value as soon as a stack gives it, before its parents."""
    order, waiting = [], [v]
    while waiting:
        u = waiting.pop()
        if u not in order:
            order.append(u)
            waiting += u.parents
    return order


def _all_rows(v):
    rows = [v]
    for u in rows:
        rows += u.parents
    return rows


def _each_before_its_parents(v):
    return [v] + [u for parent in v.parents for u in _each_before_its_parents(parent)]


along_all_paths = (
    lambda v: _all_rows(v)[::-1],
    lambda v: _all_rows(v),
    lambda v: _each_before_its_parents(v),
    lambda v: _each_before_its_parents(v)[::-1],
)


def _by_place(each, *, guarded):
    """Both parents by their places, whether there are two or not."""

    def always_two_parents(v):
        """This is written for values with two parents. A power has one, and a number that was put
        in has none: go through all of `v.parents` in a loop."""
        order, seen = [], set()

        def visit(v):
            if v in seen:
                return
            seen.add(v)
            if v.parents or not guarded:
                each(v, visit)
            order.append(v)

        visit(v)
        return order

    return always_two_parents


def _by_index(v, visit):
    visit(v.parents[0])
    visit(v.parents[1])


def _unpacked(v, visit):
    one, two = v.parents
    visit(one)
    visit(two)


class Visits:
    """A visit asks at a wrong time whether a value has been seen, or ends too early."""

    stopped_at_a_parent_seen = _stopping(appended=True), _stopping(appended=False)

    always_two_parents = tuple(
        _by_place(each, guarded=guarded) for each in (_by_index, _unpacked) for guarded in (0, 1)
    )

    def nothing_in_the_list(v):
        """The list is empty. If the values are visited in a function of its own, is that called
        with the value that you were given?"""
        return []

    def appended_for_each_parent(v):
        """The `append` stands inside the loop over the parents, so a value is put in once for each
        of its parents, and one without any never. Put it in once, behind the loop."""
        order, seen = [], set()

        def visit(v):
            if v not in seen:
                seen.add(v)
                for parent in v.parents:
                    visit(parent)
                    order.append(v)

        visit(v)
        return order

    def parents_appended_by_their_child(v):
        """Some values stand in the list several times, and the one that you were given is missing:
        each visit puts in the *parents* of its value, not the value itself."""
        order, seen = [], set()

        def visit(v):
            if v not in seen:
                seen.add(v)
                for parent in v.parents:
                    visit(parent)
                    order.append(parent)

        visit(v)
        return order

    def asked_before_the_visits(v):
        """Some values stand in the list twice: which parents are new is asked for all of them
        before the first is visited, and that visit may reach the second one as well. Ask at the
        very moment when a visit begins."""
        order, seen = [], set()

        def visit(v):
            seen.add(v)
            for parent in [parent for parent in v.parents if parent not in seen]:
                visit(parent)
            order.append(v)

        visit(v)
        return order

    def parents_and_grandparents(v):
        """Parents and their parents are in the list, and nobody beyond. A graph may be deeper: let
        each visit do the same for the parents of whatever value it has come to."""
        older = [u for parent in v.parents for u in parent.parents]
        return [*dict.fromkeys([*older, *v.parents]), v]

    def by_the_shortest_path(v):
        """The values are sorted by how far they are from an input on the *shortest* path. A value
        with a short path and a long one has to wait for the long one."""
        return sorted(_visited(v), key=_distance)

    def the_last_of_each(v):
        """A value that is reached on several paths stands too far back, behind some of its
        children. Either it was put in as soon as it was met, and the list was turned round at the
        end, or of several places the *last* was kept. Its place is where the visits to its parents
        are over for the first time."""
        order = _along_all_paths(v)
        return [u for i, u in enumerate(order) if u not in order[i + 1 :]]

    def moved_to_the_end(v):
        order, seen = [], set()

        def visit(v):
            if v in seen:
                order.remove(v)
            else:
                seen.add(v)
                for parent in v.parents:
                    visit(parent)
            order.append(v)

        visit(v)
        return order

    by_the_shortest_path = spelled(
        by_the_shortest_path,
        lambda v: [*sorted(_visited(v)[-2::-1], key=_distance), v],
        lambda v: [*sorted(_visited(v)[:-1], key=_distance), v],
    )
    the_last_of_each = spelled(the_last_of_each, moved_to_the_end)
    del moved_to_the_end
