"""San Francisco: makes a city pack of public data, with eight days of the fire department's dispatch record.

    python -m geo.import_san_francisco DATA_FOLDER PACK_FOLDER

The data folder holds, all from DataSF (data.sfgov.org) but for the census:

    sffd_calls_20161231_20170107.csv             Fire Department Calls for Service (nuek-vuh3), some whole days
    sf_street_centerlines.gpkg                   street centrelines: CNN, class, end nodes, and length_m
    sf_street_nodes.csv                          their junctions: node_cnn, lon, lat
    sf_analysis_neighborhoods_dissolved.geojson  Analysis Neighborhoods, one shape each: nhood
    sf_neighborhood_census_acs2014.csv           residents: Neighborhood, Total.Pop (American Community Survey 2014)
    sf311_cases_geo_4984.csv                     311 cases of any years, with Lat and Long
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from geo.importing.recorded import Span
from geo.importing.tables import Missing
from geo.pack_writer import COLUMNS, Unwritable, write_pack
from geo.san_francisco import calls as dispatch
from geo.san_francisco import hotline
from geo.san_francisco import map as town

ZONE = ZoneInfo("America/Los_Angeles")


def import_san_francisco(data: Path, pack: Path, say: Callable[[str], None]) -> None:
    """Write the pack; raises `Missing` where the data lacks something, `Unwritable` where the folder cannot be used."""
    areas, nodes, edges = town.areas(data), town.nodes(data), town.edges(data)
    say(f"{len(areas) - 1} neighbourhoods, {len(nodes):,} junctions, {len(edges):,} street segments.")
    calls = dispatch.calls(data)
    span = Span.around(calls["Received DtTm"], ZONE)
    stations = dispatch.stations(calls)
    units = dispatch.units(calls, stations)
    say(f"{calls['Incident Number'].nunique():,} incidents, {len(units)} units, {len(stations)} station areas.")
    cases = hotline.cases(data)
    recordings = {"dispatch": dispatch.call_notices(calls, span), "hotline": hotline.case_notices(cases, span)}
    say(f"{len(cases):,} 311 cases; {sum(map(len, recordings.values())):,} notices in {span.days} days.")
    write_pack(
        pack,
        city=_city(),
        areas=areas, nodes=nodes, edges=edges, base=town.base(areas, edges), units=units,
        things=pd.DataFrame(columns=list(COLUMNS["things"])), places=stations, recordings=recordings,
        recording=span.about(_note(span, f"{cases['Opened'].min().year}–{cases['Opened'].max().year}")),
    )  # fmt: skip
    say(f"{pack} is ready.")


def _city() -> dict[str, Any]:
    return {
        "name": "san_francisco",
        "title": {"zh": "旧金山", "en": "San Francisco"},
        "time_zone": ZONE.key,
        "zoom": 12,
        "provenance": "real",
        "note": {
            "zh": "消防站位置按警情中点推算；街道均按双向处理，车速按道路等级估计。",
            "en": "Fire stations stand amid their calls; all streets lead both ways; speeds are estimated by class.",
        },
        "attribution": {"zh": "数据：DataSF（PDDL）、美国人口调查局", "en": "Data: DataSF (PDDL), US Census Bureau"},
    }


def _note(span: Span, years: str) -> dict[str, str]:
    """What stands beside the replay on every screen: whose days these really were."""
    first, last = span.start, span.end - pd.Timedelta(days=1)
    return {
        "zh": f"消防调度记录：{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日。"
        f"311 案件：{years}年的抽样，按整周平移到这几天（星期与时刻不变），时限按热线规则补设。"
        "历时超过八天的不在其中。",
        "en": f"Dispatch: {first.day} {first:%b %Y} – {last.day} {last:%b %Y}. 311: a sample of {years}, moved by "
        "whole weeks into these days (weekday and time of day stay), with a hotline's limits. "
        "Cases that took longer than eight days are left out.",
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the importer from the command line; 0 when the pack is written, 2 when something was missing."""
    parser = argparse.ArgumentParser(
        prog="python -m geo.import_san_francisco",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER", help="the folder with the files above")
    parser.add_argument("pack", type=Path, metavar="PACK_FOLDER", help="where the city pack goes")
    asked = parser.parse_args(arguments)
    try:
        import_san_francisco(asked.data, asked.pack, say=print)
    except (Missing, Unwritable) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    except OSError as problem:
        sys.stderr.write(f"{problem}. Give this user room to write there, or name another folder: STATE=folder.\n")
        return 2
    except (KeyError, ValueError) as error:
        sys.stderr.write(f"Something in {asked.data} is not as it should be: {error!r}. Compare it with --help.\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
