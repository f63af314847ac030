"""Sessions as a whole: put, read and erase them, none of them open for steps."""

from __future__ import annotations

import contextlib
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path

from data.session.session import Session, is_session_id
from data.store.errors import (
    NoSuchSessionError,
    OpenElsewhereError,
    SessionExistsError,
    as_store_errors,
)
from data.store.files import erasure, queries
from data.store.files.encryption.encryptable_store import EncryptableStore
from data.store.files.format.journal import claimed, holder, journal_path
from data.store.files.format.locks import locked
from data.store.files.format.records import parts, salt
from data.store.files.repair.crash_recovery import recover_journal, repair_tail, require_same_seal
from data.text.outside_text import one_line


class WholeSessions(EncryptableStore):
    """A store of which sessions are put, read and erased as a whole."""

    @abstractmethod
    def close_session(self, session_id: str) -> bool:
        """Put away a session that is open here; return whether it is in the main file now."""

    def put(self, session: Session, before: Session | None) -> int:
        """Add the state of a session; durable when this returns.

        Args:
            session: the whole of it.
            before: what it is now; None when there must be none with its id.

        Returns:
            The number of its record.

        Raises:
            SessionExistsError: when there is one, or it is not what it was.
            NoSuchSessionError: when there is none.
            OpenElsewhereError: when another program has it open.
            StoreError: when it is not added.
        """
        with as_store_errors("Not saved", self.path), contextlib.ExitStack() as claims:
            self._claim(session.id, claims, "Not saved")
            if before is None and self._base.find(session.id) is not None:
                raise SessionExistsError(f"Not saved: there is a session {session.id} already.")
            if before is not None and self._now(session.id) != before:
                raise SessionExistsError(
                    f"Not saved: session {session.id} was changed meanwhile. Read it again."
                )
            with locked(self.place.lock):
                require_same_seal(self._base)
                repair_tail(self._base)
                return self._base.add(*parts(session, salt())).number

    def _now(self, session_id: str) -> Session:
        with queries.as_damage("Not saved", self.path):
            return queries.find_closed(self._base, session_id, "Not saved")[0]

    def numbered(self) -> Iterator[tuple[int, Session]]:
        """Every sound session of the main file as it was put away last, by its first record.

        Raises:
            StoreError: when the file cannot be read.
        """
        with as_store_errors("Not read", self.path):
            yield from queries.numbered(self._base)

    def delete(self, session_id: str) -> None:
        """Erase a session: only a mark that it existed is left.

        Raises:
            NoSuchSessionError: when there is none.
            OpenElsewhereError: when another program has it open.
            StoreError: when it is not erased.
        """
        self.erase([session_id])

    def erase(self, session_ids: Sequence[str]) -> None:
        """Erase sessions, all or none of them.

        Raises:
            StoreError: as `delete`.
        """
        with as_store_errors("Not deleted", self.path), contextlib.ExitStack() as claims:
            for session_id in filter(is_session_id, session_ids):
                self._claim(session_id, claims, "Not deleted")
            with locked(self.place.lock):
                require_same_seal(self._base)
                repair_tail(self._base)
                missing = erasure.erase(self._base, frozenset(session_ids))
        if missing:
            raise NoSuchSessionError(
                f"Not deleted: there is no session {one_line(min(missing), 40)}."
            )

    def _claim(self, session_id: str, claims: contextlib.ExitStack, failure: str) -> None:
        """Lock a session; if it is open here, close it first."""
        if not self.close_session(session_id):
            raise OSError(None, "it cannot be closed first")
        recover_journal(self._base, self._journal(session_id))
        try:
            claims.enter_context(claimed(self.place.live, session_id))
        except FileExistsError:
            who = holder(self._journal(session_id))
            raise OpenElsewhereError(
                f"{failure}: session {session_id} is open in another program{who}. Close it there."
            ) from None

    def _journal(self, session_id: str) -> Path:
        return journal_path(self.place.live, session_id)
