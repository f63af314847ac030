"""The index of awaited results: what each session still awaits, up to which record.

It stands beside the main file, so that a start reads it and the sessions put away since, and none
of the others. It is no part of the record: one that is missing, damaged, sealed with another key
or about other content is made anew from all sessions.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from data.files.private_files import UnsafePathError, read_private, replace_file
from data.store.errors import DamageError, KeyMissingError, NewerError
from data.store.files.format.append_file import (
    END,
    PAGE,
    lines_of,
    padded,
    parse_header,
    render_header,
    verified,
)
from data.store.files.format.hash_chain import Fields, Head, chained, read_line
from data.store.files.format.journal import STEPS
from data.store.files.format.store_files import StoreFiles


@dataclass(frozen=True, slots=True)
class AwaitedIndex:
    """The sessions that await something.

    Attributes:
        head: the last record that was looked at.
        edition: the content by which they were looked at.
        rows: what is known of each, by its id.
    """

    head: Head
    edition: str
    rows: Mapping[str, Fields]


def read_index(base: StoreFiles, edition: str) -> AwaitedIndex | None:
    """The index, if it belongs to this content and to the present record; else None.

    Raises:
        OSError: when the main file cannot be read.
    """
    try:
        content = read_private(base.place.awaited_index)
        about = parse_header(content[:PAGE])
        codec = base.codec.for_journal(about)
        (line,) = verified(iter(lines_of(content[PAGE:])), about["genesis"])
        fields = codec.unpack(line)
        head = Head(int(fields["number"]), str(fields["digest"]))
        found = AwaitedIndex(head, str(fields["edition"]), dict(fields["rows"]))
    except (OSError, UnsafePathError, DamageError, NewerError, KeyMissingError):
        return None
    except (LookupError, TypeError, ValueError):
        return None
    return found if found.edition == edition and _stands(base, head) else None


def _stands(base: StoreFiles, head: Head) -> bool:
    """Return whether a record is in its place, with nothing but sessions behind it.

    A note behind it tells of an erasure or a repair: what was followed up may be awaited again.
    """
    for text in base.history.texts():
        try:
            line = read_line(text)
        except DamageError:
            return False
        if line.number <= head.number:
            return line.head == head
        if line.is_note:
            return False
    return head == Head(0, base.history.about()["genesis"])


def write_index(base: StoreFiles, index: AwaitedIndex) -> None:
    """Keep the index; where it cannot be kept, the next start looks at every session."""
    genesis = secrets.token_hex(32)
    about = {"genesis": genesis, **({"seal": base.codec.seal} if base.codec.seal else {})}
    fields = {
        "number": index.head.number,
        "digest": index.head.digest,
        "edition": index.edition,
        "rows": index.rows,
    }
    start = Head(0, genesis)
    line = chained(start, base.codec.for_journal(about).pack(start, {}, fields))
    content = render_header(about, STEPS) + padded(line.text) + END
    with contextlib.suppress(OSError, UnsafePathError):
        replace_file(base.place.awaited_index, content)
