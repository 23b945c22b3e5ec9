"""The queries of the analyst's guide, run against the core company: each gives the figure stated beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "analyst-guide.md").read_text()
BLOCK = re.compile(r"```sql\n(.*?)```", re.DOTALL)


class Query(NamedTuple):
    """A block of SQL, how the guide calls it, and the figure it states."""

    section: str
    kind: str
    figure: str
    sql: str


def queries() -> list[Query]:
    """Every block of SQL of the page."""
    found = []
    for section in re.split(r"^### ", GUIDE, flags=re.MULTILINE)[1:]:
        title = section.partition("\n")[0]
        for sql in BLOCK.findall(section):
            kind, _, figure = sql.partition("\n")[0].removeprefix("-- ").partition(": ")
            found.append(Query(title, kind, figure, sql))
    return found


def test_every_trap_has_a_right_query_and_a_wrong_one():
    assert len(BLOCK.findall(GUIDE)) == len(queries())
    by_section: dict[str, list[Query]] = {}
    for query in queries():
        by_section.setdefault(query.section, []).append(query)
    assert len(by_section) >= 8
    for title, (right, wrong) in by_section.items():
        assert (right.kind, wrong.kind) == ("right", "wrong"), title
        assert right.figure != wrong.figure, title


@pytest.mark.parametrize("query", queries(), ids=lambda query: f"{query.section}: {query.kind}")
def test_a_query_gives_the_figure_beside_it(core_template, query):
    assert str(core_template.value(query.sql)) == query.figure
