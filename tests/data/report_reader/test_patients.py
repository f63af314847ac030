"""Texts and messages about more than one patient, none of which is read."""

from __future__ import annotations

import pytest

from data.content.loader import SHIPPED
from data.report_reader.reader import read

FILM = "X-RAY LUMBAR SPINE\nFINDINGS: Compression fracture of L1.\n"
HL7 = "MSH|^~\\&|LAB|H|E|H|2024||ORU^R01|1|P|2.5\nPID|1||{}^^^H||A^B\n{}\nPID|2||{}^^^H||C^D\n{}\n"
OBX = "OBX|{}|NM|718-7^Hb^LN||{}|g/dL||N|||F"
BUNDLE = (
    '{{"resourceType":"Bundle","entry":[{{"resource":{{"resourceType":"Observation","id":"o1",'
    '"status":"final","subject":{{"reference":"Patient/{}"}},"code":{{"coding":[{{"code":"718-7"}}]'
    '}},"valueQuantity":{{"value":12.6,"unit":"g/dL"}}}}}},{{"resource":{{"resourceType":"Patient",'
    '"id":"{}"}}}},{{"resource":{{"resourceType":"Observation","id":"o2","status":"final",'
    '"subject":{{"reference":"Patient/{}"}},"code":{{"coding":[]}}}}}}]}}'
)
CDA = (
    "<ClinicalDocument><recordTarget><patientRole/></recordTarget>{}<component><observation"
    ' classCode="OBS" moodCode="EVN"><code code="718-7"/><statusCode code="completed"/><value'
    ' value="12.6" unit="g/dL"/></observation></component></ClinicalDocument>'
)


def hl7(one: str, other: str) -> str:
    return HL7.format(one, OBX.format(1, 13.1), other, OBX.format(2, 13.1))


SEVERAL = {
    "names": f"Patient: ONE, A\n{FILM}\nPatient: TWO, B\n{FILM}",
    "numbers in one line": f"Name: A  MRN: 1\n{FILM}\nName: B  MRN: 2\n{FILM}",
    "HL7": hl7("001", "002"),
    "FHIR": BUNDLE.format("p1", "p1", "p2"),
    "C-CDA": CDA.format("<recordTarget><patientRole/></recordTarget>"),
}
ONE = {
    "a name in each header": f"Name: ONE, A  Page 1\n{FILM}\nName: A ONE  Page 1\nPage 2\n",
    "a name and a title": f"Patient: ONE\n{FILM}\nPatient: Mrs ONE\n",
    "HL7": hl7("001", "001"),
    "FHIR": BUNDLE.format("p1", "p1", "p1"),
    "C-CDA": CDA.format(""),
}


@pytest.mark.parametrize("text", SEVERAL.values(), ids=SEVERAL)
def test_nothing_is_read_about_several_patients(text: str) -> None:
    reading = read(text, SHIPPED)
    assert "more than one patient" in reading.refused
    assert not reading.proposals


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_a_patient_who_is_named_twice_is_one(text: str) -> None:
    assert read(text, SHIPPED).proposals
