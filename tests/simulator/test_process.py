"""The simulator as a process: its ready file, its state over restarts, its end."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator.process import SimulatorProcess


def test_environment_is_the_warehouses(process: SimulatorProcess) -> None:
    environment = process.environment(1)
    assert environment["SERVICE_TITAN_TENANT_ID"] == "9002"
    assert environment["SERVICE_TITAN_AUTH_URL"] == environment["SERVICE_TITAN_API_URL"] + "/connect/token"
    assert set(environment) == {
        *(
            "SERVICE_TITAN_CLIENT_ID",
            "SERVICE_TITAN_CLIENT_SECRET",
            "SERVICE_TITAN_APP_KEY",
            "SERVICE_TITAN_TENANT_ID",
        ),
        *("SERVICE_TITAN_API_URL", "SERVICE_TITAN_AUTH_URL", "SERVICE_TITAN_TIME_ZONE"),
    }
    assert environment["SERVICE_TITAN_TIME_ZONE"] == "America/Denver"


@pytest.mark.parametrize("clock", [None, "now"])
def test_a_restart_finds_the_same_company(tmp_path: Path, clock: str | None) -> None:
    def texts(running: SimulatorProcess) -> dict[str, list[bytes]]:
        names = ("customers", "jobs", "invoices", "technicians")
        return {name: running.control.truth_texts(name) for name in names}

    with SimulatorProcess(customers=20, clock=clock, state_dir=tmp_path) as running:
        control = running.control
        original = texts(running)
        control.advance(hours=2)
        control.activity(25, seed=2)
        control.put("customers", '{"id": 77, "name": "caf\u00e9 \\u0000"}')
        control.delete("technicians", count=1)
        before, clock_before = texts(running), control.clock()
    with SimulatorProcess(customers=20, clock=clock, state_dir=tmp_path) as running:
        assert texts(running) == before != original
        assert running.control.clock() >= clock_before
        assert (running.control.clock() == clock_before) == (clock is None)
        again = running.control.activity(5, seed=3)
        assert sum(again.values()) == 5
        running.control.reset()
    with SimulatorProcess(customers=20, clock=clock, state_dir=tmp_path) as running:
        assert (texts(running) == original) == (clock is None)
    with SimulatorProcess(customers=21, clock=clock, state_dir=tmp_path) as running:
        assert len(running.control.truth("customers")) == 47


def test_a_failed_start_says_why() -> None:
    with pytest.raises(RuntimeError, match="not a date"):
        SimulatorProcess(clock="whenever").start()


def test_stop_is_quick_and_harmless_twice() -> None:
    running = SimulatorProcess(core_only=True)
    running.start()
    pid = running.ready.pid
    assert running.tenant.tenant_id > 0
    running.stop()
    running.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_it_ends_with_the_process_that_started_it() -> None:
    script = (
        "import os; from simulator.process import SimulatorProcess\n"
        "running = SimulatorProcess(core_only=True); running.start()\n"
        "print(running.ready.pid, flush=True); os._exit(1)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False
    )
    pid = int(done.stdout)
    for _ in range(1000):
        if not _alive(pid):
            return
        time.sleep(0.1)
    pytest.fail("the simulator outlived its parent")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return not Path("/proc/self").exists() or Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
