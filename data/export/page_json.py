"""The page of some advice as JSON: codes by section, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from data.wording.page import fold_text, next_step_reason
from engine.advice.outlook import Outlook
from engine.advice.page import Fold, Page
from engine.advice.recommended import Recommended
from engine.model.pathway import Pathway, Recommendation, Remark


def page_document(pathway: Pathway, page: Page, outlooks: Iterable[Outlook]) -> dict[str, Any]:
    """The sections of a page."""
    first = page.next_step
    return {
        "next_step": None
        if first is None
        else {"code": first.code, "reason": next_step_reason(page)},
        "do_now": _codes(page.do_now),
        "more": _codes(page.more),
        "alongside": _codes(page.alongside),
        "assessment": _codes(page.assessment),
        "not_now": [_fold(pathway, fold) for fold in page.not_now],
        "if_the_result_shows": [_outlook(item) for item in outlooks],
        "beware": [{"id": item.key, "says": item.says} for item in page.beware],
        "evidence_notes": [_note(item) for item in page.evidence],
    }


def _codes(items: Iterable[Recommended]) -> list[str]:
    return [item.code for item in items]


def _fold(pathway: Pathway, fold: Fold) -> dict[str, Any]:
    return {
        "kind": fold.key,
        "says": fold_text(pathway, fold),
        "codes": _codes(fold.held),
        "withheld": [item.code for item in fold.withheld],
    }


def _outlook(item: Outlook) -> dict[str, Any]:
    return {
        "awaited": item.awaited.key,
        "title": item.awaited.title,
        "results": [
            {
                "result": expected.outcome.key,
                "says": expected.outcome.says,
                "comes": _of(expected.comes),
                "goes": _of(expected.goes),
            }
            for expected in item.expected
        ],
    }


def _of(items: Iterable[Recommendation]) -> list[str]:
    return [item.code for item in items]


def _note(item: Recommended | Remark) -> dict[str, Any]:
    if isinstance(item, Remark):
        return {"id": item.key, "says": item.says}
    return {"code": item.code, "says": item.recommendation.title}
