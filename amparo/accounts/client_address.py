"""The address of the client that sent a request, as far as it can be known.

Whoever sends a request may write anything into its headers. What a proxy adds is believed only of proxies that the
node's keeper named (`TRUSTED_PROXIES`), and only the entry that the last of them added.
"""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

type Network = IPv4Network | IPv6Network

_IPV6_OF_ONE_CUSTOMER = 64
"""Bits of an IPv6 address that a provider assigns to one customer, who may choose the others freely."""


def client_address(request: HttpRequest) -> str:
    """Return the address of the peer, or the one that a trusted proxy saw.

    Blank for a request without one (a Unix socket without a proxy's header).
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    for hop in reversed(str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")):
        if not is_trusted_proxy(peer) or not _is_address(hop.strip()):
            break
        peer = hop.strip()
    return peer


def client_network(request: HttpRequest) -> str:
    """Return what limits count by: an IPv4 address, or one customer's IPv6 network."""
    address = client_address(request)
    if not _is_address(address) or ip_address(address).version == 4:
        return address
    return str(ip_network((address, _IPV6_OF_ONE_CUSTOMER), strict=False))


def is_trusted_proxy(address: str) -> bool:
    """Return whether a peer is a trusted proxy.

    A Unix socket has no address; `unix` trusts it.
    """
    if not address:
        return "unix" in settings.TRUSTED_PROXIES
    return _is_address(address) and any(ip_address(address) in network for network in _networks())


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _networks() -> tuple[Network, ...]:
    return _parse_networks(tuple(settings.TRUSTED_PROXIES))


@cache
def _parse_networks(given: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(each, strict=False) for each in given if each != "unix")
