"""The comparison with a Singer tap and target, with small programs in their place that speak Singer."""

from __future__ import annotations

import logging
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.process import SimulatorProcess
from tests.bench import singer
from tests.bench.common import Bench

TAP = """
import json, sys, urllib.parse, urllib.request

config = json.load(open(sys.argv[sys.argv.index("--config") + 1]))
paths = {"customers": "crm/v2/tenant/{}/export/customers", "zones": "dispatch/v2/tenant/{}/zones", "other": ""}
if "--discover" in sys.argv:
    print(json.dumps({"streams": [
        {"tap_stream_id": name, "schema": {}, "metadata": [{"breadcrumb": [], "metadata": {}}]} for name in paths
    ]}))
    sys.exit()
form = {"grant_type": "client_credentials", "client_id": config["client_id"], "client_secret": config["client_secret"]}
reply = urllib.request.urlopen(config["auth_url"], urllib.parse.urlencode(form).encode())
headers = {"Authorization": "Bearer " + json.load(reply)["access_token"], "ST-App-Key": config["st_app_key"]}
for stream in json.load(open(sys.argv[sys.argv.index("--catalog") + 1]))["streams"]:
    if not stream["metadata"][0]["metadata"]["selected"]:
        continue
    url = config["api_url"] + "/" + paths[stream["tap_stream_id"]].format(config["tenant_id"])
    page = json.load(urllib.request.urlopen(urllib.request.Request(url, headers=headers)))
    for record in page["data"]:
        print(json.dumps({"type": "RECORD", "stream": stream["tap_stream_id"], "record": record}))
"""
TARGET = """
import json, sys
import psycopg

config = json.load(open(sys.argv[sys.argv.index("--config") + 1]))
schema = config.pop("default_target_schema")
config["dbname"] = config.pop("database")
with psycopg.connect(**config) as connection:
    connection.execute(f"create schema {schema}")
    for line in sys.stdin:
        message = json.loads(line)
        connection.execute(f"create table if not exists {schema}.{message['stream']} (record jsonb)")
        connection.execute(
            f"insert into {schema}.{message['stream']} values (%s)", (json.dumps(message["record"]),)
        )
"""


def _program(path: Path, text: str) -> str:
    path.write_text(f"#!{sys.executable}\n{text}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.fixture
def bench(server: str, simulator_process: SimulatorProcess, tmp_path: Path) -> Bench:
    simulator_process.control.reset(core_only=True)
    return Bench(tmp_path, simulator_process, server)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    tap, target = _program(tmp_path / "tap", TAP), _program(tmp_path / "target", TARGET)
    monkeypatch.setenv(singer.TAP, tap)
    monkeypatch.setenv(singer.TARGET, target)
    return tap, target


def _pipe(bench: Bench, tap: str, target: str) -> singer.Pipe:
    return singer.Pipe(tap, target, bench.account, bench.home, {})


def test_without_a_tap_and_a_target_nothing_is_compared(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bench")
    singer.compare(bench, 1)
    assert caplog.messages == []


def test_what_a_tap_and_a_target_move_is_timed_beside_ours_and_differences_are_told(
    bench: Bench, programs: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """The stand-in asks for zones without the inactive ones, as the real tap does."""
    caplog.set_level(logging.INFO, "bench")
    singer.compare(bench, 1)

    customers, zones = (bench.simulator.control.truth(name) for name in ("customers", "zones"))
    active = sum(zone["active"] for zone in zones)
    assert active < len(zones)
    figures, difference, median = caplog.messages
    assert figures.startswith(f"2 resources, {len(customers) + len(zones)} rows: ")
    assert difference == f"zones: {len(zones)} rows, by Singer {active}"
    assert median.startswith("Speed over Singer tap and target: median")


def test_a_stream_that_is_not_chosen_is_not_moved(bench: Bench, programs: tuple[str, str]) -> None:
    url = bench.database("again")
    pipe = _pipe(bench, *programs)
    pipe.run(pipe.chosen(["customers"]), url)
    moved = singer.rows(url, singer.SCHEMA, {"customers": "customers", "zones": "zones"})
    assert moved == {"customers": len(bench.simulator.control.truth("customers")), "zones": 0}


def test_a_target_that_fails_ends_the_tap_and_says_why(
    bench: Bench, programs: tuple[str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tap, _ = programs
    target = _program(tmp_path / "broken", "import sys\nsys.exit('no such database')")
    pipe = _pipe(bench, tap, target)
    chosen = pipe.chosen(["customers"])
    with pytest.raises(subprocess.CalledProcessError):
        pipe.run(chosen, bench.server)
    assert caplog.messages == ["The target failed: no such database\n"]


def test_a_tap_that_refuses_its_settings_says_why(
    bench: Bench, programs: tuple[str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tap = _program(tmp_path / "refusing", "import sys\nsys.exit('client_id is wrong')")
    with pytest.raises(subprocess.CalledProcessError):
        _pipe(bench, tap, programs[1]).streams()
    assert caplog.messages == ["The tap failed: client_id is wrong\n"]
