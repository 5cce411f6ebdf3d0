"""Background jobs of budgets: opening on time, mixing, counting, forgetting."""

import contextlib

from django.db import OperationalError
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from terreau.decide.budgeting import actions
from terreau.decide.budgeting.enums import CountState
from terreau.decide.budgeting.models import Count, Rehearsal
from terreau.decide.budgeting.queries.rehearsals import try_rules


@app.periodic(cron="* * * * *")
@app.task(name="budgeting.keep_time")
def keep_time(timestamp: int) -> None:
    """Votes open by their calendar, and slips go into the box."""
    actions.open_due()
    with contextlib.suppress(OperationalError):  # a backup reads the table: next minute
        actions.mix()
    with contextlib.suppress(OperationalError):
        actions.stir_tallies()


@app.periodic(cron="*/10 * * * *")
@app.task(name="budgeting.measure_pace")
def measure_pace(timestamp: int) -> None:
    actions.measure_pace()


@app.periodic(cron="17 3 * * *")
@app.task(name="budgeting.forget")
def forget(timestamp: int) -> None:
    actions.forget_voters()


@app.task(name="budgeting.count", queueing_lock=None)
def count(count_id: int) -> None:
    """Count an edition twice; what stops it is said on its page."""
    asked = Count.objects.get(pk=count_id)
    try:
        actions.run_count(asked=asked)
    except Exception:
        said = _("Une erreur inattendue a arrêté le compte. Le journal du serveur la décrit.")
        Count.objects.filter(pk=count_id, ended_at__isnull=True).update(state=CountState.FAILED, said=said)
        raise


@app.task(name="budgeting.rehearse", queueing_lock=None)
def rehearse(rehearsal_id: int) -> None:
    """Try the rules where that lasts longer than anybody waits for a page."""
    try_rules(Rehearsal.objects.select_related("edition").get(pk=rehearsal_id))
