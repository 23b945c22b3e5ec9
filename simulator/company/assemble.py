"""Putting a whole company together."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from simulator.company.build import Builder, CompanySpec
from simulator.company.core import add_core
from simulator.company.generate import add_generated
from simulator.store import Record


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without garbage collection: nothing made here is garbage, and looking for it takes most of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@lru_cache(maxsize=3)
def build_company(spec: CompanySpec) -> dict[str, list[Record]]:
    """All objects of a company. The result is shared: do not change it."""
    builder = Builder()
    with _no_collecting():
        add_core(builder)
        if not spec.core_only:
            add_generated(builder, spec.seed, spec.customers, spec.start)
        return builder.records()
