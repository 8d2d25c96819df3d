"""Letting in: joins the accounts of the record with passwords, time and chance, and hangs out demo seats."""

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import gevent

from accounts.office import Office
from accounts.passwords import Argon2, Passwords
from accounts.porter import OnDuty, Porter, World
from accounts.rights import ON_DUTY
from accounts.seats import NO_SEATS, demo_seats
from live.clock import real_now
from live.entrance import Entrance, is_loopback
from live.house import House
from sources.base import Provenance

BITS_256 = 32  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Whether demo seats were asked for, and at which address the server listens."""

    asked_for: bool
    host: str


def open_entrance(
    house: House, seats: Seats, allowed_origins: Sequence[str] = (), on_duty: OnDuty | None = None
) -> Entrance:
    """The entrance of this house. `on_duty` tells in which roles of the desk an account is on duty, if not the rota."""
    passwords = Passwords(Argon2(), _beside_the_beat)
    world = World(
        now=real_now,
        log_now=house.clock,
        secret=lambda: secrets.token_urlsafe(BITS_256),
        on_duty=on_duty or _rostered(house),
    )
    taken = NO_SEATS
    if seats.asked_for and is_loopback(seats.host) and _is_no_real_city(house):
        taken = demo_seats(department=_department(house), unit=next(iter(sorted(house.pack.units)), ""))
    return Entrance(Office(Porter(house.parts.record.accounts, passwords, world, taken)), allowed_origins)


def welcome(entrance: Entrance, address: str) -> str:
    """What whoever started it is told: where the screens are and, while nobody makes accounts, who begins."""
    secret, said = entrance.office.first_link(), f"OneScreen is open at {address}"
    if secret is None:
        return said
    wanted = "There is no enabled administrator. Make the first one, once and within a day, at"
    return f"{said}\n{wanted} {address}/first?link={secret}"


def _beside_the_beat(do: Callable[[], object]) -> object:
    return gevent.get_hub().threadpool.apply(do)


def _rostered(house: House) -> OnDuty:
    """Who is on duty as the rota says; everybody, while no shift was ever planned."""
    return lambda name: house.duty_room.rota.on_duty(name, ON_DUTY, house.clock())


def _is_no_real_city(house: House) -> bool:
    """Whether nothing that is shown is happening: whoever sits down here does no harm."""
    shown = {one.provenance for one in house.parts.sources}
    return bool(shown) and shown <= {Provenance.MADE_UP, Provenance.REPLAY}


def _department(house: House) -> str:
    """The department that has most to do here."""
    named = Counter(row["department"] for row in house.pack.responsibility if row["department"])
    return max(sorted(named), key=named.__getitem__, default="")
