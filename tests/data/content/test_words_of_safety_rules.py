"""Safety rules about words, which neither an invariant nor the safety check can state."""

from __future__ import annotations

import re

from data.content.loader import Content
from engine.model.urgency import Urgency


def text_of(content: Content, code: str) -> str:
    item = content.pathway.recommendations[code]
    parts = (item.title, item.what, item.why, item.plain, *item.cautions, *item.pitfalls)
    return " ".join(str(part) for part in parts).lower()


def sentences(content: Content) -> list[str]:
    return [
        sentence
        for code in content.pathway.recommendations
        for sentence in re.split(r"(?<=[.;:])\s", text_of(content, code))
    ]


def test_no_line_starts_steroids(content: Content) -> None:
    drug = r"(steroids?\b|dexamethasone|methylpred)"
    spoken = [s for s in sentences(content) if re.search(drug, s)]
    assert spoken
    begun = [s for s in spoken if re.search(rf"\b(give|start|prescribe|begin)\b[^.]*{drug}", s)]
    assert not [s for s in begun if not re.search(r"\b(no|not|never)\b", s)]


def test_antibiotics_do_not_wait_in_sepsis(content: Content) -> None:
    text = text_of(content, "spinal_infection_pathway")
    assert re.search(r"sepsis[^.]*(antibiotics)[^.]*(at once|without waiting)", text)


def test_a_breached_wall_alone_is_discussed(content: Content) -> None:
    text = text_of(content, "augmentation_block_canal")
    assert re.search(r"wall[^.]*without canal compromise is not this block[^.]*discuss", text)


def test_an_anabolic_drug_is_named_with_what_follows(content: Content) -> None:
    for code in ("follow_on_after_anabolic", "refer_anabolic_first"):
        assert "antiresorptive" in text_of(content, code)


def test_myeloma_tests_are_named_together(content: Content) -> None:
    text = text_of(content, "labs_myeloma")
    assert all(name in text for name in ("electrophoresis", "immunofixation", "free light chains"))


def test_calcitonin_has_its_limit(content: Content) -> None:
    spoken = [s for s in sentences(content) if "calcitonin" in s]
    assert all(
        "4 weeks" in text_of(content, c)
        for c in content.pathway.recommendations
        if "calcitonin" in text_of(content, c)
    )
    assert spoken


def test_questions_outside_are_named_and_not_answered(content: Content) -> None:
    assert content.scope.not_covered
    assert all(item.see and item.cites for item in content.scope.not_covered)
    assert not [item for item in content.scope.not_covered if getattr(item, "answer", "")]


def test_every_emergency_has_a_limit_in_hours(content: Content) -> None:
    pathway = content.pathway
    for code, item in pathway.recommendations.items():
        if item.urgency is Urgency.EMERGENCY:
            assert item.limit_hours is not None, code
    for key, rule in pathway.rules.items():
        if rule.urgency is Urgency.EMERGENCY:
            assert rule.limit_hours or pathway.recommendations[rule.gives].limit_hours, key


def test_no_two_findings_share_a_short_name(content: Content) -> None:
    named = [finding.short for finding in content.pathway.findings.values()]
    assert len(set(named)) == len(named)
