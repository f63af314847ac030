"""The PIN: what opens, and what is refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tui.security import pin
from tui.security.hidden_input import hidden

COMPOSED = unicodedata.normalize("NFC", "Öl-26")


def test_a_pin_fits_however_it_is_composed(place: Path) -> None:
    pin.keep(place, unicodedata.normalize("NFD", COMPOSED))
    assert pin.fits(place, COMPOSED)
    assert not pin.fits(place, "Ol-26")
    assert not pin.fits(place, "\udcd6l-26"), "bytes of another encoding fit nothing"
    assert pin.fault("\udcd6l-26")


def test_bytes_of_another_encoding_are_a_wrong_secret_and_no_fault(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def latin(_: str) -> str:
        return "\u00d6l-26".encode("latin-1").decode()

    monkeypatch.setattr("getpass.getpass", latin)
    pin.keep(place, COMPOSED)
    assert not pin.fits(place, hidden("PIN: "))
    assert pin.fault(hidden("New PIN: "))
