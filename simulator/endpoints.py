"""What the simulated API offers: one line per endpoint, taken from the published specifications.

`takes` names the query parameters besides paging: `created` and `modified` stand for the two date pairs;
`active` defaults to active rows only and `active?` to all; `ids` takes at most 50 ids and `ids*` any number;
a word like `customerId` or `number=jobNumber` is an equality filter on that field, and a plural like
`jobIds=jobId` one on a comma-separated list. Parameters not named are ignored.
"""

from collections.abc import Iterable
from dataclasses import dataclass

PAGING = ("page", "pageSize", "includeTotal")
_PAIRS = {
    "created": ("createdOnOrAfter", "createdBefore"),
    "modified": ("modifiedOnOrAfter", "modifiedBefore"),
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One path that answers GET."""

    path: str
    """Below the tenant: `export/customers`."""
    resource: str
    """The collection it reads."""
    feed: bool
    takes: tuple[str, ...] = ()
    omit: tuple[str, ...] = ()
    """Fields of the objects that this endpoint does not show."""
    required: tuple[str, ...] = ()
    """Parameters without which it answers 400."""
    base: str = ""
    """API module and version: `crm/v2`."""

    @property
    def hides_inactive(self) -> bool:
        """Whether it can only ever show active rows, because it does not show `active` itself."""
        return "active" in self.omit and "active?" not in self.takes

    @property
    def filters(self) -> dict[str, str]:
        """The equality filters: parameter -> field."""
        words = (word.partition("=") for word in self.takes if word not in _SPECIAL)
        return {name: field or name for name, _, field in words}

    @property
    def parameters(self) -> frozenset[str]:
        """Every query parameter it obeys."""
        names: list[str] = ["from", "includeRecentChanges"] if self.feed else list(PAGING)
        for word in self.takes:
            names += _PAIRS.get(word, (word.rstrip("?*").partition("=")[0],))
        return frozenset(names).union(self.required) - (
            {"includeTotal"} if "descending" in self.required else set()
        )


_SPECIAL = frozenset(
    {"created", "modified", "ids", "ids*", "active", "active?", "includeInactive", "activeState", "sort"}
)


def _feed(path: str, resource: str, takes: str = "") -> Endpoint:
    return Endpoint(path, resource, True, tuple(takes.split()))


def _listing(path: str, resource: str, takes: str = "", omit: str = "", required: str = "") -> Endpoint:
    return Endpoint(path, resource, False, tuple(takes.split()), tuple(omit.split()), tuple(required.split()))


def _module(base: str, *endpoints: Endpoint) -> Iterable[Endpoint]:
    for one in endpoints:
        yield Endpoint(one.path, one.resource, one.feed, one.takes, one.omit, one.required, base)


def _fields(of: str) -> Endpoint:
    return _listing(f"{of}/custom-fields", f"custom-fields/{of}", "created modified sort")


ENDPOINTS: tuple[Endpoint, ...] = (
    *_module(
        "crm/v2",
        _feed("export/customers", "customers"),
        _listing("customers", "customers", "ids* created modified active sort"),
        _feed("export/customers/contacts", "customer-contacts"),
        _listing(
            "customers/contacts",
            "customer-contacts",
            "created modified customerIds=customerId",
            omit="active",
        ),
        _feed("export/locations", "locations"),
        _listing("locations", "locations", "ids created modified active customerId sort"),
        _feed("export/locations/contacts", "location-contacts"),
        _listing(
            "locations/contacts",
            "location-contacts",
            "created modified locationIds=locationId",
            omit="active",
        ),
        _fields("customers"),
        _fields("locations"),
    ),
    *_module(
        "jpm/v2",
        _feed("export/jobs", "jobs"),
        _listing(
            "jobs",
            "jobs",
            "ids created modified sort customerId locationId jobStatus number=jobNumber",
            omit="active",
        ),
        _feed("export/appointments", "appointments", "active?"),
        _listing(
            "appointments", "appointments", "ids created modified active sort jobId customerId status unused"
        ),
        _feed("export/projects", "projects"),
        _listing(
            "projects", "projects", "ids created modified sort customerId locationId status", omit="active"
        ),
        _listing("job-types", "job-types", "ids created modified active name priority"),
        _fields("jobs"),
        _fields("projects"),
    ),
    *_module(
        "dispatch/v2",
        _feed("export/appointment-assignments", "appointment-assignments", "active"),
        _listing(
            "appointment-assignments",
            "appointment-assignments",
            "ids created modified active sort jobId appointmentIds=appointmentId",
        ),
        _listing("teams", "teams", "created modified includeInactive sort"),
        _listing("zones", "zones", "created modified active sort"),
    ),
    *_module(
        "accounting/v2",
        _feed("export/invoices", "invoices"),
        _listing(
            "invoices",
            "invoices",
            "ids* created modified activeState adjustmentToId number=referenceNumber sort",
        ),
        _feed("export/invoice-items", "invoice-items"),
        _feed("export/payments", "payments"),
        _listing("payments", "payments", "ids created modified activeState sort"),
        _listing("payment-terms", "payment-terms", "ids created modified sort"),
        _listing("tax-zones", "tax-zones", "ids* created modified active sort"),
        *map(
            _fields,
            (
                "invoices",
                "payments",
                "credit-memos",
                "inventory-bills",
                "ap-bills",
                "ap-credits",
                "ap-payments",
            ),
        ),
    ),
    *_module(
        "sales/v2",
        _feed("export/estimates", "estimates"),
        # The older address of the same feed; both are published.
        _feed("estimates/export", "estimates"),
        _listing(
            "estimates", "estimates", "ids created modified active jobId projectId locationId jobNumber sort"
        ),
    ),
    *_module(
        "settings/v2",
        _feed("export/technicians", "technicians"),
        _listing("technicians", "technicians", "ids created modified active name userIds=userId"),
        _feed("export/employees", "employees"),
        _listing("employees", "employees", "ids created modified active name email userIds=userId"),
        _feed("export/business-units", "business-units"),
        _listing("business-units", "business-units", "ids created modified active name"),
        _feed("export/tag-types", "tag-types"),
        _listing("tag-types", "tag-types", "created modified active sort"),
        _listing("user-roles", "user-roles", "ids created active name"),
    ),
    *_module(
        "marketing/v2",
        _listing("campaigns", "campaigns", "ids created modified active name sort"),
        _listing("categories", "marketing-categories", "created modified sort"),
    ),
    *_module(
        "equipmentsystems/v2",
        _feed("export/installed-equipment", "installed-equipment"),
        _listing(
            "installed-equipment",
            "installed-equipment",
            "ids created modified active sort locationIds=locationId",
        ),
        # The only listing whose paging parameters the specification demands; it has no `includeTotal`.
        _listing(
            "installed-equipment/custom-field-types",
            "custom-fields/installed-equipment",
            "created modified",
            omit="createdOn modifiedOn",
            required="page pageSize descending",
        ),
    ),
    *_module(
        "pricebook/v2",
        _feed("export/categories", "pricebook-categories"),
        _listing("categories", "pricebook-categories", "created modified active categoryType sort"),
        _feed("export/services", "pricebook-services"),
        _listing("services", "pricebook-services", "ids created modified active sort"),
        _feed("export/materials", "pricebook-materials"),
        _listing("materials", "pricebook-materials", "ids created modified active isOtherDirectCost sort"),
        _feed("export/equipment", "pricebook-equipment"),
        _listing("equipment", "pricebook-equipment", "ids created modified active sort"),
    ),
    *_module("jbce/v2", _listing("call-reasons", "call-reasons", "created modified active sort")),
    *_module(
        "payroll/v2",
        _feed("export/jobs/timesheets", "job-timesheets"),
        _listing(
            "jobs/timesheets", "job-timesheets", "created modified active technicianId jobIds=jobId sort"
        ),
        _feed("export/jobs/splits", "job-splits"),
        _listing("jobs/splits", "job-splits", "created modified active? jobIds=jobId sort", omit="active"),
    ),
    *_module(
        "memberships/v2",
        _feed("export/memberships", "memberships"),
        _listing(
            "memberships", "memberships", "ids created modified active status customerIds=customerId sort"
        ),
        _fields("memberships"),
    ),
    *_module("inventory/v2", _fields("vendors")),
)

RESOURCES: tuple[str, ...] = tuple(dict.fromkeys(endpoint.resource for endpoint in ENDPOINTS))
