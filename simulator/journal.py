"""What happened to the companies, kept in a folder, so that a restarted simulator is the same one."""

from pathlib import Path
from typing import Any

import msgspec


class Entry(msgspec.Struct, frozen=True):
    """One operation on one company's data, and the company's time at which it happened."""

    tenant: int
    at: int
    operation: str
    arguments: msgspec.Raw


class Journal:
    """A header that says which companies these are, and a line per operation since."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._header = folder / "companies.json"
        self._entries = folder / "changes.jsonl"

    def header(self, kind: type[Any]) -> Any:
        """The header as that type; None when there is none or it is of another type."""
        try:
            return msgspec.json.decode(self._header.read_bytes(), type=kind)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def entries(self) -> list[Entry]:
        """All operations in their order. A line cut off by a crash is left out."""
        if not self._entries.exists():
            return []
        whole, _, _ = self._entries.read_bytes().rpartition(b"\n")
        return [msgspec.json.decode(line, type=Entry) for line in whole.splitlines()]

    def begin(self, header: object) -> None:
        """Start over with other companies."""
        self._entries.unlink(missing_ok=True)
        draft = self._header.with_suffix(".new")
        draft.write_bytes(msgspec.json.encode(header))
        draft.replace(self._header)

    def append(self, entry: Entry) -> None:
        """Note an operation that has been done."""
        with self._entries.open("ab") as file:
            file.write(msgspec.json.encode(entry) + b"\n")
