"""The core's jobs, invoices, payments and estimates, number by number. Nothing is computed here; tax is 8 %.

See `simulator.company.core` for the figures they lead to.
"""

BIG_ID = 9007199254740993
"""The first integer a double cannot hold."""

JOBS: tuple[tuple[int, str, str, int, int, int, dict[str, object]], ...] = (
    # id, created, status, customer, location, business unit, what is special
    (
        3001,
        "2024-03-01T10:00:00Z",
        "Completed",
        1001,
        2001,
        101,
        {
            "completedOn": "2024-03-05T15:50:00Z",
            "invoiceId": 7001,
            "total": 500,
            "tagTypeIds": [502, 599],
            "estimateIds": [9501],
            "customFields": [{"typeId": 803, "name": "Permit", "value": "P-1"}],
            "soldById": 201,
        },
    ),
    (
        3002,
        "2024-03-02T10:00:00Z",
        "Completed",
        1002,
        2003,
        101,
        {
            "completedOn": "2024-03-12T12:00:00Z",
            "invoiceId": 7004,
            "total": 200,
            "appointmentCount": 2,
            "lastAppointmentId": 4003,
            "estimateIds": [9503],
        },
    ),
    (
        3003,
        "2024-03-03T10:00:00Z",
        "Completed",
        1003,
        2004,
        102,
        {
            "completedOn": "2024-03-13T12:00:00Z",
            "invoiceId": 7005,
            "total": 300,
            "campaignId": 412,
            "estimateIds": [9502, 9505],
        },
    ),
    (
        3004,
        "2024-03-04T10:00:00Z",
        "Completed",
        1004,
        2005,
        101,
        {
            "completedOn": "2024-03-14T12:00:00Z",
            "invoiceId": 7007,
            "total": 100,
            "estimateIds": [9504],
        },
    ),
    (
        3005,
        "2024-04-04T10:00:00Z",
        "Completed",
        1004,
        2005,
        101,
        {
            "completedOn": "2024-04-05T12:00:00Z",
            "invoiceId": 7006,
            "noCharge": True,
            "recallForId": 3004,
            "jobTypeId": 303,
        },
    ),
    (3006, "2024-03-06T10:00:00Z", "Canceled", 1005, 2006, 102, {"invoiceId": 7008}),
    (3007, "2024-03-07T10:00:00Z", "Scheduled", 1006, 2007, 101, {}),
    (3008, "2024-03-08T10:00:00Z", "InProgress", 1006, 2007, 102, {"priority": "Urgent"}),
    (3009, "2024-03-09T10:00:00Z", "Dispatched", 1006, 2007, 102, {"jobTypeId": 399, "campaignId": 499}),
    (
        3010,
        "2024-03-10T10:00:00Z",
        "Completed",
        BIG_ID,
        2013,
        101,
        {
            "completedOn": "2024-03-15T12:00:00.0000001Z",
            "invoiceId": 7010,
            "total": 50,
        },
    ),
    (
        3011,
        "2024-03-11T10:00:00Z",
        "Completed",
        1012,
        2012,
        199,
        {
            "completedOn": "2024-03-16T12:00:00Z",
            "invoiceId": 7011,
            "total": 40,
            "active": False,
            "locationId": 2099,
        },
    ),
)
VISITS: tuple[tuple[int, int, str, str, str, dict[str, object]], ...] = (
    # id, job, start, end, status, what is special
    (
        4001,
        3001,
        "2024-03-05T14:00:00Z",
        "2024-03-05T16:00:00Z",
        "Done",
        {"specialInstructions": 'Ring "twice"\nthen wait'},
    ),
    (4002, 3002, "2024-03-11T14:00:00Z", "2024-03-11T15:30:00Z", "Done", {}),
    (4003, 3002, "2024-03-12T10:00:00Z", "2024-03-12T12:00:00Z", "Done", {"isConfirmed": True}),
    (4004, 3003, "2024-03-13T10:00:00Z", "2024-03-13T12:00:00Z", "Done", {}),
    (4005, 3004, "2024-03-14T10:00:00Z", "2024-03-14T12:00:00Z", "Done", {}),
    (
        4006,
        3005,
        "2024-04-05T10:00:00Z",
        "2024-04-05T12:00:00Z",
        "Done",
        {"arrivalWindowStart": None, "arrivalWindowEnd": None},
    ),
    (4007, 3006, "2024-03-16T10:00:00Z", "2024-03-16T12:00:00Z", "Canceled", {"unused": True}),
    (4008, 3007, "2024-03-17T10:00:00Z", "2024-03-17T12:00:00Z", "Scheduled", {}),
    (4009, 3008, "2024-03-18T10:00:00Z", "2024-03-18T12:00:00Z", "Working", {}),
    (4010, 3009, "2024-03-19T10:00:00Z", "2024-03-19T12:00:00Z", "Dispatched", {}),
    (4011, 3010, "2024-03-15T10:00:00Z", "2024-03-15T12:00:00Z", "Done", {}),
    (4012, 3011, "2024-03-16T10:00:00Z", "2024-03-16T12:00:00Z", "Done", {"active": False}),
)
ASSIGNMENTS: tuple[tuple[int, int, int, int, str, bool], ...] = (
    # id, job, appointment, technician, status, active. 5002 was given to another technician by 5003.
    (5001, 3001, 4001, 201, "Done", True),
    (5002, 3002, 4002, 202, "Scheduled", False),
    (5003, 3002, 4002, 201, "Done", True),
    (5004, 3002, 4003, 201, "Done", True),
    (5005, 3003, 4004, 202, "Done", True),
    (5006, 3004, 4005, 203, "Done", True),
    (5007, 3005, 4006, 201, "Done", True),
    (5008, 3006, 4007, 202, "Scheduled", False),
    (5009, 3007, 4008, 202, "Scheduled", True),
    (5010, 3001, 4001, 202, "Done", True),
    (5011, 3008, 4009, 201, "Working", True),
    (5012, 3009, 4010, 299, "Dispatched", True),
    (5013, 3010, 4011, 202, "Done", True),
    (5014, 3011, 4012, 201, "Done", True),
)
TIMESHEETS: tuple[tuple[int, int, int, int, str, str | None, bool], ...] = (
    # id, job, appointment, technician, arrived, done, active
    (6001, 3001, 4001, 201, "2024-03-05T14:10:00Z", "2024-03-05T15:30:00Z", True),
    (6002, 3001, 4001, 202, "2024-03-05T14:05:00Z", "2024-03-05T15:45:00Z", True),
    (6003, 3001, 4001, 203, "2024-03-05T13:00:00Z", "2024-03-05T18:00:00Z", False),
    (6004, 3002, 4003, 201, "2024-03-12T10:20:00Z", "2024-03-12T11:55:00Z", True),
    (6005, 3008, 4009, 201, "2024-03-18T10:01:00Z", None, True),
)
INVOICES: tuple[tuple[int, int | None, int, int, str, tuple[str, str, str, str], dict[str, object]], ...] = (
    # id, job, customer, business unit, date, (subtotal, tax, total, balance), what is special
    (
        7001,
        3001,
        1001,
        101,
        "2024-03-05",
        ("500.00", "40.00", "540.00", "0.00"),
        {"paidOn": "2024-03-20T00:00:00Z"},
    ),
    (7002, 3001, 1001, 101, "2024-03-08", ("100.00", "8.00", "108.00", "0.00"), {"adjustmentToId": 7001}),
    (7003, 3001, 1001, 101, "2024-03-09", ("-50.00", "-4.00", "-54.00", "-54.00"), {"adjustmentToId": 7001}),
    (7004, 3002, 1002, 101, "2024-03-12", ("200.00", "16.00", "216.00", "116.00"), {}),
    (7005, 3003, 1003, 102, "2024-03-13", ("300.00", "24.00", "324.00", "324.00"), {"dueDate": None}),
    (7006, 3005, 1004, 101, "2024-04-05", ("0.00", "0.00", "0.00", "0.00"), {}),
    (7007, 3004, 1004, 101, "2024-03-14", ("100.00", "8.00", "108.00", "0.00"), {}),
    (7008, 3006, 1005, 102, "2024-03-16", ("250.00", "0.00", "250.00", "250.00"), {"active": False}),
    (
        7009,
        None,
        1006,
        102,
        "2024-03-17",
        ("-75.00", "0.00", "-75.00", "-75.00"),
        {"customFields": [{"name": "Approved by", "value": "Dana"}]},
    ),
    (7010, 3010, BIG_ID, 101, "2024-03-15", ("50.00", "4.00", "54.00", "0.00"), {}),
    (7011, 3011, 1012, 102, "2024-03-16", ("40.00", "3.20", "43.20", "43.20"), {}),
)
ITEMS: tuple[tuple[int, int, int, str, str, str], ...] = (
    # id, invoice, sku, quantity, price, total
    (8001, 7001, 761, "1.0000000000000000000", "100.00", "100.00"),
    (8002, 7001, 762, "1.6000000000000000000", "250.00", "400.00"),
    (8003, 7002, 761, "1.0000000000000000000", "100.00", "100.00"),
    (8004, 7003, 761, "-0.5000000000000000000", "100.00", "-50.00"),
    (8005, 7004, 761, "2.0000000000000000000", "100.00", "200.00"),
    (8006, 7005, 761, "3.0000000000000000000", "100.00", "300.00"),
    (8007, 7006, 761, "1.0000000000000000000", "0.00", "0.00"),
    (8008, 7007, 761, "1.0000000000000000000", "100.00", "100.00"),
    (8009, 7008, 762, "1.0000000000000000000", "250.00", "250.00"),
    (8010, 7010, 761, "0.5000000000000000000", "100.00", "50.00"),
    (8011, 7011, 771, "2.0000000000000000000", "20.00", "40.00"),
)
PAYMENTS: tuple[tuple[int, int, str, str, str, tuple[tuple[int, int, str], ...], dict[str, object]], ...] = (
    # id, customer, date, total, unapplied, applications of amounts to invoices, what is special
    (
        9001,
        1001,
        "2024-03-20",
        "648.00",
        "0.00",
        ((9901, 7001, "540.00"), (9902, 7002, "108.00")),
        {"type": "Check", "checkNumber": "0042"},
    ),
    (9002, 1002, "2024-03-21", "100.00", "0.00", ((9903, 7004, "100.00"),), {}),
    (9003, 1002, "2024-03-22", "50.00", "0.00", ((9904, 7004, "50.00"),), {"active": False}),
    (9004, 1004, "2024-03-23", "108.00", "0.00", ((9905, 7007, "108.00"),), {"type": "Cash"}),
    (9005, BIG_ID, "2024-03-24", "54.00", "0.00", ((9906, 7010, "54.00"),), {}),
    (9006, 1006, "2024-03-25", "20.00", "20.00", (), {"memo": "on account"}),
)
