"""Findings: what the questionnaire can ask, and the values an answer may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.model.kinds import Kind
from engine.model.sites import Sites
from engine.model.units import Unit, Units

if TYPE_CHECKING:
    from engine.model.conditions import Table
    from engine.model.library import Derive


@dataclass(frozen=True, slots=True)
class Derivation:
    """The derivation of a finding: a function of the pathway's library and its inputs.

    Attributes:
        function: name of the function.
        inputs: keys of the findings it reads, all earlier in the questionnaire.
        final: values that no further answer can change ("yes" of an "any level" question).
        revised_by: the inputs that, when they become known, can change a value that was known
            already. All other inputs only settle what was unknown.
        thresholds: names of the thresholds it reads.
    """

    function: str
    inputs: tuple[str, ...]
    final: frozenset[str] = frozenset()
    revised_by: frozenset[str] = frozenset()
    thresholds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignSlip:
    """Numbers of which the minus sign was probably left out.

    Attributes:
        above: a larger number is asked about.
        given: a function of the pathway's library; it is asked only where its value is yes.
    """

    above: float
    given: Derive


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the questionnaire asks, or derives from what it asked.

    Attributes:
        key: stable identifier, as other programs write it.
        options: label by value, in the order shown; empty for numbers and levels.
        low, high: hard range of a number, both ends legal, in `unit`.
        warn: plausible range of a number, both ends in it; outside it the number is confirmed
            before it is taken, and until then nothing permissive rests on it.
        warn_cites: where the plausible range comes from.
        unusual: range outside which a plausible number is asked about once more where somebody
            can answer; permissive advice may rest on it all the same.
        old_after: days after which a value has to be given anew; None for never.
        old_after_cites: where that comes from.
        other_units: in which a number may be typed as well.
        asked_in: the unit in which a question begins; empty for `unit`.
        sign_slip: numbers of which the minus sign was probably left out.
        none: the option of a SEVERAL finding that excludes all others.
        asked_when: rows under which the question applies; no row means always. For a field of
            a level they are over the level's other fields.
        sites: where a LEVELS finding can have a reading.
        fields: what is read at each of its sites.
        column: of a LEVELS finding, the label of its column in the chart; empty for no column.
        marks: of a field, the character that a chart shows at a site for some of its values.
        heights: of a field, the height of a site in eighths for some of its values.
        signs: of a field, the words beside a site for some of its values.
        derived: set when nobody is asked and the value is computed.
        context: true when the value changes words or layout, never the advice.
        lasting: true for what no test and no later visit changes, such as the date of birth.
        carried: the values that a later session takes over, all of them where none is named; None
            where it asks anew.
        grows: the unit in which a duration is counted on to a later session; empty for none.
        fhirpath: of a derived finding, how other form fillers calculate it; empty for not.
    """

    key: str
    kind: Kind
    ask: str
    short: str
    why: str
    chapter: str = ""
    help: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    low: float | None = None
    high: float | None = None
    warn: tuple[float, float] | None = None
    warn_cites: tuple[str, ...] = ()
    unusual: tuple[float, float] | None = None
    old_after: int | None = None
    old_after_cites: tuple[str, ...] = ()
    other_units: tuple[Unit, ...] = ()
    asked_in: str = ""
    sign_slip: SignSlip | None = None
    none: str | None = None
    asked_when: Table = ()
    sites: Sites = field(default_factory=Sites)
    fields: tuple[Finding, ...] = ()
    column: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    heights: Mapping[str, int] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    derived: Derivation | None = None
    context: bool = False
    lasting: bool = False
    carried: tuple[str, ...] | None = None
    grows: str = ""
    fhirpath: str = ""

    @property
    def units(self) -> Units:
        """The units in which a number may be typed."""
        return Units(self.unit, self.other_units)
