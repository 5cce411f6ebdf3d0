"""What keeps few people from being found out in published figures: groups under ten, and what would give them away."""

from collections.abc import Collection, Sequence

SMALL = 10  # fewer people than this are not shown apart
TOGETHER = 2 * SMALL  # people of the groups shown together, so that none of the small ones can be worked out
NOBODY = 10**9  # what hiding a zero is worth: it says nothing of anybody, and moves nowhere but up
Cell = tuple[int, int]


def are_few(ballots: int) -> bool:
    """So few that the list of ballots, or their counts, could say who chose what: one person of six knows five of them."""
    return 0 < ballots < SMALL


def shown_apart(groups: Sequence[tuple[str, int]]) -> set[str]:
    """The groups that may be shown with their number, the total being known; the others are shown as one sum.

    A group under `SMALL` is never shown. One of at least that size is hidden with it, chosen by the order of `groups`
    (the last first) and never by its size, which would tell something: any number from 1 to 9 then fits the sum.
    """
    hidden = {name for name, people in groups if people < SMALL}
    if not hidden:
        return {name for name, _people in groups}
    sizes = dict(groups)
    for name, people in reversed(groups):
        if people >= SMALL:
            hidden.add(name)
            if sum(sizes[each] for each in hidden) >= TOGETHER:
                break
    return set(sizes) - hidden


def protected(rows: Sequence[Sequence[int]]) -> list[list[int | None]]:
    """Cells under ten are hidden, and as many more as it takes for no subtraction to give one away.

    Each row holds its own sum as its last cell; the sums of columns are taken for known. Wherever a line hides
    something it hides two cells at least, together ten people at least, as far as it has them. A hidden cell is then
    worked out exactly where its row and column are not joined by other hidden cells (Gusfield 1988): those are hidden
    that join them at the least cost. A table of one row says nothing that its columns do not: it is shown whole or not.
    """
    hidden = {(y, x) for y, row in enumerate(rows) for x, n in enumerate(row) if 0 < n < SMALL}
    if hidden and len(rows) == 1:
        return [[None for _cell in row] for row in rows]
    _hide_enough(rows, hidden)
    while alone := next((cell for cell in sorted(hidden) if _is_given_away(rows, hidden, cell)), None):
        hidden |= _detour(rows, hidden, alone)
    return [[None if (y, x) in hidden else n for x, n in enumerate(row)] for y, row in enumerate(rows)]


def _hide_enough(rows: Sequence[Sequence[int]], hidden: set[Cell]) -> None:
    """Two cells and ten people in each line that hides something."""
    lines = [[(y, x) for x in range(len(row))] for y, row in enumerate(rows)]
    lines += [[(y, x) for y in range(len(rows))] for x in range(len(rows[0]) if rows else 0)]
    changed = True
    while changed:
        changed = False
        for line in lines:
            few = [rows[y][x] for y, x in line if (y, x) in hidden]
            rest = [(rows[y][x], y, x) for y, x in line if (y, x) not in hidden and rows[y][x]]
            if few and rest and (len(few) == 1 or sum(few) < SMALL):
                _least, y, x = min(rest)
                hidden.add((y, x))
                changed = True


def _is_given_away(rows: Sequence[Sequence[int]], hidden: Collection[Cell], cell: Cell) -> bool:
    """A small cell whose row and column no chain of other hidden cells joins."""
    if not 0 < rows[cell[0]][cell[1]] < SMALL:
        return False
    lines, columns, others = {cell[0]}, set[int](), [each for each in hidden if each != cell]
    while True:
        more = {x for y, x in others if y in lines} - columns
        if not more:
            return cell[1] not in columns
        columns |= more
        lines |= {y for y, x in others if x in columns}


def _detour(rows: Sequence[Sequence[int]], hidden: Collection[Cell], cell: Cell) -> set[Cell]:
    """The three cells that make a rectangle with this one and hide the least more."""
    at, column = cell

    def cost(corners: set[Cell]) -> int:
        return sum(rows[y][x] or NOBODY for y, x in corners if (y, x) not in hidden)

    rectangles = (
        {(at, x), (y, x), (y, column)}
        for y in range(len(rows)) for x in range(len(rows[0])) if y != at and x != column
    )  # fmt: skip
    return min(rectangles, key=cost)
