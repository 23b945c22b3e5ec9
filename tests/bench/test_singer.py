"""The comparison with a Singer tap and target, with small programs in their place that speak Singer."""

from __future__ import annotations

import logging
import stat
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


def test_what_a_tap_and_a_target_move_is_timed_beside_ours(
    server: str,
    simulator_process: SimulatorProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    control = simulator_process.control
    control.reset(core_only=True)
    bench = Bench(tmp_path, simulator_process, server)
    caplog.set_level(logging.INFO, "bench")
    singer.compare(bench, 1)
    assert caplog.messages == []

    monkeypatch.setenv(singer.TAP, _program(tmp_path / "tap", TAP))
    monkeypatch.setenv(singer.TARGET, _program(tmp_path / "target", TARGET))
    singer.compare(bench, 1)

    line, median = caplog.messages
    assert line.startswith("2 resources: ")
    assert median.startswith("Ratio to Singer tap and target: median")
    url = bench.database("again")
    account = bench.account
    singer.pipe(str(tmp_path / "tap"), str(tmp_path / "target"), account, url, ["customers"], tmp_path)
    assert singer.rows_of(url) == len(control.truth("customers"))
