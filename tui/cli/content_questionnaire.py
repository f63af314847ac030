"""`spinepath content questionnaire`: the questions of the pathway as a FHIR Questionnaire."""

from __future__ import annotations

import argparse

from data.export.fhir.naming import cleaned
from data.export.fhir.questionnaire import questionnaire
from data.text.json_text import json_text
from tui.cli.exit_status import OK
from tui.state.loaded_content import load_content


def run(_: argparse.Namespace) -> int:
    """Print the Questionnaire."""
    print(json_text(cleaned(questionnaire(load_content().content))), end="")
    return OK
