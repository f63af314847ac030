"""Models of chapters, checklists and findings."""

from typing import Annotated, Literal

from pydantic import Field

from data.content.schema.base import Cites, RowModel, TableModel
from data.input.model import NOTHING, Items, Model, Range, Words

SiteName = Annotated[str, Field(pattern="^[A-Z][A-Z0-9]{0,5}$")]
"""The name of a site, as cases write it; in capitals, as small letters are keys of a page."""

Mark = Annotated[str, Field(pattern="^[!-~]$")]
"""One printable ASCII character of a chart."""

Eighths = Annotated[int, Field(ge=1, le=8)]

NUMBERS = Literal["integer", "number"]
"""The types whose values are numbers."""


class SitesModel(Model):
    """The sites of the body that a report can name, in bands; reading begins at `start`."""

    start: str
    bands: Annotated[
        dict[Words, Annotated[Items[SiteName], Field(min_length=1)]], Field(min_length=1)
    ]


class FieldModel(Model):
    """A field that is read at one site of a finding.

    A sign with `asked_when`, a row over earlier fields of the site, has a question of its own.
    By value, `marks` and `heights` in eighths are drawn at a site in the chart, each by the first
    field that has one; `signs` stand beside it as words.
    """

    ask: Words
    short: Annotated[Words, Field(max_length=30)]
    type: Literal["choice", "yes_no", NUMBERS]
    asked_when: RowModel | None = None
    why: str = ""
    help: str = ""
    values: dict[str, Words] = NOTHING
    marks: dict[str, Mark] = NOTHING
    heights: dict[str, Eighths] = NOTHING
    signs: dict[str, Annotated[Words, Field(max_length=20)]] = NOTHING
    range: Range | None = None
    unit: str = ""


class UnitModel(Model):
    """A unit in use beside a finding's own.

    One of it is `one_is` of the finding's own, or `in_one` of it are in one of those. `zero` is
    where its scale stands at the zero of the finding's own.
    """

    one_is: Annotated[float, Field(gt=0)] = 1.0
    in_one: Annotated[float, Field(gt=0)] = 1.0
    zero: float = 0.0


class SignSlipModel(Model):
    """Numbers of which the minus sign was probably left out, where a derivation says yes."""

    above: float
    given: str


class FindingModel(Model):
    """A finding that the questionnaire asks.

    A later session takes over what is `carried`, always or where it has one of these values, and
    counts on what `grows`. Levels with a `column` are drawn in the chart.
    """

    ask: Annotated[Words, Field(max_length=72)]
    short: Annotated[Words, Field(max_length=30)]
    chapter: Words
    type: Literal["choice", "yes_no", NUMBERS, "several", "levels"]
    why: Annotated[Words, Field(max_length=150)]
    help: Annotated[str, Field(max_length=200)] = ""
    values: dict[str, Words] = NOTHING
    range: Range | None = None
    warn: Range | None = None
    warn_cites: Items[str] = ()
    unusual: Range | None = None
    unit: str = ""
    other_units: dict[Words, UnitModel] = NOTHING
    asked_in: str = ""
    sign_slip: SignSlipModel | None = None
    none: str | None = None
    asked_when: TableModel | None = None
    sites: str = ""
    column: Annotated[str, Field(max_length=6)] = ""
    field: dict[str, FieldModel] = NOTHING
    context: bool = False
    lasting: bool = False
    carried: bool | Items[str] = False
    grows: Literal["", "weeks", "months", "years"] = ""


class DerivedModel(Model):
    """A finding that is computed from others.

    `fhirpath` gives other form fillers its value where a question depends on it, and nothing
    elsewhere. `{finding}` stands for its answers, or for the readings of levels; `{finding.field}`
    for the answers to a field at all levels, `{:finding.field}` at one level.
    """

    says: Words
    short: Annotated[Words, Field(max_length=30)]
    type: Literal["choice", "yes_no", NUMBERS]
    inputs: Annotated[Items[str], Field(min_length=1)]
    cites: Cites
    by: str | None = None
    values: dict[str, Words] = NOTHING
    unit: str = ""
    final: Items[str] = ()
    revised_by: Items[str] = ()
    thresholds: Items[str] = ()
    fhirpath: str = ""


class ChapterModel(Model):
    """A part of the questionnaire."""

    title: Words


class ChecklistItemModel(Model):
    """One line of a checklist."""

    finding: str
    says: Annotated[Words, Field(max_length=56)]
    present: Annotated[Items[str], Field(min_length=1)]
    absent: str
    which: bool = False


class ChecklistModel(Model):
    """Findings asked together."""

    ask: Annotated[Words, Field(max_length=72)]
    chapter: str
    items: Annotated[Items[ChecklistItemModel], Field(min_length=2, max_length=9)]
    hint: str = ""


class FormModel(Model):
    """Findings and checklists that stand together; one key stores `rest` for what is still open."""

    title: Annotated[Words, Field(max_length=30)]
    asks: Annotated[Items[str], Field(min_length=1)]
    rest: str = ""
    rest_says: Annotated[str, Field(max_length=60)] = ""
    ends: bool = False
    settles: dict[str, dict[str, dict[str, str]]] = NOTHING


class FocusModel(Model):
    """A decision that an interview can be about, and the forms that it is asked in."""

    title: Annotated[Words, Field(max_length=30)]
    codes: Annotated[Items[str], Field(min_length=1)]
    first: Items[str]
    forms: Items[str] = ()


class FormsFileModel(Model):
    """forms.toml, which a pathway may do without."""

    form: dict[str, FormModel] = NOTHING
    focus: dict[str, FocusModel] = NOTHING


class OutdatedModel(Model):
    """Findings whose value has to be given anew after some days."""

    days: Annotated[int, Field(gt=0)]
    findings: Annotated[Items[str], Field(min_length=1)]
    cites: Cites


class FindingsFileModel(Model):
    """findings.toml."""

    chapter: dict[str, ChapterModel]
    sites: dict[str, SitesModel] = NOTHING
    finding: dict[str, FindingModel]
    checklist: dict[str, ChecklistModel] = NOTHING
    outdated: dict[str, OutdatedModel] = NOTHING


class DerivedFileModel(Model):
    """derived.toml."""

    derived: dict[str, DerivedModel]
