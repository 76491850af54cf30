"""The exact set of possible levels, by trying every value of every missing word (small cases only).

Floor and ceiling by Kleene's logic may be wider than this set where two rules wait for the same fact (an
unknown harm is red, and membership through category 6: green alone cannot come of it); they are never
narrower. Missing dates are left missing: what they leave open stays open in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date
from itertools import product
from math import prod
from typing import Any

from . import facts
from .assessment import assess
from .levels import LEVELS
from .readings import DEFAULT, Readings

ANSWER = ("no", "yes")
PARENT: dict[str, tuple[str, ...]] = {
    "state": facts.LIVES,
    "away.for_work": ANSWER,
    "away.across_counties": ANSWER,
    "away.within_core": ANSWER,
    "custody.kind": facts.CUSTODY_KINDS,
    "disability.kind": facts.DISABILITY_KINDS,
    "disability.grade": facts.GRADES,
    "disability.mental_or_intellectual": ANSWER,
    "out_of_contact.state": facts.STATES,
    "out_of_contact.without_support": ANSWER,
    **dict.fromkeys(facts.PARENT_FINDINGS, facts.STATES),
}
FIELDS: dict[str, tuple[str, ...]] = {
    "hiv_infection": facts.STATES,
    "lives_with": facts.LIVES_WITH,
    "disability.kind": facts.DISABILITY_KINDS,
    "disability.grade": facts.GRADES,
    "disability.mental_or_intellectual": ANSWER,
    "carer.relation": facts.CARERS,
    "carer.capacity": facts.CAPACITIES,
    "carer.self_care": facts.SELF_CARE,
    "household.registration": facts.REGISTRATIONS,
    "household.area": facts.AREAS,
    "household.collective_member": ANSWER,
    "household.relief": facts.RELIEFS,
    "support.certified_orphan": ANSWER,
    "support.certified_unattended": ANSWER,
    "support.guardianship_in_place": ANSWER,
    "support.other_type": ANSWER,
    "support.state_guardianship": facts.STATE_GUARDIANSHIPS,
    **{f"findings.{name}": facts.STATES for name in facts.FINDINGS},
    **{f"local.other-{level}": facts.STATES for level in LEVELS[:4]},
    **{f"father.{path}": words for path, words in PARENT.items()},
    **{f"mother.{path}": words for path, words in PARENT.items()},
}
"""Every word of a record on which a level can rest."""


def get(record: Mapping[str, Any], path: str) -> Any:
    """The value at a path, None where it is missing."""
    value: Any = record
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def put(record: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy of a record with the value at a path."""
    made = deepcopy(record)
    *parts, last = path.split(".")
    inner = made
    for key in parts:
        inner = inner.setdefault(key, {})
    inner[last] = value
    return made


def missing(record: Mapping[str, Any]) -> list[str]:
    """The paths of FIELDS that are not known."""
    return [path for path in FIELDS if get(record, path) in (None, "unknown")]


def completions(
    record: dict[str, Any], paths: Sequence[str] | None = None, limit: int = 2_000
) -> Iterator[dict[str, Any]]:
    """Every way to fill in these paths, or everything that is missing."""
    paths = missing(record) if paths is None else paths
    size = prod(len(FIELDS[path]) for path in paths)
    if size > limit:
        raise ValueError(f"{size} ways are too many")
    for words in product(*(FIELDS[path] for path in paths)):
        made = record
        for path, word in zip(paths, words, strict=True):
            made = put(made, path, word)
        yield made


def exact_levels(
    record: dict[str, Any], as_of: date, paths: Sequence[str] | None = None, readings: Readings = DEFAULT
) -> list[str]:
    """Every level that some completion leaves possible, the highest first."""
    found: set[str] = set()
    for made in completions(record, paths):
        found |= set(assess(made, as_of, readings)["risk"]["possible"])
    return [level for level in LEVELS if level in found]
