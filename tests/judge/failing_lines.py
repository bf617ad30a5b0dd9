"""A learner's code that fails, in a file of its own so that its line can be shown."""


def divides_by_zero(Z):
    return 1 // 0
