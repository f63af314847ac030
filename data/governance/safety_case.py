"""The safety case: intended use, limits, hazard log and parts, each taken from its one place.

The order is that of a clinical safety case report under DCB0129, with the risk management file of
ISO 14971 and the list of software of unknown provenance (SOUP) of IEC 62304.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.content.loader import Content
from data.governance.soup import parts


@dataclass(frozen=True, slots=True)
class Control:
    """A safety rule with what holds it.

    Attributes:
        rule, title: its number and its name.
        stated: the invariant that states it, which holds for all answers in proved content; empty
            without one.
        checked: how many statements the independent safety check makes of it.
        test: the test that holds what neither of them can state; empty without one.
    """

    rule: str
    title: str
    stated: str
    checked: int
    test: str

    @property
    def holds(self) -> bool:
        """Return whether anything at all holds the rule."""
        return bool(self.stated or self.checked or self.test)


def control(content: Content, rule: str) -> Control:
    """A safety rule with its proofs, its place in the safety check, and its test."""
    pathway = content.pathway
    invariant = pathway.invariants.get(rule)
    return Control(
        rule,
        content.safety_rules[rule].title,
        invariant.says if invariant else "",
        pathway.library.checked.get(rule, 0),
        content.hazards.elsewhere.get(rule, ""),
    )


def safety_case(content: Content) -> Iterator[str]:
    """The safety case as Markdown, a line after the other.

    Raises:
        ValueError: when the content has no hazard log.
    """
    use = content.hazards.intended_use
    if use is None:
        raise ValueError("this content has no safety/hazards.toml")
    pathway, proof = content.pathway, content.certificate
    yield f"# Safety case: {content.title}"
    yield f"\n{pathway.id} {pathway.version}, content digest {pathway.digest[:12]}."
    yield f"Ratings of severity and likelihood: {use.rated}."
    yield "\n## 1. Intended use\n"
    yield from (f"- {text}" for text in (use.says, use.users, use.setting))
    yield f"- Never for: {use.never_for}"
    yield "\n## 2. Known limits\n"
    yield from (f"- {limit.says}" for limit in content.scope.not_considered)
    yield "\n## 3. Hazard log"
    for number, (key, hazard) in enumerate(content.hazards.hazard.items(), start=1):
        yield f"\n### H{number:02} {hazard.says}\n"
        yield f"- Key: {key}"
        yield f"- Harm: {hazard.harm}"
        yield from (f"- Cause: {cause}" for cause in hazard.causes)
        for rule in hazard.rules:
            yield f"- Control {_shown(control(content, rule), proved=content.proved)}"
        yield f"- Residual risk: {hazard.residual}"
    yield "\n## 4. Proofs\n"
    if proof is None or not content.proved:
        yield "This content is not proved: it has no certificate of exactly these files."
    else:
        yield f"{proof.claims:,} claims hold over {proof.findings} findings. They do not show"
        yield from (f"- {text}" for text in proof.not_shown)
    yield "\n## 5. Software of unknown provenance (SOUP)\n"
    yield "As installed where this was printed; `parts.cdx.json` lists those of a release.\n"
    yield "| Package | Version | Licence | Only with the extra |\n| --- | --- | --- | --- |"
    for part in parts():
        yield f"| {part.name} | {part.version} | {part.licence} | {part.extra} |"


def _shown(item: Control, *, proved: bool) -> str:
    """A control as the hazard log names it; an invariant is proved where the content is."""
    word = "proved" if proved else "stated, not proved"
    held = [f"{word}: {item.stated}"] if item.stated else []
    if item.checked:
        held.append(f"safety check of each page, statements: {item.checked}")
    if item.test:
        held.append(f"test: {item.test}")
    return f"{item.rule}, {item.title}. " + ("; ".join(held) or "NOT HELD BY ANYTHING")
