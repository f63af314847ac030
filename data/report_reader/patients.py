"""Patients: whether a text or message speaks of more than one, so that none of it may be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations


class SeveralPatientsError(ValueError):
    """The refusal of a message about several patients."""


def names_several(text: str, labels: Sequence[str]) -> bool:
    """Return whether the lines of a text give two values to one label that names the patient.

    Args:
        text: the whole.
        labels: as regular expressions, in small letters.
    """
    label = rf"(?mi)^[ \t]*({'|'.join(labels)})\.?[ \t]*[:=][ \t]*"
    value = r"([^\s|][^\n|\t]*?)(?=\s{2}|\t|\||[ ,;]+[\w.]+:|$)"
    given: dict[str, list[str]] = {}
    for found in re.finditer(label + value, text):
        given.setdefault(found[1].casefold(), []).append(found[2])
    return any(differ(values) for values in given.values())


def differ(values: Iterable[str]) -> bool:
    """Return whether two of some names or numbers hold words that the other lacks."""
    words = {frozenset(re.findall(r"\w+", value.casefold())) for value in values} - {frozenset()}
    return any(not (one <= other or other <= one) for one, other in combinations(words, 2))


def refuse_several(values: Iterable[str]) -> None:
    """Refuse a message whose identifiers are of several patients.

    Raises:
        SeveralPatientsError: when two of them differ.
    """
    if differ(values):
        raise SeveralPatientsError
