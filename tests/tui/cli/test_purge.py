"""A purge names what is awaited, and refuses where the clock may be wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.content.loader import Content
from data.session.events import answer
from data.session.session import Session
from data.store import Store
from tests.support.seed_patient import PAIN, seen
from tests.support.stores import everything
from tui.cli.main import main

Purge = Callable[..., tuple[int, str]]
TODAY = datetime.now(UTC)


@pytest.fixture
def purge(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Purge:
    """Purges, and returns the status and what was said."""
    monkeypatch.setenv("SPINEPATH_DATA", str(place))

    def run(*flags: str) -> tuple[int, str]:
        status = main(["sessions", "purge", "--older-than", "30d", "--yes", *flags])
        return status, "".join(capsys.readouterr())

    return run


def put(store: Store, *sessions: Session) -> None:
    for one in sessions:
        store.create(one)
    store.close()


def of(name: str, days: int) -> Session:
    at = TODAY - timedelta(days=days)
    return Session(name, "", at, "vcf", "1.0", "d" * 64, "0.1", (answer("egfr", 60, at),))


def test_what_is_awaited_is_named_and_kept(
    store: Store, place: Path, content: Content, purge: Purge
) -> None:
    put(store, seen(content, PAIN), of("bcde3456", 1))
    before = everything(place)
    status, said = purge()
    assert (status, everything(place)) == (2, before)
    assert "awaits: MRI" in said
    assert "--awaited" in said
    assert purge("--awaited")[0] == 0
    assert [item.id for item in Store.open(place).sessions()] == ["bcde3456"]


def test_nothing_goes_while_the_clock_is_in_doubt(store: Store, purge: Purge) -> None:
    put(store, of("abcd2345", 40), of("bcde3456", -40))
    status, said = purge()
    assert status == 2
    assert "CLOCK IN DOUBT" in said


def test_everything_goes_only_when_that_is_said(store: Store, place: Path, purge: Purge) -> None:
    put(store, of("abcd2345", 40), of("bcde3456", 60))
    assert purge()[0] == 2
    assert len(Store.open(place).sessions()) == 2
    assert purge("--everything")[0] == 0
    assert not Store.open(place).sessions()
