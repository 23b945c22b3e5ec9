"""Keeps the schedule's two processes alive: the Prefect server and the runner of the flow.

`flows.schedule` starts it as the leader of a session of its own. It has no other task and imports neither
Prefect nor dbt. A part that ends is started again, with growing pauses when it keeps ending.
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
        """Start the process if it does not run and its pause is over; shorten its log when it is long."""
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
        output = open_log(self._output)
        try:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                process_group=0,
            )
        finally:
            os.close(output)
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


def open_log(file: Path) -> int:
    """Descriptor of a log to append to, readable by its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    return os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def _rotate(file: Path) -> None:
    """Move a long log's text to `<name>.1` and go on in the same file, which its writers hold open."""
    if file.exists() and file.stat().st_size > LOG_BYTES:
        shutil.copyfile(file, file.with_suffix(".log.1"))
        os.truncate(file, 0)


def _parts(place: Place) -> tuple[Part, Part]:
    """Server and runner, in the order in which they are started."""
    place.folder.mkdir(parents=True, exist_ok=True)
    python = sys.executable
    server, runner = "schedule-server", "schedule-runs"
    return (
        # Away from the project: Prefect reads settings from files of the working directory.
        Part(
            server,
            [python, "-m", "prefect", "server", "start"],
            place.folder,
            server_environment(place),
            place.log(server),
        ),
        Part(
            runner,
            [python, "-m", "flows.schedule_runner"],
            PROJECT_ROOT,
            runner_environment(place),
            place.log(runner),
        ),
    )


def supervise(place: Place, stopping: threading.Event) -> None:
    """Keep both parts alive until told to stop, then end them: first the runner, which needs the server."""
    parts = _parts(place)
    try:
        while not stopping.is_set():
            for part in parts:
                part.keep()
            _rotate(place.log("schedule"))
            stopping.wait(TICK_SECONDS)
    finally:
        for part in reversed(parts):
            part.end()


def main() -> int:
    """The process; returns the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stdout)
    place = Place.of(load_settings())
    place.lock.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(place.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return ALREADY_RUNNING
    Session.own().write(place.note)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    log.info("schedule of %s started", place.home)
    supervise(place, stopping)
    place.note.unlink(missing_ok=True)
    log.info("schedule ended")
    return 0


if __name__ == "__main__":
    sys.exit(main())
