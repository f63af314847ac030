"""Sites: their order, their words, and where readings are tried."""

from __future__ import annotations

import pytest

from engine.model.sites import Sites

KNEE = Sites({"Medial": ("MF", "MT"), "Lateral": ("LF", "LT", "LP")}, "MT")


def test_readings_stand_in_the_order_of_the_sites() -> None:
    mixed = [{"level": name} for name in ("LP", "MT", "LF", "MF")]
    assert [reading["level"] for reading in KNEE.in_order(mixed)] == ["MF", "MT", "LF", "LP"]


def test_sites_in_words() -> None:
    assert KNEE.words == "MF, MT, LF to LP"
    assert Sites().words == ""


@pytest.mark.parametrize(
    ("start", "tried", "pairs"),
    [
        ("MF", ("MF", "MT", "LP"), (("MF", "MT"), ("MT", "LF"), ("MF", "LP"))),
        ("MT", ("MT", "LF", "MF", "LP"), (("MF", "MT"), ("MT", "LF"), ("LF", "LT"), ("MT", "LP"))),
        ("LP", ("LP", "MF"), (("LT", "LP"), ("MF", "LP"))),
    ],
)
def test_readings_are_tried_about_the_start(
    start: str, tried: tuple[str, ...], pairs: tuple[tuple[str, str], ...]
) -> None:
    sites = Sites(KNEE.bands, start)
    assert sites.tried == tried
    assert sites.tried_pairs == pairs


def test_a_single_site_has_no_neighbour() -> None:
    assert Sites({"Hip": ("H",)}, "H").tried_pairs == ()
