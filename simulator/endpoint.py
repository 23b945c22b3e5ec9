"""What an endpoint is, and how a line of the table in `simulator.endpoints` says it."""

from dataclasses import dataclass

_PAIRS = {
    "created": ("createdOnOrAfter", "createdBefore"),
    "modified": ("modifiedOnOrAfter", "modifiedBefore"),
}
_PAGING = ("page", "pageSize", "includeTotal")
_FEED = ("from", "includeRecentChanges")
_CONTINUED = "\n" + 8 * " "
_TREATED = frozenset(
    {"created", "modified", "ids", "ids*", "active", "active?", "includeInactive", "activeState", "sort"}
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One path that answers GET."""

    base: str
    """API module and version: `crm/v2`."""
    path: str
    """Below the tenant: `export/customers`."""
    resource: str
    """The collection it reads."""
    feed: bool
    """Whether it is an export feed, and not a listing."""
    takes: tuple[str, ...]
    """The parameters it obeys besides its kind's own, as the table words them."""
    omit: tuple[str, ...]
    """Fields of the objects that it does not show."""
    required: tuple[str, ...]
    """Parameters without which it answers 400."""
    largest_page: int | None = None
    """The largest page size it accepts, where that is less than usual."""

    @property
    def name(self) -> str:
        """Base and path, the tenant left out: `crm/v2/export/customers`."""
        return f"{self.base}/{self.path}"

    @property
    def hides_inactive(self) -> bool:
        """Whether it can only ever show active rows, because it does not show `active` itself."""
        return "active" in self.omit and "active?" not in self.takes

    @property
    def filters(self) -> dict[str, str]:
        """The equality filters: parameter -> field."""
        words = (word.partition("=") for word in self.takes if word not in _TREATED)
        return {name: field or name for name, _, field in words}

    @property
    def parameters(self) -> frozenset[str]:
        """Every query parameter it obeys."""
        names: list[str] = list(_FEED if self.feed else _PAGING)
        for word in self.takes:
            names += _PAIRS.get(word, (word.rstrip("?*").partition("=")[0],))
        # The one listing that demands its paging parameters has no total to include.
        return frozenset(names).union(self.required) - ({"includeTotal"} if self.required else set())


def read_table(table: str) -> tuple[Endpoint, ...]:
    """The endpoints of a table; a line indented by eight goes on the one before.

    Raises ValueError for a line that is neither a module, a feed nor a listing.
    """
    endpoints, base = [], ""
    for line in filter(None, table.replace(_CONTINUED, " ").splitlines()):
        if not line.startswith(" "):
            base = line.strip()
            continue
        kind, path, *words = line.split()
        if kind not in ("feed", "listing"):
            raise ValueError(f"neither a feed nor a listing: {line.strip()}")
        endpoints.append(_endpoint(base, path, words, feed=kind == "feed"))
    return tuple(endpoints)


def _endpoint(base: str, path: str, words: list[str], *, feed: bool) -> Endpoint:
    marked = {mark: tuple(word[1:] for word in words if word[0] == mark) for mark in "@-!"}
    plain = [word for word in words if word[0] not in marked]
    takes = [one for word in plain for one in (("created", "modified") if word == "dates" else (word,))]
    resource = marked["@"][0] if marked["@"] else path.removeprefix("export/")
    return Endpoint(base, path, resource, feed, tuple(takes), marked["-"], marked["!"])
