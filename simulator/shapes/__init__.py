"""What an object of each resource looks like when nothing in particular is said about it.

Every field the specification shows is here, so that a builder says only what differs.
"""

from simulator.shapes import accounting, crm, jobs, pricebook, settings

Shape = dict[str, object]

SHAPES: dict[str, Shape] = {
    **crm.SHAPES,
    **jobs.SHAPES,
    **accounting.SHAPES,
    **pricebook.SHAPES,
    **settings.SHAPES,
}
