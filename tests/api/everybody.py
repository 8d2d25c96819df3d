"""The whole server, as `app.py` puts it together, and accounts of every role."""

from types import MappingProxyType

from flask import Flask

from accounts.account import Account
from accounts.ports import AccountChanges
from accounts.rights import ON_DUTY
from api.build import OPEN_TO_STRANGERS, build_api
from incidents.roles import Role
from live.entrance import Entrance
from live.house import House
from live.letting_in import Seats, open_entrance
from live.proxies import behind_proxies
from screens.facts import PageFacts
from screens.site import open_site
from tests.api.conftest import HOME, VERSION

HOST = MappingProxyType({"Origin": "http://localhost"})  # what a browser says of our own pages
ALLOWED = ("https://screen.example.org",)


def entrance_of(house: House) -> Entrance:
    """An account of every role, called like it; `off_duty` is a chief who has gone home."""
    entrance = open_entrance(
        house, Seats(asked_for=False, host=HOME), ALLOWED,
        on_duty=lambda name: frozenset() if name == "off_duty" else ON_DUTY,
    )  # fmt: skip
    roles = {role.value: role for role in Role if role is not Role.SYSTEM}
    chiefs = dict.fromkeys(("off_duty", "asleep", "disabled"), Role.CHIEF)
    accounts = [Account(name=name, shown=name, roles=frozenset({role})) for name, role in (roles | chiefs).items()]
    house.parts.record.accounts.write(AccountChanges(accounts=tuple(accounts)))
    return entrance


def site_of(house: House, entrance: Entrance) -> Flask:
    """Pages and API on one server."""
    server = Flask("everything", static_folder=None)
    facts = PageFacts(
        pack=house.pack, indicators=house.indicators, layers=house.layers, language="en", theme="night", u=22,
        clock=house.clock, categories=house.duties.handbook.categories,
    )  # fmt: skip
    open_site(server, facts, entrance, OPEN_TO_STRANGERS)
    server.register_blueprint(build_api(house, version=VERSION, entrance=entrance, allowed_origins=ALLOWED))
    behind_proxies(server)
    return server


def account(entrance: Entrance, name: str) -> Account:
    """The account of this name."""
    found = entrance.porter.account(name)
    assert found is not None
    return found
