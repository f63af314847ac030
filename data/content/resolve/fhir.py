"""The names in fhir.toml, tied to findings and recommendations."""

from __future__ import annotations

from typing import Final

from data.content.resolve.symbols import Symbols
from data.content.schema.fhir import FhirFileModel

_FILE: Final = "fhir.toml"


def fhir(names: Symbols) -> FhirFileModel:
    """The codes of other systems, their names checked."""
    codes, findings = names.models.fhir, names.findings
    names.check_codes([*codes.order, *codes.issues], _FILE)
    numbers = [key for key, finding in findings.items() if finding.kind.numeric]
    names.require("no number", (*codes.observation, *codes.pooled), numbers, _FILE)
    names.require("no finding", filter(None, [codes.gender]), findings, _FILE)
    used = [codes.document, *codes.observation.values()]
    used += [code for several in codes.order.values() for code in several]
    for item in used:
        if item and not _check_digit_holds(item.code):
            names.fault(_FILE, f"{item.code} is no LOINC code: its check digit is another")
    return codes


def _check_digit_holds(code: str) -> bool:
    """Return whether the digit after the hyphen is that of the number (modulus 10, Luhn)."""
    number, _, digit = code.partition("-")
    doubled = "".join(
        str(int(figure) * (2 if place % 2 == 0 else 1))
        for place, figure in enumerate(reversed(number))
    )
    return (10 - sum(map(int, doubled)) % 10) % 10 == int(digit)
