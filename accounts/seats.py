"""Demo seats: accounts that exist only while a made-up or replayed city is tried out on this machine, one per role.

They are in no record, have no password, and are gone with the next start that does not ask for them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from accounts.account import SEAT, Account
from incidents.roles import Role

NO_SEATS: Mapping[str, Account] = MappingProxyType({})


def demo_seats(department: str = "", unit: str = "") -> Mapping[str, Account]:
    """One account per seat, by name; `department` and `unit` are whom the seats of a department and a crew act for.

    >>> [one.name for one in demo_seats().values() if Role.DISPATCHER in one.roles]
    ['demo-duty']
    """
    seats = {
        "duty": {Role.CALL_TAKER, Role.DISPATCHER},
        "chief": {Role.CHIEF},
        "relief": {Role.CHIEF},
        "collector": {Role.COLLECTOR},
        "department": {Role.DEPARTMENT},
        "crew": {Role.UNIT},
        "inspector": {Role.INSPECTOR},
        "commander": {Role.COMMANDER},
        "leader": {Role.LEADER},
        "admin": {Role.ADMIN},
        "wall": {Role.WALL},
    }
    return MappingProxyType(
        {
            f"{SEAT}{seat}": Account(
                name=f"{SEAT}{seat}", shown="", roles=frozenset(roles),
                department=department if seat in ("department", "crew") else "", unit=unit if seat == "crew" else "",
            )
            for seat, roles in seats.items()
        }
    )  # fmt: skip
