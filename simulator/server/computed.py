"""Endpoints whose answers are reckoned: which function answers for which collection's name in the table."""

from collections.abc import Callable

from simulator.computed.capacity import capacity
from simulator.computed.costs import campaign_cost_summary
from simulator.endpoint import Endpoint
from simulator.server import reporting
from simulator.server.reporting import Asked
from simulator.state import encode


def computed_body(endpoint: Endpoint, asked: Asked) -> bytes:
    """The answer of a `computed` or `post` endpoint. Raises ApiError for what is asked wrongly."""
    return encode(_ANSWERS[endpoint.resource](asked))


_ANSWERS: dict[str, Callable[[Asked], object]] = {
    "report-categories": reporting.categories,
    "reports": reporting.reports,
    "report": reporting.description,
    "report-data": reporting.data,
    "dynamic-value-sets": reporting.dynamic_set,
    "capacity": lambda asked: capacity(asked.simulation.companies[asked.tenant], asked.body),
    "campaign-cost-summary": lambda asked: campaign_cost_summary(
        asked.simulation.companies[asked.tenant], asked.query
    ),
}
