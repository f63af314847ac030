"""`spinepath evaluate`: the advice for cases, without a screen."""

from __future__ import annotations

import argparse
import codecs
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime
from typing import Any, BinaryIO, Final, TypeAlias

from data.content.loader import Content
from data.content.review import page_items, recommended_items
from data.export.advice_json import AdviceDocuments
from data.export.brief_json import brief_document
from data.files.private_files import open_named, shown_name
from data.input.case import LARGEST_CASE, Case, CaseError, parse_whole_case, read_case
from data.input.doubts import doubts, implausible
from data.input.faults import FaultyInputError
from data.text.os_errors import reason_of
from data.wording.advice_words import REFUSAL, reason_text, status_word, what_text
from data.wording.banners import banners
from data.wording.kinds import open_bounds
from data.wording.page import page_sections
from data.wording.reasons import BECAUSE
from engine.advice.bounds import settled
from engine.advice.brief import Briefs
from engine.advice.checked import checked_advice
from engine.advice.decide import Advice
from engine.advice.interview import Interview, interview
from engine.advice.outlook import outlook
from engine.advice.page import Fold
from engine.advice.recommended import Recommended
from engine.advice.unconfirmed import reliable
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from tui.cli.exit_status import FAILED, OK
from tui.cli.output import refuse
from tui.state.loaded_content import load_content

Writer: TypeAlias = Callable[[Case], dict[str, Any]]
"""Writes the answer to one case as a JSON object."""

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOTHING: Final = "nothing was evaluated"


def run(options: argparse.Namespace) -> int:
    """Evaluate a case, or a case a line, and print the advice."""
    case = options.case
    if options.select and not options.lines:
        return refuse(_NOTHING, "--select is for --lines")
    try:
        with nullcontext(sys.stdin.buffer) if case == "-" else open_named(case) as stream:
            loaded = load_content()
            content, compiled = loaded.content, loaded.compiled
            if options.lines:
                return _stream(compiled, stream, _writer(content, compiled, options.select))
            found = parse_whole_case(read_case(stream), compiled.pathway)
    except OSError as error:
        return refuse(_NOTHING, f"{shown_name(case)}: {reason_of(error)}")
    except FaultyInputError as error:  # of the case, or of the content
        return refuse(_NOTHING, error)
    if options.format == "json":
        document = _writer(content, compiled, None)(found)
        print(json.dumps(document, indent=2))
    else:
        print("\n".join(advice_lines(content, compiled, found, _today())))
    return OK


def _today() -> date:
    return datetime.now(UTC).date()


def _named(name: str | int | None, answer: dict[str, Any]) -> dict[str, Any]:
    return answer if name is None else {"id": name, **answer}


def _writer(content: Content, compiled: Compiled, parts: tuple[str, ...] | None) -> Writer:
    """Write the whole advice for a case, or some parts of it."""
    if parts is None:
        whole = AdviceDocuments(content, compiled)
        return lambda case: _named(case.id, whole(case.answers, _today(), case.confirmed))
    briefs = Briefs(compiled)
    return lambda case: _named(case.id, brief_document(briefs, case, parts))


def _stream(compiled: Compiled, stream: BinaryIO, document: Writer) -> int:
    """Write a line for each line, with the `id` of its case; status 1 when one had faults."""
    status = OK
    for number, line in enumerate(_bounded_lines(stream)):
        if not number and (b"\0" in line[:4] or line.startswith(_UTF16)):
            raise CaseError.one("not UTF-8 text")  # it has no lines that could be told apart
        try:
            if len(line) > LARGEST_CASE:
                raise CaseError.one(f"the case is larger than {LARGEST_CASE:,} bytes")
            answer = document(parse_whole_case(line, compiled.pathway))
        except CaseError as error:
            faults = [{"place": fault.place, "says": fault.says} for fault in error.faults]
            answer, status = _named(error.id, {"error": faults}), FAILED
        print(json.dumps(answer), flush=True)
    return status


def _bounded_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of an oversized one only the beginning."""
    while line := stream.readline(LARGEST_CASE + 1):
        rest = line
        while len(rest) > LARGEST_CASE and not rest.endswith(b"\n"):
            rest = stream.readline(LARGEST_CASE + 1)
        yield line


def advice_lines(content: Content, compiled: Compiled, case: Case, today: date) -> Iterator[str]:
    """The advice for people, as plain lines."""
    pathway = compiled.pathway
    doubtful = implausible(pathway, case.answers, case.confirmed)
    answers = reliable(compiled, case.answers, doubtful)
    advice = checked_advice(compiled, answers)
    yield f"{pathway.id} {pathway.version}, content digest {pathway.digest[:12]}"
    yield from banners(content, today, page_items(advice))
    if advice.refused:
        yield f"\n{REFUSAL}"
        yield from (f"  {item.rule}: {item.says}" for item in advice.refused)
    interview_state = interview(compiled, answers)
    ahead = outlook(compiled, answers, advice, interview_state.closed)
    for section in page_sections(pathway, advice, ahead):
        yield f"\n{section.title.upper()}"
        for line in section.lines:
            if isinstance(line.of, Recommended):
                yield from _recommendation_lines(content, line.of, answers)
            else:
                yield f"  {line.text}{_folded_codes(line.of)}"
    yield from _loose_ends(advice, interview_state)
    yield from _doubts(compiled, case, answers)
    yield "\nNOT CONSIDERED by this pathway"
    for limit in content.scope.not_considered:
        yield f"  {limit.says}"


def _folded_codes(of: object) -> str:
    """The codes that a line folds."""
    return f"  [{', '.join(of.codes)}]" if isinstance(of, Fold) else ""


def _recommendation_lines(content: Content, item: Recommended, answers: Answers) -> Iterator[str]:
    mark = "=" if item.settled else "~"
    status = status_word(settled=item.settled)
    yield (f"  {mark} {item.urgency.name}  {item.recommendation.title}  [{item.code}, {status}]")
    for rule in item.rules:
        yield f"      {rule.says}"
    yield f"      {what_text(content.pathway, item.recommendation, answers)}"
    if item.because:
        reasons = "; ".join(reason_text(content.pathway, reason) for reason in item.because)
        yield f"      {BECAUSE}: {reasons}"
    yield f"      Review: {content.review.words(recommended_items(item))}"


def _doubts(compiled: Compiled, case: Case, answers: Answers) -> Iterator[str]:
    """The questions about the numbers, and which of them count as unknown until then."""
    pathway = compiled.pathway
    for doubt in doubts(pathway, case.answers, case.confirmed):
        unknown = doubt.key in case.answers.keys() - answers.keys()
        yield f"\nUNUSUAL: {doubt.says}"
        if unknown:
            yield f'  It counts as unknown until confirmed: "confirmed": ["{doubt.key}"].'
    unsettled = settled(compiled, case.answers).unsettled
    for says in open_bounds(pathway, case.answers, unsettled):
        yield f"\nBOUND: {says}"


def _loose_ends(advice: Advice, interview_state: Interview) -> Iterator[str]:
    if advice.conflicts:
        yield "\nCONTRADICTIONS"
        for contradiction in advice.conflicts:
            yield f"  {contradiction.says} {contradiction.meanwhile}"
    if interview_state.next:
        yield f"\nNext question: {interview_state.next.ask}"
        yield f"Questions that can still change the advice: {len(interview_state.open)}"
