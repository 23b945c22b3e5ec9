"""What the C library does with the memory of a page that is done with."""

from __future__ import annotations

import ctypes
import sys

LARGE_BLOCK_BYTES = 1 << 20
_M_MMAP_THRESHOLD = -3
"""`mallopt`'s number for the size from which a block is mapped on its own, and unmapped when it is freed."""


def return_large_blocks() -> bool:
    """Have this process's large blocks go back to the system as soon as they are freed; whether that was to be said.

    glibc maps large blocks on their own, but raises the size from which it does so to that of any block it has seen
    freed, up to 32 MB. After the first pages those that follow come from pools of memory, one to a few threads, which
    keep what is freed: a first load held ten times what it used, and more as it met larger pages. A size that was set
    stays. Other C libraries (macOS, musl) do not adapt theirs; nothing is said to them.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and bool(mallopt(_M_MMAP_THRESHOLD, LARGE_BLOCK_BYTES))
