"""The whole answer for one child on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from . import categories, deadlines, decisions, duties, form, levels, populations, referrals, triggers
from .case import Case
from .facts import read_child
from .readings import DEFAULT, Readings
from .rule import Rule
from .truth import NO, Truth, some


def _words(truths: Mapping[str, Truth]) -> dict[str, str]:
    return {name: truth.word for name, truth in truths.items()}


def _answers(rules: Iterable[Rule], case: Case, outside: bool) -> dict[str, Truth]:
    return {rule.id: NO if outside else rule.holds(case) for rule in rules}


def assess_case(case: Case) -> dict[str, Any]:
    """The answer for a child already read."""
    scope = populations.scope(case)
    outside = scope == "outside"
    found = triggers.answers(case)
    by_level = levels.level_is(case)
    groups = _answers(populations.POPULATIONS, case, outside)
    kinds = _answers(categories.CATEGORIES, case, outside)
    risk = levels.risk(case)
    conditions = {
        rule.id: rule.holds(case) for rule in (*populations.CONDITIONS, *categories.CONDITIONS)
    }
    return {
        "key": case.child.key,
        "as_of": case.as_of.isoformat(),
        "scope": scope,
        "member": some(groups.values()).word,
        "populations": _words(groups),
        "categories": _words(kinds),
        "conditions": _words(conditions),
        "triggers": _words(found),
        "levels": _words(by_level),
        "risk": risk,
        "duties": _words(duties.answers(case)),
        "file_complete": duties.file_complete(case).word,
        "referrals": _words(referrals.answers(case)),
        "notices": _words(referrals.notices(case)),
        "form": form.placed({**conditions, **found}, by_level, case.child.done),
        "decision": decisions.beside(case.child.decision, risk["possible"], kinds),
        "warnings": [] if deadlines.in_force(case.as_of) else ["outside-time-in-force"],
    }


def assess(child: Mapping[str, Any], as_of: date, readings: Readings = DEFAULT) -> dict[str, Any]:
    """What the document says about one child's record on one day."""
    return assess_case(Case(read_child(child), as_of, readings))
