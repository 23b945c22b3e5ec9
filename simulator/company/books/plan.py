"""The core's September, job by job: what is booked, who comes when, how it is shared and what is offered.

See `simulator.company.books` for what is odd about it. Nothing is computed here.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Visit:
    """A technician's time on a job, on the company's clock of one day."""

    technician: int
    day: str
    arrived: str
    done: str


@dataclass(frozen=True)
class Job:
    """A job, its days on the company's clock: booked, and completed (None when it is not)."""

    id: int
    unit: int
    kind: int
    customer: int
    booked: str
    completed: str | None
    campaign: int = 421
    visits: tuple[Visit, ...] = ()
    special: dict[str, object] = field(default_factory=dict)


def _visit(technician: int, day: str, arrived: str, done: str) -> tuple[Visit, ...]:
    return (Visit(technician, f"2024-09-{day}", arrived, done),)


JOBS = (
    Job(
        *(3101, 111, 311, 1101, "2024-09-02 09:00", "2024-09-03 15:00", 421),
        _visit(211, "03", "10:00", "14:00") + _visit(212, "03", "11:00", "13:00"),
        {"leadCallId": 13101, "soldById": 211},
    ),
    Job(
        *(3102, 111, 311, 1102, "2024-09-03 09:00", "2024-09-04 12:00", 421),
        _visit(211, "04", "09:30", "11:30"),
        {"leadCallId": 13102},
    ),
    Job(
        *(3103, 112, 312, 1103, "2024-09-03 10:00", "2024-09-05 16:00", 422),
        _visit(212, "05", "09:00", "15:00"),
    ),
    Job(
        *(3104, 112, 311, 1104, "2024-09-29 10:00", "2024-09-30 23:30", 421),
        _visit(212, "30", "21:00", "23:30"),
        {"bookingId": 13201},
    ),
    Job(
        *(3105, 111, 311, 1105, "2024-09-07 10:00", "2024-09-09 12:00", 421),
        _visit(211, "09", "10:00", "11:00"),
        {"noCharge": True},
    ),
    Job(
        *(3106, 111, 311, 1106, "2024-09-09 10:00", "2024-09-10 12:00", 421),
        _visit(213, "10", "09:00", "12:00"),
        {"noCharge": True},
    ),
    Job(
        *(3107, 111, 311, 1107, "2024-09-10 10:00", "2024-09-11 12:00", 421),
        _visit(213, "11", "09:00", "11:00"),
    ),
    Job(
        *(3108, 111, 313, 1101, "2024-09-11 10:00", "2024-09-12 12:00", 421),
        _visit(213, "12", "09:00", "10:00"),
        {"noCharge": True, "recallForId": 3101},
    ),
    Job(
        *(3109, 111, 313, 1102, "2024-09-11 11:00", "2024-09-13 12:00", 421),
        _visit(212, "13", "09:00", "10:30"),
        {"noCharge": True, "warrantyId": 3102},
    ),
    Job(
        *(3110, 112, 311, 1108, "2024-09-12 10:00", None, 421),
        (),
        {"jobStatus": "Canceled", "leadCallId": 13103},
    ),
    Job(
        *(3111, 112, 311, 1109, "2024-09-13 10:00", "2024-09-16 15:00", 422),
        _visit(213, "16", "11:40", "14:00"),
        {"leadCallId": 13108},
    ),
    Job(
        *(3112, 112, 312, 1110, "2024-09-16 10:00", "2024-09-18 16:00", 422),
        _visit(212, "18", "08:00", "16:00"),
    ),
    Job(
        *(3113, 111, 311, 1107, "2024-09-18 10:00", "2024-09-19 12:00", 421),
        _visit(211, "19", "09:00", "11:00"),
        {"membershipId": 7511},
    ),
    Job(
        *(3114, 112, 312, 1105, "2024-09-06 08:00", "2024-09-20 12:00", 421),
        _visit(211, "20", "08:00", "12:00"),
        {"estimateIds": [9521, 9522, 9523, 9524], "soldById": 211},
    ),
    Job(
        *(3115, 111, 311, 1104, "2024-09-02 10:00", "2024-09-21 12:00", 421),
        _visit(212, "21", "10:00", "11:00"),
        {"estimateIds": [9525]},
    ),
    Job(
        *(3116, 111, 311, 1121, "2024-09-20 10:00", "2024-09-23 12:00", 421),
        _visit(211, "23", "09:00", "10:00"),
    ),
    Job(
        *(3117, 112, 311, 1123, "2024-09-22 10:00", "2024-09-24 12:00", 421),
        _visit(212, "24", "09:00", "11:00"),
    ),
    Job(
        *(3118, 112, 311, 1109, "2024-09-25 23:45", None, 421),
        (),
        {"jobStatus": "Scheduled"},
    ),
)
SPLITS: tuple[tuple[int, int, int, int], ...] = (
    # id, job, technician, percent. 3103 has none, those of 3112 leave ten percent to nobody.
    (6511, 3101, 211, 60),
    (6512, 3101, 212, 40),
    (6513, 3102, 211, 100),
    (6514, 3104, 212, 100),
    (6515, 3105, 211, 100),
    (6516, 3106, 213, 100),
    (6517, 3107, 213, 100),
    (6518, 3108, 213, 100),
    (6519, 3109, 212, 100),
    (6520, 3111, 213, 100),
    (6521, 3112, 212, 70),
    (6522, 3112, 211, 20),
    (6523, 3113, 211, 100),
    (6524, 3114, 211, 100),
    (6525, 3115, 212, 100),
    (6526, 3116, 211, 100),
    (6527, 3117, 212, 100),
)
ESTIMATES: tuple[tuple[int, int, str, str, str | None, int | None, str], ...] = (
    # id, job, status, made, sold, sold by, subtotal
    (9521, 3114, "Sold", "2024-09-06 12:00", "2024-09-06 17:00", 211, "250.00"),
    (9522, 3114, "Sold", "2024-09-06 12:30", "2024-09-07 23:15", 212, "100.00"),
    (9523, 3114, "Dismissed", "2024-09-06 13:00", None, None, "400.00"),
    (9524, 3114, "Open", "2024-09-06 13:30", None, None, "50.00"),
    (9525, 3115, "Sold", "2024-09-02 12:00", "2024-09-17 09:00", 212, "60.00"),
)
