"""Where one child stands in the table of 附件1 (policy.md 2.5, A-26, A-27)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .facts import Done
from .truth import NO, YES, Truth, and_, or_

Counted = Callable[[Done], Truth]


def _intervened(done: Done) -> Truth:
    return done.intervened


def _or_followed(done: Done) -> Truth:
    """已干预或已定期介入跟踪."""
    return or_(done.intervened, done.followed_up)


def _or_secured(done: Done) -> Truth:
    """已干预或已落实保障."""
    return or_(done.intervened, done.secured)


def _or_back(done: Done) -> Truth:
    """已干预或已复学复读."""
    return or_(done.intervened, done.back_at_school)


def _secured_and_followed(done: Done) -> Truth:
    """已落实保障和已定期介入跟踪."""
    return and_(done.secured, done.followed_up)


def _intervened_or_both(done: Done) -> Truth:
    """已干预或已落实保障和已定期介入跟踪: 和 binds first (A-27)."""
    return or_(done.intervened, and_(done.secured, done.followed_up))


def _all_three(done: Done) -> Truth:
    """已干预和已落实保障、定期介入跟踪."""
    return and_(done.intervened, done.secured, done.followed_up)


def _and_followed(done: Done) -> Truth:
    """已干预和已定期介入跟踪."""
    return and_(done.intervened, done.followed_up)


@dataclass(frozen=True)
class Row:
    """A row: its level, its number there, the triggers that lead to it, and the condition of its 其中."""

    level: str
    number: int
    situations: tuple[str, ...]
    counted: Counted

    @property
    def id(self) -> str:
        """Such as blue-3."""
        return f"{self.level}-{self.number}"


ROWS = (
    Row("red", 1, ("red-harm",), _intervened),
    Row("red", 2, ("red-unsupervised",), _intervened),
    Row("red", 3, ("red-no-guardianship",), _intervened),
    Row("red", 4, ("red-self-harm",), _intervened),
    Row("red", 5, ("red-other",), _intervened),
    Row("yellow", 1, ("yellow-severely-short-guardianship",), _or_followed),
    Row("yellow", 2, ("yellow-both-severely-disabled",), _or_secured),
    Row("yellow", 3, ("yellow-both-serving",), _or_secured),
    Row("yellow", 4, ("yellow-dropped-out",), _or_back),
    Row("yellow", 5, ("yellow-both-with-habits",), _or_followed),
    Row("yellow", 6, ("yellow-mentally-ill", "yellow-other"), _or_followed),
    Row("blue", 1, ("blue-orphan",), _secured_and_followed),
    Row("blue", 2, ("blue-unattended",), _secured_and_followed),
    Row("blue", 3, ("blue-short-guardianship",), _intervened_or_both),
    Row("blue", 4, ("blue-severely-disabled",), _all_three),
    Row("blue", 5, ("blue-abnormal",), _and_followed),
    Row("blue", 6, ("blue-one-with-habits",), _and_followed),
    Row("blue", 7, ("blue-other",), _and_followed),
    Row("green", 1, ("minimum-living-allowance",), _secured_and_followed),
    Row("green", 2, ("minimum-living-edge", "expenditure-type"), _secured_and_followed),
    Row("green", 3, ("extreme-hardship",), _secured_and_followed),
    Row("green", 4, ("green-other", "green-member"), _secured_and_followed),
)
"""附件1 in its order, each row with what leads to it: triggers, and conditions of the categories. Y5 has no row of its own and goes to yellow 6; a left-behind child without a trigger to
green 4."""


def placed(found: Mapping[str, Truth], levels: Mapping[str, Truth], done: Done) -> dict[str, dict[str, str]]:
    """Each row the child stands in, or may, with whether it counts among its 其中.

    One line a child: the highest level, there the first row that holds (A-26).
    """
    answer, earlier = {}, NO
    for row in ROWS:
        if levels[row.level] is NO:
            continue
        holds = max(found[name] for name in row.situations)
        here = and_(holds, Truth(2 - earlier))
        earlier = or_(earlier, holds)
        if here is not NO:
            answer[row.id] = {"here": here.word, "counted": row.counted(done).word}
    assert levels["not-graded"] is not YES or not answer
    return answer
