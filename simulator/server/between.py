"""What happens to a company between two pages of a reading, when a fault asks for it."""

from bisect import bisect_right

import msgspec

from simulator import messages as say
from simulator.endpoint import Endpoint
from simulator.operations import perform
from simulator.server.feed import reached
from simulator.server.listing import row_of_the_page_before
from simulator.server.parameters import Query
from simulator.state import Company, Simulation
from simulator.store import Record


def disturb(simulation: Simulation, tenant: int, endpoint: Endpoint, query: Query, fault: say.Fault) -> None:
    """Change (`shift`) or delete (`vanish`) a row of the page before the one this request asks for."""
    row = _row(simulation, simulation.companies[tenant], endpoint, query)
    if row is None:
        return
    select = say.Select(endpoint.resource, (row.id,))
    wish = say.Change(select) if fault.kind == "shift" else select
    name = "change" if fault.kind == "shift" else "delete"
    perform(simulation, tenant, name, msgspec.json.encode(wish))


def _row(simulation: Simulation, company: Company, endpoint: Endpoint, query: Query) -> Record | None:
    collection = company.collections[endpoint.resource]
    if not endpoint.feed:
        return row_of_the_page_before(endpoint, query, collection, simulation.settings)
    records = collection.by_change()
    position = reached(endpoint, query, company.feed_origin(endpoint.name), records)
    place = bisect_right(records, position, key=lambda record: record.version)
    return records[place - 1] if place else None
