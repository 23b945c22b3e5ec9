"""The core's September: a month of 2024 in which every odd case of a contractor's books occurs once.

It belongs to the hand-made core and shares nothing with the rest of it: customers 1101 to 1124, business units 111
and 112, technicians 211 to 213, users 9261 and 9262 of the office, all business between August 1 and December 31 of
2024. Days are those of America/Denver. Amounts of invoices are before tax (8 % of everything, customer 1110 pays none).

Jobs, their invoices and what is odd about them; a job's appointment is 41xx, its assignments 51xx and 52xx, its
timesheets 61xx and 62xx:

    job   unit  completed     invoices   subtotal  what is odd
    3101  111   09-03         7101 7102  300 150   two invoices; item 8102 (100.00) is of unit 112; split 60/40
    3102  111   09-04         7103       200       adjusted by 7104 (-50, 09-20) and 7105 (+30, 10-02); split 100
    3103  112   09-05         7107       400       7106 (400) is the same invoice, voided; nobody has a split
    3104  112   09-30 23:30   7108       120       in UTC it is completed in October
    3105  111   09-09         7109         0       no charge, under the sold threshold (100): no opportunity
    3106  111   09-10         7110       150       no charge, over the threshold: an opportunity, converted
    3107  111   09-11         7111        80       under the threshold: an opportunity, not converted
    3108  111   09-12         none                 recall of 3101: counts against 211 and 212, done by 213
    3109  111   09-13         7112         0       warranty of 3102; its part costs 25.00
    3110  112   canceled 14th none                 canceled log 13801, booked by call 13103
    3111  112   09-16         7113       250       technician 211 replaced by 213, who came 40 minutes after the window
    3112  112   09-18         7114      1100       income 1300, deposit taken -200; 8122 without cost; split 70 + 20
    3113  111   09-19         7115        90       the invoice has no due date and is open
    3114  112   09-20         7116       350       two sold estimates, 9521 (250) and 9522 (100); no threshold
    3115  111   09-21         7117        60       sold estimate 9525 (60) under the threshold; sold twice, see below
    3116  111   09-23         7118       100       the customer, 1121, was merged away
    3117  112   09-24         7119       200       of the customer 1121 was merged to in the end, 1123
    3118  112   scheduled     none                 booked on 09-25 at 23:45

Invoices without a job, by invoice date:

    7121  111   09-01   membership billing: 20.00 income, 180.00 deferred (a liability)
    7122  112   09-15   counter sale, 45.00
    7123  112   09-27   progress billing of project 898, 500.00
    7124  112   09-28   adjusts 7122 by -10.00: an adjustment
    7125  112   09-30   counter sale, 15.00; its date is midnight UTC and means the 30th
    7126  111   10-01   counter sale, 33.00: the first of the next month

Revenue of September by unit of the item: completed, non-job, adjustment, total; jobs completed of the unit's own:

    111   1030.00     20.00   -50.00   1000.00   10
    112   2720.00    560.00   -10.00   3270.00    6

The completed revenue of the whole month, 3750.00, by the splits of its jobs:

    211 1270.00   212 1470.00   213 480.00   nobody 530.00 (all of 3103, a tenth of 3112)

Money: 9101 pays 7101 and 7102; 9102 and 9103 pay 7103 in parts, the second in December, 30.00 stay open; 9104
pays 7107 and 9105 gives 50.00 of it back; 9106 for 7113 was voided; 9107 (200.00) is on account; credit memo 13501
takes 30.00 off 7111; the rest is paid on the day of the invoice, but 7105, 7115, 7119 and 7125, which are open.

Estimates: sold 9521 9522 9525 (sold on 09-05, unsold, sold again on 09-17: the API tells the last only), dismissed
9523, open 9524. Calls of September, inbound: booked 13101 13102 13103, unbooked 13104 and 13109 (at 23:50 on the
30th), excused 13105, not a lead 13106, abandoned 13107, not classified 13110; outbound booked 13108; deleted 13111.
Bookings: 13201 became 3104, 13202 dismissed; leads: 13301 became 3105, 13302 open.

Memberships (type 7501; monthly): 7511 active since August, 7512 sold on 09-10 by 212, 7513 canceled on 09-15, 7514
ended on 09-20 and renewed by 7515, 7516 ended on 09-25, 7517 suspended on 09-05, 7518 deleted. So five were active as
September began (7511 7513 7514 7516 7517); one was sold, one renewed, one canceled, one expired besides the renewed
one, one suspended.

Merges: customers 1121 to 1122 to 1123, locations 2121 to 2122 to 2123; 1124 was merged to 1123 and back.
Campaign costs of September: 421 10.00 a day, 422 5.00; of October: 421 10.50. Ratings: 211 and 212 for 3101, 213 for
3111, one deleted. Shifts, non-job time and pay: `simulator.company.books.labor`; stock and the journal:
`simulator.company.books.stock`.

The same figures as in `simulator.company.core`, tax included. Per customer:

    id                name                      jobs  completed    value   revenue    owing
    1101              Nora Beck                    2          2   702.00    702.00     0.00
    1102              Omar Diaz                    2          2     0.00    194.40    62.40
    1103              Pia Frost                    1          1     0.00    432.00    50.00
    1104              Ray Gold                     2          2   194.40    194.40     0.00
    1105              Sue Hale                     2          2   378.00    378.00     0.00
    1106              Tim Ives                     1          1   210.60    199.80     0.00
    1107              Uma Jett                     2          2     0.00    183.60   153.60
    1108              Val Kerr                     1          0    35.64     51.84    16.20
    1109              Wim Lake                     2          1     0.00    270.00   270.00
    1110              Xenon Works                  1          1  1600.00   1600.00     0.00
    1121              Yara Nash                    1          1   108.00    108.00     0.00
    1122              Y. Nash                      0          0     0.00      0.00     0.00
    1123              Yara M. Nash                 1          1     0.00    216.00   216.00
    1124              Zeb Nash                     0          0     0.00      0.00     0.00

Per technician (jobs, completed, revenue) and per business unit (jobs, active jobs, invoices owing, amount):

    211  6  6  1263.60      111  10  0  4  216.00
    212  7  7  2428.40      112   8  1  4  552.20
    213  5  4   518.40
"""

from simulator.company.books import calls, jobs, labor, ledgers, members, setup, stock
from simulator.company.build import Sink


def add_books(sink: Sink) -> None:
    """Write it all."""
    setup.add_setup(sink)
    jobs.add_jobs(sink)
    ledgers.add_money(sink)
    calls.add_calls(sink)
    members.add_members(sink)
    labor.add_labor(sink)
    stock.add_stock(sink)
