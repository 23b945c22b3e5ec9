"""An own PostgreSQL server in the project's runtime folder, started on demand.

It listens on 127.0.0.1 with a generated password, so that dlt, dbt, psql and BI tools reach it like any
other server. Nobody owns it: whoever needs it calls `ensure_running`, and it runs until `stop`. What a killed
process leaves behind (half a data directory, a stale postmaster.pid, a server in recovery) is put right by
the next call.
"""

import fcntl
import logging
import os
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extract import embedded_process as process
from extract.embedded_address import (
    DATABASE,
    USER,
    Connection,
    Place,
    first_port,
    free_port,
    read_connection,
    socket_folder,
    write_connection,
)
from extract.embedded_data import ADMINISTRATOR, check_version, make_data, write_configuration
from extract.embedded_process import EmbeddedPostgresError, Postmaster, ServerUser, binary

__all__ = ["DATABASE", "USER", "EmbeddedPostgresError", "binary", "ensure_running", "is_running", "stop"]

UNSAFE_VARIABLE = "WAREHOUSE_POSTGRES_UNSAFE"
START_ATTEMPTS = 4
SHUTDOWN_SECONDS = 120
PATIENCE_SECONDS = 5
LOG_BYTES = 10_000_000

log = logging.getLogger(__name__)


def ensure_running(home: Path, *, durable: bool | None = None) -> str:
    """Start the server of this runtime folder if needed, wait until it answers, return its URL.

    `durable=False` gives up crash safety for speed when the server is started here; the default is durable
    unless the environment has WAREHOUSE_POSTGRES_UNSAFE=1, which is for tests. Raises EmbeddedPostgresError.
    """
    place = _place(home)
    with _readable(place):
        running, known = process.find_postmaster(place.data), read_connection(place)
        if running and running.ready and known:
            return known.url(running.port)
        if durable is None:
            durable = os.environ.get(UNSAFE_VARIABLE) != "1"
        with _locked(place) as lock:
            return _start(place, lock, durable=durable)


def is_running(home: Path) -> bool:
    """Whether the server of this runtime folder accepts connections; raises EmbeddedPostgresError."""
    place = _place(home)
    with _readable(place):
        running = process.find_postmaster(place.data)
        return bool(running and running.ready)


def stop(home: Path) -> bool:
    """Stop the server, ending its connections; False when none was running. Raises EmbeddedPostgresError."""
    place = _place(home)
    if not place.root.exists():
        return False
    with _readable(place), _locked(place):
        running = process.find_postmaster(place.data)
        if not running:
            return False
        _shut_down(place, running)
        with suppress(OSError):
            Path(running.socket_folder).rmdir()
        return True


def _place(home: Path) -> Place:
    return Place(home.resolve() / "postgres")


@contextmanager
def _readable(place: Place) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        path = error.filename or place.root
        message = f"{path} belongs to another user; run as that user, or set WAREHOUSE_HOME."
        raise EmbeddedPostgresError(message) from error
    except OSError as error:
        path = error.filename or place.root
        raise EmbeddedPostgresError(
            f"The embedded PostgreSQL cannot use {path}: {error.strerror}."
        ) from error


