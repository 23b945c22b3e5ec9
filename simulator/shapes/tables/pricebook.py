"""Discounts, prices of single customers, markups. See `simulator.shapes.fields` for the notation."""

TABLE = """
client-specific-pricing 3
    id exceptions[skuId skuType:Service|Material|Equipment|PriceModifier value:num
    valueType:Percent|Dollar|Multiplier|FlatPrice|DiscountPercent]
discounts-and-fees 4
    id type:Discount|Fee code:DISC10|SENIOR|TRIP|AFTERHRS displayName? description:html
    amountType:Percentage|Fixed amount:num limit:num taxable:bool categories:int*? hours:num
    assets[alias? fileName? isDefault type:Other|Image|Video|Attachment|VideoFile url]? account?
    crossSaleGroup? active bonus:num commissionBonus:num paysCommission:bool excludeFromPayroll:bool
    externalData=external? budgetCostCode? budgetCostType? createdOn modifiedOn
material-cost-types 3
    id name:Materials|Freight|Rental?
material-markups 4
    id from:num to:num percent:num
"""
