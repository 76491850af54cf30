"""A namespace for pandas: after ``import hutong.pandas``, ``frame.hutong.assess(as_of=…)``."""

from __future__ import annotations

from typing import Any

import pandas

from hutong._calls import Table, assess, validate
from hutong._results import Results


@pandas.api.extensions.register_dataframe_accessor("hutong")
class HutongNamespace:
    """What ``hutong`` says of a data frame."""

    def __init__(self, frame: Table) -> None:
        self._frame = frame

    def assess(self, **asked: Any) -> Results:
        """Assess every row: see ``hutong.assess``."""
        return assess(self._frame, **asked)

    def validate(self, **asked: Any) -> list[dict[str, Any]]:
        """List every fault of the rows that are rejected: see ``hutong.validate``."""
        return validate(self._frame, **asked)
