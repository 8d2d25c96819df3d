"""Settings: what an operator may change, read once at the front door, checked and frozen.

The first that names a setting wins:

1. the environment by room and key, `ONESCREEN_WEB__PORT=9000` (the right place for passwords);
2. the short names `PORT`, `CITY`, `STATE` and `SPEED` in the environment;
3. `config.yaml`, or the file that `ONESCREEN_CONFIG` names;
4. the defaults below, which `config.yaml` repeats with their units.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from city.nearest import instead
from incidents.policy import Policy
from incidents.timing.working_time import WorkingTime
from live.measures.configured import Cuts, Own, Owner, Period, RuleLine, judge_of, usual_rules
from live.proxies import HERE, Named
from screens.outside_map import Listed, OutsideMap

FILE = Path(__file__).with_name("config.yaml")
PREFIX = "ONESCREEN_"
DEEPEST = 4  # rooms in rooms; an alias of YAML may go on for ever
SHORT = MappingProxyType({"PORT": "web.port", "CITY": "city.pack", "STATE": "state.folder", "SPEED": "city.speed"})
KEYED = MappingProxyType({"bands": Cuts, "owners": Owner, "rules": RuleLine})  # lines with keys of their own
PLAINER = MappingProxyType({"int_parsing": "it should be a whole number", "float_parsing": "it should be a number"})
ODD = re.compile(r"[\x00-\x1f\ud800-\udfff]")
# Names with our prefix that are no settings: where the file is, what the tests and `make run` tell.
OTHERS = frozenset({"ONESCREEN_CONFIG", "ONESCREEN_DATA", "ONESCREEN_BROWSER", "ONESCREEN_DEMO_SEATS"})


class WrongSettings(Exception):
    """Settings that do not exist or cannot be: one line for each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))


def _begins_with(*beginnings: str, wanted: str) -> AfterValidator:
    def check(value: str) -> str:
        if value and not value.startswith(beginnings):
            raise ValueError(f"it should be {wanted}")
        return value

    return AfterValidator(check)


Bus = _begins_with("memory", "redis://", "rediss://", "unix://", wanted="memory, or a Redis as redis://host:6379/0")
Database = _begins_with("sqlite:", "postgresql", wanted="empty, or as postgresql+psycopg://user:password@host/name")


class Room(BaseModel):
    """One group of settings; a key that it does not have is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Web(Room):
    """The door: where the screens are served and to whom, and how they look at first."""

    host: str = "127.0.0.1"
    port: int = Field(default=8050, ge=1, le=65535)
    lang: Literal["zh", "en"] = "zh"
    theme: Literal["night", "bright"] = "night"
    allowed_origins: Annotated[tuple[str, ...], Listed] = ()
    trusted_proxies: Annotated[Named, Listed] = HERE


class City(Room):
    """Which city, and how fast its time runs."""

    pack: str = Field(default="made_up", min_length=1)
    speed: float = Field(default=1.0, gt=0, le=3600)
    seed: int = Field(default=1, ge=0, lt=2**63)
    back_fill_weeks: int = Field(default=8, ge=0, le=12)


class State(Room):
    """Where the city's memory lies."""

    folder: Path = Path("var")


class Live(Room):
    """The beat of the picture, and what carries the news between the parts."""

    beat_s: float = Field(default=1.0, ge=0.25, le=10)
    moving_every_s: float = Field(default=1.0, ge=0.1, le=10)
    bus: Annotated[str, Bus, Field(min_length=1)] = "memory"


class Store(Room):
    """Where incidents are written down; without an address, SQLite in the state's folder."""

    url: Annotated[str, Database] = ""


class Screen(Room):
    """The size of the design unit u on the wall, in pixels."""

    u_wall: float = Field(default=22.0, ge=8, le=120)


class Log(Room):
    """What is told in the log."""

    level: Literal["debug", "info", "warning", "error"] = "info"


class Settings(Room):
    """All settings by room; `sources` names the sources to read, empty means those that the city pack declares."""

    web: Web = Web()
    city: City = City()
    state: State = State()
    live: Live = Live()
    store: Store = Store()
    sources: Annotated[tuple[str, ...], Listed] = ()
    bands: Mapping[str, Cuts] = Field(default_factory=dict[str, Cuts])
    rules: Mapping[str, RuleLine] = Field(default_factory=usual_rules)
    parameters: Mapping[str, Mapping[str, float]] = Field(default_factory=dict[str, Mapping[str, float]])
    periods: Mapping[str, Period] = Field(default_factory=dict[str, float])
    owners: Mapping[str, Owner] = Field(default_factory=dict[str, Owner])
    working_time: WorkingTime = WorkingTime()
    policy: Policy = Policy()
    screen: Screen = Screen()
    map: OutsideMap = OutsideMap()
    log: Log = Log()

    @property
    def own(self) -> Own:
        """What the city sets about its indicators."""
        rules = {name: one.rule() for name, one in self.rules.items()}
        owners = {name: {"zh": one.zh, "en": one.en} for name, one in self.owners.items()}
        return Own(judge=judge_of(self.bands, self.parameters), rules=rules, periods=self.periods, owners=owners)

    @property
    def pack_folder(self) -> Path | None:
        """Where the city pack lies: a path as it is, a name below the state's folder; None for the made-up city."""
        if self.city.pack == "made_up":
            return None
        pack = Path(self.city.pack)
        return pack if len(pack.parts) > 1 else self.state.folder / "packs" / pack


