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


class Visits:
    """A visit asks at a wrong time whether a value has been seen, or ends too early."""

    stopped_at_a_parent_seen = _stopping(appended=True), _stopping(appended=False)

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
        """Of a value that is reached several times the list keeps the *last* place. By then some
        of its children have been put in already: keep the first."""
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
