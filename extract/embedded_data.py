"""The data directory of the embedded PostgreSQL: made whole or not at all, and tuned to this machine."""

import os
import shutil
import subprocess
from pathlib import Path

from extract.embedded_process import (
    EmbeddedPostgresError,
    ServerUser,
    binary,
    child_environment,
    last_words,
)

ADMINISTRATOR = "postgres"
MEGABYTE = 1024 * 1024
CGROUP_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def make_data(data: Path, user: ServerUser, lock: int, setup: str) -> None:
    """Make a data directory and run the setup statements (one per line) in it; it appears when complete.

    The lock's descriptor goes to the programs that write, so that a caller killed here leaves the lock held
    until they are gone too. Raises EmbeddedPostgresError.
    """
    partial = data.with_name(f"{data.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700)
    user.own(partial)
    # The administrator gets no password: over TCP, where one is asked for, it cannot log in. The built-in
    # locale sorts the same on every machine.
    options = ["--auth-local=trust", "--auth-host=scram-sha-256", f"--username={ADMINISTRATOR}"]
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _run([str(binary("initdb")), "-D", str(partial), *options, *locale], partial, user, lock)
    single = ["--single", "-D", str(partial), "-c", "exit_on_error=true", "template1"]
    _run([str(binary("postgres")), *single], partial, user, lock, setup)
    partial.rename(data)


def _run(program: list[str], folder: Path, user: ServerUser, lock: int, statements: str = "") -> None:
    done = subprocess.run(
        [*user.prefix, *program],
        cwd=folder,
        env=child_environment(),
        input=statements,
        capture_output=True,
        text=True,
        errors="replace",
        pass_fds=(lock,),
        check=False,
    )
    if done.returncode != 0:
        reason = last_words(done.stderr)
        raise EmbeddedPostgresError(f"The data directory {folder.parent} cannot be made: {reason}.")


def check_version(data: Path) -> None:
    """Raise EmbeddedPostgresError when the data was made by another major version of PostgreSQL."""
    made_by = (data / "PG_VERSION").read_text().strip()
    shown = subprocess.run([str(binary("postgres")), "--version"], capture_output=True, text=True, check=True)
    here = shown.stdout.split()[-1]
    if here.split(".")[0] != made_by:
        message = (
            f"{data} was made by PostgreSQL {made_by}, and {here} is installed here; "
            "move the folder away and sync again, or go back to the version that made it."
        )
        raise EmbeddedPostgresError(message)


def write_configuration(
    data: Path, user: ServerUser, port: int, socket_folder: str, *, durable: bool
) -> None:
    """Write postgresql.conf; a person's own settings belong in ALTER SYSTEM, which overrides it."""
    settings = _settings(port, socket_folder, durable=durable)
    lines = [f"{name} = '{value}'" for name, value in settings.items()]
    temporary = data / "postgresql.conf.new"
    temporary.write_text(
        "# Written at every start; use ALTER SYSTEM to override.\n" + "\n".join(lines) + "\n"
    )
    user.own(temporary)
    temporary.replace(data / "postgresql.conf")


def _settings(port: int, socket_folder: str, *, durable: bool) -> dict[str, str | int]:
    memory = _memory() // MEGABYTE
    safety = "on" if durable else "off"
    return {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": socket_folder.replace("'", "''"),
        "unix_socket_permissions": "0700",
        "max_connections": 100,
        "password_encryption": "scram-sha-256",
        "shared_buffers": f"{_between(128, memory // 8, 2048)}MB",
        "effective_cache_size": f"{_between(256, memory // 2, 16384)}MB",
        "work_mem": f"{_between(8, memory // 256, 64)}MB",
        "maintenance_work_mem": f"{_between(64, memory // 32, 512)}MB",
        "dynamic_shared_memory_type": _shared_memory(),
        # Nothing replicates: tables built in one transaction need no log of their rows.
        "wal_level": "minimal",
        "max_wal_senders": 0,
        "max_logical_replication_workers": 0,
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "fsync": safety,
        "synchronous_commit": safety,
        "full_page_writes": safety,
        "jit": "off",
        "random_page_cost": "1.1",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "log_line_prefix": "%m [%p] ",
        "log_checkpoints": "off",
        # A failed statement may hold customers' data or a password; its client is told anyway.
        "log_min_error_statement": "panic",
    }


def _shared_memory() -> str:
    # Containers often give /dev/shm 64 MB, too little for parallel queries; System V memory has no such cap.
    try:
        room = os.statvfs("/dev/shm")  # noqa: S108 - asked for its size only
    except OSError:
        return "posix"
    return "posix" if room.f_blocks * room.f_frsize >= 1024 * MEGABYTE else "sysv"


def _memory() -> int:
    """Bytes of memory of this machine, or of the container when it has less."""
    sizes = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for limit in map(Path, CGROUP_LIMITS):
        try:
            sizes.append(int(limit.read_text()))
        except (OSError, ValueError):
            continue
    return min(sizes)


def _between(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))
