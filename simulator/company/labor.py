"""The technicians' days: shifts, time off the job, and what they are paid; and how customers rate them."""

from collections import defaultdict
from decimal import Decimal
from random import Random

from simulator import times
from simulator.company import money
from simulator.company.build import Sink
from simulator.company.reference import Reference
from simulator.company.work import Job

_BEGINS, _HOURS = 14, 8
"""When a normal shift begins, in hours of UTC, and how long it is."""
_HALF_MONTH = 15 * times.DAY


class Labor:
    """Collects the work done on all jobs; then writes the days it was done on."""

    def __init__(self, sink: Sink, dice: Random, reference: Reference) -> None:
        self._sink, self._dice, self._reference = sink, dice, reference
        self._days: defaultdict[int, set[int]] = defaultdict(set)
        self._payrolls: dict[tuple[int, int], int] = {}

    def add(self, job: Job) -> None:
        """Note a job's work, write what is paid for it and what the customer thought of it."""
        for sheet in job.sheets:
            technician = sheet.technician.id
            self._days[technician].add(times.midnight(sheet.arrived))
            hours = Decimal((sheet.left - sheet.arrived) // times.MINUTE) / 60
            kind = "Overtime" if self._dice.random() < 0.06 else "Regular"
            cents = int(hours * (4500 if kind == "Overtime" else 3000))
            paid = {"paidTimeType": kind, "paidDurationHours": round(hours, 4)}
            self._pay(technician, sheet.left, "TimesheetTime", cents, job, **paid)
        if job.sheets and job.total and self._dice.random() < 0.15:
            sheet = job.sheets[0]
            fields = {"invoiceId": job.invoice, "invoiceNumber": str(job.invoice)}
            self._pay(sheet.technician.id, sheet.left, "InvoiceRelatedBonus", job.total // 50, job, **fields)
        if job.sheets and job.completed and self._dice.random() < 0.2:
            who = {"technicianId": job.sheets[0].technician.id, "jobId": job.id}
            stars = {
                "rating": self._dice.choice((3, 7, 8, 9, 9, 10, 10)),
                "active": self._dice.random() > 0.02,
            }
            self._sink.add("technician-ratings", job.changed, job.changed, **who, **stars)

    def _pay(
        self, technician: int, when: int, kind: str, cents: int, job: Job | None, **more: object
    ) -> None:
        period = when - when % _HALF_MONTH
        key = self._payrolls.get((technician, period))
        if key is None:
            key = self._payrolls[technician, period] = self._add_payroll(technician, period)
        day = times.text(times.midnight(when))
        fields = {"grossPayItemType": kind, "activity": more.get("paidTimeType", kind), "date": day}
        who = {"employeeId": technician, "employeeType": "Technician", "payrollId": key}
        about: dict[str, object] = {"jobId": 0}
        if job is not None:
            about = {
                "jobId": job.id,
                "jobNumber": job.number,
                "jobTypeName": job.job_type[1],
                "businessUnitName": job.unit.name,
                "customerId": job.household.id,
                "customerName": job.household.name,
                "locationId": job.place.id,
            }
        amount = {"amount": money.number(cents), "active": self._dice.random() > 0.005}
        made = when if job is None else max(job.created, min(when, job.changed))
        self._sink.add("gross-pay-items", made, made, **fields, **who, **about, **amount, **more)

    def _add_payroll(self, technician: int, period: int) -> int:
        span = {"startedOn": times.text(period), "endedOn": times.text(period + _HALF_MONTH)}
        rates = {"employeeId": technician, "employeeType": "Technician", "status": "Paid", "burdenRate": 6}
        active = self._dice.random() > 0.01
        return self._sink.add("payrolls", period, period, **span, **rates, active=active)

    def finish(self, until: int) -> None:
        """Write the days: a shift wherever somebody worked, some on call, some off, some time off the job."""
        for technician in sorted(self._days):
            for day in sorted(self._days[technician]):
                self._add_day(technician, day, until)

    def _add_day(self, technician: int, day: int, until: int) -> None:
        dice, begins = self._dice, day + _BEGINS * times.HOUR
        self._shift(technician, "Normal", begins, _HOURS, until)
        if dice.random() < 0.08:
            self._shift(technician, "OnCall", begins + _HOURS * times.HOUR, 5, until)
        if dice.random() < 0.04:
            off = times.midnight(day) + 40 * times.DAY
            self._shift(technician, "TimeOff", off + _BEGINS * times.HOUR, _HOURS, until)
            if off < until:
                paid = {"paidTimeType": "PaidTimeOff", "paidDurationHours": _HOURS}
                self._pay(technician, off, "TimesheetTime", 24000, None, **paid)
        if dice.random() < 0.15:
            self._off_the_job(technician, begins, until)

    def _shift(self, technician: int, kind: str, start: int, hours: int, until: int) -> None:
        made = min(until, start - 14 * times.DAY)
        span = {"start": times.text(start), "end": times.text(start + hours * times.HOUR)}
        active = self._dice.random() > 0.02
        fields = {"shiftType": kind, "title": kind, "technicianId": technician, "active": active}
        self._sink.add("technician-shifts", made, made, **fields, **span)

    def _off_the_job(self, technician: int, begins: int, until: int) -> None:
        made, long = min(until, begins - times.DAY), self._dice.random() < 0.2
        code = self._dice.choice(self._reference.stock.codes)
        active = self._dice.random() > 0.04
        what = {"name": "Training" if long else "Meeting", "duration": "04:00:00" if long else "01:00:00"}
        common = {"timesheetCodeId": code, "active": active}
        event = {**common, "technicianId": technician, "start": times.text(begins), **what}
        self._sink.add("non-job-appointments", made, made, **event)
        ended = begins + (4 if long else 1) * times.HOUR
        if ended < until:
            span = {"startedOn": times.text(begins), "endedOn": times.text(ended)}
            who = {"employeeId": technician, "employeeType": "Technician"}
            self._sink.add("non-job-timesheets", begins, ended, **common, **who, **span)
