"""Confirmations that a paste or a held key never gives, on whatever screen it arrives."""

from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from data.store import Store
from tests.support.real_terminal import READY, Terminal, answer_first, terminal
from tui.security import access_log, pin
from tui.security.answer_timing import AS_READ
from tui.shell.confirmations import Confirmations

PASTE: Final = f"{string.ascii_letters}{string.digits}\r".encode()
PIN: Final = "4711"
_REPEATS: Final = 40
_DELAY: Final = 0.5
_RATE: Final = 0.033
_SEEN: Final = 0.6


class Host:
    """A program that nothing is drawn by."""

    def __init__(self) -> None:
        self.now = 100.0
        self.said: list[str] = []
        self.waiting: list[Callable[[], None]] = []

    def say(self, message: str) -> None:
        self.said.append(message)

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Host:
        self.waiting.append(callback)
        return self

    def stop(self) -> None:
        self.waiting.clear()


def pressed(
    confirmations: Confirmations, host: Host, key: str, after: float, done: list[str]
) -> None:
    host.now += after
    confirmations.heard(key, host.now)
    confirmations.confirm(lambda: done.append(key))


def test_another_key_confirms_once_what_was_asked_could_be_read() -> None:
    host, done = Host(), list[str]()
    confirmations = Confirmations(host, lambda: host.now)  # type: ignore[arg-type]
    confirmations.heard("d", host.now)
    confirmations.offer()
    pressed(confirmations, host, "y", AS_READ * 0.9, done)
    assert not done
    assert "Too soon" in host.said[-1]
    pressed(confirmations, host, "y", AS_READ * 1.1, done)
    host.waiting[-1]()
    assert done == ["y"]


def test_a_held_key_confirms_nothing_however_long_it_is_held() -> None:
    host, done = Host(), list[str]()
    confirmations = Confirmations(host, lambda: host.now)  # type: ignore[arg-type]
    confirmations.heard("f", host.now)
    confirmations.offer()
    for repeat in range(_REPEATS):
        pressed(confirmations, host, "f", _RATE if repeat else _DELAY, done)
    assert not done
    assert not host.waiting
    pressed(confirmations, host, "f", 2.0, done)
    assert done == ["f"], "pressed again, it counts"


def _go(opened: Terminal, *keys: bytes) -> None:
    for key in keys:
        opened.type(key)
        opened.read(_SEEN)


def _session(opened: Terminal, _: Path) -> None:
    answer_first(opened)


def _home(opened: Terminal, _: Path) -> None:
    answer_first(opened)
    _go(opened, b"q")


def _export(opened: Terminal, place: Path) -> None:
    answer_first(opened)
    _go(opened, b"p", b"e", b"\x15")
    for key in str(place / "there"):
        opened.type(key.encode())
        opened.read(0.05)
    (place / "there").write_text("mine")


def _with_pin(opened: Terminal, place: Path) -> None:
    opened.read(20, until="Locked")
    _go(opened, b"\r", *(key.encode() for key in PIN), b"\r")
    answer_first(opened)


WAYS: Final = {
    "delete": (_home, [], b"d"),
    "finish": (_session, [b"p"], b"f"),
    "quit": (_session, [], b"q"),
    "quit by Ctrl+C": (_session, [], b"\x03"),
    "replace a file": (_export, [], b"\r"),
    "accept": (_session, [b"p"], b"a"),
    "decline": (_session, [b"p"], b"d"),
    "override": (_session, [b"p"], b"o"),
    "adopt": (_session, [b"p", b"t", b"\r", b"1", b"\r"], b"a"),
    "lock without a PIN": (_session, [b"\x0c", b"\x1b"], b"\r"),
    "emergency": (_with_pin, [b"\x0c"], b"g"),
}
"""The keys that lead to the question, and the key that asks it."""

LOCKED: Final = {"emergency"}


@pytest.mark.slow
@pytest.mark.parametrize("held", [False, True], ids=["paste", "held"])
@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_confirmed(way: str, held: bool, tmp_path: Path) -> None:
    begin, keys, asking = WAYS[way]
    if way in LOCKED:
        pin.keep(tmp_path / "store", PIN)
    with terminal(tmp_path / "store", PWD=str(tmp_path)) as opened:
        begin(opened, tmp_path)
        _go(opened, *keys)
        store = Store.open(tmp_path / "store")
        (summary,) = store.sessions()
        before = store.load(summary.id)
        opened.type(asking)
        opened.read(_DELAY)
        if held:
            for _ in range(_REPEATS):
                opened.type(asking)
                opened.read(_RATE)
        else:
            opened.type(PASTE)
        opened.read(1)
        assert opened.alive
        after = store.load(summary.id)
        assert after.state.decisions == before.state.decisions
        assert after.answers == before.answers
        assert not after.finished
        assert len(store.sessions()) == 1
        if way in LOCKED:
            assert "Locked" in opened.screen()
            record = (tmp_path / "store" / access_log.FILE).read_text()
            assert access_log.EMERGENCY not in record
        if way == "replace a file":
            assert (tmp_path / "there").read_text() == "mine"


@pytest.mark.slow
def test_the_terminal_is_followed_whatever_size_is_exported(tmp_path: Path) -> None:
    with terminal(tmp_path / "store", COLUMNS="30", LINES="5") as opened:
        opened.read(20, until=READY)
        assert READY in opened.screen()
        opened.resize(120, 40)
        opened.read(2)
        footer = opened.screen().splitlines()[-1]
        assert "? help" in footer, "the last of forty lines"
