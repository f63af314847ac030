"""`spinepath content review`: list and give signatures."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from data.content.loader import Content, load
from data.content.review import Review, ReviewStatus, Signature
from data.governance.item_digests import CanonicalItem, canonical_items, digest
from data.governance.item_rows import item_rows
from data.governance.signature_file import (
    ReviewFileError,
    add_signatures,
    clean_name,
    place_to_sign,
    read_signatures,
    review_file,
)
from data.input.faults import Fault, nearest
from data.text.wrapping import wrapped_lines
from engine.diagram.compiler import compile_pathway
from tui.cli.exit_status import OK
from tui.cli.output import fail, refuse

_SIGNING: Final = {
    "approve": ReviewStatus.APPROVED,
    "start": ReviewStatus.UNDER_REVIEW,
    "withdraw": ReviewStatus.SUBMITTED,
}
"""The record that an option makes of its items."""

_NOTHING: Final = "nothing was signed or read"


def run(options: argparse.Namespace) -> int:
    """List, show or sign."""
    content = load()
    items = canonical_items(content, compile_pathway(content.pathway))
    digests = {name: digest(name, form) for name, form in items.items()}
    path = review_file()
    status = next((s for option, s in _SIGNING.items() if getattr(options, option)), None)
    named = options.approve or options.start or options.withdraw or options.show
    if faults := [*_unknown(named, digests), *_unsigned(options, status)]:
        return refuse(_NOTHING, *faults)
    try:
        if status:
            add_signatures(place_to_sign(), _signatures(options, named, status, digests, content))
        review = Review(read_signatures(path), digests)
    except ReviewFileError as error:
        return fail(_NOTHING, *error.faults)
    shown = named or None
    if options.format == "json":
        print(json.dumps(_document(path, review, shown), indent=2))
    elif status:
        print("\n".join(f"{review.words([name])}: {name}" for name in named))
        print(f"Kept in {path}")
    elif shown:
        print("\n\n".join("\n".join(_item(content, review, n, items[n])) for n in named))
    else:
        print("\n".join(_list(content, path, review, options.status)))
    return OK


def _unknown(named: Sequence[str], digests: Mapping[str, str]) -> Iterator[Fault]:
    for name in named:
        if name not in digests:
            same = [known for known in digests if known.partition(".")[2] == name]
            hint = f"did you mean {' or '.join(same)}?" if same else nearest(name, digests)
            yield Fault(ascii(name), f"no item of the content; {hint}".removesuffix("; "))


def _unsigned(options: argparse.Namespace, status: ReviewStatus | None) -> Iterator[Fault]:
    """Faults in the name or role of the signer."""
    for option in ("by", "role"):
        text = getattr(options, option)
        if status is None and text is not None:
            yield Fault(f"--{option}", "goes with --approve, --start or --withdraw")
        elif status is not None and text is None:
            yield Fault(f"--{option}", "who signs has to be named, with --by NAME --role ROLE")
        elif text is not None:
            try:
                clean_name(text)
            except ValueError as error:
                yield Fault(f"--{option}", f"{text!a} {error}")


def _signatures(
    options: argparse.Namespace,
    named: Sequence[str],
    status: ReviewStatus,
    digests: Mapping[str, str],
    content: Content,
) -> list[Signature]:
    by, role, now = clean_name(options.by), clean_name(options.role), datetime.now(UTC)
    version = content.pathway.version
    return [
        Signature(name, digests[name], status, by, role, now, version)
        for name in dict.fromkeys(named)
    ]


def _list(content: Content, path: Path, review: Review, only: str | None) -> Iterator[str]:
    names = list(review.digests)
    if only:
        yield from (name for name in names if review.status(name) == only)
        return
    pathway = content.pathway
    yield f"REVIEW of {pathway.id} {pathway.version}, content digest {pathway.digest[:12]}"
    yield f"Signatures: {path}" if review.signatures else f"No signature is kept in {path}"
    yield f"\n{len(names)} items: {_counts(review, names)}"
    for kind in dict.fromkeys(name.partition(".")[0] for name in names):
        of_kind = [name for name in names if name.partition(".")[0] == kind]
        yield f"  {kind:<15}{_counts(review, of_kind)}"
    for status in (ReviewStatus.APPROVED, ReviewStatus.UNDER_REVIEW):
        listed = [name for name in names if review.status(name) is status]
        if listed:
            yield f"\n{status.words.upper()} ({len(listed)})"
        for name in listed:
            latest = review.latest(name)
            yield from _indented(f"{name}: {latest.words if latest else ''}")
    yield from _fallen(review)


def _counts(review: Review, names: Sequence[str]) -> str:
    found = Counter(map(review.status, names))
    return ", ".join(f"{found[s]} {s.words}" for s in ReviewStatus if found[s])


def _fallen(review: Review) -> Iterator[str]:
    """Items that were signed and have changed, or are gone."""
    last = {name: given[-1] for name, given in review.signatures.items()}
    fallen = [
        s
        for name, s in last.items()
        if s.status is not ReviewStatus.SUBMITTED and s.digest != review.digests.get(name)
    ]
    if fallen:
        yield f"\nCHANGED SINCE IT WAS SIGNED ({len(fallen)}): submitted again"
    for signature in fallen:
        gone = "" if signature.item in review.digests else " (no longer in the content)"
        yield from _indented(f"{signature.item}{gone}: {signature.verdict} by {signature.words}")


def _item(content: Content, review: Review, name: str, form: CanonicalItem) -> Iterator[str]:
    """Everything that a signature of an item covers."""
    yield name
    yield f"  status: {review.words([name])}"
    yield f"  digest: {review.digests[name]}"
    for part, value in form.items():
        empty = value is None or value is False or value in ("", [])
        if part not in ("key", "code", "names", "logic") and not empty:
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield from _indented(f"{part}: {text}")
    for row in item_rows(content.pathway, name):
        yield from _indented(row)
    if "logic" in form:
        yield from _indented(f"logic: {form['logic']}")
    for signature in review.signatures.get(name, ()):
        stands = "" if signature.digest == review.digests[name] else ", before a change"
        yield from _indented(f"signed: {signature.verdict} by {signature.words}{stands}")


def _document(path: Path, review: Review, named: Sequence[str] | None) -> dict[str, Any]:
    return {
        "file": str(path),
        "items": [
            {
                "item": name,
                "digest": review.digests[name],
                "review_status": review.status(name).value,
                "signatures": [
                    {
                        "status": s.status.value,
                        "by": s.by,
                        "role": s.role,
                        "at": s.at.isoformat(),
                        "version": s.version,
                        "stands": s.digest == review.digests[name],
                    }
                    for s in review.signatures.get(name, ())
                ],
            }
            for name in named or review.digests
        ],
    }


def _indented(text: str) -> list[str]:
    return wrapped_lines(text, "  ", "    ")
