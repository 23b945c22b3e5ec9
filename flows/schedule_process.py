"""The processes of the schedule as the operating system sees them.

Everything the schedule starts belongs to one session, whose leader notes itself in a file. The session finds
its members also when the leader or any other of them was killed, and a number that was given to another
process meanwhile is not taken for it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_STATE, _SESSION, _STARTED = 0, 3, 19
"""Places of fields in /proc/<pid>/stat, counted after the program's name."""


def _stat(pid: int) -> list[str]:
    """Fields of /proc/<pid>/stat after the name; empty when there is no such process."""
    try:
        # The name is in parentheses and may itself hold spaces and parentheses.
        return (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _ps(*arguments: str) -> list[str]:
    """Lines of `ps`, for systems without /proc."""
    done = subprocess.run(
        ["ps", *arguments], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    return [line.strip() for line in done.stdout.splitlines()]


def started(pid: int) -> str | None:
    """When a process was started, in the system's own words; None when it is gone or only unreaped."""
    if (_PROC / "self").exists():
        fields = _stat(pid)
        if not fields or fields[_STATE] == "Z":
            return None
        # Ticks since the machine started repeat after the next start of the machine.
        return f"{(_PROC / 'sys/kernel/random/boot_id').read_text().strip()} {fields[_STARTED]}"
    lines = _ps("-o", "stat=,lstart=", "-p", str(pid))
    return None if not lines or lines[0].startswith("Z") else lines[0].partition(" ")[2].strip()


def _session_of(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except (ProcessLookupError, PermissionError):
        return None


def _members(session: int) -> list[int]:
    if (_PROC / "self").exists():
        pids = [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit()]
        found = [(pid, _stat(pid)) for pid in pids]
        return [
            pid
            for pid, fields in found
            if fields and int(fields[_SESSION]) == session and fields[_STATE] != "Z"
        ]
    rows = [line.split(None, 1) for line in _ps("-A", "-o", "pid=,stat=")]
    return [int(pid) for pid, state in rows if not state.startswith("Z") and _session_of(int(pid)) == session]


@dataclass(frozen=True)
class Session:
    """A session of processes, by its leader: process id and start."""

    leader: int
    started: str

    @classmethod
    def own(cls) -> Session:
        """The session that this process leads."""
        return cls(os.getpid(), started(os.getpid()) or "")

    @classmethod
    def read(cls, file: Path) -> Session | None:
        """What `write` noted; None when there is no note or it was cut short."""
        try:
            noted = json.loads(file.read_text(encoding="utf-8"))
            return cls(int(noted["leader"]), str(noted["started"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def write(self, file: Path) -> None:
        """Note the session; the file is complete or absent."""
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial")
        partial.write_text(json.dumps({"leader": self.leader, "started": self.started}), encoding="utf-8")
        partial.replace(file)

    def led(self) -> bool:
        """Whether the leader is alive."""
        return started(self.leader) == self.started

    def members(self) -> list[int]:
        """Process ids of the session, the leader's included."""
        now = started(self.leader)
        # The system gives a number away again only when no session bears it any more.
        return _members(self.leader) if now in (None, self.started) else []

    def ended(self, seconds: float) -> bool:
        """Wait until nobody is left; False when somebody still is after that time."""
        deadline = time.monotonic() + seconds
        while self.members():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

    def end(self, patience: float) -> int:
        """End the session: its leader is asked to see to it for `patience` seconds, what is left is killed.

        Returns:
            How many processes had to be killed.
        """
        if self.led():
            send(self.leader, signal.SIGTERM)
            if self.ended(patience):
                return 0
        killed: set[int] = set()
        while left := self.members():
            for pid in left:
                send(pid, signal.SIGKILL)
            killed.update(left)
            time.sleep(0.05)
        return len(killed)


def send(pid: int, number: signal.Signals) -> None:
    """Signal a process; one that is gone is fine."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def send_group(group: int, number: signal.Signals) -> None:
    """Signal all processes of a process group; an empty one is fine."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):  # macOS refuses when only unreaped processes are left
        return
