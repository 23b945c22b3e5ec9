"""Customers, locations, their contacts, and the custom-field definitions of all modules."""

ADDRESS: dict[str, object] = {
    "street": "1 Main St",
    "unit": None,
    "city": "Columbus",
    "state": "OH",
    "zip": "43085",
    "country": "USA",
    "latitude": None,
    "longitude": None,
}

_CONTACT: dict[str, object] = {
    "id": 0,
    "type": "Phone",
    "value": "",
    "memo": None,
    "phoneSettings": {"phoneNumber": "", "doNotText": False},
    "preferences": None,
    "active": True,
    "createdOn": "",
    "modifiedOn": "",
}

_FIELD_DEFINITION: dict[str, object] = {
    "id": 0,
    "name": "Field",
    "dataType": "Text",
    "dataTypeOptions": [],
    "createdOn": "",
    "modifiedOn": "",
}

_FIELD_OWNERS = (
    "customers locations jobs projects memberships invoices payments credit-memos inventory-bills ap-bills ap-credits"
    " ap-payments installed-equipment vendors"
).split()

SHAPES: dict[str, dict[str, object]] = {
    "customers": {
        "id": 0,
        "active": True,
        "name": "New Customer",
        "type": "Residential",
        "address": ADDRESS,
        "customFields": [],
        "balance": 0,
        "taxExempt": False,
        "tagTypeIds": [],
        "doNotMail": False,
        "doNotService": False,
        "nationalAccount": False,
        "createdOn": "",
        "createdById": 0,
        "modifiedOn": "",
        "mergedToId": None,
        "paymentTermId": None,
        "creditLimit": None,
        "creditLimitBalance": None,
        "externalData": [],
    },
    "customer-contacts": {**_CONTACT, "customerId": 0},
    "locations": {
        "id": 0,
        "customerId": 0,
        "active": True,
        "name": "New Location",
        "address": ADDRESS,
        "customFields": [],
        "createdOn": "",
        "createdById": 0,
        "modifiedOn": "",
        "mergedToId": None,
        "zoneId": None,
        "taxExempt": False,
        "tagTypeIds": [],
        "externalData": [],
        "taxZoneId": None,
    },
    "location-contacts": {**_CONTACT, "locationId": 0},
    **{f"custom-fields/{owner}": _FIELD_DEFINITION for owner in _FIELD_OWNERS},
}
