"""Statements of a report in sentences, by the rules that the content lists for its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.report_reader.binding import AND_WITH, Binding, Limits, hull, within
from data.report_reader.layout import Sentence
from data.report_reader.lexicon import Lexicon, Mark
from data.report_reader.proposals import DENIED, Given, Statement
from data.report_reader.scope import Sign
from data.report_reader.sites import SiteNames
from data.report_reader.values import Said, age_beside, note_beside, part_value
from data.report_reader.word_files import KeyModel


class ProseReader:
    """Reads the sentences of a report of one kind."""

    def __init__(self, lexicon: Lexicon, kind: str) -> None:
        """Choose the rules that hold for the kind."""
        self._lexicon = lexicon
        self._kind = kind
        self._names = SiteNames(lexicon.files.sites)
        rules = lexicon.files.phrases.key
        self._rules = [rule for rule in rules if lexicon.finding(rule, kind)]
        self._reading: dict[str, list[int]] = {}
        for number, rule in enumerate(self._rules):
            self._reading.setdefault(rule.reads or rule.id, []).append(number)
        self._read_in = frozenset(lexicon.files.layout.read_in)
        self._every: set[str] = set()
        self._named: set[str] = set()
        self._regions: list[Statement] = []

    def statements(self, sentences: Sequence[Sentence]) -> Iterator[Statement]:
        """All statements, in the order of the text; without a value where it is withdrawn."""
        withdrawn = any("scope_withdrawn" in sentence.roles for sentence in sentences)
        for item in self._stated(sentences):
            yield replace(item, value=None) if withdrawn else item

    def _stated(self, sentences: Sequence[Sentence]) -> Iterator[Statement]:
        before: tuple[str, ...] = ()
        label: tuple[int, tuple[str, ...]] | None = None
        for sentence in sentences:
            if sentence.elsewhere or sentence.is_title:
                continue
            bound = Binding(sentence, self._lexicon, self._names, self._kind)
            if label and label[0] != sentence.run:
                label = None
            before = label[1] if label and not bound.sites else before
            label = bound.label or label
            said = Said(before)
            amends = sentence.heading in self._lexicon.files.layout.amends
            self._named |= {name for site in bound.sites for name in site.names}
            for rule in self._rules if amends and bound.sites else ():
                if rule.form == "site":
                    yield replace(self._made(bound, rule, None, bound.sites[0].span), amends=True)
            for mark, rule in self._found(bound):
                if sentence.heading in (rule.sections or self._read_in):
                    for made in self._statement(bound, mark, rule, said):
                        yield replace(made, amends=True) if amends else made
            before = said.names
            self._every |= {*before}
        yield from self._unnumbered()

    def _unnumbered(self) -> Iterator[Statement]:
        """The regions without a number, unless a site of the same region is named anywhere."""
        for item in self._regions:
            numbered = any(name[0] == item.site[0] for name in self._named)
            yield replace(item, site="", value=None) if numbered else item

    def _found(self, bound: Binding) -> Iterator[tuple[Mark, KeyModel]]:
        """The marks that a rule reads: those that make sites known before those that need them."""
        found = [
            (self._rules[number].form != "site", number, at)
            for at, mark in enumerate(bound.sentence.marks)
            for role in mark.roles & self._reading.keys()
            for number in self._reading[role]
        ]
        for _, number, at in sorted(found):
            yield bound.sentence.marks[at], self._rules[number]

    def _statement(
        self, bound: Binding, mark: Mark, rule: KeyModel, said: Said
    ) -> Iterator[Statement]:
        sign = self._sign(bound, mark, rule)
        if sign is None:
            return
        if rule.blocks:
            if sign is Sign.STATED:
                yield replace(self._made(bound, rule, None, mark.span), blocks=True)
        elif rule.form == "site":
            yield from self._sites(bound, mark, rule, sign, said)
        elif rule.form == "part":
            yield from self._part(bound, mark, rule, sign, said)
        elif rule.form == "number":
            if sign is not Sign.DENIED:
                yield from self._number(bound, mark, rule, sign)
        else:
            yield from self._choice(bound, mark, rule, sign)

    def _sign(self, bound: Binding, mark: Mark, rule: KeyModel) -> Sign | None:
        """The meaning of a mark; None where it is not of this patient's own part now."""
        sign = bound.sign(*mark.span)
        limits = bound.segment(mark.first)
        roles, site = bound.roles(limits), rule.form == "site"
        other = "part_other" in roles and not site and not rule.of_person
        if sign is Sign.NOT_MEANT or (other and "part_own" not in roles):
            return None
        if rule.beside and rule.beside not in bound.sentence.roles:
            return None
        of_structure = site and "structure" in bound.roles((limits[0], mark.first))
        away = not site and any(one.elsewhere for one in bound.sites)
        near = roles & {*rule.not_beside} or bound.sentence.roles & {*rule.not_in}
        if not site and not (rule.of_person or rule.beside):
            near |= bound.sentence.roles & {"scope_past"}
        beside = bound.roles(bound.clause(mark.first, AND_WITH))
        at_another = rule.form == "part" and "structure" in beside and not rule.touches
        if other or of_structure or away or near or at_another:
            return Sign.DOUBTFUL
        return sign

    def _made(self, bound: Binding, rule: KeyModel, value: Given | None, span: Limits) -> Statement:
        """A statement of a rule about some words."""
        tokens = bound.sentence.tokens[slice(*span)]
        sentence = bound.sentence.start, bound.sentence.end
        finding = self._lexicon.finding(rule, self._kind)
        unread = bound.unread and not rule.of_person
        place = tokens[0].start, tokens[-1].end
        return Statement(finding, value, *place, sentence, unread=unread)

    def _choice(
        self, bound: Binding, mark: Mark, rule: KeyModel, sign: Sign
    ) -> Iterator[Statement]:
        """One of a finding's choices: by sign, by degree, or how many sites it names."""
        if sign is Sign.DENIED:
            value, span = self._denied(bound, mark, rule)
            if value != "":
                yield replace(self._made(bound, rule, value, span), denies=True)
        elif not rule.denied_only:
            made = self._made(bound, rule, None, mark.span)
            made = self._affirmed(bound, mark, rule) if sign is Sign.STATED else made
            yield replace(made, note=bound.place_of(mark)) if rule.placed else made

    def _affirmed(self, bound: Binding, mark: Mark, rule: KeyModel) -> Statement:
        """The choice that a statement means; none where a degree may be of it or of another."""
        known = rule.degrees
        given = [m for m in bound.sentence.marks if m.roles & known.keys()]
        near = bound.clause(mark.first, AND_WITH)
        own = [m for m in given if within(near, m)]
        named = [bound.named(m) for m in given]
        if any(
            marks != [mark] for m, marks in zip(given, named, strict=True) if not marks or m in own
        ):
            return self._made(bound, rule, None, mark.span)
        values = {known[role] for m in own for role in m.roles & known.keys()}
        if rule.sites and not values:
            own_sites = [] if "affected" in bound.sentence.roles else bound.sites_of(mark)
            places = sum(site.places for site in own_sites)
            values = {rule.sites.several if places > 1 else rule.sites.one} if places else set()
        if not values:
            made = self._made(bound, rule, rule.stated, mark.span)
            return replace(made, weak=bool(rule.degrees))
        value = values.pop() if len(values) == 1 else None
        return self._made(bound, rule, value, hull(mark.span, *(m.span for m in own)))

    def _denied(self, bound: Binding, mark: Mark, rule: KeyModel) -> tuple[Given | None, Limits]:
        """The meaning of a denial: the rule's value, or nothing certain where words limit it.

        An empty value says that the sentence does not concern the finding.
        """
        cue, end = bound.denial(mark), bound.segment(mark.first)[1]
        span = cue.first, mark.last
        between = {*bound.words[cue.last : mark.first]}
        said = between | {*bound.words[slice(*mark.span)]}
        open_words = {*rule.open_words}
        excepted = any(m.first == end and "scope_except" in m.roles for m in bound.sentence.marks)
        near = excepted or any(site.first < end for site in bound.sites)
        if rule.without_sites and near:
            return None, span
        if (rule.between is not None and not between <= {*rule.between}) or (
            said & open_words and not said & {*rule.closed_by}
        ):
            return "", span
        qualified = any(
            "scope_qualifier" in m.roles and bound.words[m.first] not in open_words
            for m in bound.sentence.marks
            if within(span, m)
        )
        return (rule.qualified if qualified else rule.denied), span

    def _number(
        self, bound: Binding, mark: Mark, rule: KeyModel, sign: Sign
    ) -> Iterator[Statement]:
        """A number with its unit beside the words that name it."""
        found = bound.own_numbers(mark, rule)
        if sign is Sign.STATED and len(found) == 1 and found[0].exact:
            yield self._made(bound, rule, found[0].value, hull(mark.span, found[0].span))
        elif found or not rule.quiet:
            yield replace(self._made(bound, rule, None, mark.span), blocks=bool(found))

    def _sites(
        self, bound: Binding, mark: Mark, rule: KeyModel, sign: Sign, said: Said
    ) -> Iterator[Statement]:
        """The sites at which the statement holds."""
        found = bound.sites_of(mark)
        if sign is Sign.DENIED:
            for site in found:
                denied = bound.sign(*hull(mark.span, site.span)) is sign and bound.clear(site)
                made = self._made(bound, rule, DENIED, hull(mark.span, site.span))
                yield from (replace(made, site=name) for name in site.names if denied)
            return
        own = not bound.roles(bound.segment(mark.first)) & {"part_other", "structure"}
        if not found:
            if own and not said.sites and not said.before:
                yield from self._unsited(bound, mark, rule, sign)
            return
        for site in found:
            whole = bound.sign(*hull(mark.span, site.span))
            certain = sign is Sign.STATED and whole is Sign.STATED and bound.clear(site)
            if certain:
                said.sites.append((mark, site))
                yield from self._against(bound, mark, rule)
            note = note_beside(bound, site)
            for name in site.names or ("",):
                value = rule.stated if certain and name else None
                words = hull(mark.span, site.span)
                yield replace(self._made(bound, rule, value, words), site=name, note=note)
                part = rule.aged.get(self._kind) if certain and name else None
                if part and (age := age_beside(bound, mark, site)):
                    yield replace(self._made(bound, rule, *age), site=name, part=part)

    def _unsited(
        self, bound: Binding, mark: Mark, rule: KeyModel, sign: Sign
    ) -> Iterator[Statement]:
        """A statement without a site; one of a region waits until all numbers are known."""
        if sign is Sign.STATED and (region := bound.region(mark)):
            made = self._made(bound, rule, rule.stated, region[1])
            self._regions.append(replace(made, site=region[0]))
        else:
            yield self._made(bound, rule, None, mark.span)

    def _against(self, bound: Binding, mark: Mark, rule: KeyModel) -> Iterator[Statement]:
        """The statement that a fresh finding leaves open what another sentence denies."""
        fresh = {*self._lexicon.files.binding.fresh}
        said = [m for m in bound.sentence.marks if m.roles & fresh]
        stated = any(bound.sign(*m.span) is not Sign.DENIED for m in said)
        if (other := rule.against.get(self._kind)) and stated:
            made = self._made(bound, rule, None, mark.span)
            yield replace(made, blocks=True, finding=other)

    def _part(
        self, bound: Binding, mark: Mark, rule: KeyModel, sign: Sign, said: Said
    ) -> Iterator[Statement]:
        """A value of a site: of the sites named just before it, or in the sentence before."""
        whose = bound.begun(mark) if rule.alone else mark
        names, certain = self._owners(bound, whose, said, sign)
        certain = certain and not (len(names) > 1 and (rule.alone or bound.apart))
        if rule.here and not bound.sites:
            return
        given = part_value(bound, mark, rule, sign, len(names))
        if given is None:
            return
        value, span = given
        if certain and value is not None:  # what follows may be of the same sites
            said.sites.extend((mark, site) for site in bound.sites_of(whose))
        if value is None and not names and (rule.units or rule.quiet):
            return
        sure = {name for site in bound.sites if bound.owns(site, mark) for name in site.names}
        sure = sure if bound.sites else {*names}
        for name in names or ("",):
            yield replace(
                self._made(bound, rule, value if certain and name in sure else None, span),
                site=name,
                part=rule.part[self._kind],
                note=rule.note,
                weak=bool(rule.degrees),
                blocks=bool(rule.units) and sign is Sign.STATED and value is None,
            )

    def _owners(
        self, bound: Binding, mark: Mark, said: Said, sign: Sign
    ) -> tuple[tuple[str, ...], bool]:
        """The sites that a value belongs to, and whether that is certain."""
        if own := bound.sites_of(mark):
            names = tuple(name for site in own for name in site.names)
            return names, all(map(bound.clear, own))
        if bound.sites:
            before = [site for site in bound.sites if site.last <= mark.first]
            marks = [m for m, site in said.sites if [site] == before[-1:]]
            chain = [site for m, site in said.sites if m in marks and site in before]
            if chain:
                return tuple(dict.fromkeys(name for site in chain for name in site.names)), True
            return (), False
        if said.before:
            said.carried = len(said.before) == 1
            return said.before, said.carried
        certain = len(self._every) == 1 and sign is Sign.DENIED
        return (tuple(self._every), True) if certain else ((), False)
