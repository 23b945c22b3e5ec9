"""Memory of large pages goes back to the system, whatever was freed before."""

from __future__ import annotations

import subprocess
import sys

# Freed blocks of 24 MB are what glibc adapts to; those of 4 MB would then be kept, in every thread's pool.
PROGRAM = """
import os, pathlib, subprocess, threading
from extract.allocator import return_large_blocks

def megabytes():
    if (statm := pathlib.Path("/proc/self/statm")).exists():  # small images have no ps
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1048576
    return int(subprocess.check_output(["ps", "-o", "rss=", "-p", str(os.getpid())])) // 1024

def pages():
    bytearray(24 << 20)
    held.wait()
    page = [bytearray(b"x") * (4 << 20) for _ in range(4)]
    held.wait()
    page.clear()
    done.wait()

return_large_blocks()
before, held, done = megabytes(), threading.Barrier(8), threading.Barrier(9)
threads = [threading.Thread(target=pages) for _ in range(8)]
for thread in threads:
    thread.start()
done.wait()
print(megabytes() - before)
"""


def test_pages_that_are_done_with_hold_no_memory() -> None:
    output = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    assert int(output) < 64, "megabytes, of 128 that were held"
