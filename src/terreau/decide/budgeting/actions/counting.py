"""Counting: the engine and the script apart on the same bytes; published only where both say the same."""

from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.algorithms.counting import CountingError, Undecided, count, parse_rule
from terreau.algorithms.counting.pabulib import FileFault, election_of, parse
from terreau.algorithms.counting.publication import result_of, trace_of
from terreau.algorithms.counting.recount import build
from terreau.decide.budgeting.actions.mixing import mix
from terreau.decide.budgeting.enums import CountState, PhaseKind
from terreau.decide.budgeting.exports import ballot_file
from terreau.decide.budgeting.models import Annulment, Count, Draw, Edition, NearMiss, Phase, Publication
from terreau.decide.budgeting.queries.box import balance, unread
from terreau.decide.budgeting.queries.claims import holds
from terreau.decide.budgeting.queries.draws import confirmed_draws, standing_tie
from terreau.decide.budgeting.queries.results import remember, result
from terreau.decide.budgeting.rules import is_over, window
from terreau.decide.counts.apart import count_apart
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record

PATIENCE = 1800  # seconds for the script


@transaction.atomic
def ask_count(*, edition: Edition, by: Any) -> Count:
    """Write down that a count was asked for; the job does it."""
    if edition.source is None and not is_over(edition.phases.all(), PhaseKind.VOTE, timezone.now()):
        raise Refused(_("Le vote n’est pas clos : rien ne se dépouille avant."))
    waiting = unread(edition)
    if waiting:
        said = ngettext(
            "%(n)d bulletin papier est encore à lire.", "%(n)d bulletins papier sont encore à lire.", waiting
        )
        raise Refused(said % {"n": waiting})
    if holds(edition):
        raise Refused(
            _(
                "Le résultat est publié : il ne se refait pas, sauf si une contestation l’annule. Chacun peut le recompter."
            )
        )
    tie = standing_tie(edition)
    if tie and not Draw.objects.filter(count=tie, confirmed_at__isnull=False).exists():
        raise Refused(
            _("Le dernier compte s’est arrêté sur une égalité : tirez au sort et faites confirmer, puis comptez.")
        )
    asked = Count.objects.create(edition=edition, asked_by=by)
    record("budgeting.count_asked", by=by, on=edition, detail={"count": asked.pk})
    return asked


def run_count(*, asked: Count) -> Count:
    """Count twice. A job that was killed in the middle counts again: nothing but its progress was written."""
    asked = Count.objects.select_related("edition").get(pk=asked.pk)
    if asked.ended_at:
        return asked
    edition = asked.edition
    _tell(asked, 5, _("Les derniers bulletins sont mêlés aux autres."))
    mix(patience=120)  # nobody votes any more
    held = balance(edition)
    if edition.source is None and not held.holds:
        return _end(asked, CountState.FAILED, held.sentence)
    ballots = ballot_file(edition)
    rule, draws = parse_rule(edition.rule), confirmed_draws(edition)
    lots = [draw.order for draw in draws]
    _tell(asked, 20, _("Le moteur compte."))
    try:
        election = election_of(parse(ballots))
        outcome = count(election, rule, lots=lots)
    except Undecided as tie:
        names = dict(edition.projects.values_list("key", "title"))
        said = _(
            "Exactement à égalité : %(names)s. Tirez au sort en public, faites confirmer, puis comptez de nouveau."
        )
        named = ", ".join(names.get(key, key) for key in tie.projects)
        asked.tied = list(tie.projects)
        return _end(asked, CountState.TIED, said % {"names": named})
    except (CountingError, FileFault) as refused:
        return _end(asked, CountState.FAILED, str(refused))
    _tell(asked, 60, _("Le script à part recompte, en fractions."))
    apart = count_apart(ballots, rule.to_toml(), lots=lots, seconds=PATIENCE)
    if (apart.winners, apart.cost) != (list(outcome.winners), str(outcome.cost)):
        return _end(asked, CountState.DIFFERENT, apart.problem or ", ".join(apart.winners or ()))
    written = result_of(election, outcome, ballots, lang="fr")
    kit = build(ballots, rule, written, trace_of(outcome), draw="\n\n".join(d.protocol for d in draws), lots=lots)
    asked.ballots = election.ballots.voters
    asked.kit, asked.sha256 = kit, str(written["sha256"])
    remember(asked, election, outcome, str(written["ballots_sha256"]))
    return _end(asked, CountState.AGREED, "")


