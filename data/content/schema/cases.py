"""Models of a pathway's cases: patients with the codes that they demand and forbid."""

from __future__ import annotations

from typing import Any

from data.input.model import Items, Model, Words


class CaseFileModel(Model):
    """The parts of every case; `why` names the rule or the edge that it tries."""

    id: Words
    why: str
    expect: Items[str]
    forbid: Items[str]


class VignetteModel(CaseFileModel):
    """A patient."""

    title: str
    note: str = ""
    findings: dict[str, Any]


class BoundaryModel(CaseFileModel):
    """A vignette, named by `base`, with some findings changed."""

    base: Words
    change: dict[str, Any]


class CasesFiles(Model):
    """The files of `cases/`."""

    vignettes: Items[VignetteModel] = ()
    boundaries: Items[BoundaryModel] = ()
