"""Putting a whole company together."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from random import Random

from simulator import times
from simulator.company.books import add_books
from simulator.company.build import Builder, CompanySpec
from simulator.company.core import add_core
from simulator.company.generate import QUIET, YEARS, add_generated
from simulator.company.rows import add_estimate_items, add_rows
from simulator.store import Record

_CORE_BEGAN, _CORE_ENDED = times.parse("2024-03-01"), times.parse("2024-06-01")


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
        add_rows(builder, Random(0), _CORE_BEGAN, _CORE_ENDED, None)
        add_books(builder)  # after the rows above, which refer to anything before them
        builder.mark()
        if not spec.core_only:
            add_generated(builder, spec.seed, spec.customers, spec.start)
            until = spec.start - QUIET
            add_rows(builder, Random(spec.seed), until - YEARS, until, spec.customers)
        add_estimate_items(builder)
        return builder.records()
