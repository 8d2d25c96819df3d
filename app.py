"""The front door of OneScreen: reads the settings, joins the parts, opens."""

# gevent must change the standard library before anybody else looks at it, hence the order of what follows.
from gevent import monkey

monkey.patch_all()

import gc

if __name__ == "__main__":
    gc.disable()  # until the house is open: hardly anything made before is garbage, and looking for it takes a second

import os
import sys
from collections.abc import Sequence

from flask import Flask

from api import build_api
from api.build import OPEN_TO_STRANGERS
from geo.opening import open_pack
from live.entrance import Entrance
from live.house import House
from live.letting_in import Seats, open_entrance, welcome
from live.on_machine import asked_for, one_time_link
from live.opening import folder_of, open_house
from live.process import exit_code, prepare, settle
from live.proxies import behind_proxies
from live.rhythm import start
from live.serve import serve
from live.socket import open_to_screens
from screens.facts import PageFacts
from screens.site import open_site
from screens.vendor import NotInstalled
from settings import Settings, WrongSettings, read_settings

VERSION = "0.1.0"
SEATS = "ONESCREEN_DEMO_SEATS"  # `make run` sets it


def build(settings: Settings, *, seats: bool = False) -> tuple[Flask, House, Entrance]:
    """The server, the house behind it, not yet started, and the way in; `seats` asks for demo seats."""
    web, live, city, state = settings.web, settings.live, settings.city, settings.state.folder
    pack = open_pack(settings.pack_folder, state / "packs", city.seed)
    house = open_house(
        pack, state=state, speed=city.speed, seed=city.seed, sources=settings.sources, store=settings.store.url,
        bus=live.bus, own=settings.own, beat_s=live.beat_s, moving_every_s=live.moving_every_s, policy=settings.policy,
        back_fill_weeks=city.back_fill_weeks, calendars=settings.working_time.calendars(pack.time_zone),
    )  # fmt: skip
    server = Flask("onescreen", static_folder=None)
    entrance = open_entrance(house, Seats(asked_for=seats, host=web.host), web.allowed_origins)
    open_site(server, PageFacts(
        pack=pack, indicators=house.indicators, layers=house.layers, language=web.lang, theme=web.theme,
        u=settings.screen.u_wall, clock=house.clock, outside=settings.map, bands=house.measuring.judge.bands,
        categories=house.duties.handbook.categories, shift=lambda: house.duty_room.rota.duty(house.clock()).present,
    ), entrance, OPEN_TO_STRANGERS)  # fmt: skip
    server.register_blueprint(build_api(house, version=VERSION, entrance=entrance, allowed_origins=web.allowed_origins))
    open_to_screens(server, house, web.allowed_origins, entrance)
    behind_proxies(server, web.trusted_proxies)
    return server, house, entrance


def main(arguments: Sequence[str]) -> None:
    """Open, and serve until stopped, or give an administrator a link (`--one-time-link NAME`)."""
    settings = read_settings(os.environ)
    prepare(settings.log.level)
    if (name := asked_for(arguments)) is not None:
        pack = open_pack(settings.pack_folder, settings.state.folder / "packs", settings.city.seed)
        folder = folder_of(pack, settings.state.folder, settings.city.speed)
        print(one_time_link(name, folder, settings.city.speed, settings.store.url))
        return
    server, house, entrance = build(settings, seats=bool(os.environ.get(SEATS)))
    start(house)
    settle()
    serve(server, settings.web.host, settings.web.port, lambda at: print(welcome(entrance, at), flush=True))


if __name__ == "__main__":
    sys.exit(exit_code(lambda: main(sys.argv[1:]), (NotInstalled, WrongSettings)))
