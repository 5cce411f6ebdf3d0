"""Every published study of an edition as open data; who studied is named on the pages, not in the file."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from terreau.decide.proposals.enums import Criterion
from terreau.decide.proposals.models import Study
from terreau.decide.proposals.queries import Report
from terreau.lib import spreadsheets

COLUMNS = (
    "proposal", "title", "category", "district", "retained", "price", "yearly", "reasons", "decided_on", "checked_on",
    "appealed_on", "appeal", "outcome", "answered_on", "answer",
)  # fmt: skip
GRID = tuple(name for criterion in Criterion.values for name in (criterion, f"{criterion}_remark"))


def studies_file(studies: Iterable[Study]) -> Iterator[str]:
    """One line for each study."""
    return spreadsheets.lines(COLUMNS + GRID, (_row(Report(study)) for study in studies))


def _row(report: Report) -> Iterator[object]:
    study, appeal = report.study, report.appeal
    proposal = study.proposal
    yield from (proposal.number, proposal.title, proposal.category.slug if proposal.category else "")
    yield proposal.district.slug if proposal.district else ""
    yield from ("yes" if study.retained else "no", report.price, report.upkeep, study.reasons)
    yield from (_day(study.decided_at), _day(study.checked_at))
    yield from (_day(appeal.made_at), appeal.text, appeal.outcome) if appeal else ("", "", "")
    yield from (_day(appeal.answered_at), appeal.answer) if appeal else ("", "")
    for answer in report.grid:
        yield answer.finding.verdict if answer.finding else ""
        yield answer.finding.remark if answer.finding else ""


def _day(at: object) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}" if at else ""  # type: ignore[arg-type]  # a moment
