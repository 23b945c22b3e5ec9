"""How this project wants dlt to be: quiet, without telemetry, fast."""

from __future__ import annotations

import os
from collections.abc import Mapping

SETTINGS: Mapping[str, str] = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    "NORMALIZE__WORKERS": "1",
    "LOAD__WORKERS": "4",
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    "DATA_WRITER__DISABLE_COMPRESSION": "true",
}


def configure_dlt() -> None:
    """Set what dlt reads when it is first used in a process, and then never again.

    It is set in the environment because `dlt.config` itself is a first use: telemetry would have begun.
    """
    os.environ.update(SETTINGS)
