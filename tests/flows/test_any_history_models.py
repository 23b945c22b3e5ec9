"""After any history of changes every incremental model holds what it would hold if it were built anew."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from extract.plan import read_plan
from flows.project import Project
from flows.transform import BUILD, transform
from simulator.control import Control
from simulator.endpoints import RESOURCES
from tests.conftest import Bench

STEPS = 4
CHANGES_PER_STEP = 6
EVENTS = 8
"""Of an upheaval: few enough that what one of them should have reached is not reached by another."""
INCREMENTAL = [*BUILD, "--select", "config.materialized:incremental"]
FIXED = {"id", "modifiedOn"}
NAMED = (
    *("customers", "locations", "business-units", "job-types", "campaigns", "technicians", "employees"),
    *("tag-types", "user-roles"),
)


def _collections(bench: Bench) -> list[str]:
    """What is read in every run, as the simulator names it."""
    account = bench.settings.require_account()
    plan = read_plan(bench.settings.plan_file, account.tenant_id, bench.settings.hash_salt)
    names = [name.replace("_", "-") for name, every in plan.every.items() if every == "run"]
    return [
        name
        for name in names
        if name in RESOURCES and (objects := bench.control.truth(name)) and "id" in objects[0]
    ]


def _swap(control: Control, rng: random.Random, collection: str) -> str:
    """Give an object another one's value of a field: a reference, a date, an amount, a list, a status."""
    objects = control.truth(collection)
    if not objects:
        return f"{collection} is empty"
    field = rng.choice(sorted(objects[0].keys() - FIXED))
    changed, other = rng.choice(objects), rng.choice(objects)
    if field in other:
        control.change(collection, {field: other[field]}, ids=[changed["id"]])
    return f"{collection} {changed['id']}.{field} = that of {other['id']}"


def _rename(control: Control, rng: random.Random, _: str) -> str:
    collection = rng.choice(NAMED)
    renamed = rng.choice(control.truth(collection))["id"]
    control.change(collection, {"name": f"Renamed {rng.random()}"}, ids=[renamed])
    return f"rename {collection} {renamed}"


def _add(control: Control, rng: random.Random, collection: str) -> str:
    return f"add {collection} {control.add(collection, count=rng.randint(1, 2))}"


def _delete(control: Control, rng: random.Random, collection: str) -> str:
    objects = control.truth(collection)
    gone = [rng.choice(objects)["id"]] if objects else []
    return f"delete {collection} {control.delete(collection, ids=gone)}"


def _merge(control: Control, rng: random.Random, _: str) -> str:
    first, second = rng.sample([customer["id"] for customer in control.truth("customers")], 2)
    control.merge(first, second)
    return f"merge {first} into {second}"


def _upheaval(control: Control, rng: random.Random, _: str) -> str:
    return f"upheaval {control.upheaval(EVENTS, seed=rng.randint(0, 999_999))}"


def _business(control: Control, rng: random.Random, _: str) -> str:
    return f"business {control.activity(changes=rng.randint(1, 8), seed=rng.randint(0, 999))}"


ACTIONS: tuple[Callable[[Control, random.Random, str], str], ...] = (
    *(_swap,) * 5,
    *(_rename,) * 2,
    *(_upheaval,) * 3,
    _add,
    _delete,
    _merge,
    *(_business,) * 2,
)


def _versions(bench: Bench, tables: list[str]) -> dict[str, Any]:
    """Transaction and place of every row: another one means that the row was written."""
    each = "select string_agg(row.xmin::text || row.ctid::text, ',' order by row.ctid) from {} as row"
    return {table: bench.value(each.format(table)) for table in tables}


def _content(bench: Bench, tables: list[str]) -> dict[str, Any]:
    each = "select array_agg(row::text order by row::text) from {} as row"
    return {table: bench.value(each.format(table)) for table in tables}


@pytest.mark.parametrize("seed", range(2))
def test_incremental_models_equal_models_built_anew(core: Bench, seed: int) -> None:
    rng = random.Random(seed)
    collections = _collections(core)
    assert transform(core.warehouse).errors == ()
    project = Project(core.warehouse)
    tables = [
        f'"{node.schema}"."{node.alias}"'
        for node in project.models()
        if node.config.materialized == "incremental"
    ]
    history: list[str] = []
    for _ in range(STEPS):
        history += [
            rng.choice(ACTIONS)(core.control, rng, rng.choice(collections)) for _ in range(CHANGES_PER_STEP)
        ]
        core.control.advance(minutes=30)
        assert not core.sync(rng.choice(("incremental", "full")), force=["1"]).failed
        report = transform(core.warehouse)
        assert (report.errors, report.everything) == ((), False)
        written = _versions(core, tables)
        assert project.run(INCREMENTAL).success
        again = _versions(core, tables)
        stale = [table for table in tables if again[table] != written[table]]
        assert not stale, json.dumps(history, indent=1)
    kept = _content(core, tables)
    assert project.run([*INCREMENTAL, "--full-refresh"]).success
    anew = _content(core, tables)
    assert [table for table in tables if kept[table] != anew[table]] == []


def test_the_cause_of_a_restatement_may_be_loaded_after_it_was_built(core: Bench) -> None:
    """The job was read before the build and committed after it, by a run of another tenant's that went on meanwhile."""
    cause = "select record_type, record_id, changed_at from analytics.mart_restatements"
    (invoice,) = (each for each in core.control.truth("invoices") if each["id"] == 7110)
    items = [{**invoice["items"][0], "total": "1000.00"}, *invoice["items"][1:]]
    job = invoice["job"]["id"]
    core.control.change("invoices", {"items": items}, ids=[7110])
    core.sync(only=["invoices"])
    assert transform(core.warehouse).errors == ()
    ((kind, record, changed_at),) = core.query(cause)
    assert (kind, record) == ("invoice", 7110)
    core.control.change("jobs", {"summary": "Dearer than said"}, ids=[job])
    core.sync(only=["jobs"])
    core.query("update raw.st_jobs set fetched_at = %s where st_id = %s", changed_at, job)
    assert transform(core.warehouse).errors == ()
    kept = core.query(cause)
    assert kept == [("job", job, changed_at)]
    everything = Project(core.warehouse).run([*BUILD, "--select", "mart_restatements", "--full-refresh"])
    assert everything.success
    assert core.query(cause) == kept
