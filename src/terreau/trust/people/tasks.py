"""Each night: what no longer delays, opens or proves anything is thrown away."""

from django.core.management import call_command
from procrastinate.contrib.django import app

from terreau.trust.people import actions


@app.periodic(cron="23 3 * * *")
@app.task(name="people.forget")
def forget(timestamp: int) -> None:
    """Old tries, dead sessions, and codes that have been useless for a year."""
    actions.forget_attempts()
    actions.forget_tokens()
    call_command("clearsessions")
