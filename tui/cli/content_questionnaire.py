"""`spinepath content questionnaire`: the questions of the pathway as a FHIR Questionnaire."""

from __future__ import annotations

import argparse
import json

from data.export.fhir.questionnaire import questionnaire
from tui.cli.exit_status import OK
from tui.state.loaded_content import load_content


def run(_: argparse.Namespace) -> int:
    """Print the Questionnaire."""
    print(json.dumps(questionnaire(load_content().content), indent=1, ensure_ascii=False))
    return OK
