"""Checks of what no rule uses: statements, disagreements, scope."""

from __future__ import annotations

from data.content.resolve.symbols import Symbols


def check_ledger(names: Symbols) -> None:
    """Every statement is ruled or says why not, and every reference of the ledger resolves."""
    _check_statements(names)
    _check_disagreements(names)
    scope = names.models.scope
    for limit in scope.not_considered:
        names.cited(limit.cites, "scope.toml [[not_considered]]")
    if scope.article is not None:
        names.cited([scope.article.statement], "scope.toml [article]")
    for outside in scope.not_covered:
        names.cited(outside.cites, "scope.toml [[not_covered]]")
    for related in scope.related:
        names.cited(related.cites, "scope.toml [[related]]")


def _check_statements(names: Symbols) -> None:
    models = names.models
    rules = (rule for section in models.sections.values() for rule in section.rule.values())
    ruled = {cite for rule in rules for cite in rule.cites}
    for key, statement in models.statements.statement.items():
        place = f"statements.toml [statement.{key}]"
        if key not in ruled and not statement.not_ruled:
            names.fault(place, "no rule cites it, and not_ruled does not say why")
        if key in ruled and statement.not_ruled:
            names.fault(place, "not_ruled: a rule cites it")
        for number in statement.references:
            if str(number) not in models.sources.reference:
                names.fault(place, f"references: the article prints no [{number}]")
        known = models.statements.tension
        names.require("tension: no tension", statement.tension, known, place)
        names.check_codes(statement.outputs, f"{place} outputs")
    for key, tension in models.statements.tension.items():
        names.cited(tension.cites, f"statements.toml [tension.{key}]")


def _check_disagreements(names: Symbols) -> None:
    for key, model in names.models.disagreements.disagreement.items():
        place = f"disagreements.toml [disagreement.{key}]"
        names.cited([*model.cites, *(position.source for position in model.positions)], place)
        names.check_codes(model.codes, f"{place} codes")
