"""The answers for many children."""

from __future__ import annotations

import html
import json
from typing import Any

from hutong import _hutong


class Results:
    """The answers for many children, a row each, in the order of the input.

    A rejected row has no answer (all its columns are null, ``rejected`` is true); its faults are in ``faults``.
    Otherwise null in a boolean column means *undetermined*, and null in ``level`` that the level is open: then
    ``floor`` and ``ceiling`` are the lowest and highest level that is possible and ``missing`` lists the facts that
    decide. Any tool that takes Arrow's C stream interface takes this object.
    """

    def __init__(self, answers: _hutong.Answers) -> None:
        """Wrap what the core answered."""
        self._answers = answers

    def __len__(self) -> int:
        """How many rows there are: as many as went in."""
        return len(self._answers)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give the columns as an Arrow C stream."""
        return self._answers.__arrow_c_stream__(requested_schema)

    @property
    def rejected(self) -> int:
        """How many rows are rejected."""
        return self._answers.rejected

    @property
    def faults(self) -> list[dict[str, Any]]:
        """Every fault of the rejected rows: row (counted from 0), code, severity, path, clause, zh, en."""
        faults: list[dict[str, Any]] = json.loads(self._answers.faults_json())
        return faults

    @property
    def missing_columns(self) -> list[str]:
        """Facts that some rule reads and that the table does not have: unknown for every child."""
        return self._answers.missing_columns

    @property
    def unused_columns(self) -> list[str]:
        """Columns of the table that are not read."""
        return self._answers.unused_columns

    def why(self, row: int) -> dict[str, Any]:
        """Give the whole assessment of a row, with every reason, exactly as for a single record.

        Args:
            row: The row, counted from 0; from the end where negative.

        Raises:
            RecordError: The row is rejected; the faults, and what can be said of the rest, are in the exception.
            IndexError: There is no such row.
        """
        place = row + len(self) if row < 0 else row
        if not 0 <= place < len(self):
            raise IndexError(f"there are {len(self)} rows; there is no row {row}")
        assessment: dict[str, Any] = json.loads(self._answers.why(place))
        return assessment

    def summary(self) -> dict[str, Any]:
        """Count the children of each level and trigger: certain, and possible where the level is open."""
        summary: dict[str, Any] = json.loads(self._answers.summary_json())
        return summary

    def to_dict(self) -> dict[str, list[Any]]:
        """Give the columns as lists of plain Python values. Needs no other package."""
        return self._answers.to_dict()

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the rows as dicts of plain Python values. Needs no other package."""
        columns = self.to_dict()
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]

    def to_arrow(self) -> Any:
        """Give a ``pyarrow.Table``."""
        import pyarrow

        return pyarrow.table(self)

    def to_polars(self) -> Any:
        """Give a ``polars.DataFrame``."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> Any:
        """Give a ``pandas.DataFrame``; through pyarrow where it is there, else by plain values."""
        import pandas

        try:
            import pyarrow
        except ImportError:
            return pandas.DataFrame(self.to_dict())
        return pyarrow.table(self).to_pandas()

    def table(self, language: str = "zh") -> str:
        """Write the counts as a small text table, in Chinese (``zh``) or English (``en``)."""
        head, rows, foot = self._report(language)
        lines = ["\t".join(str(cell) for cell in row) for row in [head, *rows]]
        return "\n".join([*lines, foot])

    def _report(self, language: str) -> tuple[list[str], list[list[Any]], str]:
        if language not in ("zh", "en"):
            raise ValueError("language is `zh` or `en`")
        summary = self.summary()
        is_zh = language == "zh"
        head = ["等级", "确定", "可能"] if is_zh else ["level", "certain", "possible"]
        rows = [[level[language], level["certain"], level["possible"]] for level in summary["levels"]]
        foot = (
            f"共{summary['rows']}行，未定等级{summary['open']}行，退回{summary['rejected']}行；"
            f"{summary['policy']}，基准日{summary['as_of']}"
            if is_zh
            else f"{summary['rows']} rows, {summary['open']} with an open level, {summary['rejected']} rejected; "
            f"{summary['policy']} as of {summary['as_of']}"
        )
        return head, rows, foot

    def _repr_html_(self) -> str:
        head, rows, foot = self._report("zh")
        cells = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table><p>{html.escape(foot)}</p>"

    def __repr__(self) -> str:
        """Tell the counts."""
        summary = self.summary()
        levels = ", ".join(f"{level['id']} {level['certain']}" for level in summary["levels"])
        return (
            f"<hutong.Results: {summary['rows']} rows, {levels}, open {summary['open']}, "
            f"rejected {summary['rejected']}>"
        )
