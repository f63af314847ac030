"""Models of what leaves the program: the lines of the page, and forms for a purpose."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from data.content.schema.base import NOTHING, Words
from data.input.model import Items, Model

Told = Literal[
    "advised",
    "what",
    "when",
    "next_step",
    "first",
    "do_now",
    "alongside",
    "not_started",
    "awaited",
    "dates",
    "established",
    "decided",
    "flags",
]
"""A part of the page, as a form names it."""


class SummaryLineModel(Model):
    """A line on some findings, on a checklist, or on the levels of a finding.

    What stands in `always` is said to be not known where nobody asked.
    """

    label: Words
    part: Literal["patient", "answer", "examination"]
    findings: Items[str] = ()
    always: Items[str] = ()
    checklist: str = ""
    levels: str = ""


class FormLineModel(Model):
    """A line of a form: its own words, findings, or what the page says.

    With `codes` it stands only where one of them is advised. One that `joins` goes on in the line
    of the one before; where it is not `named`, its label serves only to say what is left out.
    """

    label: str = ""
    part: str = ""
    says: str = ""
    tells: Told | None = None
    findings: Items[str] = ()
    always: Items[str] = ()
    checklist: str = ""
    levels: str = ""
    codes: Items[str] = ()
    cites: Items[str] = ()
    joins: bool = False
    named: bool = True


class FormModel(Model):
    """A form for a purpose.

    Where it is about `codes` and none of them is advised, it says `none` and nothing else. Lines
    that no longer fit into `most` lines are left out by name, the last ones first.
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
    """summary.toml."""

    decisions: DecisionsModel = DecisionsModel()
    line: dict[str, SummaryLineModel] = NOTHING
    form: dict[str, FormModel] = NOTHING
