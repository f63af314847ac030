"""Check a whole store: no record was edited, removed, swapped or lost.

The chain alone does not show that its end was cut off; the journals that are kept and the heads
printed on exports bear witness to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from data.files.private_files import read_private
from data.input.faults import Fault
from data.store.errors import DamageError
from data.store.files.format.append_file import PAGE, lines_of, parse_header, verified
from data.store.files.format.directory_layout import StoreDirectory
from data.store.files.format.hash_chain import ERASED, Head, Record, read_line, seal_of
from data.store.files.format.main_file import MainFile

RECOVERED: Final = "recovered"
"""A note of what was lost when the file was mended."""

ACKNOWLEDGED: Final = "acknowledged"
"""A note that somebody knows of what is wrong, and why."""

_JOURNAL: Final = "the journal "
_HEAD: Final = re.compile(r"(\d{1,9}):([0-9a-f]{8,64})")


@dataclass(slots=True)
class Audit:
    """The findings of a check of a store.

    Attributes:
        head: where the chain ends.
        records: how many of its records are sound.
        erased: how many of them stand for an erased one.
        faults: everything that is not as this program left it, less what was acknowledged.
        acknowledged: what somebody has acknowledged, with the reason.
        gaps: numbers that no record has and no note explains.
        unknown: numbers and digests of records that journals know of, and that are not there.
    """

    head: Head = field(default_factory=lambda: Head(0, ""))
    records: int = 0
    erased: int = 0
    faults: list[Fault] = field(default_factory=list)
    acknowledged: dict[str, str] = field(default_factory=dict)
    gaps: list[int] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)

    def fault(self, place: str, says: str) -> None:
        """Note something that is wrong."""
        self.faults.append(Fault(place, says))


def audit(place: StoreDirectory, printed: Iterable[str] = ()) -> Audit:
    """Check the main file and every journal.

    Args:
        place: the store.
        printed: heads as exports print them, to be found in the chain.

    Raises:
        NewerError, UnsafePathError, OSError: when they cannot be read.
    """
    found = Audit()
    walk = _Walk(found)
    for head in printed:
        if (parsed := _HEAD.fullmatch(head)) is None:
            found.fault("head", f"{head!r} is no head; an export prints it as 17:0123456789abcdef")
        else:
            walk.expect(int(parsed[1]), parsed[2], "the head that was printed on an export")
    for path in (*place.journals(), *place.closed_journals()):
        _read_witness(path, walk)
    try:
        walk.go(MainFile(place.main))
    except DamageError as error:
        found.fault(place.main.name, f"it {error}")
    found.faults = [fault for fault in found.faults if not walk.acknowledges(fault)]
    return found


def _read_witness(path: Path, walk: _Walk) -> None:
    """Check a journal, and note the records of the main file that it names."""
    if not (content := read_private(path)):
        return
    try:
        about = parse_header(content[:PAGE])
        texts = lines_of(content[PAGE:])
        sound = list(verified(iter(texts), about["genesis"]))
        main = about["main"]
        walk.expect(main["number"], main["digest"], _JOURNAL + path.name)
    except (DamageError, LookupError, TypeError):
        walk.found.fault(path.name, "this journal cannot be read")
        return
    if len(sound) < len(texts) or not sound:
        walk.found.fault(path.name, f"step {len(sound)} of this journal is torn or was altered")
    first, _, _ = path.name.partition(".")
    if first.isdigit():
        walk.expect(int(first), "", _JOURNAL + path.name)


class _Walk:
    """One pass through the main file, from the first record."""

    def __init__(self, found: Audit) -> None:
        self.found = found
        self._expected: dict[int, list[tuple[str, str]]] = {}
        self._missing: set[int] = set()
        self._lost: set[int] = set()
        self._noted: set[tuple[int, str]] = set()
        self._other: list[tuple[int, str, str]] = []
        self._tombs: dict[int, str] = {}
        self._notes: list[Mapping[str, Any]] = []

    def expect(self, number: int, digest: str, who: str) -> None:
        """Somebody bears witness that there is a record with a number and a digest."""
        if number > 0:
            self._expected.setdefault(number, []).append((digest, who))

    def go(self, history: MainFile) -> None:
        """Check every record, then what the notes and witnesses say of them."""
        history.tail()
        head = Head(0, history.about()["genesis"])
        after_damage = False
        for text in history.texts_forward():
            try:
                line = read_line(text)
            except DamageError as error:
                self.found.fault(f"after record {head.number}", f"the file {error}")
                after_damage = True
                continue
            self._follow(head, line, after_damage=after_damage)
            after_damage = False
            head = line.head
        self.found.head = head
        self._judge_notes()
        for number, witnesses in self._expected.items():
            for digest, who in witnesses if number not in self._lost else ():
                self._differs(number, digest, who, f"{who} knows of it, but it is not there")

    def _follow(self, head: Head, line: Record, *, after_damage: bool) -> None:
        self.found.records += 1
        place = f"record {line.number}"
        if line.number <= head.number:
            self.found.fault(place, f"it stands after record {head.number}")
        elif line.number > head.number + 1 and not after_damage:
            self._missing.update(range(head.number + 1, line.number))
        elif line.number == head.number + 1 and line.before != head.digest:
            self.found.fault(place, "it does not follow on the record before it")
        if line.erased:
            self.found.erased += 1
            self._tombs[line.number] = line.link
        elif line.is_note:
            self._notes.append(line.fields)
        for digest, who in self._expected.pop(line.number, []):
            if not line.link.startswith(digest):
                self._other.append((line.number, digest, who))

    def _differs(self, number: int, digest: str, who: str, says: str) -> None:
        """Note that a record is not the one that somebody knows, unless a note tells why."""
        if (number, digest) in self._noted:
            return
        self.found.fault(f"record {number}", says)
        if who.startswith(_JOURNAL):
            self.found.unknown.append((number, digest))

    def acknowledges(self, fault: Fault) -> bool:
        """Return whether somebody has acknowledged a fault; it is then kept with the reason."""
        for note in self._notes:
            if note["note"] == ACKNOWLEDGED and str(fault) in note["faults"]:
                self.found.acknowledged[str(fault)] = str(
                    note.get("reason", "its reason is encrypted")
                )
                return True
        return False

    def _judge_notes(self) -> None:
        """Each gap and each tombstone needs a note in the chain that explains it."""
        for note in self._notes:
            if note["note"] == ERASED:
                numbers = note["numbers"]
                links = [self._tombs.get(number, "") for number in numbers]
                if seal_of(links) != note["seal"]:
                    self.found.fault("erasures", "a note of an erasure and its tombstones differ")
                for number in numbers:
                    self._tombs.pop(number, None)
            self._lost.update(note.get("missing", ()))
            self._noted.update((number, digest) for number, digest in note.get("unknown", ()))
        self.found.gaps = sorted(self._missing - self._lost)
        for number in self.found.gaps:
            self.found.fault(f"record {number}", "it was taken out of the file")
        for number, day in _lost_records(self._notes).items():
            self.found.fault(f"record {number}", f"it was lost in damage that was mended on {day}")
        for number, digest, who in self._other:
            self._differs(number, digest, who, f"it is not the one that {who} knows")
        for number in self._tombs:
            self.found.fault(f"record {number}", "it was replaced by a tombstone without a note")


def _lost_records(notes: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """The lost records that notes name, with the day on which that was found."""
    return {
        number: str(note["at"])[:10]
        for note in notes
        if note["note"] == RECOVERED
        for number in note["missing"]
        if number not in note.get("restored", ())
    }
