"""OpenStreetMap: what its files say, as the tables of a city pack; `read.py` reads, the others turn it into parts."""
