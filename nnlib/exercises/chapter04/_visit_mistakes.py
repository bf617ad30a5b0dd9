"""Wrong answers to "Parents first" that visit parents too often, or too few of them."""


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
