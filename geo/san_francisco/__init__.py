"""San Francisco: its open data as the tables of a city pack, with eight recorded days."""
