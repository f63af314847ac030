"""The proof of a sealed store: every record is the program's own and in its place, none is missing.

Neither the key nor the chain can tell an older copy; `known_head` does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from data.store.errors import DamageError, UnsealedError
from data.store.files.encryption.codec import SealedCodec
from data.store.files.format.hash_chain import ERASED, Head, Record, read_line
from data.store.files.format.store_files import StoreFiles
from data.store.files.repair.integrity_check import ACKNOWLEDGED

ACCEPTED: Final = "accepted"
_NUMBER: Final = re.compile(r"record (\d{1,9}):")


@dataclass(slots=True)
class Proof:
    """The result of a walk through the file.

    Attributes:
        links: what the record behind each number has to repeat, by number.
        faults: what is not as this program left it, and was not accepted.
    """

    links: dict[int, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def prove(base: StoreFiles, codec: SealedCodec) -> Proof:
    """Check the signature and place of every record.

    Raises:
        OSError, DamageError: when the file cannot be read.
    """
    walk = _Walk(codec, Head(0, base.history.about()["genesis"]))
    for text in base.history.texts_forward():
        walk.take(text)
    return walk.result()


class _Walk:
    def __init__(self, codec: SealedCodec, head: Head) -> None:
        self._codec = codec
        self._head = head
        self._links = {0: head.digest}
        self._tombs: set[int] = set()
        self._missing: list[int] = []
        self._faults: list[str] = []
        self._notes: list[dict[str, Any]] = []
        self._unread = False

    def take(self, text: bytes) -> None:
        """Check the next line."""
        try:
            line = read_line(text)
        except DamageError as error:
            self._faults.append(f"after record {self._head.number} the file {error}")
            self._unread = True
            return
        self._place(line)
        try:
            self._codec.require_proved(line)
        except UnsealedError:
            self._faults.append(f"record {line.number} is in clear")
        except DamageError:
            self._faults.append(f"record {line.number} was altered")
        else:
            if line.erased:
                self._tombs.add(line.number)
            elif line.is_note:
                self._notes.append(line.fields)

    def _place(self, line: Record) -> None:
        number, last = line.number, self._head
        if number <= last.number:
            self._faults.append(f"record {number} stands after record {last.number}")
            return
        if number > last.number + 1:
            self._missing += range(last.number + 1 + self._unread, number)
        elif line.before != last.digest:
            self._faults.append(f"record {number} does not follow on the one before it")
        self._unread = False
        self._links[number] = line.link
        self._head = line.head

    def result(self) -> Proof:
        """A fault is what the notes, which are signed, do not explain."""
        erased = [note for note in self._notes if note["note"] == ERASED]
        excused = {number for note in erased for number in note["missing"]}
        excused.update(
            *(note.get("restored", ()) for note in self._notes), _acknowledged(self._notes)
        )
        back = {number for note in erased for number in note["numbers"]} - self._tombs
        back = {number for number in back if number in self._links}
        accepted = {
            fault for note in self._notes if note["note"] == ACCEPTED for fault in note["faults"]
        }
        faults = [
            *self._faults,
            *(f"record {number} is missing" for number in self._missing if number not in excused),
            *(f"record {number} was erased and is there again" for number in sorted(back)),
        ]
        return Proof(self._links, [fault for fault in faults if fault not in accepted])


def _acknowledged(notes: list[dict[str, Any]]) -> set[int]:
    """The numbers of records that somebody has acknowledged to be missing."""
    said = [fault for note in notes if note["note"] == ACKNOWLEDGED for fault in note["faults"]]
    return {int(found[1]) for fault in said if (found := _NUMBER.match(fault))}
