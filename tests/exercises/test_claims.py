"""The capstone's check: a whole claim misses nothing, and each gap has its sentence."""

import pytest

from nnlib import difference
from nnlib.exercises import check_claim

WITHOUT, WITH_IT = [0.91, 0.92, 0.915], [0.95, 0.955, 0.948]
GAP, U = difference(WITH_IT, WITHOUT)
WHOLE = {
    "sentence": "Momentum helps a network of ten hidden units on the small digits.",
    "verdict": "helps",
    "baseline": {"n_hidden": 10, "momentum": 0.0},
    "changed": {"n_hidden": 10, "momentum": 0.9},
    "seeds": [0, 1, 2],
    "without": WITHOUT,
    "with_it": WITH_IT,
    "chosen_on": "validation",
    "difference": GAP,
    "uncertainty": U,
    "test": 0.94,
    "looks_at_test": 1,
}


def test_a_whole_claim_misses_nothing(capsys):
    assert check_claim(**WHOLE) == []
    assert "Nothing is missing" in capsys.readouterr().out


def test_an_empty_one_is_told_all_at_once():
    said = " ".join(check_claim())
    for name in ["sentence", "verdict", "baseline", "seeds", "chosen_on", "test", "looks_at_test"]:
        assert f"{name}:" in said or f"{name}," in said


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sentence": "It helps."}, "say in a sentence"),
        ({"verdict": "great"}, "one of helps, harms, can't tell; it is 'great'"),
        ({"baseline": {}}, "write down all settings"),
        ({"changed": {"n_hidden": 10, "rate": 1}}, "momentum, rate stands in one of them only"),
        ({"changed": {"n_hidden": 10, "momentum": 0.0}}, "the same settings as the baseline"),
        ({"changed": {"n_hidden": 20, "momentum": 0.9}}, "n_hidden, momentum differ"),
        ({"seeds": [0, 0, 1]}, "3 different ones; there are 2"),
        ({"with_it": WITH_IT[:2]}, "with_it: one accuracy for each seed"),
        ({"without": [91, 92, 91.5]}, "97 % is 0.97"),
        ({"without": [0.9] * 3}, "the same to the last digit"),
        ({"difference": None}, "compute them from the two lists"),
        ({"uncertainty": U / 2}, "your lists give"),
        ({"verdict": "harms"}, "is at least 3 times its uncertainty"),
        ({"verdict": "can't tell"}, "makes it 'helps'"),
        ({"chosen_on": "the test data"}, "settings are chosen on validation data"),
        ({"test": None}, "test: the accuracy"),
        ({"test": 94}, "test: the accuracy"),
        ({"looks_at_test": 4}, "it says 4"),
    ],
)
def test_what_is_missing_has_its_sentence(change, words):
    missing = check_claim(**WHOLE | change)
    assert any(words in sentence for sentence in missing), missing


def test_a_small_difference_cannot_be_told():
    noisy = {"with_it": [0.90, 0.95, 0.93]}
    gap, u = difference(noisy["with_it"], WITHOUT)
    noisy |= {"difference": gap, "uncertainty": u}
    (said,) = check_claim(**WHOLE | noisy)
    assert "makes it \"can't tell\", and not 'helps'" in said
    assert check_claim(**WHOLE | noisy | {"verdict": "can't tell"}) == []
