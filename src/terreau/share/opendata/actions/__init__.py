"""The only writers of imports."""

from terreau.share.opendata.actions.applying import apply_import
from terreau.share.opendata.actions.asking import ask_stage, set_asking
from terreau.share.opendata.actions.comparing import ask_comparison, compare_cards
from terreau.share.opendata.actions.deciding import decide_line, decide_lines, name_categories
from terreau.share.opendata.actions.fetching import receive_url
from terreau.share.opendata.actions.following import follow, pause_feed, read_feed
from terreau.share.opendata.actions.preparing import prepare_import
from terreau.share.opendata.actions.progress import fail, someone_works
from terreau.share.opendata.actions.receiving import receive_file, set_mapping
from terreau.share.opendata.actions.undoing import undo_import

__all__ = [
    "apply_import",
    "ask_comparison",
    "ask_stage",
    "compare_cards",
    "decide_line",
    "decide_lines",
    "fail",
    "follow",
    "name_categories",
    "pause_feed",
    "prepare_import",
    "read_feed",
    "receive_file",
    "receive_url",
    "set_asking",
    "set_mapping",
    "someone_works",
    "undo_import",
]
