"""The page of speed: every figure of the results, and no goal."""

import json

import pytest

from benchmarks.as_it_comes import BETTER
from bookbuild import performance

RESULTS = json.loads(performance.RESULTS.read_text(encoding="utf-8"))


def figure(**changes):
    facts = {"what": "one epoch, batches of 8", "against": "PyTorch", "ratio": 0.5}
    return {**facts, "layers": 0.9, "as it comes": 0.7, **changes}


def test_the_page_is_what_the_results_give_and_has_all_of_them():
    text = performance.PAGE.read_text(encoding="utf-8")
    assert text.endswith(performance.page().strip() + "\n")
    for one in RESULTS["figures"]:
        if "as it comes" in one:
            batch = one["what"].rsplit(" ", 1)[1]
            assert f"| {batch} | {one['against']} | **{one['ratio']:.2f}** | **" in text
        elif one["against"] != BETTER:
            assert f"| {one['what']} | {one['against']} | **{one['ratio']:.2f}** | " in text
    for rows in RESULTS["epochs"]["seconds"].values():
        for batch, seconds in rows.items():
            assert f" | {batch} | **{seconds['nnlib']:.2f}** | {seconds['PyTorch']:.2f} | " in text
    for value in RESULTS["machine"].values():
        assert str(value) in text


def test_a_reader_sees_what_was_measured_and_not_what_was_hoped_for():
    text = performance.page()
    for word in ["goal", "missed", "For contributors"]:
        assert word not in text


def test_an_epoch_has_both_columns():
    assert performance.table([figure()]).splitlines()[-1] == (
        "| 8 | PyTorch | **0.50** | **0.70** | 0.90 |"
    )


def test_what_has_no_layers_leaves_the_cell_empty():
    one = {"what": "import nnlib", "against": "import numpy", "ratio": 0.5}
    assert performance.others([figure(), one]).splitlines()[2:] == [
        "| import nnlib | import numpy | **0.50** |  |"
    ]


def test_every_load_has_a_row_for_each_batch_size():
    seconds = {"nnlib": 0.1, "PyTorch": 0.2, performance.ALL: 0.3}
    text = performance.busy({"seconds": {"one process spins": {"8": seconds}}})
    assert text.splitlines()[2:] == ["| one | 8 | **0.10** | 0.20 | 0.30 |"]


@pytest.mark.parametrize(("loads", "warned"), [((0.5, 2.9), False), ((2.5, 3.0), True)])
def test_a_machine_that_was_never_idle_is_called_so(loads, warned):
    assert ("says little" in performance.neighbours(loads, 2)) == warned


def test_the_pictures_words_give_every_epoch():
    text = performance.alt_text(
        [figure(), figure(what="import nnlib"), figure(against="an abacus")]
    )
    assert text.endswith("Fused: 0.50 of PyTorch with batches of 8.")


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
