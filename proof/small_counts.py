"""Tables as they are published, against a solver: reads one JSON object a line from the file named, and looks, for each
hidden number, for two tables that an outsider cannot tell apart and in which that number differs by the threshold. It
knows only how the form adds up and what is shown. Needs z3-solver."""

import json
import sys

from z3 import Int, Solver, Sum, sat


def table(solver, case, name):
    """One table that fits what the form says and what is known: a variable for each cell."""
    cells = {}
    for row, level in case["rows"]:
        count, of_which = Int(f"{name}/row/{row}"), Int(f"{name}/of-which/{row}")
        solver.add(of_which >= 0, count >= of_which)
        cells[f"row/{row}"], cells[f"of-which/{row}"] = count, of_which
    levels = sorted({level for _, level in case["rows"]})
    for level in levels:
        subtotal = Int(f"{name}/subtotal/{level}")
        solver.add(subtotal == Sum([cells[f"row/{row}"] for row, of in case["rows"] if of == level]))
        cells[f"subtotal/{level}"] = subtotal
    cells["total"] = Int(f"{name}/total")
    solver.add(cells["total"] == Sum([cells[f"subtotal/{level}"] for level in levels]))
    return cells


def narrowed(case, known, hidden):
    """The hidden cells that a solver can tell to within less than the threshold; none where nothing fits what is known."""
    solver = Solver()
    one, other = table(solver, case, "one"), table(solver, case, "other")
    for cell, value in known.items():
        solver.add(one[cell] == value, other[cell] == value)
    if solver.check() != sat:
        return []
    told = []
    for cell in hidden:
        solver.push()
        solver.add(one[cell] - other[cell] >= case["threshold"])
        if solver.check() != sat:
            told.append(cell)
        solver.pop()
    return told


def main():
    tables = cells = 0
    wrong = []
    with open(sys.argv[1], encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            case = json.loads(line)
            now, before, hidden = case["shown"], case["before"], case["hidden"]
            told = narrowed(case, now, hidden)
            if before:
                # Whoever takes what is hidden in one table for unchanged from the other; what the table before tells by
                # itself is no question of this one.
                left = [cell for cell in hidden if cell not in case["told_before"]]
                told += narrowed(case, {**before, **now}, left)
                told += narrowed(case, {**now, **before}, left)
            tables += 1
            cells += len(hidden)
            wrong += [(number, cell) for cell in told]
    print(f"{tables} tables, {cells} hidden numbers, {len(wrong)} told by the solver")
    for number, cell in wrong[:20]:
        print(f"  line {number}: {cell}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
