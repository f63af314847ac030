"""The conditions under which a store is believed, and how somebody accepts one that is not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from data.files.private_files import UnsafePathError
from data.store.errors import DamagedStoreError
from data.store.files.encryption.codec import OldCodec, SealedCodec
from data.store.files.encryption.known_head import KnownHead, State
from data.store.files.encryption.proof import ACCEPTED, Proof, prove
from data.store.files.format.hash_chain import Head
from data.store.files.format.store_files import StoreFiles
from data.store.files.repair.losses import acknowledge
from data.text.os_errors import reason_of

ACCEPT: Final = "spinepath store accept --reason TEXT"
"""The act of a person who knows why a store is not as it was."""

_SHOWN: Final = 3


def require_expected(base: StoreFiles, *, accepted: bool) -> None:
    """Refuse a store that is in clear or in the old form where a sealed one was.

    Args:
        base: the store.
        accepted: whether somebody accepts one that is in clear; the old form is never accepted,
            as it would make any forgery one.

    Raises:
        DamagedStoreError: with what to do.
    """
    seal = base.codec.seal
    known = KnownHead(base.place.directory).read(seal)
    if not known or any(state.is_of(seal) for state in known):
        return
    if isinstance(base.codec, OldCodec):
        raise DamagedStoreError(
            f"Not opened: {base.place.main} has the form of program 0.1.0, which proves nothing,"
            " but the sessions here were sealed in a later one. Put that file back."
        )
    if seal is None and not accepted:
        raise DamagedStoreError(
            f"Not opened: the sessions here were encrypted, and {base.place.main} is not. Put the"
            f" encrypted file back. If you put this one there yourself: {ACCEPT}"
        )


def believed(base: StoreFiles, reason: str) -> list[str]:
    """Prove a store, compare it with its last known head, and store the new head.

    Call it under the lock.

    Args:
        base: the store.
        reason: why somebody accepts what is not as it was; empty when nobody does.

    Returns:
        Sentences for the user.

    Raises:
        DamageError, OSError: when the file cannot be read or written.
    """
    place, codec = KnownHead(base.place.directory), base.codec
    if not isinstance(codec, SealedCodec):
        return _in_clear(base, place, reason)
    known = place.read(codec.seal)
    proof, doubts = _examined(base, codec, known)
    if doubts and not reason:
        return [f"{' '.join(doubts)} Once somebody has looked into it: {ACCEPT}"]
    head = base.history.tail().head
    if doubts:
        head = _accept(base, proof, reason, doubts)
    place.keep_header(base.history.about())
    said = [f"Accepted: {doubt}" for doubt in doubts]
    if not known:
        said.append(
            "Nothing was known here of these encrypted sessions: that they are no older copy could"
            " not be checked this time."
        )
    return [*said, *_remembered(place, known, State.of(codec.seal, head))]


def doubts(base: StoreFiles) -> list[str]:
    """The doubts about a sealed store, found without changing anything.

    Raises:
        DamageError, OSError: when the file cannot be read.
    """
    if not isinstance(codec := base.codec, SealedCodec):
        return []
    return _examined(base, codec, KnownHead(base.place.directory).read(codec.seal))[1]


def _examined(
    base: StoreFiles, codec: SealedCodec, known: tuple[State, ...]
) -> tuple[Proof, list[str]]:
    proof = prove(base, codec)
    return proof, [*_changes(proof), *_rollback(known, proof, codec)]


def _in_clear(base: StoreFiles, place: KnownHead, reason: str) -> list[str]:
    known = place.read(None)
    if not known:
        return []
    said = []
    if not any(state.is_of(None) for state in known):
        about = {"note": ACCEPTED, "at": datetime.now(UTC).isoformat(), "reason": reason}
        base.add(about, {})
        for journal in base.place.closed_journals():  # those of the sealed store
            journal.replace(journal.with_suffix(".damaged"))
        said.append("Accepted: the sessions here were encrypted, and are in clear now.")
    place.forget()
    return said


def _changes(proof: Proof) -> list[str]:
    if not proof.faults:
        return []
    shown = listed(proof.faults)
    return [f"Something else than this program has changed the encrypted sessions: {shown}."]


def listed(faults: list[str]) -> str:
    """The first faults, and how many more there are."""
    more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
    return "; ".join([*faults[:_SHOWN], *more])


def _rollback(known: tuple[State, ...], proof: Proof, codec: SealedCodec) -> list[str]:
    if not known:
        return []
    ours = [state for state in known if state.is_of(codec.seal)]
    if not ours:
        return ["These are not the encrypted sessions that were here before."]
    turn = codec.seal["turn"]
    now = [state.head for state in ours if state.turn == turn]
    if any(proof.links.get(head.number) == head.digest for head in now):
        return []
    last = max(ours, key=lambda state: (state.turn, state.head.number)).head.number
    words = "The encrypted sessions are an older copy, or their end was cut off: record"
    return [f"{words} {last}, which this computer knows of, is not there."]


def _accept(base: StoreFiles, proof: Proof, reason: str, doubts: list[str]) -> Head:
    acknowledge(base, reason)
    about = {"note": ACCEPTED, "at": datetime.now(UTC).isoformat(), "faults": proof.faults}
    return base.add(about, {"reason": reason, "doubts": doubts}).head


def _remembered(place: KnownHead, known: tuple[State, ...], state: State) -> list[str]:
    if known == (state,) and place.path.exists():
        return []
    try:
        place.write(state)
    except (OSError, UnsafePathError) as error:
        words = "How far the encrypted sessions have come cannot be kept"
        why = f"{place.path}: {reason_of(error)}"
        return [f"{words} ({why}): an older copy would not be noticed."]
    return []
