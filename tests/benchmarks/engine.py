"""Speed of the engine, as ratios in one run. `python -m tests.benchmarks.engine`

Every figure is a median over interleaved rounds on one core; the answers of the generated plain
Python are checked equal to the engine's on every patient first.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

from data.cache import compiled as compile_cached
from data.content import load
from engine.advise import advise
from engine.change import Changes
from engine.compile import Compiled, compile_pathway
from engine.decide import decide, derive, point, prospects
from engine.findings import Answers, Value
from engine.interview import applicable, interview
from engine.sufficient import grounds
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
    _explanations(compiled)
    print(f"load content            {median(load, 5) * 1e3:8.1f} ms")
    print(f"compile, nothing kept   {median(lambda: compile_pathway(pathway), 5) * 1e3:8.1f} ms")
    with tempfile.TemporaryDirectory() as place:
        kept = Path(place) / "cache"
        compile_cached(pathway, kept)
        again = median(lambda: compile_cached(pathway, kept), 5)
        print(f"compile, from cache     {again * 1e3:8.1f} ms")


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
            outcome = compiled.diagram.outcomes(mask)
            for root in roots:
                outcome(root)

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


def _explanations(compiled: Compiled) -> None:
    """Why and what would change it, for each recommendation that holds, against one `decide`."""
    why, change, page = [], [], []
    for answers in islice(Patients(compiled.pathway, seed=8), 20):
        _, active, here = applicable(compiled, answers)
        start = time.perf_counter()
        advice = decide(compiled, active)
        page.append(time.perf_counter() - start)
        changes = Changes(compiled, active)
        for code in advice.codes:
            root = compiled.functions.recommendations[code]
            why.append(timed(partial(grounds, compiled, root, here)))
            change.append(timed(partial(_near, changes, root)))
    once = statistics.median(page)
    for name, times in (("why", sorted(why)), ("what would change it", sorted(change))):
        p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
        shown = f"{name:<24}{p50 * 1e3:8.1f} ms p50, {p99 * 1e3:.1f} ms p99"
        print(f"{shown}   {p50 / once:.2f} x one page of advice ({len(times)})")


def _near(changes: Changes, root: int) -> None:
    """What the plan asks for: what is still missing, then any answer."""
    for learnt in (True, False):
        if not changes.single(root, learnt=learnt):
            changes.nearest(root, learnt=learnt)


def _step(compiled: Compiled, answers: Answers) -> tuple[str, ...] | None:
    standing = interview(compiled, answers)
    advise(compiled, standing.active, standing.closed)
    return standing.next.findings if standing.next else None


if __name__ == "__main__":
    main()
