"""The hazard log, its safety rules checked: each is named by a hazard, and none is made up."""

from __future__ import annotations

from data.content.resolve.raw_files import RawFiles
from data.content.schema.references import HazardsFileModel
from data.input.faults import Fault, nearest

_FILE = "safety/hazards.toml"


def hazards(models: RawFiles, faults: list[Fault]) -> HazardsFileModel:
    """Tie the hazard log to the safety rules; every fault found is added to `faults`."""
    log, known = models.safety.hazards, models.safety.rules.safety_rule
    named: set[str] = set()
    for key, hazard in log.hazard.items():
        named |= set(hazard.rules)
        faults += (
            Fault(f"{_FILE} [hazard.{key}]", f"rules: {nearest(rule, known)}")
            for rule in hazard.rules
            if rule not in known
        )
    faults += (
        Fault(f"{_FILE} [elsewhere]", nearest(rule, known))
        for rule in log.elsewhere
        if rule not in known
    )
    if log.hazard:
        faults += (
            Fault(f"safety/rules.toml [safety_rule.{rule}]", f"no hazard of {_FILE} names it")
            for rule in known
            if rule not in named
        )
    return log
