"""The simulator as a process of its own, for tests and the demo."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from simulator.company.zone import TIME_ZONE
from simulator.control import Control
from simulator.messages import Ready, TenantAccess

_ROOT = Path(__file__).resolve().parent.parent


class SimulatorProcess:
    """Starts `python -m simulator` on a free port and stops it at the end of the `with` block.

    The arguments are the command line's: `customers=200`, `core_only=True`, `seed=7`, `clock="now"`,
    `state_dir=path`, `tenants=["1001", "1002:7:50"]`, `port=8700`.
    """

    ready: Ready
    control: Control

    def __init__(
        self,
        *,
        customers: int = 200,
        core_only: bool = False,
        seed: int = 1,
        clock: str | None = None,
        state_dir: Path | None = None,
        tenants: list[str] | None = None,
        port: int = 0,
    ) -> None:
        self._arguments = ["--port", str(port), "--customers", str(customers), "--seed", str(seed)]
        self._arguments += ["--core-only"] if core_only else []
        self._arguments += ["--clock", clock] if clock else []
        self._arguments += ["--state-dir", str(state_dir)] if state_dir else []
        for tenant in tenants or []:
            self._arguments += ["--tenant", tenant]
        # A million objects take the better part of a minute to make, and more on a busy machine.
        self._patience = 180 + customers / 100
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the process and wait until it listens; raises RuntimeError with its output otherwise."""
        with tempfile.TemporaryDirectory() as folder:
            ready_file, errors = Path(folder, "ready.json"), Path(folder, "errors.txt")
            command = [sys.executable, "-m", "simulator", *self._arguments, "--ready-file", str(ready_file)]
            path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
            with errors.open("wb") as log:
                self._process = subprocess.Popen(
                    [*command, "--exit-with-parent"],
                    stdout=log,
                    stderr=log,
                    env={**os.environ, "PYTHONPATH": path},
                )
            self._wait(ready_file, errors)
            self.ready = msgspec.json.decode(ready_file.read_bytes(), type=Ready)
        self.control = Control(self.ready.control_url)

    def _wait(self, ready_file: Path, errors: Path) -> None:
        process, until = self._process, time.monotonic() + self._patience
        while process is not None and not ready_file.exists():
            if process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError(
                    f"the simulator did not start:\n{errors.read_text(errors='replace')[-2000:]}"
                )
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop the process; harmless when it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @property
    def tenant(self) -> TenantAccess:
        """The first tenant and its credentials."""
        return self.ready.tenants[0]

    def environment(self, tenant: int = 0) -> dict[str, str]:
        """The settings that lead the warehouse to this simulator, for the tenant of that position."""
        access = self.ready.tenants[tenant]
        return {
            "SERVICE_TITAN_CLIENT_ID": access.client_id,
            "SERVICE_TITAN_CLIENT_SECRET": access.client_secret,
            "SERVICE_TITAN_APP_KEY": access.app_key,
            "SERVICE_TITAN_TENANT_ID": str(access.tenant_id),
            "SERVICE_TITAN_API_URL": self.ready.api_url,
            "SERVICE_TITAN_AUTH_URL": self.ready.auth_url,
            "SERVICE_TITAN_TIME_ZONE": TIME_ZONE,
        }
