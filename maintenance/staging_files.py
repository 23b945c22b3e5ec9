"""The staging model of a resource as text: its SQL, its YAML, and its entry among the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from extract.resource import ColumnType, Every, Resource, snake_case
from maintenance.staging_words import WHOLE_OBJECT, Descriptions, grain

PREFIX = "stg_servicetitan__"
SYSTEM_COLUMNS = ("st_created_on", "st_modified_on", "active", "last_synced_at", "deleted_at")
FRESH_WITHIN_DAYS: Mapping[Every, int | None] = {"run": 1, "hour": 1, "day": 2, "week": 8, "never": None}
"""After how many days without a sync a source is stale; what is read on request only never is."""

LONGEST_TEST_NAME = 75

_KINDS: Mapping[ColumnType, str] = {
    "text": "text",
    "bigint": "ids and whole numbers",
    "decimal": "numbers",
    "bool": "flags",
    "timestamp": "times",
    "date": "dates",
}
_RESERVED_WORDS = (
    "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation "
    "column concurrently constraint create cross current_catalog current_date current_role current_schema "
    "current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for "
    "foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral "
    "leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer "
    "overlaps placing primary references returning right select session_user similar some symmetric system_user "
    "table tablesample then to trailing true union unique user using variadic verbose when where window with"
)
_RESERVED = frozenset(_RESERVED_WORDS.split())
"""Words PostgreSQL takes as a column's name in quotes only."""


def model_name(resource: Resource) -> str:
    """Name of the staging model."""
    return PREFIX + resource.name


def is_whole(resource: Resource) -> bool:
    """Whether the API's documents say nothing about the objects, so that they are staged as they are."""
    return not resource.known_fields


def identifier(name: str) -> str:
    """The name as SQL takes it."""
    return f'"{name}"' if name in _RESERVED else name


def sql(resource: Resource) -> str:
    """The model's SQL. Without CTEs: a join to a view that has some reads all of it instead of using the key."""
    selected = ",\n\n".join(",\n".join(group) for group in _groups(resource))
    return f"select\n{selected}\nfrom {{{{ source('servicetitan', '{resource.table}') }}}}\n"


def _groups(resource: Resource) -> Iterator[list[str]]:
    yield [
        f"    {item}"
        for item in (
            *map(identifier, resource.key_columns),
            "st_created_on",
            "st_modified_on",
            "coalesce(active, true) as active",
            "fetched_at as last_synced_at",
            "deleted_at",
        )
    ]
    for kind, title in _KINDS.items():
        columns = [identifier(column.name) for column in resource.fields if column.type == kind]
        if columns:
            yield [f"    -- {title}\n    {columns[0]}", *(f"    {name}" for name in columns[1:])]
    if resource.nested:
        first, *others = (
            f"    nullif(full_data -> '{field}', 'null') as {identifier(snake_case(field))}"
            for field in resource.nested
        )
        yield [f"    -- what the API nests; a JSON null is a null\n{first}", *others]
    if is_whole(resource):
        yield ["    -- the object as it is: the API's documents do not say what it holds\n    full_data"]


def _name_of_key_test(resource: Resource) -> list[str]:
    """dbt's own name lists model and columns, which gets too long to be read when the test fails."""
    if len("__".join((model_name(resource), *resource.key_columns))) < LONGEST_TEST_NAME:
        return []
    return [f"          name: key_{resource.name}"]


def yml(resource: Resource, descriptions: Descriptions) -> str:
    """The model's YAML."""
    lines = [
        "models:",
        f"  - name: {model_name(resource)}",
        f"    description: {quoted(grain(resource))}",
        "    data_tests:",
        "      - key:",
        *_name_of_key_test(resource),
        "          arguments:",
        f"            columns: [{', '.join(resource.key_columns)}]",
        "    columns:",
    ]
    for name, description in _described(resource, descriptions):
        lines.append(f"      - name: {name}")
        if name in _RESERVED:
            lines.append("        quote: true")
        lines.append(f"        description: {quoted(description)}")
    return "\n".join(lines) + "\n"


def _described(resource: Resource, descriptions: Descriptions) -> Iterator[tuple[str, str]]:
    for name in (*resource.key_columns, *SYSTEM_COLUMNS):
        yield name, descriptions.key(resource, name)
    for kind in _KINDS:
        for column in resource.fields:
            if column.type == kind:
                yield column.name, descriptions.field(column)
    for field in resource.nested:
        yield snake_case(field), descriptions.nested(field)
    if is_whole(resource):
        yield "full_data", WHOLE_OBJECT


def quoted(text: str) -> str:
    """A sentence as a YAML value: in quotes only where it needs them."""
    if text.startswith("{{"):
        return f'"{text}"'
    needed = ": " in text or " #" in text or text[0] in "'\"[]{}&*!|>%@`"
    return "'" + text.replace("'", "''") + "'" if needed else text


def source_entry(resource: Resource) -> list[str]:
    """The lines of the raw table among the sources."""
    lines = [f"      - name: {resource.table}", f"        description: {quoted(grain(resource))}"]
    days = FRESH_WITHIN_DAYS[resource.every]
    if days is None:
        lines += ["        config:", "          freshness: null"]
    elif days != FRESH_WITHIN_DAYS["run"]:
        lines += ["        config:", "          freshness:"]
        lines += [f"            warn_after: {{count: {days}, period: day}}"]
    return lines


def with_source(sources: str, resource: Resource, before: str | None) -> str:
    """The text of the sources file with the resource's entry, behind that of the table `before`."""
    lines = sources.splitlines()
    starts = [number for number, line in enumerate(lines) if line.strip() == "tables:"]
    place = starts[0] + 1
    if before is not None:
        place = lines.index(f"      - name: {before}") + 1
        while place < len(lines) and lines[place].startswith("        "):
            place += 1
    return "\n".join([*lines[:place], *source_entry(resource), *lines[place:]]) + "\n"


def paths(staging: Path, resource: Resource) -> tuple[Path, Path]:
    """Where the model's SQL and YAML stand."""
    file = staging / resource.module / f"{model_name(resource)}.sql"
    return file, file.with_suffix(".yml")
