"""All that the page of a proposal says."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from terreau.decide.proposals import policies
from terreau.decide.proposals.models import (
    Amendment,
    Authorship,
    Concealment,
    Dictation,
    Merge,
    Proposal,
    Study,
    Support,
    Version,
)
from terreau.lib.differences import Part, merged, words


@dataclass(frozen=True)
class Sheet:
    """A proposal as `person` sees it."""

    proposal: Proposal
    person: Any

    @cached_property
    def authorships(self) -> list[Authorship]:
        return list(self.proposal.authorships.select_related("person"))

    @property
    def authors(self) -> list[Authorship]:
        return [one for one in self.authorships if one.accepted_at]

    @property
    def asking(self) -> list[Authorship]:
        return [one for one in self.authorships if not one.accepted_at]

    @cached_property
    def dictation(self) -> Dictation | None:
        return Dictation.objects.filter(proposal=self.proposal).select_related("typed_by").first()

    @property
    def signed(self) -> str:
        """Who carries it, as everybody reads it."""
        names = [str(one.person) for one in self.authors]
        if self.dictation:
            shown = self.dictation.name if self.dictation.shows_name else _("Une personne sans internet")
            names.insert(0, shown)
        return ", ".join(names) or _("Une personne")

    @cached_property
    def merge(self) -> Merge | None:
        return Merge.objects.filter(proposal=self.proposal).select_related("into__edition", "merged_by").first()

    @cached_property
    def merged_here(self) -> list[Merge]:
        held = Merge.objects.filter(into=self.proposal).select_related("proposal__edition", "merged_by")
        return list(held.order_by("merged_at"))

    @cached_property
    def concealment(self) -> Concealment | None:
        held = self.proposal.concealments.filter(lifted_at__isnull=True)
        return held.select_related("concealed_by").first()

    @cached_property
    def studies(self) -> list[Study]:
        held = self.proposal.studies.select_related(
            "started_by", "decided_by", "checked_by", "appeal__made_by", "appeal__answered_by"
        )
        return list(held.prefetch_related("findings", "costs", "returns"))

    @cached_property
    def amendments(self) -> list[Amendment]:
        return list(self.proposal.amendments.select_related("made_by", "decided_by"))

    @cached_property
    def backing(self) -> Support | None:
        if not getattr(self.person, "is_authenticated", False):
            return None
        return Support.objects.filter(proposal=self.proposal, person=self.person).first()

    @cached_property
    def is_author(self) -> bool:
        return any(one.person_id == getattr(self.person, "pk", None) for one in self.authors)

    @cached_property
    def may_change(self) -> bool:
        return not policies.why_not_change(self.person, self.proposal)

    @cached_property
    def why_not_take_part(self) -> str:
        return policies.why_not_take_part(self.person, self.proposal)


def proposal_at(slug: str, number: int) -> Proposal | None:
    related = (
        "edition__opening",
        "category",
        "district",
        "place",
        "carrier",
        "project__edition",
        "withdrawal",
        "dictation",
    )
    found = Proposal.objects.filter(edition__slug=slug, number=number).select_related(*related)
    return found.prefetch_related("edition__phases").first()


@dataclass(frozen=True)
class Comparison:
    """Two versions, word by word."""

    before: Version
    after: Version

    @property
    def title(self) -> Sequence[Part]:
        return words(self.before.title, self.after.title)

    @property
    def summary(self) -> Sequence[Part]:
        return words(self.before.summary, self.after.summary)

    @property
    def text(self) -> Sequence[Part]:
        return words(self.before.text, self.after.text)


def comparison(proposal: Proposal, before: int, after: int) -> Comparison | None:
    found = {one.number: one for one in proposal.versions.filter(number__in=[before, after])}
    return Comparison(found[before], found[after]) if {before, after} <= set(found) else None


@dataclass(frozen=True)
class Asked:
    """An amendment: what it would change, and the text that would result today."""

    amendment: Amendment
    title: Sequence[Part]
    summary: Sequence[Part]
    text: Sequence[Part]
    result: str
    clean: bool


def asked(amendment: Amendment) -> Asked:
    """Against the version that it was written on; put together with what changed since, where that is possible."""
    proposal = amendment.proposal
    base = proposal.versions.filter(number=amendment.base).first()
    was = base or proposal
    joined = merged(was.text, proposal.text, amendment.text)
    return Asked(
        amendment,
        words(was.title, amendment.title),
        words(was.summary, amendment.summary),
        words(was.text, amendment.text),
        amendment.text if joined is None else joined,
        joined is not None,
    )
