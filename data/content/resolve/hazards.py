"""The hazard log, its safety rules checked: each is named by a hazard, and none is made up."""

from __future__ import annotations

from data.content.resolve.symbols import Symbols
from data.content.schema.references import HazardsFileModel

_FILE = "safety/hazards.toml"


def hazards(names: Symbols) -> HazardsFileModel:
    """Tie the hazard log to the safety rules."""
    log, known = names.models.safety.hazards, names.models.safety.rules.safety_rule
    for key, hazard in log.hazard.items():
        names.require("rules: no safety rule", hazard.rules, known, f"{_FILE} [hazard.{key}]")
    names.require("no safety rule", log.elsewhere, known, f"{_FILE} [elsewhere]")
    named = {rule for hazard in log.hazard.values() for rule in hazard.rules}
    for rule in known if log.hazard else ():
        if rule not in named:
            names.fault(f"safety/rules.toml [safety_rule.{rule}]", f"no hazard of {_FILE} names it")
    return log
