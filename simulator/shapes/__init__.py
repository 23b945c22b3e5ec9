"""What an object of each resource looks like when nothing in particular is said about it.

Every field the specification shows is here, so that a builder says only what differs.
"""

from simulator.shapes import accounting, crm, jobs, pricebook, settings
from simulator.shapes.fields import plain_object
from simulator.shapes.tables import KINDS
from simulator.store import KeyRule

Shape = dict[str, object]

SHAPES: dict[str, Shape] = {
    **crm.SHAPES,
    **jobs.SHAPES,
    **accounting.SHAPES,
    **pricebook.SHAPES,
    **settings.SHAPES,
    "estimate-items": accounting.ESTIMATE_ITEM,
    **{name: plain_object(kind) for name, kind in KINDS.items()},
}

_USUAL = KeyRule()
_KEYS = {name: KeyRule(kind.key, kind.has_text_key) for name, kind in KINDS.items()}


def key_rule(resource: str) -> KeyRule:
    """Where the key of a collection's objects stands: `id`, unless its declaration says otherwise."""
    return _KEYS.get(resource, _USUAL)
