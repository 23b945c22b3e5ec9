"""What the simulated API offers, taken from the published specifications: one line per endpoint.

A line starts with its kind: `feed`, `listing`, `array` (a page as a bare list), `data` (a page as nothing
but `{"data": [...]}`) or `object` (the one there is), `computed`
(reckoned, not read) or `post` (the same, asked by POST). After the path (below the tenant) stand

- `@collection`, where it is not the path without `export/`;
- the parameters obeyed besides paging: `created`, `modified` and `dates` (both) for the pairs of times;
  `active`, which leaves inactive rows out unless asked, and `active?`, which does not; `ids` of at most 50
  and `ids*` of any number; `jobId` or `number=jobNumber`, an equality filter on that field; `jobIds=jobId`,
  one on a list; `since>=startedOn` and `until<startedOn`, bounds of a time;
- `<jobs.jobId`, in a path with an id: the objects of that field, 404 where there is no such job;
- `-field`, which the objects lack here; `!parameter`, which is demanded; `~parameter`, of paging, which it
  does not have; `most=500`, its largest page.

Other parameters are ignored, other paths are not found.
"""

from simulator.endpoint import Endpoint, read_table
from simulator.endpoints import books, customers, work

ENDPOINTS: tuple[Endpoint, ...] = read_table(customers.TABLE + work.TABLE + books.TABLE)

RESOURCES: tuple[str, ...] = tuple(
    dict.fromkeys(endpoint.resource for endpoint in ENDPOINTS if endpoint.stored)
)
"""The names of all collections."""
