"""Composites: what all the others come to."""
