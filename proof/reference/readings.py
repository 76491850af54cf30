"""The readings in force where the text leaves a choice.

The first value named is the default. Those with an A-number are decisions of `policy.md` 2.6; those with an
O-number are open points found while this reference was written (README.md, "Open choices"), and can be turned
the other way to see whether a difference with another implementation is only that choice.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Readings:
    """One value for each reading."""

    birthday: str = "day-after"
    """A-05: an age is attained `day-after` the birthday, or on the `birthday` itself."""
    grade_non_members: bool = True
    """A-01: triggers grade every child; False: only members of the two populations."""
    third_limb: str = "harm-or-absent"
    """A-02, O-08: category 6 takes in a child with a confirmed harm or wholly absent guardianship
    (`harm-or-absent`); `harm` alone; `off`."""
    contact_lost_from: str = "since"
    """A-38: six months run from `since`, or from `reported-on` (police acceptance)."""
    open_list: str = "judged"
    """O-05 (2.1i 等情形): a judgement without a listed situation rests on another one (`judged`); `open`:
    undetermined; `closed`: no."""
    unified: str = "either"
    """O-02 (A-08): a unified registration is rural when `either` sign says so; `area-first`: the area
    decides, the collective membership only where the area is missing."""
    living_with_unable: str = "apart"
    """O-03 (2.1d): living with the parent who cannot guard counts as `apart`; `together`: any parent ends
    it."""
    dead_parent: str = "settled"
    """O-01: facts of a dead parent that need a living one are `settled` as no; `as-recorded`."""
    elder: str = "sixty"
    """O-11 (Y1): a disabled or half-disabled carer counts from `sixty` years on; at `any` age."""
    custody_last_day: str = "counts"
    """O-06: the last day of a sentence `counts` as served (1 January to 30 June is six months);
    `corresponding`: the corresponding day must be reached."""
    other_situation_blank: str = "no"
    """O-13: a judgement on "another situation of this level" that nobody recorded was not made: `no`;
    `undetermined`."""
    nobody_cares: str = "finding-only"
    """O-12: R2 and R3 rest on the `finding-only`; `facts-too`: lives_with alone is R2, carer nobody is R3."""
    report_other_red: bool = True
    """O-17: 五.6 takes in another red situation as "another danger"."""
    abnormal_to_school: bool = True
    """O-16: 四（二） 心理障碍 in school also takes in abnormal psychology or behaviour."""
    civil_affairs_accepts: str = "suspected"
    """O-15: 四（二） to civil affairs counts suspected findings behind a membership; `plain`."""


DEFAULT = Readings()
