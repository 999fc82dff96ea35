"""A large run's report: pages stay small, and its seconds and megabytes are printed for the bench."""

from __future__ import annotations

import resource
import time
from dataclasses import replace
from pathlib import Path

import pytest

import reports
from reports.material import Material

SAMPLES = 500


@pytest.mark.bench
def test_a_large_run_keeps_its_pages_small(material: Material, tmp_path: Path) -> None:
    transcripts = tuple(
        replace(found, run_key=f"{found.run_key}/{n}", sample=n)
        for n in range(SAMPLES)
        for found in material.transcripts
    )

    def spread(table: dict[tuple[str, str], object]) -> dict[tuple[str, str], object]:
        return {(f"{key}/{n}", part): replace(row, run_key=f"{key}/{n}", sample=n)  # type: ignore[type-var]
                for n in range(SAMPLES) for (key, part), row in table.items()}  # fmt: skip

    large = replace(
        material,
        transcripts=transcripts,
        verdicts=spread(dict(material.verdicts)),  # type: ignore[arg-type]
        profiles=spread(dict(material.profiles)),  # type: ignore[arg-type]
    )
    start = time.process_time()
    written = reports.write(large, tmp_path)
    seconds = time.process_time() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(transcripts):,} transcripts: {seconds:.1f} s of processor time, {megabytes:,.0f} MB at most")
    assert max(path.stat().st_size for path in written.files if path.suffix == ".html") < 5_000_000
