"""The digests: fresh as shipped, changed by every change of meaning and by nothing else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from data.content.loader import SHIPPED, Content, ContentError, load
from data.governance import item_digests
from engine.diagram.compiler import Compiled, compile_pathway
from engine.diagram.fingerprint import Fingerprints
from engine.model.findings import Finding
from engine.model.pathway import Pathway
from tests.support.cases import spoil
from tests.support.effort import sample
from tui.cli.content_digest import COMMAND


def digests(directory: Path) -> dict[str, str]:
    content = load(directory)
    return item_digests.digests(content, compile_pathway(content.pathway))


@pytest.fixture(scope="module")
def shipped(content: Content, compiled: Compiled) -> dict[str, str]:
    return item_digests.digests(content, compiled)


def changed_by(directory: Path, shipped: dict[str, str]) -> set[str]:
    found = item_digests.changes(shipped, digests(directory))
    assert not found.added
    assert not found.removed
    return set(found.changed)


def test_the_kept_digests_are_those_of_the_shipped_content(shipped: dict[str, str]) -> None:
    stale = list(item_digests.changes(item_digests.read_digests(), shipped).lines())
    assert not stale, f"look at each, then run: {COMMAND}\n" + "\n".join(stale)
    text = item_digests.digests_file().read_text("utf-8")
    assert text == item_digests.rendered(shipped)
    assert len(text.splitlines()) == len(shipped) + 2


def test_comments_layout_order_of_rows_and_a_row_said_twice_do_not_show(
    copy: Path, shipped: dict[str, str]
) -> None:
    spoil(copy, "concepts.toml", 'fever = "yes"', 'fever   =   "yes"')
    spoil(copy, "concepts.toml", "{ motor_deficit = ", "{   motor_deficit = ")
    spoil(copy, "thresholds.toml", "value = 18", "# years\nvalue = 18.0  # from birth")
    row = '  { motor_deficit = "new" },\n'
    text = (copy / "concepts.toml").read_text()
    assert row in text
    moved = text.replace(row, "", 1).replace(
        '  { bowel_change = "yes" },\n', f'  {{ bowel_change = "yes" }},\n{row}{row}', 1
    )
    (copy / "concepts.toml").write_text(moved)
    assert changed_by(copy, shipped) == set()


def test_changes_show_where_they_are_and_nowhere_else(copy: Path, shipped: dict[str, str]) -> None:
    expected = set()
    for name, old, new, item in (
        (
            "recommendations.toml",
            'urgency = "emergency"',
            'urgency = "urgent"',
            "recommendation.emergency_spine_pathway",
        ),
        ("sections/70-imaging.toml", '"K02"', '"K03"', "rule.mri_spine_without_contrast"),
        ("sources.toml", 'seen     = "excerpt"', 'seen = "partly"', "source.seed"),
        ("findings.toml", "range      = [0, 10]", "range      = [0, 11]", "finding.pain_nrs"),
        ("pathway.toml", "2027-02-25", "2028-02-25", "pathway.spinepath-vcf"),
        ("reading/results.toml", "least = ", "least = 1", "reading.results"),
    ):
        spoil(copy, name, old, new)
        expected.add(item)
    assert changed_by(copy, shipped) == expected


def test_logic_shows_in_all_that_rests_on_it(copy: Path, shipped: dict[str, str]) -> None:
    spoil(copy, "concepts.toml", '{ saddle_anaesthesia = "yes" },', "")
    found = changed_by(copy, shipped)
    assert {"concept.emergency", "section.emergency"} <= found
    assert "recommendation.emergency_spine_pathway" in found
    assert not {name for name in found if name.startswith(("source", "finding", "threshold"))}


def test_a_threshold_of_a_derivation_shows_in_all_that_rests_on_it(
    copy: Path, shipped: dict[str, str]
) -> None:
    text = (copy / "thresholds.toml").read_text()
    head, tail = text.split("[threshold.fertile_age_to]\nvalue = ")
    (copy / "thresholds.toml").write_text(f"{head}[threshold.fertile_age_to]\nvalue = 1{tail}")
    found = changed_by(copy, shipped)
    assert {"threshold.fertile_age_to", "derived.pregnant"} <= found
    assert "recommendation.augmentation_consider" in found
    assert "concept.emergency" not in found


def test_a_moved_question_shows_in_its_chapter_alone(
    content: Content, compiled: Compiled, shipped: dict[str, str]
) -> None:
    """Fingerprints do not depend on the order of the questions, which the diagram follows."""
    pathway = content.pathway
    keys = list(pathway.findings)
    at = keys.index("fever")
    assert pathway.findings[keys[at + 1]].chapter == pathway.findings["fever"].chapter
    keys[at : at + 2] = keys[at + 1], keys[at]
    moved = replace(pathway, findings={key: pathway.findings[key] for key in keys})
    again = item_digests.digests(replace(content, pathway=moved), compile_pathway(moved))
    found = item_digests.changes(shipped, again).changed
    assert found == (f"chapter.{pathway.findings['fever'].chapter}",)


def test_digests_are_the_same_from_a_diagram_of_other_nodes(
    content: Content, compiled: Compiled, shipped: dict[str, str]
) -> None:
    backwards = replace(content.pathway, rules=dict(reversed(list(content.pathway.rules.items()))))
    other = compile_pathway(backwards)
    assert other.functions.rules != compiled.functions.rules
    again = item_digests.digests(content, other)
    assert again == shipped


def test_fingerprints_tell_functions_apart_and_only_them(compiled: Compiled) -> None:
    """In a hash-consed diagram two functions are equal exactly when they are one node."""
    fingerprint = Fingerprints(compiled.diagram, compiled.domains)
    nodes = range(0, len(compiled.diagram), 7)
    assert len({fingerprint(node) for node in nodes}) == len(nodes)


_LITERAL = re.compile(r'(?<!\[)"([^"\n]+)"(?!\])|\b\d+(?:\.\d+)?\b')


def planted(directory: Path, random: Random) -> str:
    """Change one word or number of one content file of a copy, and say which."""
    path = random.choice(sorted(directory.rglob("*.toml")))
    lines = path.read_text().splitlines()
    places = [
        (number, found)
        for number, line in enumerate(lines)
        if not line.lstrip().startswith(("#", "["))
        for found in _LITERAL.finditer(line.split(" #")[0], line.find("=") + 1)
    ]
    number, found = random.choice(places)
    line, old = lines[number], found.group(0)
    new = f"{old[:-1]}x{old[-1]}" if old.startswith('"') else f"1{old}"
    lines[number] = line[: found.start()] + new + line[found.end() :]
    path.write_text("\n".join(lines) + "\n")
    return f"{path.name}:{number + 1}: {lines[number]}"


def unseen(directory: Path, shipped: dict[str, str], seed: int) -> Iterator[str]:
    """The planted change, if neither the loader refused it nor a digest changed."""
    place = planted(directory, Random(seed))
    try:
        if digests(directory) == shipped:
            yield place
    except ContentError:
        return


@pytest.mark.parametrize(
    "seeds", [range(1), pytest.param(range(100, sample(400, 130)), marks=pytest.mark.slow)], ids=str
)
def test_no_planted_change_goes_unseen(
    tmp_path: Path, shipped: dict[str, str], seeds: range
) -> None:
    for seed in seeds:
        copy = tmp_path / str(seed)
        shutil.copytree(str(SHIPPED), copy)
        assert list(unseen(copy, shipped, seed)) == [], seed
        shutil.rmtree(copy)


@dataclass(frozen=True)
class Richer(Content):
    """Content with a part that did not exist when the forms were written."""

    almanac: Mapping[str, date] = field(default_factory=dict)


def test_a_part_that_the_content_comes_to_have_is_an_item(
    content: Content, compiled: Compiled, shipped: dict[str, str]
) -> None:
    parts = {part.name: getattr(content, part.name) for part in fields(content)}
    one, other = (
        item_digests.digests(Richer(**parts, almanac={"review": day}), compiled)
        for day in (date(2026, 3, 1), date(2026, 3, 2))
    )
    assert item_digests.changes(shipped, one).added == ("content.almanac",)
    assert item_digests.changes(one, other).changed == ("content.almanac",)


@pytest.mark.slow
def test_every_field_of_an_item_is_in_its_form(
    content: Content, compiled: Compiled, shipped: dict[str, str]
) -> None:
    """A field that nobody thought of would let a change through."""

    def with_finding(finding: Finding) -> Pathway:
        return replace(content.pathway, findings={**content.pathway.findings, "fever": finding})

    fever = content.pathway.findings["fever"]
    for part, other in {
        "help": replace(fever, help="More."),
        "warn": replace(fever, warn=(1.0, 2.0)),
        "none": replace(fever, none="no"),
        "unit": replace(fever, unit="C"),
        "context": replace(fever, context=not fever.context),
        "options": replace(fever, options=dict(reversed([*fever.options.items()]))),
    }.items():
        spoiled = with_finding(other)
        again = item_digests.digests(replace(content, pathway=spoiled), compiled)
        assert item_digests.changes(shipped, again).changed == ("finding.fever",), part
