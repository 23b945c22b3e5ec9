"""Pay and time. See `simulator.shapes.fields` for the notation."""

TABLE = """
timesheet-codes 5
    id code:DRIVE|SHOP|MEET|PTO|LUNCH description? type:Unpaid|Paid|ClockInOut|PaidTimeOff
    applicableEmployeeType:Technician|Employee|All
    rateInfo{hourlyRate:EmployeeHourlyRate|CustomHourlyRate customHourlyRate:num? rateMultiplier:num}
    createdOn modifiedOn active
activity-codes 5
    id name:Regular|Overtime|Commission|Bonus|Reimbursement code
    earningCategory:Timesheet|Commission|Reimbursement createdOn modifiedOn active
payrolls /12
    id startedOn endedOn employeeId employeeType:Technician|Employee
    status:Pending|Expired|Approved|Paid|Locked burdenRate:num? managerApprovedOn? createdOn modifiedOn
    active
payroll-settings /30
    employeeId!@ employeeType:Technician|Employee externalPayrollId:text? hourlyRate:num managerId?
    payrollBusinessUnitId? isIncludedInPayroll hireDate? createdOn modifiedOn active
payroll-adjustments /15
    id employeeType:Technician|Employee employeeId postedOn amount:num memo? activityCodeId? invoiceId?
    hours:num? rate:num? quantity:num? type:Direct|CommissionBased|Labor|Advance|SoldAdvance|Scheduled
    createdOn modifiedOn active
gross-pay-items /3
    id employeeId? employeeType:Technician|Employee? businessUnitName? payrollId employeePayrollId:text?
    date:time activity? activityCodeId? activityCode? amount:num amountAdjustment:num?
    payoutBusinessUnitName?
    grossPayItemType:InvoiceRelatedBonus|TimesheetTime|CustomBonus|Salary|Reimbursement startedOn?
    endedOn? paidDurationHours:num? paidTimeType:Regular|Overtime|DoubleOvertime|PaidTimeOff?
    sourceEntityId? jobId jobNumber? jobTypeName? projectNumber? projectId? invoiceId? invoiceNumber?
    invoiceItemId? customerId? customerName? locationId? locationName? locationAddress? locationZip?
    zoneName? taxZoneName? laborTypeId? laborTypeCode? budgetCodeId? isPrevailingWageJob? memo? createdOn
    modifiedOn active
non-job-timesheets /10
    id employeeId employeeType:Technician|Employee timesheetCodeId startedOn endedOn? createdOn
    modifiedOn active
location-rates /60
    locationId!@ hourlyRate:num laborTypeName:Journeyman|Apprentice laborTypeCode:JRN|APP createdOn
    active
activity-categories 5
    id name:On~job|Driving|Meal|Paid~time~off|Training
    type:Other|Idle|Meal|PaidTimeOff|OnJobActivities|Training allowEdit isDefault createdOn modifiedOn
    active
activity-types 5
    id code:WORK|DRIVE|MEAL|PTO|TRAIN categoryId description? icon businessUnitId?
    isUsersHomeBusinessUnit laborTypeId? isTechnicianProfileLaborType visibleToRoles:int*
    defaultTagTypeIds:int* tagAssociation:DoNotAllow|Allow|Require
    jobAssociation:DoNotAllow|Allow|Require projectAssociation:DoNotAllow|Allow|Require
    projectLabelAssociation:DoNotAllow|Allow|Require budgetCodeAssociation:DoNotAllow|Allow|Require
    laborTypeAssociation:DoNotAllow|Allow|Require memoAssociation:DoNotAllow|Allow|Require defaultMemo?
    dontAllowToChangeMemo:bool dontAllowToChangeTag:bool isArchived isDraft isDefault isInUse active
    createdOn modifiedOn
activities /4
    id employeeId employeeType:Technician|Employee activityTypeId startTime:time endTime:time? jobId?
    appointmentId? projectId? projectLabel? laborTypeId? budgetCodeId? memo? tagTypes:int*
    startCoordinate{latitude:num? longitude:num?}? endCoordinate{latitude:num? longitude:num?}? active
    modifiedById? createdOn modifiedOn
"""
