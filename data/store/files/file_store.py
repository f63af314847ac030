"""The store in files: the sessions of one user, as the rest of the program sees them."""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from data.session.events import Event
from data.session.session import Session
from data.store.errors import (
    BusyError,
    DamageError,
    KeyMissingError,
    OpenElsewhereError,
    SessionExistsError,
    as_store_errors,
)
from data.store.files import opening_steps, queries
from data.store.files.awaited_index import AwaitedIndex, read_index, write_index
from data.store.files.encryption import acceptance
from data.store.files.encryption.codec import codec_for
from data.store.files.format.hash_chain import Head, Record
from data.store.files.format.journal import Journal, holder, read_journal
from data.store.files.format.locks import directory_locked, locked
from data.store.files.format.records import SessionSummary, session_of
from data.store.files.repair.crash_recovery import (
    close_journal,
    recover_journal,
    repair_tail,
    require_same_seal,
)
from data.store.files.whole_sessions import WholeSessions


class Store(WholeSessions):
    """The sessions of one user. Get one with `Store.open`.

    Attributes:
        notices: sentences on what was found and mended when it was opened.
    """

    def __init__(self, directory: Path) -> None:
        """Name the place; nothing is read or made yet."""
        super().__init__(directory)
        self._open: dict[str, Journal] = {}
        self.notices: list[str] = []

    @classmethod
    def open(
        cls, directory: Path, passphrase: Callable[[], str] | None = None, *, accept: str = ""
    ) -> Store:
        """The store in a directory, as `session_store.open_store`.

        The remains of a crash are put in order. A journal that cannot be added now, as the disk is
        full or may not be written to, stays where it is and can be read.
        """
        store = cls(directory)
        given = passphrase and functools.cache(passphrase)
        with as_store_errors("Not opened", store.path):
            opening_steps.prepare(store._base)
            store._base, store.notices = opening_steps.detect_format(store._base, given)
            acceptance.require_expected(store._base, accepted=bool(accept))
            store.notices += opening_steps.recover(store._base)
            store._base, more = opening_steps.renew_seal(store._base, given)
            store.notices += [*more, *opening_steps.believe(store._base, accept)]
        return store

    @classmethod
    def look(cls, directory: Path, passphrase: Callable[[], str] | None = None) -> Store:
        """The store in a directory, to be read; nothing is made, put in order or written.

        Raises:
            StoreError: when it cannot be read as it stands.
        """
        store = cls(directory)
        with as_store_errors("Not opened", store.path):
            codec = codec_for(store._base.history.about(), passphrase)
            store._base = replace(store._base, codec=codec)
            acceptance.require_expected(store._base, accepted=False)
        return store

    def doubts(self) -> list[str]:
        """The doubts about encrypted sessions: changes by others, missing ones, an older copy.

        Raises:
            StoreError: when the file cannot be read.
        """
        with as_store_errors("Not read", self.path):
            return acceptance.doubts(self._base)

    def create(self, session: Session) -> None:
        """Begin to keep a session; it is durable when this returns.

        Raises:
            SessionExistsError: when its id is taken.
            StoreError: when it is not saved.
        """
        taken = SessionExistsError(
            f"Not saved: there is a session {session.id} already. Start again for a new id."
        )
        with as_store_errors("Not saved", self.path):
            if self._base.find(session.id) is not None:
                raise taken
            try:
                self._begin(session, based_on=0)
            except FileExistsError:
                raise taken from None

    def open_session(self, session_id: str) -> Session:
        """Open a kept session for writing, and lock it until it is closed.

        Raises:
            OpenElsewhereError: when another program has it open.
            NoSuchSessionError: when there is none.
            StoreError: when it cannot be read or written.
        """
        if session_id in self._open:
            return self.load(session_id)
        with as_store_errors("Not opened", self.path):
            for _ in range(queries.TRIES):
                if (session := self._taken_up(session_id)) is not None:
                    return session
                time.sleep(queries.PAUSE)
        raise OpenElsewhereError(
            f"Session {session_id} is open in another program{holder(self._journal(session_id))}."
            " Here it can only be read."
        )

    def append(self, session_id: str, events: Sequence[Event]) -> None:
        """Add one step to a session, all its events or none; durable when this returns.

        Raises:
            OpenElsewhereError: when another program has it open.
            NoSuchSessionError: when there is no such session.
            StoreError: when the step is not saved.
        """
        if session_id not in self._open:
            try:
                self.open_session(session_id)
            except OpenElsewhereError as error:
                raise OpenElsewhereError(f"Not saved: {error}") from error
        journal = self._open[session_id]
        with as_store_errors("Not saved", journal.path):
            journal.append(events)

    def close_session(self, session_id: str) -> bool:
        """Add a session that is open here to the main file, and let others open it.

        Returns:
            Whether it is in the main file now. If not, as the file is busy or the disk is full, it
            is as safe in its journal and is added later.
        """
        if (journal := self._open.pop(session_id, None)) is None:
            return True
        try:
            recorded = read_journal(journal.path, self._base.codec)
            with locked(self.place.lock, short=True):
                repair_tail(self._base)
                close_journal(self._base, journal.path, recorded, owner=True)
        except (OSError, BusyError, DamageError, KeyMissingError):
            return False
        finally:
            journal.close()
        return True

    def discard(self, session_id: str) -> None:
        """Remove a session that was begun here and has no step; close any other."""
        journal = self._open.get(session_id)
        if journal is None or journal.steps or journal.based_on:
            self.close_session(session_id)
        else:
            self._open.pop(session_id).discard()

    def close(self) -> None:
        """Put away every session that is open here."""
        for session_id in list(self._open):
            self.close_session(session_id)

    def load(self, session_id: str) -> Session:
        """The session with an id, as it is now, be it open elsewhere.

        Raises:
            NoSuchSessionError: when there is none.
            StoreError: when it cannot be read.
        """
        with as_store_errors("Not read", self.path), queries.as_damage("Not read", self.path):
            return queries.find(self._base, session_id, "Not read")[0]

    def sessions(self, newest: int | None = None) -> tuple[SessionSummary, ...]:
        """The sessions, the one changed last first; records with a fault are listed too.

        Args:
            newest: how many at most, those closed last and all that are open; None for all.

        Raises:
            StoreError: when the file cannot be read.
        """
        with as_store_errors("Not read", self.path):
            found = list(islice(queries.summaries(self._base, self._open), newest))
        return tuple(sorted(found, key=lambda item: item.changed, reverse=True))

    def history(self, after: int = 0) -> Iterator[tuple[SessionSummary, Callable[[], Session]]]:
        """Every closed session, the last first, each with a function that reads it.

        Damaged records are left out; a session that is open comes as it was before.

        Args:
            after: the number of the record up to which none is wanted.

        Raises:
            StoreError: when the file cannot be read; what reads a session raises it as well.
        """
        with as_store_errors("Not read", self.path):
            for summary, line in queries.closed_sessions(self._base, after):
                yield summary, partial(self._whole, line)

    def _whole(self, line: Record) -> Session:
        with as_store_errors("Not read", self.path), queries.as_damage("Not read", self.path):
            return session_of(self._base.codec.unpack(line))

    def awaited_index(self, edition: str) -> AwaitedIndex | None:
        """The sessions that await something under a content; None where that is not known.

        Raises:
            StoreError: when the file cannot be read.
        """
        with as_store_errors("Not read", self.path):
            return read_index(self._base, edition)

    def keep_awaited_index(self, index: AwaitedIndex) -> None:
        """Keep what is known of the sessions that await something, unless the key has changed."""
        nothing_kept = contextlib.suppress(OSError, BusyError, DamageError, KeyMissingError)
        with nothing_kept, directory_locked(self.place.live, shared=True, short=True):
            require_same_seal(self._base)
            write_index(self._base, index)

    def head(self) -> Head:
        """The head of the main file's hash chain.

        Raises:
            StoreError: when it cannot be read.
        """
        with as_store_errors("Not read", self.path):
            return queries.head(self._base)

    def _begin(self, session: Session, based_on: int) -> None:
        # No journal begins in clear while another program seals the store.
        with directory_locked(self.place.live, shared=True, short=True):
            require_same_seal(self._base)
            self._open[session.id] = Journal.begin(
                self.place.live, session, self._base.codec, queries.head(self._base), based_on
            )

    def _taken_up(self, session_id: str) -> Session | None:
        """A session that is open here now; None when another program has it."""
        path = self._journal(session_id)
        if path.exists():
            self.notices += filter(None, [recover_journal(self._base, path)])
            if path.exists():
                return None
        with queries.as_damage("Not opened", self.path):
            session, number = queries.find(self._base, session_id, "Not opened")
        try:
            self._begin(session, number)
        except FileExistsError:
            return None
        line = self._base.find(session_id)
        if line is None or line.number != number:
            # Between reading and locking another program had it open; what it wrote counts.
            self._open.pop(session_id).discard()
            return None
        return session
