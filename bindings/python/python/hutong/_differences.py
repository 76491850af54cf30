"""What moved between two assessments of the same people: two policies, two readings, two days or two tables."""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from hutong import _hutong
from hutong._errors import HutongError
from hutong._results import Results


class Moved(NamedTuple):
    """A child that stands in both assessments, and where it stands in each."""

    #: The child's key; None where the rows have none.
    key: str | None
    #: Its row before and after, counted from 0.
    row_before: int
    row_after: int
    #: Where it stands: a level's id, ``lowest..highest`` for an open level, ``outside`` or ``rejected``.
    before: str
    after: str


class Differences:
    """What moved between two assessments, child by child.

    Children of one and the same table belong together by their rows, those of two tables by their keys. No row is
    lost: ``only_before`` and ``only_after`` list those that have no counterpart, ``rejected`` those that cannot be
    compared because one of the rows is rejected.

    Attributes:
        before: The one assessment, as ``Results``.
        after: The other.
        only_before: Rows of the one assessment whose key the other does not have.
        only_after: Rows of the other whose key the first does not have.
    """

    def __init__(self, before: Results, after: Results, *, by_key: bool) -> None:
        """Put two assessments side by side, by key or row by row."""
        self.before = before
        self.after = after
        old, new = before._answers, after._answers
        keys = old.keys()
        if by_key:
            pairs, self.only_before, self.only_after = _by_key(keys, new.keys())
        else:
            pairs = [(row, row) for row in range(len(old))]
            self.only_before, self.only_after = [], []
        was, now = old.standings(), new.standings()
        self._children = [Moved(keys[one], one, other, was[one], now[other]) for one, other in pairs]

    def __len__(self) -> int:
        """How many children stand in both."""
        return len(self._children)

    def __iter__(self) -> Iterator[Moved]:
        """Give every child that stands in both, moved or not."""
        return iter(self._children)

    @property
    def rejected(self) -> list[Moved]:
        """The children of whom one row is rejected: nothing is known of what moved."""
        return [child for child in self._children if "rejected" in child[3:]]

    @property
    def moved(self) -> list[Moved]:
        """The children whose level moved: to another one, from certain to open, or the other way round."""
        return [child for child in self._children if child.before != child.after and "rejected" not in child[3:]]

    def matrix(self) -> list[dict[str, Any]]:
        """Count the children of each move: before, after, children. Those that did not move are counted too."""
        counts = Counter((child.before, child.after) for child in self._children)
        order = self._order()
        cells = sorted(counts.items(), key=lambda cell: [order(standing) for standing in cell[0]])
        return [{"before": before, "after": after, "children": number} for (before, after), number in cells]

    def children(self, before: str, after: str) -> list[Moved]:
        """List the children behind one cell of the matrix.

        Args:
            before: Where they stood, as ``matrix()`` tells it, such as ``yellow`` or ``green..red``.
            after: Where they stand now.
        """
        return [child for child in self._children if (child.before, child.after) == (before, after)]

    def why(self, child: Moved | int) -> dict[str, Any]:
        """Tell what moved for one child, and because of what, exactly as the core does.

        Args:
            child: One of the children, or the number of its row before.

        Raises:
            HutongError: No such child stands in both, or one of its rows is rejected.
        """
        if not isinstance(child, Moved):
            row = child
            found = next((other for other in self._children if other.row_before == row), None)
            if found is None:
                raise _wrong("child", f"第{row}行没有可对照的儿童", f"no child of both has row {row} before")
            child = found
        if "rejected" in child[3:]:
            raise _wrong("child", "这名儿童有一行被退回，无法对照", "a row of this child is rejected")
        return self._told([child])[0]

    def to_dicts(self) -> list[dict[str, Any]]:
        """List the children that moved, each with what moved it.

        Besides the fields of ``Moved``: ``direction``; ``because``, the names of the causes (facts, days, rules or
        readings); ``rules``, the rules whose answers moved, such as ``trigger/unlawful-harm``.
        """
        moved = self.moved
        told = zip(moved, self._told(moved), strict=True)
        return [
            {
                **child._asdict(),
                "direction": difference["direction"],
                "because": difference["because"],
                "rules": [f"{change['kind']}/{change['id']}" for change in difference["changes"]],
            }
            for child, difference in told
        ]

    def causes(self) -> dict[str, int]:
        """Count how many children each cause moved, the most telling first. A child may have several causes."""
        counts = Counter(cause for child in self.to_dicts() for cause in child["because"])
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def to_polars(self) -> Any:
        """Give the children that moved as a ``polars.DataFrame``."""
        import polars

        return polars.DataFrame(self.to_dicts(), infer_schema_length=None)

    def to_pandas(self) -> Any:
        """Give the children that moved as a ``pandas.DataFrame``."""
        import pandas

        return pandas.DataFrame(self.to_dicts())

    def table(self, language: str = "zh") -> str:
        """Write the matrix as a text table, rows before and columns after, in Chinese or English."""
        rows, foot = self._report(language)
        return "\n".join(["\t".join(str(cell) for cell in row) for row in rows] + [foot])

    def _told(self, children: list[Moved]) -> list[dict[str, Any]]:
        pairs = [(child.row_before, child.row_after) for child in children]
        return [json.loads(text) for text in _hutong.differences(self.before._answers, self.after._answers, pairs)]

    def _order(self) -> Any:
        """Give the order in which standings are told: the highest level first."""
        ids = [level["id"] for level in self.after.summary()["levels"]]
        ids += [level["id"] for level in self.before.summary()["levels"] if level["id"] not in ids]
        places = {level: place for place, level in enumerate([*ids, "outside", "rejected"])}

        def order(standing: str) -> tuple[int, int]:
            floor, _, ceiling = standing.partition("..")
            return (places.get(ceiling or floor, len(places)), places.get(floor, len(places)) if ceiling else -1)

        return order

    def _report(self, language: str) -> tuple[list[list[Any]], str]:
        if language not in ("zh", "en"):
            raise ValueError("language is `zh` or `en`")
        is_zh = language == "zh"
        names = {"outside": "范围外" if is_zh else "outside", "rejected": "退回" if is_zh else "rejected"}
        for summary in (self.before.summary(), self.after.summary()):
            names.update({level["id"]: level[language] for level in summary["levels"]})

        def name(standing: str) -> str:
            return "～".join(names.get(part, part) for part in standing.split(".."))

        counts = {(cell["before"], cell["after"]): cell["children"] for cell in self.matrix()}
        old, new = (sorted({cell[side] for cell in counts}, key=self._order()) for side in (0, 1))
        head = ["之前＼之后" if is_zh else "before \\ after", *map(name, new)]
        rows = [[name(was), *(counts.get((was, now), 0) for now in new)] for was in old]
        lone = len(self.only_before), len(self.only_after)
        foot = (
            f"共{len(self)}人可对照，{len(self.moved)}人等级有变；只在之前{lone[0]}行，只在之后{lone[1]}行"
            if is_zh
            else f"{len(self)} children in both, {len(self.moved)} moved; "
            f"{lone[0]} rows only before, {lone[1]} only after"
        )
        return [head, *rows], foot

    def _repr_html_(self) -> str:
        rows, foot = self._report("zh")
        head, *body = [[html.escape(str(cell)) for cell in row] for row in rows]
        lines = ["".join(f"<th>{cell}</th>" for cell in head)]
        lines += [f"<th>{row[0]}</th>" + "".join(f"<td>{cell}</td>" for cell in row[1:]) for row in body]
        return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + f"</table><p>{html.escape(foot)}</p>"

    def __repr__(self) -> str:
        """Tell the counts."""
        return (
            f"<hutong.Differences: {len(self)} children in both, {len(self.moved)} moved, "
            f"{len(self.only_before)} only before, {len(self.only_after)} only after>"
        )


def _by_key(before: list[str | None], after: list[str | None]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    places = _places(before, "before"), _places(after, "after")
    pairs = [(row, places[1][key]) for key, row in places[0].items() if key in places[1]]
    met = {one for one, _ in pairs}, {other for _, other in pairs}
    lone = [[row for row in range(len(keys)) if row not in met[side]] for side, keys in enumerate((before, after))]
    return pairs, lone[0], lone[1]


def _places(keys: list[str | None], side: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for row, key in enumerate(keys):
        if key is None:
            continue
        if key in places:
            rows = f"{places[key]}, {row}"
            raise _wrong(
                side, f"同一个编号出现在两行（{rows}）；请先去重", f"rows {rows} have one key; keep one of them"
            )
        places[key] = row
    return places


def _wrong(path: str, zh: str, en: str) -> HutongError:
    return HutongError(json.dumps({"code": "wrong-argument", "path": path, "zh": zh, "en": en}))
