"""Exemptions of a pathway from what is proved of every other: each says why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exemption:
    """Permissive codes that may rest on some findings' being unknown, and why.

    Attributes:
        because: the reason, for the certificate.
        asks: the code that asks for the findings wherever the codes rest on their being unknown.
        instead: the code that takes the place of one that is lost when a finding becomes known.
    """

    key: str
    codes: tuple[str, ...]
    findings: tuple[str, ...]
    because: str
    cites: tuple[str, ...]
    asks: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class IndistinctAnswers:
    """Known answers to one question that no rule tells apart, and why."""

    finding: str
    values: frozenset[str]
    because: str
