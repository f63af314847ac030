"""A session that is handed over: sealed, opened once more, and nothing else is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.store import Store
from data.store.errors import DamageError, KeyMissingError
from data.store.handover import is_handover, opened, sealed
from tests.support.stores import IDS, keep
from tui.cli.main import main

WORDS = "correct horse battery"
TEXT = '{"file":"spinepath session"}\n'


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.store.files.encryption.keys._COST", 2**7)


def test_a_session_is_opened_with_its_passphrase_alone() -> None:
    file = sealed(TEXT, WORDS).encode()
    assert is_handover(file)
    assert not is_handover(TEXT.encode())
    assert b"session" not in file.replace(b"spinepath handover", b"")
    assert opened(file, WORDS) == TEXT.encode()
    with pytest.raises(KeyMissingError):
        opened(file, "another one")


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_file_that_was_altered_is_not_taken(share: float) -> None:
    file = bytearray(sealed(TEXT, WORDS).encode())
    file[round(share * len(file))] ^= 1
    with pytest.raises((DamageError, KeyMissingError)):
        opened(bytes(file), WORDS)


def test_a_session_goes_from_one_account_to_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tui.security.passphrase._asked", lambda _: WORDS)
    mine, theirs, file = tmp_path / "mine", tmp_path / "theirs", tmp_path / "session.sealed"
    with_session = Store.open(mine)
    session = keep(with_session, IDS[0])
    with_session.close()
    monkeypatch.setenv("SPINEPATH_DATA", str(mine))
    assert main(["sessions", "handover", session.id, "--out", str(file)]) == 0
    assert file.stat().st_mode & 0o077 == 0
    monkeypatch.setenv("SPINEPATH_DATA", str(theirs))
    assert main(["sessions", "import", str(file), "--yes"]) == 0
    assert Store.open(theirs).load(session.id) == session
    monkeypatch.setattr("tui.security.passphrase._asked", lambda _: "another one")
    capsys.readouterr()
    assert main(["sessions", "import", str(file), "--yes"]) == 2
    assert "the passphrase is not the right one" in capsys.readouterr().err
