"""Rows of other people's files: JSON Lines, JSON, CSV, Parquet, or a folder of them, read and written.

`read` yields a `Row` at a time with the place it stands at; a row that cannot be read is a row with a
fault, never the end of the file. `writing.Sheet` writes rows of one declared schema.
"""

from harness.rows.reading import SUFFIXES, Row, is_table, read

__all__ = ["SUFFIXES", "Row", "is_table", "read"]
