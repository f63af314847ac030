"""Names of the resources of one session, and the parts that they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID, uuid5

from data.content.schema.fhir import CodeModel
from data.text.outside_text import one_line
from engine.model.urgency import Urgency

Json: TypeAlias = dict[str, Any]
"""A resource, or a part of one."""

_LONGEST: Final = 100_000
_SPACE: Final = UUID("6b8d1a4e-0f0e-5c0b-9f0a-5b1f3f0f7c11")
"""The name space of our identifiers: the same session gives the same resources."""

PRIORITY: Final[Mapping[Urgency, str]] = {
    Urgency.EMERGENCY: "stat",
    Urgency.URGENT: "asap",
    Urgency.SOON: "urgent",
    Urgency.ROUTINE: "routine",
    Urgency.INFORMATION: "routine",
}
"""The urgencies in the words of FHIR's request-priority."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of the resources of one session."""

    session: str

    def url(self, kind: str, key: str = "") -> str:
        """The identifier of one resource."""
        return f"urn:uuid:{uuid5(_SPACE, f'{self.session}/{kind}/{key}')}"

    def reference(self, kind: str, key: str = "") -> Json:
        """A reference to one resource."""
        return {"reference": self.url(kind, key), "type": kind}

    def entry(self, resource: Json, key: str = "") -> Json:
        """The entry of a bundle."""
        return {"fullUrl": self.url(resource["resourceType"], key), "resource": resource}


def concept(text: str, *codes: CodeModel) -> Json:
    """A concept in our words, with the LOINC codes that we know for it."""
    coded = [{"system": "http://loinc.org", "code": item.code} for item in codes]
    return {**({"coding": coded} if coded else {}), "text": text}


def cleaned(part: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A part of a resource, each text in it one clean line."""
    if isinstance(part, dict):
        return {key: cleaned(value) for key, value in part.items()}
    if isinstance(part, list):
        return [cleaned(value) for value in part]
    return one_line(part, _LONGEST) if isinstance(part, str) else part


def instant(moment: datetime) -> str:
    """A moment to the second."""
    return moment.isoformat(timespec="seconds")
