"""The map of the pathway: a tree of its sections with the way that the answers take."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data.wording.decision_tables import table_texts
from engine.advice.applicability import enabled
from engine.advice.interview import Question
from engine.advice.route import Passage, Stop, branching, route, unknown_at_gate
from engine.model.pathway import Pathway, Recommendation
from tui.rows.list_entries import Entry, entry
from tui.rows.row import TextRow, TextStyle, rule
from tui.state.interview_session import InterviewSession

_SAYS: Final[Mapping[Passage, tuple[str, str, str]]] = {
    Passage.APPLIES: ("[x]", "open", "gate open"),
    Passage.STOPS: ("[!]", "ends", "gate open, and the way ends here"),
    Passage.PASSED: ("[ ]", "shut", "gate shut"),
    Passage.NOT_REACHED: (" . ", "not reached", "not reached"),
}
"""The mark of each passage, a word for its gate, and the same to be read aloud."""

_UNSETTLED: Final = ("[?]", "not settled", "gate not settled")
"""The same for a gate that is shut only as long as something is not known."""

_TRAVELLED: Final = (Passage.APPLIES, Passage.STOPS)
_TITLE: Final = 37


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of advice that a section gives, or an open question that first matters there.

    Attributes:
        at_gate: whether the question can open or shut the gate.
    """

    of: Recommendation | Question
    says: str
    at_gate: bool = False

    @property
    def title(self) -> str:
        """The advice by its title, the question as it is asked."""
        return self.of.title if isinstance(self.of, Recommendation) else self.of.ask


@dataclass(frozen=True, slots=True)
class Branch:
    """A section on the way, with what hangs on it.

    Attributes:
        unsettled: whether its gate is shut and an answer to what is not known can still open it.
        not_known: the names of what was answered "not known" and is decided on at its gate.
    """

    stop: Stop
    leaves: tuple[Leaf, ...]
    unsettled: bool = False
    not_known: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of the section."""
        return self.stop.section.key

    @property
    def travelled(self) -> bool:
        """Return whether the way goes through it."""
        return self.stop.passage in _TRAVELLED


Node = Branch | Leaf


def pathway_tree(interview_session: InterviewSession) -> tuple[Branch, ...]:
    """The sections in decision order; each open question hangs on the first it matters to."""
    compiled, state = interview_session.compiled, interview_session.interview_state
    _, _, here = enabled(compiled, state.active)
    placed: set[str] = set()
    tree = []
    for stop in route(compiled, here):
        given = {fired.gives: fired.says for fired in reversed(stop.fired)}
        known = compiled.pathway.recommendations
        leaves = [Leaf(known[code], given[code]) for code in reversed(given)]
        at_gate, inside = branching(compiled, state, stop)
        asked = [one for one in (*at_gate, *inside) if one.key not in placed]
        placed.update(one.key for one in asked)
        whys = compiled.pathway.findings
        leaves += [Leaf(one, whys[one.findings[0]].why, one in at_gate) for one in asked]
        unknown = tuple(whys[key].short for key in unknown_at_gate(compiled, state, stop))
        unsettled = stop.passage is Passage.PASSED and bool(at_gate or unknown)
        tree.append(Branch(stop, tuple(leaves), unsettled, unknown))
    return tuple(tree)


def first_travelled(tree: Sequence[Branch]) -> Branch | None:
    """The first section of the way; None if no section applies."""
    return next((branch for branch in tree if branch.travelled), None)


def tree_entries(tree: Sequence[Branch], opened: Collection[str]) -> Iterator[Entry[Node]]:
    """The tree in lines: a trunk as far as the way goes, and the leaves of what is opened."""
    reached = [branch for branch in tree if branch.stop.passage is not Passage.NOT_REACHED]
    for branch in tree:
        last = branch is reached[-1]
        trunk = "  " if branch not in reached else "└─" if last else "├─"
        yield _section(branch, trunk, shut=branch.key not in opened)
        for leaf in branch.leaves if branch.key in opened else ():
            guide = "├─" if leaf is not branch.leaves[-1] else "└─"
            yield _leaf(leaf, f"{' ' if last else '│'}    {guide}")


def _section(branch: Branch, trunk: str, *, shut: bool) -> Entry[Node]:
    sign, says, spoken = _UNSETTLED if branch.unsettled else _SAYS[branch.stop.passage]
    title, counts = branch.stop.section.title, _counts(branch)
    words = f"{says}: {counts}" if counts else says
    mark = "+" if shut and branch.leaves else " "
    return entry(
        branch,
        f"{trunk}{sign}{mark}{title:<{_TITLE}} {words}",
        hang=9,
        spoken=", ".join(filter(None, (f"{title}: {spoken}", counts))),
        look=TextStyle.STRONG if branch.travelled else TextStyle.PLAIN,
    )


def _counts(branch: Branch) -> str:
    """The number of pieces of advice, and of questions and unknown answers that branch here."""
    items = sum(isinstance(leaf.of, Recommendation) for leaf in branch.leaves)
    asked = len(branch.leaves) - items
    counts = [f"{items} item{'s' * (items != 1)}"] * bool(items)
    counts += [f"{asked} open question{'s' * (asked != 1)}"] * bool(asked)
    counts += [f"{len(branch.not_known)} not known"] * bool(branch.not_known)
    return ", ".join(counts)


def _leaf(leaf: Leaf, guide: str) -> Entry[Node]:
    kind = "gives" if isinstance(leaf.of, Recommendation) else "gate?" if leaf.at_gate else "?"
    kind_words = {"gives": "gives", "gate?": "could change the gate", "?": "open question"}[kind]
    return entry(
        leaf, f"{guide} {kind:<5} {leaf.title}", hang=17, spoken=f"  {kind_words}: {leaf.title}"
    )


def node_rows(pathway: Pathway, node: Node) -> Iterator[TextRow]:
    """A section or a leaf in full."""
    if isinstance(node, Branch):
        yield from section_rows(pathway, node.stop)
        if node.not_known:
            words = f"Not known, and could open it: {', '.join(node.not_known)}."
            yield TextRow(words, TextStyle.STRONG)
        return
    yield rule(node.title)
    yield TextRow(node.says)


def section_rows(pathway: Pathway, stop: Stop) -> Iterator[TextRow]:
    """The condition of a section, and the advice that it gives here."""
    yield rule(stop.section.title)
    if stop.section.gate:
        yield TextRow("Applies if:", TextStyle.STRONG)
        for words in table_texts(pathway, stop.section.gate):
            yield TextRow(f"- {words}", continuation_indent=2)
    else:
        yield TextRow("Applies to every patient, unless an earlier section ends the pathway.")
    if stop.section.stops:
        yield TextRow("Where it applies, no later section gives advice.")
    if stop.passage is Passage.NOT_REACHED:
        yield TextRow(
            "Not reached: an earlier section applies and ends the pathway.", TextStyle.STRONG
        )
    for fired in stop.fired:
        yield TextRow(
            f"{pathway.recommendations[fired.gives].title}: {fired.says}", continuation_indent=2
        )
    if not stop.fired and stop.passage is Passage.APPLIES:
        yield TextRow("None of its rules applies on these answers.")
