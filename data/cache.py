"""The compiled diagram, kept between runs.

Compiling takes a few tenths of a second; reading it back a fraction of that. A kept diagram is
used only when it was made from this very content by this very engine, arrived unharmed, and has
the form of a diagram. Otherwise it is built anew and kept again: the cache is never needed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from platformdirs import user_cache_path

from data.files import UnsafePathError, private_directory, read_private, replace_file
from engine.compile import Compiled, Functions, assemble, compile_pathway, domains
from engine.diagram import TRUE, Diagram
from engine.tables import Pathway

_GROUPS: Final = ("conditions", "gates", "rules", "recommendations", "remarks", "asked_when")


class _UnusableError(Exception):
    """What was kept does not fit the pathway, the engine or itself."""


def cache_directory() -> Path:
    """Where diagrams are kept: beside the sessions if SPINEPATH_DATA names their place."""
    named = os.environ.get("SPINEPATH_DATA")
    return Path(named) / "cache" if named else user_cache_path("spinepath")


def compiled(pathway: Pathway, directory: Path | None = None) -> Compiled:
    """The compiled pathway, from the cache if what is kept there can be used.

    A cache that cannot be read or written is no error; it only costs the time to compile.
    """
    path = (directory or cache_directory()) / "diagram.json"
    key = _key(pathway)
    with contextlib.suppress(OSError, UnsafePathError, ValueError, TypeError, _UnusableError):
        return _restore(pathway, key, json.loads(_verified(read_private(path))))
    built = compile_pathway(pathway)
    with contextlib.suppress(OSError, UnsafePathError):
        private_directory(path.parent)
        replace_file(path, _sealed(json.dumps(_document(built, key), separators=(",", ":"))))
    return built


def _key(pathway: Pathway) -> str:
    """A digest of everything that the diagram depends on: the content and the engine."""
    digest = hashlib.sha256(pathway.digest.encode())
    for source in sorted(files("engine").iterdir(), key=lambda entry: entry.name):
        if source.name.endswith(".py"):
            digest.update(source.read_bytes())
    return digest.hexdigest()


def _sealed(text: str) -> bytes:
    body = text.encode()
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _verified(content: bytes) -> bytes:
    seal, _, body = content.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != seal:
        raise _UnusableError
    return body


def _document(built: Compiled, key: str) -> dict[str, Any]:
    """The diagram with only the nodes that some condition reaches, numbered anew."""
    diagram = built.diagram
    groups: dict[str, Mapping[str, int]] = {
        group: getattr(built.functions, group) for group in _GROUPS
    }
    reached = _reached(diagram, (root for roots in groups.values() for root in roots.values()))
    number = {node: position for position, node in enumerate(reached)}
    return {
        "key": key,
        "variables": [diagram.variables[node] for node in reached[2:]],
        "children": [[number[c] for c in diagram.children[node]] for node in reached[2:]],
        "functions": {
            group: {name: number[root] for name, root in roots.items()}
            for group, roots in groups.items()
        },
    }


def _reached(diagram: Diagram, roots: Iterable[int]) -> list[int]:
    """The nodes below the roots, leaves first, every node after its children."""
    found = {0, TRUE}
    pending = list(roots)
    while pending:
        node = pending.pop()
        if node not in found:
            found.add(node)
            pending.extend(diagram.children[node])
    return sorted(found)


def _restore(pathway: Pathway, key: str, document: Mapping[str, Any]) -> Compiled:
    if document["key"] != key:
        raise _UnusableError
    found = domains(pathway)
    sizes = [domain.size for domain in found]
    diagram = Diagram(sizes)
    variables, children = document["variables"], [tuple(row) for row in document["children"]]
    leaf = len(sizes)
    above = [leaf, leaf, *variables]
    for number, (variable, below) in enumerate(zip(variables, children, strict=True), start=2):
        if not 0 <= variable < leaf or len(below) != sizes[variable]:
            raise _UnusableError
        if min(below) < 0 or max(below) >= number or min(above[c] for c in below) <= variable:
            raise _UnusableError
    diagram.variables.extend(variables)
    diagram.children.extend(children)
    groups = document["functions"]
    functions = Functions(**{group: _roots(groups[group], len(diagram)) for group in _GROUPS})
    _require_same_names(pathway, functions)
    return assemble(pathway, found, diagram, functions)


def _roots(roots: Mapping[str, Any], nodes: int) -> Mapping[str, int]:
    if not all(isinstance(root, int) and 0 <= root < nodes for root in roots.values()):
        raise _UnusableError
    return roots


def _require_same_names(pathway: Pathway, functions: Functions) -> None:
    expected = (
        (functions.conditions, (*pathway.contradictions, *pathway.concepts)),
        (functions.gates, pathway.sections),
        (functions.rules, pathway.rules),
        (functions.recommendations, pathway.recommendations),
        (functions.remarks, pathway.remarks),
        (functions.asked_when, pathway.findings),
    )
    if any(set(given) != set(names) for given, names in expected):
        raise _UnusableError
