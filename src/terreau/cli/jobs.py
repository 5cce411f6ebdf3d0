"""`terreau jobs`: what waits, what is being done, what failed."""

import click
from django.db import connection
from django.utils.translation import gettext as _

LATEST = """
SELECT j.id, j.task_name, max(e.at) FROM procrastinate_jobs j LEFT JOIN procrastinate_events e ON e.job_id = j.id
WHERE j.status = 'failed' GROUP BY j.id ORDER BY 3 DESC NULLS LAST LIMIT 20
"""


@click.command()
def jobs() -> None:
    """Say how many jobs wait, run and failed, and name the last ones that failed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")
        counts = dict(cursor.fetchall())
        cursor.execute(LATEST)
        failed = cursor.fetchall()
    names = {"todo": _("en attente"), "doing": _("en cours"), "failed": _("échouées"), "succeeded": _("faites")}
    for status, name in names.items():
        click.echo(f"{name:<12} {counts.get(status, 0):>8}")
    for number, task, at in failed:
        click.echo(f"  {number:>8}  {task}" + (f"  {at:%Y-%m-%d %H:%M}" if at else ""))
