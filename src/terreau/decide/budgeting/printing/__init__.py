"""What a town prints: letters, ballots, a poster, a sheet for calls; each function gives the bytes of a PDF."""

from terreau.decide.budgeting.printing.ballots import ballots
from terreau.decide.budgeting.printing.calls import call_sheet
from terreau.decide.budgeting.printing.letters import CHUNK, letters, letters_archive
from terreau.decide.budgeting.printing.posters import poster

__all__ = ["CHUNK", "ballots", "call_sheet", "letters", "letters_archive", "poster"]
