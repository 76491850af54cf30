"""The notebook in `examples/` runs from its first cell to its last, and shows what it says it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def test_the_township_in_ten_minutes() -> None:
    notebook: Any = nbformat.read(EXAMPLES / "township.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    assert not any(cell.get("outputs") for cell in notebook.cells), "commit it without outputs: they go stale"
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(EXAMPLES)}}).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    kinds = {kind for output in shown for kind in output.get("data", {})}
    assert {"text/html", "image/png"} <= kinds
    printed = "".join(output.get("text", "") for output in shown)
    assert "应保未保" in printed
    assert "children could be red" in printed
