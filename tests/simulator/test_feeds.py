"""Export feeds: order, tokens, the rows withheld, and what a change does."""

import pytest

from simulator.control import Control

CUSTOMERS = "crm/v2/export/customers"


def ids(rows) -> list[int]:
    return [row["id"] for row in rows]


def test_a_feed_gives_every_row_once_in_the_order_of_change(api, control: Control) -> None:
    control.settings(feed_page_size=7)
    pages = api.pages(CUSTOMERS)
    rows = [row for page in pages for row in page["data"]]
    assert sorted(ids(rows)) == [row["id"] for row in control.truth("customers")]
    assert any(not row["active"] for row in rows)
    moments = [row["modifiedOn"][:19] for row in rows]
    assert moments == sorted(moments)
    assert all(len(page["data"]) == 7 for page in pages[:-1])
    assert all(page["continueFrom"] for page in pages)


def test_going_on_from_the_end_gives_only_changes(api, control: Control) -> None:
    end = api.pages(CUSTOMERS)[-1]["continueFrom"]
    assert api.get(CUSTOMERS, from_=end).json["data"] == []
    control.change("customers", {"name": "Changed"}, ids=[1003, 1001])
    control.advance(minutes=16)
    page = api.get(CUSTOMERS, from_=end).json
    assert ids(page["data"]) == [1003, 1001]
    assert api.get(CUSTOMERS, from_=page["continueFrom"]).json["data"] == []


def test_rows_changed_in_the_last_quarter_of_an_hour_are_withheld(api, control: Control) -> None:
    end = api.pages(CUSTOMERS)[-1]["continueFrom"]
    control.change("customers", {"name": "New"}, ids=[1002])
    control.advance(minutes=14, seconds=59)
    assert api.get(CUSTOMERS, from_=end).json["data"] == []
    recent = api.get(CUSTOMERS, from_=end, includeRecentChanges="true").json
    assert ids(recent["data"]) == [1002]
    again = api.get(CUSTOMERS, from_=recent["continueFrom"], includeRecentChanges="true").json
    assert ids(again["data"]) == [1002], "recent rows come again"
    control.advance(seconds=1)
    assert ids(api.get(CUSTOMERS, from_=recent["continueFrom"]).json["data"]) == [1002]


def test_recent_rows_over_several_pages_come_to_an_end(api, control: Control) -> None:
    control.settings(feed_page_size=3)
    end = api.pages(CUSTOMERS)[-1]["continueFrom"]
    changed = control.change("customers", {"name": "New"}, count=8)
    assert ids(api.rows(CUSTOMERS, from_=end, includeRecentChanges="true")) == changed


def test_a_date_starts_at_rows_modified_since(api, control: Control) -> None:
    moment = "2026-01-10T06:00:00Z"
    expected = {row["id"] for row in control.truth("customers") if row["modifiedOn"] >= moment}
    assert set(ids(api.rows(CUSTOMERS, from_=moment))) == expected
    assert set(ids(api.rows(CUSTOMERS, from_="2026-01-10"))) >= expected
    assert api.rows(CUSTOMERS, from_="2026-06-15T11:59:59Z") == []
    assert expected


@pytest.mark.parametrize("token", ["rubbish", "!!", "YWJj", "12345"])
def test_garbage_is_no_token(api, token: str) -> None:
    assert api.get(CUSTOMERS, from_=token).status == 400


def test_a_token_belongs_to_its_endpoint_and_tenant(process, api, control: Control) -> None:
    token = api.get(CUSTOMERS).json["continueFrom"]
    assert api.get("crm/v2/export/locations", from_=token).status == 400
    assert type(api)(process, tenant=1).get(CUSTOMERS, from_=token).status == 400
    older = api.get("sales/v2/estimates/export").json["continueFrom"]
    assert api.get("sales/v2/export/estimates", from_=older).status == 400
    assert api.get("sales/v2/estimates/export", from_=older).status == 200


def test_tokens_can_be_expired(api, control: Control) -> None:
    customers = api.get(CUSTOMERS).json["continueFrom"]
    jobs = api.get("jpm/v2/export/jobs").json["continueFrom"]
    control.expire_feed_tokens("crm/*")
    assert api.get(CUSTOMERS, from_=customers).status == 400
    assert api.get("jpm/v2/export/jobs", from_=jobs).status == 200
    assert api.get(CUSTOMERS).status == 200


def test_feeds_with_active_have_their_own_defaults(api, control: Control) -> None:
    assignments = control.truth("appointment-assignments")
    path = "dispatch/v2/export/appointment-assignments"
    assert sorted(ids(api.rows(path))) == [row["id"] for row in assignments if row["active"]]
    assert sorted(ids(api.rows(path, active="Any"))) == ids(assignments)
    assert 5002 in ids(api.rows(path, active="False"))
    visits = control.truth("appointments")
    assert sorted(ids(api.rows("jpm/v2/export/appointments"))) == ids(visits)
    assert 4012 not in ids(api.rows("jpm/v2/export/appointments", active="True"))


def test_deleted_rows_are_gone_from_feed_and_listing(api, control: Control) -> None:
    control.delete("customers", ids=[1008])
    assert 1008 not in ids(api.rows(CUSTOMERS))
    assert 1008 not in ids(api.rows("crm/v2/customers", active="Any", pageSize=5000))


def test_inactive_rows_leave_the_listing_and_stay_in_the_feed(api, control: Control) -> None:
    control.deactivate("technicians", ids=[202])
    assert 202 not in ids(api.rows("settings/v2/technicians"))
    control.advance(minutes=15)
    last = api.rows("settings/v2/export/technicians")[-1]
    assert (last["id"], last["active"]) == (202, False)
