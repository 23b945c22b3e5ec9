"""What rows of the long tail are about: a job with its customer and place, and whatever else a field refers to."""

import re
from random import Random
from typing import Any

from simulator.company.build import Builder

_MOST = 3000
"""So many objects of a collection are looked at: in a large company, not all of them get long-tail business."""

_STANDS_FOR: dict[str, tuple[str, ...]] = {
    # collection: what fields that refer to it are called, without `Id`; some only so in one collection
    "employees": (
        *(
            "createdBy",
            "modifiedBy",
            "canceledBy",
            "pickedBy",
            "receivedBy",
            "soldBy",
            "assignedTo",
            "manager",
        ),
        *("reportedBy", "agent", "assignee", "accountManager", "exportedBy", "descriptionModifiedBy"),
        *("activatedFrom", "verifiedByUser"),
    ),
    "technicians": ("employee", "preferredTechnician", "technicianFull"),
    "warehouses": ("inventoryLocation", "fromLocation", "toLocation"),
    "pricebook-materials": ("sku", "target"),
    "pricebook-services": ("billingService",),
    "gl-accounts": (
        *(
            "generalLedgerAccount",
            "costOfSaleAccount",
            "assetAccount",
            "glAccount",
            "bankAccount",
            "feeAccount",
        ),
        *("account", "revenueGeneralLedgerAccount", "expensesGeneralLedgerAccount", "defaultAccount"),
    ),
    "gl-account-types": ("parentType",),
    "remittance-vendors": ("remittanceVendorInfo", "procurementVendor"),
    "job-cancel-reasons": ("reason", "dismissingReason"),
    "activity-categories": ("activity-types.category",),
    "project-statuses": ("project-substatuses.status",),
    "wbs-segments": ("segment",),
    "wbs-segment-items": ("segmentItem",),
    "recurring-services": ("locationRecurringService",),
    "payment-terms": ("paymentTerm",),
    "purchase-order-types": ("purchase-orders.type", "purchase-order-requests.type"),
    "inventory-bills": ("bill",),
    "booking-provider-tags": ("bookingProvider",),
    "campaigns": ("stCampaign", "defaultCampaign"),
    "tag-types": ("tagType", "defaultTagType"),
    "journal-entries": ("journalEntry",),
    "bank-deposits": ("deposit",),
    "opportunities": ("opportunity",),
    "business-units": ("payrollBusinessUnit",),
}
_COLLECTIONS = {word: name for name, words in _STANDS_FOR.items() for word in words}
_OF_JOBS = {
    "campaign": "campaigns",
    "project": "projects",
    "customer": "customers",
    "location": "locations",
    "businessUnit": "business-units",
    "jobType": "job-types",
}
Fields = dict[str, Any]


class Subjects:
    """Gives the objects that a row refers to, out of those a builder has got from some point on."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._pools: dict[str, list[Fields]] = {}
        self._cast: list[dict[str, Fields | None]] | None = None
        self._of_status: dict[str | None, list[dict[str, Fields | None]]] = {}

    def pool(self, collection: str) -> list[Fields]:
        """Objects of a collection; those made while they were asked for may be missing."""
        found = self._pools.get(collection)
        if not found:
            found = self._pools[collection] = self._builder.some(collection, _MOST)
        return found

    def cast(self, dice: Random, status: str | None = None) -> dict[str, Fields | None]:
        """A job and what belongs to it, by the words fields use; of a job in that status, if there is one."""
        if self._cast is None:
            self._cast = self._all_casts()
        if status not in self._of_status:
            those = (
                [one for one in self._cast if (one["job"] or {}).get("jobStatus") == status] if status else []
            )
            self._of_status[status] = those or self._cast
        found = self._of_status[status]
        return dict(dice.choice(found)) if found else {}

    def other(self, dice: Random, word: str, within: str) -> Fields | None:
        """Some object of what a word such as `vendor` stands for in a collection; None where there is none."""
        pool = self.pool(_COLLECTIONS.get(f"{within}.{word}") or collection_of(word))
        return dice.choice(pool) if pool else None

    def _all_casts(self) -> list[dict[str, Fields | None]]:
        jobs = self.pool("jobs")
        of = {
            word: self._builder.those(name, {job[f"{word}Id"] for job in jobs})
            for word, name in _OF_JOBS.items()
        }
        return [
            {
                "job": job,
                **{word: found[job[f"{word}Id"]] for word, found in of.items() if job[f"{word}Id"] in found},
                "invoice": _only_id(job["invoiceId"]),
                "appointment": _only_id(job["firstAppointmentId"]),
            }
            for job in jobs
        ]


def _only_id(key: int | None) -> Fields | None:
    return {"id": key} if key else None


def collection_of(word: str) -> str:
    """The collection a word stands for: `membershipType` for `membership-types`."""
    return _COLLECTIONS.get(word) or re.sub(r"(?<=[a-z])(?=[A-Z])", "-", word).lower() + "s"
