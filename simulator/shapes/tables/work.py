"""What surrounds jobs: notes, reasons, forms, findings, shifts, recurring services, agreements, tasks.

See `simulator.shapes.fields` for the notation.
"""

TABLE = """
arrival-windows 4
    id start:span duration:span businessUnitIds:int* active
arrival-window-configuration 1
    configuration:StartTimeOfArrivalWindow|EndTimeOfArrivalWindow
business-hours 1
    weekdays[fromHour:n toHour:n] saturday[fromHour:n toHour:n] sunday[fromHour:n toHour:n]
non-job-appointments /20
    id technicianId start:time name:Lunch|Training|Truck~service|Meeting duration:span timesheetCodeId
    summary clearDispatchBoard:bool clearTechnicianView:bool removeTechnicianFromCapacityPlanning:bool
    allDay:bool showOnTechnicianSchedule active createdOn modifiedOn createdById
technician-shifts /6
    id shiftType:Normal|OnCall|TimeOff title:Day~shift|On~call|Vacation note? active technicianId
    start:time end:time timesheetCodeId? createdOn modifiedOn
technician-skills /20
    id:token name:Heating|Cooling|Boilers|Gas~lines|Panels active technicianId jobTypeIds:int*? createdOn
    modifiedOn
equipment-types 5
    id name:Air~conditioner|Furnace|Heat~pump|Water~heater|Panel active createdOn modifiedOn
location-findings /15
    id locationId name:Corroded~flue|Undersized~return|Leaking~valve|Aluminum~wiring? description?
    recommendedSolution? internalNotes? installedEquipmentId?
    urgencyLevel:NotSpecified|Low|Medium|High|Critical sourceJobId? archived:bool active createdBy:int
    modifiedBy:int createdOn modifiedOn
finding-attachments /20
    id locationFindingId fileName url type:Other|Image|VideoFile|VideoLink|Document
forms 5
    id active name:Furnace~checklist|Safety~inspection|Customer~survey|Permit~form|Site~photos?
    published:bool hasConditionalLogic hasTriggers createdById createdOn modifiedOn
form-submissions /8
    id formId formName? submittedOn createdById status:Started|Completed|Any
    owners[type:Job|Call|Customer|Location|Equipment|Technician id]? units{}*?
job-cancel-reasons 5
    id name:Customer~not~home|Weather|Price|Duplicate|Rescheduled~elsewhere active createdOn modifiedOn
job-hold-reasons 4
    id name:Waiting~for~parts|Permit|Customer~request|Financing active createdOn modifiedOn
job-canceled-logs /12
    id jobId@ reasonId memo? createdOn createdById active
job-cancellations /12
    jobId!@ reasonId name text
job-notes /4
    id active text isPinned createdById createdOn modifiedOn jobId
project-notes /20
    id active text isPinned createdById createdOn modifiedOn projectId
job-history /3
    jobId!@ history[id employeeId? eventType:JobBooked|TechnicianAssigned|JobDispatched|JobCompleted date:time
    usedSchedulingTool:Manual|SmartSchedule|SmartDispatch|TechnicianRouteOptimization|AdaptiveCapacity]
project-statuses 4
    id name:In~Progress|On~Hold|Completed|Canceled order:n modifiedOn
project-substatuses 4
    id name:Permitting|Rough-in|Inspection|Punch~list statusId order:n modifiedOn active
project-types 3
    id name:Replacement|New~construction|Remodel description createdById?
wbs-segments 3
    id name:Phase|Trade|Cost~type type:None|CostCode|CostType|Custom structure:None|Flat|Hierarchal
    isActive isRequired
wbs-segment-items 6
    id segmentId parentId? code:number description path
    costCategory:None|Material|Labor|Equipment|Subcontract|Overhead? isActive
budget-codes 4
    id code:number description segments[segmentId segmentItemId? code? description? path?]
invoice-templates 4
    id name:Tune-up~visit|Plumbing~check|Electrical~check|Filter~change? createdOn createdById?
    modifiedOn active total:num isSettingsTemplate importId:text? items[id skuId
    skuType:Service|Material|Equipment|PriceModifier quantity:num unitPrice:num isAddOn:bool
    importId:text? workflowActionItemId? description:html? cost:num? hours:num?]
membership-types 3
    id createdOn createdById? modifiedOn importId:text? billingTemplateId? discount:num
    durationBilling[duration:n?
    billingFrequency:OneTime|Monthly|EveryOtherMonth|Quarterly|BiAnnual|Annual salePrice:num
    billingPrice:num renewalPrice:num]? discounts[targetId discount:num]?
    recurringServices[membershipTypeId recurringServiceTypeId offset:n offsetType:Weeks|Months
    allocation:num]? tagTypeIds:int*? name:Comfort~plan|Whole~home~plan|Commercial~plan? displayName?
    active discountMode:Basic|Units|Categories locationTarget:AllLocations|SingleLocation
    revenueRecognitionMode:PointOfSale|Deferred autoCalculateInvoiceTemplates useMembershipPricingTable
    showMembershipSavings
recurring-service-types 4
    id createdOn createdById? modifiedOn active
    recurrenceType:Weekly|Monthly|Seasonal|Daily|NthWeekdayOfMonth recurrenceInterval:n
    recurrenceMonths:January|February|March|April|May|June* durationType:Continuous|NumberOfVisits
    durationLength:n invoiceTemplateId? businessUnitId? jobTypeId? priority:Low|Normal|High|Urgent
    campaignId? jobSummary? name:Spring~tune-up|Fall~tune-up|Drain~check|Panel~check? importId:text?
recurring-services /10
    id name:Spring~tune-up|Fall~tune-up|Drain~check active createdOn createdById? modifiedOn
    importId:text? membershipId? locationId recurringServiceTypeId durationType:Continuous|NumberOfVisits
    durationLength:n from:time? to:time? memo? invoiceTemplateId? invoiceTemplateForFollowingYearsId?
    firstVisitComplete:bool activatedFromId? allocation:num businessUnitId? jobTypeId? campaignId?
    priority:Low|Normal|High|Urgent jobSummary?
    recurrenceType:Weekly|Monthly|Seasonal|Daily|NthWeekdayOfMonth recurrenceInterval:n
    recurrenceMonths:January|February|March|April|May|June*
    recurrenceDaysOfWeek:Sunday|Monday|Tuesday|Wednesday|Thursday|Friday*
    recurrenceWeek:None|First|Second|Third|Fourth|Last
    recurrenceDayOfNthWeek:Sunday|Monday|Tuesday|Wednesday|Thursday|Friday? recurrenceDaysOfMonth:n*
    jobStartTime:span? estimatedPayrollCost:num? preferredTechnicianIds:int*? tagTypeIds:int*
recurring-service-events /6
    id locationRecurringServiceId locationRecurringServiceName? membershipId? membershipName?
    status:NotAttempted|Unreachable|Contacted|Won|Dismissed date:time createdOn jobId? createdById?
    modifiedOn active
membership-status-changes /15
    id oldStatus:Active|Suspended|Expired|Canceled|Deleted
    newStatus:Active|Suspended|Expired|Canceled|Deleted note? createdOn createdById? membershipId
service-agreements /40
    id name createdOn createdById? modifiedOn modifiedById? templateFields{originalTemplateId
    revenueRecognitionMode:Immediate|Deferred|DeferredStraightLine generalLedgerAccountId?
    invoiceCancellationMode:AskToCreateInvoice|AlwaysCreateInvoice|NeverCreateInvoice? billingServiceId
    billingScheduleType:Upfront|Monthly|EveryOtherMonth|Quarterly|Biannual|Annual?
    negativeLiabilityServiceId? positiveIncomeServiceId? defaultLaborCostPerHour:num?
    defaultExtraTravelCostPerHour:num?
    defaultPricingStrategy:PerVisitCostBasedGrossMarginTarget|PerVisitCostBasedMarkupAndSurcharge|PerVisitFlatPrice|PerVisitEvenDistributionGrossMarginTarget|TotalAgreementGrossMarginTarget|TotalAgreementFlatPrice?
    defaultTargetMarginValue:num? defaultTargetMarginValueType:PercentageMargin|DollarAmount?
    defaultFlatPrice:num? defaultMarkupPercentage:num? defaultSurcharge:num?
    defaultLaborMarkupPercentage:num? defaultMaterialMarkupPercentage:num? defaultLaborSurcharge:num?
    defaultMaterialSurcharge:num? defaultRateSheetId? defaultCampaignId? defaultDocumentTemplateId?
    defaultAutoRenew:bool?} customerId businessUnitId
    status:Draft|Sent|Rejected|Accepted|Activated|Canceled locationIds:int*
    origin:Initial|AutoRenew|ManualRenew summary? importId:text? importedDeferredAmount:num
    importedRecognizedAmount:num durationMonths:n? autoRenew renewalAgreementId? startDate:date?
    endDate:date? billingSchedule:Upfront|Monthly|EveryOtherMonth|Quarterly|Biannual|Annual?
    paymentTermId? paymentMethodId? estimatedTravelCost:num? estimatedLaborCost:num?
    estimatedMaterialCost:num? laborMarkupPercentage:num? materialMarkupPercentage:num?
    laborSurcharge:num materialSurcharge:num totalAgreementPrice:num? estimatedGrossMarginAmount:num?
    estimatedGrossMarginPercentage:num? rateSheetId? accountManagerId? soldById? tagTypeIds:int*? active
tasks /10
    id reportedById assignedToId active isClosed status:ToDo|InProgress|OnHold|Canceled|Completed
    closedOn? name? businessUnitId employeeTaskTypeId employeeTaskSourceId employeeTaskResolutionId
    reportedOn completeBy:time? involvedEmployeeIdList:int*? customerId? jobId? projectId? description?
    priority? taskNumber:int customerName? jobNumber? refundIssued:num? descriptionModifiedOn?
    descriptionModifiedById? createdOn modifiedOn? comments[employeeId comment createdOn]?
    attachments[createdOn createdBy:int count:int files[url filename]]? subTasksData{count:n
    subTasks[assignedToId? reportedById? active isClosed closedOn? name createdOn dueDateTime?
    subtaskNumber:int isViewed assignedDateTime comments[employeeId comment createdOn]]}?
task-management-data 1
    employees[id name active] businessUnits[name value:int] taskPriorities[name]
    taskResolutionTypes[name] taskStatuses[name] taskTypes[id name active excludedTaskResolutionIds:int*]
    taskSources[id name active] taskResolutions[id name type:Custom|Refund active
    excludedTaskTypeIds:int*]
"""
