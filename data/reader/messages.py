"""Messages and bundles of clinical systems: coded results, and the reports that they carry."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

from data.reader.lexicon import Lexicon
from data.reader.patients import SeveralPatientsError, refuse_several
from data.reader.prints import limited
from data.reader.proposals import Statement
from data.reader.results import Result

_DEEPEST: Final = 60
_SHAPES: Final = AttributeError, TypeError, LookupError
"""The errors of a field that is of another shape than its standard says."""
_PERSON: Final = re.compile(r"<(?:\w+:)?patientRole\b")
_FINAL: Final = frozenset({"F", "C", "final", "amended", "corrected", "completed", ""})


@dataclass(slots=True)
class Message:
    """The content of a message.

    Attributes:
        results: coded values.
        text: the whole, everything but its reports blanked out, so that places stay.
        stated: what it says in other codes.
        attached: whether it holds a report as an attachment, which is not opened.
    """

    results: list[Result] = field(default_factory=list)
    text: str = ""
    stated: list[Statement] = field(default_factory=list)
    attached: bool = False


def message(text: str, kind: str, lexicon: Lexicon) -> Message:
    """Read a message.

    Raises:
        ValueError: when it is not what its beginning says.
    """
    codes = {code: a for a in lexicon.tables["results"]["analyte"] for code in a["loinc"]}
    try:
        if kind == "hl7":
            return _segments(text, codes, lexicon)
        return _bundle(text, codes, lexicon) if kind == "fhir" else _document(text, codes)
    except SeveralPatientsError:
        raise
    except (*_SHAPES, ValueError, RecursionError, expat.ExpatError) as error:
        raise ValueError(kind) from error


def _when(text: str) -> tuple[int, ...]:
    digits = re.sub(r"\D", "", text)[:14]
    return tuple(int(digits[a:b]) for a, b in ((0, 4), (4, 6), (6, 8)) if digits[a:b])


def _number(text: str) -> float | None:
    """The number of a field, or its bound: `<^5` as HL7 writes it."""
    parts = re.fullmatch(r"([<>]?)\^?([-+]?\d+(?:\.\d+)?)\^*", text)
    return limited(float(parts[2]), parts[1]) if parts else None


def _segments(text: str, codes: Mapping[str, Any], lexicon: Lexicon) -> Message:
    """An HL7 v2 message: OBX segments with numbers, and lines of text under their OBR."""
    found, shown, persons = Message(), [" "] * len(text), list[str]()
    for segment in re.finditer(r"[^\r\n]+", text):
        at, fields = segment.start(), []
        for part in segment[0].split("|"):
            fields.append((at, part))
            at += len(part) + 1
        if segment.end() < len(text):
            shown[segment.end()] = "\n"
        name, get = fields[0][1], dict(enumerate(fields)).get
        if name == "PID":
            persons.append((get(3) or (0, ""))[1] or (get(5) or (0, ""))[1])
        if name == "OBR" and (title := get(4)):
            words = title[1].split("^")
            _copy(
                shown,
                title[0] + (len(words[0]) + 1 if len(words) > 1 else 0),
                words[min(1, len(words) - 1)],
            )
        if name != "OBX" or len(fields) < 6 or (get(11) or (0, ""))[1] not in _FINAL:
            continue
        start, value = fields[5]
        if fields[2][1] in {"TX", "FT", "ST"}:
            _copy(shown, start, value.replace("~", "\n"))
        elif fields[2][1] in {"NM", "SN"} and (analyte := _analyte(fields[3][1], codes, lexicon)):
            unit = (get(6) or (0, ""))[1].split("^")[0]
            number = _number(value.strip())
            if value.strip():
                when = _when((get(14) or (0, ""))[1])
                found.results.append(
                    Result(analyte, number, unit, when, start, start + len(value), segment.span())
                )
    refuse_several(persons)
    found.text = "".join(shown)
    return found


def _copy(shown: list[str], start: int, words: str) -> None:
    shown[start : start + len(words)] = words


def _analyte(coded: str, codes: Mapping[str, Any], lexicon: Lexicon) -> Mapping[str, Any] | None:
    """The analyte that a coded field names: by LOINC, else by its own name alone."""
    parts = coded.split("^")
    known: list[Mapping[str, Any]] = [codes[code] for code in parts if code in codes]
    if known:
        return known[0]
    if "LN" in parts:
        return None
    return next((found for part in parts if (found := lexicon.analyte(part))), None)


def _bundle(text: str, codes: Mapping[str, Any], lexicon: Lexicon) -> Message:
    """A FHIR bundle or resource: Observations, and the texts of DiagnosticReports."""
    found, shown = Message(), [" "] * len(text)
    top = json.loads(text.lstrip("\ufeff"))
    entries = [entry.get("resource", {}) for entry in top.get("entry", [])] or [top]
    people = [entry for entry in entries if entry.get("resourceType") == "Patient"]
    refuse_several(str(entry.get("id", number)) for number, entry in enumerate(people))
    refuse_several(str(entry.get("subject", {}).get("reference", "")) for entry in entries)
    at = 0
    for entry in entries:
        identity = json.dumps(str(entry.get("id", "")))
        at = max(at, text.find(identity, at))
        if entry.get("status", "") not in _FINAL:
            continue
        if entry.get("resourceType") == "Observation":
            _observation(text, at, entry, codes, lexicon, found)
        elif entry.get("resourceType") == "DiagnosticReport":
            found.attached |= bool(entry.get("presentedForm"))
            said = json.dumps(entry.get("conclusion", ""), ensure_ascii=False)[1:-1]
            title = json.dumps(entry.get("code", {}).get("text", ""), ensure_ascii=False)[1:-1]
            for words in (title, said):
                place = text.find(words, at) if words else -1
                if place >= 0:
                    _copy(shown, place, words.replace("\\n", " \n").replace('\\"', ' "'))
                    shown[place + len(words)] = "\n"
        elif entry.get("resourceType") == "Patient":
            _person(text, at, entry, lexicon, found)
    found.text = "".join(shown)
    return found


def _person(text: str, at: int, entry: Mapping[str, Any], lexicon: Lexicon, found: Message) -> None:
    rule = lexicon.tables["results"]["person"]
    place = text.find(f'"{rule["field"]}"', at)
    if place >= 0 and (value := rule["values"].get(entry.get(rule["field"]))):
        end = text.find(str(entry[rule["field"]]), place) + len(str(entry[rule["field"]]))
        found.stated.append(Statement(rule["finding"], value, place, end, (place, end)))


def _observation(
    text: str,
    at: int,
    entry: Mapping[str, Any],
    codes: Mapping[str, Any],
    lexicon: Lexicon,
    found: Message,
) -> None:
    """The value of an Observation, with the place of its number in the text."""
    coding = entry.get("code", {}).get("coding", [])
    named = {str(code.get("code")) for code in coding if isinstance(code, dict)}
    quantity = entry.get("valueQuantity", {})
    value = quantity.get("value")
    place = text.find('"value"', text.find('"valueQuantity"', at)) if quantity else at
    end = re.compile(r"[,}\n]").search(text, place)
    span = place, end.start() if end else place
    for code in named & lexicon.tables["results"]["scores"].keys():
        rule = lexicon.tables["results"]["scores"][code]
        for item in rule:
            given = item.get("value", value if item.get("sited") else None)
            found.stated.append(Statement(item["finding"], given, *span, span))
    analyte = next((codes[code] for code in named if code in codes), None)
    if analyte and isinstance(value, int | float) and not isinstance(value, bool):
        when = _when(str(entry.get("effectiveDateTime", "")))
        unit = str(quantity.get("code") or quantity.get("unit") or "")
        sign = quantity.get("comparator", "")
        number = limited(float(value), sign) if sign in ("", "<", ">") else None
        found.results.append(Result(analyte, number, unit, when, *span, span))


def _document(text: str, codes: Mapping[str, Any]) -> Message:
    """A C-CDA document: coded observations with their values; no entity is expanded."""
    refuse_several(map(str, range(len(_PERSON.findall(text)))))
    found = Message(text=" " * len(text))
    raw = text.encode("utf-8")
    parser = expat.ParserCreate("utf-8")
    stack: list[dict[str, Any]] = []
    depth = 0

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError("too deep")
        name = name.rpartition(":")[2]
        if name == "observation":
            stack.append({"depth": depth, "own": given})
        elif stack and depth == stack[-1]["depth"] + 1:
            if name == "value":
                given["at"] = str(len(raw[: parser.CurrentByteIndex].decode("utf-8")))
            stack[-1].setdefault(name, given)

    def end(_: str) -> None:
        nonlocal depth
        if stack and depth == stack[-1]["depth"]:
            _coded(text, stack.pop(), codes, found)
        depth -= 1

    def refuse(*_: object) -> None:
        raise ValueError("entities are not read")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.EntityDeclHandler = refuse
    parser.Parse(raw, True)
    return found


def _coded(text: str, item: Mapping[str, Any], codes: Mapping[str, Any], found: Message) -> None:
    value, code = item.get("value", {}), item.get("code", {}).get("code")
    if code not in codes or "value" not in value:
        return
    own = item["own"]
    planned = own.get("moodCode", "EVN") != "EVN" or own.get("negationInd") == "true"
    if planned or item.get("statusCode", {}).get("code", "") not in _FINAL:
        return
    start = int(value["at"])
    span = start, text.find(">", start) + 1
    when = _when(item.get("effectiveTime", {}).get("value", ""))
    number = _number(value["value"])
    found.results.append(Result(codes[code], number, value.get("unit", ""), when, *span, span))
