"""Import a city: makes a city pack of an OpenStreetMap extract, boundary files, road graphs and tables, in any mix.

At least some roads (OSM, GRAPH or ROADS) and something that bounds the city (OSM or AREAS) are needed. Behind a file's
name may stand what is special about it: stations.csv:kind=charging_station,frame=gcj02. docs/import.md tells the rest.
"""

import argparse
import sys
import warnings
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import shapely
from tqdm import tqdm

from geo.importing import boundary_file, graphml, place_file, road_file
from geo.importing.claim import claimed
from geo.importing.given import Given
from geo.importing.parts import CityFiles, made_city
from geo.importing.report import Report
from geo.importing.tables import Missing
from geo.pack_writer import Unwritable, write_pack

EXAMPLE = """\
examples:
  python -m geo.import_city packs --name helsinki --osm Helsinki.osm.pbf --tz Europe/Helsinki
  python -m geo.import_city packs --name shenzhen --zh 深圳市 --en Shenzhen \\
      --areas districts.geojson:name=qh zones.geojson --graph futian.graphml \\
      --places stations.csv:kind=charging_station

`make city` takes the same as OSM=… AREAS=… PLACES=… UNITS=… GRAPH=… ROADS=… NAME=… ZH=… EN=… TZ=… CREDIT=…
"""
USUAL = Path("var/packs")  # where packs are without STATE=
FAULTS = (LookupError, ValueError, TypeError, ArithmeticError, RuntimeError, shapely.errors.GEOSException)


def import_city(packs: Path, files: CityFiles, report: Report) -> Path:
    """The folder of the pack, whole, with `report.txt` and `report.json` in it. Raises `Missing` or `Unwritable`."""
    folder = packs / files.words.code
    watched = partial(tqdm, desc="OpenStreetMap", unit=" objects", disable=None, file=sys.stderr)
    with claimed(folder), _noticed(report):
        city = made_city(files, report, watched)
        if folder.exists():
            report.remark(f"There was a city {folder.name} already; this one has taken its place.")
        write_pack(folder, **city)
        (folder / "report.txt").write_text(report.as_text(), encoding="utf-8")
        (folder / "report.json").write_text(report.as_json(), encoding="utf-8")
    return folder


@contextmanager
def _noticed(report: Report) -> Generator[None]:
    """Keep what the libraries that read the files warn of out of the terminal; `report.json` holds it."""
    with warnings.catch_warnings():
        warnings.showwarning = lambda message, *_: report.notice(str(message))
        yield


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the importer from the command line; 0 when the pack is written, 2 when something was wrong."""
    asked = _parser().parse_args(arguments)
    report = Report()
    try:
        folder = import_city(asked.packs, _files(asked), report)
    except (Missing, Unwritable) as problem:
        return _failed(str(problem))
    except OSError as problem:
        return _failed(f"{problem}. Give this user room to read and write there, or name another folder: STATE=folder.")
    except MemoryError:
        return _failed("This machine has too little memory for so large a city. Cut the extract smaller.")
    except FAULTS as error:
        # One file in a thousand is wrong in a way that nobody thought of; it must not end in a page of code.
        return _failed(f"Something in these files is not as it should be: {error!r}. Leave files out to find which.")
    renamed = "" if folder.name == asked.name else f" The city's name is written {folder.name}."
    sys.stdout.write(f"{report.as_text()}\n{folder} is ready.{renamed} See it: {_start(folder)}\n")
    return 0


def _start(folder: Path) -> str:
    """What to say to make, that the screens show this city."""
    if folder.parent.name != USUAL.name:
        return f"make run CITY={folder}"
    elsewhere = "" if folder.parent == USUAL else f" STATE={folder.parent.parent}"
    return f"make run CITY={folder.name}{elsewhere}"


def _failed(sentence: str) -> int:
    sys.stderr.write(f"{' '.join(sentence.split())}\n")  # other people's readers speak in several lines
    return 2


def _files(asked: argparse.Namespace) -> CityFiles:
    return CityFiles.of(
        name=asked.name, zh=asked.zh, en=asked.en, zone=asked.tz, credit=tuple(asked.credit),
        osm=tuple(Given.of(text, ()) for text in asked.osm),
        areas=tuple(Given.of(text, boundary_file.OPTIONS) for text in asked.areas),
        graphs=tuple(Given.of(text, graphml.OPTIONS) for text in asked.graph),
        roads=tuple(Given.of(text, road_file.OPTIONS) for text in asked.roads),
        places=tuple(Given.of(text, place_file.PLACE_OPTIONS) for text in asked.places),
        units=tuple(Given.of(text, place_file.UNIT_OPTIONS) for text in asked.units),
    )  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo.import_city", description=__doc__, epilog=EXAMPLE, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument(
        "packs", type=Path, metavar="PACKS_FOLDER", help="where packs are; the city gets a folder there"
    )
    parser.add_argument(
        "--name", required=True, help="the pack's name, letters a-z, figures, _ and -: make run CITY=name"
    )
    parser.add_argument("--zh", default="", help="the city's name in Chinese; without it the name in the files")
    parser.add_argument("--en", default="", help="the city's name in English; the same")
    parser.add_argument("--tz", default="", metavar="ZONE", help="such as Europe/Helsinki; in China it is known")
    parser.add_argument("--credit", action="append", default=[], help="whom to name as the source, one at a time")
    several = partial(parser.add_argument, nargs="+", action="extend", default=[], metavar="FILE")
    several("--osm", help="OpenStreetMap extracts: .osm.pbf, .osm, .osm.gz, .osm.bz2")
    several("--areas", help="boundaries, a file for each level, coarsest first: GeoJSON, GeoPackage, Shapefile")
    several("--graph", help="road graphs: GraphML as osmnx writes it; they go before OSM's roads")
    several("--roads", help="street lines: GeoPackage, GeoJSON, Shapefile; they go before OSM's roads, too")
    several("--places", help="places: CSV with a longitude, a latitude, a kind")
    several("--units", help="units: CSV likewise")
    return parser


if __name__ == "__main__":
    sys.exit(main())
