"""Every command, beside the server that uses its data directory; the server's answers show that it did what it says."""

import json
from pathlib import Path

from tests.cli.conftest import Office
from tests.cli.processes import PASSWORD, answer, chathub, complaint, fetch, login
from tests.desk.pictures import picture

# One server for all of them.

OTHER = "another four words here"


def test_a_company_logs_in_at_the_running_server(office: Office) -> None:
    found = login(office.server.url)
    assert found.status == 200
    listed = fetch(f"{office.server.url}/api/company/organization", token=found.json)
    assert listed.json == [{"id": office.organization, "name": "Support"}]


def test_a_password_is_read_from_standard_input(office: Office) -> None:
    made = answer("company", "create", "--login", "typed", "--name", "Typed", "--data", office.data, typed=f"{OTHER}\n")
    assert list(made) == ["id"]
    body = {"login": "typed", "password": OTHER}
    assert fetch(f"{office.server.url}/api/company/get-token", body).status == 200


def test_another_password_ends_the_tokens_of_before(office: Office) -> None:
    before = login(office.server.url).json
    answer("company", "password", "--login", "acme", "--password", OTHER, "--data", office.data)
    try:
        assert fetch(f"{office.server.url}/api/company/organization", token=before).status == 401
        assert login(office.server.url).status == 401
        assert login(office.server.url, OTHER).status == 200
    finally:
        answer("company", "password", "--login", "acme", "--password", PASSWORD, "--data", office.data)


def test_revoked_tokens_end_and_the_password_stays(office: Office) -> None:
    before = login(office.server.url).json
    answer("company", "revoke-tokens", "--login", "acme", "--data", office.data)
    assert fetch(f"{office.server.url}/api/company/organization", token=before).status == 401
    assert login(office.server.url).status == 200


def test_a_taken_login_is_refused_in_one_line(office: Office) -> None:
    done = chathub("company", "create", "--login", "acme", "--name", "A", "--password", PASSWORD, "--data", office.data)
    assert "taken" in complaint(done, 2)


def test_an_unknown_company_is_named(office: Office) -> None:
    done = chathub("organization", "create", "--company", "nobody", "--name", "X", "--data", office.data)
    assert "nobody" in complaint(done, 1)


def test_origins_are_added_and_taken_away(office: Office) -> None:
    number = str(office.organization)
    listed = answer("organization", "origins", number, "--data", office.data)
    assert listed == ["https://*.acme.example", "https://shop.example.com"]
    changed = answer(
        "organization",
        "origins",
        number,
        "--add",
        "http://localhost:3000/",
        "--remove",
        "https://shop.example.com",
        "--data",
        office.data,
    )
    assert changed == ["http://localhost:3000", "https://*.acme.example"]
    answer("organization", "origins", number, "--add", "https://shop.example.com", "--data", office.data)


def test_something_that_is_no_origin_is_bad_use(office: Office) -> None:
    done = chathub("organization", "origins", str(office.organization), "--add", "shop", "--data", office.data)
    assert "not an origin" in complaint(done, 2)


def test_an_operators_token_counts(office: Office) -> None:
    made = answer("operator", "token", str(office.operator), "--hours", "2", "--data", office.data)
    company = login(office.server.url).json
    said = fetch(f"{office.server.url}/api/operator/validate-token", {"token": made["token"]}, token=company).json
    assert said["isValid"] is True
    assert said["operatorId"] == office.operator
    assert said["expiresAt"] == made["expiresAt"]


def test_a_token_without_json_is_the_token_alone(office: Office) -> None:
    done = chathub("operator", "token", str(office.operator), "--data", office.data)
    assert done.returncode == 0
    assert done.stdout.count(".") == 2
    assert len(done.stdout.split()) == 1


def test_a_token_for_more_than_a_day_is_bad_use(office: Office) -> None:
    done = chathub("operator", "token", str(office.operator), "--hours", "25", "--data", office.data)
    assert "24 hours" in complaint(done, 2)


