"""What the simulated API offers, taken from the published specifications: one line per endpoint.

After the kind and the path (below the tenant) stand

- `@collection`, where it is not the path without `export/`;
- the parameters obeyed besides paging: `created`, `modified` and `dates` (both) for the pairs of times;
  `active`, which leaves inactive rows out unless asked, and `active?`, which does not; `ids` of at most 50
  and `ids*` of any number; `jobId` or `number=jobNumber`, an equality filter on that field; `jobIds=jobId`,
  one on a list;
- `-field`, which the objects lack here; `!parameter`, which is demanded.

Other parameters are ignored, other paths are not found.
"""

from simulator.endpoint import Endpoint, read_table

_TABLE = """
crm/v2
    feed    export/customers
    listing customers                              ids* dates active sort
    feed    export/customers/contacts              @customer-contacts
    listing customers/contacts                     @customer-contacts dates customerIds=customerId -active
    feed    export/locations
    listing locations                              ids dates active customerId sort
    feed    export/locations/contacts              @location-contacts
    listing locations/contacts                     @location-contacts dates locationIds=locationId -active
    listing customers/custom-fields                @custom-fields/customers dates sort
    listing locations/custom-fields                @custom-fields/locations dates sort
jpm/v2
    feed    export/jobs
    listing jobs                                   ids dates sort customerId locationId jobStatus
        number=jobNumber -active
    feed    export/appointments                    active?
    listing appointments                           ids dates active sort jobId customerId status unused
    feed    export/projects
    listing projects                               ids dates sort customerId locationId status -active
    listing job-types                              ids dates active name priority
    listing jobs/custom-fields                     @custom-fields/jobs dates sort
    listing projects/custom-fields                 @custom-fields/projects dates sort
dispatch/v2
    feed    export/appointment-assignments         active
    listing appointment-assignments                ids dates active sort jobId appointmentIds=appointmentId
    listing teams                                  dates includeInactive sort
    listing zones                                  dates active sort
accounting/v2
    feed    export/invoices
    listing invoices                               ids* dates activeState adjustmentToId
        number=referenceNumber sort
    feed    export/invoice-items
    feed    export/payments
    listing payments                               ids dates activeState sort
    listing payment-terms                          ids dates sort
    listing tax-zones                              ids* dates active sort
    listing invoices/custom-fields                 @custom-fields/invoices dates sort
    listing payments/custom-fields                 @custom-fields/payments dates sort
    listing credit-memos/custom-fields             @custom-fields/credit-memos dates sort
    listing inventory-bills/custom-fields          @custom-fields/inventory-bills dates sort
    listing ap-bills/custom-fields                 @custom-fields/ap-bills dates sort
    listing ap-credits/custom-fields               @custom-fields/ap-credits dates sort
    listing ap-payments/custom-fields              @custom-fields/ap-payments dates sort
sales/v2
    feed    export/estimates
    feed    estimates/export                       @estimates
    listing estimates                              ids dates active jobId projectId locationId jobNumber sort
settings/v2
    feed    export/technicians
    listing technicians                            ids dates active name userIds=userId
    feed    export/employees
    listing employees                              ids dates active name email userIds=userId
    feed    export/business-units
    listing business-units                         ids dates active name
    feed    export/tag-types
    listing tag-types                              dates active sort
    listing user-roles                             ids created active name
marketing/v2
    listing campaigns                              ids dates active name sort
    listing categories                             @marketing-categories dates sort
equipmentsystems/v2
    feed    export/installed-equipment
    listing installed-equipment                    ids dates active sort locationIds=locationId
    listing installed-equipment/custom-field-types @custom-fields/installed-equipment dates -createdOn
        -modifiedOn !page !pageSize !descending
pricebook/v2
    feed    export/categories                      @pricebook-categories
    listing categories                             @pricebook-categories dates active categoryType sort
    feed    export/services                        @pricebook-services
    listing services                               @pricebook-services ids dates active sort
    feed    export/materials                       @pricebook-materials
    listing materials                              @pricebook-materials ids dates active isOtherDirectCost
        sort
    feed    export/equipment                       @pricebook-equipment
    listing equipment                              @pricebook-equipment ids dates active sort
jbce/v2
    listing call-reasons                           dates active sort
payroll/v2
    feed    export/jobs/timesheets                 @job-timesheets
    listing jobs/timesheets                        @job-timesheets dates active technicianId jobIds=jobId sort
    feed    export/jobs/splits                     @job-splits
    listing jobs/splits                            @job-splits dates active? jobIds=jobId sort -active
memberships/v2
    feed    export/memberships
    listing memberships                            ids dates active status customerIds=customerId sort
    listing memberships/custom-fields              @custom-fields/memberships dates sort
inventory/v2
    listing vendors/custom-fields                  @custom-fields/vendors dates sort
"""

ENDPOINTS: tuple[Endpoint, ...] = read_table(_TABLE)

RESOURCES: tuple[str, ...] = tuple(dict.fromkeys(endpoint.resource for endpoint in ENDPOINTS))
"""The names of all collections."""
