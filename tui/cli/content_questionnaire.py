"""`spinepath content questionnaire`: the questions of the pathway as a FHIR Questionnaire."""

from __future__ import annotations

import argparse

from data.export.fhir.naming import written
from data.export.fhir.questionnaire import questionnaire
from tui.cli.exit_status import OK
from tui.state.loaded_content import load_content


def run(_: argparse.Namespace) -> int:
    """Print the Questionnaire."""
    print(written(questionnaire(load_content().content)), end="")
    return OK
