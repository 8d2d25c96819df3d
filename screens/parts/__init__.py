"""Parts: the zones that pages are made of. One file, one zone.

Its frame is here, its words in `words/`, its drawing in the JavaScript file of the same name. To add one, write its
`layout()` and give its ids to `names.py`.
"""
