"""Leads, bookings, calls, contacts and online scheduling. See `simulator.shapes.fields` for the notation."""

TABLE = """
booking-provider-tags 3
    id tagName:Website|Chat|Partner description type:V1Api|V2Api createdOn modifiedOn active
bookings /6
    id summary? source:Website|Chat|Partner createdOn name address=plain-address?
    customerType:Residential|Commercial? start:time campaignId? businessUnitId? isFirstTimeClient?
    uploadedImages:text*? isSendConfirmationEmail? status:New|Converted|Dismissed|Accepted
    dismissingReasonId? jobId? externalId:text priority:Low|Normal|High|Urgent? jobTypeId?
    bookingProviderId modifiedOn active
booking-contacts /6
    id bookingId type:Phone|Email|Fax|MobilePhone value memo modifiedOn
leads /6
    id summary? callReasonId? callId? bookingId? manualCallId? leadUrl? leadCustomerName? leadPhone?
    leadEmail? leadStreet? leadUnit? leadCity? leadState? leadZip? leadCountry? captureSource?
    status:Open|Dismissed|Converted priority:Low|Normal|High|Urgent customerId? locationId?
    businessUnitId? jobTypeId? campaignId followUpDate? createdById createdOn modifiedOn tagTypeIds:int*?
    dismissingReasonId? active
customer-notes /8
    id customerId text isPinned createdById createdOn modifiedOn
location-notes /8
    id locationId text isPinned createdById createdOn modifiedOn
lead-notes /20
    id leadId text isPinned createdById createdOn modifiedOn
contacts /6
    id:guid referenceId:text? name:person? title:Owner|Manager|Tenant? isArchived createdOn createdBy:int
    modifiedOn modifiedBy:int
contact-methods /5
    id:guid contactId:guid referenceId:text? type:Phone|Email|Fax|MobilePhone value memo? createdOn
    createdBy:int modifiedOn modifiedBy:int
contact-relationships /6
    id:guid contactId:guid relatedEntityId typeName:Customer|Location typeSlug:customer|location
    createdOn createdBy:int
contact-preferences 3
    id:guid name:Reminders|Marketing|Statements description? dataType:Boolean|Text
technician-ratings /10
    technicianId! jobId! rating:num active createdOn modifiedOn
calls /4
    id duration:span from to direction:Inbound|Outbound status:Ringing|Answered|Completed|Initiated
    type:Abandoned|Unbooked|Excused|Booked|NotLead? recordingUrl? voiceMailPath? createdOn modifiedOn
    reason=ref? customer=ref? location=ref? campaign=ref? job{id number}? agent=ref? createdBy=ref?
    excuseMemo tag:none|survey active lead{id}?
calls-v3 /4
    id jobNumber projectId businessUnit=ref type{id name modifiedOn} leadCall{createdOn active id
    receivedOn duration:span from to direction:Inbound|Outbound
    callType:Abandoned|Unbooked|Excused|Booked|NotLead? reason{id name lead:bool active} recordingUrl
    voiceMailUrl createdBy=ref customer=ref campaign=ref modifiedOn agent{id name externalId?} sid?
    tags[id typeName]?}
calls-v2 /10
    id jobNumber projectId businessUnit{id active name officialName email currency phoneNumber
    invoiceHeader invoiceMessage defaultTaxRate:num authorizationParagraph acknowledgementParagraph
    address{street unit city state zip country} materialSku quickbooksClass accountCode franchiseId:text
    conceptCode corporateContractNumber tenant{id name quickbooksClass accountCode franchiseId:text
    conceptCode modifiedOn} modifiedOn} type{id name modifiedOn} leadCall{id receivedOn duration:span
    from to direction:Inbound|Outbound callType:Abandoned|Unbooked|Excused|Booked|NotLead? reason{id name
    lead:bool active} recordingUrl voiceMailUrl createdBy=ref customer{id active name email balance:num?
    doNotMail address{street unit country city state zip streetAddress latitude:num? longitude:num?}
    importId:text doNotService type:Residential|Commercial contacts[id? type value memo active
    modifiedOn] mergedToId? modifiedOn memberships[id active type{id active name} status from:time?
    to:time? locationId] hasActiveMembership? customFields=typed createdOn createdBy:int?
    phoneSettings[phoneNumber doNotText]} campaign{id name modifiedOn createdOn active isDefaultCampaign?
    category{id name active}? source? otherSource? businessUnit? medium? otherMedium? dnis?} modifiedOn
    agent{id name externalId?} sid tags[id typeName] createdOn active}
opt-outs 1
    data[contactNumber optOutType:Unknown|Global|Marketing|Other]
schedulers 2
    id:token name:Main~site|Partner~page companyName createdOn modifiedOn schedulerStatus:Active|Inactive
    dataApiKey:token isDefault mode:Call_Center|Standard quickLaunchLink
scheduler-sessions /8
    id:token createdOn modifiedOn lastCheckinDate sessionOutcome:Booked|Abandoned|Dismissed?
    schedulerId:text jobId? bookingId? leadId? gbpName? timeslotStart:time? timeslotEnd:time? category?
    jobTypeId? businessUnitId? customer{isNewCustomer id? firstName? lastName? email? phone? locationId?
    isNewLocation address=address browserName? browserVersion? cpuArchitecture? deviceModel? deviceType?
    deviceVendor? engineName? engineVersion? ipAddress? isBot? osName? osVersion? userAgent?} zoneId?
    customerResponses:text*? notes? sourceTracking{isRWGSession? campaignId:text? landingPageUrl? gclid?
    fbclid? msclkid? utmSource? utmMedium? utmCampaign? utmAdgroup? utmTerm? utmContent?
    googleAnalyticsClientId:text? bookedFrom? sourcedFromMarketingPro? gbraid? wbraid? marketingSource?}
    mobileNotificationOptIn:bool? blockerType? blockerToBookAdditionalData? lastStep? dispatchFeeQuoted?
    isLocationTakeover? customOptIn:bool? marketingOptIn:bool? membershipInterest?
    paymentInfoCaptured:bool? externalId:text? recurringServiceId? campaignName?
estimate-status-changes /6
    id estimateId oldStatus:Open newStatus:Sold|Dismissed createdOn createdById?
opportunities /8
    id jobId customerId locationId businessUnitId name:text status:Open|Won|Lost|Dismissed soldOn?
    followUpOn? total:num estimates[id name:text total:num] createdById active createdOn modifiedOn
opportunity-followups /12
    id opportunityId customerId assignedToId? status:NotAttempted|Unreachable|Contacted|Won|Dismissed
    followUpOn note:text? createdById active createdOn modifiedOn
"""
