"""The lexicon proposes legal values of the content only, and mends no right word."""

from __future__ import annotations

import pytest

from data.content.loader import SHIPPED, Content
from data.reader.lexicon import load
from engine.model.findings import Finding, Kind


def test_every_value_that_a_rule_gives_is_legal(content: Content) -> None:
    tables = load(SHIPPED).tables
    findings = content.pathway.findings
    for rule in tables["keys"]["key"]:
        given = [rule.get(word) for word in ("stated", "denied", "qualified")]
        given += [*rule.get("degrees", {}).values(), *rule.get("sites", {}).values()]
        values = {value for value in given if value is not None}
        assert rule["why"], rule["id"]
        for kind, key in rule["finding"].items():
            of = findings[key]
            if "part" in rule:
                of = next(field for field in of.fields if field.key == rule["part"][kind])
            elif of.kind is Kind.LEVELS:
                assert values == {"yes"}
                continue
            assert legal(of, values), rule["id"]
    for kind in tables["kinds"]["kind"].values():
        if done := kind.get("done"):
            assert legal(findings[done["finding"]], {done["value"]})
    assert set(tables["sites"]["names"]) <= set(findings["xray_levels"].sites.names)


def legal(of: Finding, values: set[str]) -> bool:
    return not values if of.numeric else values <= of.options.keys()


def test_no_rule_clears_an_emergency_or_a_red_flag(content: Content) -> None:
    flags = {
        item.finding: item.absent
        for checklist in content.pathway.checklists.values()
        for item in checklist.items
    }
    for rule in load(SHIPPED).tables["keys"]["key"]:
        for key in rule["finding"].values():
            given = {rule.get(word) for word in ("stated", "denied", "qualified")}
            assert flags.get(key, "none of these") not in given


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("vetrebal", "vertebral"),
        ("osteoprotic", "osteoporotic"),
        ("stensois", "stenosis"),
        ("secandary", "secondary"),
        ("spodylolisthesis", "spondylolisthesis"),
        ("fractrue", "fracture"),
        *((word, word) for word in ("features", "deceleration", "osteogenic", "listless")),
        *((word, word) for word in ("weighing", "spondylolysis", "inadequate", "regenerative")),
        *((word, word) for word in ("impression", "depression", "decompression", "structures")),
        *((word, word) for word in ("fraction", "factures", "stature", "propulsion", "cervical")),
    ],
)
def test_a_misspelt_word_is_mended_and_a_right_word_stays(written: str, meant: str) -> None:
    assert load(SHIPPED).spelling.mended(written) == meant
