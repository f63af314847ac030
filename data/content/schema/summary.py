"""Models of what leaves the program: the lines of the page, and forms for a purpose."""

from typing import Annotated, Literal

from pydantic import Field

from data.input.model import NOTHING, Items, Model, Words

Told = Literal[
    "advised",
    "when",
    "next_step",
    "first",
    "do_now",
    "not_started",
    "awaited",
    "dates",
    "established",
    "reasons",
    "decided",
    "flags",
    "limit",
]
"""A part of the page, as a form names it."""


class FindingsModel(Model):
    """The findings of a line: by name, as a checklist, or the `levels` that a chapter asks for.

    Those of `always` are said to be not known where nobody asked; those of `present` are said only
    where they are there. Beside a checklist stand the `signs` that the pathway counts with
    it, and what the recommendations of `completed_by` ask to complete.
    """

    findings: Items[str] = ()
    always: Items[str] = ()
    present: Items[str] = ()
    checklist: str = ""
    signs: Literal["emergency", "others"] | None = None
    completed_by: Items[str] = ()
    levels: str = ""


class SummaryLineModel(FindingsModel):
    """A line of the page."""

    label: Words
    part: Literal["patient", "answer", "examination"]


class FormLineModel(FindingsModel):
    """A line of a form: its own words, findings, or what the page says.

    With `codes` it stands only where one of them is advised. One that `joins` goes on in the line
    of the one before; where it is not `named`, its label serves only to say what is left out. One
    to `keep` is never left out for length.
    """

    label: str = ""
    part: str = ""
    says: str = ""
    tells: Told | None = None
    codes: Items[str] = ()
    cites: Items[str] = ()
    joins: bool = False
    named: bool = True
    keep: bool = False


class FormModel(Model):
    """A form for a purpose.

    Where it is about `codes` and none of them is advised, it says `none` and nothing else. Lines
    that no longer fit into `most` lines are left out by name, the last ones first; then the last
    words of those to keep.
    """

    title: Words
    codes: Items[str] = ()
    none: str = ""
    most: int = 0
    paragraph: bool = False
    line: Annotated[Items[FormLineModel], Field(min_length=1)]


class DecisionsModel(Model):
    """The reasons that are offered for a decision against advice."""

    reasons: Annotated[Items[Words], Field(max_length=9)] = ()
    cites: Items[str] = ()


class SummaryFileModel(Model):
    """summary.toml.

    Values that are `absent` say that nothing was found. Of levels and of the findings to `cut`,
    forms say the words of a value up to its colon.
    """

    absent: Items[str] = ()
    cut: Items[str] = ()
    decisions: DecisionsModel = Field(default_factory=DecisionsModel)
    line: dict[str, SummaryLineModel] = NOTHING
    form: dict[str, FormModel] = NOTHING
