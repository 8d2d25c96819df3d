"""Importing: the files that operators have, as the tables of a city pack; `geo/import_city.py` is the way in."""
