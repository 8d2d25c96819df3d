"""Keys: a gateway speaks for what is behind it, and for nothing else."""

import pytest

from accounts.caller import Caller
from api.guard import speak_for
from api.refusals import NotServed
from incidents.roles import Actor


def gateway(*origins: str) -> Caller:
    return Caller(by="gw7", rights=frozenset(), actor=Actor(by="gw7", roles=frozenset()), origins=frozenset(origins))


@pytest.mark.parametrize(
    ("origins", "thing"),
    [(("IOT",), "gw8-gas"), (("IOT:gw7-",), "gw7-gas"), (("VIDEO", "IOT:gw8-", "IOT:gw7-"), "gw7-x")],
)
def test_a_gateway_speaks_for_what_its_key_names(origins: tuple[str, ...], thing: str):
    speak_for(gateway(*origins), "IOT", thing)


@pytest.mark.parametrize("origins", [(), ("IOT:",), ("IOT:gw7-",), ("VIDEO:gw8-",), ("IOT2",)])
def test_no_gateway_speaks_for_what_is_behind_another(origins: tuple[str, ...]):
    with pytest.raises(NotServed, match="does not speak for gw8-gas of IOT"):
        speak_for(gateway(*origins), "IOT", "gw8-gas")
