"""What may be edited about a company's objects: per collection its fields, each with what it may become.

A line of the table is a collection and its fields. A field is its name and what follows: `>customers` the id of another
customer, `>>customers` an object with its id and name, `>*tag-types` a list of ids; `:name`, `:text`, `:money` (a
number), `:amount` (money as text), `:flag`, `:time` (moved by hours), `:day` (a midnight, moved by days), `:a|b` one of
these words; `^` what another object of the collection has there; `?` may become null.
"""

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

import msgspec

from simulator import times
from simulator.company import money, words
from simulator.state import Company

_TABLE = """
customers                name:name type:Residential|Commercial tagTypeIds>*tag-types paymentTermId>payment-terms?
                         doNotService:flag active:flag balance:money createdOn:time address^
locations                name:name customerId>customers zoneId>zones? taxZoneId>tax-zones? tagTypeIds>*tag-types
                         active:flag address^
customer-contacts        value:text type:Phone|MobilePhone|Email|Fax customerId>customers active:flag
                         memo:name?
location-contacts        value:text type:Phone|MobilePhone|Email|Fax locationId>locations active:flag
jobs                     customerId>customers locationId>locations businessUnitId>business-units jobTypeId>job-types
                         campaignId>campaigns jobStatus:Completed|Scheduled|Canceled|InProgress|Hold completedOn:time?
                         createdOn:time noCharge:flag recallForId>jobs? warrantyId>jobs? soldById>technicians?
                         projectId>projects? tagTypeIds>*tag-types active:flag leadCallId>calls? total:money
                         invoiceId>invoices lastAppointmentId>appointments membershipId>memberships?
                         createdById^ priority:Low|High?
appointments             jobId>jobs start:time end:time arrivalWindowEnd:time? active:flag unused:flag
                         status:Scheduled|Done|Canceled|Hold customerId>customers
appointment-assignments  technicianId>technicians appointmentId>appointments jobId>jobs active:flag
                         status:Scheduled|Dispatched|Working|Done
job-timesheets           technicianId>technicians jobId>jobs appointmentId>appointments arrivedOn:time? doneOn:time?
                         dispatchedOn:time? active:flag
job-splits               technicianId>technicians jobId>jobs split:40|60|100|25# active:flag
invoices                 customer>>customers businessUnit>>business-units job>>jobs? invoiceDate:day dueDate:day?
                         adjustmentToId>invoices? active:flag membershipId>memberships? projectId>projects?
                         location>>locations?
payments                 customer>>customers businessUnit>>business-units date:day active:flag
                         type:Cash|Check|Credit~Card appliedTo^
credit-memos             customer>>customers? businessUnit>>business-units? active:flag appliedTo^ date:day
estimates                jobId>jobs? customerId>customers businessUnitId>business-units? soldBy>technicians? active:flag
                         soldOn:time? createdOn:time subtotal:money tax:money projectId>projects? locationId>locations
                         items^
technicians              name:name businessUnitId>business-units? active:flag burdenRate:money team^ skills^ userId^
                         roleIds>*user-roles
employees                name:name businessUnitId>business-units? active:flag userId>technicians userId^
                         roleIds>*user-roles terminationDate:day?
user-roles               name:name active:flag
business-units           name:name active:flag
job-types                name:name soldThreshold:money? noCharge:flag active:flag class:Service|Install|Recall
                         businessUnitIds>*business-units
campaigns                name:name category>>marketing-categories? active:flag
marketing-categories     name:name active:flag
campaign-costs           dailyCost:money campaignId>campaigns month:1|2|3|8|9# year:2024|2025#
call-reasons             name:name isLead:flag active:flag
calls                    type:Booked|Unbooked|Excused|NotLead|Abandoned? direction:Inbound|Outbound job>>jobs?
                         campaign>>campaigns? agent>>employees? reason>>call-reasons? active:flag createdOn:time
                         customer>>customers?
bookings                 status:New|Converted|Dismissed jobId>jobs? campaignId>campaigns? active:flag
leads                    status:Open|Converted|Dismissed campaignId>campaigns customerId>customers? active:flag
tag-types                name:name active:flag
zones                    name:name active:flag businessUnits>*business-units
teams                    name:name active:flag
projects                 name:name customerId>customers active:flag status:In~Progress|Completed
memberships              customerId>customers membershipTypeId>membership-types businessUnitId>business-units
                         soldById>technicians? to:day? from:day cancellationDate:day? active:flag
                         status:Active|Suspended|Expired|Canceled renewedById>memberships? createdOn:time
                         billingFrequency:Monthly|Annual locationId>locations? duration:6|12#
membership-types         name:name active:flag durationBilling^
membership-status-changes  newStatus:Active|Suspended|Expired|Canceled membershipId>memberships createdOn:time
recurring-services       membershipId>memberships? active:flag
recurring-service-events status:NotAttempted|Won|Dismissed jobId>jobs? active:flag date:day
technician-shifts        technicianId>technicians start:time end:time shiftType:Normal|OnCall|TimeOff active:flag
non-job-appointments     technicianId>technicians start:time active:flag duration:01:00:00|00:30:00|1.00:00:00
non-job-timesheets       employeeId>technicians startedOn:time endedOn:time? active:flag
technician-ratings       rating:1|5|10# active:flag
gross-pay-items          employeeId>technicians? jobId>jobs amount:money active:flag date:day
                         amountAdjustment:money paidDurationHours:1|2|8#
                         paidTimeType:Regular|Overtime? grossPayItemType:TimesheetTime|Salary|CustomBonus
payrolls                 employeeId>technicians burdenRate:money? active:flag
payroll-adjustments      employeeId>technicians amount:money invoiceId>invoices? active:flag
job-canceled-logs        reasonId>job-cancel-reasons jobId>jobs createdOn:time active:flag
job-cancel-reasons       name:name active:flag
pricebook-services       displayName:name price:money active:flag
pricebook-materials      displayName:name price:money cost:money active:flag
pricebook-equipment      displayName:name price:money active:flag
pricebook-categories     name:name active:flag
installed-equipment      locationId>locations customerId>customers equipmentId>pricebook-equipment? active:flag
purchase-orders          jobId>jobs? vendorId>vendors businessUnitId>business-units? total:money
                         status:Sent|Received|Canceled typeId>purchase-order-types tax:money date:day
purchase-order-types     name:name excludeTaxFromJobCosting:flag active:flag
receipts                 jobId>jobs? purchaseOrderId>purchase-orders receiptAmount:money active:flag items^
                         receivedOn:time? inventoryLocationId>warehouses vendorId>vendors
inventory-bills          jobId>jobs? billAmount:amount active:flag
returns                  jobId>jobs? status:Pending|Returned|Canceled returnAmount:money active:flag
                         returnDate:day returnedOn:day? inventoryLocationId>trucks? items^
transfers                status:Pending|Received active:flag pickedDate:day? receivedDate:day? items^ jobId>jobs?
                         fromLocationId>warehouses toLocationId>trucks dateCanceled:day?
adjustments              type:CycleCount|Damaged|Lost active:flag date:day dateCanceled:day? items^
                         inventoryLocationId>trucks businessUnitId>business-units?
vendors                  name:name active:flag
warehouses               name:name active:flag
trucks                   name:name active:flag
payment-types            name:name
gl-accounts              name:name active:flag
custom-fields/customers  name^ name:name dataType:Text|Numeric
custom-fields/jobs       name^ name:name dataType:Text|Numeric
custom-fields/invoices   name:name dataType:Text|Numeric
custom-fields/vendors    name:name dataType:Text|Numeric
"""


