"""Models of the word files of the reader of reports: `WordFiles` is the folder that holds them.

Annotations stand as they are written, as in `data.content.schema`.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from data.input.model import NOTHING, Items, Model, Range, Words


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
    stated: str | None = None
    denied: str | None = None
    qualified: str | None = None
    degrees: dict[str, str] = NOTHING
    sites: CountModel | None = None
    units: Names = ()
    plausible: Range = (0, 0)
    sections: Names = ()
    not_beside: Names = ()
    not_in: Names = ()
    between: Names | None = None
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
    value: str | None = None
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


class PhrasesFile(Model):
    """A file that may list phrases by the role that they play."""

    phrases: dict[str, SaysModel] = NOTHING


class BindingFile(PhrasesFile):
    """binding.toml: the words that lead from a statement to its site, degree or number."""

    bridge: Names
    bridge_roles: Names
    ends_degree: Names
    joins_degrees: Names
    ahead: Names
    not_after: Names
    side: Names
    not_before: Names
    bounds: Names
    ranges: Names
    fresh: Names
    agreeing: Names
    ages: dict[str, str]
    open: OpenModel
    notes: dict[str, Words]


class ColumnsFile(PhrasesFile):
    """columns.toml: the headings and rows of prints whose numbers stand in columns."""

    known: Names
    alternatives: Names
    lowest: Words
    reference: Items[Pattern]
    headings: dict[str, Pattern]
    rows: dict[str, Pattern]
    places: dict[str, Pattern]
    alone: dict[str, str]
    finding: dict[str, ScoreModel]


class KindsFile(PhrasesFile):
    """kinds.toml: the kinds of documents."""

    read: Words
    kind: dict[str, KindModel]


class LayoutFile(PhrasesFile):
    """layout.toml: what sections are read, and which texts are refused."""

    glue: Names
    read_in: Names
    amends: Names
    not_judged: Names
    identity: Items[Pattern]
    refuse: dict[str, Whole]
    refusal: dict[str, Words]
    table: TableModel


class KeysFile(PhrasesFile):
    """phrases.toml: the words of findings."""

    key: Items[KeyModel]


class PlainFile(PhrasesFile):
    """plain.toml: the words that change nothing in prose, results and scores."""

    prose: Names
    results: Names
    scores: Names


class ResultsFile(PhrasesFile):
    """results.toml: the analytes of prints and messages."""

    dated_by: Names
    foreign: Items[Pattern]
    attached: Words
    least: Whole
    notes: dict[str, Words]
    analyte: Items[AnalyteModel]
    person: PersonModel
    scores: dict[str, Items[CodeModel]]


class ScopeFile(PhrasesFile):
    """scope.toml: the words that deny, doubt or put off what is said."""

    asks: Names


class SitesFile(PhrasesFile):
    """sites.toml: the names of sites, and the words between them."""

    names: Names
    outside: Names
    elsewhere: Names
    unclear: Names
    unclear_in: Names
    body: Names
    list: Names
    span: Names
    pair: Names
    skip: Names
    written: dict[str, Names]
    region: dict[str, Names]


class SynonymsFile(PhrasesFile):
    """synonyms.toml: the words that stand for each other, and what misspelt ones may mean."""

    classes: dict[str, Names] = Field(alias="class")
    mending: MendingModel


class WordFiles(Model):
    """The folder of the word files."""

    binding: BindingFile
    columns: ColumnsFile
    kinds: KindsFile
    layout: LayoutFile
    phrases: KeysFile
    plain: PlainFile
    results: ResultsFile
    scope: ScopeFile
    sites: SitesFile
    synonyms: SynonymsFile
