"""Ways: what each address of the site needs; what is not named here is open to nobody."""

from collections.abc import Mapping
from types import MappingProxyType

from accounts.rights import ANYBODY, DUTY, INSIDE, VITALS, WALL, WORK

# A path, or all below it where it ends with a slash; the longest counts.
NEEDS: Mapping[str, str] = MappingProxyType(
    {
        "/": ANYBODY,
        "/login": ANYBODY,
        "/seat": ANYBODY,
        "/logout": ANYBODY,
        "/first": ANYBODY,
        "/assets/onescreen.css": ANYBODY,
        "/assets/mark.svg": ANYBODY,
        "/vendor/fonts.css": ANYBODY,
        "/vendor/files/": ANYBODY,
        "/assets/": INSIDE,
        "/vendor/": INSIDE,
        "/pack/": INSIDE,
        "/wall/": WALL,
        "/duty/": DUTY,
        "/vitals/": VITALS,
        "/work/": WORK,
    }
)
