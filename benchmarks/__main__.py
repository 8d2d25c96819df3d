"""Runs the benchmarks, one at a time, and prints one JSON document; names on the line choose among them.

Each says what it measured, its rival and its goal; one that fails or takes too long says so instead. `machine` tells
how busy the machine was besides: figures of a busy one are worth little.
"""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime

import psutil

SUBJECTS = (
    "readings",
    "indicators",
    "places",
    "importing",
    "delivery",
    "paint",
    "drawing",
    "base_map",
    "latency",
    "memory",
    "restart",
    "the_log",
    "actions",
    "api_actions",
    "queue",
    "duplicates",
    "clocks",
)
PATIENCE_S = 300
LOOK_S = 2.0


def main() -> int:
    """The exit code: how many subjects failed."""
    chosen = sys.argv[1:] or list(SUBJECTS)
    unknown = [subject for subject in chosen if subject not in SUBJECTS]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are {', '.join(SUBJECTS)}.", file=sys.stderr)
        return 2
    measured: dict[str, object] = {"machine": _machine()}
    failed = 0
    for subject in chosen:
        print(f"{subject} …", file=sys.stderr, flush=True)
        busy = psutil.cpu_percent(LOOK_S)
        said = _measured(subject)
        failed += "failed" in said
        measured[subject] = said | {"busy_before_percent": busy}
    print(json.dumps(measured, indent=2))
    return failed


def _measured(subject: str) -> dict[str, object]:
    """What one benchmark printed; why it did not."""
    patience_s = PATIENCE_S + 60 * float(os.environ.get("MINUTES", "10")) * (subject == "memory")
    with subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{subject}"], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as run:
        try:
            said, _ = run.communicate(timeout=patience_s)
        except subprocess.TimeoutExpired:
            _end(run.pid)
            return {"failed": f"It took longer than {patience_s:g} s."}
    if run.returncode != 0:
        return {"failed": f"It ended with {run.returncode}; what it said stands above."}
    return json.loads(said.splitlines()[-1])


def _end(process: int) -> None:
    """End a benchmark with the servers and browsers that it started."""
    try:
        first = psutil.Process(process)
        family = [*first.children(recursive=True), first]
    except psutil.NoSuchProcess:
        return
    for one in family:
        one.kill()
    psutil.wait_procs(family, timeout=5)


def _machine() -> dict[str, object]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "load_1_5_15_min": [round(one, 2) for one in psutil.getloadavg()],
        "python": platform.python_version(),
        "system": platform.platform(),
    }


if __name__ == "__main__":
    sys.exit(main())
