"""The PIN: what opens, and what is refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from tui.security import pin

COMPOSED = unicodedata.normalize("NFC", "Öl-26")


def test_a_pin_fits_however_it_is_composed(place: Path) -> None:
    pin.keep(place, unicodedata.normalize("NFD", COMPOSED))
    assert pin.fits(place, COMPOSED)
    assert not pin.fits(place, "Ol-26")
    assert not pin.fits(place, "\udcd6l-26"), "bytes of another encoding fit nothing"
    assert pin.fault("\udcd6l-26")
