"""Sites: where in the body a report can find something, as the content lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from engine.model.answers import LevelReading


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites of a finding, in the order in which they are read.

    Attributes:
        bands: names of sites, by the title of the band in which a chart shows them.
        start: the site at which a reader begins, and near which the proofs try readings.
    """

    bands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    start: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All sites in order."""
        return tuple(name for band in self.bands.values() for name in band)

    @property
    def words(self) -> str:
        """The sites in short, band by band: `A1 to A12, B1, B2`."""
        parts = (
            band if len(band) < 3 else (f"{band[0]} to {band[-1]}",) for band in self.bands.values()
        )
        return ", ".join(word for part in parts for word in part)

    @property
    def tried(self) -> tuple[str, ...]:
        """The start, the site after it, the first and the last: where single readings are tried."""
        at = self.names.index(self.start)
        return tuple(dict.fromkeys((*self.names[at : at + 2], self.names[0], self.names[-1])))

    @property
    def tried_pairs(self) -> tuple[tuple[str, str], ...]:
        """Neighbours about the start, the ends with it: where two readings are tried together."""
        at = self.names.index(self.start)
        far = ((self.start, self.names[-1]),) * (at + 2 < len(self.names))
        near = ((self.names[0], self.start),) * (at > 1)
        return (*pairwise(self.names[max(at - 1, 0) : at + 3]), *far, *near)

    def in_order(self, readings: Iterable[LevelReading]) -> tuple[LevelReading, ...]:
        """The readings in the order of the sites."""
        return tuple(sorted(readings, key=lambda reading: self.names.index(str(reading["level"]))))
