"""Passphrases that cost little, for the tests of the store."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys at a thousandth of the cost."""
    monkeypatch.setattr("data.store.files.encryption.keys._COST", 2**7)
