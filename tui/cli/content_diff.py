"""`spinepath content diff`: the changes that a reviewer reads before signing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from data.content.loader import SHIPPED, Content, ContentError, load
from data.files.private_files import is_there, shown_name
from data.governance.content_diff import Difference, Part, difference, difference_document
from data.governance.diff_examples import Witness
from data.input.case import case_document
from data.text.os_errors import reason_of
from data.text.wrapping import wrapped_lines
from engine.diagram.compiler import compile_pathway
from engine.diagram.content_diff import AffectedPatients, IncomparableError
from engine.diagram.diagram import DiagramTooLargeError
from tui.cli.cohort import missing_packages
from tui.cli.exit_status import OK
from tui.cli.output import refuse

NOT_COUNTED: Final = (
    "Counts are of combinations of answers and of derived findings, not of people: one that no"
    " patient has counts like any other."
)
"""The limits of the counts."""


def run(options: argparse.Namespace) -> int:
    """Print how the content of one directory differs from that of another, or of the program."""
    faults: list[str] = []
    before = _load(options.old, faults)
    after = _load(options.new, faults) if options.new else None if faults else load()
    if before is None or after is None:
        return refuse("nothing was compared", *faults)
    if options.cohort:
        return _compare_cohort(before, after, options.cohort, options.format)
    try:
        found = difference(before, after)
    except (IncomparableError, DiagramTooLargeError) as error:
        return refuse("nothing was compared", error)
    if options.format == "json":
        print(json.dumps(difference_document(found), indent=2))
    else:
        print("\n".join(difference_lines(found)))
    return OK


def _compare_cohort(before: Content, after: Content, name: str, form: str) -> int:
    """Print how the advice of a table of patients changes."""
    if missing := missing_packages():
        return refuse("nothing was compared", missing)
    from data.cohort.comparison import compared  # imported late: the extra may be absent
    from data.cohort.evaluation import Evaluation
    from data.cohort.tables import TableError, open_table

    try:
        old, new = (Evaluation(compile_pathway(c.pathway)) for c in (before, after))
        found = compared(old, new, open_table(Path(name)))
    except TableError as error:
        return refuse("nothing was compared", error)
    if form == "json":
        print(json.dumps(found.document(), indent=2))
    else:
        print("\n".join(found.lines()))
    return OK


def _load(name: str, faults: list[str]) -> Content | None:
    directory = Path(name)
    if not is_there(directory) or not directory.is_dir():
        faults.append(
            f"{shown_name(name)}: no such directory; content is a directory like {SHIPPED}"
        )
        return None
    try:
        return load(directory)
    except ContentError as error:
        faults.extend(f"{name}: {fault}" for fault in error.faults)
    except OSError as error:
        faults.append(f"{error.filename or name}: {reason_of(error)}")
    return None


def difference_lines(found: Difference) -> Iterator[str]:
    """The difference in words: patients first, then items."""
    for word, content in (("Old", found.old), ("New", found.new)):
        pathway = content.pathway
        yield f"{word}: {pathway.id} {pathway.version}, content digest {pathway.digest[:12]}"
    yield f"\nPATIENTS WHOSE ADVICE CHANGES, of {found.patterns:.3g} answer patterns"
    if not found.shifts:
        yield "None: every combination of answers gets the same recommendations, remarks and"
        yield "contradictions, as soon as before."
    for shift, witness in found.shifts:
        yield from _shift(found, shift, witness)
    yield ""
    yield from wrapped_lines(NOT_COUNTED)
    derived = [name for name in found.items.changed if name.startswith("derived.")]
    if derived:
        says = f"NOT COUNTED: whoever is moved by the change of {', '.join(derived)}."
        yield from wrapped_lines(says)
    for word in ("added", "removed"):
        names = getattr(found.items, word)
        yield f"\n{word.upper()} ({len(names)})"
        yield from (f"  {name}" for name in names)
    yield from _changed(found)


def _shift(found: Difference, shift: AffectedPatients, witness: Witness) -> Iterator[str]:
    yield f"\n{shift.change.value.upper():<7} {shift.kind}.{shift.key}"
    yield from _indented(_words(found, shift))
    yield f"    {shift.patterns:.3g} patterns, 1 in {found.patterns / shift.patterns:.3g}"
    states = "" if witness.replays else ", though no case states it to the new content"
    yield f"    for example{states}"
    yield from _indented(json.dumps(case_document(witness.findings)))


def _words(found: Difference, shift: AffectedPatients) -> str:
    """The title by which a reader knows a line of advice."""
    for pathway in (found.new.pathway, found.old.pathway):
        if shift.kind == "recommendation" and shift.key in pathway.recommendations:
            return pathway.recommendations[shift.key].title
        if shift.kind == "remark" and shift.key in pathway.remarks:
            return pathway.remarks[shift.key].says
        if shift.kind == "contradiction" and shift.key in pathway.contradictions:
            return pathway.contradictions[shift.key].says
    raise ValueError(f"neither content has {shift.key}")


def _changed(found: Difference) -> Iterator[str]:
    """The changed items: first those that were edited, then those that change as a result."""
    edited = {n: parts for n, parts in found.parts.items() if any(p.part != "logic" for p in parts)}
    carried = [name for name in found.parts if name not in edited]
    yield f"\nCHANGED ({len(edited)})"
    for name, parts in edited.items():
        yield f"  {name}: {', '.join(part.part for part in parts)}"
        for part in parts:
            yield from _part(part)
    yield f"\nHOLD FOR OTHER PATIENTS, by what they rest on ({len(carried)})"
    yield from (f"  {name}" for name in carried)


def _part(part: Part) -> Iterator[str]:
    if part.part == "logic":
        return
    old, new = (value if isinstance(value, list) else [value] for value in (part.old, part.new))
    for sign, values, others in (("-", old, new), ("+", new, old)):
        for value in values:
            if value not in others:
                text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                yield from _indented(f"{sign} {text}")


def _indented(text: str) -> list[str]:
    return wrapped_lines(text, " " * 4, " " * 6)
