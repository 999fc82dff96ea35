"""Asking by batch: questions as a file, answers hours later and cheaper, where a provider offers that.

`jobs` keeps what was handed in, step by step, in the run's folder; `remote` speaks to the provider through
the openai package; `carry` takes every job as far as it goes and writes the answers as transcripts.
"""

from harness.batches.carry import Told, carry
from harness.batches.jobs import Job, Jobs, split

__all__ = ["Job", "Jobs", "Told", "carry", "split"]