def test_a_token_for_nobody_is_a_failure(office: Office) -> None:
    assert "999" in complaint(chathub("operator", "token", "999", "--data", office.data), 1)


def test_an_operator_of_no_organization_is_a_failure(office: Office) -> None:
    done = chathub("operator", "add", "--organization", "999", "--name", "X", "--data", office.data)
    assert "no such organization" in complaint(done, 1)


def test_a_channel_is_known_to_the_server_at_once(office: Office) -> None:
    made = answer(
        "channel", "create", "web", "--organization", str(office.organization), "--name", "Site", "--data", office.data
    )
    assert set(made) == {"guid", "secret"}
    assert fetch(f"{office.server.url}/api/widget/{made['guid']}").status == 200


def test_a_channel_without_json_comes_with_the_element_to_paste(office: Office) -> None:
    done = chathub(
        "channel",
        "create",
        "web",
        "--organization",
        str(office.organization),
        "--name",
        "Site",
        "--public-url",
        "https://chat.example.com/",
        "--data",
        office.data,
    )
    assert done.returncode == 0
    assert '<script type="module" id="chat-widget-script" src="https://chat.example.com/chat-widget/' in done.stdout


def test_there_is_nothing_to_migrate_in_a_directory_in_use(office: Office) -> None:
    said = answer("migrate", "--data", office.data)
    assert said["changed"] is False


def test_the_printed_description_is_the_served_one(office: Office) -> None:
    done = chathub("openapi")
    assert json.loads(done.stdout) == fetch(f"{office.server.url}/openapi.json").json


def test_a_channels_settings_are_shown_and_replaced(office: Office, tmp_path: Path) -> None:
    guid = answer(
        "channel", "create", "web", "--organization", str(office.organization), "--name", "Shop", "--data", office.data
    )["guid"]
    shown = answer("channel", "set", guid, "--data", office.data)
    assert shown["greeting"] is None
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(shown | {"greeting": "Good day!"}))
    assert answer("channel", "set", guid, "--set", str(file), "--data", office.data)["greeting"] == "Good day!"
    assert fetch(f"{office.server.url}/api/widget/{guid}").json["greeting"] == "Good day!"
    answer("channel", "set", guid, "--set", "-", "--data", office.data, typed='{"rating": false}')
    assert fetch(f"{office.server.url}/api/widget/{guid}").json["rating"] is False


def test_an_unknown_channel_is_named(office: Office) -> None:
    guid = "00000000-0000-4000-8000-000000000000"
    assert guid in complaint(chathub("channel", "set", guid, "--data", office.data), 1)


def test_opening_hours_are_set_shown_and_cleared(office: Office) -> None:
    number = str(office.organization)
    hours = {"timeZone": "Europe/Kyiv", "week": [[]] * 7, "holidays": []}
    made = answer("organization", "hours", number, "--set", "-", "--data", office.data, typed=json.dumps(hours))
    assert made == hours
    assert answer("organization", "hours", number, "--data", office.data) == hours
    assert answer("organization", "hours", number, "--clear", "--data", office.data) is None
    assert "4711" in complaint(chathub("organization", "hours", "4711", "--data", office.data), 1)


def test_an_operator_gets_a_face_and_loses_it(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "olena.png"
    file.write_bytes(picture("PNG"))
    number = str(office.operator)
    face = answer("operator", "face", number, str(file), "--data", office.data)["face"]
    assert fetch(f"{office.server.url}{face}").status == 200
    assert answer("operator", "face", number, "--remove", "--data", office.data)["face"] is None
    assert fetch(f"{office.server.url}{face}").status == 404


def test_a_link_to_the_panel_hides_its_code_from_servers(office: Office) -> None:
    arguments = ("operator", "link", str(office.operator), "--data", office.data)
    made = answer(*arguments, "--public-url", "https://chat.example.com/")
    address, _, code = made["url"].partition("#")
    assert address == "https://chat.example.com/panel"
    assert len(code) >= 43
    assert made["expiresAt"].endswith("Z")
    assert "4711" in complaint(chathub("operator", "link", "4711", "--data", office.data), 1)
