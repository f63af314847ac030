"""A pathway's cases: findings with the codes that they demand and forbid.

They were derived from written rules, not by clinicians, and wait for one to sign them. A
pathway need not have any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from data.content.loader import ContentError, pathway_directory
from data.content.schema.cases import CaseFileModel, CasesFiles
from data.input.faults import Fault, FaultyInputError, nearest
from data.input.model import Place, joined, read
from data.input.strict_json import parse_strictly

_FOLDER: Final = "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """One vignette, or a boundary case: a vignette with some findings changed.

    Attributes:
        findings: as in a case file; null means unknown.
        expect: codes that the advice has to hold.
        forbid: codes that the advice may not hold.
    """

    id: str
    why: str
    findings: Mapping[str, Any]
    expect: tuple[str, ...]
    forbid: tuple[str, ...]


def cases() -> tuple[Case, ...]:
    """All cases of the pathway that the program runs on, vignettes first.

    Raises:
        ContentError: naming every fault found in them.
    """
    files = _files()
    vignettes = {case.id: case for case in files.vignettes}
    faults = [
        Fault(_place(("boundaries", n, "base")), f"no vignette; {nearest(case.base, vignettes)}")
        for n, case in enumerate(files.boundaries)
        if case.base not in vignettes
    ]
    if faults := [*_repeated(files), *faults]:
        raise ContentError(faults)
    return (
        *(_case(case, case.findings) for case in vignettes.values()),
        *(_case(case, vignettes[case.base].findings | case.change) for case in files.boundaries),
    )


def _repeated(files: CasesFiles) -> Iterator[Fault]:
    """The cases whose id an earlier one has; one of the two would be lost."""
    known = set[str]()
    for name, items in (("vignettes", files.vignettes), ("boundaries", files.boundaries)):
        for n, case in enumerate(items):
            if case.id in known:
                yield Fault(_place((name, n, "id")), "given more than once")
            known.add(case.id)


def _case(case: CaseFileModel, findings: Mapping[str, Any]) -> Case:
    return Case(case.id, case.why, findings, case.expect, case.forbid)


def _files() -> CasesFiles:
    """The files, each checked by itself."""
    faults: list[Fault] = []
    tables = dict(_tables(faults))
    try:
        files = read(CasesFiles, tables, _place)
    except FaultyInputError as error:
        faults += error.faults
    if faults:
        raise ContentError(faults)
    return files


def _tables(faults: list[Fault]) -> Iterator[tuple[str, Any]]:
    """Each file as a list of tables; one that is no JSON is a fault."""
    for name in CasesFiles.model_fields:
        path = pathway_directory() / _FOLDER / f"{name}.json"
        found: list[Fault] = []
        try:
            if path.exists():
                yield name, parse_strictly(path.read_bytes(), found)
        except FaultyInputError as error:
            found += error.faults
        faults += (Fault(f"{_place((name,))} {one.place}".strip(), one.says) for one in found)


def _place(place: Place) -> str:
    """A file, and what is wrong in it: `cases/vignettes.json [0].id`."""
    file, *rest = place
    return f"{_FOLDER}/{file}.json {joined(tuple(rest))}".strip()
