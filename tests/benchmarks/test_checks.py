"""Which answers are timed."""

import pytest

from benchmarks import checks


@pytest.mark.parametrize("n", [0, 1, 4, 5, 9, 73])
def test_a_few_wrong_answers_are_tried_from_the_first_on(n):
    tried = checks.some(list(range(n)))
    assert tried[:1] == list(range(min(n, 1)))
    assert min(n, 3) <= len(tried) <= checks.WRONG
