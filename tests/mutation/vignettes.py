"""Vignettes that notice faults of the content: `python -m tests.mutation.vignettes`.

A vignette is a patient with the page that the content gives today. It notices a fault if the page
is another with the fault. From the vignettes kept so far, from coherent and from random patients a
small set is chosen that notices what any of them does; for each fault that none notices patients
are put together until one does. `--afresh` chooses without those kept so far.

A vignette tells that the advice changes. Nobody has judged whether its page is right.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from heapq import heapify, heappop, heappush
from itertools import islice
from operator import or_
from typing import Final

from data.content.loader import load
from engine.advice.decide import Advice, decide
from engine.advice.interview import active_answers
from engine.diagram.compiler import Compiled, compile_pathway
from engine.model.answers import Answers, Value
from engine.model.pathway import Pathway
from tests.mutation.content_mutants import Mutant, advising_mutants
from tests.mutation.crossed_patients import CrossedPatients
from tests.mutation.kept_vignettes import PLACE, Document, answers_of, kept, page, rendered
from tests.mutation.many_patients import ManyPatients, bits
from tests.support.cases import CASES
from tests.support.cases import answers_of as answers_of_case
from tests.support.coherent_patients import CoherentPatients
from tests.support.random_patients import Patients

_DRAWN: Final = 2_000
"""The number of coherent patients that are drawn, and of random ones."""

_ROUNDS: Final = 6
_CROSSED: Final = 500
"""For each fault that nobody notices so many patients are put together, in so many rounds."""


class Search:
    """Seeks patients who notice faults.

    Attributes:
        patients: those who may become vignettes, the preferred ones first.
        noticed: for each of them the faults that it notices, as bits.
    """

    def __init__(self, compiled: Compiled, preferred: Sequence[Answers]) -> None:
        """Try every fault on the preferred patients and on drawn ones."""
        self._compiled, self._pathway = compiled, compiled.pathway
        self._faults = dict(enumerate(advising_mutants(self._pathway)))
        self.patients: list[Answers] = []
        self.noticed: list[int] = []
        coherent = islice(CoherentPatients(compiled, seed=12), _DRAWN)
        drawn = islice(Patients(self._pathway, seed=12), _DRAWN)
        self._try_on(preferred, self._faults)
        self._try_on([*coherent, *drawn], self.unnoticed())

    def unnoticed(self) -> dict[int, Mutant]:
        """The faults that nobody notices yet, by number."""
        seen = reduce(or_, self.noticed, 0)
        return {number: fault for number, fault in self._faults.items() if not seen >> number & 1}

    def seek(self, donors: Sequence[Answers]) -> None:
        """Put patients together for the faults that nobody notices."""
        for _ in range(_ROUNDS):
            table = ManyPatients(self._pathway, [*donors, *self.patients])
            crossed = CrossedPatients(self._pathway, table)
            left = self.unnoticed()
            found = [self._found(crossed, fault) for fault in left.values()]
            self._try_on([answers for answers in found if answers is not None], left)

    def _found(self, crossed: CrossedPatients, fault: Mutant) -> Answers | None:
        """A patient who notices a fault, if possible without answers to what is not asked."""
        patients = list(crossed.patients(fault.pathway, _CROSSED))
        changed = ManyPatients(self._pathway, patients).changed(fault.pathway)
        if not changed:
            return None
        answers = patients[changed.bit_length() - 1]
        asked = active_answers(self._compiled, answers)
        return asked if ManyPatients(self._pathway, [asked]).changed(fault.pathway) else answers

    def _try_on(self, patients: Sequence[Answers], faults: Mapping[int, Mutant]) -> None:
        table = ManyPatients(self._pathway, patients)
        noticed = [0] * len(patients)
        for number, fault in faults.items():
            for patient in bits(table.changed(fault.pathway)):
                noticed[patient] |= 1 << number
        self.patients += patients
        self.noticed += noticed

    def why(self, faults: int) -> str:
        """The first of some faults, in words."""
        return self._faults[next(bits(faults))].what


def cover(noticed: Sequence[int], preferred: int) -> Mapping[int, int]:
    """A small choice of patients that notices all that any of them does.

    Args:
        noticed: for each patient the faults that it notices, as bits.
        preferred: of so many patients, the first ones, as many as help are chosen before others.

    Returns:
        for each chosen one the faults that no earlier choice notices.
    """
    chosen: dict[int, int] = {}
    left = -1
    for group in (range(preferred), range(preferred, len(noticed))):
        queue = [(-noticed[n].bit_count(), n) for n in group]
        heapify(queue)
        while queue:
            _, n = heappop(queue)
            news = noticed[n] & left
            if news and queue and -news.bit_count() > queue[0][0]:
                heappush(queue, (-news.bit_count(), n))
            elif news:
                chosen[n] = news
                left &= ~news
    return chosen


def expected(pathway: Pathway, advice: Advice) -> Document:
    """A page as a vignette expects it.

    Of the rules only those that share their code with others: the rest follow from the codes.
    """
    givers = Counter(rule.gives for rule in pathway.rules.values())
    by_urgency: dict[str, list[str]] = {}
    for item in advice.recommended:
        by_urgency.setdefault(item.urgency.name.lower(), []).append(item.code)
    fired = (rule for item in advice.recommended for rule in item.rules)
    parts = {
        "rules": sorted(rule.key for rule in fired if givers[rule.gives] > 1),
        "remarks": sorted(remark.key for remark in advice.remarks),
        "conflicts": sorted(conflict.key for conflict in advice.conflicts),
    }
    codes = {urgency: sorted(codes) for urgency, codes in by_urgency.items()}
    return {"advice": codes} | {name: keys for name, keys in parts.items() if keys}


def documents(compiled: Compiled, old: Sequence[Document]) -> Iterator[Document]:
    """The vignettes as they are kept; one that was kept before keeps its number."""
    search = Search(compiled, [answers_of(compiled.pathway, case) for case in old])
    search.seek([answers_of_case(compiled, case) for case in CASES.values()])
    print(f"{len(search.unnoticed())} faults change no page that was found")
    chosen = cover(search.noticed, len(old))
    last = max((int(case["id"][1:]) for case in old), default=0)
    for number in sorted(chosen):
        answers = search.patients[number]
        last += number >= len(old)
        stated = {key: _plain(value) for key, value in sorted(answers.items())}
        yield {
            "id": old[number]["id"] if number < len(old) else f"G{last:03}",
            "why": search.why(chosen[number]),
            "findings": stated,
            **expected(compiled.pathway, decide(compiled, answers)),
        }


def _plain(value: Value) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return [dict(reading) for reading in value] if isinstance(value, tuple) else value


def main() -> None:
    """Choose the vignettes anew, and print how the pages of those kept before changed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation.vignettes")
    parser.add_argument("--afresh", action="store_true", help="without those kept so far")
    old = [] if parser.parse_args().afresh else kept()
    found = list(documents(compile_pathway(load().pathway), old))
    PLACE.write_text(rendered(found), "utf-8")
    before = {case["id"]: case for case in old}
    same = [case for case in found if case["id"] in before]
    print(f"{len(found)} vignettes, {len(same)} of them kept before; lines that changed on these:")
    changes = Counter(line for case in same for line in _changes(before[case["id"]], case))
    for line, count in changes.most_common():
        print(f"{count:4} {line}")


def _changes(old: Document, new: Document) -> Iterator[str]:
    """The lines that a page gained and lost."""
    was, now = ({*_lines(page(case))} for case in (old, new))
    yield from (f"gained: {line}" for line in sorted(now - was))
    yield from (f"lost: {line}" for line in sorted(was - now))


def _lines(shown: Document) -> Iterator[str]:
    for kind, names in ({**shown, "advice": ()} | shown["advice"]).items():
        yield from (f"{kind} {name}" for name in names)


if __name__ == "__main__":
    main()
