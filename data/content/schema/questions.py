"""What the questionnaire asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple

from data.content.schema.base import NOTHING, Cites, Range, RowModel, TableModel, Words
from data.input.table_reader import Length


class FieldModel(NamedTuple):
    """What is read at one level of a film or MRI.

    A sign with `asked_when`, a row over earlier fields of the level, has a question of its own.
    """

    ask: Words
    short: Annotated[Words, Length(most=30)]
    type: Literal["choice", "yes_no", "number", "integer"]
    asked_when: RowModel | None = None
    why: str = ""
    help: str = ""
    values: Mapping[str, Words] = NOTHING
    range: Range | None = None
    unit: str = ""


class FindingModel(NamedTuple):
    """A finding that the questionnaire asks."""

    ask: Annotated[Words, Length(most=72)]
    short: Annotated[Words, Length(most=30)]
    chapter: Words
    type: Literal["choice", "yes_no", "integer", "number", "several", "levels"]
    why: Annotated[Words, Length(most=150)]
    help: Annotated[str, Length(most=200)] = ""
    values: Mapping[str, Words] = NOTHING
    range: Range | None = None
    warn: Range | None = None
    unit: str = ""
    none: str | None = None
    asked_when: TableModel | None = None
    field: Mapping[str, FieldModel] = NOTHING
    context: bool = False
    lasting: bool = False


class DerivedModel(NamedTuple):
    """A finding that is computed from others."""

    says: Words
    short: Annotated[Words, Length(most=30)]
    type: Literal["choice", "yes_no", "integer", "number"]
    inputs: Annotated[tuple[str, ...], Length(1)]
    cites: Cites
    by: str | None = None
    values: Mapping[str, Words] = NOTHING
    unit: str = ""
    final: tuple[str, ...] = ()
    revised_by: tuple[str, ...] = ()
    thresholds: tuple[str, ...] = ()


class ChapterModel(NamedTuple):
    """A part of the questionnaire."""

    title: Words


class ChecklistItemModel(NamedTuple):
    """One line of a checklist."""

    finding: str
    says: Annotated[Words, Length(most=56)]
    present: Annotated[tuple[str, ...], Length(1)]
    absent: str


class ChecklistModel(NamedTuple):
    """Findings asked together."""

    ask: Annotated[Words, Length(most=72)]
    chapter: str
    items: Annotated[tuple[ChecklistItemModel, ...], Length(2, 9)]
    hint: str = ""


class FindingsFileModel(NamedTuple):
    """findings.toml."""

    chapter: Mapping[str, ChapterModel]
    finding: Mapping[str, FindingModel]
    checklist: Mapping[str, ChecklistModel] = NOTHING


class DerivedFileModel(NamedTuple):
    """derived.toml."""

    derived: Mapping[str, DerivedModel]
