"""What a generated company calls its tags, terms, plans and the like."""

OFFICE_ADDRESS = {
    "street": "500 Ridgeline Dr",
    "unit": None,
    "city": "Columbus",
    "state": "OH",
    "zip": "43085",
    "country": "USA",
    "latitude": 40.11,
    "longitude": -83.02,
    "isManualCoordinates": False,
    "isMilitary": False,
}
TAGS = (
    ("VIP", "#F5A742"),
    ("Member", "#42F587"),
    ("Slow payer", "#F54242"),
    ("Retired tag", "#999999"),
    ("Warranty", "#4287F5"),
    ("Financing", "#8A42F5"),
    ("Second visit", "#F542C8"),
)
PLANS = (("Comfort plan", 199), ("Whole home plan", 349), ("Commercial plan", 900))
REASONS = ("Customer not home", "Weather", "Price", "Duplicate", "Rescheduled elsewhere")
CALL_REASONS = (("New booking", True), ("Question", False), ("Cancellation", False), ("Warranty", True))
VENDORS = ("Front Range Supply", "Mile High Parts", "Arapahoe Wholesale")
TERMS = (("Due Upon Receipt", 0), ("Net 15", 15), ("Net 30", 30))
CAMPAIGNS = {
    "Web": ("Search ads", "Website form"),
    "Print": ("Postcard", "Radio"),
    "Word of mouth": ("Referral",),
}
FIELDS: dict[str, tuple[str, str, list[str]]] = {
    "customers": ("Preferred contact time", "Dropdown", ["Morning", "Afternoon", "Evening"]),
    "locations": ("Square feet", "Numeric", []),
    "jobs": ("Permit number", "Text", []),
    "projects": ("Inspector", "Text", []),
    "memberships": ("Sold at", "Dropdown", ["Door", "Phone"]),
    "invoices": ("PO approved by", "Text", []),
    "payments": ("Till", "Text", []),
    "credit-memos": ("Reason", "Text", []),
    "inventory-bills": ("Freight", "Numeric", []),
    "ap-bills": ("Approver", "Text", []),
    "ap-credits": ("Approver", "Text", []),
    "ap-payments": ("Check run", "Text", []),
    "installed-equipment": ("Filter size", "Text", []),
    "vendors": ("Account number", "Text", []),
}
