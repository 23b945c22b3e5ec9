"""Repair of what PostgreSQL's jsonb refuses leaves everything else as it is, to the byte."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.records import CHECKED_BYTES, repair

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
AT_ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("text", "wanted", "count"),
    [
        (rb'"a\u0000b"', b'"ab"', 1),
        (rb'"a\\u0000b"', rb'"a\\u0000b"', 0),
        (rb'"a\\\u0000b"', rb'"a\\b"', 1),
        (rb'"\ud83d\ude00"', rb'"\ud83d\ude00"', 0),
        (rb'"\ud83d"', rb'"\ufffd"', 1),
        (rb'"\ude00\ud83d"', rb'"\ufffd\ufffd"', 2),
        (rb'"\ud83d\ud83d\ude00"', rb'"\ufffd\ud83d\ude00"', 1),
        (b'"\xff"', '"\ufffd"'.encode(), 1),
        (b"[1,\r\n 2]", b"[1,   2]", 0),
    ],
)
def test_repair(text: bytes, wanted: bytes, count: int) -> None:
    assert repair(text) == (wanted, count)


@pytest.mark.parametrize("before", range(CHECKED_BYTES - 4, CHECKED_BYTES + 1))
@pytest.mark.parametrize(
    ("found", "wanted", "count"),
    [
        ("\U0001f600".encode(), "\U0001f600".encode(), 0),
        (b"\xf0\x9f\x98", "\ufffd".encode(), 1),
        (b"\r\n", b"  ", 0),
    ],
)
def test_repair_where_a_page_is_divided_to_be_searched(
    before: int, found: bytes, wanted: bytes, count: int
) -> None:
    around = b"x" * before, b"x" * CHECKED_BYTES
    assert repair(found.join(around)) == (wanted.join(around), count)
    assert repair(around[0] + found) == (around[0] + wanted, count), "and at the end of the page"


@AT_ANY_SPEED
@given(JSON)
def test_what_is_valid_stays(value: Any) -> None:
    if "\x00" in json.dumps(value, ensure_ascii=False) or any(0xD800 <= ord(c) < 0xE000 for c in str(value)):
        return
    text = json.dumps(value).encode()
    if rb"\u0000" not in text:
        assert repair(text) == (text, 0)


@AT_ANY_SPEED
@given(JSON)
def test_what_is_repaired_is_the_value_without_its_zeros(value: Any) -> None:
    text, _ = repair(json.dumps(value).encode())

    def without_zeros(item: Any) -> Any:
        if isinstance(item, str):
            return item.replace("\x00", "")
        if isinstance(item, list):
            return [without_zeros(one) for one in item]
        if isinstance(item, dict):
            return {without_zeros(key): without_zeros(one) for key, one in item.items()}
        return item

    assert json.loads(text) == without_zeros(value)
