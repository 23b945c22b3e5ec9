"""The hand-made core of every company: a dozen customers whose every total can be stated.

All its objects have ids of their own below 20,000 (one customer excepted, on purpose), all its business is of
2024, and nothing generated refers to it: the figures below hold in a company of any size. They are those of the core's
spring; `simulator.company.books` adds its September, of other customers, units and technicians.

Per customer; `value` sums paid invoices, `revenue` all that are not void, `owing` the positive balances:

    id                name                      jobs  completed    value   revenue    owing
    1001              Alma Reyes                   1          1   648.00    594.00     0.00
    1002              Bert Cole                    1          1     0.00    216.00   116.00
    1003              Cora O'Neil                  1          1     0.00    324.00   324.00
    1004              Dov Stern                    2          2   108.00    108.00     0.00
    1005              Eve Lund                     1          0     0.00      0.00     0.00
    1006              Finch Bakery                 3          0     0.00    -75.00     0.00
    1007              Gia Moss (merged to 1001)    0          0     0.00      0.00     0.00
    1008              Madonna                      0          0     0.00      0.00     0.00
    1009              Hugo "Hal" Ibsen ...         0          0     0.00      0.00     0.00
    1010              Ida Null                     0          0     0.00      0.00     0.00
    1012              Jack Lost                    0          0     0.00     43.20    43.20
    9007199254740993  Big Id                       1          1    54.00     54.00     0.00
    all                                           10          6   810.00   1264.20   483.20

Per technician, by active assignments; `revenue` takes each invoice of those jobs once:

    id   name        jobs  completed  revenue   the jobs
    201  Rita Vance     4          3   810.00   3001 3002 3005 3008 (employee 251 is the same person)
    202  Sam Ortiz      4          3   972.00   3001 3003 3007 3010
    203  Gus Pell       1          1   108.00   3004 (the technician is inactive)

Per business unit; receivables are all more than 90 days old since 2025:

    id   name             jobs  active jobs  invoices owing   amount
    101  Core Heating        6            1               1   116.00
    102  Core Plumbing       4            2               2   367.20
    103  Core Electrical     0            0               0     0.00 (the unit is inactive)

Invoices: Paid 7001 7002 7007 7010, Partial 7004, Open 7005 7011, Zero 7006, Credit 7003 7009, Void 7008.
Estimates: Sold 9501 (500.00), Open 9502, Dismissed 9503, without status 9504, Open but inactive 9505.
Phones and emails to find: 1001 6145550102 alma@mail.example; 1002 6145550110 and none; 1009 neither;
location 2001 6145550121 house@mail.example.
"""

from simulator import times
from simulator.company import core_business, core_setup
from simulator.company.build import Sink
from simulator.company.core_figures import BIG_ID
from simulator.company.ledger import add_accounts
from simulator.shapes.crm import ADDRESS