@dataclass(frozen=True)
class Edit:
    """What one field of a collection's objects may become."""

    field: str
    how: str
    """`>`, `>>`, `>*`, `:` or `^`, as in the table."""
    what: str
    nullable: bool


def _read(table: str) -> dict[str, tuple[Edit, ...]]:
    edits: dict[str, tuple[Edit, ...]] = {}
    for line in table.strip().replace("\n" + 25 * " ", " ").splitlines():
        resource, *fields = line.split()
        edits[resource] = tuple(_edit(field) for field in fields)
    return edits


def _edit(text: str) -> Edit:
    bare = text.removesuffix("?")
    how = next(mark for mark in (">>", ">*", ">", ":", "^") if mark in bare)
    field, _, what = bare.partition(how)
    return Edit(field, how, what.replace("~", " "), bare != text)


EDITS = _read(_TABLE)
_DECODE = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal).decode


def edited(company: Company, dice: Random, resource: str, fields: dict[str, Any], edit: Edit) -> Any:
    """What the field of an object becomes; the value it has where there is nothing else."""
    if edit.nullable and dice.random() < 0.25:
        return None
    if edit.how == ":":
        return _value(dice, fields.get(edit.field), edit.what)
    some = company.collections[edit.what or resource].by_id()
    if not some:
        return fields.get(edit.field)
    chosen = dice.choice(some)
    if edit.how == "^":
        return _DECODE(chosen.body).get(edit.field)
    if edit.how == ">":
        return chosen.id
    if edit.how == ">*":
        return sorted({int(dice.choice(some).id) for _ in range(dice.randrange(3))})
    found = _DECODE(chosen.body)
    if edit.what == "jobs":
        return {"id": chosen.id, "number": found["jobNumber"]} | (
            {} if "duration" in fields else {"type": None}
        )
    return {"id": chosen.id, "name": found["name"]}


def _value(dice: Random, now: Any, what: str) -> Any:
    if what == "flag":
        return now is False or dice.random() < 0.4
    if what == "name":
        return f"{dice.choice(words.FIRST)} {dice.choice(words.LAST)} {dice.randrange(1000)}"
    if what == "text":
        return f"614555{dice.randrange(10_000):04d}"
    if what in ("money", "amount"):
        cents = dice.randrange(-2000, 60_000)
        return money.number(cents) if what == "money" else money.text(cents)
    if what in ("time", "day"):
        step = times.HOUR if what == "time" else times.DAY
        # What has no time yet gets one of the core's September.
        begun = (
            times.parse(now) if isinstance(now, str) and times.readable(now) else times.parse("2024-09-12")
        )
        return times.text(begun + dice.randrange(-40, 40) * step)
    chosen = dice.choice(what.removesuffix("#").split("|"))
    return int(chosen) if what.endswith("#") else chosen
