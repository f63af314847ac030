"""Invented reports and prints in many styles: nothing wrong is proposed, and most that is stated.

Each file was written before the reader was tried on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from data.content.loader import SHIPPED
from data.report_reader.proposals import Reading, shown
from data.report_reader.reader import read

FILES: Final = sorted((Path(__file__).parent / "reports").glob("*.txt"))
REFUSED: Final = "REFUSED"
SHORT: Final = {
    "height_loss_pct": "loss", "reported_age": "age", "retropulsed_fragment": "retropulsion",
    "posterior_wall": "wall", "fluid_sign": "fluid", "intravertebral_cleft": "cleft",
    "xray_no_acute_fracture_stated": "no_fracture", "xray_demineralisation": "demineralisation",
    "xray_degenerative": "degenerative", "xray_spondylolisthesis": "slip",
    "mri_spondylolisthesis": "slip", "xray_kyphosis_deg": "kyphosis",
    "xray_lytic_or_destructive": "lytic", "canal_stenosis": "canal",
    "canal_compromise_pct": "compromise", "other_marrow_lesions": "marrow",
    "mri_stir_included": "stir_included", "age_years": "age", "weeks_since_onset": "weeks",
    "lumbar_spine_t_score_valid": "valid", "t_score_lumbar_spine": "spine",
    "t_score_femoral_neck": "neck", "t_score_total_hip": "hip", "t_score_radius": "radius",
    "z_score_lowest": "z", "calcium_corrected_mmol_l": "calcium", "albumin_g_l": "albumin",
    "calcium_total_mmol_l": "calcium_total", "creatinine_umol_l": "creatinine", "alp_u_l": "alp",
    "vitamin_d_nmol_l": "vitd", "tsh_mu_l": "tsh", "haemoglobin_g_l": "hb", "white_cells": "wbc",
    "platelets": "plt", "pth_pmol_l": "pth",
}  # fmt: skip
DONE: Final = {"xray_done", "ct_done", "mri_done", "dxa_status"}


def reports(path: Path) -> Iterator[tuple[Reading, str, str]]:
    """Each text of a file as it is read, what it states, and the text."""
    for part in path.read_text().split("\n=== ")[1:]:
        head, _, text = part.partition("\n")
        kind, _, states = head.partition(" | ")
        reading = read(f"{text}\n", SHIPPED)
        if reading.kinds and kind != "-":
            reading = read(f"{text}\n", SHIPPED, kind)
        yield reading, states, text


def proposed(reading: Reading) -> set[str]:
    """The proposals as the files write them: `L1`, `L1.loss=40`, `canal=mild`."""
    found = set()
    for item in reading.proposals:
        words = item.name.split(".")
        name = ".".join(SHORT.get(word, word) for word in words[len(words) > 1 :])
        plain = len(words) == 2 and item.value == "yes"
        if item.finding not in DONE:
            found.add(name if plain else f"{name}={rounded(item.value)}")
    return found


def rounded(value: object) -> str:
    """A value to three figures, as the files write it."""
    return f"{value:.3g}" if type(value) is float else shown(value)  # type: ignore[arg-type]


def expected(states: str) -> tuple[set[str], set[str]]:
    """The proposals that are wanted, and those that may be made."""
    words = [word for word in states.split() if word[0] != "?"]
    plain = {word: word.lstrip("~") for word in words}
    for word, name in plain.items():
        key, _, value = name.partition("=")
        if value.lstrip("-").replace(".", "", 1).isdigit():
            plain[word] = f"{key}={float(value):.3g}"
    return {plain[w] for w in words if w[0] != "~"}, set(plain.values())


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_nothing_wrong_is_proposed_and_most_that_is_stated(path: Path) -> None:
    wanted = missed = levels = missed_levels = 0
    for reading, states, text in reports(path):
        if states == REFUSED:
            assert reading.refused, text
            continue
        must, may = expected(states)
        found = proposed(reading)
        assert not found - may, text
        named = {name for name in must if "=" not in name and name[0] in "TL"}
        wanted, missed = wanted + len(must), missed + len(must - found)
        levels, missed_levels = levels + len(named), missed_levels + len(named - found)
    assert missed <= 0.12 * wanted
    assert missed_levels <= 0.15 * levels
