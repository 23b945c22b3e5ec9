"""Jobs and all that is done around them. See `simulator.endpoints` for how to read this."""

TABLE = """
jpm/v2
    feed    export/jobs
    listing jobs                               ids dates sort customerId locationId jobStatus
        number=jobNumber -active
    feed    export/appointments                active?
    listing appointments                       ids dates active sort jobId customerId status unused
    feed    export/projects
    listing projects                           ids dates sort customerId locationId status -active
    listing job-types                          ids dates active name priority
    listing jobs/custom-fields                 @custom-fields/jobs dates sort
    listing projects/custom-fields             @custom-fields/projects dates sort
    data    work-breakdown-structure/segments  @wbs-segments
    listing work-breakdown-structure/segments/{segmentId}/items @wbs-segment-items <wbs-segments.segmentId
        -segmentId
    listing work-breakdown-structure/budget-codes @budget-codes
    feed    export/job-canceled-logs
    feed    export/job-notes
    feed    export/project-notes
    feed    export/job-history
    listing job-cancel-reasons                 dates active? sort
    listing job-hold-reasons                   dates active? sort
    listing jobs/{id}/notes                    @job-notes <jobs.jobId -active -id -jobId
    listing jobs/cancel-reasons                @job-cancellations ids !ids ~page ~pageSize ~includeTotal
    listing jobs/{id}/canceled-log             @job-canceled-logs <jobs.jobId
    listing projects/{id}/notes                @project-notes <projects.projectId -active -id -projectId
    listing project-statuses                   ids dates name sort
    listing project-substatuses                ids dates active name statusId sort
    listing project-types
dispatch/v2
    feed    export/appointment-assignments     active
    listing appointment-assignments            ids dates active sort jobId appointmentIds=appointmentId
    listing teams                              dates includeInactive sort
    listing zones                              dates active sort
    listing arrival-windows                    created active
    object  arrival-windows/configuration      @arrival-window-configuration
    object  business-hours
    post    capacity
    listing non-job-appointments               ids dates activeOnly technicianId timesheetCodeId
        showOnTechnicianSchedule sort
    listing technician-shifts                  dates active shiftType technicianId sort
    listing technician-skills                  dates active technicianId sort
equipmentsystems/v2
    feed    export/installed-equipment
    listing installed-equipment                ids dates active sort locationIds=locationId
    listing installed-equipment/custom-field-types @custom-fields/installed-equipment dates -createdOn
        -modifiedOn ~includeTotal !page !pageSize !descending
    listing equipment-types                    ids dates active name sort
findings/v2
    listing location-findings                  ids dates active locationId sourceJobId installedEquipmentId
        sort
    listing location-findings/{id}/attachments @finding-attachments <location-findings.locationFindingId ids
        created sort -locationFindingId
forms/v2
    listing forms                              ids* dates active? hasConditionalLogic hasTriggers name sort
    listing submissions                        @form-submissions active? formIds=formId createdById status
        sort
taskmanagement/v2
    object  data                               @task-management-data
    listing tasks                              ids* dates active? isClosed name
        businessUnitIds=businessUnitId employeeTaskTypeIds=employeeTaskTypeId
        employeeTaskSourceIds=employeeTaskSourceId employeeTaskResolutionIds=employeeTaskResolutionId
        reportedById assignedToId customerId jobId projectId taskNumber jobNumber sort
memberships/v2
    feed    export/memberships
    listing memberships                        ids dates active status customerIds=customerId sort
    listing memberships/custom-fields          @custom-fields/memberships dates sort
    feed    export/membership-types
    feed    export/recurring-service-types
    feed    export/invoice-templates
    feed    export/recurring-services
    feed    export/recurring-service-events
    feed    export/membership-status-changes
    listing invoice-templates                  ids !ids ~page ~pageSize ~includeTotal
    listing recurring-service-events           ids dates jobId status sort -active
    listing recurring-services                 ids dates active membershipIds=membershipId
        locationIds=locationId sort
    listing membership-types                   ids dates active sort
    listing recurring-service-types            ids dates active recurrenceType durationType sort
service-agreements/v2
    feed    export/service-agreements
    listing service-agreements                 ids dates customerIds=customerId
        businessUnitIds=businessUnitId status sort -active
sales/v2
    feed    export/estimates
    feed    estimates/export                   @estimates
    listing estimates                          ids dates active jobId projectId locationId jobNumber sort
    listing estimates/items                    @estimate-items ids dates active sort
    array   status/estimates/{id}/changes      @estimate-status-changes <estimates.estimateId
        -estimateId ~page ~pageSize ~includeTotal
    listing opportunities                      dates sort
    feed    export/opportunities
    listing opportunities/followups            @opportunity-followups dates sort
    feed    export/opportunities/followups     @opportunity-followups
"""
