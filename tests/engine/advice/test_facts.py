"""Derived findings that are computed anew after a change equal those of the changed answers."""

from __future__ import annotations

from itertools import islice
from random import Random

from engine.advice.facts import derive, derive_again
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN
from tests.support.coherent_patients import CoherentPatients
from tests.support.random_patients import Patients


def test_a_change_derives_what_the_changed_answers_derive(compiled: Compiled) -> None:
    chance, others = Random(3), Patients(compiled.pathway, 3)
    for answers in islice(CoherentPatients(compiled, 3), 60):
        facts, other = derive(compiled.pathway, answers), others.patient(0.5)
        changes = {key: other[key] for key in chance.sample(sorted(other), 12)}
        changes |= dict.fromkeys(chance.sample(sorted(answers), 6), UNKNOWN)
        again = derive(compiled.pathway, {**answers, **changes})
        assert derive_again(compiled.pathway, facts, changes) == again
