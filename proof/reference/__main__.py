"""python3 -m proof.reference --as-of DATE < children.jsonl > answers.jsonl"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import Any

from .assessment import assess_case
from .case import Case
from .facts import Malformed, read_child
from .forecast import forecast
from .ids import table


def answer(line: str, as_of: date, until: date | None) -> dict[str, Any]:
    """The answer to one line, or its error."""
    try:
        case = Case(read_child(json.loads(line)), as_of)
    except Malformed as error:
        return {"error": {"path": error.path, "what": error.what}}
    except (ValueError, RecursionError):
        return {"error": {"path": "", "what": "not JSON"}}
    made = assess_case(case)
    if until:
        made["forecast"] = forecast(case, until)
    return made


def main() -> None:
    """Read children, a line each; write answers, a line each, in the same order."""
    arguments = argparse.ArgumentParser(prog="python3 -m proof.reference", description=__doc__)
    arguments.add_argument("--as-of", type=date.fromisoformat, help="the day for which to answer")
    arguments.add_argument("--until", type=date.fromisoformat, help="also foretell changes up to this day")
    arguments.add_argument("--ids", action="store_true", help="print the table of ids and stop")
    given = arguments.parse_args()
    if given.ids:
        print(table(), end="")
        return
    if not given.as_of:
        arguments.error("--as-of is needed")
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(answer(line, given.as_of, given.until), ensure_ascii=False))


if __name__ == "__main__":
    main()
