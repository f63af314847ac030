"""The generated vignettes as they are kept beside the dossier's cases."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from data.content.loader import pathway_directory
from data.input.case import parse_case
from engine.model.answers import Answers
from engine.model.pathway import Pathway

Document = dict[str, Any]
"""A vignette: number, the fault for which it was chosen, findings, and what the page shows."""

PLACE: Final = pathway_directory() / "cases" / "generated.json"

_NOTE: Final = "generated, expectation not clinically signed"


def kept() -> list[Document]:
    """The vignettes."""
    found: list[Document] = json.loads(PLACE.read_text("utf-8"))["cases"]
    return found


def answers_of(pathway: Pathway, case: Document) -> Answers:
    """A vignette's answers, read as the command line reads them."""
    return parse_case(json.dumps({"findings": case["findings"]}).encode(), pathway)


def page(case: Document) -> Document:
    """The page that a vignette expects."""
    return {key: case[key] for key in ("advice", "rules", "remarks", "conflicts") if key in case}


def rendered(found: Sequence[Document]) -> str:
    """The vignettes as a JSON text, a line for each."""
    lines = ",\n".join(f"  {json.dumps(one, separators=(', ', ': '))}" for one in found)
    return f'{{\n "note": "{_NOTE}",\n "cases": [\n{lines}\n ]\n}}\n'
