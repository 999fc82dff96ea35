"""Print-outs and exports brought in: `bring_in` makes transcripts of a file and accounts for every line."""

from harness.importing.build import FORMATS, bring_in
from harness.importing.document import Imported
from harness.importing.labels import Labels

__all__ = ["FORMATS", "Imported", "Labels", "bring_in"]
