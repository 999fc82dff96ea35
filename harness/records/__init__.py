"""The records that travel from stage to stage; nothing else lives here.

Every record is frozen. `harness.codec` turns each into JSON and back under the
same field names, so these files are also the description of the files on disk
(see docs/formats.md).
"""

from harness.records.asking import Attempt as Attempt
from harness.records.asking import Conversation as Conversation
from harness.records.asking import HumanMark as HumanMark
from harness.records.asking import Reply as Reply
from harness.records.asking import Timing as Timing
from harness.records.asking import Transcript as Transcript
from harness.records.asking import Turn as Turn
from harness.records.asking import Usage as Usage
from harness.records.homework import Figure as Figure
from harness.records.homework import Part as Part
from harness.records.homework import Question as Question
from harness.records.homework import Symbol as Symbol
from harness.records.homework import Target as Target
from harness.records.homework import Variant as Variant
from harness.records.judging import Judgement as Judgement
from harness.records.judging import Opinion as Opinion
from harness.records.judging import Role as Role
from harness.records.judging import Says as Says
from harness.records.marks import Claim as Claim
from harness.records.marks import TargetMark as TargetMark
from harness.records.marks import Verdict as Verdict
from harness.records.marks import Witness as Witness
from harness.records.reviews import Measured as Measured
from harness.records.reviews import Note as Note
from harness.records.reviews import PersonsMark as PersonsMark
from harness.records.reviews import Review as Review
from harness.records.reviews import Reviewed as Reviewed
from harness.records.reviews import Surface as Surface
from harness.records.thinking import Candidate as Candidate
from harness.records.thinking import Marker as Marker
from harness.records.thinking import ReasoningProfile as ReasoningProfile
from harness.records.truth import Answer as Answer
from harness.records.truth import Check as Check
from harness.records.truth import Checkpoint as Checkpoint
from harness.records.truth import Expected as Expected
from harness.records.truth import FalseStep as FalseStep
from harness.records.words import ANSWER_KINDS as ANSWER_KINDS
from harness.records.words import SCHEMA as SCHEMA
from harness.records.words import AskMode as AskMode
from harness.records.words import Json as Json
from harness.records.words import Source as Source
from harness.records.words import Status as Status
from harness.records.words import Style as Style
