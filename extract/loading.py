"""What was read goes into the warehouse in load packages of dlt; what that makes true is noted on the readings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import dlt
import psycopg

from extract.api_errors import ApiError
from extract.background import Piece
from extract.catalog import catalog
from extract.deletions import mark_deleted_in_parts
from extract.destination import warehouse
from extract.dlt_settings import configure_dlt
from extract.kept_connections import kept_connections
from extract.ledger import Ledger
from extract.outcome import Loaded
from extract.source import servicetitan, warehouse_schema


class Loading:
    """The load packages of one run."""

    def __init__(
        self,
        connection: psycopg.Connection[Any],
        tenant_id: int,
        url: str,
        folder: Path,
        tracked: Collection[str],
        fresh: Collection[str],
    ) -> None:
        """`folder` is for dlt's own files; `tracked` and `fresh` are resources, see `destination.py`."""
        configure_dlt()
        self._connection, self._tenant = connection, tenant_id
        self._ledger = Ledger(connection, tenant_id)
        self._schema = warehouse_schema(tuple(catalog().values()))
        self._pipeline = dlt.pipeline(
            pipeline_name=f"servicetitan_{tenant_id}",
            pipelines_dir=str(folder),
            destination=warehouse(
                credentials=url, tenant_id=tenant_id, tracked=sorted(tracked), fresh=sorted(fresh)
            ),
            dataset_name="raw",
        )
        self._pipeline.config.restore_from_destination = False
        self._load_ids: list[str] = []
        self._refused: dict[str, ApiError] = {}

    @property
    def loaded(self) -> Mapping[str, Loaded]:
        """What the load jobs did so far, per resource."""
        return self._ledger.loaded(self._load_ids)

    def make_tables(self) -> None:
        """Make every table, also of what has no rows: dbt needs them on the smallest tenant."""
        self._pipeline.extract(servicetitan([], self._schema))
        with self._ledger.making_tables():
            self._pipeline.sync_schema()

    def load(self, pieces: Sequence[Piece]) -> Collection[str]:
        """Load the files of these pieces and note on their readings how far they are loaded.

        A resource of which PostgreSQL refused a file keeps its old cursors and is not read on.

        Returns:
            Names of the resources whose cursors may be kept.
        """
        files = [piece.path for piece in pieces if piece.path]
        if files:
            self._pipeline.extract(servicetitan(pieces, self._schema))
            for file in files:
                file.unlink()
            self._pipeline.normalize()
            with kept_connections():
                self._load_ids += self._pipeline.load().loads_ids
        found = self.loaded
        for name, loaded in found.items():
            if loaded.error:
                self._refused.setdefault(name, ApiError(f"PostgreSQL refused records: {loaded.error}"))
        for piece in pieces:
            self._note(piece, rejected=found.get(piece.reading.resource.name, Loaded()).rejected)
        return {piece.reading.resource.name for piece in pieces} - self._refused.keys()

    def _note(self, piece: Piece, rejected: int) -> None:
        reading = piece.reading
        if refusal := self._refused.get(reading.resource.name):
            reading.error = reading.error or refusal
            return
        if piece.answered and not rejected:
            reading.deleted += mark_deleted_in_parts(
                self._connection, self._tenant, reading.resource, piece.answered
            )
        reading.loaded, reading.complete = piece.cursor, piece.end
