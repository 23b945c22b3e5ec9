"""Ctrl-C: an end within seconds, one line, books closed, and the next run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from simulator.messages import Fault
from tests.conftest import PROJECT, Bench

WAITS = {"while a request is tried again": "503", "while answers come slowly": "slow"}


@pytest.mark.parametrize("waiting", WAITS)
def test_an_interrupted_run_ends_soon_and_closes_its_books(core: Bench, waiting: str) -> None:
    core.control.faults(Fault(WAITS[waiting], seconds=300, path="*/tenant/*"))
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.sync", "--mode", "full"],
        cwd=PROJECT,
        env={**os.environ, **core.environment, "SERVICE_TITAN_RETRY_SECONDS": "300"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while core.value("select count(*) from raw.sync_log where status = 'started'") == 0:
        assert process.poll() is None
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.strip() == "Interrupted; the next sync goes on from what is loaded."
    assert core.value("select count(*) from raw.sync_state where sync_status = 'running'") == 0
    assert core.value("select count(*) from raw.sync_log where status = 'started'") == 0
    last_run = "(select run_id from raw.sync_log order by id desc limit 1)"
    told = core.query(f"select distinct error_message from raw.sync_log where run_id = {last_run}")
    assert told == [("interrupted",)]
    core.control.faults()
    assert core.command("flows.sync").returncode == 0
