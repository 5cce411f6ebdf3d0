"""Reading the ballot box: what a ballot must follow, and whether people and ballots add up."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.models import Attendance, Ballot, Edition, Replacement, Settlement, Sheet, Slip
from terreau.decide.budgeting.queries.envelopes import envelopes_of
from terreau.decide.budgeting.rules import Terms
from terreau.decide.budgeting.small_groups import are_few


def terms(edition: Edition, given: Iterable[int] | None = None) -> Terms:
    """The costs of all projects, or of those `given` alone: a ballot is checked without reading ten thousand."""
    projects = edition.projects.order_by()
    rows = projects if given is None else projects.filter(number__in=list(given))
    known = list(rows.values_list("number", "cost", "title", "envelope"))
    return Terms(
        edition.ballot_kind,
        edition.budget,
        {number: cost for number, cost, _title, _envelope in known},
        edition.min_choices,
        edition.max_choices,
        edition.points,
        {number: title for number, _cost, title, _envelope in known},
        envelopes_of(edition, {number: envelope for number, _cost, _title, envelope in known}),
    )


@dataclass(frozen=True)
class Balance:
    """Every ballot has a voter or takes the place of another, and every voter has one ballot that counts.

    Paper comes back later: `handed` people took a sheet, `returned` of them are in the box, `void` ones apart;
    `settled` after three readings that differed.
    """

    voters: int
    ballots: int
    replaced: int
    handed: int = 0
    returned: int = 0
    void: int = 0
    settled: int = 0

    @property
    def missing(self) -> int:
        """Sheets that people took and that were not read: kept, lost, or still in an envelope."""
        return self.handed - self.returned - self.void

    @property
    def holds(self) -> bool:
        return self.missing >= 0 and self.ballots == self.voters - self.missing - self.void + self.replaced

    @property
    def counted(self) -> int:
        return self.ballots - self.replaced

    @property
    def people(self) -> int | str:
        """Those who voted, as everybody may know it."""
        return _("moins de dix") if are_few(self.voters) else self.voters

    @property
    def sentence(self) -> str:
        return self.told()

    @property
    def public(self) -> str:
        """For everybody: of sheets that had to be settled, a small number is not told."""
        return self.told(exact=False)

    @property
    def without_paper(self) -> str:
        """For everybody, where those who voted on paper are too few to be shown apart."""
        return self.told(paper=False)

    def told(self, *, paper: bool = True, exact: bool = True) -> str:
        said = ", ".join((
            ngettext("%(n)d personne au registre", "%(n)d personnes au registre", self.voters) % {"n": self.voters},
            ngettext("%(n)d bulletin remplacé", "%(n)d bulletins remplacés", self.replaced) % {"n": self.replaced},
            ngettext("%(n)d bulletin dans l’urne.", "%(n)d bulletins dans l’urne.", self.ballots) % {"n": self.ballots},
        ))  # fmt: skip
        if self.handed and paper:
            said += " " + _(
                "Sur papier : %(handed)d remis, %(returned)d dans l’urne, %(void)d nuls, %(missing)d non lus."
            )
            if self.returned + self.void:
                said += " " + _("Tranchés par une troisième personne, après trois lectures différentes : %(settled)s.")
        return said % {
            "handed": self.handed, "returned": self.returned, "void": self.void, "missing": self.missing,
            "settled": self.settled if exact or not are_few(self.settled) else _("moins de dix"),
        }  # fmt: skip


def balance(edition: Edition) -> Balance:
    sheets = Sheet.objects.filter(envelope__edition=edition, dropped_at__isnull=False)
    people = Attendance.objects.filter(edition=edition)
    return Balance(
        people.count(),
        Ballot.objects.filter(edition=edition).count() + Slip.objects.filter(edition=edition).count(),
        Replacement.objects.filter(edition=edition).count(),
        people.filter(channel=Channel.PAPER).count(),
        sheets.filter(void=False).count(),
        sheets.filter(void=True).count(),
        Settlement.objects.filter(sheet__envelope__edition=edition).count(),
    )


def unread(edition: Edition) -> int:
    """Sheets that are sealed and not in the box yet: counting waits for them."""
    return Sheet.objects.filter(envelope__edition=edition, dropped_at__isnull=True).count()
