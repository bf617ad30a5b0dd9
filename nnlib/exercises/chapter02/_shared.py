"""What several exercises of the chapter share."""


def _pick(place):
    """A use that calls the answer and looks at one of the things that it returns."""

    def use(answer, *args):
        result = answer(*args)
        return None if result is None else result[place]

    return use


_first, _second = _pick(0), _pick(1)
