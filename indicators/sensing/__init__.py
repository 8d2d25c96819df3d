"""Sensing: whether the city's own senses can be trusted."""
