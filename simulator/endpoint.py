"""What an endpoint is, and how a line of the table in `simulator.endpoints` says it."""

import re
from dataclasses import dataclass

_PAIRS = {
    "created": ("createdOnOrAfter", "createdBefore"),
    "modified": ("modifiedOnOrAfter", "modifiedBefore"),
}
_PAGING = ("page", "pageSize", "includeTotal")
_FEED = ("from", "includeRecentChanges")
_CONTINUED = "\n" + 8 * " "
_TREATED = frozenset(
    {
        "created",
        "modified",
        "ids",
        "ids*",
        "active",
        "active?",
        "activeOnly",
        "includeInactive",
        "activeState",
    }
) | {"sort"}
KINDS = ("feed", "listing", "array", "data", "object", "computed", "post")
_BOUND = re.compile("<|>=")
_END = re.compile("[<>=?*]")
_VARIABLE = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One path that answers GET."""

    base: str
    """API module and version: `crm/v2`."""
    path: str
    """Below the tenant: `export/customers`."""
    resource: str
    """The collection it reads, or the name of what is reckoned."""
    kind: str
    """One of `KINDS`."""
    takes: tuple[str, ...]
    """The parameters it obeys besides its kind's own, as the table words them."""
    omit: tuple[str, ...]
    """Fields of the objects that it does not show."""
    required: tuple[str, ...]
    """Parameters without which it answers 400."""
    parent: tuple[str, str] | None = None
    """Of a path with an id: the collection that is of, and the field that holds it."""
    lacks: tuple[str, ...] = ()
    """Parameters of its kind that it does not have."""
    largest_page: int | None = None
    """The largest page size it accepts, where that is less than usual."""

    @property
    def name(self) -> str:
        """Base and path, the tenant left out: `crm/v2/export/customers`."""
        return f"{self.base}/{self.path}"

    @property
    def pattern(self) -> str:
        """The name with `{}` for an id."""
        return _VARIABLE.sub("{}", self.name)

    @property
    def feed(self) -> bool:
        """Whether it is an export feed."""
        return self.kind == "feed"

    @property
    def stored(self) -> bool:
        """Whether it reads a collection."""
        return self.kind not in ("computed", "post")

    @property
    def hides_inactive(self) -> bool:
        """Whether it can only ever show active rows, because it does not show `active` itself."""
        return "active" in self.omit and "active?" not in self.takes

    @property
    def filters(self) -> dict[str, str]:
        """The equality filters: parameter -> field."""
        words = (
            word.partition("=") for word in self.takes if word not in _TREATED and not _BOUND.search(word)
        )
        return {name: field or name for name, _, field in words}

    @property
    def bounds(self) -> list[tuple[str, str, str]]:
        """The bounds of times: parameter, `>=` or `<`, field."""
        found = ((word, _BOUND.search(word)) for word in self.takes)
        return [(word[: at.start()], at[0], word[at.end() :]) for word, at in found if at is not None]

    @property
    def parameters(self) -> frozenset[str]:
        """Every query parameter it obeys."""
        names = list({"feed": _FEED, "object": (), "computed": (), "post": ()}.get(self.kind, _PAGING))
        for word in self.takes:
            names += _PAIRS.get(word, (_END.split(word)[0],))
        return frozenset(names).union(self.required).difference(self.lacks)


def read_table(table: str) -> tuple[Endpoint, ...]:
    """The endpoints of a table; a line indented by eight goes on the one before.

    Raises ValueError for a line that is neither a module nor an endpoint.
    """
    endpoints, base = [], ""
    for line in filter(None, table.replace(_CONTINUED, " ").splitlines()):
        if not line.startswith(" "):
            base = line.strip()
            continue
        kind, path, *words = line.split()
        if kind not in KINDS:
            raise ValueError(f"there is no kind of endpoint like this: {line.strip()}")
        endpoints.append(_endpoint(base, path, kind, words))
    return tuple(endpoints)


def _endpoint(base: str, path: str, kind: str, words: list[str]) -> Endpoint:
    marked = {mark: tuple(word[1:] for word in words if word[0] == mark) for mark in "@-!<~"}
    most = next((int(word.removeprefix("most=")) for word in words if word.startswith("most=")), None)
    plain = [word for word in words if word[0] not in marked and not word.startswith("most=")]
    takes = [one for word in plain for one in (("created", "modified") if word == "dates" else (word,))]
    resource = marked["@"][0] if marked["@"] else path.removeprefix("export/")
    parent = None
    if marked["<"]:
        collection, _, field = marked["<"][0].partition(".")
        parent = collection, field
    return Endpoint(
        base, path, resource, kind, tuple(takes), marked["-"], marked["!"], parent, marked["~"], most
    )
