"""The generated company's pricebook: services, materials and equipment of every trade."""

from dataclasses import replace
from typing import Protocol

from simulator.company import money, words
from simulator.company.reference import Sku

_RESOURCES = {
    "Service": "pricebook-services",
    "Material": "pricebook-materials",
    "Equipment": "pricebook-equipment",
}


class Add(Protocol):
    """Writes an object of the company's first days and gives its id."""

    def __call__(self, resource: str, /, **fields: object) -> int:
        """Write it."""


def add_pricebook(add: Add) -> list[Sku]:
    """Write the whole pricebook and give what is sold."""
    skus: list[Sku] = []
    for trade in words.TRADES:
        services = add("pricebook-categories", name=f"{trade} services")
        goods = add("pricebook-categories", name=f"{trade} materials", categoryType="Materials")
        shown = [{"id": services, "name": f"{trade} services", "active": True}]
        for code, name, of, price, hours in words.SERVICES:
            if of == trade:
                more = {"categories": shown, "hours": money.number(hours), "isLabor": True}
                skus.append(_sku(add, "Service", (code, name, trade, price, price * 2 // 5), more))
        for code, name, of, price, cost in words.MATERIALS:
            if of == trade:
                skus.append(_sku(add, "Material", (code, name, trade, price, cost), {"categories": [goods]}))
        for code, name, of, price, cost, maker, model, years in words.EQUIPMENT:
            if of == trade:
                warranty = {"duration": years * 12, "description": f"{years} years"}
                more = {
                    "manufacturer": maker,
                    "model": model,
                    "manufacturerWarranty": warranty,
                    "categories": [goods],
                }
                sku = _sku(add, "Equipment", (code, name, trade, price, cost), more)
                skus.append(replace(sku, maker=maker, model=model, warranty=years))
    return skus


def _sku(add: Add, kind: str, facts: tuple[str, str, str, int, int], more: dict[str, object]) -> Sku:
    code, name, trade, price, cost = facts
    key = add(
        _RESOURCES[kind],
        code=code,
        displayName=name,
        description=f"<p>{name}</p>",
        price=money.number(price),
        memberPrice=money.number(price * 9 // 10),
        cost=money.number(cost),
        taxable=kind != "Service",
        **more,
    )
    return Sku(key, kind, code, name, trade, price, cost)
