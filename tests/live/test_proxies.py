"""Proxies: who asks is what a trusted proxy says, and nobody else."""

import pytest
from flask import Flask, request

from live.entrance import is_from_here, is_tls, source_of
from live.proxies import behind_proxies


def seen(address: str, **headers: str) -> tuple[str, bool, bool]:
    """From where a request came, whether over TLS, and whether from this machine, as the server sees it."""
    server = Flask(__name__)
    server.add_url_rule("/", "who", lambda: [source_of(request), is_tls(request), is_from_here(request)])
    behind_proxies(server, ("127.0.0.1", "::1", "10.1.0.0/16"))
    said = {f"X-Forwarded-{name}": value for name, value in headers.items()}
    return tuple(server.test_client().get("/", headers=said, environ_base={"REMOTE_ADDR": address}).json)


@pytest.mark.parametrize(
    ("address", "headers", "wanted"),
    [
        ("127.0.0.1", {}, ("127.0.0.1", False, True)),
        ("10.0.0.7", {"For": "10.0.0.8", "Proto": "https"}, ("10.0.0.7", False, False)),
        ("10.1.2.3", {"For": "203.0.113.9", "Proto": "https"}, ("203.0.113.9", True, False)),
        ("127.0.0.1", {"For": "127.0.0.1, 203.0.113.9, 10.1.2.3"}, ("203.0.113.9", False, False)),
        ("::ffff:127.0.0.1", {"For": "203.0.113.9", "Proto": "HTTPS"}, ("203.0.113.9", True, False)),
        ("127.0.0.1", {"For": "127.0.0.1", "Proto": "https"}, ("127.0.0.1", True, False)),
        ("127.0.0.1", {"For": "unknown", "Proto": "https, http"}, ("127.0.0.1", False, False)),
        ("2001:db8:1:2:3::4", {}, ("2001:db8:1:2::/64", False, False)),
    ],
)
def test_only_a_trusted_proxy_is_believed_about_who_asks(
    address: str, headers: dict[str, str], wanted: tuple[str, bool, bool]
):
    assert seen(address, **headers) == wanted
