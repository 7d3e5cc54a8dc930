"""The address of a client is what nobody can choose for themselves."""

from typing import Any

import pytest
from django.test import RequestFactory

from amparo.accounts.client_address import client_address, client_network

PEER = "203.0.113.9"


def _seen(trusted: list[str], settings: Any, *, peer: str = PEER, forwarded: str | None = None) -> str:
    settings.TRUSTED_PROXIES = trusted
    given = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=peer, **given))


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "seen"),
    [
        pytest.param([], PEER, "198.51.100.1", PEER, id="no proxy is trusted"),
        pytest.param(["10.0.0.0/8"], PEER, "198.51.100.1", PEER, id="the peer is no proxy"),
        pytest.param(["10.0.0.0/8"], "10.1.2.3", None, "10.1.2.3", id="a proxy that says nothing"),
        pytest.param(["10.0.0.0/8"], "10.1.2.3", "198.51.100.1", "198.51.100.1", id="behind a proxy"),
        pytest.param(["10.0.0.0/8"], "10.1.2.3", "1.1.1.1, 198.51.100.1", "198.51.100.1", id="made up before it"),
        pytest.param(["10.0.0.0/8"], "10.1.2.3", "198.51.100.1, 10.9.9.9", "198.51.100.1", id="behind two proxies"),
        pytest.param(["10.0.0.0/8"], "10.1.2.3", "198.51.100.1, nonsense", "10.1.2.3", id="nonsense is no address"),
        pytest.param(["unix"], "", "198.51.100.1", "198.51.100.1", id="a proxy on a Unix socket"),
        pytest.param([], "", "198.51.100.1", "", id="a Unix socket that is not trusted"),
        pytest.param(["fd00::/8"], "fd00::1", "2001:db8::5", "2001:db8::5", id="IPv6"),
    ],
)
def test_only_a_trusted_proxy_is_believed(
    settings: Any, trusted: list[str], peer: str, forwarded: str | None, seen: str
) -> None:
    assert _seen(trusted, settings, peer=peer, forwarded=forwarded) == seen


@pytest.mark.parametrize(
    ("address", "counted"),
    [("203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"), ("", "")],
)
def test_who_may_choose_among_addresses_is_counted_as_one(address: str, counted: str) -> None:
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=address)) == counted
