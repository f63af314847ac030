"""Resolve forms.toml to the forms of the questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.content.resolve.symbols import Symbols
from data.content.schema.questions import FormModel
from engine.model.answers import UNKNOWN
from engine.model.form import Focus, Form


def forms(names: Symbols) -> Iterator[tuple[str, Form]]:
    """The forms; each question stands in one of them at most."""
    lists = names.models.findings.checklist
    listed = {item.finding for model in lists.values() for item in model.items}
    legal = {*lists, *(names.asked.keys() - listed)}
    seen: set[str] = set()
    models = names.models.forms.form
    if sum(model.ends for model in models.values()) > 1:
        names.fault("forms.toml", "ends: one form at most ends what the next step needs")
    for key, model in models.items():
        place = f"forms.toml [form.{key}]"
        names.require("asks: no question", model.asks, legal, place)
        for name in model.asks:
            if name in seen:
                names.fault(place, f"asks: {name} stands in two places")
            seen.add(name)
        _check_rest(names, model, place)
        for finding, values in model.settles.items():
            _check_value(names, finding, values, place)
            for answers in values.values():
                for settled, value in answers.items():
                    _check_value(names, settled, [value], place)
        yield key, Form(key, **dict(model))


def _check_value(names: Symbols, key: str, values: Iterable[str], place: str) -> None:
    """The finding is asked, and these are values of its choice."""
    finding = names.findings.get(key)
    for value in values:
        if finding is None or finding.derived or value not in finding.options:
            names.fault(place, f"settles: {key} cannot be {value!r}")


def focuses(names: Symbols) -> Iterator[tuple[str, Focus]]:
    """The decisions that an interview can be about."""
    known = names.models.forms.form
    for key, model in names.models.forms.focus.items():
        place = f"forms.toml [focus.{key}]"
        names.check_codes(model.codes, place)
        names.require("no form", (*model.first, *model.forms), known, place)
        yield key, Focus(key, **dict(model))


def _check_rest(names: Symbols, model: FormModel, place: str) -> None:
    """The value for the rest has words, and each question of the form can take it."""
    if bool(model.rest) != bool(model.rest_says):
        names.fault(place, "rest, rest_says: neither stands without the other")
    if model.rest in ("", UNKNOWN):
        return
    for name in model.asks:
        finding = names.findings.get(name)
        if finding is None or model.rest not in finding.options:
            names.fault(place, f"rest: {name} cannot be {model.rest!r}")
