"""Customers, how they come in, and the company itself. See `simulator.endpoints` for how to read this."""

TABLE = """
crm/v2
    feed    export/customers
    listing customers                          ids* dates active sort
    feed    export/customers/contacts          @customer-contacts
    listing customers/contacts                 @customer-contacts dates customerIds=customerId -active
    feed    export/locations
    listing locations                          ids dates active customerId sort
    feed    export/locations/contacts          @location-contacts
    listing locations/contacts                 @location-contacts dates locationIds=locationId -active
    listing customers/custom-fields            @custom-fields/customers dates sort
    listing locations/custom-fields            @custom-fields/locations dates sort
    listing booking-provider-tags              ids dates sort
    listing bookings                           ids dates externalId sort -active
    listing bookings/{id}/contacts             @booking-contacts <bookings.bookingId -bookingId
    listing booking-provider/{booking_provider}/bookings @bookings <booking-provider-tags.bookingProviderId
        ids dates externalId sort -active
    listing contacts/{contactId}/contact-methods @contact-methods <contacts.contactId dates referenceId type
        value sort
    listing contacts                           dates name title referenceId isArchived sort
    listing contacts/{contactId}/relationships @contact-relationships <contacts.contactId created
        relatedEntityId typeSlug typeName sort -contactId
    array   contacts/preferences               @contact-preferences ~page ~pageSize ~includeTotal
    listing contacts/contact-methods           @contact-methods dates contactId referenceId type value sort
    listing customers/{id}/notes               @customer-notes <customers.customerId dates -customerId
    listing customers/{id}/contacts            @customer-contacts <customers.customerId -active -customerId
    feed    export/bookings
    feed    export/leads
    listing leads                              ids dates customerId status leadCustomerName leadPhone sort
        -active
    listing leads/{id}/notes                   @lead-notes <leads.leadId dates -leadId
    listing locations/{id}/notes               @location-notes <locations.locationId dates -locationId
    listing locations/{id}/contacts            @location-contacts <locations.locationId -active -locationId
customer-interactions/v2
    listing technician-ratings                 dates active? technicianId jobId sort
    feed    export/technician-ratings
telecom/v2
    listing calls                              @calls-v2 ids* dates activeOnly ~includeTotal
    feed    export/calls
telecom/v3
    listing calls                              @calls-v3 ids dates active sort
    object  optinouts/optouts                  @opt-outs
schedulingpro/v2
    listing schedulers                         dates
    listing schedulers/{id}/sessions           @scheduler-sessions <schedulers.schedulerId dates
marketing/v2
    listing campaigns                          ids dates active name sort
    listing categories                         @marketing-categories dates sort
    listing costs                              @campaign-costs year month campaignId sort
    listing campaigns/{id}/costs               @campaign-costs <campaigns.campaignId year month sort
    object  email-channel-cost                 !from !to
    computed campaign-cost-summary             !from !to
    listing suppressions                       ids dates active email sort
marketingads/v2
    listing attributed-leads                   fromUtc>=dateTime toUtc<dateTime leadType !fromUtc !toUtc
    object  capacity-warnings
    listing performance                        @ad-performance !fromUtc !toUtc !performanceSegmentationType
marketingreputation/v2
    listing reviews                            dates technicianIds=technicianId internalId externalId sort
jbce/v2
    listing call-reasons                       dates active sort
settings/v2
    feed    export/technicians
    listing technicians                        ids dates active name userIds=userId
    feed    export/employees
    listing employees                          ids dates active name email userIds=userId
    feed    export/business-units
    listing business-units                     ids dates active name
    feed    export/tag-types
    listing tag-types                          dates active sort
    listing user-roles                         ids created active name
"""