@contextmanager
def _locked(place: Place) -> Iterator[int]:
    """Hold the lock that lets one process at a time start or stop the server; it dies with its holder."""
    place.root.mkdir(parents=True, exist_ok=True)
    if place.root.stat().st_uid == os.geteuid():
        # Others may pass through, not look: a service user must reach its data directory inside.
        place.root.chmod(0o711)
    descriptor = os.open(place.root / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _start(place: Place, lock: int, *, durable: bool) -> str:
    """Bring the server up, under the lock: make its data if there is none, then try until it is ready."""
    known = read_connection(place)
    password_lost = known is None and place.data.exists()
    if known is None:
        known = Connection(first_port(place), secrets.token_urlsafe(24), "")
        write_connection(place, known)
    user = process.server_user(place.root)
    if not place.data.exists():
        make_data(place.data, user, lock, _setup(known.password))
    for attempt in range(START_ATTEMPTS):
        log_size = place.log.stat().st_size if place.log.exists() else 0
        running = process.find_postmaster(place.data)
        pid = running.pid if running else _launch(place, user, known, durable=durable)
        ready = _wait_until_ready(place, pid)
        if ready:
            break
        time.sleep(0.2 * 2**attempt)
    else:
        reason = _log_since(place, log_size)
        raise EmbeddedPostgresError(f"The embedded PostgreSQL does not start: {reason} (log: {place.log}).")
    if password_lost:
        _set_password(ready, known.password)
    return known.url(ready.port)


def _setup(password: str) -> str:
    """Statements, one per line, for a new server: a role that owns its database and may make others."""
    return (
        f"CREATE ROLE {USER} LOGIN CREATEDB CREATEROLE PASSWORD '{password}'\n"
        f"GRANT pg_monitor, pg_checkpoint TO {USER}\n"
        f"CREATE DATABASE {DATABASE} OWNER {USER}\n"
    )


def _launch(place: Place, user: ServerUser, known: Connection, *, durable: bool) -> int:
    """Start the server process and return its id; nothing of an earlier one may be alive."""
    check_version(place.data)
    user.own(place.data)
    process.end_orphans(place.data)
    # It names a dead process, or one that is no server; PostgreSQL would take the latter for its own.
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    port = free_port(known.port)
    folder = socket_folder(read_connection(place), user)
    # Likewise the socket's lock; the port is free, so no server uses it.
    for stale in Path(folder).glob(f".s.PGSQL.{port}*"):
        stale.unlink()
    write_connection(place, Connection(port, known.password, folder))
    write_configuration(place.data, user, port, folder, durable=durable)
    if place.log.exists() and place.log.stat().st_size > LOG_BYTES:
        place.log.replace(place.log.with_suffix(".log.1"))
    program = [str(binary("postgres")), "-D", str(place.data)]
    return process.spawn(user, program, place.data, place.log)


def _wait_until_ready(place: Place, pid: int) -> Postmaster | None:
    """Wait for a starting server, through a crash recovery of any length; None when its process ends."""
    began = time.monotonic()
    told = False
    while process.exists(pid):
        running = process.find_postmaster(place.data)
        if running and running.ready:
            return running
        if running and running.status == "stopping":
            # Somebody asked for a shutdown that waits for clients; do not wait with it.
            process.signal_process(pid, signal.SIGINT)
        if not told and time.monotonic() - began > PATIENCE_SECONDS:
            log.warning("The embedded PostgreSQL is still starting, as after a crash; waiting for it.")
            told = True
        time.sleep(0.03)
    return None


def _shut_down(place: Place, running: Postmaster) -> None:
    for number in (signal.SIGINT, signal.SIGQUIT):
        process.signal_process(running.pid, number)
        deadline = time.monotonic() + SHUTDOWN_SECONDS
        while time.monotonic() < deadline:
            if not process.exists(running.pid):
                return
            time.sleep(0.03)
    message = f"The embedded PostgreSQL (process {running.pid}) does not stop; its log is {place.log}."
    raise EmbeddedPostgresError(message)


def _log_since(place: Place, size: int) -> str:
    if not place.log.exists():
        return "no message"
    with place.log.open(errors="replace") as file:
        file.seek(min(size, place.log.stat().st_size))
        return process.last_words(file.read())


def _set_password(server: Postmaster, password: str) -> None:
    """Give the role a new password through the socket, after connection.json was lost."""
    options = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", ADMINISTRATOR]
    options += ["-h", server.socket_folder, "-p", str(server.port)]
    done = subprocess.run(
        [str(binary("psql")), *options, "-d", ADMINISTRATOR],
        input=f"ALTER ROLE {USER} PASSWORD '{password}';",
        env=process.child_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        reason = process.last_words(done.stderr)
        raise EmbeddedPostgresError(f"The password of the embedded PostgreSQL cannot be set: {reason}.")
