"""Checks of what no rule uses: statements, disagreements, scope."""

from __future__ import annotations

from collections.abc import Collection

from data.content.resolve.symbols import Symbols


def check_ledger(names: Symbols, codes: Collection[str]) -> None:
    """Every statement is ruled or says why not, and every reference of the ledger resolves."""
    _check_statements(names, codes)
    _check_disagreements(names, codes)
    scope = names.models.scope
    for limit in scope.not_considered:
        names.cited(limit.cites, "scope.toml [[not_considered]]")
    if scope.article is not None:
        names.cited([scope.article.statement], "scope.toml [article]")
    for outside in scope.not_covered:
        names.cited(outside.cites, "scope.toml [[not_covered]]")
    for related in scope.related:
        names.cited(related.cites, "scope.toml [[related]]")


def _check_statements(names: Symbols, codes: Collection[str]) -> None:
    models = names.models
    ruled = {
        cite
        for section in models.sections.values()
        for rule in section.rule.values()
        for cite in rule.cites
    }
    for key, statement in models.statements.statement.items():
        place = f"statements.toml [statement.{key}]"
        if key not in ruled and not statement.not_ruled:
            names.fault(place, "no rule cites it, and not_ruled does not say why")
        if key in ruled and statement.not_ruled:
            names.fault(place, "not_ruled: a rule cites it")
        for number in statement.references:
            if str(number) not in models.sources.reference:
                names.fault(place, f"references: the article prints no [{number}]")
        for tension in set(statement.tension) - models.statements.tension.keys():
            names.fault(place, f"tension: no tension {tension!r}")
        names.check_codes(statement.outputs, codes, f"{place} outputs")
    for key, tension_model in models.statements.tension.items():
        names.cited(tension_model.cites, f"statements.toml [tension.{key}]")


def _check_disagreements(names: Symbols, codes: Collection[str]) -> None:
    for key, model in names.models.disagreements.disagreement.items():
        place = f"disagreements.toml [disagreement.{key}]"
        names.cited([*model.cites, *(position.source for position in model.positions)], place)
        names.check_codes(model.codes, codes, f"{place} codes")
