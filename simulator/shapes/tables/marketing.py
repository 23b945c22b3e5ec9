"""Advertising, its costs, reviews and suppressed addresses. See `simulator.shapes.fields` for the notation."""

TABLE = """
campaign-costs /15
    id year:n month:n dailyCost:num campaignId
suppressions /40
    id email reason:Unsubscribe|Bounce|SpamReport|ManualUnsubscribe|NeverEmail? modifiedOn createdOn
    active
email-channel-cost 1
    totalCost:num?
attributed-leads /10
    dateTime:time leadType:1|2|3|4# attribution{utmSource utmMedium utmCampaign landingPageUrl
    referrerUrl clickId:text gbraid wbraid stCampaignId? originalCampaign
    attributionOverwriteType:Call|Booking|Lead? attributionOverwriteId? overwrittenBookingJobId?
    adGroupId:text adGroupName keywordId:text keywordName} job{id? name} customer{id? name} call{duration
    id? type source callerNumber trackingNumber excusedReason} leadForm{leadNumber:int? leadStatus notes}
    booking{id?}
ad-performance 4
    campaign{id? externalId? name category launchDate:text status:None|Live|Stopped} adGroup{id:text name
    status:None|Live|Stopped?} keyword{id:text name status:None|Live|Stopped?}
    digitalStats{impressionShare:num? impressions:int clicks:int averageCPC:num conversions:int
    allConversions:num? cost:num clickRate:num? costPerConversion:num? conversionRate:num?}
    leadStats{leads:n leadCalls:n onlineBooking:n manualBooking:n bookedJobs:n ranJobs:n soldJobs:n
    revenue:num potentialRevenue:num bookingRate:num? avgTicket:num?} returnOnInvestment:num?
capacity-warnings 1
    tenantId tenantName totalCount:n data[campaignName warningType businessUnits:text* lookaheadWindow:n
    thresholdValue:n]
reviews /10
    address? platform:Google|Facebook|Yelp? authorEmail? authorName? review? reviewType:0|1|2#
    reviewResponse? publishDate rating:num? recommendationStatus:0|1# verificationStatus:bool jobId?
    verifiedByUserId? verifiedOn? isAutoVerified? businessUnitId? completedDate? customerName?
    customerId? dispatchedDate? jobStatus:0|2|3|4|5# jobTypeName? technicianFullName? technicianId?
    externalId:text? internalId!
"""
