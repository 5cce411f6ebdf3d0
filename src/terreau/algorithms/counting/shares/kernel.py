"""The arrays that one count works on, and the compiled loop over them."""

import ctypes
import sys
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from terreau.algorithms.counting.errors import CountingError
from terreau.algorithms.counting.shares.exact import NEVER
from terreau.algorithms.counting.weighing import EXACT_IN_FLOAT, Weighted

DONE, CLOSE, TIES_FULL = 0, 1, 2
LIBRARY = Path(__file__).with_name("libshares" + {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so"))
_NAMES = (
    "starts", "ends", "row", "weight", "cost", "worth", "full", "num", "den", "taking_part", "rival_starts", "rivals", "rank",
    "row_of", "spent", "low", "fresh", "poor", "open", "bought", "price", "close", "ties",
)  # fmt: skip


class _Count(ctypes.Structure):
    _fields_ = (
        [("projects", ctypes.c_int64), ("rows", ctypes.c_int64)]
        + [(name, ctypes.c_void_p) for name in _NAMES]
        + [(name, ctypes.c_int64) for name in ("round", "closes", "tied", "ties_room")]
    )


class Table:
    """One election ready for equal shares. Costs and weights are integers; what floats cannot hold is refused."""

    def __init__(
        self,
        votes: Weighted,
        cost: Sequence[int],
        worth: Sequence[int],
        taking_part: Sequence[bool],
        rank: Sequence[int],
        rivals: Mapping[int, Collection[int]],
    ) -> None:
        starts, row, weight = votes.by_project
        count = len(cost)
        if max([*cost, *worth, int(votes.totals.max(initial=0))]) >= EXACT_IN_FLOAT:
            raise CountingError(
                "Amounts of this size, to this precision, are beyond exact counting.",
                "Des montants de cette taille, à cette précision, dépassent le compte exact.",
            )
        self.votes, self.projects, self.rows = votes, count, len(votes.counts)
        self.starts, self.row, self.weight = starts.astype(np.int64), row.copy(), weight.astype(np.float64)
        self.ends, self.full = self.starts[1:].copy(), votes.totals.astype(np.float64)
        self.cost, self.worth = np.array(cost, dtype=np.float64), np.maximum(np.array(worth, dtype=np.float64), 1)
        same = self.cost == self.worth
        self.num, self.den = np.where(same, 1.0, self.cost), np.where(same, self.full, self.full * self.worth)
        self.taking_part = np.array(taking_part, dtype=np.uint8) * (votes.totals > 0).astype(np.uint8)
        self.rank = np.array(rank, dtype=np.int32)
        others = [sorted(rivals.get(p, ())) for p in range(count)]
        self.rival_starts = np.cumsum([0, *map(len, others)], dtype=np.int64)
        self.rivals = np.array([q for each in others for q in each] or [0], dtype=np.int32)
        self.row_of = np.zeros((self.rows, 3))
        self.row_of[:, 2] = votes.counts
        self.balance, self.error = self.row_of[:, 0], self.row_of[:, 1]
        self.spent = np.full(self.rows, NEVER, dtype=np.int32)
        self.low, self.price = np.zeros(count), np.zeros(count)
        self.fresh, self.poor, self.bought, self.close = (np.zeros(count, dtype=np.int32) for _name in range(4))
        self.open = np.zeros(count, dtype=np.uint8)
        self.ties = np.zeros(64 * (count + 3), dtype=np.int32)
        self.round = self.closes = self.tied = 0
        self.ties_room = len(self.ties)


class Loop:
    """kernel.c over a table: buys what floats prove, stops where they cannot."""

    def __init__(self, table: Table) -> None:
        self.table, self._library = table, _library()
        self._count = _Count(projects=table.projects, rows=table.rows, ties_room=table.ties_room)
        for name in _NAMES:
            setattr(self._count, name, getattr(table, name).ctypes.data)
        self._here = ctypes.byref(self._count)

    def begin(self, share: float, error: float) -> None:
        self._library.begin(self._here, ctypes.c_double(share), ctypes.c_double(error))
        self._tell()

    def run(self) -> int:
        status = int(self._library.run(self._here))
        self._tell()
        return status

    def high(self, project: int) -> float:
        """An upper bound of the price, valid where no row is in doubt."""
        high = ctypes.c_double()
        self._library.certify(self._here, ctypes.c_int64(project), ctypes.byref(high))
        return high.value

    def contenders(self, but: int, high: float) -> list[int]:
        found = self._library.contenders(self._here, ctypes.c_int64(but), ctypes.c_double(high))
        return [int(p) for p in self.table.close[:found]]

    def buy(self, project: int, low: float, high: float, sign: NDArray[np.uint8]) -> None:
        self._library.buy(
            self._here, ctypes.c_int64(project), ctypes.c_double(low), ctypes.c_double(high),
            sign.ctypes.data_as(ctypes.c_void_p),
        )  # fmt: skip
        self._tell()

    def drain(self) -> None:
        self._count.tied = 0
        self._tell()

    def _tell(self) -> None:
        count, table = self._count, self.table
        table.round, table.closes, table.tied = count.round, count.closes, count.tied


@cache
def _library() -> Any:
    library = ctypes.CDLL(str(LIBRARY))
    for name in ("certify", "contenders"):
        getattr(library, name).restype = ctypes.c_int64
    library.run.restype = ctypes.c_int
    library.begin.restype = library.buy.restype = None
    return library


def up(number: Fraction) -> float:
    """A float not below the number, one step from it at most."""
    near = float(number)
    return near if Fraction(near) >= number else float(np.nextafter(near, np.inf))


def down(number: Fraction) -> float:
    near = float(number)
    return near if Fraction(near) <= number else float(np.nextafter(near, -np.inf))
