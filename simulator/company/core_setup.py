"""The core's people, units and lists. See `simulator.company.core` for the figures they lead to."""

from decimal import Decimal

from simulator import times
from simulator.company.build import Sink
from simulator.company.core_figures import BIG_ID

LONG_NUMBER = Decimal("1234567890123456.789")
"""Nineteen digits: more than a double can hold."""

NAMES = {
    1001: "Alma Reyes",
    1002: "Bert Cole",
    1003: "Cora O'Neil",
    1004: "Dov Stern",
    1005: "Eve Lund",
    1006: "Finch Bakery",
    1012: "Jack Lost",
    BIG_ID: "Big Id",
    101: "Core Heating",
    102: "Core Plumbing",
    201: "Rita Vance",
    202: "Sam Ortiz",
    203: "Gus Pell",
    299: "Gone Tech",
}
"""What objects that carry a copy of a name say, also of a technician who is no more."""

_OPENED = times.parse("2024-01-02T08:00:00Z")

_OFFICE = {
    "street": "1 Core Plaza",
    "unit": "Suite 2",
    "city": "Columbus",
    "state": "OH",
    "zip": "43085",
    "country": "USA",
    "latitude": 40.11,
    "longitude": -83.02,
    "isManualCoordinates": False,
    "isMilitary": False,
}
_WEB = {"id": 401, "name": "Core web", "active": True}

