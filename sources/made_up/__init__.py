"""The made-up city: a life that depends on a seed and the time alone, always labelled as made up.

`town.py` holds the weather and the day's episodes, `world.py` lets incidents happen, `parts.py` cuts it all into
sources. To add a kind of reading, add a formula to `surroundings.py`; to add a story, a row to `stories.csv`.
"""
