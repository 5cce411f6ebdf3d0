"""The vote opens: from then on the database keeps rules, prices and dates as they are."""

from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.actions.settling import refuse_rule
from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Edition, Opening
from terreau.decide.budgeting.queries.counting_said import rule_faults_of
from terreau.decide.budgeting.queries.envelopes import missing
from terreau.decide.budgeting.rules import is_on, projects_digest
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def open_vote(*, edition: Edition, imported: bool = False) -> Opening:
    """Write down what is voted on and by which rule; once, whoever comes first: the clock's job or the first voter."""
    found = Opening.objects.filter(edition=edition).first()
    if found:
        return found
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not imported and not is_on(edition.phases.all(), PhaseKind.VOTE, timezone.now()):
        raise Refused(_("Le vote n’est pas ouvert."))
    rows = list(edition.projects.values_list("number", "key", "title", "cost", "envelope"))
    lacking = [] if imported and rows else missing(edition)
    if lacking:
        raise Refused(" ".join([_("Le vote n’est pas encore prêt."), *lacking]))
    if not imported:
        refuse_rule(rule_faults_of(edition))
    rule = sha256(edition.rule.encode()).hexdigest()
    try:
        with transaction.atomic():
            opening = Opening.objects.create(edition=edition, rule_sha256=rule, projects_sha256=projects_digest(rows))
    except IntegrityError:
        found = Opening.objects.filter(edition=edition).first()
        if found is None:  # by the clock of the database, it is too early
            raise Refused(_("Le vote n’est pas ouvert.")) from None
        return found
    detail = {"rule": rule, "projects": opening.projects_sha256}
    record("budgeting.vote_opened", by=None, on=edition, detail=detail)
    return opening


def open_due() -> int:
    """Open what its calendar opens; an edition that is not ready waits, and its page says for what."""
    due = Edition.objects.filter(
        shown_at__isnull=False, opening__isnull=True, source__isnull=True,
        phases__kind=PhaseKind.VOTE, phases__opens_at__lte=timezone.now(), phases__closes_at__gt=timezone.now(),
    )  # fmt: skip
    opened = 0
    for edition in due:
        if not missing(edition) and not rule_faults_of(edition):
            open_vote(edition=edition)
            opened += 1
    return opened
