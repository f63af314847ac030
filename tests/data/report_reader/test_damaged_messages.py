"""Messages with a field of a wrong shape, or with characters lost, are read or refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from data.content.loader import SHIPPED
from data.report_reader.reader import read

PATIENT = {"resourceType": "Patient", "id": "p", "gender": "female"}
OBSERVATION = {
    "resourceType": "Observation",
    "id": "o",
    "status": "final",
    "subject": {"reference": "Patient/p"},
    "code": {"coding": [{"system": "http://loinc.org", "code": "718-7"}]},
    "effectiveDateTime": "2024-01-05",
    "valueQuantity": {"value": 12.6, "unit": "g/dL", "comparator": "<"},
}
REPORT = {
    "resourceType": "DiagnosticReport",
    "id": "r",
    "status": "final",
    "code": {"text": "X-ray lumbar spine"},
    "conclusion": "Compression fracture of L1.",
}
BUNDLE = {
    "resourceType": "Bundle",
    "entry": [{"resource": item} for item in (PATIENT, OBSERVATION, REPORT)],
}
HL7 = (
    "MSH|^~\\&|LAB|H|E|H|2024||ORU^R01|1|P|2.5\nPID|1||001^^^H||A^B\nOBR|1|||CBC\n"
    "OBX|1|NM|718-7^Hb^LN||13.1|g/dL|12-16|N|||F|||202401051000\n"
)
WRONG: tuple[object, ...] = (None, [], {}, "x", 3, True, [1], {"a": 1}, -1.5)


def changed(value: Any) -> Iterator[Any]:
    """Yield the value with each of its parts replaced by each value of a wrong shape."""
    yield from WRONG
    if not isinstance(value, dict | list):
        return
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in list(pairs):
        for other in changed(part):
            copy = value.copy()
            copy[key] = other
            yield copy


def settled(text: str) -> bool:
    """Return whether a text is either refused or of a kind."""
    reading = read(text, SHIPPED)
    return bool(reading.refused) != bool(reading.kind)


def test_a_bundle_with_any_field_of_another_shape_is_read_or_refused() -> None:
    texts = [json.dumps(bundle) for bundle in changed(BUNDLE) if isinstance(bundle, dict)]
    assert len(texts) > 200
    assert all(settled(text) for text in texts)


def test_a_message_that_ends_anywhere_is_read_or_refused() -> None:
    for text in (HL7, json.dumps(BUNDLE)):
        assert read(text, SHIPPED).proposals
        assert all(settled(text[:end]) for end in range(len(text)))
