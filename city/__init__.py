"""The nouns that every room shares: readings, the views indicators may ask for, events, and the picture of the city.

Nothing here knows where facts come from or where they are drawn. To add a kind of reading, see `city/kinds/`.
"""
