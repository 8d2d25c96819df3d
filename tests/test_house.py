"""The architecture as tests: what a reader may rely on in every room, without reading all of it."""

import ast
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = (
    "geo", "incidents", "accounts", "city", "indicators", "layers", "sources", "store", "live", "api", "screens",
)  # fmt: skip
FILES = """app.py settings.py config.yaml README.md CHANGELOG.md LICENSE Makefile pyproject.toml requirements.lock
    package.json package-lock.json eslint.config.mjs .ci .gitignore .gitattributes assets tests benchmarks docs"""
MADE = re.compile(r"\.git|\.venv|node_modules|var|htmlcov|__pycache__|\.hypothesis|\.\w+_cache|\.coverage.*")
FILE_LINES, SCRIPT_LINES, FUNCTION_LINES = 250, 200, 40
CODE, PAGES, TEXT = (".py",), (".js", ".mjs"), (".md", ".yaml", ".toml", ".lock", ".json", ".csv", ".css", ".svg", "")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def ours(*endings: str) -> tuple[Path, ...]:
    """Every file that we wrote with one of these endings."""
    return tuple(path for path in _files() if path.suffix in endings)


@cache
def _files() -> tuple[Path, ...]:
    found: list[Path] = []
    for folder, inner, files in os.walk(ROOT):
        inner[:] = [one for one in inner if not MADE.fullmatch(one)]  # hundreds of packages need not be looked through
        found += [Path(folder, one) for one in files if not MADE.fullmatch(one)]
    return tuple(sorted(found))


def inside(*rooms: str) -> list[Path]:
    """The Python files of these rooms; of all, with those of the top floor, where none is named."""
    wanted = rooms or (*ROOMS, "app.py", "settings.py")
    return [path for path in ours(*CODE) if path.relative_to(ROOT).parts[0] in wanted]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def place(path: Path, node: ast.AST | int = 1) -> str:
    return f"{path.relative_to(ROOT)}:{node if isinstance(node, int) else getattr(node, 'lineno', 1)}"


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or an attribute, else nothing."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def places(paths: Iterable[Path], wrong: Callable[[ast.AST], bool]) -> list[str]:
    """Where in these files a node is wrong."""
    return [place(path, node) for path in paths for node in nodes(path) if wrong(node)]


def lines_with(paths: Iterable[Path], wrong: str) -> list[str]:
    """Where in these files a line matches; this file is left out, because it says what is wrong."""
    pattern = re.compile(wrong)
    texts = ((path, path.read_text(encoding="utf-8").splitlines()) for path in paths if path != Path(__file__))
    lines = ((path, number, line) for path, text in texts for number, line in enumerate(text, 1))
    return [place(path, number) for path, number, line in lines if pattern.search(line)]


def nothing(wrong: Iterable[str], instead: str) -> None:
    """Fails with every place that is wrong, and what to do instead."""
    found = list(wrong)
    assert not found, "\n".join([f"{instead}:", *found])


def test_the_top_floor_holds_only_what_the_plan_of_the_house_names() -> None:
    strangers = {path.name for path in ROOT.iterdir() if not MADE.fullmatch(path.name)} - {*ROOMS, *FILES.split()}
    nothing(strangers, "every file belongs in a room")


def test_a_file_can_be_read_in_one_sitting() -> None:
    limits = [(path, FILE_LINES) for path in ours(*CODE)] + [(path, SCRIPT_LINES) for path in ours(*PAGES)]
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path, _ in limits}
    long = [f"{place(path)} has {lines[path]} of {limit} lines" for path, limit in limits if lines[path] > limit]
    nothing(long, "which idea may move out?")


def _length(function: Function) -> int:
    """The lines of a function without its docstring."""
    first = function.body[0]
    docstring = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(function) is not None else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_a_function_fits_on_a_screen() -> None:
    long = places(ours(*CODE), lambda node: isinstance(node, Function) and _length(node) > FUNCTION_LINES)
    nothing(long, f"more than {FUNCTION_LINES} lines")


def test_a_file_says_at_its_top_what_it_is() -> None:
    silent = places(inside(), lambda node: isinstance(node, ast.Module) and not ast.get_docstring(node))
    nothing(silent, "give it a headline")


def test_names_are_roles_and_not_drawers() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "constants", "misc"}
    nothing([place(path) for path in ours(*CODE, *PAGES) if path.stem in drawers], "call it by what it tells")
    vague = re.compile(r"(Manager|Service|Util|Utils|Helper)$")
    nothing(
        places(ours(*CODE), lambda node: isinstance(node, ast.ClassDef) and bool(vague.search(node.name))), "a role"
    )


