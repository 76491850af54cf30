"""Every id of an answer beside its place in the document: `python3 -m proof.reference --ids` writes
ids.md."""

from __future__ import annotations

from collections.abc import Iterator

from . import categories, duties, form, levels, populations, referrals, triggers
from .rule import Due, Referral, Rule, Trigger

GROUPS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("populations", populations.POPULATIONS),
    ("categories", categories.CATEGORIES),
    ("conditions", (*populations.CONDITIONS, *categories.CONDITIONS)),
    ("triggers", triggers.TRIGGERS),
    ("duties", duties.DUTIES),
    ("referrals", referrals.REFERRALS),
    ("notices", referrals.NOTICES),
)


def _more(rule: Rule) -> str:
    if isinstance(rule, Trigger):
        return rule.level
    if isinstance(rule, Due):
        return f"{rule.pace}; by {', '.join(rule.by)}"
    if isinstance(rule, Referral):
        return f"{rule.pace}; to {', '.join(rule.to)}"
    return ""


def lines() -> Iterator[str]:
    """The table, a line at a time."""
    yield "# Ids of the reference"
    yield ""
    yield "Written by `python3 -m proof.reference --ids`. A-numbers: policy.md 2.6; O-numbers: README.md."
    for group, rules in GROUPS:
        yield from (
            "",
            f"## {group}",
            "",
            "| id | clause | decisions | says | more |",
            "|---|---|---|---|---|",
        )
        for rule in rules:
            yield f"| `{rule.id}` | {rule.clause} | {rule.decisions} | {rule.says} | {_more(rule)} |"
    yield from ("", "## levels (document 三), the highest first", "")
    yield ", ".join(f"`{level}`" for level in levels.LEVELS)
    yield from ("", "## form (附件1)", "", "| row | situations | 其中 |", "|---|---|---|")
    for row in form.ROWS:
        counted = (row.counted.__doc__ or "已干预").split(":")[0].rstrip(".")
        yield f"| `{row.id}` | {', '.join(row.situations)} | {counted} |"
    yield from ("", "## judgements looked up in `local`", "")
    yield ", ".join(f"{level}: `{key}`" for level, key in triggers.LOCAL_IDS.items())


def table() -> str:
    """The whole table."""
    return "\n".join(lines()) + "\n"
