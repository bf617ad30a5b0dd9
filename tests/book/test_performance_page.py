"""The page of speed: every figure of the results, and, for contributors, every goal."""

import json

import pytest

from bookbuild import performance

RESULTS = json.loads(performance.RESULTS.read_text(encoding="utf-8"))


def figure(**changes):
    facts = {"what": "one epoch, batches of 8", "against": "an abacus", "ratio": 0.5, "goal": 0.6}
    return {**facts, "layers": 0.9, **changes}


def test_the_page_is_what_the_results_give_and_has_all_of_them():
    text = performance.PAGE.read_text(encoding="utf-8")
    assert text.endswith(performance.page().strip() + "\n")
    for one in RESULTS["figures"]:
        assert f"| {one['what']} | {one['against']} | **" in text
        assert f"| {one['what']} | {one['against']} | {performance.goal(one)} | " in text
    for value in RESULTS["machine"].values():
        assert str(value) in text


def test_a_reader_sees_what_was_measured_and_a_contributor_what_was_hoped_for():
    before, fold = performance.page().split("<details>")
    assert "missed" in fold
    for word in ["goal", "missed"]:
        assert word not in before


@pytest.mark.parametrize(("ratio", "missed"), [(0.6, False), (0.61, True)])
def test_a_missed_goal_is_called_so(ratio, missed):
    assert ("missed" in performance.goals([figure(ratio=ratio)])) == missed


@pytest.mark.parametrize(("ratio", "missed"), [(0.8, True), (0.9, False), (1.2, True)])
def test_a_goal_on_both_sides_can_be_missed_on_both(ratio, missed):
    table = performance.goals([figure(ratio=ratio, least=0.87, goal=1.15)])
    assert "| at least 0.87 and at most 1.15 |" in table
    assert ("missed" in table) == missed


def test_what_has_no_layers_leaves_the_cell_empty():
    one = figure()
    del one["layers"]
    assert performance.table([one]).endswith("| **0.50** |  |")


def test_the_pictures_words_give_every_epoch():
    text = performance.alt_text([figure(), figure(what="import nnlib")])
    assert text.endswith("Fused: 0.50 of an abacus with batches of 8.")


def test_a_curve_becomes_a_table():
    text = performance.growth(
        [figure(what="growth to 1,000 units", curve={"10": 2.0, "1000": 1.25})]
    )
    assert text.splitlines()[0] == "| units | 10 | 1,000 |"
    assert text.splitlines()[1] == "| --- | --- | --- |"
    assert text.endswith("| 2.00 | 1.25 |")


def test_sharing_a_search_is_summed_up_from_its_figures():
    own, cluster = "own processes", "a cluster"
    text = performance.sharing(
        {
            "machine": {"cores": 4},
            "load": [0.1, 0.2],
            "rounds": 3,
            "workers": 4,
            "trainings": 19,
            "seconds": 2.0,
            "starting": 3.0,
            "shares": {"own, started": 1.75, own: 0.25, cluster: 0.5},
            "handing over": {own: 0.01, cluster: 0.2},
        }
    )
    assert "| own, started | 1.75 |  |" in text
    assert "| own processes | 0.25 | 1% |" in text
    assert "as long as 30 of these trainings" in text  # 3 s, of 2 s / 20 each
    assert "save at most 75%" in text
    assert "less than\n4 s on one core" in text  # of which 3 are saved
    assert "20 times" in text


def test_every_convolution_that_was_measured_stands_on_the_page():
    results = json.loads(performance.CONVOLUTIONS.read_text(encoding="utf-8"))
    text = performance.PAGE.read_text(encoding="utf-8")
    for layer in results["layers"]:
        ratios = " | ".join(f"**{ratio:.2f}**" for ratio in layer["ratios"].values())
        row = (
            f"| {layer['what']} | {layer['batch size']} | {layer['milliseconds']:.1f} | {ratios} |"
        )
        assert row in text
