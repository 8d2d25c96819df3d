"""Codes: what the whole numbers of a figure mean, where its title lists them: "Disease (0 influenza, 1 covid)"."""

import re

LIST = re.compile(r"\s*[(（]([^()（）]+)[)）]$")
CODE = re.compile(r"(\d+)(?:\s+|(?=\D))(\S.*)")


def of(title: str) -> dict[str, str]:
    """What each code means; empty where the title does not list them one after the other, from 0 or 1 on.

    >>> of("Disease (0 influenza, 1 covid)"), of("Usual calls (7 days, all)")
    ({'0': 'influenza', '1': 'covid'}, {})
    """
    listed = LIST.search(title)
    if listed is None:
        return {}
    parts = re.split(r"[,，]\s*", listed[1])
    found = [CODE.fullmatch(part) for part in (parts if len(parts) > 1 else listed[1].split())]
    codes = {one[1]: one[2] for one in found if one is not None}
    in_a_row = any(list(codes) == [str(first + i) for i in range(len(found))] for first in (0, 1))
    return codes if in_a_row and len(codes) > 1 else {}


def bare(title: str) -> str:
    """A title without its codes.

    >>> bare("Disease (0 influenza, 1 covid)"), bare("Room, m² (each)")
    ('Disease', 'Room, m² (each)')
    """
    return LIST.sub("", title) if of(title) else title