def _remembers(value: ast.expr | None) -> bool:
    makers = ("list", "dict", "set", "defaultdict", "deque", "Counter", "OrderedDict", "bytearray")
    if isinstance(value, ast.Call):
        return dotted(value.func).rpartition(".")[2] in makers
    return isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)


def test_no_module_remembers_anything() -> None:
    tops = [(path, node) for path in inside() for module in nodes(path)[:1] for node in getattr(module, "body", ())]
    named = [(path, one) for path, one in tops if isinstance(one, ast.Assign | ast.AnnAssign)]
    kept = [place(path, one) for path, one in named if _remembers(one.value)]
    kept += places(inside(), lambda node: isinstance(node, ast.Global))
    nothing(kept, "two houses in one process would share it: use a tuple, a frozenset or a MappingProxyType")


def _taken(node: ast.AST) -> bool:
    """Whether this call takes the time or chance from nowhere."""
    if not isinstance(node, ast.Call):
        return False
    called = dotted(node.func)
    if called.endswith(("default_rng", "random.Random")):
        return not node.args
    clocks = r"(datetime|date)\.(now|utcnow|today|utcfromtimestamp)$|^time\.time(_ns)?$|^random\.\w+$"
    return bool(re.search(clocks, called))


def test_time_and_chance_are_passed_in() -> None:
    clocks = (ROOT / "app.py", ROOT / "live" / "clock.py")
    nothing(places((path for path in inside() if path not in clocks), _taken), "take a clock or a seed as argument")


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{one.name}" for one in node.names]
    return [one.name for one in node.names] if isinstance(node, ast.Import) else []


def test_only_the_front_door_reads_the_settings_and_the_environment() -> None:
    def wrong(node: ast.AST) -> bool:
        front = any(name.partition(".")[0] in ("settings", "app") for name in _imported(node))
        return front or dotted(node) in ("os.environ", "os.getenv") or "os.environ" in _imported(node)

    nothing(places(inside(*ROOMS), wrong), "parts receive values")


def test_no_callback_is_registered_at_import() -> None:
    hung = ("dash.callback", "dash.clientside_callback")
    wrong = places(ours(*CODE), lambda node: dotted(node) in hung or any(name in hung for name in _imported(node)))
    nothing(wrong, "use app.callback, or the second app of a process loses it")


def test_silenced_rules_have_their_reason_beside_them() -> None:
    bare = lines_with(ours(*CODE), r"#\s*(noqa|type: ignore|pyright: ignore|pragma: no cover)(?!.* [-–#] \S)")
    nothing(bare, "say why, as in `noqa: S603 - our own call`")


def _typed_ids(path: Path) -> Iterator[ast.AST]:
    """Places where an id is written out instead of taken from names.py."""
    written = (ast.Constant, ast.JoinedStr, ast.Dict)
    for call in (node for node in nodes(path) if isinstance(node, ast.Call)):
        if dotted(call.func).rpartition(".")[2] in ("Input", "Output", "State") and isinstance(
            next(iter(call.args), None), written
        ):
            yield call
        yield from (word.value for word in call.keywords if word.arg == "id" and isinstance(word.value, written))


def test_every_id_is_written_once_in_names() -> None:
    screens = [path for path in inside("screens") if path.stem != "names"]
    nothing([place(path, node) for path in screens for node in _typed_ids(path)], "name it in screens/names.py")


def test_scripts_know_only_ids_that_names_gives() -> None:
    # The frame of every page has an id before any part is drawn into it.
    names = "".join((ROOT / "screens" / file).read_text(encoding="utf-8") for file in ("names.py", "page.html"))
    scripts = [path for path in ours(*PAGES) if "assets" in path.parts]
    used = [(path, re.findall(r"""getElementById\(\s*["']([^"']+)""", path.read_text("utf-8"))) for path in scripts]
    unknown = [f"{place(path)} {one}" for path, found in used for one in found if f'"{one}"' not in names]
    nothing(unknown, "screens/names.py gives no such id")


def test_the_browser_is_sent_to_no_other_host() -> None:
    sent = [path for path in ours(*PAGES, ".css", ".svg", ".html") if "assets" in path.parts]
    hosts = lines_with(sent, r"(?:https?:|[\"'(])//(?!www\.w3\.org)[A-Za-z0-9-]+\.[A-Za-z]")
    nothing(hosts, "everything comes through our own door")


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    # A page is at `/work/`, with nothing below it.
    told = lines_with(ours(*CODE, *PAGES, *TEXT), r"(?<![\w.])/(work/\w|(farm|root|home|Users|tmp)/)")
    nothing(told, "take the path from the settings or from the file's own place")


def test_nothing_is_left_for_later_in_the_code() -> None:
    left = lines_with(ours(*CODE, *PAGES, ".css"), r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    nothing(left, "do it, or open an issue")
