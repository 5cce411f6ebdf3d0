"""All that the page of a proposal says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from terreau.decide.proposals import policies
from terreau.decide.proposals.models import (
    Amendment,
    Authorship,
    Concealment,
    Dictation,
    Invitation,
    Merge,
    Proposal,
    Study,
    Support,
    Version,
)
from terreau.decide.proposals.queries import wishes
from terreau.decide.proposals.rules import WORDS, fingerprint, put_together
from terreau.lib.differences import Part, words


@dataclass(frozen=True)
class Sheet:
    """A proposal as `person` sees it."""

    proposal: Proposal
    person: Any

    @cached_property
    def authorships(self) -> list[Authorship]:
        return list(self.proposal.authorships.select_related("person", "came_from__edition"))

    @property
    def authors(self) -> list[Authorship]:
        return [one for one in self.authorships if one.accepted_at]

    @property
    def asking(self) -> list[Authorship]:
        return [one for one in self.authorships if not one.accepted_at]

    @cached_property
    def dictation(self) -> Dictation | None:
        return next((one for one in self.dictations if one.proposal_id == self.proposal.pk), None)

    @cached_property
    def dictations(self) -> list[Dictation]:
        """Its own, and those of the proposals that were merged into it: nobody is lost for having no account."""
        merged = Q(proposal__merge__into=self.proposal, proposal__merge__accepted_at__isnull=False)
        held = Dictation.objects.filter(Q(proposal=self.proposal) | merged)
        return list(held.select_related("typed_by").order_by("typed_at"))

    @property
    def signed(self) -> str:
        """Who carries it, as everybody reads it."""
        spoken = [one.name if one.shows_name else _("Une personne sans internet") for one in self.dictations]
        names = [*spoken, *(str(one.person) for one in self.authors)]
        return ", ".join(names) or _("Une personne")

    @cached_property
    def merge(self) -> Merge | None:
        return Merge.objects.filter(proposal=self.proposal).select_related("into__edition", "merged_by").first()

    @cached_property
    def goes_on_as(self) -> str:
        """The title of the one it was merged into, unless that one is concealed from `person`."""
        held = self.merge and self.merge.into
        if not held:
            return ""
        return held.title if policies.can_see(self.person, held) else _("Proposition masquée")

    @cached_property
    def is_suspended(self) -> bool:
        """The merge that was asked of the other one waits for moderation."""
        return self.merge is not None and wishes.suspended().filter(pk=self.merge.pk).exists()

    @cached_property
    def taken_in(self) -> list[Merge]:
        held = Merge.objects.filter(into=self.proposal, accepted_at__isnull=False).order_by("merged_at")
        return [one for one in held.select_related("proposal__edition") if policies.can_see(self.person, one.proposal)]

    @cached_property
    def wishes(self) -> list[Merge]:
        """To join this one, for its authors to answer."""
        return list(wishes.answerable().filter(into=self.proposal).select_related("proposal__edition").order_by("pk"))

    @cached_property
    def suspended(self) -> list[Merge]:
        """The same, told by their number alone while one of the two is hidden."""
        return list(wishes.suspended().filter(into=self.proposal).select_related("proposal").order_by("pk"))

    @property
    def sources(self) -> list[Proposal]:
        """Where authors came from, without those that `person` may not read."""
        return [one.proposal for one in self.taken_in]

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

    @property
    def asks(self) -> Authorship | None:
        """This person's own request to carry it, still waiting."""
        return next((one for one in self.asking if one.person_id == getattr(self.person, "pk", 0)), None)

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
    """An amendment: what it would change, the words that would result today, and the fields where both changed."""

    amendment: Amendment
    title: Sequence[Part]
    summary: Sequence[Part]
    text: Sequence[Part]
    result: Mapping[str, str]
    clash: Sequence[str]
    since: Sequence[Part]

    @property
    def clean(self) -> bool:
        return not self.clash

    @property
    def late(self) -> bool:
        """Written on words that have changed since."""
        return self.amendment.base != self.amendment.proposal.version


def asked(amendment: Amendment) -> Asked:
    """Against the version that it was written on; put together with what changed since, where that is possible."""
    proposal = amendment.proposal
    base = proposal.versions.filter(number=amendment.base).first() or proposal
    was, now, wanted = ({name: getattr(each, name) for name in WORDS} for each in (base, proposal, amendment))
    result, clash = put_together(was, now, wanted)
    title, summary, text = (words(was[name], wanted[name]) for name in WORDS)
    return Asked(amendment, title, summary, text, result, clash, words(was["text"], now["text"]))


def invitation_of(token: str) -> Invitation | None:
    held = Invitation.objects.filter(digest=fingerprint(token))
    return held.select_related("proposal__edition", "made_by").first()


def behind(kind: str, pk: int) -> list[Proposal]:
    """The proposals that a project, or all projects of an edition, come from."""
    related = Proposal.objects.filter(project__isnull=False).select_related("edition")
    return list(related.filter(project=pk) if kind == "budgeting.project" else related.filter(edition=pk))


def proposal_of_project(slug: str, number: int) -> Proposal | None:
    held = Proposal.objects.filter(project__edition__slug=slug, project__number=number)
    return held.select_related("edition").first()
