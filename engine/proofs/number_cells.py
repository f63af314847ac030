"""Numbers: no rule tells apart two values of one cell."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram.domains import Domain
from engine.diagram.sample_values import spread
from engine.model.conditions import UnaryTest, clauses
from engine.model.findings import Finding
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.claims import Claim, plainly


def cells(space: AnswerSpace) -> Iterator[Claim]:
    """Every test of a number says of it what it says of the number's cell.

    Each number is tried at both ends of its range, and at, just below, just above and between all
    places where some rule cuts it; between two such places no rule cuts, so all numbers there are
    alike.
    """
    tests = _tests(space)
    for domain in space.compiled.domains:
        finding = space.pathway.findings[domain.key]
        if finding.kind.numeric:
            yield from _claims(domain, finding, tests.get(domain.key, set()))


def _claims(domain: Domain, finding: Finding, tests: set[UnaryTest]) -> Iterator[Claim]:
    values = spread(finding, [cut.value for cut in domain.cuts])
    for test in sorted(tests, key=lambda test: test.text):
        positions = domain.positions(test)
        wrong = [v for v in values if test.matches(v) != (domain.position(v) in positions)]
        yield plainly(
            f"{domain.key} {test.text} is cut where it says",
            holds=not wrong,
            example={domain.key: wrong[0]} if wrong else None,
        )


def _tests(space: AnswerSpace) -> dict[str, set[UnaryTest]]:
    found: dict[str, set[UnaryTest]] = {}
    for clause in clauses(*space.pathway.tables()):
        if isinstance(clause.test, UnaryTest):
            found.setdefault(clause.name, set()).add(clause.test)
    return found
