"""Bills, credits, deposits and the journal. What is paid to vendors is money as text where the API says so.

See `simulator.shapes.fields` for the notation.
"""

TABLE = """
gl-account-types 6
    id parentTypeId? name:Income|Cost~of~Sales|Expense|Asset|Liability|Equity active createdOn modifiedOn
gl-accounts 9
    id
    name:Service~income|Parts~income|Labor~cost|Materials~cost|Checking|Accounts~receivable|Inventory|Sales~tax~payable|Fuel
    number:number description? type:Income|Expense|Asset? subtype:Sales|CostOfSales|Current? active
    isIntacctGroup isIntacctBankAccount source:Undefined|AccountingSystem|ManuallyCreated|PublicApi
    defaultAccountType:CheckingAccount|UndepositedFunds|AccountsReceivable|Inventory|AccountsPayable|CustomerRefundsPayable?
    createdOn modifiedOn
payment-types 5
    id name:Cash|Check|Credit~Card|ACH|Financing modifiedOn? createdOn?
remittance-vendors 3
    id name:Buckeye~Remit|Northwind~Payables|Calder~Finance active customerId:text? isApproved isVerified
    contactInfo{firstName? lastName? phone? email? fax?}? address=address? createdOn modifiedOn
inventory-bills /10
    id purchaseOrderId? syncStatus:Pending|Posted|Exported referenceNumber? vendorNumber? summary?
    billDate? billAmount:money? taxAmount:money? shippingAmount:money? createdBy? createdOn? modifiedOn?
    termName? dueDate? shipToDescription? postDate? batch=batch? businessUnit=named? taxZone=named?
    vendor=named? shipTo=address? budgetCodeId? items[order:n name? description:html? quantity?
    cost:money? inventoryLocation? serialNumber? generalLedgerAccount=account? costOfSaleAccount=account?
    assetAccount=account? id skuId receiptItemId? skuType skuCode budgetCodeId?]? customFields=custom?
    jobId? jobNumber? active
ap-bills /12
    id purchaseOrderId? syncStatus:Pending|Posted|Exported status:Unreconciled|Reconciled|Canceled
    source:Standalone|Receipt billType:Procurement|ApBill postDate? referenceNumber? vendorNumber?
    summary? billDate? earlyDiscountDate? billAmount:money? vendorInvoiceTotal:money? taxAmount:money?
    shippingAmount:money? createdBy? createdOn? modifiedOn? termName? dueDate? doNotPay
    dateCanceled:time? canceledBy=named? shipToDescription? batch=batch? businessUnit=named?
    taxZone=named? vendor=named? remittanceVendorInfo=named? shipTo=address? budgetCodeId? items[order:n
    name? description:html? quantity? cost:money? inventoryLocation{id name? type?}? vendorPartNumber?
    serialNumber? generalLedgerAccount=account? costOfSaleAccount=account? assetAccount=account? id skuId
    receiptItemId? skuType skuCode budgetCodeId?]? expenseItems[id amount description?
    generalLedgerAccount=account? job=named? businessUnit=named? budgetCodeId? projectLabelIds:int*?]?
    customFields=custom? jobId? jobNumber?
ap-credits /40
    id inventoryReturnId? jobId? active createdOn modifiedOn date:time canceledOn? number?
    referenceNumber? memo? amount:num appliedAmount:num status:Unreconciled|Canceled
    syncStatus:Pending|Posted|Exported batch=batch? businessUnit=named? remittanceVendor=named?
    vendor=named? paymentStatus:Unpaid|ReadyForApproval|Initiated|Paid|Cancelled|InTransit splits[id
    active createdOn inventoryBillId vendorCreditId amount:num] budgetCodeId? customFields=custom?
ap-payments /20
    id active createdOn modifiedOn date:time approvedDate? method:AccountingSystem|ServiceTitan name?
    printCheck:bool? amount:num errorMessage?
    status:Unpaid|ReadyForApproval|Initiated|Paid|Cancelled|InTransit syncStatus:Pending|Posted|Exported
    batch=batch? glAccount=account? businessUnit=named? vendor=named? remittanceVendor=named? splits[id
    active createdOn documentId? inventoryBillId? amount:num] customFields=custom?
credit-memos /25
    id date:date referenceNumber? subTotal:num salesTax:num salesTaxCode{id name? taxRate:num}? total:num
    balance:num appliedTo[appliedId appliedTo:int appliedAmount:num appliedOn:date appliedBy?
    appliedToReferenceNumber?]? customer=named? customerAddress=address? location=named?
    locationAddress=address? businessUnit=named? syncStatus:Pending|Posted|Exported batch=batch?
    customFields=custom? createdOn createdBy? modifiedOn modifiedBy? description? active importId:text?
    exportId:text?
credit-memo-items /25
    id active description? quantity:num cost:num price:num type:Service|Material skuName? skuId total:num
    taxable:bool revenueGeneralLedgerAccount=revenue? expensesGeneralLedgerAccount=revenue? createdOn
    createdBy? businessUnit=named? creditMemoId
bank-deposits /30
    id name? depositStatus:Open|Deposited syncStatus:Pending|Exported batch=batch? createdOn createdBy?
    modifiedOn? active importId:text? depositDate reviewStatus:NeedsReview|Reviewed reviewedOn?
    grossAmount:num netAmount:num fees:num? bankAccount=account? feeAccount=account?
bank-deposit-transactions /30
    id depositId syncStatus? referenceNumber? date:time? type:Check|Cash|Credit~Card typeId:text?
    total:money? unappliedAmount:money? memo? customer=named? businessUnit=named? deposit=named?
    batch=batch? createdBy? generalLedgerAccount=account? appliedTo[appliedAmount:money? appliedBy?
    appliedId appliedOn? appliedTo:int appliedToReferenceNumber?]? customFields[name value]? authCode?
    checkNumber? modifiedOn createdOn active
invoice-tasks /30
    id invoiceId taskId:guid type? name? status:Open|Done assigneeId:guid? dueDate? description?
    templateId:text? relations[type? taskId:guid]
journal-entries /6
    id:guid createdOn modifiedOn number:n name? source:ServiceTitan|External status:Open|Closed
    syncStatus:NotSynced|InProgress|Synced|OutOfSync|Error|Excluded versionId:n lastSyncVersionId:n?
    message? postDate:date? exportedOn? exportedBy=named? customFields=custom? url? isEmpty
journal-entry-details /2
    id journalEntryId:text postDate:date? account{id number? name? type? subtype?} debit:num credit:num memo?
    quantity:num? unitAmount:num? externalObjects[id:text? type? name? url?]? transaction{id
    type:Unspecified|Invoice|Payment|Bill|VendorCredit|VendorPayment refNumber?}? businessUnit=named?
    customer=named? vendor=named? inventoryLocation=named? job=numbered? customerLocation=named?
    paymentType=named? project=numbered? serviceAgreement=numbered? appliedTo{id
    type:Unspecified|Invoice|Payment|Bill|VendorCredit|VendorPayment refNumber?}? sku{id
    type:Service|Material|Equipment|PriceModifier|Unspecified? code?}? transactionDate:date?
    budgetCodeId?
journal-entry-summary /4
    id journalEntryId:text postDate:date? account{id number? name? type? subtype?} credit:num debit:num memo?
    businessUnit=named?
"""
