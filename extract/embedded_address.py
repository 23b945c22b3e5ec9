"""Where the embedded PostgreSQL is: its files, its port, its socket, and the password that clients need."""

import json
import os
import socket
import tempfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from extract import embedded_process as process
from extract.embedded_process import EmbeddedPostgresError, ServerUser

USER = "warehouse"
DATABASE = "warehouse"
FIRST_PORT, PORTS = 15432, 4000  # below the range systems hand out for outgoing connections
SOCKET_BASE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Place:
    """The server's files, all in one folder of the project's runtime folder."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def connection(self) -> Path:
        return self.root / "connection.json"

    @property
    def log(self) -> Path:
        return self.root / "server.log"


@dataclass(frozen=True, slots=True)
class Connection:
    """What is kept between starts: how clients reach the server."""

    port: int
    password: str
    socket_folder: str

    def url(self, port: int) -> str:
        """URL of the warehouse database on this port, with the password.

        The server has no TLS; saying so keeps a PGSSLMODE in the caller's environment from asking for it.
        """
        password = quote(self.password, safe="")
        return f"postgresql://{USER}:{password}@127.0.0.1:{port}/{DATABASE}?sslmode=disable"


def read_connection(place: Place) -> Connection | None:
    """What was kept; None when there is nothing, or nothing that can be used."""
    try:
        return Connection(**json.loads(place.connection.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_connection(place: Place, connection: Connection) -> None:
    """Keep it, all or nothing, readable by its owner alone."""
    temporary = place.connection.with_suffix(".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        if os.geteuid() == 0:
            # Root, when it steps in once, must not lock the folder's owner out.
            owner = place.root.stat()
            os.chown(temporary, owner.st_uid, owner.st_gid)
        json.dump(asdict(connection), file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(place.connection)


def first_port(place: Place) -> int:
    """A port that stays the same for a project folder, so that connections saved in BI tools keep working."""
    return FIRST_PORT + zlib.crc32(os.fsencode(place.root)) % PORTS


def free_port(preferred: int) -> int:
    """The preferred port, or the next one that no program listens on."""
    for port in range(preferred, preferred + PORTS):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise EmbeddedPostgresError(f"No free TCP port from {preferred} on; set DATABASE_URL.")


def socket_folder(known: Connection | None, user: ServerUser) -> str:
    """A short private folder for the socket, whose path may have no more than about 100 bytes."""
    if known and process.is_private_folder(Path(known.socket_folder), user.uid):
        return known.socket_folder
    base = tempfile.gettempdir()
    if len(base) > SOCKET_BASE_LENGTH:
        base = "/tmp"  # noqa: S108 - mkdtemp makes a folder of our own in it
    folder = tempfile.mkdtemp(prefix="warehouse-", dir=base)
    os.chown(folder, user.uid, user.gid)
    return folder
