"""The marker on a Ray cluster: a Ray data set with its marks beside it, or a file through many machines.

Scheduling, back-pressure, retries and lost workers are Ray's work; the verdicts are those of one process
to the letter, because every engine runs the same function. Needs the extra ``homework-harness[ray]``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from harness.errors import SettingsError
from harness.marksheet.columns import Columns
from harness.marksheet.marks import MARKS, PREFIX, Mark, Piece, marked
from harness.marksheet.sheet import Engine
from harness.rows.types import arrow_schema, fitted
from harness.spread import AHEAD, pieces

if TYPE_CHECKING:
    Table = Any

BATCH = 500
"""Rows handed to an actor or a task at once: half a second of work, so that little is done twice."""


def mark_dataset(
    dataset: Any,
    *,
    gold: str = "",
    reply: str = "",
    any_of: str = "",
    settings: dict[str, Any] | None = None,
    workers: int | tuple[int, int] | None = None,
    batch_size: int = BATCH,
) -> Any:
    """Return a Ray data set with its rows' own columns and, beside them, the columns of a mark.

    ``dataset``: a `ray.data.Dataset`, e.g. of ``ray.data.read_parquet(…)``. ``gold``, ``reply``,
    ``any_of`` and ``settings`` are those of ``harness mark``. ``workers``: how many actors, or from
    how many to how many; as many as there are processors if None. Nothing is worked out until the
    result is read or written: ``mark_dataset(…).write_parquet("marked/")``.
    """
    ray = _ray()
    columns = Columns(gold, reply, any_of, settings or {})
    return dataset.map_batches(
        _Marker,
        fn_constructor_kwargs={"columns": columns},
        batch_format="pyarrow",
        batch_size=batch_size,
        compute=_pool(ray, workers),
        num_cpus=1,
    )


def _pool(ray: Any, workers: int | tuple[int, int] | None) -> Any:
    if isinstance(workers, tuple):
        return ray.data.ActorPoolStrategy(min_size=workers[0], max_size=workers[1])
    return ray.data.ActorPoolStrategy(size=workers or max(1, int(ray.cluster_resources().get("CPU", 1))))


class _Marker:
    """An actor: the marker is loaded once and keeps the golds it has read."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    def __call__(self, table: Table) -> Table:
        import pyarrow as pa

        own = table.select([name for name in table.column_names if not name.startswith(PREFIX)])
        groups = marked([Piece(0, data, "") for data in own.to_pylist()], self.columns)
        place = [at for at, marks in enumerate(groups) for _ in marks]
        found = [fitted({**mark, "mark_line": None}, MARKS) for marks in groups for mark in marks]
        marks = pa.Table.from_pylist(found, schema=arrow_schema(MARKS))
        whole = own.take(pa.array(place, pa.int64()))
        for name in MARKS:
            whole = whole.append_column(marks.schema.field(name), marks.column(name))
        return whole


def by_ray(workers: int | None = None, address: str | None = None) -> Engine:
    """Return the engine that marks in tasks of a Ray cluster, at most ``workers`` at once."""

    def engine(rows: Iterable[Piece], columns: Columns) -> Iterator[list[Mark]]:
        ray = _ray(address, workers)
        wide = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        task = ray.remote(num_cpus=1, max_retries=-1)(marked)
        kept = ray.put(columns)
        waiting: deque[Any] = deque()
        for piece in pieces(rows, BATCH):
            waiting.append(task.remote(piece, kept))
            if len(waiting) >= wide * AHEAD:
                yield from ray.get(waiting.popleft())
        while waiting:
            yield from ray.get(waiting.popleft())

    return engine


def _ray(address: str | None = None, workers: int | None = None) -> Any:
    """Return Ray, connected to a cluster or started on this machine."""
    try:
        import ray
        import ray.data
    except ImportError as cause:
        raise SettingsError(
            f"Ray cannot be loaded ({cause}); install homework-harness[ray], "
            "from a checkout: pip install -e '.[ray]'"
        ) from cause
    if not ray.is_initialized():
        local = {"num_cpus": workers} if workers and not address else {}
        ray.init(address=address, log_to_driver=False, include_dashboard=False, **local)
    return ray
