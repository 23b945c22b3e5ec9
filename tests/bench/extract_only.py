"""One extract as a process, so that its memory can be measured: `python -m tests.bench.extract_only MODE`."""

from __future__ import annotations

import sys
from typing import cast

from extract.catalog import catalog
from extract.plan import Wish
from extract.settings import load_settings
from extract.sync import Mode, sync

if __name__ == "__main__":
    settings = load_settings()
    sync(
        settings.require_account(),
        settings.database_url or "",
        settings.home,
        mode=cast("Mode", sys.argv[1]),
        wish=Wish(only=[resource.name for resource in catalog().values() if resource.every == "run"]),
        requests_per_second=10_000,
    )
