"""The site: what each page may ask of the browser it stands in."""

import flask
import pytest

from live.entrance import Entrance
from screens.site import open_site
from tests.accounts.people import People
from tests.screens.little_facts import FACTS


@pytest.mark.parametrize(("path", "allowed"), [("/work/", "(self)"), ("/duty/", "()"), ("/wall/", "()"), ("/", "()")])
def test_only_the_page_of_ones_own_work_may_ask_where_somebody_is(path: str, allowed: str):
    server = flask.Flask("house", static_folder=None)
    open_site(server, FACTS, Entrance(People().office), frozenset())
    policy = server.test_client().get(path).headers["Permissions-Policy"]
    assert policy == f"camera=(), microphone=(), geolocation={allowed}"
