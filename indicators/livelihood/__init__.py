"""Livelihood: whether the city answers those who call it."""
