"""Shifts, time off the job, ratings and pay of the core's September.

Normal shifts are 08:00 to 16:00 on each day that the technician is on a job but 212's on 09-30 (14:00 to 22:00), and
none for 212 on 09-21, a Saturday, worked without one. 213 is on call on 09-14, 212 off on 09-06; a shift of 211 on
09-27 was deleted. Off the job: 211 has a meeting on 09-03, 212 training on 09-09 (3 hours), 213 all of 09-25.

Pay (payroll 13851 of the 1st to the 15th for 211, 13852 and 13853 likewise for 212 and 213): regular time of 30.00 an
hour on the jobs of these days, 3101: 4 h and 2 h, 3102: 2 h, 3103: 6 h, 3106: 3 h of which 1 h overtime at 45.00;
a bonus of 25.00 (adjusted by 5.00) for 7101; 8 h off for 212; 12.50 given back to 213; one item deleted.
"""

from decimal import Decimal

from simulator import times
from simulator.company.books.plan import JOBS
from simulator.company.books.setup import NAMES, OPENED
from simulator.company.build import Sink
from simulator.company.zone import local

PAY: tuple[tuple[int, int, str, str, str | None, str | None, int, str, dict[str, object]], ...] = (
    # id, technician, day, type, kind of time, hours, job, amount, what is special
    (13901, 211, "2024-09-03", "TimesheetTime", "Regular", "4", 3101, "120.00", {}),
    (13902, 212, "2024-09-03", "TimesheetTime", "Regular", "2", 3101, "60.00", {}),
    (13903, 211, "2024-09-04", "TimesheetTime", "Regular", "2", 3102, "60.00", {}),
    (13904, 212, "2024-09-05", "TimesheetTime", "Regular", "6", 3103, "180.00", {}),
    (13905, 213, "2024-09-10", "TimesheetTime", "Regular", "2", 3106, "60.00", {}),
    (13906, 213, "2024-09-10", "TimesheetTime", "Overtime", "1", 3106, "45.00", {}),
    (
        *(13907, 211, "2024-09-03", "InvoiceRelatedBonus", None, None, 3101, "25.00"),
        {"invoiceId": 7101, "invoiceNumber": "D-7101", "amountAdjustment": Decimal("5.00")},
    ),
    (13908, 212, "2024-09-06", "TimesheetTime", "PaidTimeOff", "8", 0, "240.00", {}),
    (13909, 213, "2024-09-12", "Reimbursement", None, None, 0, "12.50", {}),
    (13910, 211, "2024-09-05", "TimesheetTime", "Regular", "9", 3103, "270.00", {"active": False}),
)
_PAYROLLS = {211: 13851, 212: 13852, 213: 13853}
RATINGS = ((211, 3101, "9", True), (212, 3101, "10", True), (213, 3111, "4", True), (213, 3106, "1", False))


def add_labor(sink: Sink) -> None:
    """Write it all."""
    _add_shifts(sink)
    _add_pay(sink)
    for technician, job, rating, active in RATINGS:
        when = local("2024-09-20 09:00")
        stars = {"rating": Decimal(rating), "active": active}
        sink.add("technician-ratings", when, when, technicianId=technician, jobId=job, **stars)


def shifts() -> list[tuple[int, int, str, str, str, str, bool]]:
    """Every shift: id, technician, day, its type, from, to, active."""
    worked = sorted({(visit.technician, visit.day) for job in JOBS for visit in job.visits})
    late, without = (212, "2024-09-30"), (212, "2024-09-21")
    normal = [
        (who, day, "Normal", *(("14:00", "22:00") if (who, day) == late else ("08:00", "16:00")), True)
        for who, day in worked
        if (who, day) != without
    ]
    others = [
        (213, "2024-09-14", "OnCall", "18:00", "22:00", True),
        (212, "2024-09-06", "TimeOff", "08:00", "16:00", True),
        (211, "2024-09-27", "Normal", "08:00", "16:00", False),
    ]
    return [(14001 + place, *row) for place, row in enumerate(normal + others)]


def _add_shifts(sink: Sink) -> None:
    for key, technician, day, kind, start, end, active in shifts():
        span = {"start": times.text(local(f"{day} {start}")), "end": times.text(local(f"{day} {end}"))}
        fields = {"shiftType": kind, "title": kind, "technicianId": technician, "active": active, **span}
        sink.add("technician-shifts", OPENED, OPENED, id=key, **fields)
    sink.add(
        "timesheet-codes",
        *(OPENED, OPENED),
        id=13861,
        code="MEET",
        type="Paid",
        applicableEmployeeType="All",
    )
    events: tuple[tuple[int, int, str, str, bool, str], ...] = (
        (13871, 211, "2024-09-03 08:00", "01:00:00", False, "Meeting"),
        (13872, 212, "2024-09-09 09:00", "03:00:00", False, "Training"),
        (13873, 213, "2024-09-25 00:00", "1.00:00:00", True, "Training"),
    )
    for key, technician, start, span_text, all_day, name in events:
        what = {"name": name, "duration": span_text, "allDay": all_day, "timesheetCodeId": 13861}
        when = times.text(local(start))
        sink.add("non-job-appointments", OPENED, OPENED, id=key, technicianId=technician, start=when, **what)
    begun, ended = local("2024-09-03 08:00"), local("2024-09-03 09:00")
    meeting = {"employeeId": 211, "employeeType": "Technician", "timesheetCodeId": 13861}
    stamps = {"startedOn": times.text(begun), "endedOn": times.text(ended)}
    sink.add("non-job-timesheets", begun, ended, id=13881, **meeting, **stamps)


def _add_pay(sink: Sink) -> None:
    first, last = local("2024-09-01 00:00"), local("2024-09-16 00:00")
    for technician, key in _PAYROLLS.items():
        period = {"startedOn": times.text(first), "endedOn": times.text(last)}
        rates = {"employeeType": "Technician", "status": "Paid", "burdenRate": Decimal("6.00")}
        sink.add("payrolls", first, last, id=key, employeeId=technician, **period, **rates)
    units = {211: NAMES[111], 212: NAMES[112], 213: NAMES[111]}
    for key, technician, day, kind, time_kind, hours, job, amount, special in PAY:
        made = local(f"{day} 17:00")
        fields: dict[str, object] = {
            "employeeId": technician,
            "employeeType": "Technician",
            "businessUnitName": units[technician],
            "payrollId": _PAYROLLS[technician],
            "date": f"{day}T00:00:00Z",
            "activity": time_kind or kind,
            "amount": Decimal(amount),
            "grossPayItemType": kind,
            "paidTimeType": time_kind,
            "paidDurationHours": None if hours is None else Decimal(hours),
            "jobId": job,
            "jobNumber": f"D-{job}" if job else None,
            **special,
        }
        sink.add("gross-pay-items", made, made, id=key, **fields)
