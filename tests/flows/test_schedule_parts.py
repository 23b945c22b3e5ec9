"""What the schedule and its flow decide without a Prefect server: refusals, retries, whose process is whose."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extract.settings import SettingsError, load_settings
from extract.sync import RefusedError, SyncError
from flows.schedule_process import Session
from flows.schedule_server import Place
from flows.sync import RunResult
from simulator.control import Control
from simulator.process import SimulatorProcess
from tests.conftest import PROJECT, Bench


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def unstarted(simulator_process: SimulatorProcess, tmp_path: Path) -> Bench:
    """Settings of a schedule that never comes to need its database."""
    return Bench(
        "postgresql://nobody:secret@127.0.0.1:1/none", tmp_path, Control(""), simulator_process.environment()
    )


def test_a_port_in_use_is_one_line(unstarted: Bench) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = unstarted.command("flows.schedule", "start", SYNC_SERVER_PORT=port)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert port in done.stderr
    assert "SYNC_SERVER_PORT" in done.stderr


def test_missing_settings_are_one_line(unstarted: Bench) -> None:
    done = unstarted.command("flows.schedule", "start", SERVICE_TITAN_APP_KEY="")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "SERVICE_TITAN_APP_KEY" in done.stderr
    assert not (unstarted.home / "prefect").exists()


def test_a_number_given_to_another_process_is_not_taken_for_the_schedule(unstarted: Bench) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True
    ) as other:
        place = Place.of(unstarted.settings)
        Session(other.pid, "some earlier time").write(place.note)
        done = unstarted.command("flows.schedule", "stop")
        assert (done.returncode, done.stdout) == (0, "No schedule is running.\n")
        assert other.poll() is None
        other.communicate()


def test_a_server_that_does_not_answer_costs_the_record_not_the_run(unstarted: Bench) -> None:
    # The run itself goes on, as far as it can without a database.
    done = unstarted.command("flows.sync", PREFECT_API_URL=f"http://127.0.0.1:{free_port()}/api")
    assert done.returncode == 1
    assert "does not answer: this run is not recorded" in done.stderr
    assert "postgresql://nobody@127.0.0.1:1/none" in done.stderr


def test_prefect_is_not_imported_without_a_server() -> None:
    code = "import sys, flows.sync, flows.schedule; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0


class _Failing:
    """Work that raises these errors one after the other, then counts as done."""

    def __init__(self, *errors: Exception) -> None:
        self.errors, self.calls = list(errors), 0

    def __call__(self) -> Any:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


@pytest.mark.parametrize(
    ("error", "calls"),
    [
        (SyncError("unreachable"), 2),
        (RefusedError("refused"), 1),
        (SettingsError("missing"), 1),
    ],
    ids=["an outage is tried again", "refused credentials are not", "a wrong setting is not"],
)
def test_retries(error: Exception, calls: int) -> None:
    from flows.prefect_flow import attempt

    work = _Failing(error)
    outcome = attempt(work, pauses=(0.0,))
    assert work.calls == calls
    assert (outcome.result, outcome.error) == (("done", None) if calls == 2 else (None, error))


def test_a_full_run_waits_for_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import prefect_flow

    monkeypatch.setattr(prefect_flow, "LOCK_SECONDS", 0.0)
    results = [RunResult("full", skipped="running already"), RunResult("full", skipped="running already")]
    done = RunResult("full")
    assert prefect_flow.wait_for_turn(lambda: results.pop() if results else done) is done
    assert results == []


def test_settings_make_the_schedules(unstarted: Bench) -> None:
    from flows.schedule_runner import schedules

    given = {**unstarted.environment, "SYNC_FULL_AT": "23:05", "SERVICE_TITAN_TIME_ZONE": "America/Chicago"}
    plan = schedules(load_settings(given))
    assert (plan["full"].cron, plan["full"].timezone) == ("5 23 * * *", "America/Chicago")
    assert plan["incremental"].interval is not None
    assert plan["incremental"].interval.total_seconds() == 300
