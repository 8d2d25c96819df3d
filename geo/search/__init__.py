"""Search: addresses, streets, crossings and places by what is typed; `build.py` makes an index, `search.py` asks it."""
