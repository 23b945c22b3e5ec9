"""The generic tests of the dbt project find what they are for, and say what they found."""

from __future__ import annotations

import pytest

from tests.dbt.conftest import DbtProject, Finding

SOUND = """
select * from (
    values
    (1::bigint, 1::bigint, 'a', 0, 1::bigint, null::bigint),
    (1, 2, null, 0, null, 2),
    (2, 1, null, 0, 1, 1)
) as thing (tenant_id, st_id, kind, total, parent_id, other_id)
"""
BROKEN = """
select * from (
    values
    (1::bigint, 1::bigint, 'a', 0, 1::bigint, null::bigint),
    (1, 1, 'a', null, 7, 8),
    (1, 3, null, null, null, null),
    (1, 3, null, 4, 3, null),
    (1, null, 'b', 4, 2, null),
    (2, 3, 'a', 4, null, null)
) as thing (tenant_id, st_id, kind, total, parent_id, other_id)
"""
PARENTS = "select 1::bigint as tenant_id, 1::bigint as st_id union all select 1, 2 union all select 2, 1"
DESCRIPTION = """
models:
  - name: st_things
    data_tests:
      - key:
          arguments:
            columns: [tenant_id, st_id, kind]
            nullable: [kind]
      - never_null:
          arguments:
            columns: [tenant_id, total]
      - refers_to:
          arguments:
            references:
              parent_id: ref('st_parents')
              other_id: ref('st_parents')
"""


@pytest.fixture
def project(empty_project: DbtProject) -> DbtProject:
    empty_project.write("views/st_parents", PARENTS)
    return empty_project


def outcome(project: DbtProject, things: str) -> dict[str, Finding]:
    project.write("views/st_things", things, DESCRIPTION)
    assert project.run().success
    return project.test()


def test_nothing_is_found_in_a_sound_model(project):
    passed = Finding("pass", [])
    assert outcome(project, SOUND) == {"key": passed, "never_null": passed, "refers_to": passed}


def test_what_is_wrong_is_named(project):
    found = outcome(project, BROKEN)

    assert found["key"].status == "fail"
    assert sorted(found["key"].rows, key=repr) == [
        {"tenant_id": 1, "st_id": 1, "kind": "a", "occurrences": 2},
        {"tenant_id": 1, "st_id": 3, "kind": None, "occurrences": 2},
        {"tenant_id": 1, "st_id": None, "kind": "b", "occurrences": 1},
    ]
    assert found["never_null"] == Finding("fail", [{"column_name": "total", "rows_with_null": 2}])
    assert found["refers_to"].status == "warn"
    assert sorted(found["refers_to"].rows, key=repr) == [
        {"tenant_id": 1, "st_id": 1, "column_name": "other_id", "missing_id": 8},
        {"tenant_id": 1, "st_id": 1, "column_name": "parent_id", "missing_id": 7},
        {"tenant_id": 1, "st_id": 3, "column_name": "parent_id", "missing_id": 3},
    ]
