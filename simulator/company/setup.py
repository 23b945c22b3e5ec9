"""What a generated company sets up once: its units, types and people."""

from decimal import Decimal
from random import Random

from simulator import times
from simulator.company import lists, money, words
from simulator.company.build import Builder
from simulator.company.pricebook import add_pricebook
from simulator.company.reference import Reference, Stock, Technician, Unit


class ReferenceMaker:
    """Writes the reference objects of a generated company."""

    def __init__(self, builder: Builder, dice: Random, start: int, customers: int) -> None:
        self._builder = builder
        self._dice = dice
        self._customers = customers
        self._opened = start - 3 * 365 * times.DAY - 30 * times.DAY

    def _add(self, resource: str, /, **fields: object) -> int:
        created = self._opened + self._dice.randrange(20 * 86400) * times.SECOND
        stamp = created + self._dice.randrange(86400 * times.SECOND)
        return self._builder.add(resource, created, stamp, **fields)

    def make(self) -> Reference:
        """All reference objects."""
        tags = self._tags()
        units = tuple(self._unit(trade) for trade in words.TRADES)
        zones = tuple(
            self._add("zones", name=f"{city} zone", zips=[code], cities=[city])
            for city, _, code, _, _ in words.CITIES
        )
        agents = self._office(units)
        tax_zone, tax_rate = self._tax_zone()
        return Reference(
            units=units,
            technicians=self._technicians(units, zones),
            skus=tuple(add_pricebook(self._add)),
            campaigns=self._campaigns(),
            deleted_campaign=self._builder.next_id(),
            customer_tags=tags[:4],
            job_tags=tags[4:],
            zones=zones,
            terms=tuple((self._term(name, days), name, days) for name, days in lists.TERMS),
            tax_zone=tax_zone,
            tax_rate=tax_rate,
            fields={owner: (self._field(owner, *what), what[0]) for owner, what in lists.FIELDS.items()},
            office=agents[-1][0],
            agents=agents,
            plans=tuple((self._plan(name, price), name) for name, price in lists.PLANS),
            reasons=tuple(self._add("job-cancel-reasons", name=name) for name in lists.REASONS),
            call_reasons=tuple(
                (self._add("call-reasons", name=name, isLead=lead), name) for name, lead in lists.CALL_REASONS
            ),
            stock=self._stock(),
        )

    def _tags(self) -> tuple[int, ...]:
        return tuple(
            self._add(
                "tag-types", name=name, code=name[:3].upper(), color=color, active=name != "Retired tag"
            )
            for name, color in lists.TAGS
        )

    def _unit(self, trade: str) -> Unit:
        name = f"{trade} Service"
        number = 100 + 10 * words.TRADES.index(trade)
        key = self._add(
            "business-units",
            name=name,
            officialName=f"Ridgeline {trade} LLC",
            email=f"{trade.lower()}@ridgeline.example",
            phoneNumber=f"6145550{number}",
            conceptCode=trade[:2].upper(),
            trade={"id": number, "name": trade},
            division={"id": number + 1, "name": "Residential"},
            address=lists.OFFICE_ADDRESS,
        )
        types = tuple(
            (
                self._add(
                    "job-types",
                    name=f"{trade} {word}",
                    businessUnitIds=[key],
                    duration=seconds,
                    skills=[trade],
                    soldThreshold=threshold,
                    noCharge=word == "Recall",
                    **{"class": word},
                ),
                f"{trade} {word}",
            )
            for word, seconds, threshold in (
                ("Service", 5400, 150),
                ("Maintenance", 3600, 250),
                ("Install", 28800, None),
                ("Recall", 3600, None),
            )
        )
        return Unit(key, name, trade, types)

    def _campaigns(self) -> tuple[int, ...]:
        made = []
        for category, names in lists.CAMPAIGNS.items():
            key = self._add("marketing-categories", name=category)
            owner = {"id": key, "name": category, "active": True}
            made += [
                self._add(
                    "campaigns",
                    name=name,
                    category=owner,
                    source=category,
                    medium=name,
                    active=name != "Radio",
                )
                for name in names
            ]
        return tuple(made)

    def _tax_zone(self) -> tuple[int, int]:
        rate = {"id": self._builder.next_id(), "taxName": "Franklin County", "taxBaseType": ["Subtotal"]}
        rates = [{**rate, "taxRate": Decimal("0.075"), "salesTaxItem": "Sales tax"}]
        return self._add("tax-zones", name="Franklin County", rates=rates), 750

    def _term(self, name: str, days: int) -> int:
        return self._add("payment-terms", name=name, dueDay=days, isCustomerDefault=days == 0)

    def _field(self, owner: str, name: str, kind: str, options: list[str]) -> int:
        return self._add(f"custom-fields/{owner}", name=name, dataType=kind, dataTypeOptions=options)

    def _person(self) -> dict[str, object]:
        first, last = self._dice.choice(words.FIRST), self._dice.choice(words.LAST)
        return {
            "userId": self._builder.next_id(),
            "name": f"{first} {last}",
            "email": f"{first}.{last}@ridgeline.example".lower()
            .replace("'", "")
            .replace("ü", "u")
            .replace("ñ", "n"),
            "phoneNumber": f"614555{self._dice.randrange(100, 200):04d}",
            "loginName": f"{first[0]}{last}".lower(),
            "hourlyRate": money.number(self._dice.randrange(1800, 4500)),
            "startDate": times.text(times.midnight(self._opened - self._dice.randrange(2000) * times.DAY)),
        }

    def _plan(self, name: str, price: int) -> int:
        billing = {"duration": 12, "billingFrequency": "Annual"}
        prices = {"salePrice": price, "billingPrice": price, "renewalPrice": price - 20}
        return self._add(
            "membership-types", name=name, displayName=name, durationBilling=[{**billing, **prices}]
        )

    def _stock(self) -> Stock:
        warehouse = self._add("warehouses", name="Ridgeline warehouse")
        self._add("warehouses", name="Old yard", active=False)
        vans = (self._add("trucks", name=f"Van {one}", warehouseId=warehouse) for one in (21, 22, 23))
        codes = (("MEET", "Paid"), ("TRAIN", "Paid"), ("PTO", "PaidTimeOff"))
        return Stock(
            vendors=tuple((self._add("vendors", name=name), name) for name in lists.VENDORS),
            warehouse=warehouse,
            trucks=tuple(vans),
            order_type=self._add("purchase-order-types", name="Job and stock orders"),
            codes=tuple(
                self._add("timesheet-codes", code=code, type=kind, applicableEmployeeType="All")
                for code, kind in codes
            ),
        )

    def _office(self, units: tuple[Unit, ...]) -> tuple[tuple[int, str], ...]:
        role = self._add("user-roles", name="Office")
        agents: list[tuple[int, str]] = []
        for place in range(3 + self._customers // 1000):
            kind = ("CSR", "Dispatch", "Accounting", "GeneralOffice")[place % 4]
            gone = place == 2
            ended = times.text(times.midnight(self._opened + 400 * times.DAY)) if gone else None
            person = self._person()
            agents.append((int(str(person["userId"])), str(person["name"])))
            self._add(
                "employees",
                **person,
                role=kind,
                roleIds=[role],
                active=not gone,
                terminationDate=ended,
                businessUnitId=units[place % len(units)].id,
            )
        return tuple(agents)

    def _technicians(self, units: tuple[Unit, ...], zones: tuple[int, ...]) -> tuple[Technician, ...]:
        role = self._add("user-roles", name="Field technician", employeeType="Technician")
        for unit in units:
            self._add("teams", name=f"{unit.trade} team")
        made = []
        for place in range(max(6, self._customers // 60)):
            unit = units[place % len(units)]
            left = self._opened + 600 * times.DAY if place % 7 == 5 else None
            person = self._person()
            name = str(person["name"])
            first, _, last = name.partition(" ")
            key = self._add(
                "technicians",
                **person,
                firstName=first,
                lastName=last,
                roleIds=[role],
                businessUnitId=unit.id,
                active=left is None,
                team=f"{unit.trade} team",
                mainZoneId=zones[place % len(zones)],
                zoneIds=[zones[place % len(zones)]],
                skills=[{"id": 900 + words.TRADES.index(unit.trade), "name": unit.trade}],
                positions=["Service"],
                dailyGoal=money.number(150000),
                burdenRate=money.number(500 + 25 * (place % 9)),
            )
            if place % 6 == 1:
                # One person with two records: the same user, each record with its own id.
                self._add(
                    "employees",
                    **person,
                    firstName=first,
                    lastName=last,
                    role="FieldManager",
                    businessUnitId=unit.id,
                )
            made.append(Technician(key, name, unit.trade, left))
        return tuple(made)
