"""Any history of changes, deletions, faults, kills and syncs ends, after one clean incremental and one full sync, with
raw equal to what the simulator holds, for every resource, field by field."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from simulator.messages import Fault
from tests.conftest import PROJECT, Bench

STEPS = 14
RESOURCES = {
    "customers": "customers",
    "customer_contacts": "customer-contacts",
    "locations": "locations",
    "jobs": "jobs",
    "appointments": "appointments",
    "appointment_assignments": "appointment-assignments",
    "invoices": "invoices",
    "payments": "payments",
    "estimates": "estimates",
    "technicians": "technicians",
    "campaigns": "campaigns",
    "zones": "zones",
    "teams": "teams",
    "user_roles": "user-roles",
}
FAULTS = ("500", "503", "reset", "truncate", "401", "slow")


def _change(bench: Bench, rng: random.Random) -> None:
    name = rng.choice(list(RESOURCES.values()))
    bench.control.change(
        name, {"name": f"changed {rng.random()}"}, count=rng.randint(1, 4), offset=rng.randint(0, 3)
    )


def _add(bench: Bench, rng: random.Random) -> None:
    bench.control.add(rng.choice(list(RESOURCES.values())), count=rng.randint(1, 3))


def _delete(bench: Bench, rng: random.Random) -> None:
    bench.control.delete(rng.choice(list(RESOURCES.values())), count=1)


def _deactivate(bench: Bench, rng: random.Random) -> None:
    bench.control.deactivate(rng.choice(list(RESOURCES.values())), count=1)


def _odd_type(bench: Bench, rng: random.Random) -> None:
    bench.control.change_type(
        rng.choice(("jobs", "invoices")), "modifiedById", {"odd": rng.random()}, count=2
    )


def _time_passes(bench: Bench, rng: random.Random) -> None:
    bench.control.advance(minutes=rng.choice((1, 10, 20, 600)))


def _faults(bench: Bench, rng: random.Random) -> None:
    kinds = rng.sample(FAULTS, 2)
    bench.control.faults(
        *(
            Fault(kind, path="*/tenant/*", probability=0.2, seed=rng.randint(0, 99), seconds=0.2)
            for kind in kinds
        )
    )


def _calm(bench: Bench, rng: random.Random) -> None:
    del rng
    bench.control.faults()


def _tokens(bench: Bench, rng: random.Random) -> None:
    rng.choice((bench.control.expire_tokens, bench.control.expire_feed_tokens))()


def _sync(bench: Bench, rng: random.Random) -> None:
    bench.sync(rng.choice(("incremental", "incremental", "full")), only=list(RESOURCES))


def _kill(bench: Bench, rng: random.Random) -> None:
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "flows.sync",
            "--only",
            ",".join(RESOURCES),
            "--mode",
            rng.choice(("incremental", "full")),
        ],
        cwd=PROJECT,
        env={**os.environ, **bench.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(rng.uniform(0.6, 2.2))
    process.kill()
    process.wait()
    bench.query(
        "select pg_terminate_backend(pid, 60000) from pg_stat_activity "
        "where datname = 'work' and pid <> pg_backend_pid() and backend_type = 'client backend'"
    )


ACTIONS: tuple[Callable[[Bench, random.Random], None], ...] = (
    *(_change,) * 4,
    _add,
    _add,
    _delete,
    _deactivate,
    _odd_type,
    _time_passes,
    _time_passes,
    _faults,
    _calm,
    _tokens,
    *(_sync,) * 4,
    _kill,
)


def _truth(bench: Bench, collection: str) -> dict[int, Any]:
    return {
        item["id"]: json.loads(json.dumps(item, default=float)) for item in bench.control.truth(collection)
    }


@pytest.mark.parametrize("seed", range(4))
def test_any_history_ends_in_the_truth(bench: Bench, seed: int) -> None:
    rng = random.Random(seed)
    bench.control.settings(feed_page_size=4)
    history = [rng.choice(ACTIONS) for _ in range(STEPS)]
    for action in history:
        action(bench, rng)
    bench.control.faults()
    bench.control.advance(minutes=1)
    names = [action.__name__ for action in history]
    assert not bench.sync(only=list(RESOURCES)).failed, names
    assert not bench.sync("full", only=list(RESOURCES), force=["1"]).failed, names
    for resource, collection in RESOURCES.items():
        stored = bench.query(f"select st_id, full_data from raw.st_{resource} where deleted_at is null")
        assert dict(stored) == _truth(bench, collection), (resource, names)
        gone = bench.query(f"select st_id from raw.st_{resource} where deleted_at is not null")
        assert not {number for (number,) in gone} & _truth(bench, collection).keys()
    states = bench.query("select distinct sync_status from raw.sync_state")
    assert states == [("idle",)]
