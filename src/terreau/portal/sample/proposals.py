"""The ideas that Rivelune's budgets began with: versions, amendments, supports, studies, an appeal.

They are written as they happened, months ago: the actions refuse what is out of its time, so the rows are laid down here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from terreau.converse.comments.models import Comment, Helpful, Thread
from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals.enums import Criterion, Status, Verdict
from terreau.decide.proposals.models import (
    Amendment,
    Appeal,
    Authorship,
    CostLine,
    Dictation,
    Finding,
    Merge,
    Proposal,
    Study,
    Support,
    Version,
    Withdrawal,
)
from terreau.know.cards.models import Card, Category
from terreau.know.territory.models import District
from terreau.lib import meaning
from terreau.portal.sample.files import read
from terreau.trust.people import actions as people
from terreau.trust.people.models import Person

NEIGHBOURS = (
    "Aline B.", "Samir K.", "Odile R.", "Jules M.", "Inès T.", "Paul V.", "Mireille G.", "Ahmed D.", "Chloé P.", "Bernard L.",
    "Fatou S.", "Luc H.", "Nina J.", "Gérard A.", "Lola C.", "Thomas W.", "Rosa F.", "Hugo N.", "Denise O.", "Malik E.",
    "Élise Q.", "Victor U.", "Jeanne Z.", "Omar Y.", "Camille I.", "Serge X.", "Maya B.", "Colette D.", "Noé F.", "Leïla G.",
    "Henri J.", "Anouk K.", "Pierre L.", "Sofia M.", "Raymond N.", "Emma O.", "Idriss P.", "Marthe Q.", "Adam R.", "Lucienne S.",
    "Tom T.", "Yasmine U.", "Guy V.", "Alice W.", "Marcel X.", "Zoé Y.", "Robert Z.", "Manon A.", "Joseph B.", "Clara C.",
    "Ali D.", "Simone E.", "Léo F.", "Aïcha G.", "Roger H.", "Julie I.", "Kenza J.", "Fernand K.", "Lisa L.", "Mehdi M.",
)  # fmt: skip


def write_proposals(cast: Mapping[str, Person], *, now: datetime) -> None:
    """Every proposal of the file, in order; merges and links to projects after all of them stand."""
    crowd = [
        people.create_person(email=f"voisin{n}@rivelune.example", name=name, language="fr", by=None)
        for n, name in enumerate(NEIGHBOURS, 1)
    ]
    laid: dict[str, Proposal] = {}
    for one in read("proposals"):
        laid[one["key"]] = _lay(one, cast, crowd, now)
    for one in read("proposals"):
        if "merged_into" in one:
            _merge(laid[one["key"]], laid[one["merged_into"]], one, cast, now)


def _ago(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)


def _lay(one: dict[str, Any], cast: Mapping[str, Person], crowd: Sequence[Person], now: datetime) -> Proposal:
    edition = Edition.objects.get(slug=one["edition"])
    versions = [one, *one.get("versions", [])]
    last, place = versions[-1], Card.objects.filter(slug=one.get("place", "")).first()
    lon, lat = (place.lon, place.lat) if place else one.get("point", (None, None))
    proposal = Proposal.objects.create(
        edition=edition,
        number=Proposal.objects.filter(edition=edition).count() + 1,
        status=_status(one),
        title=one["title"],
        summary=one["summary"],
        text=last["text"],
        category=Category.objects.filter(slug=one["category"]).first(),
        rough_cost=Decimal(one["cost"]),
        district=District.objects.filter(slug=one["district"]).first(),
        place=place,
        lon=lon,
        lat=lat,
        carrier=Card.objects.filter(slug=one["carrier"]).first(),
        version=len(versions),
        meaning=meaning.packed(one["title"]),
        made_at=_ago(now, one["days"]),
        changed_at=_ago(now, last["days"]),
    )
    _authors(proposal, one, cast, now)
    _words(proposal, one, versions, cast, now)
    _back(proposal, one, crowd)
    _talk(proposal, one, cast, crowd, now)
    if "study" in one:
        _study(proposal, one, cast, now)
    if "withdrawn" in one:
        at = _ago(now, one["withdrawn_days"])
        Withdrawal.objects.create(
            proposal=proposal, reason=one["withdrawn"], withdrawn_at=at, withdrawn_by=cast[one["by"]]
        )
    return proposal


def _status(one: dict[str, Any]) -> Status:
    if "study" in one:
        return Status.RETAINED if one["study"]["retained"] else Status.REFUSED
    return Status.WITHDRAWN if "withdrawn" in one else Status.OPEN


def _authors(proposal: Proposal, one: dict[str, Any], cast: Mapping[str, Person], now: datetime) -> None:
    at = _ago(now, one["days"])
    for who in [one["by"], *one["with"]] if one["by"] else []:
        Authorship.objects.create(
            proposal=proposal, person=cast[who], invited_at=at, invited_by=cast[one["by"]], accepted_at=at
        )
    if said := one.get("dictated"):
        Dictation.objects.create(
            proposal=proposal,
            name=said["name"],
            shows_name=said["shows"],
            reason=said["reason"],
            typed_at=at,
            typed_by=cast[said["by"]],
        )


def _words(
    proposal: Proposal, one: dict[str, Any], versions: list[dict[str, Any]], cast: Mapping[str, Person], now: datetime
) -> None:
    for each in one.get("amendments", []):
        answered = {"decided_at": _ago(now, each["days"] + 3), "decided_by": cast[one["by"]]} if each["outcome"] else {}
        Amendment.objects.create(
            proposal=proposal, base=1, title=one["title"], summary=one["summary"], text=each["text"], reason=each["reason"],
            made_at=_ago(now, each["days"]), made_by=cast[each["by"]], outcome=each["outcome"], answer=each["answer"], **answered,
        )  # fmt: skip
    for number, each in enumerate(versions, 1):
        Version.objects.create(
            proposal=proposal, number=number, title=one["title"], summary=one["summary"], text=each["text"], note=each.get("note", ""),
            rough_cost=proposal.rough_cost, made_at=_ago(now, each["days"]), made_by=cast.get(one["by"]),
        )  # fmt: skip


def _back(proposal: Proposal, one: dict[str, Any], crowd: Sequence[Person]) -> None:
    some = Random(one["key"]).sample(list(crowd), min(one["supports"], len(crowd)))  # noqa: S311  the same town each time
    Support.objects.bulk_create([Support(proposal=proposal, person=person, told=False) for person in some])
    Proposal.objects.filter(pk=proposal.pk).update(supports=len(some))


def _talk(
    proposal: Proposal, one: dict[str, Any], cast: Mapping[str, Person], crowd: Sequence[Person], now: datetime
) -> None:
    for said in one.get("comments", []):
        thread, _new = Thread.objects.get_or_create(kind="proposals.proposal", key=str(proposal.pk))
        top = Comment.objects.create(
            thread=thread,
            stance=said["stance"],
            text=said["text"],
            made_at=_ago(now, said["days"]),
            made_by=cast[said["by"]],
        )
        Helpful.objects.bulk_create([Helpful(comment=top, person=person) for person in crowd[: said["useful"]]])
        Comment.objects.filter(pk=top.pk).update(helpful=said["useful"])
        for reply in said["replies"]:
            Comment.objects.create(
                thread=thread,
                parent=top,
                text=reply["text"],
                made_at=_ago(now, reply["days"]),
                made_by=cast[reply["by"]],
            )


def _study(proposal: Proposal, one: dict[str, Any], cast: Mapping[str, Person], now: datetime) -> None:
    """Studied by one, checked by another; the appeal answered by a third."""
    said = one["study"]
    study = Study.objects.create(proposal=proposal, started_at=_ago(now, -76), started_by=cast["claire"])
    for criterion in Criterion:
        verdict, remark = Verdict.YES, ""
        if criterion in said["no"]:
            verdict, remark = Verdict.NO, said["no"][criterion]
        elif criterion in said["conditions"]:
            verdict, remark = Verdict.CONDITION, said["conditions"][criterion]
        Finding.objects.create(study=study, criterion=criterion, verdict=verdict, remark=remark)
    for label, kind, amount, source in said["costs"]:
        CostLine.objects.create(study=study, label=label, kind=kind, amount=Decimal(amount), source=source)
    study.retained, study.reasons = said["retained"], said["reasons"]
    study.decided_at, study.decided_by, study.decided_on = _ago(now, -58), cast["claire"], proposal.version
    study.save()
    study.checked_at, study.checked_by = _ago(now, -52), cast["karim"]
    study.save()
    if told := one.get("appeal"):
        made = Appeal.objects.create(
            study=study, text=told["text"], made_at=_ago(now, told["days"]), made_by=cast[told["by"]]
        )
        made.outcome, made.answer = told["outcome"], told["answer"]
        made.answered_at, made.answered_by = _ago(now, told["answered"]), cast[told["by_answer"]]
        made.save()
    if said["retained"]:
        proposal.project = proposal.edition.projects.get(key=one["key"])
        proposal.save(update_fields=["project"])


def _merge(one: Proposal, into: Proposal, said: dict[str, Any], cast: Mapping[str, Person], now: datetime) -> None:
    at = _ago(now, said["merged_days"])
    Merge.objects.create(
        proposal=one,
        into=into,
        reason=said["reason"],
        merged_at=at,
        merged_by=cast["claire"],
        accepted_at=at,
        accepted_by=cast["claire"],
    )
    held = Authorship.objects.filter(proposal=one)
    Authorship.objects.bulk_create(
        [Authorship(proposal=into, person=each.person, came_from=one, invited_at=at, accepted_at=at) for each in held]
    )
    Support.objects.bulk_create(
        [Support(proposal=into, person=each.person, told=False) for each in Support.objects.filter(proposal=one)],
        ignore_conflicts=True,
    )
    Proposal.objects.filter(pk=into.pk).update(supports=Support.objects.filter(proposal=into).count())
    Proposal.objects.filter(pk=one.pk).update(status=Status.MERGED)