_CUSTOMERS: tuple[tuple[int, str, str, dict[str, object]], ...] = (
    # id, created, name, what is special
    (1001, "2024-01-05T09:00:00Z", "Alma Reyes", {"balance": -54, "tagTypeIds": [501, 503]}),
    (1002, "2024-01-06T09:00:00Z", "Bert Cole", {"balance": 116, "tagTypeIds": [501, 599]}),
    (1003, "2024-01-07T09:00:00Z", "Cora O'Neil", {"balance": 324, "doNotMail": True}),
    (1004, "2024-01-08T09:00:00Z", "Dov Stern", {}),
    (1005, "2024-01-09T09:00:00Z", "Eve Lund", {"doNotService": True}),
    (
        1006,
        "2024-01-10T09:00:00Z",
        "Finch Bakery",
        {
            "type": "Commercial",
            "balance": -75,
            "taxExempt": True,
            "paymentTermId": 281,
            "nationalAccount": True,
        },
    ),
    (1007, "2024-01-11T09:00:00Z", "Gia Moss", {"active": False, "mergedToId": 1001}),
    (1008, "2024-01-12T09:00:00.5Z", "Madonna", {}),
    (1009, "2024-02-29T23:59:59.1234567Z", 'Hugo "Hal" Ibsen \U0001f527\n& Sons', {"tagTypeIds": [502]}),
    (1010, "0001-01-01T00:00:00Z", "Ida Null", {}),
    (1012, "2024-01-14T09:00:00Z", "Jack Lost", {"balance": 43.2, "paymentTermId": 299}),
    (BIG_ID, "2024-01-15T09:00:00Z", "Big Id", {"creditLimit": core_setup.LONG_NUMBER}),
)
_CUSTOM_FIELDS: dict[int, list[dict[str, object]]] = {
    # A name may occur twice: the last value counts.
    1001: [
        {"typeId": 801, "name": "Gate code", "value": "1111"},
        {"typeId": 802, "name": "Gate code", "value": "2222"},
    ],
    1009: [{"typeId": 801, "name": "Gate code", "value": ""}],
}
_LOCATIONS: tuple[tuple[int, int, str, str, bool], ...] = (
    # id, customer, name, street, active
    (2001, 1001, "Alma Reyes", "11 First St", True),
    (2002, 1001, "Alma Reyes, lake house", "12 Second St", True),
    (2003, 1002, "Bert Cole", "13 Third St", True),
    (2004, 1003, "Cora O'Neil", "14 Fourth St", True),
    (2005, 1004, "Dov Stern", "15 Fifth St", True),
    (2006, 1005, "Eve Lund", "16 Sixth St", True),
    (2007, 1006, "Finch Bakery", "17 Seventh St", True),
    (2008, 1007, "Gia Moss", "18 Eighth St", False),
    (2009, 1008, "Madonna", "", True),
    (2010, 1009, 'Ibsen\'s "shop"', "20 Tenth St", True),
    (2012, 1012, "Jack Lost", "22 Twelfth St", True),
    (2013, BIG_ID, "Big Id", "23 Thirteenth St", True),
)
_CONTACTS: tuple[tuple[str, str, int, int, str, str, bool], ...] = (
    # resource, owner's field, owner, id, type, value, active
    ("customer-contacts", "customerId", 1001, 11001, "MobilePhone", "6145550100", False),
    ("customer-contacts", "customerId", 1001, 11002, "Phone", "6145550101", True),
    ("customer-contacts", "customerId", 1001, 11003, "MobilePhone", "6145550102", True),
    ("customer-contacts", "customerId", 1001, 11004, "Email", "old@mail.example", False),
    ("customer-contacts", "customerId", 1001, 11005, "Email", "alma@mail.example", True),
    ("customer-contacts", "customerId", 1001, 11006, "Email", "later@mail.example", True),
    ("customer-contacts", "customerId", 1001, 11007, "Fax", "6145550103", True),
    ("customer-contacts", "customerId", 1002, 11010, "MobilePhone", "", True),
    ("customer-contacts", "customerId", 1002, 11011, "Phone", "6145550110", True),
    ("customer-contacts", "customerId", 1002, 11012, "Email", " ", True),
    ("customer-contacts", "customerId", 1009, 11090, "Fax", "6145550119", True),
    ("location-contacts", "locationId", 2001, 12001, "Phone", "6145550120", True),
    ("location-contacts", "locationId", 2001, 12002, "MobilePhone", "6145550121", True),
    ("location-contacts", "locationId", 2001, 12003, "Email", "house@mail.example", True),
    ("location-contacts", "locationId", 2002, 12004, "Phone", "", True),
)


def add_core(sink: Sink) -> None:
    """Write the core's objects."""
    add_accounts(sink)
    core_setup.add_setup(sink)
    _add_customers(sink)
    _add_locations(sink)
    _add_contacts(sink)
    core_business.add_business(sink)


def _add_customers(sink: Sink) -> None:
    streets = {customer: street for _, customer, _, street, _ in reversed(_LOCATIONS)}
    for key, created, name, special in _CUSTOMERS:
        seen = times.parse(created)
        home = {**ADDRESS, "street": streets.get(key, "")}
        fields = {
            "address": home,
            "createdById": 9252,
            "customFields": _CUSTOM_FIELDS.get(key, []),
            **special,
        }
        modified = max(seen, times.parse("2024-02-01T00:00:00Z"))
        sink.add("customers", seen, modified, id=key, name=name, **fields)


def _add_locations(sink: Sink) -> None:
    first_seen = {key: times.parse(created) for key, created, _, _ in _CUSTOMERS}
    for key, customer, name, street, active in _LOCATIONS:
        where = {**ADDRESS, "street": street, "latitude": 40.11, "longitude": -83.02}
        seen = first_seen[customer]
        sink.add(
            "locations",
            seen,
            seen,
            id=key,
            customerId=customer,
            name=name,
            address=where,
            zoneId=601,
            taxZoneId=291,
            active=active,
        )


def _add_contacts(sink: Sink) -> None:
    seen = times.parse("2024-01-20T08:00:00Z")
    for resource, owner_field, owner, key, kind, value, active in _CONTACTS:
        settings = {"phoneNumber": "" if kind == "Email" else value, "doNotText": False}
        sink.add(
            resource,
            seen,
            seen,
            id=key,
            type=kind,
            value=value,
            active=active,
            phoneSettings=settings,
            **{owner_field: owner},
        )
