"""What happens to a company between two pages of a reading, when a fault asks for it."""

from bisect import bisect_right

import msgspec

from simulator import messages as say
from simulator.operations import perform
from simulator.server.feed import reached
from simulator.server.listing import Reading, row_of_the_page_before
from simulator.state import Company, Simulation
from simulator.store import Record


def disturb(simulation: Simulation, company: Company, reading: Reading, fault: say.Fault) -> None:
    """Change (`shift`) or delete (`vanish`) a row of the page before the one this request asks for."""
    row = _row(simulation, company, reading)
    if row is None:
        return
    select = say.Select(reading.endpoint.resource, (row.id,))
    wish = say.Change(select) if fault.kind == "shift" else select
    name = "change" if fault.kind == "shift" else "delete"
    perform(simulation, company.tenant, name, msgspec.json.encode(wish))


def _row(simulation: Simulation, company: Company, reading: Reading) -> Record | None:
    endpoint = reading.endpoint
    if not endpoint.feed:
        return row_of_the_page_before(reading, simulation.settings)
    records = reading.collection.by_change()
    position = reached(endpoint, reading.query, company.feed_origin(endpoint.name), records)
    place = bisect_right(records, position, key=lambda record: record.version)
    return records[place - 1] if place else None
