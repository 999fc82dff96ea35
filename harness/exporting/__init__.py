"""A run sent out in the formats of the field; `FORMATS` is the table of them, each a function of a `Sent`."""

from harness.exporting.formats import FORMATS
from harness.exporting.rows import Sent, gathered

__all__ = ["FORMATS", "Sent", "gathered"]