def _tell(asked: Count, done: int, said: str) -> None:
    Count.objects.filter(pk=asked.pk).update(state=CountState.RUNNING, done=done, said=said)


@transaction.atomic
def _end(asked: Count, state: CountState, said: str) -> Count:
    asked.state, asked.said, asked.done, asked.ended_at = state, said, 100, timezone.now()
    asked.save()
    detail = {"count": asked.pk, "state": str(state), "sha256": asked.sha256}
    record("budgeting.count_ended", by=None, on=asked.edition, detail=detail)
    return asked


@transaction.atomic
def publish(*, asked: Count, by: Any) -> Publication:
    """Make the result public, and give everybody the time to contest it; only an annulment lets another take its place."""
    if asked.state != CountState.AGREED:
        raise Refused(_("Seul un compte sur lequel le moteur et le script s’accordent se publie."))
    edition = Edition.objects.select_for_update(no_key=True).get(pk=asked.edition_id)  # two may press at once
    now = timezone.now()
    made = Publication.objects.select_for_update().filter(edition=edition).first()
    left = Annulment.objects.filter(edition=edition).first()
    if made and holds(edition):
        raise Refused(_("Le résultat est déjà publié."))
    if left and asked.asked_at <= left.annulled_at:
        raise Refused(_("Ce compte date d’avant l’annulation : comptez de nouveau, puis publiez."))
    until = _open_objections(edition, now)
    if made:
        made.count, made.published_at, made.published_by = asked, now, by
        made.save()
    else:
        made = Publication.objects.create(edition=edition, count=asked, published_at=now, published_by=by)
    near = keep_near_misses(asked=asked)
    detail = {"sha256": asked.sha256, "contested_until": until, "near_misses": len(near)}
    record("budgeting.result_replaced" if left else "budgeting.result_published", by=by, on=edition, detail=detail)
    return made


def _open_objections(edition: Edition, now: datetime) -> str:
    """From now on, and for as long as the rules say at least, whatever the calendar had foreseen; an imported vote has none."""
    if edition.source is not None:
        return ""
    edition.phases.filter(kind=PhaseKind.COUNT, opens_at__lt=now, closes_at__gt=now).update(closes_at=now)  # it is done
    phase = edition.phases.filter(kind=PhaseKind.OBJECT).first() or Phase(edition=edition, kind=PhaseKind.OBJECT)
    least = now + window(edition.template)
    phase.opens_at = min(phase.opens_at or now, now)
    phase.closes_at = max(phase.closes_at or least, least)
    phase.save()
    return phase.closes_at.isoformat(timespec="minutes")


def keep_near_misses(*, asked: Count) -> list[NearMiss]:
    """Projects that lacked little money, by the threshold of the rules; part of publishing, which writes the event.

    None where few voted: what a project lacked says how many chose it.
    """
    if asked.of_few:
        return []
    told = result(asked.edition, asked)
    voice, projects = told.sheet("fr").voice, {each.key: each for each in asked.edition.projects.all()}
    return NearMiss.objects.bulk_create(
        NearMiss(
            project=projects[each.project],
            count=asked,
            effective_support=_decimal(each.effective_support, 6),
            missing=_decimal(each.cost - voice.cut(each.reach), 2),
        )
        for each in told.outcome.near_misses(Fraction(asked.edition.near_share, 100))
    )


def _decimal(value: Fraction, places: int) -> Decimal:
    """Cut, never rounded up: what just missed is not a hundred per cent."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN)
