"""Vendors, stock and purchases. See `simulator.shapes.fields` for the notation."""

TABLE = """
vendors 6
    id
    name:Buckeye~Supply|Northwind~Parts|Calder~Wholesale|Brookline~Plumbing~Supply|Halvorsen~Electric|Tri-County~Tool
    active isTruckReplenishment isMobileCreationRestricted memo deliveryOption:None|Email|Fax
    defaultTaxRate:num contactInfo{firstName lastName phone email fax} address=address createdOn
    modifiedOn externalData=external customFields=typed?
warehouses 2
    id name:Main~warehouse|North~yard active address=address inventoryTemplateId? createdOn modifiedOn
    externalData=external
inventory-templates 3
    id name:HVAC~van~stock|Plumbing~van~stock|Warehouse~minimums active type:Truck|Warehouse createdOn
    modifiedOn isConsignment locationIds:int*? items[id skuId code description? name skuType
    minQuantity:num maxQuantity:num memo? unitOfMeasure{name skuId
    skuType:Service|Material|Equipment|PriceModifier quantity:num id unitOfMeasureBaseId
    newSkuConversionBatchId? oldSkuConversionBatchId? skuCode isUsedForPurchasing vendors[id
    procurementVendorId vendorPartNumber vendorDefaultUnit:bool cost:num? active]}? isConsignment]?
trucks /30
    id name:Truck~11|Truck~12|Truck~14|Van~3|Van~5 active memo warehouseId? technicianIds:int*
    inventoryTemplateId? createdOn modifiedOn externalData=external
purchase-order-types 4
    id name:Stock|Job~materials|Special~order|Tools active automaticallyReceive:bool
    displayToTechnician:bool impactToTechnicianPayroll:bool allowTechniciansToSendPo
    defaultRequiredDateDaysOffset:n skipWeekends:bool excludeTaxFromJobCosting:bool createdOn modifiedOn
purchase-order-markups 3
    id createdOn modifiedOn from:num to:num percent:num
return-types 3
    id name:Defective|Overstock|Wrong~part automaticallyReceiveVendorCredit:bool includeInSalesTax active
    isDefault isDefaultForConsignment createdOn modifiedOn
purchase-orders /8
    id number invoiceId? jobId? projectId? status:Pending|Sent|PartiallyReceived|Received|Canceled typeId
    vendorId technicianId? shipTo=address businessUnitId? inventoryLocationId? batchId? budgetCodeId?
    vendorDocumentNumber date:time requiredOn? sentOn? receivedOn? createdOn modifiedOn total:num tax:num
    shipping:num summary items[id skuId description:html createdOn modifiedOn skuName skuCode skuType
    vendorPartNumber quantity:num quantityReceived:num cost:num total:num serialNumbers[id number] status
    chargeable:bool budgetCodeId?] customFields=typed
purchase-order-requests /25
    id requestNumber requestStatus:Pending|Approved|Rejected invoiceId? jobId? projectId? typeId vendorId
    technicianId? shipTo=address? businessUnitId? inventoryLocationId? batchId? vendorDocumentNumber?
    date:time requiredOn? createdOn modifiedOn total:num tax:num shipping:num summary? items[id skuId
    description:html createdOn modifiedOn skuName skuCode skuType vendorPartNumber quantity:num
    quantityReceived:num cost:num total:num serialNumbers[id number] status chargeable:bool
    budgetCodeId?] customFields=typed?
receipts /10
    id active number vendorInvoiceNumber createdById? memo purchaseOrderId billId? jobId? businessUnitId?
    vendorId technicianId? inventoryLocationId shipTo=address? shipToDescription receiptAmount:num
    taxAmount:num shippingAmount:num receivedOn? createdOn modifiedOn batchId?
    syncStatus:Pending|Posted|Exported budgetCodeId? items[id skuId name code description:html
    quantity:num cost:num generalLedgerAccount=ledger? costOfSaleAccount=ledger? assetAccount=ledger?
    purchaseOrderItemId budgetCodeId?] customFields=typed
returns /40
    id active number referenceNumber status:Pending|Returned|CreditReceived|Canceled vendorId
    purchaseOrderId? jobId? projectId? budgetCodeId? businessUnitId inventoryLocationId? createdById?
    memo returnAmount:num taxAmount:num shippingAmount:num returnDate returnedOn? creditReceivedOn?
    createdOn modifiedOn batchId? batch=batch? syncStatus:Pending|Posted|Exported canceledById?
    canceledReason:NotRequired|Duplicate|Accidental|VendorIssue|Other|JobCanceled? dateCanceled:time?
    items[id skuId description:html createdOn modifiedOn name code quantity:num cost:num
    generalLedgerAccount=ledger? costOfSaleAccount=ledger? assetAccount=ledger? serialNumbers[id number]?
    createdById? active receiptItemId? budgetCodeId?] customFields=typed externalData=external
transfers /30
    id transferType:Transfer|Replenishment status:Pending|Picked|Received number referenceNumber
    fromLocationId toLocationId createdById? memo date:time pickedDate? receivedDate? createdOn
    modifiedOn batchId? batch=batch? syncStatus:Pending|Posted|Exported dateRequired:time? jobId?
    invoiceId? canceledById?
    canceledReason:NotRequired|Duplicate|Accidental|VendorIssue|Other|JobCanceled? dateCanceled:time?
    active pickedById? receivedById? items[id skuId description:html createdOn modifiedOn name code
    quantity:num quantityPicked:num cost:num totalCost:num serialNumbers[id number]? createdById? active
    budgetCodeId?] customFields=typed externalData=external?
adjustments /30
    id active number referenceNumber type:CycleCount|Damaged|Lost inventoryLocationId businessUnitId?
    projectId? invoiceId? createdById? memo date:time createdOn modifiedOn batchId? batch=batch?
    syncStatus:Pending|Posted|Exported
    canceledReason:NotRequired|Duplicate|Accidental|VendorIssue|Other|JobCanceled? canceledById?
    dateCanceled:time? externalData=external items[id skuId description:html createdOn modifiedOn name
    code quantity:num cost:num totalCost:num createdById? active budgetCodeId? serialNumbers[id number]?]
    customFields=typed
"""
