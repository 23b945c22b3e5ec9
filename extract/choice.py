"""What one run reads, and from where: by wish, plan and books."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from extract.catalog import Resource
from extract.plan import Plan, Wish, choose
from extract.reading import Cursor, Reading

Mode = Literal["full", "incremental"]
Cursors = Mapping[str, Mapping[str, Cursor]]
"""By resource and endpoint."""


@dataclass(frozen=True)
class Books:
    """What is known of earlier runs: when each resource was read last, its cursors, what may not be read."""

    last_reads: Mapping[str, datetime]
    cursors: Cursors
    denied: Collection[str]


def resources_of_run(wish: Wish, plan: Plan, mode: Mode, books: Books) -> Sequence[Resource]:
    """Those asked for by name; else all that are wanted in a full run, those due and permitted in others.

    A resource of which the last run left something is due whatever the plan says. What is read on request only is not
    asked for by naming its module.
    """
    resources = choose(wish)
    if wish.named:
        return [one for one in resources if one.name in wish.only or not plan.is_left_off(one)]
    if mode == "full":
        return plan.wanted(resources)
    left = {name for name, cursors in books.cursors.items() if any("left" in one for one in cursors.values())}
    due = plan.due(resources, {name: read for name, read in books.last_reads.items() if name not in left})
    return [resource for resource in due if resource.name not in books.denied]


def readings_of_run(
    resources: Sequence[Resource], wish: Wish, plan: Plan, mode: Mode, stored: Cursors
) -> list[Reading]:
    """A reading of each endpoint, from its cursor or from scratch.

    Children are read from scratch only where a full read was asked for by name: it takes many runs.
    """
    readings = []
    for resource in resources:
        for endpoint in resource.endpoints:
            kept = dict(stored.get(resource.name, {}).get(endpoint.name, {}))
            fresh = mode == "full" or not endpoint.has_cursor
            if endpoint.parent:
                kept, fresh = {} if fresh and wish.named else kept, False
            readings.append(
                Reading(
                    resource,
                    endpoint,
                    privacy=plan.privacy.get(resource.name),
                    cursor={} if fresh else kept,
                    kept=kept if fresh else {},
                )
            )
    return readings
