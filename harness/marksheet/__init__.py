"""Other people's replies marked: rows with a gold and a reply in, the same rows with their marks out.

`columns` says which column is what, `marks` marks a piece of rows (the same function in every engine),
`sheet` runs a whole file through an engine and resumes it, `writing` puts rows and marks together.
"""

from harness.marksheet.columns import Columns
from harness.marksheet.sheet import Outcome, mark_file

__all__ = ["Columns", "Outcome", "mark_file"]
