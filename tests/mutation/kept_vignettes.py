"""The generated vignettes as they are kept beside the dossier's cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from data.input.case import parse_case
from engine.model.answers import Answers
from engine.model.pathway import Pathway
from tests.mutation.vignettes import Document

PLACE: Final = (
    Path(__file__).parents[2]
    / "data"
    / "pathways"
    / "vertebral_fracture"
    / "cases"
    / "generated.json"
)


def kept() -> list[Document]:
    """The vignettes, each with all its findings."""
    found: dict[str, Document] = {}
    for case in json.loads(PLACE.read_text("utf-8"))["cases"]:
        if "base" in case:
            case["findings"] = found[case["base"]]["findings"] | case["change"]
        found[case["id"]] = case
    return list(found.values())


def answers_of(pathway: Pathway, case: Document) -> Answers:
    """A vignette's answers, read as the command line reads them."""
    return parse_case(json.dumps({"findings": case["findings"]}).encode(), pathway)
