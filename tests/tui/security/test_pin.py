"""The PIN: what opens, and what is refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tui.cli.exit_status import FAILED
from tui.cli.main import main
from tui.security import pin
from tui.security.hidden_input import hidden

COMPOSED = unicodedata.normalize("NFC", "Öl-26")


def test_a_pin_fits_however_it_is_composed(place: Path) -> None:
    pin.keep(place, unicodedata.normalize("NFD", COMPOSED))
    assert pin.fits(place, COMPOSED)
    assert not pin.fits(place, "Ol-26")
    assert not pin.fits(place, "\udcd6l-26"), "bytes of another encoding fit nothing"
    assert pin.fault("\udcd6l-26")


def test_lines_of_a_script_are_never_taken_for_a_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def without_terminal(*_: object) -> int:
        raise OSError("No such device or address")

    (tmp_path / "script").write_text("new A\nnone\n")
    monkeypatch.setattr("getpass.os.open", without_terminal)
    with (tmp_path / "script").open() as script:
        monkeypatch.setattr("sys.stdin", script)
        with pytest.raises(OSError, match="no terminal"):
            hidden("PIN: ")
        assert script.read() == "new A\nnone\n"
        monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "store"))
        assert main(["config", "pin"]) == FAILED
    assert "no terminal to ask for the PIN on" in capsys.readouterr().err


def test_bytes_of_another_encoding_are_a_wrong_secret_and_no_fault(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def latin(_: str) -> str:
        return "\u00d6l-26".encode("latin-1").decode()

    monkeypatch.setattr("getpass.getpass", latin)
    pin.keep(place, COMPOSED)
    assert not pin.fits(place, hidden("PIN: "))
    assert pin.fault(hidden("New PIN: "))
