"""Keeps the schedule's two processes alive: the Prefect server and the runner of the flow.

`flows.schedule` starts it as the leader of a session of its own. It has no other task, imports neither Prefect nor dbt,
and a part that ends is started again, with growing pauses when it keeps ending.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.settings import PROJECT_ROOT, load_settings
from flows.schedule_process import Session, send_group
from flows.schedule_server import Place, runner_environment, server_environment

ALREADY_RUNNING = 3
"""Exit code when another supervisor has the runtime folder."""
TICK_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 60.0
STEADY_SECONDS = 120.0
"""A part that lived this long is started again at once."""
GRACE_SECONDS = {"schedule-runs": 12.0, "schedule-server": 5.0}
LOG_BYTES = 10_000_000

log = logging.getLogger(__name__)


class Part:
    """One supervised process, the leader of a process group of its own."""

    def __init__(
        self, name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str], output: Path
    ) -> None:
        self.name, self._command, self._folder, self._output = name, command, folder, output
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._pause = 0.0

    def keep(self) -> None:
        """Start the process if it does not run and its pause is over; shorten its log when it has grown long."""
        if self._process is not None and self._process.poll() is not None:
            self._note_end(self._process)
        if self._process is None and time.monotonic() >= self._began + self._pause:
            self._start()
        _rotate(self._output)

    def _note_end(self, process: subprocess.Popen[bytes]) -> None:
        # What the process had started, such as a flow run, must not go on beside its successor.
        send_group(process.pid, signal.SIGKILL)
        steady = time.monotonic() - self._began > STEADY_SECONDS
        self._pause = 0.0 if steady else min(LONGEST_PAUSE_SECONDS, 2 * self._pause + 1)
        self._began, self._process = time.monotonic(), None
        log.warning(
            "%s ended with code %s, is started again in %.0f s", self.name, process.returncode, self._pause
        )

    def _start(self) -> None:
        with _open_private(self._output) as output:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                process_group=0,
            )
        self._began = time.monotonic()
        log.info("%s started, process %s", self.name, self._process.pid)

    def end(self) -> None:
        """Ask the process to end, then kill what is left of its group."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(GRACE_SECONDS[self.name])
        except subprocess.TimeoutExpired:
            log.warning("%s did not end by itself and is killed", self.name)
        send_group(self._process.pid, signal.SIGKILL)
        self._process.wait()
        log.info("%s ended", self.name)


def _open_private(file: Path) -> object:
    raise NotImplementedError


def _rotate(file: Path) -> None:
    """Move a long log's text to `<name>.1` and go on in the same file, which its writers hold open for appending."""
    if file.exists() and file.stat().st_size > LOG_BYTES:
        shutil.copyfile(file, file.with_suffix(".log.1"))
        os.truncate(file, 0)
