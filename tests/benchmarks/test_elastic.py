"""Elastic deformation: smooth, seeded, and the record of the dense network that learned from it."""

import json
from importlib.resources import files

import numpy as np
import pytest

from benchmarks import elastic, mnist99


def test_the_record_has_every_seed_and_its_settings():
    record = json.loads(files("nnlib").joinpath("logs/elastic.json").read_text(encoding="utf-8"))
    assert list(record["seeds"]) == [str(seed) for seed in mnist99.SEEDS]
    assert (record["settings"]["sigma"], record["settings"]["alpha"]) == (4, 34)
    for seed in record["seeds"].values():
        assert len(seed["validation"]) == record["settings"]["epochs"] == mnist99.EPOCHS


def test_without_offsets_an_image_stays_as_it_is():
    X = np.random.default_rng(0).uniform(size=(3, 64)).astype(np.float32)
    kept = X.copy()
    np.testing.assert_allclose(elastic.deform_images(X, 0, alpha=0), X, rtol=1e-6)
    warped = elastic.deform_images(X, 0)
    assert warped.dtype == np.float32
    assert warped.shape == X.shape
    assert np.abs(warped - X).max() > 0.1
    np.testing.assert_array_equal(X, kept)
    np.testing.assert_array_equal(warped, elastic.deform_images(X, 0))


def test_a_slope_shows_the_offsets_and_that_they_are_smooth():
    side = 28
    slope = np.tile(np.arange(side, dtype=float), side).reshape(1, -1)
    came_from = elastic.deform_images(slope, 0).reshape(side, side)
    offsets = (came_from - np.arange(side))[8:-8, 8:-8]  # not where they are cut off
    assert 0.3 < offsets.std() < 4
    assert np.abs(np.diff(offsets, axis=0)).max() < 1
    assert np.abs(np.diff(offsets, axis=1)).max() < 1


def test_help_says_what_it_does(capsys):
    with pytest.raises(SystemExit, match="0"):
        elastic.main(["--help"])
    assert "warped" in capsys.readouterr().out
