"""Values in words."""

from __future__ import annotations

import pytest

from data.content.loader import Content
from data.wording.kinds import level_text


@pytest.mark.parametrize(
    ("levels", "field", "value", "words"),
    [
        ("xray_levels", "genant", "2", "Genant grade 2"),
        ("xray_levels", "shape", "unspecified", "Shape not specified"),
        ("xray_levels", "reported_age", "uncertain", "Age not certain"),
        ("mri_levels", "of_type", "1", "OF 1: oedema only, no deformity"),
    ],
)
def test_a_value_that_names_its_field_is_named_once(
    content: Content, levels: str, field: str, value: str, words: str
) -> None:
    finding = content.pathway.findings[levels]
    assert level_text(finding, {"level": "L1", field: value}).startswith(f"L1: {words}")
