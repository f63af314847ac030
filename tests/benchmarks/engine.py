"""Speed of the engine, as ratios in one run. `python -m tests.benchmarks.engine`

The same content and patients go to plain Python if/else that is generated from the tables, to the
engine, to the interpreter of the tests and, where it is installed (extra `bench`), to zen-engine.
All answers are checked equal first. Times are seconds of the processor, medians over interleaved
rounds. What is loaded is left out of the search for garbage, as in the program.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import islice

from data.content.loader import load
from engine.advice.applicability import enabled
from engine.advice.checked import checked_advice
from engine.advice.counterfactuals import Counterfactuals
from engine.advice.decide import decide, statuses
from engine.advice.facts import derive, point, prospects
from engine.advice.interview import interview
from engine.advice.minimal_reasons import grounds
from engine.diagram.compiler import Compiled, compile_pathway
from engine.diagram.partial_values import CAN_BE_TRUE
from engine.model.answers import UNKNOWN, Answers, Value
from tests.benchmarks.if_else_reference import plain_python
from tests.benchmarks.zen_reference import context, zen_decision
from tests.support.kleene_oracle import Interpreter
from tests.support.oracles.row_formulas import samples
from tests.support.random_patients import Patients
from tui.state.loaded_content import load_content

ROUNDS = 9
PATIENTS = 60

Facts = Mapping[str, Value]
Judge = Callable[[int], object]
"""A function of the number of a patient, to be timed."""


def timed(action: Callable[[], object]) -> float:
    """Processor seconds that one call takes."""
    start = time.process_time()
    action()
    return time.process_time() - start


def median(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median seconds of some calls."""
    return statistics.median(timed(action) for _ in range(rounds))


def main() -> None:
    """Print the tables."""
    compiled = load_content().compiled
    pathway = compiled.pathway
    print(f"nodes built {len(compiled.diagram):,}; rules {len(pathway.rules)}")
    facts = [derive(pathway, a) for a in islice(Patients(pathway, 5), PATIENTS)]
    _compare(_judges(compiled, facts))
    _answers(compiled)
    _explanations(compiled)
    print(f"load content            {median(load, 5) * 1e3:8.1f} ms")
    print(f"compile                 {median(lambda: compile_pathway(pathway), 5) * 1e3:8.1f} ms")


def _judges(compiled: Compiled, facts: Sequence[Facts]) -> dict[str, Judge]:
    """The ways to an answer by name, the reference first; those that give one are checked."""
    plain, value = plain_python(compiled), compiled.diagram.value
    codes = compiled.functions.recommendations
    points = [point(compiled, known) for known in facts]
    masks = [prospects(compiled, known) for known in facts]
    whole = [[1 << position for position in here] for here in points]
    possible = [_possible(compiled, mask) for mask in masks]
    single = [{key: [known.get(key, UNKNOWN)] for key in compiled.variables} for known in facts]

    def interpreted(states: Sequence[Mapping[str, list[Value]]], n: int) -> list[bool | None]:
        oracle = Interpreter(compiled.pathway, states[n])
        return [oracle.recommendation(code) for code in codes]

    answers: dict[str, Judge] = {
        "whole patients: generated if/else": lambda n: plain(points[n]),
        "whole patients: diagram": lambda n: [value(root, points[n]) for root in codes.values()],
        "whole patients: Kleene interpreter": lambda n: interpreted(single, n),
    }
    if find_spec("zen"):
        decision = zen_decision(compiled)
        contexts = [context(compiled, known) for known in facts]
        answers["whole patients: zen-engine"] = lambda n: decision(contexts[n])
    for n in range(PATIENTS):
        exact = [status == CAN_BE_TRUE for status in statuses(compiled, whole[n]).values()]
        for name, judge in answers.items():
            assert judge(n) == exact, name
    return answers | {
        "what may still change: diagram, exact": lambda n: statuses(compiled, masks[n]),
        "what may still change: Kleene, not exact": lambda n: interpreted(possible, n),
    }


def _possible(compiled: Compiled, masks: Sequence[int]) -> dict[str, list[Value]]:
    """A value of every cell that the masks allow, by finding."""
    return {
        domain.key: [value for p, value in samples(domain).items() if mask >> p & 1]
        for domain, mask in zip(compiled.domains, masks, strict=True)
    }


def _compare(judges: Mapping[str, Judge]) -> None:
    """The judges' times per patient, and as multiples of the first's in the same round."""
    times: dict[str, list[float]] = {name: [] for name in judges}
    for _ in range(ROUNDS):
        for name, judge in judges.items():
            times[name].append(timed(lambda judge=judge: [judge(n) for n in range(PATIENTS)]))  # type: ignore[misc]
    reference = next(iter(times.values()))
    for name, taken in times.items():
        ratio = statistics.median(b / a for a, b in zip(reference, taken, strict=True))
        each = statistics.median(taken) / PATIENTS
        print(f"{name:42} {each * 1e6:10.1f} us {ratio:10.1f} x")


def _answers(compiled: Compiled) -> None:
    """One answer to the new advice and the next question, through whole interviews."""
    patients = Patients(compiled.pathway, seed=6)
    times = []
    for _ in range(12):
        answers: dict[str, Value] = {}
        while True:
            start = time.process_time()
            question = _step(compiled, answers)
            times.append(time.process_time() - start)
            if question is None:
                break
            for key in question:
                answers[key] = patients.value(compiled.pathway.findings[key], calm=True)
    times.sort()
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"answer to next question {p50 * 1e3:8.1f} ms p50, {p99 * 1e3:.1f} ms p99 ({len(times)})")


def _explanations(compiled: Compiled) -> None:
    """Reasons and counterfactuals of each recommendation that holds, against one `decide`."""
    why, change, page = [], [], []
    for answers in islice(Patients(compiled.pathway, seed=8), 20):
        _, active, here = enabled(compiled, answers)
        start = time.perf_counter()
        advice = decide(compiled, active)
        page.append(time.perf_counter() - start)
        changes = Counterfactuals(compiled, active)
        for code in advice.codes:
            root = compiled.functions.recommendations[code]
            why.append(timed(partial(grounds, compiled, root, here)))
            change.append(timed(partial(_near, changes, root)))
    once = statistics.median(page)
    for name, times in (("why", sorted(why)), ("what would change it", sorted(change))):
        p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
        shown = f"{name:<24}{p50 * 1e3:8.1f} ms p50, {p99 * 1e3:.1f} ms p99"
        print(f"{shown}   {p50 / once:.2f} x one page of advice ({len(times)})")


def _near(changes: Counterfactuals, root: int) -> None:
    """The requests of the plan: what is still missing, then any answer."""
    for learnt in (True, False):
        if not changes.single(root, learnt=learnt):
            changes.nearest(root, learnt=learnt)


def _step(compiled: Compiled, answers: Answers) -> tuple[str, ...] | None:
    standing = interview(compiled, answers)
    checked_advice(compiled, standing.active, standing.closed)
    return standing.next.findings if standing.next else None


if __name__ == "__main__":
    main()
