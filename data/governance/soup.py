"""The packages that the program uses: the list of SOUP that IEC 62304 requires."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

_PROGRAM: Final = "spinepath"
_REQUIREMENT: Final = re.compile(
    r"(?P<name>[\w.-]+)\s*(\[(?P<extras>[^]]*)\])?[^;]*(;.*extra\s*==\s*.(?P<extra>[\w-]+))?"
)
_ABSENT: Final = "not installed"


@dataclass(frozen=True, slots=True)
class Part:
    """A package that the program is made with.

    Attributes:
        extra: the extra of the program that brings it; empty where it always comes.
    """

    name: str
    version: str
    licence: str
    extra: str


@dataclass(frozen=True, slots=True)
class _Requirement:
    """A package that another requires; `extra` says with which extra of that one it does."""

    name: str
    extras: frozenset[str]
    extra: str


def parts() -> tuple[Part, ...]:
    """Python, the packages that the program requires, and those that these require.

    A package that a marker excludes here is left out, unless the program names it itself.
    """
    own = tuple(_requirements(_PROGRAM))
    found: dict[str, Part] = {}
    for extra in ("", *sorted({item.extra for item in own} - {""})):
        pending, seen = [item for item in own if item.extra == extra], set[_Requirement]()
        while pending:
            item = pending.pop()
            part = _part(item.name, extra)
            left_out = part.version == _ABSENT and item not in own
            if item in seen or item.name == _PROGRAM or left_out:
                continue
            seen.add(item)
            found.setdefault(item.name, part)
            below = _requirements(item.name)
            pending += [one for one in below if one.extra in {"", *item.extras}]
    python = Part("python", platform.python_version(), "PSF-2.0", "")
    return (python, *sorted(found.values(), key=lambda part: (part.extra, part.name)))


def _requirements(name: str) -> Iterator[_Requirement]:
    """The requirements of a package; none where it is not installed."""
    try:
        required = distribution(name).requires or []
    except PackageNotFoundError:
        return
    for words in required:
        if named := _REQUIREMENT.match(words):
            extras = frozenset(re.findall(r"[\w-]+", named["extras"] or ""))
            plain = re.sub(r"[-_.]+", "-", named["name"]).lower()
            yield _Requirement(plain, extras, named["extra"] or "")


def _part(name: str, extra: str) -> Part:
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return Part(name, _ABSENT, "", extra)
    return Part(name, package.version, _licence(package), extra)


def _licence(package: Distribution) -> str:
    """The licence that a package states, by any of the three ways that packages use."""
    about = package.metadata.json
    stated = str(about.get("license_expression") or about.get("license") or "").partition("\n")[0]
    classified = [
        words.rpartition(" :: ")[2]
        for words in about.get("classifier", ())
        if words.startswith("License :: ")
    ]
    return stated[:40] or ", ".join(classified) or "see the package"