def read_settings(environment: Mapping[str, str], file: Path = FILE) -> Settings:
    """The settings, checked. Raises `WrongSettings`, which names every fault and where it stands.

    >>> read_settings({"PORT": "9000", "ONESCREEN_CITY__SPEED": "60"}).web.port
    9000
    """
    file = Path(environment.get("ONESCREEN_CONFIG", file))
    # The weakest first: what comes later wins.
    said = [*_in_file(file), *_in_short_names(environment), *_in_environment(environment)]
    if odd := [place for place, _, value in said if isinstance(value, str) and ODD.search(value)]:
        raise WrongSettings([f"{place}: it holds a character that no name has. Write it again." for place in odd])
    merged: dict[str, Any] = {}
    for _, path, value in said:
        _put(merged, path, value)
    try:
        return Settings.model_validate(merged)
    except ValidationError as wrong:
        where = {path: place for place, path, _ in said}
        raise WrongSettings([_fault(one, where) for one in wrong.errors()]) from None


Said = tuple[str, tuple[str, ...], Any]  # where (as the operator would look for it), which setting, what value


def _in_file(file: Path) -> list[Said]:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except OSError as error:
        raise WrongSettings([f"{file} cannot be read: {error.strerror}. Put it back, or name another file."]) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: not UTF-8, or a date that cannot be
        at, why = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        line, why = f", line {at.line + 1}" if at else "", f" ({why})" if why else ""
        raise WrongSettings([f"{file.name}{line}: no YAML in UTF-8{why}. Compare it with the lines around."]) from None
    if not isinstance(content, dict):
        raise WrongSettings([f"{file.name} should hold rooms of settings, such as web:, with their keys indented."])
    return [(f"{file.name}, {'.'.join(path)}", path, value) for path, value in _leaves(content)]


def _in_short_names(environment: Mapping[str, str]) -> list[Said]:
    return [(name, tuple(path.split(".")), environment[name]) for name, path in SHORT.items() if environment.get(name)]


def _in_environment(environment: Mapping[str, str]) -> list[Said]:
    ours = sorted(name for name in environment if name.startswith(PREFIX) and name not in OTHERS)
    return [(name, tuple(name.removeprefix(PREFIX).lower().split("__")), environment[name]) for name in ours]


def _leaves(tree: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value of nested mappings with its path; an empty room says nothing, but empty `rules` mean none."""
    if len(above) > DEEPEST:
        raise WrongSettings([f"{'.'.join(above)}: this is nested too deep. config.yaml lists all settings there are."])
    for key, value in tree.items():
        path = (*above, str(key))
        if isinstance(value, dict) and value:
            yield from _leaves(value, path)
        elif value is not None or path[0] == "rules":
            yield path, {} if value is None else value


def _put(tree: dict[str, Any], path: Sequence[str], value: object) -> None:
    for key in path[:-1]:
        inner = tree.get(key)
        if not isinstance(inner, dict):
            inner = tree[key] = {}
        tree = inner
    tree[path[-1]] = value


def _fault(error: Any, where: Mapping[tuple[str, ...], str]) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    path = tuple(str(one) for one in error["loc"] if isinstance(one, str))
    if error["type"] == "extra_forbidden":
        # A room that does not exist is refused as a whole: what was said in it tells what was meant.
        path = next((known for known in where if known[: len(path)] == path), path)
        return f"{where.get(path, '.'.join(path))}: there is no such setting.{_meant(where.get(path, ''), path)}"
    place = where.get(path, ".".join(path))
    if error["type"] == "missing":
        return f"{place} is missing: give all of its neighbours, or none."
    secret = "://" in str(error["input"]) or path[:1] == ("map",)  # an address may hold a password, or a key
    value = "" if secret else f" is {error['input']!r}"
    said = error["msg"].removeprefix("Value error, ").replace("Input should", "it should")
    return f"{place}{value}: {PLAINER.get(error['type']) or said}."


def _meant(place: str, path: Sequence[str]) -> str:
    """The setting that the operator may have meant, written as it would stand in the same place."""
    if path[0] in KEYED:  # the line is the operator's own, its keys are ours
        return " " + instead(path[-1], KEYED[path[0]].model_fields)
    known = [f"{room}.{key}" for room, field in Settings.model_fields.items() for key in _keys(field.annotation)]
    known += [room for room in Settings.model_fields if room in ("sources", "parameters", "periods", *KEYED)]
    asked = ".".join(path)
    close = get_close_matches(asked, known, n=1) or [one for one in known if one.endswith(f".{path[-1]}")]
    if not close:
        return " config.yaml lists all there are."
    return f" Did you mean {PREFIX + close[0].upper().replace('.', '__') if place.startswith(PREFIX) else close[0]}?"


def _keys(room: object) -> Sequence[str]:
    return list(room.model_fields) if isinstance(room, type) and issubclass(room, BaseModel) else ()
