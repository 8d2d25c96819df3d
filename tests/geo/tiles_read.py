"""Reads the tiles of a base map with the tool that comes with tippecanoe."""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

DECODE = Path(sys.executable).with_name("tippecanoe-decode")
Feature = dict[str, Any]  # GeoJSON


def layers_of(path: Path, zoom: int) -> dict[str, list[Feature]]:
    """The features of every layer in the tiles of one zoom; one that lies in two tiles comes twice."""
    decode = [str(DECODE), f"-Z{zoom}", f"-z{zoom}", str(path)]
    said = subprocess.run(decode, capture_output=True, text=True, check=True).stdout
    found: dict[str, list[Feature]] = defaultdict(list)
    for tile in json.loads(said)["features"]:
        for layer in tile["features"]:
            found[layer["properties"]["layer"]] += layer["features"]
    return found
