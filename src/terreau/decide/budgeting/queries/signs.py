"""What is unusual in a vote, in plain sentences, with what honest thing may explain it; people look, machines do nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import Channel, Counted
from terreau.decide.budgeting.models import Attendance, Edition, Kiosk, Look, Pace, Tally
from terreau.decide.budgeting.queries.box import balance
from terreau.decide.budgeting.rules import SIGNS
from terreau.decide.budgeting.small_groups import SMALL, protected
from terreau.ui.tags.figures import short_day


@dataclass(frozen=True)
class Sign:
    """`key` is the same at each look, so that notes stay beside it."""

    key: str
    said: str
    limit: str
    honest: str
    looks: Sequence[Look] = field(default_factory=list)


def kiosks(edition: Edition) -> list[tuple[Kiosk, bool]]:
    """Those of this edition, and whether each is open now."""
    now = timezone.now()
    return [(one, one.is_open(now)) for one in edition.kiosks.select_related("opened_by", "closed_by")[:30]]


def signs(edition: Edition) -> list[Sign]:
    """Those that stand now, with what people found about each."""
    looks: dict[str, list[Look]] = {}
    for look in Look.objects.filter(edition=edition).select_related("looked_by"):
        looks.setdefault(look.sign, []).append(look)
    found = [*_tallied(edition), *_bursts(edition), *_envelopes(edition), *_unbalanced(edition)]
    return [Sign(one.key, one.said, one.limit, one.honest, looks.get(one.key, [])) for one in found]


def _tallied(edition: Edition) -> Iterator[Sign]:
    rows = list(Tally.objects.filter(edition=edition).select_related("agent").order_by("day", "-count", "pk"))
    yield from _by_network(rows)
    yield from _revoked(rows)
    yield from _by_agent(rows)


def _by_network(rows: Iterable[Tally]) -> Iterator[Sign]:
    said = {
        Counted.USED: _("%(n)d codes ont voté depuis un même réseau le %(day)s."),
        Counted.ACCOUNT: _("%(n)d comptes ont voté depuis un même réseau le %(day)s."),
        Counted.WRONG: _("%(n)d codes qui n’existent pas ont été tapés depuis un même réseau le %(day)s."),
    }
    honest = {
        Counted.USED: _(
            "Une médiathèque, un lycée, une résidence, une entreprise : beaucoup de gens, une seule adresse."
        ),
        Counted.ACCOUNT: _(
            "Une médiathèque, un lycée, une résidence, un opérateur de téléphone : beaucoup de gens, une seule adresse."
        ),
        Counted.WRONG: _("Des caractères mal lus sur une lettre, un groupe que l’on aide, une borne très fréquentée."),
    }
    for row in rows:
        if row.kind in said and row.agent_id is None and row.kiosk_id is None and row.count >= SIGNS[row.kind]:
            yield _sign(
                row.kind, row.day, row.place[:12], row.count, said[Counted(row.kind)], honest[Counted(row.kind)]
            )


def _revoked(rows: Iterable[Tally]) -> Iterator[Sign]:
    days: dict[date, int] = {}
    for row in rows:
        if row.kind == Counted.REVOKED:
            days[row.day] = days.get(row.day, 0) + row.count
    for day, count in days.items():
        if count >= SIGNS["revoked"]:
            said = _("%(n)d codes retirés ont été tapés le %(day)s.")
            honest = _("Quelqu’un a retrouvé sa première lettre ; un lot a été retiré après l’envoi.")
            yield _sign(Counted.REVOKED, day, "", count, said, honest)


def _by_agent(rows: Iterable[Tally]) -> Iterator[Sign]:
    said = {
        Counted.PASS: _("%(who)s a remis %(n)d codes au guichet le %(day)s."),
        Counted.CALL: _("%(who)s a pris %(n)d votes par téléphone le %(day)s."),
    }
    honest = _("Un jour de marché ou de visite en résidence ; un seul agent présent ce jour-là.")
    for row in rows:
        if row.kind in said and row.agent and row.count >= SIGNS[row.kind]:
            text = said[Counted(row.kind)].replace("%(who)s", str(row.agent).replace("%", "%%"))
            yield _sign(row.kind, row.day, str(row.agent_id), row.count, text, honest)


def _sign(kind: str, day: date, which: str, count: int, said: str, honest: str) -> Sign:
    return Sign(
        f"{kind}:{day.isoformat()}:{which}", said % {"n": count, "day": short_day(day)}, _limit(kind), honest
    )  # fmt: skip


def _limit(kind: str) -> str:
    return _("Signalé à partir de %(n)d.") % {"n": SIGNS[kind]}


def _bursts(edition: Edition) -> Iterator[Sign]:
    for pace in Pace.objects.filter(edition=edition, most__gte=SIGNS["burst"]).order_by("day", "channel"):
        said = _("%(n)d personnes ont voté en dix minutes le %(day)s : %(channel)s.") % {
            "n": pace.most, "day": short_day(pace.day), "channel": pace.get_channel_display(),
        }  # fmt: skip
        if pace.busiest:
            said += " " + _("C’était vers %(hour)s.") % {"hour": f"{pace.busiest:%H:%M}"}
        honest = _(
            "L’annonce d’un journal, un message à tous les habitants, les dernières heures du vote, une classe entière."
        )
        yield Sign(f"burst:{pace.day.isoformat()}:{pace.channel}", said, _limit("burst"), honest)


def _envelopes(edition: Edition) -> Iterator[Sign]:
    found = edition.envelopes.annotate(
        voids=Count("sheets", filter=Q(sheets__void=True), distinct=True),
        thirds=Count("sheets", filter=Q(sheets__readings__turn=3), distinct=True),
    )
    for one in found:
        if one.voids * 100 >= SIGNS["void"] * one.sheets_inside:
            said = _("Enveloppe « %(label)s » : %(n)d bulletins nuls sur %(all)d.")
            honest = _("Une consigne mal comprise dans un lieu ; un modèle de bulletin imprimé trop petit.")
            yield _of_envelope("void", one.pk, said, one.label, one.voids, one.sheets_inside, honest)
        if one.thirds * 100 >= SIGNS["disputed"] * one.sheets_inside:
            said = _("Enveloppe « %(label)s » : %(n)d bulletins lus autrement par deux personnes, sur %(all)d.")
            honest = _("Des croix mal placées, une écriture difficile, un lecteur fatigué.")
            yield _of_envelope("disputed", one.pk, said, one.label, one.thirds, one.sheets_inside, honest)
    yield from _sheets_and_people(edition)


def _of_envelope(kind: str, pk: int, said: str, label: str, n: int, total: int, honest: str) -> Sign:
    limit = _("Signalé à partir de %(n)d %%.") % {"n": SIGNS[kind]}
    return Sign(f"{kind}:{pk}", said % {"label": label, "n": n, "all": total}, limit, honest)


def _sheets_and_people(edition: Edition) -> Iterator[Sign]:
    """More sheets in sealed envelopes than people who took one."""
    sealed = edition.envelopes.aggregate(n=Sum("sheets_inside"))["n"] or 0
    handed = Attendance.objects.filter(edition=edition, channel=Channel.PAPER).count()
    if sealed > handed:
        said = _("Les enveloppes scellées contiennent %(sealed)d bulletins, et %(handed)d personnes en ont pris un.")
        honest = _("Des appels notés sur papier dont le nom n’est pas encore au registre ; un compte fait trop vite.")
        yield Sign("sheets", said % {"sealed": sealed, "handed": handed}, _("Signalé dès un bulletin de trop."), honest)


def _unbalanced(edition: Edition) -> Iterator[Sign]:
    found = balance(edition)
    if not found.holds:
        said = _("Personnes et bulletins ne s’équilibrent pas : %(balance)s") % {"balance": found.sentence}
        honest = _("Il n’y a pas d’explication ordinaire : gardez une copie de la base, et cherchez avant de compter.")
        yield Sign("balance", said, _("Signalé dès un bulletin d’écart."), honest)


@dataclass(frozen=True)
class Day:
    """People who voted on a day; None where they are too few to be shown."""

    day: date
    cells: Sequence[int | None]
    total: int | None


@dataclass(frozen=True)
class Days:
    channels: Sequence[str]
    rows: Sequence[Day]

    @property
    def whole(self) -> bool:
        """Every day's sum is shown: a picture of them hides nothing."""
        return all(row.total is not None for row in self.rows)

    @property
    def bars(self) -> list[tuple[str, int]]:
        return [(short_day(row.day), row.total or 0) for row in self.rows]


def days(edition: Edition, *, exact: bool = False) -> Days:
    """Participation by day and channel; for the public, groups under ten and what would give them away are hidden."""
    found: dict[date, dict[str, int]] = {}
    for row in Attendance.objects.filter(edition=edition).values("day", "channel").annotate(n=Count("id")):
        found.setdefault(row["day"], {})[row["channel"]] = row["n"]
    channels = [one for one in Channel if any(one in row for row in found.values())]
    table = [[found[day].get(one, 0) for one in channels] for day in sorted(found)]
    whole = [[*row, sum(row)] for row in table]
    shown: Sequence[Sequence[int | None]] = whole if exact else protected(whole)
    rows = [Day(day, cells[:-1], cells[-1]) for day, cells in zip(sorted(found), shown, strict=True)]
    return Days([str(one.label) for one in channels], rows)


def too_few(edition: Edition) -> bool:
    """So few people voted that no day of theirs is shown at all."""
    return Attendance.objects.filter(edition=edition).count() < SMALL
