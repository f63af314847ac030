"""Worked cases: the patient of the article and its related questions, for training."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from data.content.cases import cases
from data.content.loader import Content
from data.input.case import parse_case
from engine.model.answers import Answers


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A question about a patient, the answer if the content states one, and the findings."""

    id: str
    question: str
    answer: str
    answers: Answers


def worked_cases(content: Content) -> Iterator[WorkedCase]:
    """The article's own patient first, then the related questions in their order."""
    findings = {case.id: case.findings for case in cases()}
    scope = content.scope
    told = [(one.case, one.question, one.answer) for one in scope.related]
    if scope.article is not None:
        told.insert(0, (scope.article.case, content.statements[scope.article.statement].says, ""))
    for key, question, answer in told:
        if key in findings:
            case = json.dumps({"findings": findings[key]}).encode()
            yield WorkedCase(key, question, answer, parse_case(case, content.pathway))