_ROWS: tuple[tuple[str, int, str, dict[str, object]], ...] = (
    # resource, id, name, what is special
    (
        "business-units",
        101,
        "Core Heating",
        {
            "officialName": "Core Heating LLC",
            "email": "heating@core.example",
            "phoneNumber": "6145550130",
            "conceptCode": "CH",
            "trade": {"id": 11, "name": "HVAC"},
            "division": {"id": 12, "name": "Residential"},
            "address": _OFFICE,
        },
    ),
    ("business-units", 102, "Core Plumbing", {"trade": {"id": 13, "name": "Plumbing"}, "conceptCode": "CP"}),
    ("business-units", 103, "Core Electrical", {"active": False}),
    (
        "job-types",
        301,
        "Core heating repair",
        {"class": "Service", "businessUnitIds": [101], "skills": ["Heating"]},
    ),
    (
        "job-types",
        302,
        "Core plumbing repair",
        {"class": "Service", "businessUnitIds": [102], "soldThreshold": 250},
    ),
    ("job-types", 303, "Core recall", {"class": "Recall", "noCharge": True, "active": False}),
    ("marketing-categories", 401, "Core web", {}),
    ("campaigns", 411, "Core search ads", {"category": _WEB, "source": "Search", "medium": "Web"}),
    ("campaigns", 412, "Core postcard", {"active": False}),
    ("tag-types", 501, "Gold customer", {"code": "GC", "importance": "High"}),
    ("tag-types", 502, "Rush", {"code": "RU", "isConversionOpportunity": True}),
    ("tag-types", 503, "Old tag", {"code": "OT", "active": False}),
    ("zones", 601, "Core north", {"zips": ["43085"], "cities": ["Columbus"], "businessUnits": [101]}),
    ("zones", 602, "Core south", {"active": False}),
    ("teams", 651, "Core team", {}),
    ("teams", 652, "Former team", {"active": False}),
    ("user-roles", 271, "Core office", {}),
    ("user-roles", 272, "Core field", {"employeeType": "Technician"}),
    ("payment-terms", 281, "Core net 30", {"dueDay": 30}),
    (
        "tax-zones",
        291,
        "Core county",
        {
            "rates": [
                {
                    "id": 292,
                    "taxName": "Core county",
                    "taxBaseType": ["Subtotal"],
                    "taxRate": Decimal("0.08"),
                    "salesTaxItem": "Tax",
                }
            ],
        },
    ),
    ("pricebook-categories", 751, "Core services", {}),
    ("pricebook-categories", 752, "Core goods", {"categoryType": "Materials", "active": False}),
    ("call-reasons", 791, "Core booking", {}),
    ("call-reasons", 792, "Core question", {"isLead": False, "active": False}),
)
_SKUS: tuple[tuple[str, int, str, str, str, dict[str, object]], ...] = (
    # resource, id, code, name, price, what is special
    ("pricebook-services", 761, "CORE-DIAG", "Core diagnostic", "100.00", {"taxable": False}),
    ("pricebook-services", 762, "CORE-FIX", "Core repair", "250.00", {"hours": Decimal("1.5")}),
    (
        "pricebook-materials",
        771,
        "CORE-FILT",
        "Core filter",
        "20.00",
        {"cost": Decimal("7.345"), "active": False},
    ),
    (
        "pricebook-equipment",
        781,
        "CORE-HP",
        "Core heat pump",
        "3000.00",
        {"manufacturer": "Northwind", "model": "C1"},
    ),
)
_PEOPLE: tuple[tuple[str, int, int, str, dict[str, object]], ...] = (
    # resource, id, user, name, what is special. Rita Vance has a record of either kind: one user.
    (
        "technicians",
        201,
        9201,
        "Rita Vance",
        {
            "businessUnitId": 101,
            "team": "Core team",
            "skills": [{"id": 21, "name": "Heating"}, {"id": 22, "name": "Boilers"}],
            "mainZoneId": 601,
            "zoneIds": [601],
            "positions": ["Service"],
        },
    ),
    ("technicians", 202, 9202, "Sam Ortiz", {"businessUnitId": 102, "email": None}),
    ("technicians", 203, 9203, "Gus Pell", {"businessUnitId": 103, "active": False}),
    ("employees", 251, 9201, "Rita Vance", {"role": "FieldManager", "businessUnitId": 101}),
    ("employees", 252, 9252, "Dana Cho", {"role": "CSR", "businessUnitId": 102}),
    (
        "employees",
        253,
        9253,
        "Lee Marsh",
        {"role": "Accounting", "active": False, "terminationDate": "2024-05-31T00:00:00Z"},
    ),
)
_FIELDS: tuple[tuple[str, int, str, str, list[str]], ...] = (
    # owner, id, name, type, options. An id is of its owner's list: 801 and 810 stand for two fields each.
    ("customers", 801, "Gate code", "Text", []),
    ("customers", 802, "Gate code", "Text", []),
    ("locations", 801, "Roof", "Dropdown", ["Flat", "Pitched"]),
    ("jobs", 803, "Permit", "Text", []),
    ("projects", 804, "Inspector", "Text", []),
    ("memberships", 805, "Sold at", "Text", []),
    ("invoices", 806, "Approved by", "Text", []),
    ("payments", 807, "Till", "Numeric", []),
    ("credit-memos", 808, "Reason", "Text", []),
    ("inventory-bills", 809, "Freight", "Numeric", []),
    ("ap-bills", 810, "Approver", "Text", []),
    ("ap-credits", 810, "Approver", "Text", []),
    ("ap-payments", 811, "Check run", "Text", []),
    ("installed-equipment", 812, "Filter size", "Text", []),
    ("vendors", 813, "Account number", "Text", []),
)


def add_setup(sink: Sink) -> None:
    """Write them all."""
    for resource, key, name, special in _ROWS:
        sink.add(resource, _OPENED, _OPENED, id=key, name=name, **special)
    for resource, key, code, name, price, special in _SKUS:
        fields = {"description": f"<p>{name}</p>", "price": Decimal(price), **special}
        sink.add(resource, _OPENED, _OPENED, id=key, code=code, displayName=name, **fields)
    for resource, key, user, name, special in _PEOPLE:
        first, _, last = name.partition(" ")
        fields = {
            "email": f"{first}@core.example".lower(),
            "phoneNumber": f"614555014{key % 10}",
            "startDate": "2020-03-01T00:00:00Z",
            "hourlyRate": Decimal("31.25"),
            "roleIds": [272 if resource == "technicians" else 271],
        }
        sink.add(
            resource,
            _OPENED,
            _OPENED,
            id=key,
            userId=user,
            name=name,
            firstName=first,
            lastName=last,
            **{**fields, **special},
        )
    for owner, key, name, kind, options in _FIELDS:
        sink.add(
            f"custom-fields/{owner}",
            _OPENED,
            _OPENED,
            id=key,
            name=name,
            dataType=kind,
            dataTypeOptions=options,
        )
