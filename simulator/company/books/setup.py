"""Units, people, lists and customers of the core's September. See `simulator.company.books`."""

from decimal import Decimal

from simulator.company.build import Sink
from simulator.company.zone import local
from simulator.shapes.crm import ADDRESS

OPENED = local("2024-08-01 08:00")
NAMES = {
    111: "Denver Heating",
    112: "Denver Plumbing",
    211: "Una Dale",
    212: "Vic Stone",
    213: "Wes Hart",
    261: "Pam Ivory",
    262: "Quin Lowe",
    311: "Denver service",
    312: "Denver install",
    313: "Denver recall",
    421: "Denver search",
    422: "Denver mailer",
    1101: "Nora Beck",
    1102: "Omar Diaz",
    1103: "Pia Frost",
    1104: "Ray Gold",
    1105: "Sue Hale",
    1106: "Tim Ives",
    1107: "Uma Jett",
    1108: "Val Kerr",
    1109: "Wim Lake",
    1110: "Xenon Works",
    1121: "Yara Nash",
    1122: "Y. Nash",
    1123: "Yara M. Nash",
    1124: "Zeb Nash",
}
"""What everything with a name is called, by id."""

MERGED = {1121: 1122, 1122: 1123}
CUSTOMERS = tuple(key for key in NAMES if key > 1000)

_WEB = {"id": 402, "name": "Denver advertising", "active": True}
_SET_UP: tuple[tuple[str, int, dict[str, object]], ...] = (
    ("business-units", 111, {"trade": {"id": 11, "name": "HVAC"}, "conceptCode": "DH"}),
    ("business-units", 112, {"trade": {"id": 13, "name": "Plumbing"}, "conceptCode": "DP"}),
    ("job-types", 311, {"class": "Service", "businessUnitIds": [111, 112], "soldThreshold": 100}),
    ("job-types", 312, {"class": "Install", "businessUnitIds": [112]}),
    ("job-types", 313, {"class": "Recall", "businessUnitIds": [111], "noCharge": True}),
    ("campaigns", 421, {"category": _WEB, "source": "Search", "medium": "Web"}),
    ("campaigns", 422, {"category": _WEB, "source": "Mail", "medium": "Print"}),
)
_PEOPLE: tuple[tuple[str, int, dict[str, object]], ...] = (
    ("technicians", 211, {"businessUnitId": 111, "burdenRate": Decimal("6.00"), "team": "Core team"}),
    ("technicians", 212, {"businessUnitId": 112, "burdenRate": Decimal("5.50"), "team": "Core team"}),
    ("technicians", 213, {"businessUnitId": 111, "burdenRate": 0}),
    ("employees", 261, {"businessUnitId": 111, "role": "CSR"}),
    ("employees", 262, {"businessUnitId": 112, "role": "CSR"}),
)


def named(key: int) -> dict[str, object]:
    """An object that refers to something by id and name."""
    return {"id": key, "name": NAMES[key]}


def user(employee: int) -> dict[str, object]:
    """An object that refers to somebody of the office by the id of the user, which is not the employee's."""
    return {"id": 9000 + employee, "name": NAMES[employee]}


def add_setup(sink: Sink) -> None:
    """Write them."""
    sink.add("marketing-categories", OPENED, OPENED, id=402, name="Denver advertising")
    for resource, key, special in _SET_UP:
        sink.add(resource, OPENED, OPENED, id=key, name=NAMES[key], **special)
    for resource, key, special in _PEOPLE:
        first, _, last = NAMES[key].partition(" ")
        sink.add(
            resource,
            OPENED,
            OPENED,
            id=key,
            userId=9000 + key,
            name=NAMES[key],
            firstName=first,
            lastName=last,
            email=f"{first}@denver.example".lower(),
            hourlyRate=Decimal("30.00"),
            startDate="2024-08-01T00:00:00Z",
            **special,
        )
    for key in CUSTOMERS:
        _add_customer(sink, key)


def _add_customer(sink: Sink, key: int) -> None:
    """A customer with its one location, whose id is 1,000 higher."""
    home = {**ADDRESS, "street": f"{key - 1100} Blake St", "city": "Denver", "state": "CO", "zip": "80202"}
    commercial = key == 1110
    sink.add(
        "customers",
        OPENED,
        OPENED,
        id=key,
        name=NAMES[key],
        address=home,
        type="Commercial" if commercial else "Residential",
        taxExempt=commercial,
        createdById=9261,
        active=key not in MERGED,
        mergedToId=MERGED.get(key),
    )
    place = MERGED.get(key)
    sink.add(
        "locations",
        OPENED,
        OPENED,
        id=key + 1000,
        customerId=key,
        name=NAMES[key],
        address={**home, "latitude": 39.75, "longitude": -104.99},
        createdById=9261,
        active=key not in MERGED,
        mergedToId=None if place is None else place + 1000,
    )
