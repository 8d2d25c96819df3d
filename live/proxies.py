"""Proxies: where requests really come from. Only proxies that the settings name are believed about that."""

from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Annotated, Any

from flask import Flask
from pydantic import AfterValidator

HERE = ("127.0.0.1", "::1")  # a proxy on the same machine
Network = IPv4Network | IPv6Network


def _networks(named: tuple[str, ...]) -> tuple[str, ...]:
    for one in named:
        try:
            ip_network(one)
        except ValueError as why:
            raise ValueError(f"it should be addresses or networks, as 10.0.0.5 or 10.0.0.0/24; {why}") from None
    return named


Named = Annotated[tuple[str, ...], AfterValidator(_networks)]


def behind_proxies(server: Flask, trusted: Sequence[str] = HERE) -> None:
    """Let the server see who asked a trusted proxy, and whether they spoke TLS; nobody else is believed.

    It has to be the last that is put before the server, or the socket would see the proxy.
    """
    networks, inner = tuple(ip_network(one) for one in trusted), server.wsgi_app

    def ways(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return inner(environ | _told(environ, networks), start_response)

    server.wsgi_app = ways


def address_of(text: str) -> IPv4Address | IPv6Address | None:
    """The address, None where it is none; one of IPv4 that is written as one of IPv6 is what it was before."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _told(environ: dict[str, Any], networks: Sequence[Network]) -> dict[str, str]:
    """What the proxy says that is to be believed."""
    if not _among(environ.get("REMOTE_ADDR", ""), networks):
        return {}
    said = {}
    if _said(environ, "PROTO")[-1:] == ["https"]:
        said["wsgi.url_scheme"] = "https"
    # From the right: what stands further left than the first stranger is only the stranger's own word.
    came = next((one for one in reversed(_said(environ, "FOR")) if not _among(one, networks)), None)
    if came is not None and address_of(came) is not None:
        said["REMOTE_ADDR"] = came
    return said


def _said(environ: dict[str, Any], what: str) -> list[str]:
    said = environ.get(f"HTTP_X_FORWARDED_{what}", "")
    return [one.strip().lower() for one in said.split(",") if one.strip()]


def _among(text: str, networks: Sequence[Network]) -> bool:
    address = address_of(text)
    return address is not None and any(address in network for network in networks)
