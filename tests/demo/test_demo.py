"""`chathub demo`, as a person starts it: one process, two origins, and a token route like a company's own."""

import json
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chathub.cli.demo import _NAMES, _tell
from chathub.demo.patterns import PATTERNS
from tests.cli.processes import SECONDS, Answer, chathub, complaint, fetch, next_line, started


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demonstration."""

    told: dict[str, str]
    data: Path

    @property
    def pages(self) -> str:
        """The origin of the shop and the CRM."""
        return self.told["shop"].removesuffix("/shop")

    def token(self, query: str = "", **headers: str) -> Answer:
        """What the CRM's server answers."""
        return fetch(f"{self.pages}/api/chathub/token{query}", **headers)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One for all tests of this file; without --data it works in a directory of its own, which goes with it."""
    temporary = tmp_path_factory.mktemp("demo")
    with started("demo", "--port", "0", "--json", variables={"TMPDIR": str(temporary)}) as process:
        told = json.loads(next_line(process.stdout))
        (data,) = temporary.iterdir()
        yield Demo(told, data)
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 0
        assert process.stdout is not None
        assert process.stdout.read() == b""
    assert list(temporary.iterdir()) == []


def test_the_pages_are_another_origin_on_the_next_port(demo: Demo) -> None:
    assert int(demo.pages.rpartition(":")[2]) == int(demo.told["api"].rpartition(":")[2]) + 1
    for page in ("shop", "crm"):
        assert demo.told[page] == f"{demo.pages}/{page}"


def test_pages_without_a_company_are_told_too(demo: Demo) -> None:
    chat = fetch(demo.told["chat"])
    assert chat.status == 200
    assert "Linden &amp; Leaf Wholesale" in chat.text
    page, _, code = demo.told["panel"].partition("#")
    assert fetch(page).status == 200
    own = {"Origin": demo.told["api"]}
    signed_in = fetch(f"{demo.told['api']}/api/panel/sign-in", {"code": code}, **own)
    assert signed_in.json["operator"]["name"] == "Iryna Bondar"


def test_the_shop_carries_the_customers_chat(demo: Demo) -> None:
    page = fetch(demo.told["shop"]).text
    element = (
        f'<script type="module" id="chat-widget-script" src="{demo.told["api"]}/chat-widget/widget-script.js"'
        f' guid="{demo.told["guid"]}" userJWT=""'
    )
    assert element in page
    assert fetch(f"{demo.told['api']}/api/widget/{demo.told['guid']}", Origin=demo.pages).status == 200


def test_a_signed_in_customer_is_vouched_for(demo: Demo) -> None:
    page = fetch(f"{demo.told['shop']}?customer=daria").text
    jwt = page.partition('userJWT="')[2].partition('"')[0]
    body = {"userJwt": jwt, "token": None}
    said = fetch(f"{demo.told['api']}/api/widget/{demo.told['guid']}/token", body, Origin=demo.pages)
    assert said.json["identity"] == "verified"


def test_the_pages_speak_both_languages(demo: Demo) -> None:
    assert '<html lang="uk">' in fetch(f"{demo.told['shop']}?lang=uk").text
    assert '<html lang="en">' in fetch(demo.told["crm"], Accept_Language="en-GB").text


def test_the_pages_allow_nothing_but_themselves_and_the_chat(demo: Demo) -> None:
    for page in ("/", "/shop", "/crm"):
        policy = fetch(demo.pages + page).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert f"script-src 'self' {demo.told['api']};" in policy
        assert "unsafe" not in policy


def test_each_way_to_embed_has_a_page(demo: Demo) -> None:
    index = fetch(demo.pages + "/").text
    for name, pattern in PATTERNS.items():
        assert f'href="/patterns/{name}"' in index
        page = fetch(f"{demo.pages}/patterns/{name}")
        assert ('id="operator-chat-panel-script"' in page.text) is pattern.has_element
        assert ("trusted-types 'none'" in page.headers["content-security-policy"]) is (name == "strict")
    assert fetch(f"{demo.pages}/patterns/nothing").status == 404


def test_styles_scripts_and_pictures_are_served(demo: Demo) -> None:
    for name, kind in (("base.css", "text/css"), ("crm.js", "javascript"), ("leaf.svg", "image/svg+xml")):
        found = fetch(f"{demo.pages}/static/{name}")
        assert found.status == 200
        assert kind in found.headers["content-type"]
    for name in ("..%2Fsite.py", "nothing.css", "crm"):
        assert fetch(f"{demo.pages}/static/{name}").status == 404


def test_the_token_route_gives_a_token_that_counts_from_its_pages(demo: Demo) -> None:
    given = demo.token()
    assert given.status == 200
    assert given.headers["cache-control"] == "no-store"
    assert set(given.json) == {"token", "expiresAt"}
    said = fetch(f"{demo.told['api']}/api/operator", token=given.json["token"], Origin=demo.pages)
    assert said.status == 200
    assert said.json[0]["organization"]["name"] == "Linden & Leaf Shop"


def test_the_company_token_stays_on_the_server(demo: Demo) -> None:
    for path in ("/", "/shop", "/crm", "/static/crm.js"):
        assert "eyJ" not in fetch(demo.pages + path).text


@pytest.mark.parametrize("name", ["sales", "wholesale", "2", "Linden%20%26%20Leaf%20Wholesale"])
def test_the_organization_is_chosen_by_the_sites_own_name_an_id_or_its_exact_name(demo: Demo, name: str) -> None:
    token = demo.token(f"?org={name}").json["token"]
    found = fetch(f"{demo.told['api']}/api/operator", token=token, Origin=demo.pages).json
    assert found[0]["organization"]["name"] == "Linden & Leaf Wholesale"


def test_an_unknown_organization_is_not_found(demo: Demo) -> None:
    said = demo.token("?org=nowhere")
    assert said.status == 404
    assert set(said.json) == {"error"}


def test_whoever_is_signed_in_to_the_crm_is_the_operator(demo: Demo) -> None:
    page = fetch(f"{demo.told['crm']}?user=2")
    assert '<option value="2" selected>Marko Shevchuk' in page.text
    token = demo.token(Cookie="crm_user=2").json["token"]
    said = fetch(f"{demo.told['api']}/api/operator/validate-token", {"token": token}, token=token, Origin=demo.pages)
    assert said.json["operatorId"] == 2


def test_a_cookie_of_nonsense_is_nobody(demo: Demo) -> None:
    assert demo.token(Cookie="crm_user=9999999999999999999").status == 200
    assert fetch(demo.told["crm"], Cookie="crm_user=x").status == 200


def test_an_origin_that_is_not_the_demos_is_refused(demo: Demo) -> None:
    token = demo.token().json["token"]
    assert fetch(f"{demo.told['api']}/api/operator", token=token, Origin="https://evil.example").status == 403


def test_the_published_token_and_the_login_work(demo: Demo) -> None:
    api = demo.told["api"]
    assert fetch(f"{api}/api/operator", token=demo.told["panelToken"], Origin=demo.pages).status == 200
    body = {"login": demo.told["login"], "password": demo.told["password"]}
    company = fetch(f"{api}/api/company/get-token", body).json
    listed = fetch(f"{api}/api/company/organization", token=company).json
    assert [each["name"] for each in listed] == ["Linden & Leaf Shop", "Linden & Leaf Wholesale"]


def test_the_console_opens_with_the_login_that_is_told_and_the_guide_is_there(demo: Demo) -> None:
    api = demo.told["api"]
    assert "console.js" in fetch(demo.told["console"]).text
    assert "ChatHub" in fetch(demo.told["guide"]).text
    login = {"login": demo.told["login"], "password": demo.told["password"]}
    session = fetch(f"{api}/api/console/sign-in", login, Origin=api).json
    assert session["company"]["name"] == "Linden & Leaf"


def test_a_second_demo_in_the_same_directory_is_refused(demo: Demo) -> None:
    assert "in use" in complaint(chathub("demo", "--port", "0", "--data", demo.data), 1)


def test_no_address_is_cut_however_narrow_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    addresses: dict[str, str | None] = {key: f"http://127.0.0.1:8080/{key}#{'x' * 60}" for _, key in _NAMES}
    _tell(addresses, as_json=False)
    shown = capsys.readouterr().out
    assert all(address in shown for address in addresses.values() if address)
