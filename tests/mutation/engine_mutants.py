"""Faults in the engine's code, as mutmut makes them, and how one is planted while it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Final

import libcst
from mutmut.mutation.file_mutation import create_mutations

ROOT: Final = Path(__file__).parents[2]


OUTSIDE: Final = "outside"
"""In the place of a function's name: the fault is in what is done when a module is imported."""


class UnplantableError(Exception):
    """The fault shows only where its module is imported anew."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One change of a function.

    Attributes:
        module: the path of its file, from the root of the project.
        function: its qualified name.
        number: which fault of the module it is.
        was: the lines that it changes, each stripped.
        becomes: the lines that take their place.
        source: the whole file with the fault.
    """

    module: str
    function: str
    number: int
    was: str
    becomes: str
    source: str

    @property
    def says(self) -> str:
        """The change on one line, which identifies the fault as long as the line stands."""
        return f"{self.was} -> {self.becomes}"

    @property
    def name(self) -> str:
        """The dotted name of the module."""
        parts = Path(self.module).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def plant(self) -> None:
        """Put the fault into the function as it stands, for everybody who has imported it.

        Raises:
            UnplantableError: when the fault is not in the code of a function.
        """
        found: object = sys.modules[self.name]
        for part in self.function.split("."):
            found = vars(found)[part]
        if isinstance(found, staticmethod | classmethod):
            found = found.__func__
        faulty = _code_of(compile(self.source, self.module, "exec"), self.function)
        if not isinstance(found, FunctionType) or _same(faulty, found.__code__):
            raise UnplantableError(self.says)
        found.__code__ = faulty

    def find_spec(
        self, name: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Import the module with the fault: a finder for `sys.meta_path`."""
        if name != self.name:
            return None
        return spec_from_file_location(name, ROOT / self.module, loader=_Loader(self))


class _Loader(Loader):
    """Runs a module with a fault in it."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to the import system."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module."""
        place = str(ROOT / self._fault.module)
        if place.endswith("__init__.py"):
            module.__path__ = [str(Path(place).parent)]
        exec(compile(self._fault.source, place, "exec"), vars(module))


def faults(module: str, *, tables: bool = False) -> Iterator[Fault]:
    """Every fault that mutmut makes in the functions of a file, or in what stands outside them."""
    source = (ROOT / module).read_text("utf-8")
    tree, mutations, _, _ = create_mutations(module, source)
    places = dict(_functions(tree))
    for number, mutation in enumerate(mutations):
        function, whole = places.get(mutation.contained_by_top_level_function, (OUTSIDE, tree))
        if (function == OUTSIDE) != tables:
            continue
        changed = whole.deep_replace(mutation.original_node, mutation.mutated_node)
        before, after = (tree.code_for_node(node) for node in (whole, changed))
        faulty = source.replace(before, after, 1)
        was, becomes = _difference(source, faulty)
        yield Fault(module, function, number, was, becomes, faulty)


def _functions(
    tree: libcst.Module,
) -> Iterator[tuple[libcst.CSTNode | None, tuple[str, libcst.CSTNode]]]:
    """Each function of a module with its name, and the statement of the module that it is in."""
    for node in tree.body:
        if isinstance(node, libcst.FunctionDef):
            yield node, (node.name.value, node)
        elif isinstance(node, libcst.ClassDef):
            for method in node.body.body:
                if isinstance(method, libcst.FunctionDef):
                    yield method, (f"{node.name.value}.{method.name.value}", node)


def _difference(before: str, after: str) -> tuple[str, str]:
    """The lines between the first and the last that differ."""
    old, new = before.splitlines(), after.splitlines()
    start = next(n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    end = next(n for n, (a, b) in enumerate(zip(old[::-1], new[::-1], strict=False)) if a != b)
    end = min(end, len(old) - start, len(new) - start)
    was, becomes = (lines[start : len(lines) - end] for lines in (old, new))
    return " ".join(map(str.strip, was)), " ".join(map(str.strip, becomes))


def _code_of(code: CodeType, name: str) -> CodeType:
    """The code of a function in that of its module."""
    for part in name.split("."):
        inner = (const for const in code.co_consts if isinstance(const, CodeType))
        code = next(const for const in inner if const.co_name == part)
    return code


def _same(one: CodeType, other: CodeType) -> bool:
    """Return whether two pieces of code do the same, wherever they stand."""
    return (
        one.co_code == other.co_code
        and len(one.co_consts) == len(other.co_consts)
        and all(
            _same(a, b)
            if isinstance(a, CodeType) and isinstance(b, CodeType)
            else repr(a) == repr(b)
            for a, b in zip(one.co_consts, other.co_consts, strict=True)
        )
        and (one.co_names, one.co_varnames) == (other.co_names, other.co_varnames)
    )
