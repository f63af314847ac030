"""The meaning of each item of the content, and the digest that changes exactly when it does.

A form holds everything that an item says: its words, citations and urgency as they are, and its
logic as a fingerprint of the patients for whom it holds. Comments, layout, the order of rows and
cells, and the way a condition is written down are not in it. The forms are read off the fields of
the items, so a field that is added later is covered without a change here.

The inputs of a derived finding are part of what every rule on it means. The functions of
the pathway's library themselves are code and in no form; a derived finding names the one it
uses.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from types import FunctionType
from typing import Any, Final

from data.content.loader import Content, pathway_directory
from data.input.model import Model
from engine.diagram.compiler import Compiled
from engine.diagram.fingerprint import Fingerprints
from engine.model.conditions import Row, Table, UnaryTest, clauses
from engine.model.pathway import Invariant
from engine.model.urgency import Urgency
from engine.proofs.answer_space import AnswerSpace

FILE: Final = "digests.json"
"""The digests of a content, kept beside it so that a change of meaning shows in its history."""

CanonicalItem = dict[str, Any]
"""An item as plain JSON values."""

_TABLES: Final = ("when", "unless", "gate", "asked_when", "never")
_KNOWN_CONTENT: Final = {
    *("pathway", "title", "article_date", "sources", "references", "statements", "tensions"),
    *("safety_rules", "disagreements", "scope", "place", "certificate", "review"),
}
_KNOWN_PATHWAY: Final = {
    *("id", "version", "digest", "review_by", "findings", "chapters", "checklists", "thresholds"),
    *("concepts", "contradictions", "remarks", "sections", "rules", "recommendations"),
    *("invariants", "groups", "exemptions", "order", "library", "forms", "focuses"),
}
"""The parts with a form of their own, or, like order and code, without a meaning."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Differences between two sets of items, by name."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.added or self.removed or self.changed)

    def lines(self) -> Iterator[str]:
        """One line for each item."""
        for word in ("added", "removed", "changed"):
            yield from (f"{word}: {name}" for name in getattr(self, word))


def changes(old: Mapping[str, object], new: Mapping[str, object]) -> Changes:
    """Compare items by name, given their forms or digests."""
    return Changes(
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
        changed=tuple(name for name in new if name in old and new[name] != old[name]),
    )


def digests_file() -> Path:
    """The place of the digests of the pathway that the program runs on."""
    return pathway_directory() / FILE


