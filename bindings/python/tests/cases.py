"""The case files that every language runs, read as `tests/lib.rs` reads them."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parents[3] / "tests" / "cases"


@dataclass(frozen=True)
class Case:
    name: str
    policy: str
    as_of: datetime.date
    record: dict[str, str]
    readings: dict[str, str]
    expect: dict[str, Any]


def _base(bases: dict[str, Any], name: str) -> dict[str, str]:
    found = bases[name]
    record = _base(bases, found["like"]) if "like" in found else {}
    return {**record, **found.get("facts", {})}


def cases() -> Iterator[Case]:
    for folder in sorted(path for path in CASES.iterdir() if path.is_dir()):
        bases = tomllib.loads((folder / "bases.toml").read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.toml")):
            if path.name == "bases.toml":
                continue
            file = tomllib.loads(path.read_text(encoding="utf-8"))
            for case in file["case"]:
                as_of = case.get("as_of", file["as_of"])
                yield Case(
                    name=f"{path.stem}: {case['name']}",
                    policy=file["policy"],
                    as_of=as_of if isinstance(as_of, datetime.date) else datetime.date.fromisoformat(as_of),
                    record={**_base(bases, case.get("base", file["base"])), **case.get("change", {})},
                    readings=case.get("readings", {}),
                    expect=case["expect"],
                )


def base_record(policy: str, name: str) -> dict[str, str]:
    return _base(tomllib.loads((CASES / policy / "bases.toml").read_text(encoding="utf-8")), name)
