"""Print-outs and exports brought in: `bring_in` makes transcripts of a file and accounts for every line."""

from harness.importing.build import FORMATS, Labels, bring_in
from harness.importing.document import Imported

__all__ = ["FORMATS", "Imported", "Labels", "bring_in"]
