"""Findings in questionnaire order, derived ones included, and the checklists that group them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from data.content.resolve.shared_fields import shared
from data.content.resolve.symbols import Symbols
from data.content.schema.questions import (
    ChecklistItemModel,
    DerivedModel,
    FieldModel,
    FindingModel,
)
from engine.model.findings import Derivation, Finding, SignSlip
from engine.model.kinds import Kind
from engine.model.pathway import Checklist, ChecklistItem
from engine.model.sites import Sites
from engine.model.units import Unit, plain_unit

_YES_NO: Final = {"yes": "Yes", "no": "No"}


def add_findings(names: Symbols) -> None:
    """Define the findings; a derived one stands directly after its last input."""
    _check_sites(names)
    waiting = dict(names.models.derived.derived)
    for key, model in names.models.findings.finding.items():
        place = f"findings.toml [finding.{key}]"
        chapters = names.models.findings.chapter
        names.require("chapter: no chapter", [model.chapter], chapters, place)
        names.findings[key] = _finding(names, key, model, place)
        for name in [n for n, d in waiting.items() if names.findings.keys() >= set(d.inputs)]:
            names.findings[name] = _derived(names, name, waiting.pop(name))
    _add_ages(names)
    for name, left in waiting.items():
        missing = sorted(set(left.inputs) - names.models.findings.finding.keys())
        names.fault(f"derived.toml [derived.{name}]", f"inputs: no finding {missing}")


def _add_ages(names: Symbols) -> None:
    """Say of findings after how many days a value is old; each stands in one group at most."""
    seen: set[str] = set()
    for group, model in names.models.findings.outdated.items():
        place = f"findings.toml [outdated.{group}]"
        names.cited(model.cites, place)
        asked = names.models.findings.finding
        names.require("no finding", model.findings, asked, place)
        for key in [key for key in model.findings if key in asked]:
            if key in seen:
                names.fault(place, f"{key} stands in two groups")
            else:
                seen.add(key)
                names.findings[key] = replace(
                    names.findings[key], old_after=model.days, old_after_cites=model.cites
                )


def _finding(names: Symbols, key: str, model: FindingModel, place: str) -> Finding:
    _check_plausible(names, model, place)
    found = _field(
        names,
        key,
        model,
        place,
        other_units=_other_units(names, model, place),
        sign_slip=_sign_slip(names, model, place),
        asked_when=names.table(model.asked_when or (), place),
        sites=_sites(names, model, place),
        fields=tuple(_fields(names, model, place)),
        carried=() if model.carried is True else model.carried or None,
    )
    names.require("carried: no value", found.carried or (), found.options, place)
    if model.grows and not found.kind.numeric:
        names.fault(place, "grows: only a number is counted on")
    return found


def _other_units(names: Symbols, model: FindingModel, place: str) -> tuple[Unit, ...]:
    """The other units of a number, and no unit that cannot be told from another."""
    units = [
        Unit(name, other.one_is / other.in_one, other.zero)
        for name, other in model.other_units.items()
    ]
    legal = [model.unit, *model.other_units]
    if units and (not _kind(model).numeric or not model.unit):
        names.fault(place, "other_units: only a number with a unit of its own has others")
    if len({plain_unit(name) for name in legal}) < len(legal):
        names.fault(place, "other_units: two of its units are spelled alike")
    if model.asked_in:
        names.require("asked_in: no unit", [model.asked_in], legal, place)
    return tuple(units)


def _sign_slip(names: Symbols, model: FindingModel, place: str) -> SignSlip | None:
    """The numbers whose sign is asked about, where the function that allows it exists."""
    if model.sign_slip is None:
        return None
    function, known = model.sign_slip.given, names.library.derivations
    names.require("sign_slip: no derivation", [function], known, place)
    return SignSlip(model.sign_slip.above, known[function]) if function in known else None


def _sites(names: Symbols, model: FindingModel, place: str) -> Sites:
    """The sites of a finding of type levels; none for any other."""
    known = names.models.findings.sites
    if (model.type == "levels") != bool(model.sites):
        names.fault(place, "sites: a finding of type levels names its sites, and no other does")
    elif model.sites:
        names.require("sites: no sites", [model.sites], known, place)
    found = known.get(model.sites)
    return Sites(found.bands, found.start) if found and model.type == "levels" else Sites()


def _check_sites(names: Symbols) -> None:
    """Hold the sites to what a chart and a case need: each named once, the start among them."""
    for key, model in names.models.findings.sites.items():
        place = f"findings.toml [sites.{key}]"
        sites = Sites(model.bands, model.start).names
        for name in sorted({name for name in sites if sites.count(name) > 1}):
            names.fault(place, f"bands: {name} stands more than once")
        names.require("start: no site", [model.start], sites, place)


def _check_plausible(names: Symbols, model: FindingModel, place: str) -> None:
    """Hold a number to a plausible range within its hard one, with where it comes from."""
    if not _kind(model).numeric:
        if model.warn or model.warn_cites or model.unusual:
            names.fault(place, "warn: only a number has a plausible range")
    elif model.warn is None or not model.warn_cites:
        names.fault(place, "warn, warn_cites: a number needs its plausible range, and its source")
    else:
        names.cited(model.warn_cites, place)
        usual, hard = model.unusual or model.warn, model.range or model.warn
        if not hard[0] <= model.warn[0] <= usual[0] < usual[1] <= model.warn[1] <= hard[1]:
            names.fault(place, "unusual lies within warn, and warn within range")


def _fields(names: Symbols, model: FindingModel, place: str) -> Iterator[Finding]:
    """The fields read at a site; a field's condition names earlier fields of the site."""
    fields: dict[str, Finding] = {}
    for key, part in model.field.items():
        here = f"{place[:-1]}.field.{key}]"
        siblings = replace(names, findings=fields, conditions={}, codes=())
        rows = siblings.table(part.asked_when or (), here)
        options = _options(names, part, here)
        for kind in ("marks", "heights", "signs"):
            names.require(f"{kind}: no value", getattr(part, kind), options, here)
        fields[key] = _field(names, key, part, here, asked_when=rows)
    yield from fields.values()