def read_digests() -> dict[str, str]:
    """The stored digests; none if the file is missing or not JSON.

    A merge conflict leaves it so; `spinepath content digest --write` mends it.
    """
    try:
        return dict(json.loads(digests_file().read_text("utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def rendered(digests: Mapping[str, str]) -> str:
    """The digests as they are kept: a line for each item, in order of name."""
    return json.dumps(digests, indent=0, sort_keys=True) + "\n"


def digests(content: Content, compiled: Compiled) -> dict[str, str]:
    """The SHA-256 of each item's form, by name, hexadecimal."""
    return {name: digest(name, form) for name, form in canonical_items(content, compiled).items()}


def digest(name: str, form: CanonicalItem) -> str:
    """The SHA-256 of one form, hexadecimal."""
    text = json.dumps([name, form], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def canonical_items(content: Content, compiled: Compiled) -> dict[str, CanonicalItem]:
    """The canonical form of each item by name: its kind, a dot, its key."""
    return dict(_Reading(content, compiled).items())


class _Reading:
    """Reads the forms off one content."""

    def __init__(self, content: Content, compiled: Compiled) -> None:
        self._content = content
        self._pathway = content.pathway
        self._compiled = compiled
        basis = dict(self._bases())
        self._fingerprint = Fingerprints(compiled.diagram, compiled.domains, basis)

    def items(self) -> Iterator[tuple[str, CanonicalItem]]:
        """Everything, in the order in which it decides."""
        yield f"pathway.{self._pathway.id}", self._whole()
        yield from self._questions()
        yield from self._decisions()
        for key, invariant in self._pathway.invariants.items():
            yield f"invariant.{key}", self._form(invariant, self._never(invariant))
        yield from _named("group", self._pathway.groups)
        yield from _named("exemption", self._pathway.exemptions)
        yield from self._ledger()

    def _bases(self) -> Iterator[tuple[str, str]]:
        """The inputs, function and thresholds of each derived finding."""
        for key, finding in self._pathway.findings.items():
            if finding.derived:
                numbers = [self._pathway.thresholds[t].value for t in finding.derived.thresholds]
                yield key, json.dumps([_plain(finding.derived), numbers])

    def _whole(self) -> CanonicalItem:
        """The parts that belong to no single item: identity, dates, order."""
        pathway, content = self._pathway, self._content
        listed = ("sections", "rules", "recommendations", "remarks", "contradictions")
        return {
            "version": pathway.version,
            "title": content.title,
            "article_date": content.article_date,
            "review_by": pathway.review_by.isoformat(),
            "order": {name: list(getattr(pathway, name)) for name in listed},
        }

    def _questions(self) -> Iterator[tuple[str, CanonicalItem]]:
        for key, title in self._pathway.chapters.items():
            asked = [k for k, f in self._pathway.findings.items() if f.chapter == key]
            yield f"chapter.{key}", {"title": title, "findings": asked}
        for key, finding in self._pathway.findings.items():
            root = self._compiled.functions.asked_when[key]
            form = self._form(finding, self._fingerprint(root))
            if finding.derived:
                named = finding.derived.thresholds
                form["numbers"] = {name: self._pathway.thresholds[name].value for name in named}
            yield f"{'derived' if finding.derived else 'finding'}.{key}", form
        yield from _named("checklist", self._pathway.checklists)
        yield from _named("form", self._pathway.forms)
        yield from _named("focus", self._pathway.focuses)
        yield from _named("threshold", self._pathway.thresholds)

    def _decisions(self) -> Iterator[tuple[str, CanonicalItem]]:
        pathway, functions = self._pathway, self._compiled.functions
        groups: tuple[tuple[str, Mapping[str, object], Mapping[str, int]], ...] = (
            ("contradiction", pathway.contradictions, functions.conditions),
            ("concept", pathway.concepts, functions.conditions),
            ("section", pathway.sections, functions.gates),
            ("rule", pathway.rules, functions.rules),
            ("recommendation", pathway.recommendations, functions.recommendations),
            ("remark", pathway.remarks, functions.remarks),
        )
        for kind, items, roots in groups:
            for key, item in items.items():
                yield f"{kind}.{key}", self._form(item, self._fingerprint(roots[key]))

    def _never(self, invariant: Invariant) -> list[str]:
        """The rows of an invariant: the patients they speak of, and the codes by name.

        The meaning of the codes is left out, or every invariant that holds would mean the same:
        never.
        """
        return sorted(set(map(self._row, invariant.never)))

    def _row(self, row: Row) -> str:
        codes = self._compiled.functions.recommendations
        patients = AnswerSpace(self._compiled).row(tuple(c for c in row if c.name not in codes))
        named = (f"{c.name} {c.test}" for c in row if c.name in codes)
        return " ".join((self._fingerprint(patients), *sorted(named)))

    def _form(self, item: object, logic: str | list[str]) -> CanonicalItem:
        tables: list[Table] = [getattr(item, name, ()) for name in _TABLES]
        words = {part: value for part, value in _plain(item).items() if part not in _TABLES}
        return {**words, "names": _names(tables), "logic": logic}

    def _ledger(self) -> Iterator[tuple[str, CanonicalItem]]:
        content = self._content
        yield from _named("source", content.sources)
        yield from _named("reference", content.references)
        yield from _named("statement", content.statements)
        yield from _named("tension", content.tensions)
        yield from _named("safety_rule", content.safety_rules)
        yield from _named("disagreement", content.disagreements)
        for key, limits in _plain(content.scope).items():
            yield f"scope.{key}", {"says": limits}
        for form in self._pathway.forms.values():
            if form.settles:
                yield f"form.{form.key}", {"settles": _plain(form.settles)}
        for file, tables in content.reading.items():
            yield f"reading.{file}", {name: _plain(table) for name, table in tables.items()}
        for whole, known in ((content, _KNOWN_CONTENT), (self._pathway, _KNOWN_PATHWAY)):
            for field in fields(whole):
                if field.name not in known:
                    yield f"content.{field.name}", {"says": _plain(getattr(whole, field.name))}


def _named(kind: str, items: Mapping[str, object]) -> Iterator[tuple[str, CanonicalItem]]:
    for key, item in items.items():
        yield f"{kind}.{key}", _plain(item)


def _names(tables: Iterable[Table]) -> list[str]:
    """The conditions and thresholds that tables name."""
    found: set[str] = set()
    for clause in clauses(*tables):
        if isinstance(clause.test, UnaryTest):
            found.update(clause.test.thresholds)
        else:
            found.add(clause.name)
    return sorted(found)


def _plain(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """A part of the content as JSON has it; the order of mappings is kept."""
    if isinstance(value, Model):
        return {name: _plain(part) for name, part in value}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return [[key, _plain(part)] for key, part in value.items()]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, FunctionType):
        return value.__name__
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.name.lower() if isinstance(value, Urgency) else value
