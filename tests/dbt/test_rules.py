"""The rules that decide numbers, each a dbt unit test beside its model, and how fresh the data is said to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import resources_read

DbtCommand = Callable[..., dict[str, str]]


@pytest.fixture
def dbt(core_template: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> DbtCommand:
    """Run a dbt command on the built core company; gives the status of each node by name."""
    from dbt.cli.main import dbtRunner

    variables = core_template.warehouse.environment()
    for name, value in {**variables, "DBT_TARGET_PATH": str(tmp_path), "DBT_LOG_PATH": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> dict[str, str]:
        outcome = dbtRunner().invoke(["--quiet", *arguments, "--target", core_template.warehouse.target])
        assert outcome.exception is None
        nodes = [result for result in outcome.result.results if result.node.resource_type != "operation"]
        return {result.node.name: str(result.status) for result in nodes}

    return run


def test_every_rule_holds(dbt, manifest):
    statuses = dbt("test", "--select", "test_type:unit")
    assert len(statuses) == len(manifest.unit_tests)
    assert {name: status for name, status in statuses.items() if status != "pass"} == {}


def test_sources_just_read_are_fresh(dbt):
    read = {resource.table for resource in resources_read()}
    statuses = dbt("source", "freshness")
    assert read <= statuses.keys()
    assert {statuses[source] for source in read} == {"pass"}


def test_sync_status_counts_what_raw_holds(core_template):
    read = [name for (name,) in core_template.query("select module from raw.sync_log")]
    assert sorted(read) == sorted(resource.name for resource in resources_read())
    counts = " union all ".join(f"select '{name}', count(*) from raw.st_{name}" for name in read)
    held = dict(core_template.query(counts))
    status = core_template.query("select entity, total_records, synced_24h from analytics.v_sync_status")
    assert {entity: (total, recent) for entity, total, recent in status} == {
        name: (count, count) for name, count in held.items()
    }
