"""What PostgreSQL itself counts: records read again and unchanged are not written again."""

from __future__ import annotations

import time

from tests.conftest import Bench

WRITTEN = """
select relname, n_tup_ins, n_tup_upd, n_tup_del, n_dead_tup from pg_stat_user_tables
where schemaname = 'raw' and relname like 'st\\_%%' and n_tup_ins + n_tup_upd + n_tup_del + n_dead_tup > 0
"""


def _written(bench: Bench) -> list[tuple[str, int, int, int, int]]:
    """Rows inserted, updated, deleted and dead per table; sessions tell what they did at their end at the latest."""
    deadline = time.monotonic() + 120
    sessions = (
        "select count(*) from pg_stat_activity where datname = current_database() "
        "and pid <> pg_backend_pid() and backend_type = 'client backend'"
    )
    while bench.value(sessions):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return bench.query(WRITTEN)  # type: ignore[return-value]


def test_records_read_again_leave_no_dead_rows(core: Bench) -> None:
    before = _written(core)
    report = core.sync("full")
    assert sum(resource.fetched for resource in report.resources) > 300
    assert not core.sync().failed
    assert _written(core) == before

    core.control.advance(hours=1)
    core.control.change("customers", {"name": "Renamed"}, count=3)
    assert not core.sync("full").failed
    assert [row[:4] for row in _written(core)] == [("st_customers", 0, 3, 0)]
