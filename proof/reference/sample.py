"""Invented children for the tests."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import deepcopy
from datetime import date, timedelta
from random import Random
from typing import Any

from . import facts
from .exact import get, put
from .triggers import LOCAL_IDS

Record = dict[str, Any]

AS_OF = date(2025, 6, 15)


def parent() -> Record:
    """A parent at home of whom nothing is wrong."""
    return {
        "state": "alive",
        "away": {"for_work": "no"},
        "custody": {"kind": "none"},
        "disability": {"kind": "none", "grade": "none", "mental_or_intellectual": "no"},
        "out_of_contact": {"state": "no", "without_support": "no"},
        **dict.fromkeys(facts.PARENT_FINDINGS, "no"),
    }


def child(**changes: Any) -> Record:
    """A child of ten at home with both parents, everything known and nothing wrong.

    A change is written with double underscores for the dots of a path: `father__state="dead"`.
    """
    record: Record = {
        "birth_date": "2015-01-20",
        "disability": {"kind": "none", "grade": "none", "mental_or_intellectual": "no"},
        "hiv_infection": "no",
        "lives_with": "both-parents",
        "school": {"enrolled": "yes"},
        "father": parent(),
        "mother": parent(),
        "carer": {
            "relation": "mother",
            "birth_date": "1985-02-01",
            "capacity": "full",
            "self_care": "able",
            "lacks_ability_or_neglects": "no",
        },
        "household": {
            "registration": "rural",
            "county": "445281",
            "relief": "none",
            "single_parent": "no",
            "area": "village",
            "collective_member": "yes",
        },
        "support": {
            "benefit": "none",
            "benefit_ended": "no",
            "certified_orphan": "no",
            "certified_unattended": "no",
            "guardianship_in_place": "no",
            "other_type": "no",
            "state_guardianship": "none",
        },
        "done": dict.fromkeys(("back_at_school", "followed_up", "intervened", "secured"), "no"),
        "file": dict.fromkeys(facts.File.__dataclass_fields__, "yes"),
        "findings": dict.fromkeys(facts.FINDINGS, "no"),
        "local": dict.fromkeys(LOCAL_IDS.values(), "no"),
    }
    for path, value in changes.items():
        record = put(record, path.replace("__", "."), value)
    return record


def away(since: str = "2025-01-01", county: str = "440305", **more: Any) -> Record:
    """An absence for work."""
    return {"for_work": "yes", "since": since, "county": county, **more}


def left_behind(**changes: Any) -> Record:
    """A child of ten with the grandparents, both parents away for work."""
    return child(
        **{
            "lives_with": "grandparents",
            "carer__relation": "grandparent",
            "father__away": away(),
            "mother__away": away(),
            **changes,
        }
    )


def _some_day(rng: Random, last: int) -> str:
    return (AS_OF - timedelta(days=rng.randrange(last))).isoformat()


def _finding(rng: Random, weight: int = 6) -> Any:
    state = rng.choice(["no"] * weight + ["suspected", "confirmed"])
    if state != "no" and rng.random() < 0.2:
        return {"state": state, "closed_on": _some_day(rng, 400), "closed_by": "an office"}
    return state


def _disability(rng: Random) -> Record:
    kind = rng.choice(["none"] * 4 + list(facts.DISABILITY_KINDS))
    if kind == "none":
        return {"kind": "none", "grade": "none"}
    made = {"kind": kind, "grade": rng.choice("1234")}
    if kind == "multiple":
        made["mental_or_intellectual"] = rng.choice(("no", "yes"))
    return made


def _custody(rng: Random) -> Record:
    kind = rng.choice(["none"] * 3 + list(facts.CUSTODY_KINDS))
    made: Record = {"kind": kind}
    if kind != "none":
        made["from"] = _some_day(rng, 400)
        if rng.random() < 0.5:
            made["term_months"] = rng.randrange(1, 12)
        else:
            last = date.fromisoformat(made["from"]) + timedelta(days=rng.randrange(150, 220))
            made["until"] = last.isoformat()
    return made


def _away(rng: Random) -> Record:
    if rng.random() < 0.4:
        return {"for_work": "no"}
    made = away(_some_day(rng, 250), rng.choice(("440305", "445202", "445281", "abroad")))
    if rng.random() < 0.4:
        begin = date.fromisoformat(made["since"]) + timedelta(days=rng.randrange(60))
        until = begin + timedelta(days=rng.randrange(30))
        reason = rng.choice(facts.RETURN_REASONS)
        made["returns"] = [{"from": begin.isoformat(), "until": until.isoformat(), "reason": reason}]
    return made


def _parent(rng: Random) -> Record:
    state = rng.choice(["alive"] * 6 + list(facts.LIVES))
    if state == "dead":
        return {"state": "dead"}
    return {
        "state": state,
        "away": _away(rng),
        "custody": _custody(rng),
        "disability": _disability(rng),
        "out_of_contact": {
            "state": _finding(rng, 2),
            "since": _some_day(rng, 400),
            "without_support": rng.choice(("no", "yes")),
        },
        **{name: _finding(rng) for name in facts.PARENT_FINDINGS},
        "judged_unable": _finding(rng, 2),
    }


def _carer(rng: Random) -> Record:
    relation = rng.choice(facts.CARERS)
    if relation in ("institution", "nobody"):
        return {"relation": relation}
    return {
        "relation": relation,
        "birth_date": _some_day(rng, 365 * 80),
        "capacity": rng.choice(["full"] * 4 + list(facts.CAPACITIES)),
        "self_care": rng.choice(["able"] * 4 + list(facts.SELF_CARE)),
        "lacks_ability_or_neglects": _finding(rng),
        "agreement_on": _some_day(rng, 400),
    }


def _support(rng: Random) -> Record:
    made: Record = {
        "certified_orphan": rng.choice(["no"] * 5 + ["yes"]),
        "certified_unattended": rng.choice(["no"] * 5 + ["yes"]),
        "guardianship_in_place": rng.choice(("no", "yes")),
        "other_type": rng.choice(["no"] * 5 + ["yes"]),
        "state_guardianship": rng.choice(["none"] * 6 + list(facts.STATE_GUARDIANSHIPS)),
    }
    if rng.random() < 0.5:
        made["benefit_ended_on"] = _some_day(rng, 400)
        made["benefit_ended_why"] = rng.choice(facts.BENEFIT_ENDS)
    else:
        made["benefit_ended"] = "no"
    return made


def random_child(rng: Random) -> Record:
    """A whole and consistent record."""
    return {
        "birth_date": _some_day(rng, 365 * 19),
        "disability": _disability(rng),
        "hiv_infection": _finding(rng),
        "lives_with": rng.choice(["grandparents"] * 6 + list(facts.LIVES_WITH)),
        "school": {"enrolled": rng.choice(("no", "yes"))},
        "father": _parent(rng),
        "mother": _parent(rng),
        "carer": _carer(rng),
        "household": {
            "registration": rng.choice(["rural"] * 3 + list(facts.REGISTRATIONS)),
            "area": rng.choice(facts.AREAS),
            "collective_member": rng.choice(("no", "yes")),
            "county": rng.choice(("445281", "445281", "445202")),
            "relief": rng.choice(["none"] * 8 + list(facts.RELIEFS)),
            "single_parent": rng.choice(("no", "yes")),
        },
        "support": _support(rng),
        "done": {name: rng.choice(("no", "yes")) for name in facts.Done.__dataclass_fields__},
        "file": {name: rng.choice(("no", "yes")) for name in facts.File.__dataclass_fields__},
        "findings": {name: _finding(rng, rng.choice((6, 60))) for name in facts.FINDINGS},
        "local": {name: _finding(rng, 60) for name in LOCAL_IDS.values()},
    }


def leaves(record: Record, prefix: str = "") -> Iterator[str]:
    """The path of every fact that may be blanked: a finding and the returns are one fact each."""
    for key, value in record.items():
        path = f"{prefix}{key}"
        if isinstance(value, dict) and not (value.keys() >= {"state", "closed_by"}):
            yield from leaves(value, f"{path}.")
        elif key != "returns":
            yield path


def _widen(rng: Random, day: str) -> str:
    span = timedelta(days=rng.randrange(200)), timedelta(days=rng.randrange(200))
    exact = date.fromisoformat(day)
    return rng.choice((day[:4], day[:7], f"{exact - span[0]}/{exact + span[1]}"))


def forget(rng: Random, record: Record, share: float, but: Collection[str] = ()) -> Record:
    """The same record with a share of its facts, `but` some, blanked, and of its days known only roughly."""
    made = deepcopy(record)
    for path in list(leaves(record)):
        if path not in but and rng.random() < share:
            value = get(record, path)
            is_day = isinstance(value, str) and len(value) == 10 and value[4] == "-"
            blank: str | None = _widen(rng, value) if is_day and rng.random() < 0.7 else "unknown"
            if path.endswith(("term_months", "county")) and blank == "unknown":
                blank = None
            made = put(made, path, blank)
    for side in ("father", "mother"):
        for item in (get(made, f"{side}.away.returns") or []) if rng.random() < share else []:
            item["reason"] = None
    return made


def mirrored(record: Record) -> Record:
    """Father and mother exchanged, wherever the record names them."""
    swap = {"father": "mother", "mother": "father"}
    made = deepcopy(record)
    made["father"], made["mother"] = made.get("mother", {}), made.get("father", {})
    made["lives_with"] = swap.get(record.get("lives_with") or "", record.get("lives_with"))
    relation = get(record, "carer.relation")
    return put(made, "carer.relation", swap.get(relation, relation))
