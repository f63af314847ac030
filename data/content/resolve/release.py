"""Resolve release.toml to what ends holds, screens and blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from data.content.resolve.shared_fields import shared
from data.content.resolve.symbols import Symbols
from data.content.schema.release import UnreleasedModel
from engine.model.place import Place
from engine.model.release import Releases, Unreleased


def releases(names: Symbols) -> Releases:
    """The holds of release.toml, with their ends, and those without an end."""
    model, codes = names.models.release, names.recommendations
    names.check_codes(model.screens, "release.toml [screens]")
    blocks = {code for code, item in codes.items() if item.place is Place.NOT_NOW}
    for code in blocks.intersection(model.screens):
        names.fault("release.toml [screens]", f"{code} stands in Not now and holds by itself")
    holds = blocks.union(model.screens)
    return Releases(
        screens=frozenset(model.screens),
        renewable=dict(_renewable(names)),
        by={name: one.by for one in model.renewable.values() for name in one.findings},
        permanent=tuple(_unreleased(names, holds, "permanent", model.permanent)),
        unreleased=tuple(_unreleased(names, holds, "unreleased", model.unreleased)),
    )


def _renewable(names: Symbols) -> Iterator[tuple[str, str]]:
    """The findings that something newer can change, with the reason; each stands once."""
    seen: set[str] = set()
    for key, model in names.models.release.renewable.items():
        place = f"release.toml [renewable.{key}]"
        names.cited(model.cites, place)
        names.require("no question", model.findings, names.asked, place)
        for name in model.findings:
            if name in seen:
                names.fault(place, f"{name} is renewable already")
            seen.add(name)
            yield name, model.because


def _unreleased(
    names: Symbols, holds: Set[str], kind: str, models: Mapping[str, UnreleasedModel]
) -> Iterator[Unreleased]:
    for key, model in models.items():
        place = f"release.toml [{kind}.{key}]"
        names.cited(model.cites, place)
        names.require("no recommendation that holds something back", model.codes, holds, place)
        table = names.table(model.when, place)
        yield Unreleased(key, **shared(model, Unreleased) | {"when": table})
