"""Speed of the engine, as ratios in one run. `python -m tests.benchmarks.engine`

Every figure is a median over interleaved rounds on one core; the answers of the generated plain
Python are checked equal to the engine's on every patient first.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from itertools import islice

from data.content import load
from engine.advise import advise
from engine.compile import Compiled, compile_pathway
from engine.decide import derive, point, prospects, statuses
from engine.findings import Answers, Value
from engine.interview import interview
from tests.benchmarks.plain import plain_python
from tests.patients import Patients

ROUNDS = 15
PATIENTS = 60


def timed(action: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def median(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median seconds of some calls."""
    return statistics.median(timed(action) for _ in range(rounds))


def main() -> None:
    """Print the table."""
    pathway = load().pathway
    compiled = compile_pathway(pathway)
    print(f"nodes built {len(compiled.diagram):,}; rules {len(pathway.rules)}")
    _statuses(compiled)
    _answers(compiled)
    print(f"load content            {median(load, 5) * 1e3:8.1f} ms")
    print(f"compile                 {median(lambda: compile_pathway(pathway), 5) * 1e3:8.1f} ms")


def _statuses(compiled: Compiled) -> None:
    """Exact status of all recommendations, partial answers, against plain if/else on whole ones."""
    plain = plain_python(compiled)
    roots = compiled.functions.recommendations.values()
    patients = [
        derive(compiled.pathway, a) for a in islice(Patients(compiled.pathway, 5), PATIENTS)
    ]
    points = [point(compiled, facts) for facts in patients]
    masks = [prospects(compiled, facts) for facts in patients]
    for here in points:
        assert plain(here) == [compiled.diagram.value(root, here) for root in roots]

    def reference() -> None:
        for here in points:
            plain(here)

    def exact() -> None:
        for mask in masks:
            statuses(compiled, mask)

    pairs = [(timed(reference), timed(exact)) for _ in range(ROUNDS)]
    ratio = statistics.median(b / a for a, b in pairs)
    slow = statistics.median(b for _, b in pairs) / PATIENTS
    print(f"exact status of all     {slow * 1e6:8.0f} us   {ratio:6.1f} x generated if/else")


def _answers(compiled: Compiled) -> None:
    """One answer to the new advice and the next question, through whole interviews."""
    patients = Patients(compiled.pathway, seed=6)
    times = []
    for _ in range(12):
        answers: dict[str, Value] = {}
        while True:
            start = time.perf_counter()
            question = _step(compiled, answers)
            times.append(time.perf_counter() - start)
            if question is None:
                break
            for key in question:
                answers[key] = patients.value(compiled.pathway.findings[key], calm=True)
    times.sort()
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"answer to next question {p50 * 1e3:8.1f} ms p50, {p99 * 1e3:.1f} ms p99 ({len(times)})")


def _step(compiled: Compiled, answers: Answers) -> tuple[str, ...] | None:
    standing = interview(compiled, answers)
    advise(compiled, standing.active, standing.closed)
    return standing.next.findings if standing.next else None


if __name__ == "__main__":
    main()
