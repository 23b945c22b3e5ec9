"""One extract as a process, so that its memory can be measured: `python -m tests.bench.extract_only MODE`.

Prints a line for every 10,000 records read: how many, and the most memory in MB that was in use since the last line;
where the system does not tell that (all but Linux), since the start.
"""

from __future__ import annotations

import resource
import sys
import threading
from pathlib import Path
from typing import cast

from extract.catalog import catalog
from extract.plan import Wish
from extract.reading import Reading
from extract.settings import load_settings
from extract.sync import Mode, sync

STEP = 10_000
_STATUS, _FORGET_PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def _peak() -> int:
    """MB, since the last call or since the start. Not `ru_maxrss` where it can be helped: that begins with the peak of
    the process that started this one.
    """
    if not _STATUS.exists():
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit >> 20
    lines = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
    _FORGET_PEAK.write_text("5")
    return int(lines["VmHWM"].split()[0]) // 1024


class Meter:
    """Counts records over all reader threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fetched: dict[str, int] = {}
        self._told = 0

    def __call__(self, reading: Reading) -> None:
        with self._lock:
            self._fetched[reading.endpoint.name] = reading.fetched
            if sum(self._fetched.values()) >= self._told + STEP:
                self.tell()

    def tell(self) -> None:
        """Print where it stands."""
        self._told = sum(self._fetched.values())
        print(self._told, _peak(), flush=True)


if __name__ == "__main__":
    settings, meter = load_settings(), Meter()
    sync(
        settings.require_account(),
        settings.database_url or "",
        settings.home,
        mode=cast("Mode", sys.argv[1]),
        wish=Wish(only=[one.name for one in catalog().values() if one.every == "run"]),
        requests_per_second=10_000,
        on_page=meter,
    )
    meter.tell()
