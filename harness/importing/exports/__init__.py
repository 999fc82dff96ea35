"""Conversations in providers' and tools' files: exports of chats, answers of APIs, logs of evaluations.

`read_export` yields an `Exported` a conversation, whatever the file: JSON, JSON Lines, or the ZIP as it
comes. `shapes.SHAPES` is the table of what is known; a shape is told by its keys alone.
"""

from harness.importing.exports.conversation import Exported, Message
from harness.importing.exports.shapes import read_export

__all__ = ["Exported", "Message", "read_export"]