def _field(
    names: Symbols,
    key: str,
    model: FindingModel | FieldModel,
    place: str,
    **tied: Any,  # noqa: ANN401 - attributes of a finding, each of its own type
) -> Finding:
    """A finding or a field of a reading; what is tied to other tables is given."""
    low, high = model.range or (None, None)
    own = {
        "kind": _kind(model),
        "options": _options(names, model, place),
        "low": low,
        "high": high,
    }
    return Finding(key, **shared(model, Finding) | own | tied)


def _derived(names: Symbols, key: str, model: DerivedModel) -> Finding:
    place = f"derived.toml [derived.{key}]"
    function = model.by or key
    names.require("by: no derivation", [function], names.library.derivations, place)
    names.cited(model.cites, place)
    names.require("thresholds: no threshold", model.thresholds, names.numbers, place)
    options = _options(names, model, place)
    names.require("final: no value", model.final, options, place)
    names.require("revised_by: no input", model.revised_by, model.inputs, place)
    inputs = [names.findings[name] for name in model.inputs]
    legal = [one.key for one in inputs]
    legal += [f"{one.key}.{field.key}" for one in inputs for field in one.fields]
    used = re.findall(r"\{:?([^}]*)\}", model.fhirpath)
    names.require("fhirpath: no input", used, legal, place)
    sets = {"final": frozenset(model.final), "revised_by": frozenset(model.revised_by)}
    return Finding(
        key,
        _kind(model),
        ask=model.says,
        short=model.short,
        why=model.says,
        options=options,
        unit=model.unit,
        fhirpath=model.fhirpath,
        derived=Derivation(function, **shared(model, Derivation) | sets),
    )


def _kind(model: FindingModel | FieldModel | DerivedModel) -> Kind:
    return Kind.CHOICE if model.type == "yes_no" else Kind(model.type)


def _options(
    names: Symbols,
    model: FindingModel | FieldModel | DerivedModel,
    place: str,
) -> Mapping[str, str]:
    if model.type == "yes_no":
        return _YES_NO
    if model.type in ("choice", "several") and not model.values:
        names.fault(place, "values: a choice needs its values")
    if "unknown" in model.values:
        names.fault(place, "values: unknown is implied and not listed")
    if _kind(model).numeric and not isinstance(model, DerivedModel):
        if model.range is None:
            names.fault(place, "range: a number needs its hard range")
        elif model.range[0] >= model.range[1]:
            names.fault(place, "range: the lower end comes first")
    return model.values


def checklists(names: Symbols) -> Iterator[tuple[str, Checklist]]:
    """The checklists, whose items refer to findings defined before."""
    for key, model in names.models.findings.checklist.items():
        place = f"findings.toml [checklist.{key}]"
        for item in model.items:
            _check_item(names, item, place)
        items = tuple(ChecklistItem(**dict(item)) for item in model.items)
        yield key, Checklist(key, model.ask, items, model.hint)


def _check_item(names: Symbols, item: ChecklistItemModel, place: str) -> None:
    finding = names.findings.get(item.finding)
    if finding is None:
        names.fault(place, f"items: no finding {item.finding!r}")
        return
    for value in {*item.present, item.absent} - finding.options.keys():
        names.fault(place, f"items: {item.finding} cannot be {value!r}")
