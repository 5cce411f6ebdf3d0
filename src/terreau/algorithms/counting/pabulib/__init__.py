"""Ballot files of the Pabulib format (`.pb`): read without loss, checked line by line, counted, written.

Format: Faliszewski et al., *Participatory Budgeting: Data, Tools, and Analysis* (IJCAI 2023), pabulib.org/format.
"""

from terreau.algorithms.counting.pabulib.ballots import election_of
from terreau.algorithms.counting.pabulib.checking import check
from terreau.algorithms.counting.pabulib.declared import Declared, declared_rule, name_of
from terreau.algorithms.counting.pabulib.document import Document, Table
from terreau.algorithms.counting.pabulib.faults import Fault, FileFault
from terreau.algorithms.counting.pabulib.reading import parse
from terreau.algorithms.counting.pabulib.writing import document_of, dump

__all__ = [
    "Declared",
    "Document",
    "Fault",
    "FileFault",
    "Table",
    "check",
    "declared_rule",
    "document_of",
    "dump",
    "election_of",
    "name_of",
    "parse",
]
