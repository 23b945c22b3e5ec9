"""What campaigns cost between two days, from their daily costs by month."""

from calendar import monthrange
from collections import defaultdict
from decimal import Decimal
from typing import Any

import msgspec

from simulator import times
from simulator.server.errors import ApiError
from simulator.server.parameters import Query
from simulator.state import Company

_EXACT = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal).decode


def campaign_cost_summary(company: Company, query: Query) -> dict[str, object]:
    """The cost of each campaign from the day `from` to the day `to`. Raises ApiError 400 for bad days."""
    first, last = query.time("from"), query.time("to")
    if first is None or last is None:
        raise ApiError(400)
    sums: defaultdict[int, Decimal] = defaultdict(Decimal)
    for record in company.collections["campaign-costs"].by_id():
        cost = _EXACT(record.body)
        begin = times.parse(f"{cost['year']:04d}-{cost['month']:02d}-01")
        end = begin + monthrange(cost["year"], cost["month"])[1] * times.DAY
        days = max(0, min(end, last + times.DAY) - max(begin, first)) // times.DAY
        sums[cost["campaignId"]] += cost["dailyCost"] * days
    campaigns = company.collections["campaigns"]
    items = [
        {
            "campaignId": key,
            "campaignName": _EXACT(campaigns[key].body)["name"] if key in campaigns else "",
            "totalCost": sums[key],
        }
        for key in sorted(sums)
    ]
    return {"items": items}
