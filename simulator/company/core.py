"""The hand-made customers."""

from simulator.company.build import Sink


def add_core(sink: Sink) -> None:
    """Write the core's objects."""
