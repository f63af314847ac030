"""Models of the words of the reader of reports, one a file of its folder."""

import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, create_model

from data.content.schema.base import NOTHING, Range, Words
from data.input.model import Items, Model


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error:
        raise ValueError("not legal; legal: a regular expression") from None
    return text


Names = Items[str]
Says = Annotated[Names, Field(min_length=1)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Whole = Annotated[int, Field(ge=1)]


class SaysModel(Model):
    """Phrases that play a role."""

    says: Says


class AnswerModel(Model):
    """A finding and its value."""

    finding: str
    value: str


class ScoreModel(Model):
    """The column and rows that give a finding, and which of several is picked."""

    column: str
    rows: Names
    pick: Literal["first", "lowest"]


class CountModel(Model):
    """The values for one site and for several."""

    one: str
    several: str


class KeyModel(Model):
    """The words of a finding, and which value each sense of them gives: see `phrases.toml`."""

    id: str
    form: Literal["site", "part", "choice", "number"]
    finding: dict[str, str] = NOTHING
    says: Names = ()
    why: Words
    part: dict[str, str] = NOTHING
    against: dict[str, str] = NOTHING
    aged: dict[str, str] = NOTHING
    stated: str = ""
    denied: str = ""
    qualified: str = ""
    degrees: dict[str, str] = NOTHING
    sites: CountModel | None = None
    units: Names = ()
    plausible: Range = (0, 0)
    sections: Names = ()
    not_beside: Names = ()
    not_in: Names = ()
    between: Names = ()
    beside: str = ""
    alone: bool = False
    quiet: bool = False
    here: bool = False
    placed: bool = False
    touches: bool = False
    reads: str = ""
    note: str = ""
    open_words: Names = ()
    closed_by: Names = ()
    blocks: bool = False
    denied_only: bool = False
    without_sites: bool = False
    of_person: bool = False


class KindModel(Model):
    """A kind of document."""

    form: Literal["prose", "columns", "results", "message"]
    title: Words
    part: bool
    done: AnswerModel | None = None
    levels: str = ""
    incomplete: str = ""


class AnalyteModel(Model):
    """A result: its names, codes, units with their factors, and its plausible range."""

    id: str
    says: Says
    loinc: Names
    units: dict[str, float]
    plausible: Range
    finding: str
    alone: str = ""
    unless: str = ""
    together: str = Field(default="", alias="with")


class PersonModel(Model):
    """The field of a bundle that says something of the person."""

    field: str
    finding: str
    values: dict[str, str]


class CodeModel(Model):
    """The finding of a code: with a value of its own, or the number where its site is known."""

    finding: str
    value: str = ""
    sited: bool = False


class TableModel(Model):
    """A table of sites: the headings of its first column, and what cells say under others."""

    first: Names
    says: dict[str, str]


class MendingModel(Model):
    """The words that misspelt ones are mended towards, and those that are right."""

    targets: Names
    strict: Names
    guards: Names


class OpenModel(Model):
    """The notes of what is left to a person, by the reason."""

    differ: Words
    unread: Words


def _model(lists: str, **tables: object) -> object:
    """The model of a file: lists of words, phrases by role, and tables of its own."""
    fields: Any = dict.fromkeys(lists.split(), (Names, ...))
    fields |= {name.strip("_"): (kind, ...) for name, kind in tables.items()}
    fields["phrases"] = dict[str, SaysModel], NOTHING
    return create_model("File", __base__=Model, **fields), ...


_FILES: Final[dict[str, Any]] = {
    "binding": _model(
        "bridge bridge_roles ends_degree joins_degrees ahead not_after side not_before"
        " bounds ranges fresh agreeing",
        open_=OpenModel,
        ages=dict[str, str],
        notes=dict[str, Words],
    ),
    "columns": _model(
        "known alternatives",
        lowest=Words,
        reference=Items[Pattern],
        headings=dict[str, Pattern],
        rows=dict[str, Pattern],
        places=dict[str, Pattern],
        alone=dict[str, str],
        finding=dict[str, ScoreModel],
    ),
    "kinds": _model("", read=Words, kind=dict[str, KindModel]),
    "layout": _model(
        "glue read_in amends not_judged",
        identity=Items[Pattern],
        refuse=dict[str, Whole],
        refusal=dict[str, Words],
        table=TableModel,
    ),
    "phrases": _model("", key=Items[KeyModel]),
    "plain": _model("prose results scores"),
    "results": _model(
        "dated_by",
        foreign=Items[Pattern],
        attached=Words,
        least=Whole,
        notes=dict[str, Words],
        analyte=Items[AnalyteModel],
        person=PersonModel,
        scores=dict[str, Items[CodeModel]],
    ),
    "scope": _model("asks"),
    "sites": _model(
        "names outside elsewhere unclear unclear_in body list span pair skip",
        written=dict[str, Names],
        region=dict[str, Names],
    ),
    "synonyms": _model(
        "",
        class_=dict[str, Names],
        mending=MendingModel,
    ),
}

ReadingModel: Any = create_model("Reading", __base__=Model, **_FILES)
"""The folder of the reader's words."""
