"""The screens: what people look at. The only room that knows Dash.

One file, one page (`wall.py`, `duty.py`, `vitals.py`, `work.py`); `parts/` holds the zones they share, `names.py` every
id once, `words.py` every word once per language. A page's Python says where things stand; the small scripts in
`assets/js` write what is known into them. To add a zone: a file in `parts/`, its ids in `names.py`, its words in both
languages.
"""
