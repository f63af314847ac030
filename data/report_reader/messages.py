"""Messages and bundles of clinical systems: coded results, and the reports that they carry."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import accumulate
from typing import Any, Final
from xml.parsers import expat

from data.report_reader.lexicon import Lexicon
from data.report_reader.patients import SeveralPatientsError, refuse_several
from data.report_reader.prints import limited
from data.report_reader.proposals import Statement
from data.report_reader.results import AnalyteResult
from data.report_reader.word_files import AnalyteModel

_DEEPEST: Final = 60
_FIELDS: Final = 15
"""Fields of a segment that are looked at."""
_SHAPES: Final = AttributeError, TypeError, LookupError
"""The errors of a field that is of another shape than its standard says."""
_PERSON: Final = re.compile(r"<(?:\w+:)?patientRole\b")
_FINAL: Final = frozenset({"F", "C", "final", "amended", "corrected", "completed", ""})


class Message:
    """The content of a message.

    Attributes:
        results: coded values.
        stated: what it says in other codes.
        attached: whether it holds a report as an attachment, which is not opened.
    """

    def __init__(self, text: str, kind: str, lexicon: Lexicon) -> None:
        """Read a message of a kind.

        Raises:
            ValueError: when it is not what its beginning says.
        """
        self.results: list[AnalyteResult] = []
        self.stated: list[Statement] = []
        self.attached = False
        self._lexicon, self._whole, self._shown = lexicon, text, [" "] * len(text)
        self._codes = {code: item for item in lexicon.files.results.analyte for code in item.loinc}
        read = {"hl7": self._segments, "fhir": self._bundle, "ccda": self._document}[kind]
        try:
            read(text)
        except SeveralPatientsError:
            raise
        except (*_SHAPES, ValueError, RecursionError, expat.ExpatError) as error:
            raise ValueError(kind) from error

    @property
    def text(self) -> str:
        """The whole text with all but its reports blanked out, so that places stay the same."""
        return "".join(self._shown)

    def _copy(self, start: int, words: str) -> None:
        self._shown[start : start + len(words)] = words

    def _segments(self, text: str) -> None:
        """Read HL7 v2: OBX segments with numbers, and lines of text under their OBR."""
        persons = []
        for segment in re.finditer(r"[^\r\n]+", text):
            fields = [*segment[0].split("|"), *[""] * _FIELDS]
            starts = list(accumulate((len(each) + 1 for each in fields), initial=segment.start()))
            self._shown[segment.end() : segment.end() + 1] = "\n"
            if fields[0] == "PID":
                persons.append(fields[3] or fields[5])
            elif fields[0] == "OBR":
                words = fields[4].split("^")
                self._copy(
                    starts[4] + (len(words) > 1) * (len(words[0]) + 1), words[len(words) > 1]
                )
            elif fields[0] == "OBX" and fields[11] in _FINAL:
                span, value = (starts[5], starts[5] + len(fields[5])), fields[5].strip()
                if fields[2] in {"TX", "FT", "ST"}:
                    self._copy(span[0], fields[5].replace("~", "\n"))
                elif fields[2] in {"NM", "SN"} and value and (known := self._analyte(fields[3])):
                    unit, when = fields[6].split("^")[0], _when(fields[14])
                    result = AnalyteResult(known, _number(value), unit, when, *span, segment.span())
                    self.results.append(result)
        refuse_several(persons)

    def _analyte(self, coded: str) -> AnalyteModel | None:
        """The analyte that a coded field names: by LOINC, else by its own name alone."""
        parts = coded.split("^")
        if known := [self._codes[code] for code in parts if code in self._codes]:
            return known[0]
        names = (found for part in parts if (found := self._lexicon.analyte(part)))
        return None if "LN" in parts else next(names, None)

    def _bundle(self, text: str) -> None:
        """Read a FHIR bundle or resource: Observations, and the texts of DiagnosticReports."""
        top = json.loads(text.lstrip("\ufeff"))
        entries = [entry.get("resource", {}) for entry in top.get("entry", [])] or [top]
        people = [entry for entry in entries if entry.get("resourceType") == "Patient"]
        refuse_several(str(entry.get("id", number)) for number, entry in enumerate(people))
        refuse_several(str(entry.get("subject", {}).get("reference", "")) for entry in entries)
        at = 0
        for entry in entries:
            at = max(at, text.find(json.dumps(str(entry.get("id", ""))), at))
            kind = entry.get("resourceType") if entry.get("status", "") in _FINAL else ""
            if kind == "Observation":
                self._observation(at, entry)
            elif kind == "Patient":
                self._person(at, entry)
            elif kind == "DiagnosticReport":
                self.attached |= bool(entry.get("presentedForm"))
                for said in (entry.get("code", {}).get("text", ""), entry.get("conclusion", "")):
                    words = json.dumps(said, ensure_ascii=False)[1:-1]
                    place = text.find(words, at) if words else -1
                    if place >= 0:
                        self._copy(place, words.replace("\\n", " \n").replace('\\"', ' "'))
                        self._shown[place + len(words)] = "\n"

    def _person(self, at: int, entry: Mapping[str, Any]) -> None:
        """Read what a Patient says of the person."""
        rule = self._lexicon.files.results.person
        place = self._whole.find(f'"{rule.field}"', at)
        if place >= 0 and (value := rule.values.get(entry.get(rule.field, ""))):
            said = str(entry[rule.field])
            span = place, self._whole.find(said, place) + len(said)
            self.stated.append(Statement(rule.finding, value, *span, span))

    def _observation(self, at: int, entry: Mapping[str, Any]) -> None:
        """Read the value of an Observation, with the place of its number in the text."""
        coding = entry.get("code", {}).get("coding", [])
        named = {str(code.get("code")) for code in coding if isinstance(code, dict)}
        quantity = entry.get("valueQuantity", {})
        value, text = quantity.get("value"), self._whole
        place = text.find('"value"', text.find('"valueQuantity"', at)) if quantity else at
        end = re.compile(r"[,}\n]").search(text, place)
        span = place, end.start() if end else place
        scores = self._lexicon.files.results.scores
        for item in (item for code in named & scores.keys() for item in scores[code]):
            given = value if item.value is None and item.sited else item.value
            self.stated.append(Statement(item.finding, given, *span, span))
        analyte = next((self._codes[code] for code in named if code in self._codes), None)
        if analyte and isinstance(value, int | float) and not isinstance(value, bool):
            when = _when(str(entry.get("effectiveDateTime", "")))
            unit = str(quantity.get("code") or quantity.get("unit") or "")
            sign = quantity.get("comparator", "")
            number = limited(float(value), sign) if sign in ("", "<", ">") else None
            self.results.append(AnalyteResult(analyte, number, unit, when, *span, span))

    def _document(self, text: str) -> None:
        """Read C-CDA: coded observations with their values; no entity is expanded."""
        refuse_several(map(str, range(len(_PERSON.findall(text)))))
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
                self._coded(stack.pop())
            depth -= 1

        def refuse(*_: object) -> None:
            raise ValueError("entities are not read")

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.EntityDeclHandler = refuse
        parser.Parse(raw, True)

    def _coded(self, item: Mapping[str, Any]) -> None:
        """Read the value of an observation of a C-CDA document, unless planned or denied."""
        value, own = item.get("value", {}), item["own"]
        analyte = self._codes.get(item.get("code", {}).get("code"))
        planned = own.get("moodCode", "EVN") != "EVN" or own.get("negationInd") == "true"
        final = item.get("statusCode", {}).get("code", "") in _FINAL
        if analyte and "value" in value and final and not planned:
            start = int(value["at"])
            span = start, self._whole.find(">", start) + 1
            when, unit = (
                _when(item.get("effectiveTime", {}).get("value", "")),
                value.get("unit", ""),
            )
            self.results.append(
                AnalyteResult(analyte, _number(value["value"]), unit, when, *span, span)
            )


def _when(text: str) -> tuple[int, ...]:
    """Year, month and day at the beginning of a time, as far as they are given."""
    digits = re.sub(r"\D", "", text)[:14]
    return tuple(int(digits[a:b]) for a, b in ((0, 4), (4, 6), (6, 8)) if digits[a:b])


def _number(text: str) -> float | None:
    """The number of a field, or its bound: `<^5` as HL7 writes it."""
    parts = re.fullmatch(r"([<>]?)\^?([-+]?\d+(?:\.\d+)?)\^*", text)
    return limited(float(parts[2]), parts[1]) if parts else None
