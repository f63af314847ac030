"""Advice as the JSON object that other programs read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, TypeAlias

from data.content.loader import Content
from data.content.review import page_items, recommended_items
from data.export.disagreements import DisagreementItem, disagreement_item
from data.export.page_json import page_document
from data.input.case import json_value
from data.input.doubts import doubts, implausible
from data.wording.advice_words import plain_text, reason_text, what_text
from data.wording.banners import banners
from data.wording.kinds import open_bounds
from data.wording.scores import score_lines
from engine.advice.bounds import settled
from engine.advice.checked import checked_advice
from engine.advice.decide import Advice
from engine.advice.interview import Question, interview
from engine.advice.outlook import outlook
from engine.advice.reasons import Excluded, Reason
from engine.advice.recommended import Recommended
from engine.advice.unconfirmed import reliable
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Answers
from engine.model.conditions import clauses
from engine.model.pathway import Contradiction, Pathway

Keys: TypeAlias = Collection[str]


class AdviceDocuments:
    """Writes the JSON object of `spinepath evaluate --format json`, patient after patient."""

    def __init__(self, content: Content, compiled: Compiled) -> None:
        """Write once what is the same for every patient.

        Args:
            content: what the pathway cites and leaves out.
            compiled: the pathway of `content`.
        """
        self._content, self._compiled = content, compiled
        self._about = _pathway(content)
        self._disagreements = [
            (frozenset(topic.codes), _disagreement(disagreement_item(content, topic)))
            for topic in content.disagreements.values()
        ]
        self._not_considered = [limit.says for limit in content.scope.not_considered]
        self._fixed: dict[tuple[str, ...], dict[str, Any]] = {}

    def __call__(self, given: Answers, today: date, confirmed: Keys = ()) -> dict[str, Any]:
        """The object for one case.

        Args:
            given: the findings of the case.
            today: decides whether the content is past its review date.
            confirmed: keys of the unlikely numbers that somebody has confirmed.
        """
        content, compiled, pathway = self._content, self._compiled, self._compiled.pathway
        answers = reliable(compiled, given, implausible(pathway, given, confirmed))
        advice = checked_advice(compiled, answers)
        interview_state = interview(compiled, answers)
        ahead = outlook(compiled, answers, advice, interview_state.closed)
        return {
            "pathway": self._about,
            "banners": list(banners(content, today, page_items(advice))),
            "refused": [{"rule": item.rule, "says": item.says} for item in advice.refused],
            "page": page_document(pathway, advice.page, ahead),
            "recommendations": [self._recommended(i, advice, answers) for i in advice.recommended],
            "next_question": _question(interview_state.next) if interview_state.next else None,
            "open_questions": [_question(question) for question in interview_state.open],
            "conflicts": [_conflict(item) for item in advice.conflicts],
            "remarks": [{"says": item.says, "cites": list(item.cites)} for item in advice.remarks],
            "warnings": [
                *(doubt.says for doubt in doubts(pathway, given, confirmed)),
                *open_bounds(pathway, given, settled(compiled, given).unsettled),
            ],
            "unconfirmed": sorted(given.keys() - answers.keys()),
            "scores": list(score_lines(pathway, advice.facts)),
            "disagreements": [
                written
                for codes, written in self._disagreements
                if not codes.isdisjoint(advice.codes)
            ],
            "not_considered": self._not_considered,
        }

    def _recommended(self, item: Recommended, advice: Advice, answers: Answers) -> dict[str, Any]:
        """A recommendation; what its rules alone decide is written once."""
        pathway, signed = self._compiled.pathway, recommended_items(item)
        fixed = self._fixed.get(signed)
        if fixed is None:
            fixed = self._fixed[signed] = _fixed(self._content, item, signed)
        return {
            **fixed,
            "settled": item.settled,
            "release": list(item.release.findings),
            "release_together": item.release.together,
            "because": [_reason(pathway, reason) for reason in item.because],
            "what": what_text(pathway, item.recommendation, answers),
            "replaced_by": _replaced_by(pathway, advice, item.code),
        }


def _pathway(content: Content) -> dict[str, Any]:
    pathway = content.pathway
    return {
        "id": pathway.id,
        "version": pathway.version,
        "digest": pathway.digest,
        "review_status": content.review.whole.value,
        "review_by": pathway.review_by.isoformat(),
    }


def _replaced_by(pathway: Pathway, advice: Advice, code: str) -> list[str]:
    """The codes that can still replace one."""
    others = pathway.alternatives(code)
    return [other for other in advice.still_possible if other in others]


def _fixed(content: Content, item: Recommended, signed: Keys) -> dict[str, Any]:
    """The keys of a recommendation in their order, and the values that its rules alone decide."""
    recommendation = item.recommendation
    cites = (cite for rule in item.rules for cite in rule.cites)
    return {
        "code": recommendation.code,
        "title": recommendation.title,
        "kind": recommendation.kind,
        "urgency": item.urgency.name.lower(),
        "weight": recommendation.weight,
        **dict.fromkeys(("settled", "release", "release_together", "because")),
        "rules": [rule.key for rule in item.rules],
        "cites": list(dict.fromkeys((*cites, *recommendation.cites))),
        "review_status": content.review.lowest(signed).value,
        "reviewed": content.review.words(signed),
        "evidence": [{"source": source, "says": says} for source, says in recommendation.evidence],
        "what": None,
        "plain": plain_text(recommendation),
        "within": item.within,
        "limit_hours": item.limit_hours,
        "says": [rule.says for rule in item.rules],
    }


def _reason(pathway: Pathway, reason: Reason) -> dict[str, Any]:
    if isinstance(reason, Excluded):
        says = reason_text(pathway, reason)
        return {"condition": reason.condition, "holds": False, "says": says}
    return {
        "finding": reason.finding,
        "value": None if reason.value == UNKNOWN else json_value(reason.value),
        "says": reason_text(pathway, reason),
    }


def _disagreement(topic: DisagreementItem) -> dict[str, Any]:
    return {
        "question": topic.question,
        "positions": [
            {"body": position.body, "says": position.says, "cited": position.cited()}
            for position in topic.positions
        ],
        "ours": topic.ours,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "ask": question.ask,
        "chapter": question.chapter,
        "findings": list(question.findings),
    }


def _conflict(contradiction: Contradiction) -> dict[str, Any]:
    names = dict.fromkeys(clause.name for clause in clauses(contradiction.when))
    return {
        "id": contradiction.key,
        "says": contradiction.says,
        "meanwhile": contradiction.meanwhile,
        "findings": list(names),
    }
