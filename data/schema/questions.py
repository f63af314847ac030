"""What the questionnaire asks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from data.schema.base import Cites, Range, RowModel, Strict, TableModel, Words


class FieldModel(Strict):
    """What is read at one level of a film or MRI.

    A sign with `asked_when`, a row over earlier fields of the level, has a question of its own.
    """

    ask: Words
    short: Annotated[Words, Field(max_length=30)]
    type: Literal["choice", "yes_no", "number", "integer"]
    asked_when: RowModel | None = None
    why: str = ""
    help: str = ""
    values: dict[str, Words] = {}
    range: Range | None = None
    unit: str = ""


class FindingModel(Strict):
    """A finding that the questionnaire asks."""

    ask: Annotated[Words, Field(max_length=72)]
    short: Annotated[Words, Field(max_length=30)]
    chapter: Words
    type: Literal["choice", "yes_no", "integer", "number", "several", "levels"]
    why: Annotated[Words, Field(max_length=150)]
    help: Annotated[str, Field(max_length=200)] = ""
    values: dict[str, Words] = {}
    range: Range | None = None
    warn: Range | None = None
    unit: str = ""
    none: str | None = None
    asked_when: TableModel | None = None
    field: dict[str, FieldModel] = {}
    context: bool = False


class DerivedModel(Strict):
    """A finding that is computed from others."""

    says: Words
    short: Annotated[Words, Field(max_length=30)]
    type: Literal["choice", "yes_no", "integer", "number"]
    inputs: Annotated[list[str], Field(min_length=1)]
    cites: Cites
    by: str | None = None
    values: dict[str, Words] = {}
    unit: str = ""
    final: list[str] = []
    revised_by: list[str] = []
    thresholds: list[str] = []


class ChapterModel(Strict):
    """A part of the questionnaire."""

    title: Words


class ChecklistItemModel(Strict):
    """One line of a checklist."""

    finding: str
    says: Annotated[Words, Field(max_length=56)]
    present: Annotated[list[str], Field(min_length=1)]
    absent: str


class ChecklistModel(Strict):
    """Findings asked together."""

    ask: Annotated[Words, Field(max_length=72)]
    chapter: str
    hint: str = ""
    items: Annotated[list[ChecklistItemModel], Field(min_length=2, max_length=9)]


class FindingsFileModel(Strict):
    """findings.toml."""

    chapter: dict[str, ChapterModel]
    checklist: dict[str, ChecklistModel] = {}
    finding: dict[str, FindingModel]


class DerivedFileModel(Strict):
    """derived.toml."""

    derived: dict[str, DerivedModel]
