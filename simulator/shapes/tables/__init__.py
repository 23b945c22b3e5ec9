"""The long tail of the API: every collection the hand-written shapes do not describe."""

from simulator.shapes.fields import Kind, read_kinds
from simulator.shapes.tables import accounting, crm, inventory, marketing, payroll, pricebook, work

KINDS: dict[str, Kind] = {
    # In this order they are made: what others refer to comes first.
    **read_kinds(pricebook.TABLE),
    **read_kinds(inventory.TABLE),
    **read_kinds(accounting.TABLE),
    **read_kinds(payroll.TABLE),
    **read_kinds(work.TABLE),
    **read_kinds(crm.TABLE),
    **read_kinds(marketing.TABLE),
}
