"""Values that stand for all: numbers about the cuts, and answers one step away."""

from __future__ import annotations

import pytest

from engine.diagram.compiler import compile_pathway
from engine.diagram.domains import Domain
from engine.diagram.sample_values import alternatives, by_position, numbers, spread, value_at
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.conditions import Clause, Cut
from engine.model.findings import Derivation, Finding
from engine.model.kinds import Kind
from engine.model.pathway import Concept, Pathway, Threshold
from engine.model.unary_tests import parse_cell
from tests.support.small_pathway import FINDINGS, SITES, SMALL, choice, finding, with_items

SCORE = finding("score", Kind.INTEGER, low=0.0, high=10.0)
PERCENT = finding("percent", Kind.NUMBER, low=0.0, high=100.0)
FREE = finding("free", Kind.NUMBER)


@pytest.mark.parametrize(
    ("item", "edges", "found", "with_those_between"),
    [
        (SCORE, [], [0, 10], [0, 5, 10]),
        (SCORE, [7.0], [0, 6, 7, 8, 10], [0, 3, 6, 7, 8, 9, 10]),
        (SCORE, [0.0, 10.0], [0, 1, 9, 10], [0, 1, 5, 9, 10]),
        (SCORE, [7.5], [0, 10], [0, 5, 10]),
        (SCORE, [70.0], [0, 10], [0, 5, 10]),
        (PERCENT, [], [0, 100], [0, 50, 100]),
        (PERCENT, [20.0], [0, 19.99, 20, 20.01, 100], [0, 9.995, 19.99, 20, 20.01, 60.005, 100]),
        (PERCENT, [1.1], [0, 1.09, 1.1, 1.11, 100], [0, 0.545, 1.09, 1.1, 1.11, 50.555, 100]),
        (
            PERCENT,
            [10.0, 10.045],
            [0, 9.99, 10, 10.01, 10.035, 10.045, 10.055, 100],
            [0, 4.995, 9.99, 10, 10.01, 10.0225, 10.035, 10.045, 10.055, 55.0275, 100],
        ),
        (FREE, [], [0], [0]),
        (FREE, [-5.0], [-5.01, -5, -4.99, 0], [-5.01, -5, -4.99, -2.495, 0]),
    ],
)
def test_numbers_about_edges(
    item: Finding, edges: list[float], found: list[float], with_those_between: list[float]
) -> None:
    assert numbers(item, edges) == found
    assert spread(item, edges) == with_those_between
    whole = {type(number) for number in (*numbers(item, edges), *spread(item, edges))}
    assert whole == {int if item is SCORE else float}


CUTS = Domain("score", cuts=(Cut(3, above=False), Cut(7, above=False)))


def test_a_value_for_each_position() -> None:
    pain = Domain("pain", choices=("none", "present"))
    assert by_position(FINDINGS["pain"], pain) == {1: "none", 2: "present"}
    assert by_position(SCORE, CUTS) == {1: 0, 2: 3, 3: 7}
    assert [value_at(SCORE, CUTS, position) for position in range(4)] == [UNKNOWN, 0, 3, 7]
    assert value_at(FINDINGS["pain"], pain, 2) == "present"


def test_where_no_legal_value_stands_another_does() -> None:
    high = finding("score", Kind.INTEGER, low=5.0, high=10.0)
    low = finding("score", Kind.INTEGER, low=0.0, high=5.0)
    assert by_position(high, CUTS) == {2: 5, 3: 7}
    assert [value_at(high, CUTS, position) for position in range(4)] == [UNKNOWN, 0, 5, 7]
    assert [value_at(low, CUTS, position) for position in range(4)] == [UNKNOWN, 0, 3, 7]


TREATED, ILL = (
    finding(key, Kind.NUMBER, low=0.0, high=100.0)
    for key in ("conservative_weeks", "weeks_since_onset")
)
LONGER = choice(
    "longer",
    "yes",
    "no",
    derived=Derivation("impossible_duration", (TREATED.key, ILL.key)),
)


def with_durations(**thresholds: Threshold) -> Pathway:
    clause = Clause("longer", parse_cell("yes", LONGER, {}))
    return with_items(
        SMALL,
        findings={item.key: item for item in (TREATED, ILL, LONGER)},
        concepts={"longer_than_ill": Concept("l", "longer", ((clause,),))},
        thresholds=thresholds,
    )


@pytest.mark.parametrize(
    ("key", "answers", "others"),
    [
        ("conservative_weeks", {}, [0, 100]),
        ("conservative_weeks", {"weeks_since_onset": 3.0}, [0, 2.99, 3, 3.01, 100]),
        ("conservative_weeks", {"weeks_since_onset": 3.0, "conservative_weeks": 3.0}, None),
        ("weeks_since_onset", {"conservative_weeks": 3.0, "age": 50}, [0, 2.99, 3, 3.01, 100]),
        ("pain_nrs", {"weeks_since_onset": 3.0}, [0, 6, 7, 8, 10]),
    ],
)
def test_a_number_is_compared_with_what_it_is_computed_with(
    key: str, answers: Answers, others: list[float] | None
) -> None:
    compiled = compile_pathway(with_durations())
    found = list(alternatives(compiled, key, answers))
    assert found == ([0, 2.99, 3.01, 100] if others is None else others)


def test_thresholds_are_edges_too() -> None:
    six = Threshold("six_weeks", 6.0, "weeks", "Six weeks.", ("tool",))
    compiled = compile_pathway(with_durations(six_weeks=six))
    assert list(alternatives(compiled, "conservative_weeks", {})) == [0, 5.99, 6, 6.01, 100]


def test_a_number_has_the_edges_of_what_is_derived_from_it() -> None:
    total = finding("total", Kind.NUMBER, derived=Derivation("kidney_function", ("egfr",)))
    egfr = finding("egfr", Kind.INTEGER, low=0.0, high=200.0)
    clause = Clause("total", parse_cell("< 30", total, {}))
    concept = Concept("weak", "weak kidneys", ((clause,),))
    pathway = with_items(SMALL, findings={"egfr": egfr, "total": total}, concepts={"weak": concept})
    found: list[Value] = list(alternatives(compile_pathway(pathway), "egfr", {}))
    assert found == [0, 29, 30, 31, 200]


def test_a_level_is_read_where_something_is_known() -> None:
    scan = finding("scan", Kind.LEVELS, sites=SITES, fields=(choice("line", "yes", "no"),))
    compiled = compile_pathway(with_items(SMALL, findings={"scan": scan}))
    lumbar: Answers = {"xray_levels": ({"level": "L2"}, {"level": "L3"})}
    assert list(alternatives(compiled, "scan", lumbar)) == [
        ({"level": "L2", "line": "yes"},),
        ({"level": "L2", "line": "no"},),
    ]
