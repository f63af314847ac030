"""The advice in brief says what the whole advice says."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest

from engine.advice.brief import Briefs
from engine.advice.checked import checked_advice
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.model.library import Violation
from tests.support.effort import sample
from tests.support.random_patients import Patients


def compare(compiled: Compiled, briefs: Briefs, answers: Answers) -> None:
    whole, short = checked_advice(compiled, answers), briefs(answers)
    assert short.codes == whole.codes
    assert short.refused == whole.refused
    first = whole.page.next_step
    assert short.next_step == (first and first.code)
    assert short.urgency == min((item.urgency for item in whole.recommended), default=None)


@pytest.mark.parametrize("count", [40, pytest.param(sample(5_000, 1_000), marks=pytest.mark.slow)])
def test_brief_and_whole_advice_are_equal(
    compiled: Compiled, typical: list[Answers], count: int
) -> None:
    briefs = Briefs(compiled)
    for answers in (
        *typical[:: 1 if count > 40 else 10],
        *islice(Patients(compiled.pathway, 7), count),
    ):
        compare(compiled, briefs, answers)


def test_a_refusal_has_no_codes(compiled: Compiled, typical: list[Answers]) -> None:
    broken = Violation("SR00", "Nothing is allowed.")
    library = replace(compiled.pathway.library, violations=lambda *_: (broken,))
    strict = replace(compiled, pathway=replace(compiled.pathway, library=library))
    found = Briefs(strict)(typical[0])
    assert (found.codes, found.next_step, found.refused) == ((), None, (broken,))
