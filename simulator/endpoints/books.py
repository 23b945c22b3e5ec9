"""Money, goods and pay. See `simulator.endpoints` for how to read this."""

TABLE = """
accounting/v2
    feed    export/invoices
    listing invoices                           ids* dates activeState adjustmentToId number=referenceNumber
        sort
    feed    export/invoice-items
    feed    export/payments
    listing payments                           ids dates activeState sort
    listing payment-terms                      ids dates sort
    listing tax-zones                          ids* dates active sort
    listing invoices/custom-fields             @custom-fields/invoices dates sort
    listing payments/custom-fields             @custom-fields/payments dates sort
    listing credit-memos/custom-fields         @custom-fields/credit-memos dates sort
    listing inventory-bills/custom-fields      @custom-fields/inventory-bills dates sort
    listing ap-bills/custom-fields             @custom-fields/ap-bills dates sort
    listing ap-credits/custom-fields           @custom-fields/ap-credits dates sort
    listing ap-payments/custom-fields          @custom-fields/ap-payments dates sort
    listing ap-bills                           ids* dates jobNumber billType
    listing ap-credits                         ids dates sort
    listing ap-payments                        ids dates sort
    listing credit-memos                       ids* dates active? sort
    listing credit-memos/{id}/items            @credit-memo-items <credit-memos.creditMemoId created active?
        sort -creditMemoId
    listing credit-memos/credit-memo-items     @credit-memo-items created active? creditMemoIds=creditMemoId
        sort
    listing bank-deposits                      ids dates reviewStatus depositStatus syncStatus sort
    listing bank-deposits/{id}/transactions    @bank-deposit-transactions <bank-deposits.depositId
        -depositId
    feed    export/inventory-bills
    listing gl-accounts                        ids dates active description source isIntacctGroup
        isIntacctBankAccount sort
    listing gl-accounts/types                  @gl-account-types ids dates active sort
    array   inventory-bills                    ids* dates jobNumber -active
    listing inventory-bills/paginated          @inventory-bills ids* dates jobNumber -active
    listing invoices/{invoiceId}/tasks         @invoice-tasks <invoices.invoiceId -id -invoiceId
    listing journal-entries                    ids dates exportedBy name sort most=500
    listing journal-entries/{id}/summary       @journal-entry-summary <journal-entries.journalEntryId -id
        -journalEntryId most=500
    listing journal-entries/{id}/details       @journal-entry-details <journal-entries.journalEntryId -id
        -journalEntryId most=500
    listing payment-types                      ids created active
    listing remittance-vendors                 ids* dates active sort
inventory/v2
    listing vendors/custom-fields              @custom-fields/vendors dates sort
    listing adjustments                        ids dates active number referenceNumber batchId
        invoiceIds=invoiceId inventoryLocationIds=inventoryLocationId businessUnitIds=businessUnitId sort
    feed    export/adjustments
    feed    export/purchase-orders
    feed    export/returns
    feed    export/transfers
    listing inventory-templates                ids dates active sort
    listing purchase-orders                    ids dates status number jobId jobIds=jobId technicianId
        projectId sort
    listing purchase-orders/requests           @purchase-order-requests ids* dates requestStatus
        requestNumber jobId jobIds=jobId technicianId projectId sort
    listing purchase-order-markups             ids* dates sort
    listing purchase-order-types               dates active sort
    listing receipts                           ids dates active number vendorInvoiceNumber billId batchId
        vendorIds=vendorId businessUnitIds=businessUnitId inventoryLocationIds=inventoryLocationId
        purchaseOrderIds=purchaseOrderId sort
    listing returns                            ids dates active number referenceNumber jobId purchaseOrderId
        batchId vendorIds=vendorId businessUnitIds=businessUnitId inventoryLocationIds=inventoryLocationId
        sort
    listing return-types                       dates activeOnly name sort !activeOnly
    listing transfers                          ids dates number referenceNumber batchId
        fromLocationIds=fromLocationId toLocationIds=toLocationId sort
    listing trucks                             ids dates active sort
    listing vendors                            ids* dates active sort
    listing warehouses                         ids dates active sort
pricebook/v2
    feed    export/categories                  @pricebook-categories
    listing categories                         @pricebook-categories dates active categoryType sort
    feed    export/services                    @pricebook-services
    listing services                           @pricebook-services ids dates active sort
    feed    export/materials                   @pricebook-materials
    listing materials                          @pricebook-materials ids dates active isOtherDirectCost sort
    feed    export/equipment                   @pricebook-equipment
    listing equipment                          @pricebook-equipment ids dates active sort
    listing clientspecificpricing              @client-specific-pricing ids* active?
    listing discounts-and-fees                 ids dates active sort
    listing materials/costtypes                @material-cost-types ~page ~pageSize ~includeTotal
    listing materialsmarkup                    @material-markups ~includeTotal
payroll/v2
    feed    export/jobs/timesheets             @job-timesheets
    listing jobs/timesheets                    @job-timesheets dates active technicianId jobIds=jobId sort
    feed    export/jobs/splits                 @job-splits
    listing jobs/splits                        @job-splits dates active? jobIds=jobId sort -active
    feed    export/payroll-adjustments
    feed    export/activity-codes
    feed    export/timesheet-codes
    feed    export/gross-pay-items
    feed    export/payroll-settings
    listing gross-pay-items                    dates employeeType employeeId payrollIds=payrollId sort
        -active
    listing jobs/{job}/splits                  @job-splits <jobs.jobId dates active? sort -active
    listing locations/rates                    @location-rates created active locationIds=locationId sort
    listing activity-codes                     dates active sort
    listing payroll-adjustments                dates active employeeIds=employeeId sort
    listing payrolls                           dates active employeeType status sort
    listing technicians/{technician}/payrolls  @payrolls <technicians.employeeId dates active status sort
    listing employees/{employee}/payrolls      @payrolls <employees.employeeId dates active status sort
    listing payroll-settings                   dates active employeeType
    listing timesheet-codes                    dates active sort
    listing jobs/{job}/timesheets              @job-timesheets <jobs.jobId dates active technicianId sort
    listing non-job-timesheets                 dates active employeeId employeeType sort
timesheets/v2
    listing activities                         dates active sort
    listing activity-categories                dates active sort
    listing activity-types                     dates active sort
    feed    export/activity-categories
    feed    export/activity-types
    feed    export/activities
reporting/v2
    computed report-categories                 page pageSize includeTotal
    computed report-category/{report_category}/reports @reports page pageSize includeTotal
    computed report-category/{report_category}/reports/{reportId} @report
    post     report-category/{report_category}/reports/{reportId}/data @report-data page pageSize includeTotal
    computed dynamic-value-sets/{dynamicSetId} @dynamic-value-sets page pageSize includeTotal
"""
