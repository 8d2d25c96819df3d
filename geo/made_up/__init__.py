"""The made-up city: Yunzhou, drawn from a seed; `city.py` lists the steps in the order in which towns grow."""
