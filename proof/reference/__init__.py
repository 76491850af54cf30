"""The rules of 普民〔2024〕35号 for one child, written from the document alone.

An independent reference: see README.md for what was read and which choices were taken.
"""

from .assessment import assess
from .readings import DEFAULT, Readings

__all__ = ["DEFAULT", "Readings", "assess"]
