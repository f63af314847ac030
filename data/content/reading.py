"""The words of the reader of reports: checked whole, every fault with its file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli

from data.input.faults import Fault, FaultyInputError, nearest
from data.input.model import Place, joined, read
from data.report_reader.lexicon import FOLDER, phrases
from data.report_reader.word_files import WordFiles

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")


def reading_tables(directory: Path, faults: list[Fault]) -> dict[str, Mapping[str, Any]]:
    """The tables of the reader by file; none where a pathway reads no reports.

    Args:
        directory: of the pathway.
        faults: what is wrong, with file, line and what would be legal, is added here.
    """
    texts: dict[str, str] = {}
    tables: dict[str, Mapping[str, Any]] = {}
    found: list[Fault] = []
    for path in sorted((directory / FOLDER).glob("*.toml")):
        try:
            texts[path.stem] = path.read_bytes().decode()
            tables[path.stem] = tomli.loads(texts[path.stem])
        except ValueError as error:
            found.append(Fault(f"{FOLDER}/{path.name}", str(error)))

    def placed(place: Place) -> str:
        name, *rest = place
        line = line_of(texts.get(str(name), ""), rest)
        where = f", line {line}" if line else ""
        return f"{FOLDER}/{name}.toml{where}" + (f" [{joined(tuple(rest))}]" if rest else "")

    if tables and not found:
        try:
            found += _unknown_classes(read(WordFiles, tables, placed), texts)
        except FaultyInputError as error:
            found += error.faults
    faults += found
    return tables


def _unknown_classes(files: WordFiles, texts: Mapping[str, str]) -> list[Fault]:
    """The phrases with a word `@name` that names no class."""
    classes = files.synonyms.classes
    found = []
    for _, says in phrases(files):
        for phrase in says:
            for name in set(re.findall(r"@(\w+)", phrase)) - classes.keys():
                for file, text in texts.items():
                    at = text.find(f'"{phrase}"')
                    if at >= 0:
                        line = text.count("\n", 0, at) + 1
                        place = f"{FOLDER}/{file}.toml, line {line}"
                        found.append(Fault(place, f"no class @{name}; {nearest(name, classes)}"))
    return found


def line_of(text: str, place: list[str | int]) -> int:
    """The line at which the value of a place stands, as far as it can be told; 0 where not."""
    lines = text.splitlines()
    best, depth, seen = 0, 0, 0
    for at, line in enumerate(lines):
        header = _HEADER.match(line)
        if header is None:
            continue
        keys = [key.strip().strip("'\"") for key in header[2].split(".")]
        if keys != [str(key) for key in place if not isinstance(key, int)][: len(keys)]:
            continue
        if header[1] == "[[":
            seen += 1
            if place[len(keys) : len(keys) + 1] != [seen - 1]:
                continue
        best, depth = at, len(keys) + (header[1] == "[[")
    rest = [key for key in place[depth:] if isinstance(key, str)]
    for at in range(best + bool(depth), len(lines) if rest else 0):
        if depth and _HEADER.match(lines[at]):
            break
        if re.match(rf"\s*[\"']?{re.escape(rest[0])}[\"']?\s*=", lines[at]):
            return at + 1
    return best + 1 if depth else 0
