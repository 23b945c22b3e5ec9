"""Tokens, app key, tenants, scopes and the rate limit."""

import time
from concurrent.futures import ThreadPoolExecutor

from simulator.control import Control

CUSTOMERS = "crm/v2/export/customers"


def test_token_answers_as_oauth_does(api) -> None:
    good = api.sign_in()
    assert good.status == 200
    assert good.json["expires_in"] == 900
    assert good.json["token_type"] == "Bearer"
    for wrong in ({"client_secret": "no"}, {"client_id": "no"}):
        answer = api.sign_in(**wrong)
        assert (answer.status, answer.json) == (400, {"error": "invalid_client"})
    assert api.sign_in(grant_type="password").json == {"error": "unsupported_grant_type"}


def test_requests_without_a_right_to_come_in(api, control: Control) -> None:
    assert api.get(CUSTOMERS, headers={"Authorization": ""}).status == 401
    assert api.get(CUSTOMERS, headers={"Authorization": "Bearer x"}).status == 401
    assert api.get(CUSTOMERS, headers={"ST-App-Key": "x"}).status == 401
    control.settings(app_key_status=403)
    assert api.get(CUSTOMERS, headers={"ST-App-Key": "x"}).status == 403
    assert api.get(CUSTOMERS, tenant=9002).status == 403
    assert api.get(CUSTOMERS, tenant=777).status == 403
    assert api.get(CUSTOMERS, tenant="abc").status == 400


def test_a_module_without_scope_stays_forbidden(api, control: Control) -> None:
    control.settings(denied_modules=["payroll"])
    assert api.get("payroll/v2/export/jobs/timesheets").status == 403
    assert api.get(CUSTOMERS).status == 200


def test_every_tenant_is_a_company_of_its_own(process, control: Control, api) -> None:
    other = type(api)(process, tenant=1)
    mine = {row["name"] for row in api.rows(CUSTOMERS)}
    theirs = {row["name"] for row in other.rows(CUSTOMERS)}
    assert len(other.rows(CUSTOMERS)) == 46
    assert mine != theirs
    control.for_tenant(9002).change("customers", {"name": "Only here"}, ids=[1001])
    assert "Only here" in [row["name"] for row in control.for_tenant(9002).truth("customers")]
    assert "Only here" not in [row["name"] for row in control.truth("customers")]


def test_tokens_expire_and_can_be_expired(api, control: Control) -> None:
    assert api.get(CUSTOMERS).status == 200
    control.settings(token_seconds=1)
    api.token = api.sign_in().json["access_token"]
    time.sleep(1.05)
    assert api.get(CUSTOMERS).status == 401
    control.settings(token_seconds=900)
    api.token = api.sign_in().json["access_token"]
    assert api.get(CUSTOMERS).status == 200
    control.expire_tokens()
    assert api.get(CUSTOMERS).status == 401


def test_rate_limit_counts_per_second_and_says_when_to_come_back(api, control: Control) -> None:
    assert control.settings(rate_limit=5, retry_after=2).rate_limit == 5
    answers = [api.get("jbce/v2/call-reasons") for _ in range(5)]
    with ThreadPoolExecutor(20) as pool:
        answers += pool.map(lambda _: api.get("jbce/v2/call-reasons"), range(40))
    refused = [answer for answer in answers if answer.status == 429]
    assert {answer.status for answer in answers[:5]} == {200}
    assert refused
    assert {answer.headers["Retry-After"] for answer in refused} == {"2"}
    time.sleep(1.05)
    assert api.get("jbce/v2/call-reasons").status == 200


def test_unknown_paths_are_not_found_and_unknown_parameters_ignored(api) -> None:
    assert api.get("dispatch/v2/appointments").status == 404
    assert api.get("settings/v2/job-types").status == 404
    assert api.get("crm/v3/customers").status == 404
    assert api.get("crm/v2/customers", modifiedSince="rubbish", pageSize=1).status == 200


def test_gzip_on_request(api, control: Control) -> None:
    wanted = {"Accept-Encoding": "gzip"}
    assert "Content-Encoding" not in api.get(CUSTOMERS, headers=wanted).headers
    control.settings(gzip=True)
    answer = api.get(CUSTOMERS, headers=wanted)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.json["data"]
    assert "Content-Encoding" not in api.get(CUSTOMERS).headers


def test_answers_carry_the_time_of_the_companys_clock(api, control: Control) -> None:
    control.set_clock("2026-02-03T04:05:06.7Z")
    assert api.sign_in().headers["Date"] == "Tue, 03 Feb 2026 04:05:06 GMT"
    assert api.get(CUSTOMERS).headers["Date"] == "Tue, 03 Feb 2026 04:05:06 GMT"
