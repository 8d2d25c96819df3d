"""Places: where things are, which area that is, and how long the way there takes.

Inside the house every place is a longitude and a latitude in degrees, WGS 84. This room imports nothing of ours.
To add a city, import it: `import_city.py` reads what is usual (docs/import.md). What needs more, such as a recording,
has an importer of its own, as `import_san_francisco.py`: it fills a pack folder, and `pack.py` reads it.
"""
