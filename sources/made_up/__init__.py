"""The made-up city: a life that depends on a seed and the time alone, always labelled as made up.

`town.py` holds the weather and the day's episodes, `world.py` lets incidents happen, `parts.py` cuts it all into
sources. To add a kind of reading that the pack's sensors send, add a formula to `surroundings.py`; for one of invented
things write a file with posts, a beat and a formula (`posts.py`, `beats.py`, `regular.py`; `crowds.py` is smallest) and
its rare spells (`spells.py`), and name it in `ground_parts.py`. To add a story, add a row to `stories.csv`. To see
whether the city is still calm, run `python -m benchmarks.calm`.
"""
