"""The head of a sealed store, remembered outside of its directory.

An older copy of a store, or one whose end was cut off, is whole in itself: only who knows how far
it had come can tell. The user's state directory is that second place. It also tells when a store in
clear, or in the form of program 0.1.0, stands where a sealed one was.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from data.files.data_directory import state_directory
from data.files.private_files import (
    UnsafePathError,
    private_directory,
    read_private,
    replace_file,
)
from data.store.errors import DamageError, NewerError
from data.store.files.format.append_file import parse_header, render_header
from data.store.files.format.hash_chain import Fields, Head, dumps
from data.store.files.format.main_file import SESSIONS
from data.text.os_errors import reason_of

CLEAR: Final = ""
OLD: Final = "0.1.0"
_NAME: Final = 32


@dataclass(frozen=True, slots=True)
class State:
    """The head of a store: how far it had come.

    Attributes:
        store: its name, whatever its keys; `CLEAR` or `OLD` for one that has none.
        turn: how many keys it has had.
        head: where its chain ended.
    """

    store: str
    turn: int
    head: Head

    @classmethod
    def of(cls, seal: Fields | None, head: Head) -> State:
        """The state of a store with this part in its header and this head."""
        if seal is None:
            return cls(CLEAR, 0, head)
        return cls(seal.get("store", OLD), seal.get("turn", 0), head)

    def is_of(self, seal: Fields | None) -> bool:
        """Return whether it is a state of the same store."""
        return self.store == State.of(seal, self.head).store


class KnownHead:
    """The file that remembers the state of one store; two while it is being rewritten."""

    def __init__(self, directory: Path) -> None:
        """Name the file; nothing is read or made yet."""
        name = hashlib.sha256(str(directory.resolve()).encode("utf-8", "surrogateescape"))
        self.path = state_directory() / "stores" / f"{name.hexdigest()[:_NAME]}.json"

    def read(self, seal: Fields | None) -> tuple[State, ...]:
        """The states that are remembered of this place, or else of this store elsewhere."""
        if found := tuple(_states(self.path)):
            return found
        if seal is None or "store" not in seal:
            return ()
        others = (tuple(_states(path)) for path in sorted(self.path.parent.glob("*.json")))
        return next((one for one in others if any(state.is_of(seal) for state in one)), ())

    def write(self, *states: State) -> None:
        """Remember states in place of those before.

        Raises:
            UnsafePathError, OSError: when they cannot be kept; those before are then unharmed.
        """
        rows = [[one.store, one.turn, one.head.number, one.head.digest] for one in states]
        private_directory(self.path.parent.parent)
        private_directory(self.path.parent)
        replace_file(self.path, dumps(rows))

    def expect(self, old: State, new: State) -> None:
        """Remember the state before a rewriting and the one after it.

        Raises:
            OSError: when a state is remembered and cannot be replaced.
        """
        try:
            self.write(old, new)
        except (OSError, UnsafePathError) as error:
            if self.path.exists():
                raise OSError(getattr(error, "errno", None), reason_of(error)) from error

    def settle(self, seal: Fields | None) -> None:
        """Of two states remember the one that a rewriting has brought about, or left."""
        if seal is None:
            self.forget()
            return
        for state in _states(self.path):
            if state == State.of(seal, state.head):
                with contextlib.suppress(OSError, UnsafePathError):
                    self.write(state)

    @property
    def header_path(self) -> Path:
        """The copy of the main file's header, which holds the wrapped key."""
        return self.path.with_suffix(".header")

    def header(self) -> dict[str, Any]:
        """The last header of the main file; empty when it is not known."""
        with contextlib.suppress(OSError, UnsafePathError, DamageError, NewerError):
            return parse_header(read_private(self.header_path))
        return {}

    def keep_header(self, about: Fields) -> None:
        """Keep a copy of the header: without it nobody could open the records."""
        if self.header() != about:
            with contextlib.suppress(OSError, UnsafePathError):
                replace_file(self.header_path, render_header(about, SESSIONS))

    def forget(self) -> None:
        """Remember nothing of this place any more."""
        for path in (self.path, self.header_path):
            with contextlib.suppress(OSError):
                path.unlink()

    def moved(self, before: Head, after: Head) -> None:
        """The store has grown from one head to another.

        Only what had come as far as is remembered is followed: an older copy that is written on
        stays one.
        """
        match tuple(_states(self.path)):
            case (State(head=head) as state,) if head == before:
                with contextlib.suppress(OSError, UnsafePathError):
                    self.write(State(state.store, state.turn, after))


def _states(path: Path) -> Iterator[State]:
    try:
        rows: Any = json.loads(read_private(path))
        for store, turn, number, digest in rows:
            yield State(str(store), int(turn), Head(int(number), str(digest)))
    except (OSError, UnsafePathError, TypeError, ValueError):
        return
